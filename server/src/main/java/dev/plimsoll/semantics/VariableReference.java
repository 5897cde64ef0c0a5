package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.shell.WordPart;
import dev.plimsoll.syntax.ExpandableWord;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.VariableUse;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A place where an instruction uses a variable. All ranges are relative to the instruction; where quotes or escapes keep
 * the exact place from being known they are those of the whole word.
 *
 * @param name without dollar and braces
 * @param range the whole use: <code>${name:-word}</code>
 * @param modifier what stands between name and word, {@code :-}; empty where there is none
 */
public record VariableReference(
    String name, TextRange range, TextRange nameRange, String modifier, Expander expander) {

  /** Who puts the value there. */
  public enum Expander {
    /** BuildKit, before the instruction does anything. */
    BUILDER,
    /** The shell of a RUN, while the image is built. */
    BUILD_SHELL,
    /** The shell of CMD, ENTRYPOINT or HEALTHCHECK, in the container. */
    CONTAINER_SHELL,
    /** Nobody: the text stays as it is written. */
    NOBODY
  }

  /** The references in an instruction, by kind of place; those of an instruction inside ONBUILD too. */
  public static ImmutableList<VariableReference> in(SemanticModel model, Instruction instruction) {
    if (instruction.text().indexOf('$') < 0) {
      return ImmutableList.of();
    }
    ShellCommand shell = model.shellForm(instruction);
    Finder finder =
        new Finder(instruction, shell == null ? ShellForm.ofExecForm(instruction) : shell);
    finder.find();
    return finder.found.build();
  }

  private static final class Finder {
    private final ImmutableList.Builder<VariableReference> found = ImmutableList.builder();
    private final Instruction instruction;
    private final @Nullable ShellCommand shell;

    Finder(Instruction instruction, @Nullable ShellCommand shell) {
      this.instruction = instruction.innermost();
      this.shell = shell;
    }

    void find() {
      boolean from = instruction.keyword() == Keyword.COPY;
      for (Flag flag : instruction.flags()) {
        if (flag.value() != null) {
          boolean literal = from && (flag.name().equals("from") || flag.name().equals("exclude"));
          text(flag.value(), flag.valueRange(), literal ? Expander.NOBODY : Expander.BUILDER);
        }
      }
      if (instruction instanceof Instruction.Pairs pairs) {
        for (Pair pair : pairs.pairs()) {
          pair(pair);
        }
      } else if (instruction instanceof Instruction.Command command) {
        command(command);
      } else {
        words(
            switch (instruction.keyword()) {
              case MAINTAINER, SHELL, UNKNOWN -> Expander.NOBODY;
              default -> Expander.BUILDER;
            });
        bodies();
      }
    }

    private void pair(Pair pair) {
      if (instruction.keyword() != Keyword.ARG) {
        text(pair.key().value(), pair.key().range(), Expander.BUILDER);
      }
      if (pair.value() != null) {
        text(pair.value().value(), pair.value().range(), Expander.BUILDER);
      }
    }

    private void words(Expander expander) {
      for (Word word : instruction.words()) {
        text(word.value(), word.range(), expander);
      }
    }

    private void command(Instruction.Command command) {
      if (shell == null) {
        words(Expander.NOBODY);
      } else {
        Expander expander =
            command.keyword() == Keyword.RUN ? Expander.BUILD_SHELL : Expander.CONTAINER_SHELL;
        for (WordPart.Parameter use : shell.script().parameters()) {
          shell(shell, use, expander);
        }
      }
    }

    private void shell(ShellCommand shell, WordPart.Parameter use, Expander expander) {
      if (use.name().isEmpty()) {
        return;
      }
      int start = use.range().start() + 1;
      if (shell.code().code().startsWith("{", start)) {
        start += 1 + use.prefix().length();
      }
      TextRange name =
          new TextRange(start, Math.min(use.range().end(), start + use.name().length()));
      found.add(new VariableReference(
          use.name(), shell.home(use.range()), shell.home(name), use.operator(), expander));
    }

    /** The files that COPY and ADD make of here-documents. */
    private void bodies() {
      for (Heredoc heredoc : instruction.heredocs()) {
        if (heredoc.expand()) {
          String body = heredoc.body().of(instruction.text());
          uses(
              ExpandableWord.of(body, '\\', ExpansionMode.HEREDOC_BODY),
              heredoc.body().start(),
              null,
              Expander.BUILDER);
        }
      }
    }

    private void text(String value, TextRange range, Expander expander) {
      if (value.indexOf('$') < 0) {
        return;
      }
      String written = range.of(instruction.text());
      int quotes = written.equals('"' + value + '"') ? 1 : 0;
      boolean asWritten = quotes == 1 || written.equals(value);
      uses(
          ExpandableWord.of(value, instruction.source().escape(), ExpansionMode.ARGUMENT),
          range.start() + quotes,
          asWritten ? null : range,
          expander);
    }

    /** @param instead the range to give where offsets in the word are not offsets in the file, or null */
    private void uses(
        ExpandableWord word, int start, @Nullable TextRange instead, Expander expander) {
      for (VariableUse use : word.allUses()) {
        if (!use.name().isEmpty()) {
          found.add(new VariableReference(
              use.name(),
              instead == null ? use.range().shift(start) : instead,
              instead == null ? use.nameRange().shift(start) : instead,
              use.modifier(),
              expander));
        }
      }
    }
  }
}
