package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An image that runs as root because nothing says otherwise. */
public final class UserMissing implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "user-missing", Category.SECURITY, Severity.INFORMATION, """
          Without a USER instruction the container runs as root, and so does whoever takes over the program in it.

          Many images bring a user along; one line is enough:

          ```dockerfile bad fix=suggestion
          FROM node:22-slim
          WORKDIR /app
          COPY . .

          # the web server
          EXPOSE 3000
          CMD ["node", "server.js"]
          ```

          ```dockerfile good
          FROM node:22-slim
          WORKDIR /app
          COPY . .

          USER node
          # the web server
          EXPOSE 3000
          CMD ["node", "server.js"]
          ```

          For others one is made, in the way that the base image knows:

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          COPY server /usr/local/bin/
          CMD ["server"]
          ```

          ```dockerfile good
          FROM alpine:3.22
          COPY server /usr/local/bin/
          RUN addgroup -S -g 10001 app && adduser -S -D -H -u 10001 -G app app
          USER app
          CMD ["server"]
          ```

          ```dockerfile bad fix=suggestion
          FROM python:3.13-slim
          COPY server.py /srv/
          CMD ["python", "/srv/server.py"]
          ```

          ```dockerfile good
          FROM python:3.13-slim
          COPY server.py /srv/
          RUN groupadd --system --gid 10001 app \\
              && useradd --system --uid 10001 --gid app --no-create-home --shell /usr/sbin/nologin app
          USER app
          CMD ["python", "/srv/server.py"]
          ```

          Where there is no shell, a number does without an entry in `/etc/passwd`:

          ```dockerfile bad fix=suggestion
          FROM scratch
          COPY server /
          ENTRYPOINT ["/server"]
          ```

          ```dockerfile good
          FROM scratch
          COPY server /
          USER 65532:65532
          ENTRYPOINT ["/server"]
          ```

          USER goes behind everything that is built, which needs root. Files that the program writes must belong to the \
          new user (`COPY --chown`), and below port 1024 it may not listen on every system; so every fix is a suggestion.

          Nothing is reported where the image is known to start as another user, where its own entrypoint is kept and \
          changes to one (`postgres`, `redis`, …), where `gosu`, `su-exec`, `setpriv` or the like is used, where the \
          image starts an interactive shell, where there is nothing to start, and where ONBUILD leaves the decision to another \
          build:

          ```dockerfile good
          FROM postgres:17
          COPY init.sql /docker-entrypoint-initdb.d/
          ```

          ```dockerfile good
          FROM golang:1.27 AS build
          RUN go build -o /out/tool .
          FROM scratch
          COPY --from=build /out /
          ```

          An image with state, a VOLUME or data in `/data` or `/var/lib`, is reported as a warning. If nothing is known \
          of the base image, it is a hint without a fix: the image may have its own user, and a second one would break it. \
          The same holds for web servers that begin as root to listen on port 80 and change the user of their workers \
          by themselves.
          """)
      .since("0.1.0")
      .withSuggestion();

  private static final String CREATE_ON_BUSYBOX =
      "addgroup -S -g 10001 app && adduser -S -D -H -u 10001 -G app app";

  /** Of the images with {@code useradd} in general, those that may lack it. */
  private static final ImmutableSet<String> WITHOUT_USERADD =
      ImmutableSet.of("amazoncorretto", "amazonlinux", "oraclelinux");

  /** The numbers of {@code nonroot} in distroless images, which need no entry in a database of users. */
  private static final String NONROOT = "65532:65532";

  /** The numbers of the user that would be made if there were a program for it. */
  private static final String APP = "10001:10001";

  private static final ImageQuestion<ImageFacts> FACTS =
      (images, image, platform) -> images.facts(image);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Stage target : subject.model().targets()) {
      boolean deployed = !target.isForDevelopment() || target == subject.model().finalStage();
      if (deployed && subject.model().stateAtEnd(target).user() == null) {
        check(subject, target, reporter);
      }
    }
  }

  private static void check(Subject subject, Stage stage, Reporter reporter) {
    ImageUse base = subject.model().baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    if (base == null || image == null || startsAsUser(image, subject)) {
      return;
    }
    StartUp startUp = StartUp.of(subject.model(), stage);
    ImageUser user = ImageUser.of(image);
    boolean dropsPrivileges =
        user.kind() == ImageUser.Kind.DROPS_PRIVILEGES && !startUp.replacesEntrypoint();
    boolean holdsFilesOnly = image.isScratch() && startUp.isEmpty();
    if (!dropsPrivileges && !holdsFilesOnly && !startUp.choosesUser() && !startUp.isInteractive()) {
      reporter.report(finding(subject, stage, base, image, user, startUp));
    }
  }

  /** Whether the image is known, or says by its name, not to begin as root. */
  private static boolean startsAsUser(ImageReference image, Subject subject) {
    PlatformFacts facts = subject.about(image, FACTS).on(ImageFacts.AMD64);
    String user = facts == null ? "" : facts.user();
    if (!user.isEmpty() && !user.equals("root") && !user.equals("0")) {
      return true;
    }
    String name = image.text();
    return ImageUser.of(image).kind() == ImageUser.Kind.NON_ROOT
        || image.domain().equals("dhi.io")
        || name.contains("nonroot")
        || name.contains("non-root")
        || name.contains("rootless")
        || name.contains("unprivileged");
  }

  private static Finding finding(
      Subject subject,
      Stage stage,
      ImageUse base,
      ImageReference image,
      ImageUser user,
      StartUp startUp) {
    TextRange range = place(stage, subject);
    if (startUp.madeUser() != null) {
      return Finding.at(
              range,
              "The container runs as root: the user " + startUp.madeUser()
                  + " is made but not changed to.")
          .withSeverity(startUp.hasState() ? Severity.WARNING : null)
          .withFix(fix(subject, stage, ImmutableList.of(), startUp.madeUser()));
    }
    if (user.lowPort()) {
      String other = image.familiarName().equals("nginx")
          ? " nginxinc/nginx-unprivileged does without root."
          : "";
      return Finding.at(
              range,
              image.familiarName()
                  + " begins as root to listen on port 80; only its workers run as " + user.name()
                  + "." + other)
          .withSeverity(Severity.HINT);
    }
    if (user.kind() == ImageUser.Kind.UNKNOWN) {
      return Finding.at(
              range,
              "Unless " + image.familiarName()
                  + " has a user of its own, the container runs as root. Add a USER instruction.")
          .withSeverity(Severity.HINT);
    }
    Finding finding = Finding.at(
            range,
            "The container runs as root. Change to another user with USER before the program is started.")
        .withSeverity(startUp.hasState() ? Severity.WARNING : null);
    return withFixes(finding, subject, stage, base, image, user, startUp);
  }

  /** The name in its FROM. */
  private static TextRange place(Stage stage, Subject subject) {
    From from = stage.from();
    Word word = from.image();
    return subject.model().range(from, word == null ? from.source().keywordRange() : word.range());
  }

  private static Finding withFixes(
      Finding finding,
      Subject subject,
      Stage stage,
      ImageUse base,
      ImageReference image,
      ImageUser user,
      StartUp startUp) {
    BaseFamily family = subject.model().family(stage);
    if (family == BaseFamily.SCRATCH || family == BaseFamily.DISTROLESS) {
      return finding
          .withFix(fix(subject, stage, ImmutableList.of(), NONROOT))
          .withFix(nonrootTag(base, image));
    }
    if (!user.instruction().isEmpty()) {
      return finding.withFix(fix(subject, stage, ImmutableList.of(), user.instruction()));
    }
    ImmutableList<String> creation =
        startUp.mayMakeUser() ? creation(subject, image, family) : null;
    return creation == null
        ? finding
        : finding.withFix(fix(subject, stage, creation, creation.isEmpty() ? APP : "app"));
  }

  /** The commands that make the user {@code app}: no line where a number must do, null where nothing is known. */
  private static @Nullable ImmutableList<String> creation(
      Subject subject, ImageReference image, BaseFamily family) {
    if (family.hasBusyBoxAdduser()) {
      return ImmutableList.of(CREATE_ON_BUSYBOX);
    }
    if (family == BaseFamily.RHEL_MINIMAL
        || family == BaseFamily.SUSE
        || WITHOUT_USERADD.contains(image.familiarName())) {
      return ImmutableList.of();
    }
    if (!family.hasUseradd()) {
      return null;
    }
    String noLogin = family.hasApt() ? "/usr/sbin/nologin" : "/sbin/nologin";
    return ImmutableList.of(
        "groupadd --system --gid 10001 app " + subject.file().escape(),
        "    && useradd --system --uid 10001 --gid app --no-create-home --shell " + noLogin
            + " app");
  }

  private static @Nullable Fix fix(
      Subject subject, Stage stage, List<String> creation, String user) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    for (int i = 0; i < creation.size(); i++) {
      lines.add(
          i == 0
              ? stage.from().source().inSameCase(Keyword.RUN) + " " + creation.get(i)
              : creation.get(i));
    }
    lines.add(stage.from().source().inSameCase(Keyword.USER) + " " + user);
    String title =
        creation.isEmpty() ? "Run as " + user : "Make the user " + user + " and run as it";
    TextEdit edit = StageEpilogue.of(subject.model(), stage).insert(lines.build());
    return edit == null ? null : Fix.suggestion(title, edit);
  }

  /** Distroless images have a variant that is the same but for its user. */
  private static @Nullable Fix nonrootTag(ImageUse base, ImageReference image) {
    boolean plain = image.repository().startsWith("gcr.io/distroless/")
        && image.tagOrLatest().equals("latest");
    TextEdit edit = plain ? base.withTag("nonroot") : null;
    return edit == null ? null : Fix.suggestion("Use the tag nonroot", edit);
  }
}
