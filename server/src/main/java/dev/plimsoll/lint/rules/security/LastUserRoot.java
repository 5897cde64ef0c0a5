package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.User;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;

/** An image that runs as root because its last USER says so. */
public final class LastUserRoot implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "last-user-root", Category.SECURITY, Severity.WARNING, """
          The last USER decides who runs the container, and root may do in it whatever there is to do.

          Mostly a USER was changed to root to install something, and not changed back:

          ```dockerfile bad fix=suggestion
          FROM jenkins/jenkins:lts
          USER root
          RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile good
          FROM jenkins/jenkins:lts
          USER root
          RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
          USER jenkins
          ```

          A number counts too, and so does the default of a variable:

          ```dockerfile bad fix=suggestion
          FROM node:22-slim
          USER 0:0
          CMD ["node", "server.js"]
          ```

          ```dockerfile good
          FROM node:22-slim
          USER node
          CMD ["node", "server.js"]
          ```

          Judged are images that are run: a stage that others go on from, or copy from, may end as root. The fix changes to \
          the user that an earlier USER, `useradd` or `--chown` names, to that of the base image, or to one that is made. \
          Nothing is reported where the user is changed later, by an entrypoint with `gosu`, `su-exec` or `setpriv`, where \
          only a shell is started, and where ONBUILD leaves the decision to another build. A script that may change the user, \
          and a program that begins as root on purpose, such as `supervisord`, make it a hint, and so does a base \
          image of which nothing is known, a tool without EXPOSE and VOLUME, and an image that controls Docker.
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withBase()
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL3002")
      .withAlias(Tool.CHECKOV, "CKV_DOCKER_8")
      .withAlias(Tool.DROAST, "DF002");

  private static final String MESSAGE =
      "No USER follows, so the container starts as root. Change to another user after the steps that need root.";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    FinalUser.each(subject, LastUserRoot::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    FinalUser last = FinalUser.of(subject.model(), part);
    if (last != null && isRoot(subject.model(), last.user())) {
      check(subject, last.target(), last.user(), reporter);
    }
  }

  /** Whether a USER means root, if no build argument says otherwise. */
  static boolean isRoot(SemanticModel model, User user) {
    Word name = user.name();
    String text = name == null ? null : model.expand(user, name.value()).textByDefault();
    if (text == null) {
      return false;
    }
    int colon = text.indexOf(':');
    String who = colon < 0 ? text : text.substring(0, colon);
    return who.equals("root") || who.equals("0") || who.equalsIgnoreCase("ContainerAdministrator");
  }

  private static void check(Subject subject, Stage target, User user, Reporter reporter) {
    ImageUse use = subject.model().baseImage(target);
    ImageReference image = use == null ? null : use.image();
    StartUp startUp = StartUp.of(subject, target);
    if (startUp.choosesUser() || startUp.isInteractive()) {
      return;
    }
    TextRange range = range(subject.model(), user);
    if (subject.model().family(target) == BaseFamily.WINDOWS) {
      reporter.report(Finding.at(range, MESSAGE));
      return;
    }
    if (image == null) {
      reporter.report(Finding.at(range, MESSAGE).withSeverity(Severity.HINT));
      return;
    }
    ImageUser base = ImageUser.of(image);
    boolean dropsPrivileges =
        base.kind() == ImageUser.Kind.DROPS_PRIVILEGES && !startUp.replacesEntrypoint()
            || RootByDesign.hasInit(image) && startUp.keepsInit();
    boolean forOthers =
        base.kind() != ImageUser.Kind.UNKNOWN && UserMissing.startsNothing(startUp, image, base);
    if (!dropsPrivileges && !forOthers && !UserMissing.isForDevelopment(image)) {
      reporter.report(finding(subject, target, user, image, startUp));
    }
  }

  private static Finding finding(
      Subject subject, Stage target, User user, ImageReference image, StartUp startUp) {
    TextRange range = range(subject.model(), user);
    ImageUser base = ImageUser.of(image);
    String byDesign = RootByDesign.message(image, base, startUp);
    if (byDesign != null) {
      return Finding.at(range, byDesign).withSeverity(Severity.HINT);
    }
    UserFixes fixes = new UserFixes(subject, target, image, user);
    Finding finding = Finding.at(range, MESSAGE);
    String script = startUp.script();
    if (script != null) {
      return fixes.addTo(finding.withSeverity(Severity.HINT), ", if " + script + " needs no root");
    }
    if (startUp.controlsDocker()) {
      return Finding.at(range, RootByDesign.OF_DOCKER).withSeverity(Severity.HINT);
    }
    // The entrypoint of a base that nobody knows may change the user.
    return fixes.addTo(
        base.kind() == ImageUser.Kind.UNKNOWN || startUp.isTool()
            ? finding.withSeverity(Severity.HINT)
            : finding);
  }

  private static TextRange range(SemanticModel model, User user) {
    Word name = user.name();
    return model.range(user, name == null ? user.range() : name.range());
  }
}
