package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Alias;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleSettings;
import dev.plimsoll.lint.SeverityName;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Turns a rule off in a configuration file, in the way in which the file is laid out: its comments, its indentation, its
 * brackets and its line endings stay.
 */
public final class TurnOff {

  /** What ends a YAML document. */
  private static final Regex END = Regex.of("(?m)^\\.\\.\\.(?=\\s|$)");

  private final String text;
  private final String lineEnding;
  private final RuleInfo rule;

  private TurnOff(String text, RuleInfo rule) {
    this.text = text;
    this.lineEnding = text.contains("\r\n") ? "\r\n" : "\n";
    this.rule = rule;
  }

  /**
   * The edit of a file, or null where it can't be edited: it is no YAML, say, or turns the rule off already.
   *
   * @param text what is in the file; nothing where there is none yet
   */
  public static @Nullable TextEdit in(ConfigKind kind, String text, RuleInfo rule) {
    ConfigFile before = ConfigFile.read(kind, text);
    if (isOff(before, rule)) {
      return null;
    }
    TurnOff off = new TurnOff(text, rule);
    YamlNode root = YamlText.read(text, new Mistakes());
    TextEdit edit = kind == ConfigKind.HADOLINT ? off.ignored(root) : off.rules(root);
    if (edit == null) {
      return null;
    }
    ConfigFile after = ConfigFile.read(kind, TextEdit.apply(text, ImmutableList.of(edit)));
    boolean rest = after.mistakes().size() <= before.mistakes().size();
    return rest && isOff(after, rule) ? edit : null;
  }

  private static boolean isOff(ConfigFile file, RuleInfo rule) {
    return new LintOptions(Profile.ALL, file.settings().rules()).turnsOff(rule);
  }

  /** The name under which hadolint's file speaks of the rule: hadolint's, if it has one. */
  private String code() {
    for (Alias alias : rule.aliases()) {
      if (alias.tool() == Tool.HADOLINT) {
        return alias.code();
      }
    }
    return rule.name();
  }

  /** One more rule in the list of those that are off. */
  private @Nullable TextEdit ignored(@Nullable YamlNode root) {
    String key = "ignored";
    if (!(root instanceof YamlNode.Mapping table)) {
      return root == null ? append(key + ":" + lineEnding + "  - " + code()) : null;
    }
    YamlNode.Entry entry = entry(table, key);
    if (entry == null) {
      return isInBraces(table)
          ? inBraces(table, key + ": [" + code() + "]")
          : append(key + ":" + lineEnding + "  - " + code());
    }
    if (entry.value() instanceof YamlNode.Sequence list) {
      return item(list);
    }
    if (!(entry.value() instanceof YamlNode.Scalar scalar)) {
      return null;
    }
    if (scalar.value() == null && scalar.range().isEmpty()) {
      return behindKey(table, entry, "[" + code() + "]", "- " + code());
    }
    String written = scalar.value() == null ? "" : scalar.range().of(text) + ", ";
    return TextEdit.replace(scalar.range(), "[" + written + code() + "]");
  }

  private TextEdit item(YamlNode.Sequence list) {
    boolean brackets = text.startsWith("[", list.range().start());
    if (list.items().isEmpty()) {
      return TextEdit.insert(list.range().start() + 1, code());
    }
    YamlNode last = Iterables.getLast(list.items());
    if (brackets) {
      return TextEdit.insert(last.range().end(), ", " + code());
    }
    int start = last.range().start();
    String before = text.substring(startOfLine(start), start);
    return TextEdit.insert(endOfLine(last.range().end()), lineEnding + before + code());
  }

