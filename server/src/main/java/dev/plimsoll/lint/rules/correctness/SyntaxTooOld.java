package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.FlagSpec;
import dev.plimsoll.syntax.Header;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.KnownFlags;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What the version of the Dockerfile front end that the file names doesn't know. */
public final class SyntaxTooOld implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "syntax-too-old", Category.CORRECTNESS, Severity.ERROR, """
          The first line names a version of the Dockerfile front end that is older than a flag or a form in the file.

          The builder fetches just that version, however new it is itself, and it rejects what it doesn't know. \
          `docker/dockerfile:1` is the newest stable version, and stays it.

          ```dockerfile bad fix=suggestion
          # syntax=docker/dockerfile:1.2
          FROM alpine:3.22
          COPY --link app.conf /etc/
          COPY <<EOF /etc/motd
          Hello.
          EOF
          ```

          ```dockerfile good
          # syntax=docker/dockerfile:1
          FROM alpine:3.22
          COPY --link app.conf /etc/
          COPY <<EOF /etc/motd
          Hello.
          EOF
          ```
          """)
      .since("0.1.0")
      .withSuggestion();

  /** A numbered version of the stable channel; the other ones had some flags earlier. */
  private static final Regex VERSION =
      Regex.of("((?:docker\\.io/)?docker/dockerfile:)(1\\.\\d+)(?:\\.\\d+)?");

  private static final Regex SINCE = Regex.of("1\\.(\\d+)(?:-labs)?");

  private static final String HEREDOCS = "1.4";
  private static final String SECRETS_IN_ENVIRONMENT = "1.10";

  private static final Trait MAY_BE_NEW = Trait.of(
      Instruction.class,
      instruction ->
          !instruction.innermost().flags().isEmpty() || !instruction.heredocs().isEmpty());

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Header.Directive syntax = subject.file().header().syntax();
    Matcher named = VERSION.matcher(String.valueOf(subject.file().header().syntaxImage()));
    if (syntax == null || !named.matches()) {
      return;
    }
    Named version = new Named(
        named.group(2),
        syntax.valueRange(),
        Fix.suggestion(
            "Use docker/dockerfile:1",
            TextEdit.replace(
                TextRange.ofLength(
                    syntax.valueRange().start() + named.end(1), named.end() - named.end(1)),
                "1")));
    for (Instruction instruction : subject.model().having(MAY_BE_NEW)) {
      check(subject, instruction, version, reporter);
    }
  }

  /**
   * What the file names.
   *
   * @param version such as {@code 1.4}
   * @param place where
   * @param newest names the newest version instead
   */
  private record Named(String version, TextRange place, Fix newest) {

    boolean isOlderThan(String since) {
      return minor(version) < minor(since);
    }

    private static int minor(String version) {
      Matcher one = SINCE.matcher(version);
      return one.matches() ? Integer.parseInt(one.group(1)) : 0;
    }
  }

  private static void check(Subject subject, Instruction outer, Named version, Reporter reporter) {
    Instruction instruction = outer.innermost();
    for (Flag flag : instruction.flags()) {
      FlagSpec known = KnownFlags.find(instruction.keyword(), flag.name());
      if (known != null && version.isOlderThan(known.since())) {
        report(subject, outer, flag.range(), "--" + flag.name(), known.since(), version, reporter);
      }
    }
    Mount.Option variable = instruction instanceof Run run ? secretVariable(run) : null;
    if (variable != null && version.isOlderThan(SECRETS_IN_ENVIRONMENT)) {
      report(
          subject,
          outer,
          variable.valueRange(),
          "env in a secret mount",
          SECRETS_IN_ENVIRONMENT,
          version,
          reporter);
    }
    if (!outer.heredocs().isEmpty() && version.isOlderThan(HEREDOCS)) {
      report(
          subject,
          outer,
          outer.heredocs().get(0).opener().range(),
          "A here-document",
          HEREDOCS,
          version,
          reporter);
    }
  }

  private static Mount.@Nullable Option secretVariable(Run run) {
    for (Mount mount : run.mounts()) {
      Mount.Option variable = mount.option("env");
      if (variable != null && mount.type().equals("secret")) {
        return variable;
      }
    }
    return null;
  }

  private static void report(
      Subject subject,
      Instruction instruction,
      TextRange range,
      String what,
      String since,
      Named version,
      Reporter reporter) {
    reporter.report(Finding.at(
            subject.model().range(instruction, range),
            what + " needs version " + since + " of the Dockerfile front end, and # syntax names "
                + version.version + ". Name docker/dockerfile:1 there.")
        .withRelated(ImmutableList.of(version.place), "the version that is used")
        .withFix(version.newest));
  }
}
