package dev.plimsoll.context;

import java.util.List;

/**
 * A regular expression in the part of Go's syntax into which patterns of .dockerignore are translated. All ways to match
 * are followed at once and none twice, so a match costs at most the length of the expression × that of the text.
 */
final class RegularExpression {

  /** One step of the program: what it asks of the text, and where it goes on. */
  record Step(Kind kind, CharacterSet set, int next, int other) {}

  enum Kind {
    /** Takes one character of the set. */
    CHARACTER,
    /** Goes on at both. */
    SPLIT,
    TEXT_START,
    TEXT_END,
    WORD_BOUNDARY,
    NO_WORD_BOUNDARY,
    MATCH
  }

  private final List<Step> program;
  private final int start;

  RegularExpression(List<Step> program, int start) {
    this.program = program;
    this.start = start;
  }

  /** Whether the expression matches some part of a text; most begin and end with anchors. */
  boolean matches(String text) {
    int[] characters = text.codePoints().toArray();
    Threads now = new Threads(program.size());
    Threads next = new Threads(program.size());
    for (int i = 0; i <= characters.length; i++) {
      if (follow(now, start, characters, i)) {
        return true;
      }
      if (i == characters.length) {
        return false;
      }
      next.clear();
      for (int t = 0; t < now.count; t++) {
        Step step = program.get(now.steps[t]);
        if (step.kind == Kind.CHARACTER
            && step.set.contains(characters[i])
            && follow(next, step.next, characters, i + 1)) {
          return true;
        }
      }
      Threads swap = now;
      now = next;
      next = swap;
    }
    return false;
  }

  /** Adds all steps that are reached without a character; true if the match is among them. */
  private boolean follow(Threads threads, int first, int[] text, int at) {
    threads.expect(first);
    while (threads.expected > 0) {
      int index = threads.pending[--threads.expected];
      if (!threads.add(index)) {
        continue;
      }
      Step step = program.get(index);
      if (step.kind == Kind.MATCH) {
        return true;
      }
      if (step.kind == Kind.SPLIT) {
        threads.expect(step.other);
        threads.expect(step.next);
      } else if (step.kind != Kind.CHARACTER && holds(step.kind, text, at)) {
        threads.expect(step.next);
      }
    }
    return false;
  }

  private static boolean holds(Kind assertion, int[] text, int at) {
    return switch (assertion) {
      case TEXT_START -> at == 0;
      case TEXT_END -> at == text.length;
      case WORD_BOUNDARY -> isBoundary(text, at);
      case NO_WORD_BOUNDARY -> !isBoundary(text, at);
      default -> false;
    };
  }

  private static boolean isBoundary(int[] text, int at) {
    CharacterSet word = CharacterSet.word();
    boolean before = at > 0 && word.contains(text[at - 1]);
    boolean after = at < text.length && word.contains(text[at]);
    return before != after;
  }

  /** The steps at which matching stands; each at most once. */
  private static final class Threads {
    private final int[] steps;
    private final boolean[] has;
    private int count;

    /** The steps to be looked at, at most two for each that was added, and the first one. */
    private final int[] pending;

    private int expected;

    Threads(int size) {
      steps = new int[size];
      has = new boolean[size];
      pending = new int[2 * size + 1];
    }

    void expect(int step) {
      pending[expected++] = step;
    }

    boolean add(int step) {
      if (has[step]) {
        return false;
      }
      has[step] = true;
      steps[count++] = step;
      return true;
    }

    void clear() {
      for (int i = 0; i < count; i++) {
        has[steps[i]] = false;
      }
      count = 0;
      expected = 0;
    }
  }
}