  /** One more rule in the table of those that are set, or another value where it is in there. */
  private @Nullable TextEdit rules(@Nullable YamlNode root) {
    String key = "rules";
    String off = rule.name() + ": " + SeverityName.OFF;
    if (!(root instanceof YamlNode.Mapping table)) {
      return root == null ? append(key + ":" + lineEnding + "  " + off) : null;
    }
    YamlNode.Entry entry = entry(table, key);
    if (entry == null) {
      return isInBraces(table)
          ? inBraces(table, key + ": {" + off + "}")
          : append(key + ":" + lineEnding + "  " + off);
    }
    if (entry.value() instanceof YamlNode.Mapping rules) {
      return setting(rules, off);
    }
    if (!(entry.value() instanceof YamlNode.Scalar scalar) || scalar.value() != null) {
      return null;
    }
    return scalar.range().isEmpty()
        ? behindKey(table, entry, "{" + off + "}", off)
        : TextEdit.replace(scalar.range(), "{" + off + "}");
  }

  private @Nullable TextEdit setting(YamlNode.Mapping rules, String off) {
    for (YamlNode.Entry setting : rules.entries().reverse()) {
      if (rule.isCalled(setting.key().text())) {
        return setting.value() instanceof YamlNode.Mapping options
            ? setting(options)
            : value(setting, SeverityName.OFF);
      }
    }
    return add(rules, off);
  }

  private @Nullable TextEdit setting(YamlNode.Mapping options) {
    for (YamlNode.Entry option : options.entries().reverse()) {
      if (option.key().text().equals(RuleSettings.SEVERITY)) {
        return value(option, SeverityName.OFF);
      }
    }
    return add(options, RuleSettings.SEVERITY + ": " + SeverityName.OFF);
  }

  /** Another value of a row, which may have none. */
  private TextEdit value(YamlNode.Entry row, String value) {
    TextRange written = row.value().range();
    return written.isEmpty()
        ? TextEdit.insert(endOfKey(row), " " + value)
        : TextEdit.replace(written, value);
  }

  /** One more row in a table that is not the whole file. */
  private @Nullable TextEdit add(YamlNode.Mapping table, String row) {
    if (isInBraces(table)) {
      return inBraces(table, row);
    }
    YamlNode.Entry last = Iterables.getLast(table.entries());
    int start = last.key().range().start();
    String indent = text.substring(startOfLine(start), start);
    return indent.isBlank()
        ? TextEdit.insert(
            endOfLine(Math.max(endOfKey(last), last.value().range().end())),
            lineEnding + indent + row)
        : null;
  }

  private boolean isInBraces(YamlNode.Mapping table) {
    return text.startsWith("{", table.range().start());
  }

  private TextEdit inBraces(YamlNode.Mapping table, String row) {
    if (table.entries().isEmpty()) {
      return TextEdit.insert(table.range().start() + 1, row);
    }
    YamlNode.Entry last = Iterables.getLast(table.entries());
    return TextEdit.insert(Math.max(endOfKey(last), last.value().range().end()), ", " + row);
  }

  /** One more row at the end of a file that is no table in braces, above an end that is marked. */
  private TextEdit append(String row) {
    Matcher marked = END.matcher(text);
    int end = marked.find() ? marked.start() : text.length();
    boolean open = end > 0 && text.charAt(end - 1) != '\n';
    return TextEdit.insert(end, (open ? lineEnding : "") + row + lineEnding);
  }

  /** The value of a row that has none: in the line, or below it. */
  private TextEdit behindKey(
      YamlNode.Mapping table, YamlNode.Entry entry, String inLine, String below) {
    return isInBraces(table)
        ? TextEdit.insert(endOfKey(entry), " " + inLine)
        : TextEdit.insert(endOfLine(endOfKey(entry)), lineEnding + "  " + below);
  }

  /** Behind the colon of a row. */
  private int endOfKey(YamlNode.Entry entry) {
    int colon = text.indexOf(':', entry.key().range().end());
    return colon < 0 ? entry.key().range().end() : colon + 1;
  }

  private int startOfLine(int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The end of a line without its line ending, and behind a comment. */
  private int endOfLine(int offset) {
    int end = text.indexOf('\n', offset);
    end = end < 0 ? text.length() : end;
    return end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  private static YamlNode.@Nullable Entry entry(YamlNode.Mapping table, String key) {
    for (YamlNode.Entry entry : table.entries()) {
      if (entry.key().text().equals(key)) {
        return entry;
      }
    }
    return null;
  }
}
