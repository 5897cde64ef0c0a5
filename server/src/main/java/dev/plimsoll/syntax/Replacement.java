package dev.plimsoll.syntax;

/**
 * The replacement of <code>${v//p/r}</code>, which BuildKit hands to Go's {@code regexp} as a template: {@code $0} is the
 * match, {@code $$} a dollar, and any other {@code $name}, <code>${name}</code> or {@code $1} a group that the pattern
 * does not have, hence empty. A dollar before anything else is a dollar.
 */
final class Replacement {

  private final String template;
  private int at;

  private Replacement(String template) {
    this.template = template;
  }

  /** The text that {@code match} is replaced with. */
  static String expand(String template, String match) {
    return template.indexOf('$') < 0 ? template : new Replacement(template).expand(match);
  }

  private String expand(String match) {
    StringBuilder out = new StringBuilder();
    while (at < template.length()) {
      char c = template.charAt(at++);
      if (c != '$') {
        out.append(c);
      } else if (at < template.length() && template.charAt(at) == '$') {
        at++;
        out.append('$');
      } else {
        String name = group();
        if (name.isEmpty()) {
          out.append('$');
        } else if (name.equals("0")) {
          out.append(match);
        }
      }
    }
    return out.toString();
  }

  /** The name of the group after a dollar; empty, and nothing is read, if there is none. */
  private String group() {
    boolean braced = at < template.length() && template.charAt(at) == '{';
    int start = braced ? at + 1 : at;
    int end = start;
    while (end < template.length() && isNameCharacter(template.codePointAt(end))) {
      end += Character.charCount(template.codePointAt(end));
    }
    boolean closed = !braced || (end < template.length() && template.charAt(end) == '}');
    if (end == start || !closed) {
      return "";
    }
    at = braced ? end + 1 : end;
    return template.substring(start, end);
  }

  private static boolean isNameCharacter(int c) {
    return c == '_' || Character.isLetter(c) || Character.isDigit(c);
  }
}
