package dev.plimsoll.lint;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Header;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * The name of a rule in a pragma, and what it is silenced for.
 *
 * @param tool whose pragma it is, in lower case: {@code check} is BuildKit's
 * @param reach what it silences the rule for
 * @param text the name as it is written
 * @param range where it stands, as offsets of the file
 * @param element the index of the comment or directive in the file
 * @param scope what it silences the rule for; null where there is nothing of that kind
 */
public record PragmaName(
    String tool,
    Pragma.Reach reach,
    String text,
    TextRange range,
    int element,
    @Nullable TextRange scope) {

  public static final String CHECK = "check";

  /** All names of a file, in order; those of experiments, which silence nothing, are not among them. */
  public static ImmutableList<PragmaName> all(Dockerfile file) {
    ImmutableIntArray pragmas = file.where(Pragma.IS_PRAGMA);
    Header header = file.header();
    if (pragmas.isEmpty() && header.checkOptions() == null) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<PragmaName> names = ImmutableList.builder();
    for (Header.Directive directive : header.directives()) {
      if (directive.name().equals(CHECK)) {
        addDirective(file, directive, names);
      }
    }
    for (int index : pragmas.asList()) {
      if (file.element(index) instanceof Comment comment) {
        addComment(file, index, comment, names);
      }
    }
    return names.build();
  }

  private static void addDirective(
      Dockerfile file, Header.Directive directive, ImmutableList.Builder<PragmaName> names) {
    String options = directive.value();
    int start = directive.valueRange().start();
    int element = file.indexAt(start);
    TextRange scope = new TextRange(0, file.length() + 1);
    for (TextRange range : Pragma.checkRanges(options, "skip")) {
      names.add(new PragmaName(
          CHECK, Pragma.Reach.FILE, range.of(options), range.shift(start), element, scope));
    }
  }

  private static void addComment(
      Dockerfile file, int index, Comment comment, ImmutableList.Builder<PragmaName> names) {
    Pragma pragma = Pragma.read(comment);
    String content = comment.content();
    int equals = content.indexOf('=');
    if (pragma == null || equals < 0) {
      return;
    }
    int start =
        file.start(index) + comment.text().indexOf(content, comment.text().indexOf('#') + 1);
    String before = Ascii.toLowerCase(content.substring(0, equals).strip().replace('\t', ' '));
    int blank = before.indexOf(' ');
    String tool = blank < 0 ? before : before.substring(0, blank);
    String options = content.substring(equals + 1);
    ImmutableList<TextRange> ranges =
        tool.equals(CHECK) ? Pragma.checkRanges(options, "skip") : Pragma.nameRanges(options, 0);
    TextRange scope = scope(file, index, pragma.reach());
    for (TextRange range : ranges) {
      names.add(new PragmaName(
          tool, pragma.reach(), range.of(options), range.shift(start + equals + 1), index, scope));
    }
  }

  private static @Nullable TextRange scope(Dockerfile file, int comment, Pragma.Reach reach) {
    int count = file.elements().size();
    if (reach == Pragma.Reach.FILE) {
      return new TextRange(0, file.length() + 1);
    }
    int below = comment;
    while (below < count && !(file.element(below) instanceof Instruction)) {
      below++;
    }
    if (below == count) {
      return null;
    }
    int end = below + 1;
    if (reach == Pragma.Reach.STAGE) {
      if (!(file.element(below) instanceof Instruction.From)) {
        return null;
      }
      while (end < count && !(file.element(end) instanceof Instruction.From)) {
        end++;
      }
    }
    int start = reach == Pragma.Reach.STAGE ? below : comment;
    return new TextRange(file.start(start), end == count ? file.length() + 1 : file.start(end));
  }

  /** Whether it silences a finding. */
  public boolean covers(Finding finding) {
    if (scope == null) {
      return false;
    }
    if (scope.contains(finding.range().start())) {
      return true;
    }
    for (Finding.Related related : finding.related()) {
      if (related.silences() && scope.contains(related.range().start())) {
        return true;
      }
    }
    return false;
  }

  /** Whether it stands for all rules, or all checks. */
  public boolean isAll() {
    return RuleInfo.key(text).equals(Pragma.EVERY_RULE);
  }

  /** The element that it stands in. */
  public Element in(Dockerfile file) {
    return file.element(element);
  }
}
