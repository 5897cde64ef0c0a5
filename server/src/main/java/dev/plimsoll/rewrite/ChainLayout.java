package dev.plimsoll.rewrite;

import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.FileQuestion;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
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

  /** Whether {@code &&} begins lines of a RUN or ends them, if it shows that. */
  static final Derivation<Optional<Boolean>> LEADING = instruction -> {
    Scan scan = new Scan();
    if (instruction instanceof Run run) {
      scan.read(run);
    }
    return Optional.ofNullable(scan.leading);
  };

  /** The layout of a RUN; of what can't be seen from it, that of the file. */
  public static ChainLayout of(Dockerfile file, Run run) {
    return of(file, List.of(run), true);
  }

  /** The layout of a file, for a RUN that is written beside an instruction. */
  public static ChainLayout of(Dockerfile file, Instruction beside) {
    String lineEnding = Surroundings.lineEnding(beside.text());
    return new ChainLayout(
        leading(file).orElse(true),
        DEFAULT_INDENT,
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
    if (scan.leading == null) {
      scan.leading = leading(file).orElse(null);
    }
    boolean leading = scan.leading == null ? leadingByDefault : scan.leading;
    String indent = scan.commandIndent != null ? scan.commandIndent : scan.anyIndent;
    Run first = runs.get(0);
    String lineEnding = Surroundings.lineEnding(first.text());
    return new ChainLayout(
        leading,
        indent == null ? DEFAULT_INDENT : indent,
        first.source().escape(),
        lineEnding == null ? Surroundings.lineEnding(file) : lineEnding);
  }

  /** Whether {@code &&} begins lines in a file, as its first RUN has it that shows that. */
  private static final FileQuestion<Optional<Boolean>> LEADING_IN_FILE = ChainLayout::leadingIn;

  static Optional<Boolean> leading(Dockerfile file) {
    return file.ask(LEADING_IN_FILE);
  }

  private static Optional<Boolean> leadingIn(Dockerfile file) {
    ImmutableIntArray runs = file.where(ScriptEnd.SHOWS_LAYOUT);
    return runs.isEmpty() ? Optional.empty() : ((Run) file.element(runs.get(0))).derived(LEADING);
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

    @Nullable String anyIndent;

    void read(Run run) {
      String text = run.text();
      int end = run.heredocs().isEmpty()
          ? text.length()
          : run.heredocs().get(0).body().start() - 1;
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
          if (lineStart > 0) {
            line(before, text.substring(lineStart, code), line);
          }
          before = line;
        }
        lineStart = lineEnd + 1;
      }
    }

    private static String withoutContinuation(String text, int start, int end, char escape) {
      String line = text.substring(start, end).stripTrailing();
      return !line.isEmpty() && line.charAt(line.length() - 1) == escape
          ? line.substring(0, line.length() - 1).stripTrailing()
          : line;
    }

    private void line(String before, String indent, String line) {
      boolean leads = line.startsWith("&&");
      boolean trails = before.endsWith("&&");
      if (leading == null && leads != trails) {
        leading = leads;
      }
      if (commandIndent == null && (leads || trails || before.endsWith(";"))) {
        commandIndent = indent;
      }
      if (anyIndent == null && indent.length() <= MAX_INDENT) {
        anyIndent = indent;
      }
    }
  }
}
