package dev.plimsoll.syntax;

import java.util.Arrays;

/** The text of a file character by character, without putting it together. */
final class ElementCharacters implements CharSequence {

  private final Element[] elements;
  private final int[] starts;
  private final int length;
  /** The element of the last character asked for: the next one is mostly its neighbour. */
  private int current;

  ElementCharacters(Element[] elements, int[] starts, int length) {
    this.elements = elements;
    this.starts = starts;
    this.length = length;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    if (index < starts[current] || index >= starts[current] + elements[current].length()) {
      int found = Arrays.binarySearch(starts, index);
      current = found >= 0 ? found : -found - 2;
    }
    return elements[current].text().charAt(index - starts[current]);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    StringBuilder part = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      part.append(charAt(i));
    }
    return part;
  }

  @Override
  public String toString() {
    return subSequence(0, length).toString();
  }
}
