package dev.plimsoll.rewrite;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.FileQuestion;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.TextRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a file lays out commands that go on over several lines.
 *
 * @param leading whether {@code &&} begins a line; otherwise it ends one
 * @param indent what stands before the commands of continued lines
 * @param escape what stands at the end of a line that goes on
 * @param lineEnding as in the file
 */
public record ChainLayout(boolean leading, String indent, char escape, String lineEnding) {

  private static final String DEFAULT_INDENT = "    ";
  /** Deeper lines are aligned to something and say nothing of the indentation of commands. */
  private static final int MAX_INDENT = 8;

  /**
   * What a RUN shows of how the file is laid out.
   *
   * @param leading whether {@code &&} begins its lines or ends them
   * @param indent what stands before its commands
   */
  record Shown(boolean leading, Optional<String> indent) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Shown that && leading == that.leading && indent.equals(that.indent);
    }

    @Override
    public int hashCode() { // that of records is linked while a file is opened
      return indent.hashCode();
    }
  }

  /** What a RUN shows, if it shows anything. */
  static final Derivation<Optional<Shown>> SHOWN = instruction -> {
    Scan scan = new Scan();
    if (instruction instanceof Run run) {
      scan.read(run);
    }
    return scan.leading == null
        ? Optional.empty()
        : Optional.of(new Shown(scan.leading, Optional.ofNullable(scan.commandIndent)));
  };

  /** The layout of a RUN; of what can't be seen from it, that of the file. */
  public static ChainLayout of(Dockerfile file, Run run) {
    return of(file, List.of(run), true);
  }

  /** The layout of a file, for a RUN that is written beside an instruction. */
  public static ChainLayout of(Dockerfile file, Instruction beside) {
    String lineEnding = Surroundings.lineEnding(beside.text());
    return new ChainLayout(
        isLeading(file),
        inFile(file)
            .flatMap(Shown::indent)
            .filter(indent -> !indent.isEmpty())
            .orElseGet(() -> deeper(new Surroundings(file, beside).indent())),
        beside.source().escape(),
        lineEnding == null ? Surroundings.lineEnding(file) : lineEnding);
  }

  /**
   * The layout of the first of some RUNs that has one.
   *
   * @param leadingByDefault what to do where the whole file has none
   */
  static ChainLayout of(Dockerfile file, List<Run> runs, boolean leadingByDefault) {
    Scan scan = new Scan();
    for (Run run : runs) {
      scan.read(run);
    }
    Optional<Shown> inFile =
        scan.leading == null || scan.indent() == null ? inFile(file) : Optional.empty();
    Boolean own = scan.leading;
    boolean leading = own != null ? own : inFile.map(Shown::leading).orElse(leadingByDefault);
    String indent =
        scan.indent() != null ? scan.indent() : inFile.flatMap(Shown::indent).orElse(null);
    Run first = runs.get(0);
    String lineEnding = Surroundings.lineEnding(first.text());
    return new ChainLayout(
        leading,
        indent == null ? DEFAULT_INDENT : indent,
        first.source().escape(),
        lineEnding == null ? Surroundings.lineEnding(file) : lineEnding);
  }

  private static String deeper(String indent) {
    return indent + (indent.startsWith("\t") ? "\t" : DEFAULT_INDENT);
  }

  /** Whether {@code &&} begins the lines of a file that has such lines; in others it should. */
  public static boolean isLeading(Dockerfile file) {
    return inFile(file).map(Shown::leading).orElse(true);
  }

  /** What the first RUN of a file shows that shows anything. */
  private static final FileQuestion<Optional<Shown>> SHOWN_IN_FILE = ChainLayout::shownIn;

  private static Optional<Shown> inFile(Dockerfile file) {
    return file.ask(SHOWN_IN_FILE);
  }

  private static Optional<Shown> shownIn(Dockerfile file) {
    ImmutableIntArray runs = file.where(ScriptEnd.SHOWS_LAYOUT);
    return runs.isEmpty() ? Optional.empty() : ((Run) file.element(runs.get(0))).derived(SHOWN);
  }

  /** What stands between two commands of which the second one only runs if the first one succeeds. */
  public String and() {
    return and("");
  }

  /**
   * The same, with comments in between.
   *
   * @param comments whole lines
   */
  public String and(String comments) {
    return leading
        ? " " + lineBreak() + comments + indent + "&& "
        : " && " + lineBreak() + comments + indent;
  }

  /** What stands between two commands that run one after the other. */
  public String semicolon(String comments) {
    return "; " + lineBreak() + comments + indent;
  }

  private String lineBreak() {
    return escape + lineEnding;
  }

  private static final class Scan {
    @Nullable Boolean leading;

    @Nullable String commandIndent;

    /** Of the {@code fi}, the {@code done} or the brace that ends a command over several lines. */
    private @Nullable String closingIndent;

    private @Nullable String anyIndent;

    @Nullable String indent() {
      return commandIndent != null
          ? commandIndent
          : closingIndent != null ? closingIndent : anyIndent;
    }

    void read(Run run) {
      String text = run.text();
      int end = run.heredocs().isEmpty()
          ? text.length()
          : run.heredocs().get(0).body().start() - 1;
      ImmutableList<TextRange> compounds =
          text.indexOf('\n') < end - 1 ? compounds(run) : ImmutableList.of();
      String before = "";
      int lineStart = 0;
      while (lineStart < end) {
        int lineFeed = text.indexOf('\n', lineStart);
        int lineEnd = lineFeed < 0 ? end : Math.min(end, lineFeed);
        int code = lineStart;
        while (code < lineEnd && (text.charAt(code) == ' ' || text.charAt(code) == '\t')) {
          code++;
        }
        String line = withoutContinuation(text, code, lineEnd, run.source().escape());
        if (!line.isEmpty() && line.charAt(0) != '#') {
          if (lineStart > run.source().keywordRange().start()) {
            TextRange around = around(compounds, code);
            line(before, line);
            indent(before, text.substring(lineStart, code), line, around != null);
            if (around != null && around.end() <= lineEnd) {
              closingIndent =
                  closingIndent == null ? text.substring(lineStart, code) : closingIndent;
            }
          }
          before = line;
        }
        lineStart = lineEnd + 1;
      }
    }

    /** The groups, loops and the like of a RUN, as they stand in it: what is in them is indented further. */
    private static ImmutableList<TextRange> compounds(Run run) {
      ShellCommand command = ShellForm.of(run);
      ImmutableList.Builder<TextRange> ranges = ImmutableList.builder();
      if (command != null) {
        for (CommandList.Item item : command.script().body().items()) {
          for (CommandList.Pipeline pipeline : item.andOr().pipelines()) {
            for (Command one : pipeline.commands()) {
              if (!(one instanceof Command.Simple)) {
                ranges.add(command.code().home(one.range()));
              }
            }
          }
        }
      }
      return ranges.build();
    }

    private static @Nullable TextRange around(List<TextRange> ranges, int offset) {
      for (TextRange range : ranges) {
        if (range.start() < offset && offset < range.end()) {
          return range;
        }
      }
      return null;
    }

    private static String withoutContinuation(String text, int start, int end, char escape) {
      String line = text.substring(start, end).stripTrailing();
      return !line.isEmpty() && line.charAt(line.length() - 1) == escape
          ? line.substring(0, line.length() - 1).stripTrailing()
          : line;
    }

    private void line(String before, String line) {
      boolean leads = line.startsWith("&&");
      boolean trails = before.endsWith("&&");
      if (leading == null && leads != trails) {
        leading = leads;
      }
    }

    private void indent(String before, String indent, String line, boolean nested) {
      if (nested) {
        return;
      }
      boolean begins = line.startsWith("&&") || before.endsWith("&&") || before.endsWith(";");
      if (commandIndent == null && begins) {
        commandIndent = indent;
      }
      if (anyIndent == null && indent.length() <= MAX_INDENT) {
        anyIndent = indent;
      }
    }
  }
}
