package dev.plimsoll.lint.rules.maintainability;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import java.net.URI;
import java.net.URISyntaxException;

/** The value of a label that is no URL. */
public final class LabelNotUrl implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "label-not-url", Category.MAINTAINABILITY, Severity.WARNING, """
          Tools make a link of the label, and a link needs an address with its scheme.

          Only labels are looked at that the option `schema` names with the kind `url`, and values that are known.

          ```dockerfile bad fix=none schema=org.opencontainers.image.url:url
          FROM alpine:3.22
          LABEL org.opencontainers.image.url="example.org/app"
          ```

          ```dockerfile good schema=org.opencontainers.image.url:url
          FROM alpine:3.22
          LABEL org.opencontainers.image.url="https://example.org/app"
          ```
          """)
      .since("0.1.0")
      .withOption(LabelSchema.OPTION)
      .withAlias(Tool.HADOLINT, "DL3052")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (LabelSchema.Value value : LabelSchema.values(subject, "url")) {
      if (!isUrl(value.text())) {
        reporter.report(Finding.at(
            value.range(),
            "This label should be a URL. Write it with its scheme, such as https://example.org."));
      }
    }
  }

  private static boolean isUrl(String value) {
    try {
      return new URI(value).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
