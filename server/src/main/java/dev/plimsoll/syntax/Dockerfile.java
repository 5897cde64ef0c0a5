package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A Dockerfile: its text and the elements that it consists of, each with its place.
 *
 * <p>Immutable. {@link #edit} makes a new one in which every element outside the edited lines is the same object as
 * before, and with it all that was derived from that element.
 */
public final class Dockerfile {

  private final String text;
  private final ImmutableList<Element> elements;
  /** The offset of every element. */
  private final int[] starts;

  private final char escape;

  /** The rest is filled at the first call; a race computes the same value twice. */
  private @Nullable Header header;

  private @Nullable ImmutableList<Instruction> instructions;
  private @Nullable IdentityHashMap<Instruction, Integer> indices;

  private Dockerfile(String text, ImmutableList<Element> elements, int[] starts, char escape) {
    this.text = text;
    this.elements = elements;
    this.starts = starts;
    this.escape = escape;
  }

  /** Parses a whole file. Never throws: what is wrong with it is said by {@link #errors}. */
  public static Dockerfile parse(String text) {
    ElementReader reader = new ElementReader(text, 0, '\\', true);
    Elements read = new Elements(Math.max(16, text.length() / 32));
    while (reader.hasNext()) {
      read.add(reader.offset(), reader.next());
    }
    return new Dockerfile(text, read.elements(), read.starts(), reader.escape());
  }

  /** The file after one edit: equal to parsing the edited text. */
  public Dockerfile edit(TextEdit edit) {
    String edited = text.substring(0, edit.range().start())
        .concat(edit.newText())
        .concat(text.substring(edit.range().end()));
    return edit(edit.range(), edit.newText().length(), edited);
  }

  private Dockerfile edit(TextRange range, int inserted, String edited) {
    int first = firstTouched(range.start());
    int headerEnd = headerSize();
    boolean inHeader = first <= headerEnd;
    char before = inHeader ? escapeAfter(first) : escape;
    ElementReader reader = new ElementReader(edited, first < starts.length ? starts[first] : 0, before, inHeader);
    int delta = inserted - range.length();
    int resume = range.start() + inserted;
    Elements window = new Elements(8);
    int next = first;
    while (reader.hasNext()) {
      int at = reader.offset();
      if (at >= resume) {
        while (next < starts.length && starts[next] + delta < at) {
          next++;
        }
        if (next < starts.length && starts[next] + delta == at && sameState(reader, next, headerEnd)) {
          return splice(edited, first, window, next, delta);
        }
      }
      window.add(at, reader.next());
    }
    return splice(edited, first, window, starts.length, delta, reader.escape());
  }

  private boolean sameState(ElementReader reader, int element, int headerEnd) {
    return reader.inHeader()
        ? element <= headerEnd && reader.escape() == escapeAfter(element)
        : element > headerEnd && reader.escape() == escape;
  }

  private Dockerfile splice(String edited, int first, Elements window, int next, int delta) {
    return splice(edited, first, window, next, delta, escape);
  }

  private Dockerfile splice(String edited, int first, Elements window, int next, int delta, char newEscape) {
    int kept = starts.length - next;
    int size = first + window.size() + kept;
    int[] newStarts = new int[size];
    System.arraycopy(starts, 0, newStarts, 0, first);
    window.copyStarts(newStarts, first);
    for (int i = 0, to = size - kept; i < kept; i++) {
      newStarts[to + i] = starts[next + i] + delta;
    }
    ImmutableList<Element> newElements = ImmutableList.<Element>builderWithExpectedSize(size)
        .addAll(elements.subList(0, first))
        .addAll(window.elements())
        .addAll(elements.subList(next, elements.size()))
        .build();
    return new Dockerfile(edited, newElements, newStarts, newEscape);
  }

  /** The first element whose reading an edit at {@code offset} can change. */
  private int firstTouched(int offset) {
    if (starts.length == 0) {
      return 0;
    }
    if (offset >= text.length()) {
      return starts.length - 1; // the end of the file may have cut the last element short
    }
    int index = indexAt(offset);
    boolean afterMark = index == 1 && offset == starts[1] && elements.get(0) instanceof Element.ByteOrderMark;
    return afterMark ? 0 : index;
  }

  /** How many elements at the head of the file are directives or a byte-order mark. */
  private int headerSize() {
    int size = 0;
    while (size < elements.size()
        && (elements.get(size) instanceof Element.Directive || elements.get(size) instanceof Element.ByteOrderMark)) {
      size++;
    }
    return size;
  }

  private char escapeAfter(int headerElements) {
    ElementReader reader = new ElementReader(text, 0, '\\', true);
    for (int i = 0; i < headerElements; i++) {
      reader.next();
    }
    return reader.escape();
  }

  public String text() {
    return text;
  }

  public ImmutableList<Element> elements() {
    return elements;
  }

  /** The offset at which an element of {@link #elements} begins. */
  public int start(int index) {
    return starts[index];
  }

  /** The escape character in force: a backslash or a backtick. */
  public char escape() {
    return escape;
  }

  public Header header() {
    Header known = header;
    if (known == null) {
      int size = headerSize();
      known = Header.read(text, size < starts.length ? starts[size] : text.length());
      header = known;
    }
    return known;
  }

  /** All instructions in order, those inside ONBUILD left out. */
  public ImmutableList<Instruction> instructions() {
    ImmutableList<Instruction> known = instructions;
    if (known == null) {
      ImmutableList.Builder<Instruction> found = ImmutableList.builderWithExpectedSize(elements.size());
      for (Element element : elements) {
        if (element instanceof Instruction instruction) {
          found.add(instruction);
        }
      }
      known = found.build();
      instructions = known;
    }
    return known;
  }

  /**
   * The index in {@link #elements} of an instruction of this file.
   *
   * @throws IllegalArgumentException if it is none: an equal instruction of another snapshot is another object
   */
  public int indexOf(Instruction instruction) {
    IdentityHashMap<Instruction, Integer> known = indices;
    if (known == null) {
      known = new IdentityHashMap<>(elements.size());
      for (int i = 0; i < elements.size(); i++) {
        if (elements.get(i) instanceof Instruction one) {
          known.put(one, i);
        }
      }
      indices = known;
    }
    Integer index = known.get(instruction);
    if (index == null) {
      throw new IllegalArgumentException("not an instruction of this file: " + instruction.keyword());
    }
    return index;
  }

  /** The offset at which an instruction of this file begins: what its ranges are relative to. */
  public int start(Instruction instruction) {
    return starts[indexOf(instruction)];
  }

  /** Where an instruction of this file stands, from its keyword to its last character of code. */
  public TextRange range(Instruction instruction) {
    return instruction.range().shift(start(instruction));
  }

  /** The index of the element that holds the character at {@code offset}; the last one at the end of the file. */
  public int indexAt(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  /** The instruction that {@code offset} lies in, its line ending included, or null. */
  public @Nullable Instruction instructionAt(int offset) {
    return !elements.isEmpty() && elements.get(indexAt(offset)) instanceof Instruction found ? found : null;
  }

  /** All that is wrong with head and instructions, each on its own, by position; ranges are offsets in the file. */
  public ImmutableList<SyntaxError> errors() {
    ImmutableList.Builder<SyntaxError> errors = ImmutableList.builder();
    errors.addAll(header().errors());
    for (int i = 0; i < starts.length; i++) {
      Element element = elements.get(i);
      errors.addAll(LongLines.of(element, starts[i]));
      if (element instanceof Instruction instruction) {
        for (SyntaxError error : instruction.errors()) {
          errors.add(error.shift(starts[i]));
        }
      }
    }
    return errors.build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Dockerfile that
        && text.equals(that.text)
        && escape == that.escape
        && Arrays.equals(starts, that.starts)
        && elements.equals(that.elements);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
