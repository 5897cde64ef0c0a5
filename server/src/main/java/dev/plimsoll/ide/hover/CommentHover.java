package dev.plimsoll.ide.hover;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.Sets;
import dev.plimsoll.format.FormatSwitch;
import dev.plimsoll.ide.BegunDirective;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.ide.Topic.Kind;
import dev.plimsoll.lint.Pragma;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Header;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** What a parser directive or a comment that silences rules does. Other comments speak for themselves. */
final class CommentHover {

  private static final Splitter BLANKS = Splitter.on(CharMatcher.anyOf(" \t")).omitEmptyStrings();

  private final Snapshot snapshot;
  private final Markup out;

  private CommentHover(Snapshot snapshot, boolean markdown) {
    this.snapshot = snapshot;
    this.out = new Markup(markdown);
  }

  static @Nullable Section at(Snapshot snapshot, Element element, int offset, boolean markdown) {
    CommentHover hover = new CommentHover(snapshot, markdown);
    if (element instanceof Element.Directive) {
      return hover.directive(offset);
    }
    if (!(element instanceof Element.Comment comment)) {
      return null;
    }
    Section begun = hover.begun(offset);
    return begun == null ? hover.comment(comment, offset) : begun;
  }

  private @Nullable Section begun(int offset) {
    int index = snapshot.file().indexAt(offset);
    BegunDirective begun = BegunDirective.of(snapshot.file().elements(), index);
    if (begun == null) {
      return null;
    }
    TextRange name = begun.name().shift(snapshot.file().start(index));
    return name.touches(offset) ? directive(begun.topic(), name) : null;
  }

  private Section directive(Topic topic, TextRange name) {
    out.heading("# " + topic.name() + "=");
    topic.describe(out);
    return new Section(name, out);
  }

  private @Nullable Section directive(int offset) {
    for (Header.Directive directive : snapshot.file().header().directives()) {
      TextRange whole = directive.nameRange().hull(directive.valueRange());
      Topic topic = LanguageReference.find(Kind.DIRECTIVE, directive.name());
      if (topic == null || !whole.touches(offset)) {
        continue;
      }
      if (directive.valueRange().touches(offset)) {
        return new Section(directive.valueRange(), value(directive, topic, offset));
      }
      return directive(topic, directive.nameRange());
    }
    return null;
  }

  private Markup value(Header.Directive directive, Topic topic, int offset) {
    Topic value = LanguageReference.find(Kind.DIRECTIVE_VALUE, topic.name(), directive.value());
    if (directive.name().equals("check")) {
      Topic word = word(
          directive.valueRange().of(snapshot.text()),
          offset - directive.valueRange().start());
      value = word == null ? value : word;
    }
    out.heading(
        value != null && value.kind() != Kind.DIRECTIVE_VALUE
            ? value.name()
            : "# " + directive.name() + "=" + directive.value());
    (value == null ? topic : value).describe(out);
    return out;
  }

  /** The key or the check at an offset in the value of a check directive. */
  private static @Nullable Topic word(String value, int offset) {
    int start = Math.min(offset, value.length());
    int end = start;
    while (start > 0 && Character.isLetter(value.charAt(start - 1))) {
      start--;
    }
    while (end < value.length() && Character.isLetter(value.charAt(end))) {
      end++;
    }
    String word = value.substring(start, end);
    Topic check = LanguageReference.find(Kind.BUILD_CHECK, word);
    return check != null ? check : LanguageReference.find(Kind.CHECK_KEY, Ascii.toLowerCase(word));
  }

  private @Nullable Section comment(Element.Comment comment, int offset) {
    String content = comment.content();
    Topic topic = LanguageReference.find(Kind.PRAGMA, name(content));
    if (topic == null) {
      return null;
    }
    int start = snapshot.file().start(snapshot.file().indexAt(offset));
    int from = start + comment.text().indexOf(content);
    out.heading("# " + topic.name());
    out.prose(topic.summary());
    Pragma pragma = Pragma.read(comment);
    if (pragma != null) {
      names(pragma);
    } else if (topic.name().endsWith("ignore") || topic.name().equals("check")) {
      out.paragraph("It names no rule, so it has no effect.");
    }
    return new Section(TextRange.ofLength(from, content.length()), out);
  }

  /** What stands before the equals sign, blanks made single; empty where the comment can't be a pragma. */
  private static String name(String content) {
    int equals = content.indexOf('=');
    if (equals < 0) {
      return content.equals("dockerfile-utils: ignore")
          ? "dockerfile-utils ignore"
          : FormatSwitch.of(content).isEmpty() ? "" : "plimsoll format";
    }
    String before = content.substring(0, equals);
    String name = Joiner.on(' ').join(BLANKS.split(before));
    return Ascii.equalsIgnoreCase(name, "check") ? "check" : name;
  }

  /** What each of the names means: rules by what they are about. */
  private void names(Pragma pragma) {
    if (pragma.names().contains(Pragma.EVERY_RULE)) {
      out.paragraph("All rules.");
      return;
    }
    if (pragma.names().contains(Pragma.EVERY_BUILD_CHECK)) {
      out.paragraph("All rules that are build checks too.");
      return;
    }
    for (String name : Sets.union(pragma.names(), pragma.experiments())) {
      meaning(name, out.paragraph().text("• "));
    }
  }

  private void meaning(String name, Markup.Words out) {
    for (Rule rule : snapshot.checks().rules().get()) {
      RuleInfo info = rule.info();
      if (info.name().equals(name)) {
        out.code(name).text(": ").prose(info.summary());
        return;
      }
      for (String alias : info.codes()) {
        if (RuleInfo.key(alias).equals(name)) {
          out.code(alias).text(", here ").code(info.name()).text(": ").prose(info.summary());
          return;
        }
      }
    }
    for (Topic check : LanguageReference.topics(Kind.BUILD_CHECK)) {
      if (check.name().equalsIgnoreCase(name)) {
        out.code(check.name()).text(": ").prose(check.summary());
        return;
      }
    }
    out.code(name).text(": no rule of Plimsoll.");
  }
}
