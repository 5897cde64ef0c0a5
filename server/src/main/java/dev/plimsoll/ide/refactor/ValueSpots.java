package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Assignment;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.shell.WordPart;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.PartialText;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a value stands in a stage so that a variable could stand there instead. */
final class ValueSpots {

  private final SemanticModel model;
  private final String value;

  ValueSpots(SemanticModel model, String value) {
    this.model = model;
    this.value = value;
  }

  /** Whether a value means itself wherever it stands, quoted or not. */
  static boolean isPlain(String value) {
    return !value.isEmpty()
        && value
            .chars()
            .allMatch(
                c -> c < 128 && (Character.isLetterOrDigit(c) || "._/:@+=,-".indexOf(c) >= 0));
  }

  /** All places of the value in an instruction, as offsets of the file, in order. */
  Set<TextRange> in(Instruction instruction) {
    Set<TextRange> spots = new LinkedHashSet<>();
    if (!instruction.text().contains(value) || !instruction.errors().isEmpty()) {
      return spots;
    }
    if (instruction instanceof Run) {
      RunScript script = model.script(instruction);
      if (script != null && !script.execForm()) {
        inScript(script, spots);
      }
      return spots;
    }
    for (Word word : expandedWords(instruction)) {
      inWord(instruction, word, spots);
    }
    return spots;
  }

  /** The words in which the builder expands variables. */
  private static ImmutableList<Word> expandedWords(Instruction instruction) {
    if (instruction instanceof Instruction.Pairs pairs) {
      ImmutableList.Builder<Word> values = ImmutableList.builder();
      for (Pair pair : pairs.pairs()) {
        if (pair.value() != null) {
          values.add(pair.value());
        }
      }
      return values.build();
    }
    boolean expanded = instruction instanceof Instruction.Transfer
        || instruction instanceof Instruction.Workdir
        || instruction instanceof Instruction.User
        || instruction instanceof Instruction.Expose
        || instruction instanceof Instruction.Stopsignal
        || instruction instanceof Instruction.Volume;
    return expanded && !instruction.source().json() && instruction.heredocs().isEmpty()
        ? instruction.words()
        : ImmutableList.of();
  }

  private void inWord(Instruction instruction, Word word, Set<TextRange> spots) {
    if (!word.range().of(instruction.text()).equals(word.value())) {
      return;
    }
    for (int at = next(word.value(), 0); at >= 0; at = next(word.value(), at + 1)) {
      if (meansTheSame(instruction, word.value(), at)) {
        int start = model.file().start(instruction) + word.range().start() + at;
        spots.add(TextRange.ofLength(start, value.length()));
      }
    }
  }

  /** Whether the word comes to the same if a variable of this value stands in the place of the value. */
  private boolean meansTheSame(Instruction instruction, String word, int at) {
    // No file uses this name: it is no name that BuildKit could take from anywhere else.
    String probe = "PLIMSOLL_PROBE";
    char escape = model.file().escape();
    String changed =
        word.substring(0, at) + "${" + probe + "}" + word.substring(at + value.length());
    Variables known = model.variables(instruction);
    Expansion before = Expansion.of(word, escape, ExpansionMode.ARGUMENT, known);
    Expansion after =
        Expansion.of(changed, escape, ExpansionMode.ARGUMENT, with(probe, value, known));
    return before.error() == null
        && after.matched().contains(probe)
        && before.certain().equals(after.certain())
        && before.withoutBuildArgs().equals(after.withoutBuildArgs())
        && before.wordsWithoutBuildArgs().equals(after.wordsWithoutBuildArgs());
  }

  /** Variables and one more. */
  private static Variables with(String more, String value, Variables variables) {
    return new Variables() {
      @Override
      public @Nullable String valueOf(String name) {
        return name.equals(more) ? value : variables.valueOf(name);
      }

      @Override
      public PartialText certain(String name) {
        return name.equals(more) ? PartialText.of(value) : variables.certain(name);
      }

      @Override
      public @Nullable PartialText byDefault(String name) {
        return name.equals(more) ? PartialText.of(value) : variables.byDefault(name);
      }
    };
  }

  private void inScript(RunScript script, Set<TextRange> spots) {
    for (Invocation invocation : script.script().invocations()) {
      if (invocation.isIn(Nesting.EMBEDDED)) {
        continue;
      }
      for (ShellWord word : invocation.arguments().words()) {
        inParts(script, word.parts(), spots);
      }
      for (Assignment assignment : invocation.command().assignments()) {
        inParts(script, assignment.value().parts(), spots);
      }
      for (Redirection redirection : invocation.command().redirections()) {
        if (!redirection.isHeredoc()) {
          inParts(script, redirection.target().parts(), spots);
        }
      }
    }
  }

  private void inParts(RunScript script, List<WordPart> parts, Set<TextRange> spots) {
    if (parts.stream().anyMatch(part -> part instanceof WordPart.Brace)) {
      return;
    }
    for (WordPart part : parts) {
      if (part instanceof WordPart.DoubleQuoted quoted) {
        inParts(script, quoted.parts(), spots);
      } else if (part instanceof WordPart.Literal literal) {
        String text = literal.range().of(script.script().code());
        for (int at = next(text, 0); at >= 0; at = next(text, at + 1)) {
          TextRange inCode = TextRange.ofLength(literal.range().start() + at, value.length());
          TextRange place = script.range(inCode);
          if (script.code().isContiguous(inCode) && !isName(script, inCode)) {
            spots.add(place);
          }
        }
      }
    }
  }

  /** Whether a dollar stands before it: an escaped one, of a variable for another shell. */
  private static boolean isName(RunScript script, TextRange inCode) {
    return inCode.start() > 0 && script.script().code().charAt(inCode.start() - 1) == '$';
  }

  /** The next place of the value that is not part of a longer number or word. */
  private int next(String text, int from) {
    int at = text.indexOf(value, from);
    while (at >= 0) {
      int end = at + value.length();
      if (isBoundary(text, at - 1, at) && isBoundary(text, end, end - 1)) {
        return at;
      }
      at = text.indexOf(value, at + 1);
    }
    return -1;
  }

  private static boolean isBoundary(String text, int outside, int inside) {
    if (outside < 0 || outside >= text.length()) {
      return true;
    }
    char out = text.charAt(outside);
    char in = text.charAt(inside);
    boolean versionLetter = (out == 'v' || out == 'V') && Character.isDigit(in) && outside < inside;
    return versionLetter
        || !Character.isLetterOrDigit(out)
        || !Character.isLetterOrDigit(in)
        || Character.isDigit(out) != Character.isDigit(in);
  }
}
