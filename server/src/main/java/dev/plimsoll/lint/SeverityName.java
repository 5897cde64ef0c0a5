package dev.plimsoll.lint;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/** How severities are written in settings and on the command line. */
public final class SeverityName {

  /** Turns a rule off. */
  public static final String OFF = "off";

  /** By name, the severity; empty for the name that turns a rule off. */
  public static final ImmutableMap<String, Optional<Severity>> ALL = ImmutableMap.of(
      "error",
      Optional.of(Severity.ERROR),
      "warning",
      Optional.of(Severity.WARNING),
      "information",
      Optional.of(Severity.INFORMATION),
      "hint",
      Optional.of(Severity.HINT),
      OFF,
      Optional.empty());

  private SeverityName() {}

  /**
   * The severity that a name means.
   *
   * @throws IllegalArgumentException if it means none; the message lists those that do
   */
  public static Optional<Severity> parse(String name) {
    Optional<Severity> severity = ALL.get(Ascii.toLowerCase(name));
    if (severity == null) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is none of " + String.join(", ", ALL.keySet()));
    }
    return severity;
  }

  public static String of(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFORMATION -> "information";
      case HINT -> "hint";
    };
  }
}
