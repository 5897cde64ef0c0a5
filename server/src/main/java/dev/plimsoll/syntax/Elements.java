package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
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

  ImmutableList<Element> elements() {
    return ImmutableList.copyOf(Arrays.asList(elements).subList(0, size));
  }

  int[] starts() {
    return Arrays.copyOf(starts, size);
  }

  void copyStarts(int[] into, int at) {
    System.arraycopy(starts, 0, into, at, size);
  }
}
