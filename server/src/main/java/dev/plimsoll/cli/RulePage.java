package dev.plimsoll.cli;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.text.Regex;
import java.util.Map;

/** The documentation of a rule for those who read it without a browser. */
final class RulePage {

  private static final String FENCE = "```";
  private static final Regex LINK = Regex.of("\\[([^\\]]*)\\]\\([^)]*\\)");

  /** What the first words of the info string of an example say; what may follow are options. */
  private static final ImmutableMap<String, String> KINDS = ImmutableMap.of(
      "dockerfile bad fix=none", "Bad:",
      "dockerfile bad fix=suggestion", "Bad, with a suggested fix:",
      "dockerfile bad fix=safe", "Bad, with a safe fix:",
      "dockerfile good", "Good:");

  private RulePage() {}

  /** Markdown, in which it is said above each example what it is one of. */
  static String markdown(RuleInfo rule) {
    StringBuilder page = new StringBuilder();
    boolean inside = false;
    for (String line : rule.documentation().lines().toList()) {
      boolean begins = !inside && line.startsWith(FENCE);
      page.append(
          begins
              ? heading(line.substring(FENCE.length())) + "\n\n" + FENCE + "dockerfile"
              : inside ? line : withoutLinks(line));
      page.append('\n');
      inside = begins || inside && !line.equals(FENCE);
    }
    return page.toString();
  }

  /** The same without marks: examples are indented by four blanks. */
  static String text(RuleInfo rule) {
    StringBuilder page = new StringBuilder();
    boolean inside = false;
    for (String line : rule.documentation().lines().toList()) {
      if (inside && line.equals(FENCE)) {
        inside = false;
      } else if (inside) {
        page.append(line.isEmpty() ? "" : "    " + line).append('\n');
      } else if (line.startsWith(FENCE)) {
        inside = true;
        page.append(heading(line.substring(FENCE.length()))).append("\n\n");
      } else {
        page.append(plain(line)).append('\n');
      }
    }
    return page.toString();
  }

  /** A line without the marks of code, of what is bold, and of links. */
  static String plain(String markdown) {
    return withoutLinks(markdown).replace("`", "").replace("**", "");
  }

  /** Links of a rule are relative to its page, which isn't at hand. */
  private static String withoutLinks(String markdown) {
    return markdown.indexOf("](") < 0 ? markdown : LINK.matcher(markdown).replaceAll("$1");
  }

  private static String heading(String info) {
    for (Map.Entry<String, String> kind : KINDS.entrySet()) {
      if (info.startsWith(kind.getKey())) {
        String options = info.substring(kind.getKey().length()).strip();
        String heading = kind.getValue();
        return options.isEmpty()
            ? heading
            : heading.substring(0, heading.length() - 1) + ", with " + options(options) + ":";
      }
    }
    return info;
  }

  private static String options(String options) {
    return options.equals("crlf") ? "line endings of Windows" : options.replace("=", " = ");
  }
}
