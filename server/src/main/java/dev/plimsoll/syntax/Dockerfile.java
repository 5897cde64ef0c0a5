package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Dockerfile: its text and the elements that it consists of, each with its place.
 *
 * <p>Immutable. {@link #edit} makes a new one in which every element outside the edited lines is the same object as
 * before, and with it all that was derived from that element.
 */
public final class Dockerfile {

  /** What elements have in common in which there is an error. */
  private static final Trait IS_FAULTY = Trait.of(Element.class, Dockerfile::isFaulty);

  private static boolean isFaulty(Element element) {
    return LongLines.mayBeIn(element)
        || element instanceof Instruction instruction && !instruction.errors().isEmpty();
  }

  private final Element[] elements;
  /** The offset of every element. */
  private final int[] starts;

  private final int length;
  private final char escape;

  /** The rest is filled at the first call; a race computes the same value twice. */
  private @Nullable String text;

  private @Nullable Header header;
  private @Nullable ImmutableList<Instruction> instructions;
  private @Nullable Places places;

  /** What is known of elements and values, carried on from the file before. */
  private final Traits traits;

  private final Memo memo;

  /** The file of which this is a view, or itself. */
  private final Dockerfile whole;

  /** Where it is noted what is read of this view; null where nobody wants to know. */
  private final @Nullable Reads reads;

  private Dockerfile(
      Element[] elements, int[] starts, int length, char escape, Traits traits, Memo memo) {
    this.elements = elements;
    this.starts = starts;
    this.length = length;
    this.escape = escape;
    this.traits = traits;
    this.memo = memo;
    this.whole = this;
    this.reads = null;
  }

  private Dockerfile(Dockerfile whole, Reads reads) {
    this.elements = whole.elements;
    this.starts = whole.starts;
    this.length = whole.length;
    this.escape = whole.escape;
    this.traits = whole.traits;
    this.memo = whole.memo;
    this.whole = whole;
    this.reads = reads;
  }

  /** The same file; what is read of it by this view is noted. Where its elements stand is not. */
  public Dockerfile watchedBy(Reads reads) {
    return new Dockerfile(whole, reads);
  }

  private void readEverything() {
    if (reads != null) {
      reads.addEverything();
    }
  }

  /** Parses a whole file. Never throws: what is wrong with it is said by {@link #errors}. */
  public static Dockerfile parse(String text) {
    ElementReader reader = ElementReader.ofFile(text);
    Elements read = new Elements(Math.max(16, text.length() / 32));
    while (reader.hasNext()) {
      read.add(reader.offset(), reader.next());
    }
    Dockerfile file = new Dockerfile(
        read.elements(),
        read.starts(),
        text.length(),
        reader.escape(),
        Traits.none(),
        Memo.empty());
    file.text = text;
    return file;
  }

  /**
   * The file after one edit: equal to parsing the edited text.
   *
   * <p>Reads from the first touched element on until it stands again where an element began before, in the state that
   * the reader had there. The work depends on what the edit touches, not on the size of the file.
   */
  public Dockerfile edit(TextEdit edit) {
    int first = firstTouched(edit.range().start());
    int last =
        edit.range().end() >= length ? starts.length - 1 : indexAt(edit.range().end());
    for (int ahead = 1; ; ahead *= 4) {
      int until = Math.min(starts.length, last + 1 + ahead);
      Dockerfile edited = edit(edit, first, until);
      if (edited != null) {
        return edited;
      }
    }
  }

  /**
   * Tries the edit on the elements from {@code first} to {@code until}; null where what was opened in them may go on
   * behind them.
   */
  private @Nullable Dockerfile edit(TextEdit edit, int first, int until) {
    int base = first < starts.length ? starts[first] : 0;
    int headerSize = headerSize();
    boolean inHeader = first <= headerSize;
    ElementReader reader = new ElementReader(
        window(edit, first, until, base),
        base == 0,
        inHeader ? escapeAfter(first) : escape,
        inHeader);
    int delta = edit.newText().length() - edit.range().length();
    int resume = edit.range().end() + delta;
    Elements window = new Elements(8);
    int next = first;
    while (reader.hasNext()) {
      int at = base + reader.offset();
      if (at >= resume) {
        while (next < starts.length && starts[next] + delta < at) {
          next++;
        }
        if (next < starts.length
            && starts[next] + delta == at
            && sameState(reader, next, headerSize)) {
          return splice(first, window, next, delta, escape);
        }
      }
      window.add(at, reader.next());
    }
    return until == starts.length ? splice(first, window, until, delta, reader.escape()) : null;
  }

  /** The edited text of the elements from {@code first} to {@code until}, which begins at offset {@code base}. */
  private String window(TextEdit edit, int first, int until, int base) {
    StringBuilder window = new StringBuilder();
    for (int i = first; i < until; i++) {
      window.append(elements[i].text());
    }
    return window
        .replace(edit.range().start() - base, edit.range().end() - base, edit.newText())
        .toString();
  }

  private boolean sameState(ElementReader reader, int element, int headerSize) {
    if (elements[element] instanceof Element.ByteOrderMark) {
      return false; // it is one only at the start of the file, where nothing can stand before it
    }
    return reader.inHeader()
        ? element <= headerSize && reader.escape() == escapeAfter(element)
        : element > headerSize && reader.escape() == escape;
  }

  private Dockerfile splice(int first, Elements window, int next, int delta, char newEscape) {
    int kept = starts.length - next;
    int size = first + window.size() + kept;
    int[] newStarts = Arrays.copyOf(starts, size);
    Element[] newElements = Arrays.copyOf(elements, size);
    window.copyTo(newElements, newStarts, first);
    System.arraycopy(elements, next, newElements, size - kept, kept);
    for (int i = 0, to = size - kept; i < kept; i++) {
      newStarts[to + i] = starts[next + i] + delta;
    }
    Window edited = new Window(first, next, first + window.size());
    Dockerfile file = new Dockerfile(
        newElements,
        newStarts,
        length + delta,
        newEscape,
        traits.after(edited, elements),
        memo.next());
    file.places = places == null ? null : places.after(edited);
    file.header = first > headSize() ? header : null;
    return file;
  }

  /** The first element whose reading an edit at {@code offset} can change. */
  private int firstTouched(int offset) {
    if (starts.length == 0) {
      return 0;
    }
    if (offset >= length) {
      return starts.length - 1; // the end of the file may have cut the last element short
    }
    int index = indexAt(offset);
    boolean afterMark =
        index == 1 && offset == starts[1] && elements[0] instanceof Element.ByteOrderMark;
    return afterMark ? 0 : index;
  }

  /** How many elements at the head of the file are directives or a byte-order mark. */
  private int headerSize() {
    int size = 0;
    while (size < elements.length
        && (elements[size] instanceof Element.Directive
            || elements[size] instanceof Element.ByteOrderMark)) {
      size++;
    }
    return size;
  }

  /** How many elements BuildKit's front end may look at in search of directives, before one at which it stops for certain. */
  private int headSize() {
    int size = 0;
    while (size < elements.length
        && (elements[size] instanceof Element.Directive
            || elements[size] instanceof Element.ByteOrderMark
            || elements[size] instanceof Element.Comment
            || elements[size].text().startsWith("//"))) {
      size++;
    }
    return size;
  }

  /** The text of those elements, and of the one behind them. */
  private String head() {
    StringBuilder head = new StringBuilder();
    int end = Math.min(headSize() + 1, elements.length);
    for (int i = 0; i < end; i++) {
      head.append(elements[i].text());
    }
    return head.toString();
  }

  private char escapeAfter(int headerElements) {
    char chosen = '\\';
    for (int i = 0; i < headerElements; i++) {
      if (elements[i] instanceof Element.Directive directive) {
        chosen = Header.escapeAfter(directive.text(), chosen);
      }
    }
    return chosen;
  }

  /** The whole text; put together from the elements at the first call after an edit. */
  public String text() {
    readEverything();
    return whole.wholeText();
  }

  /** The place of the last character that one sees; behind it there may be no line any more. Empty in a blank file. */
  public TextRange lastVisible() {
    int end = text().stripTrailing().length();
    return new TextRange(end == 0 ? 0 : text().offsetByCodePoints(end, -1), end);
  }

  private String wholeText() {
    String known = text;
    if (known == null) {
      StringBuilder all = new StringBuilder(length);
      for (Element element : elements) {
        all.append(element.text());
      }
      known = all.toString();
      text = known;
    }
    return known;
  }

  /** The number of characters. */
  public int length() {
    return length;
  }

  /** A view of the text that doesn't put it together: for looking at a few characters of it. */
  public CharSequence characters() {
    readEverything();
    String known = whole.text;
    return known == null ? new ElementCharacters(elements, starts, length) : known;
  }

  public List<Element> elements() {
    List<Element> all = Collections.unmodifiableList(Arrays.asList(elements));
    return reads == null ? all : reads.watched(all, index -> index);
  }

  /** A list of instructions of this file. Of a view it is noted which of them are looked at. */
  public <I extends Instruction> List<I> watched(ImmutableList<I> instructions) {
    return reads == null
        ? instructions
        : reads.watched(instructions, index -> find(instructions.get(index)));
  }

  /** What differs between this file and another, of which these are the elements; the same ones are the same objects. */
  Window differing(List<Element> others) {
    Element[] before = others.toArray(new Element[0]); // both are walked along at each key
    int most = Math.min(before.length, elements.length);
    int first = 0;
    while (first < most && before[first] == elements[first]) {
      first++;
    }
    int oldEnd = before.length;
    int newEnd = elements.length;
    while (oldEnd > first && newEnd > first && before[oldEnd - 1] == elements[newEnd - 1]) {
      oldEnd--;
      newEnd--;
    }
    return new Window(first, oldEnd, newEnd);
  }

  public Element element(int index) {
    if (reads != null) {
      reads.add(index);
    }
    return elements[index];
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
    return whole.wholeHeader();
  }

  private Header wholeHeader() {
    Header known = header;
    if (known == null) {
      int size = headerSize();
      known = Header.read(head(), size < starts.length ? starts[size] : length);
      header = known;
    }
    return known;
  }

  /** All instructions in order, those inside ONBUILD left out. */
  public ImmutableList<Instruction> instructions() {
    readEverything();
    return whole.allInstructions();
  }

  private ImmutableList<Instruction> allInstructions() {
    ImmutableList<Instruction> known = instructions;
    if (known == null) {
      ImmutableList.Builder<Instruction> found =
          ImmutableList.builderWithExpectedSize(elements.length);
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
    int index = find(instruction);
    if (index < 0) {
      throw new IllegalArgumentException(
          "not an instruction of this file: " + instruction.keyword());
    }
    return index;
  }

  /** The same, and -1 if it is none. */
  public int find(Instruction instruction) {
    return whole.place(instruction);
  }

  private int place(Instruction instruction) {
    Places known = places;
    if (known == null) {
      known = Places.of(elements);
      places = known;
    }
    return known.indexOf(instruction, elements);
  }

  /** The indices in {@link #elements} of those that have a trait. Whoever asks at every edit pays for what was edited. */
  public ImmutableIntArray where(Trait trait) {
    if (reads != null) {
      reads.add(trait);
    }
    return traits.where(trait, elements);
  }

  /** The answer to a question about the whole file: of a view it is noted that it was this one. */
  public <T> T ask(FileQuestion<T> question) {
    T answer = question.of(whole);
    if (reads != null) {
      reads.add(question, answer);
    }
    return answer;
  }

  /** How many traits are kept: no more than are asked for. */
  int knownTraits() {
    return traits.size();
  }

  /** Of traits, whether one of the elements in which this file differs from another has it or had it, if that is known. */
  Traits.@Nullable Concerned concerned(Window change, List<Element> before) {
    return traits.concerned(change, before);
  }

  /** Those of them from {@code start} to before {@code end}. */
  public ImmutableIntArray where(Trait trait, int start, int end) {
    return Traits.between(where(trait), start, end);
  }

  /**
   * What was worked out for this file and may be of use for the file after the next edit.
   *
   * @throws UnsupportedOperationException of a view that notes what is read: what the memo knows was read by somebody else
   */
  public Memo memo() {
    if (reads != null) {
      throw new UnsupportedOperationException("ask the Subject: what is remembered isn't noted");
    }
    return memo;
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
    return elements.length > 0 && element(indexAt(offset)) instanceof Instruction found
        ? found
        : null;
  }

  /** All that is wrong with head and instructions, each on its own, by position; ranges are offsets in the file. */
  public ImmutableList<SyntaxError> errors() {
    ImmutableList.Builder<SyntaxError> errors = ImmutableList.builder();
    errors.addAll(header().errors());
    ImmutableIntArray faulty = where(IS_FAULTY);
    for (int k = 0; k < faulty.length(); k++) {
      int i = faulty.get(k);
      errors.addAll(LongLines.of(elements[i], starts[i]));
      if (elements[i] instanceof Instruction instruction) {
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
        && length == that.length
        && escape == that.escape
        && Arrays.equals(starts, that.starts)
        && Arrays.equals(elements, that.elements);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(elements);
  }

  @Override
  public String toString() {
    return text();
  }
}
