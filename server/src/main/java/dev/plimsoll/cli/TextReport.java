package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.cli.BaseImages.BaseImage;
import dev.plimsoll.image.ByteSize;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.UnpackedSize;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.SeverityName;
import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.Visible;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * For people: each problem with the line it is in, then a summary. All is {@link Visible}; a diff that goes not to a terminal
 * but, perhaps, to {@code patch} has the very bytes wherever they can't command the terminal that shows it in the end.
 */
final class TextReport implements LintReport {

  /**
   * How to print.
   *
   * @param terminal whether the output is shown as it is written
   * @param colors whether to mark by color what is important
   * @param fixing whether fixes are applied, so that the summary counts them
   * @param quiet whether to print the problems only
   * @param columns how wide a frame may be; asked for when a line is long
   */
  record Style(
      boolean terminal, boolean colors, boolean fixing, boolean quiet, IntSupplier columns) {}

  private static final String BOLD = "1";
  private static final String GREEN = "32";
  private static final String RED = "31";
  private static final String BLUE = "1;34";
  private static final String CYAN = "36";

  private final PrintWriter out;
  private final Messages messages;
  private final Style style;
  private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
  private int fixable;
  private int fixed;
  private boolean judged;

  TextReport(PrintWriter out, Messages messages, Style style) {
    this.out = out;
    this.messages = messages;
    this.style = style;
  }

  @Override
  public void repaired(Source source, ImmutableList<FixAll.Repair> repairs) {
    if (style.quiet) {
      return;
    }
    for (FixAll.Repair repair : repairs) {
      print(source, repair.offset(), "fixed", GREEN, repair.rule(), repair.fix().title());
    }
    if (!repairs.isEmpty()) {
      out.println();
    }
    fixed += repairs.size();
  }

  @Override
  public void add(Source source, ImmutableList<Problem> problems) {
    judged = true;
    for (Problem problem : problems) {
      counts.merge(problem.severity(), 1, Integer::sum);
      print(source, problem);
    }
  }

  private void print(Source source, Problem problem) {
    String color = color(problem.severity());
    print(
        source,
        problem.range().start(),
        SeverityName.of(problem.severity()),
        color,
        problem.rule(),
        problem.message());
    CodeFrame frame = CodeFrame.of(source, problem.range(), style.columns);
    String margin = " ".repeat(frame.number().length());
    out.println(paint(margin + " |", BLUE));
    out.println(paint(frame.number() + " |", BLUE) + " " + frame.line());
    out.println(paint(margin + " |", BLUE) + " " + frame.indent() + paint(frame.carets(), color));
    boolean safe = false;
    for (Fix fix : problem.fixes()) {
      out.println(paint(margin + " =", BLUE) + " "
          + (fix.isSafe() ? paint("fix", GREEN) : paint("suggestion", CYAN)) + ": "
          + Visible.of(fix.title()));
      safe |= fix.isSafe();
    }
    fixable += safe ? 1 : 0;
    out.println();
  }

  private void print(
      Source source, int offset, String kind, String color, RuleInfo rule, String text) {
    LineMap lines = source.lines();
    out.println(paint(Visible.of(source.name()), BOLD)
        + ":" + (lines.lineAt(offset) + 1) + ":" + (lines.columnAt(offset) + 1) + ": "
        + paint(kind, color) + "[" + rule.name() + "]: " + Visible.of(text));
  }

  @Override
  public void images(Source source, ImmutableList<BaseImage> images) {
    if (style.quiet) {
      return;
    }
    for (BaseImage image : images) {
      out.println("Base image " + Visible.of(image.text())
          + (image.shipped() ? "" : " (not shipped)") + ": " + weight(image));
    }
    if (!images.isEmpty()) {
      out.println();
    }
  }

  private static String weight(BaseImage image) {
    if (image.image().isScratch()) {
      return "empty, 0 bytes";
    }
    PlatformFacts measured = image.facts().usual();
    UnpackedSize unpacked = image.unpacked();
    if (measured == null && unpacked != null) {
      return ByteSize.format(unpacked.bytes()) + " unpacked, " + unpacked.platform() + ", measured "
          + unpacked.asOf();
    }
    if (measured == null) {
      String reason =
          image.failure() == null ? "" : ": " + Visible.of(image.failure().sentence());
      return "size not known" + reason + comparison(image.other());
    }
    String built = image.isOld() ? ", an old figure: built " : ", built ";
    boolean nearest = image.facts().match() == ImageFacts.Match.NEAREST;
    return (nearest ? "about " : "")
        + ByteSize.format(measured.compressedBytes()) + " compressed (download), "
        + measured.platform()
        + (measured.asOf() == null ? "" : built + measured.asOf())
        + (nearest ? ", from the tag " + image.facts().tag() : "");
  }

  private static String comparison(@Nullable ImageFacts other) {
    PlatformFacts measured = other == null ? null : other.usual();
    return other == null || measured == null
        ? ""
        : " (" + other.reference().familiar() + ": " + ByteSize.format(measured.compressedBytes())
            + " compressed, " + measured.platform() + ", built " + measured.asOf() + ")";
  }

  @Override
  public void diff(Source source, String fixed) {
    String diff = UnifiedDiff.of(source.name(), source.text(), fixed);
    boolean altered = false;
    for (String line : diff.split("(?<=\n)")) {
      boolean commands = Printable.commands(line);
      altered |= commands;
      String shown = style.terminal || commands ? Visible.lines(line) : line;
      out.print(
          line.startsWith("+")
              ? paint(shown, GREEN)
              : line.startsWith("-") ? paint(shown, RED) : shown);
    }
    if (altered && !style.terminal) {
      messages.say(
          source.name() + ": the diff shows control characters as others, so patch can't apply it;"
              + " --fix writes the file as it is");
    }
  }

  @Override
  public void end(boolean whole) {
    if (!whole || style.quiet) {
      return;
    }
    if (!judged) {
      out.println("Nothing was judged.");
      return;
    }
    StringBuilder found = new StringBuilder();
    int remaining = 0;
    for (Map.Entry<Severity, Integer> count : counts.entrySet()) {
      found.append(found.isEmpty() ? "" : ", ").append(count(count.getKey(), count.getValue()));
      remaining += count.getValue();
    }
    if (style.fixing) {
      String verb = remaining == 1 ? " remains" : " remain";
      out.println(
          fixed + " fixed, " + remaining + verb + (found.isEmpty() ? "." : ": " + found + "."));
      return;
    }
    if (fixable > 0) {
      found.append(" (").append(fixable).append(" with a safe fix: lint --fix)");
    }
    out.println(found.isEmpty() ? "No problems." : found.append('.').toString());
  }

  private static String count(Severity severity, int count) {
    String name = severity == Severity.INFORMATION ? "suggestion" : SeverityName.of(severity);
    return count + " " + name + (count == 1 ? "" : "s");
  }

  private static String color(Severity severity) {
    return switch (severity) {
      case ERROR -> "1;31";
      case WARNING -> "1;33";
      case INFORMATION -> BLUE;
      case HINT -> "1;36";
    };
  }

  private String paint(String text, String color) {
    return style.colors && !text.isEmpty() ? "\033[" + color + "m" + text + "\033[0m" : text;
  }
}
