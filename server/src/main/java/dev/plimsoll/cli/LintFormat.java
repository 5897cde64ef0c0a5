package dev.plimsoll.cli;

import org.jspecify.annotations.Nullable;

/** What {@code lint} prints, as it is called on the command line. */
enum LintFormat {
  text,
  json,
  sarif,
  checkstyle,
  gitlab,
  github,
  junit,
  gnu;

  /** The format that hadolint has under a name; null where there is none of that kind here. */
  static @Nullable LintFormat ofHadolint(String name) {
    return switch (name) {
      case "tty" -> text;
      case "json" -> json;
      case "sarif" -> sarif;
      case "checkstyle" -> checkstyle;
      case "gitlab_codeclimate" -> gitlab;
      case "junit" -> junit;
      case "gnu" -> gnu;
      default -> null;
    };
  }
}
