package dev.plimsoll.format;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.InstructionText;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blanks and tabs of an instruction that nobody reads but to part words: not the builder, and not the shell of a RUN.
 * All offsets are those of its {@linkplain InstructionText#line() line}.
 *
 * <p>The text that CMD, ENTRYPOINT, USER and the like put into the image as it stands has none, nor has a script of
 * another language, or one of which not all is understood.
 */
final class FreeSpace {

  /** That of an instruction that a shell of the POSIX family runs, if any runs it. */
  static final Derivation<FreeSpace> OF = instruction -> of(instruction, ShellForm.of(instruction));

  private final String code;
  private final BitSet free = new BitSet();
  private final BitSet joints = new BitSet();
  private boolean script;

  private FreeSpace(String code) {
    this.code = code;
  }

  /** @param shell the script of a RUN; null or opaque where no shell of the POSIX family runs it */
  static FreeSpace of(Instruction instruction, @Nullable ShellCommand shell) {
    FreeSpace space = new FreeSpace(instruction.source().line().code());
    space.instruction(instruction.source(), 0, shell);
    return space;
  }

  /** Whether it is that of a script that is understood. */
  boolean isScript() {
    return script;
  }

  /** The blanks around an offset. */
  TextRange around(int offset) {
    int start = offset;
    while (start > 0 && isBlank(start - 1)) {
      start--;
    }
    int end = offset;
    while (end < code.length() && isBlank(end)) {
      end++;
    }
    return new TextRange(start, end);
  }

  /** Whether a line may be broken at an offset, and any blanks put there. */
  boolean mayBreak(int offset) {
    TextRange blanks = around(offset);
    return blanks.isEmpty() ? joints.get(offset) : isFree(blanks);
  }

  /** Whether any number of blanks, but at least one, can stand in the place of some. */
  boolean isFree(TextRange blanks) {
    return free.nextClearBit(blanks.start()) >= blanks.end();
  }

  private boolean isBlank(int offset) {
    char c = code.charAt(offset);
    return c == ' ' || c == '\t';
  }

  private void instruction(InstructionText part, int from, @Nullable ShellCommand shell) {
    free(from, part.keywordInLine().start());
    int at = part.keywordInLine().end();
    for (Flag flag : part.flags()) {
      free(at, flag.word().inLine().start());
      at = flag.word().inLine().end();
    }
    Instruction trigger = part.trigger();
    if (trigger != null) {
      instruction(trigger.source(), at, shell);
      return;
    }
    TextRange arguments = part.argumentsInLine();
    if (arguments.isEmpty()) {
      free(at, code.length());
      return;
    }
    free(at, arguments.start());
    arguments(part, shell);
    free(arguments.end(), code.length());
    if (arguments.end() == code.length()) {
      joints.set(code.length());
    }
  }

  private void arguments(InstructionText part, @Nullable ShellCommand shell) {
    if (part.json()) {
      array(part);
      return;
    }
    switch (part.keyword()) {
      case ADD, COPY, EXPOSE, FROM, VOLUME -> {
        between(part.words());
        quoted(part.argumentsInLine());
      }
      case ARG, ENV, LABEL -> pairs(part);
      case HEALTHCHECK -> between(part.words());
      case RUN -> runs(part, shell);
      default -> {}
    }
  }

  private void pairs(InstructionText part) {
    boolean legacy = part.pairs().size() == 1 && part.pairs().get(0).legacy();
    if (!legacy) {
      between(part.words());
      return;
    }
    Pair pair = part.pairs().get(0);
    Word value = pair.value();
    if (value != null) {
      free(pair.key().inLine().end(), value.inLine().start());
    }
  }

  private void between(ImmutableList<Word> words) {
    for (int i = 1; i < words.size(); i++) {
      free(words.get(i - 1).inLine().end(), words.get(i).inLine().start());
    }
  }

  /** The builder splits these without regard to quotes; who wrote them meant one word. */
  private void quoted(TextRange arguments) {
    int open = -1;
    for (int i = arguments.start(); i < arguments.end(); i++) {
      char c = code.charAt(i);
      if (open >= 0 && c == code.charAt(open)) {
        free.clear(open, i);
        open = -1;
      } else if (open < 0 && (c == '"' || c == '\'')) {
        open = i;
      }
    }
  }

  /** Between the strings of an exec form, brackets and commas. */
  private void array(InstructionText part) {
    boolean typed = part.keyword() == Keyword.HEALTHCHECK;
    List<Word> strings = part.words().subList(typed ? 1 : 0, part.words().size());
    int at = part.argumentsInLine().start();
    if (typed) {
      int type = part.words().get(0).inLine().end();
      at = code.indexOf('[', type);
      free(type, at);
    }
    for (Word string : strings) {
      punctuation(at, string.inLine().start());
      at = string.inLine().end();
    }
    punctuation(at, part.argumentsInLine().end());
  }

  private void punctuation(int from, int to) {
    free(from, to);
    for (int i = from; i <= to; i++) {
      boolean after = i > from && "[,]".indexOf(code.charAt(i - 1)) >= 0;
      boolean before = i > from && i < to && "[,]".indexOf(code.charAt(i)) >= 0;
      if (after || before) {
        joints.set(i);
      }
    }
  }

  private void runs(InstructionText part, @Nullable ShellCommand shell) {
    if (shell == null || !shell.script().isComplete()) {
      return;
    }
    boolean isBody = !part.heredocs().isEmpty()
        && part.heredocs().get(0).opener().inLine().equals(part.argumentsInLine());
    if (isBody) {
      return;
    }
    script = true;
    ShellSpace space = ShellSpace.of(shell.script());
    TextRange arguments = part.argumentsInLine();
    for (int i = 0; i < arguments.length(); i++) {
      if (space.isFree(i)) {
        free.set(arguments.start() + i);
      } else if (i > 0 && space.isJoint(i)) {
        joints.set(arguments.start() + i);
      }
    }
  }

  private void free(int from, int to) {
    for (int i = from; i < to; i++) {
      if (isBlank(i)) {
        free.set(i);
      }
    }
  }
}
