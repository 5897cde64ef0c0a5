package dev.plimsoll.syntax;

import java.util.Arrays;

/** Elements and their offsets, while a file is being read. */
final class Elements {

  private Element[] elements;
  private int[] starts;
  private int size;

  Elements(int capacity) {
    elements = new Element[capacity];
    starts = new int[capacity];
  }

  void add(int start, Element element) {
    if (size == starts.length) {
      elements = Arrays.copyOf(elements, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
    }
    elements[size] = element;
    starts[size++] = start;
  }

  int size() {
    return size;
  }

  Element[] elements() {
    return Arrays.copyOf(elements, size);
  }

  int[] starts() {
    return Arrays.copyOf(starts, size);
  }

  void copyTo(Element[] intoElements, int[] intoStarts, int at) {
    System.arraycopy(elements, 0, intoElements, at, size);
    System.arraycopy(starts, 0, intoStarts, at, size);
  }
}
