package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
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
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

          A number counts too, and so does a variable that ENV sets:

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
          the user that an earlier USER, `useradd` or `--chown` names, to that of the base image, or to one that is made, unless nothing is known of the base image. \
          Nothing is reported where the user is changed later, by an entrypoint with `gosu`, `su-exec` or `setpriv`, where a \
          build argument says who it is, where ONBUILD leaves the decision to another build, where nothing is started and a \
          Dockerfile of the project shows that the base image is root's already, or compilers and tools that make packages are all \
          that there is, and where `user-missing` says \
          nothing either: of a shell, of tools, tests and other tasks that end, of programs that begin as root on purpose, such \
          as `supervisord`, where a comment above USER, or above what is started, says what needs root, of a script in the build context that needs root, and of images that work with Docker's socket. A \
          script that isn't known, a base image of which nothing is known, and an ENTRYPOINT that may be a tool make it a hint.
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withBase()
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL3002")
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.CHECKOV, "CKV_DOCKER_8")
      .withAlias(Tool.DROAST, "DF002");

  private static final Trait IS_USER = Trait.of(User.class);

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
    if (last != null
        && isRoot(subject.model(), last.user())
        && !isArgument(subject.model(), last.user())) {
      check(subject, last.target(), last.user(), reporter);
    }
  }

  /** hadolint judges the last USER of each stage. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    List<ImmutableList<Instruction>> lasts = new ArrayList<>();
    for (Stage stage : subject.model().stages()) {
      List<Instruction> users = subject.model().having(IS_USER, stage);
      if (!users.isEmpty()) {
        lasts.add(ImmutableList.of(users.get(users.size() - 1)));
      }
    }
    subject.each(lasts, LastUserRoot::checkOfStage, reporter);
  }

  private static void checkOfStage(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    if (part.get(0) instanceof User user && isRoot(subject.model(), user)) {
      TextRange range = range(subject.model(), user);
      reporter.report(Finding.at(
              range,
              "This stage ends as root. Change to another user after the steps that need root.")
          .forHadolintOnly());
    }
  }

  /** Whether a build argument says who it is. */
  private static boolean isArgument(SemanticModel model, User user) {
    Word name = user.name();
    return name != null && model.expand(user, name.value()).text() == null;
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
    if (!RootByDesign.isAccepted(subject, target, image, startUp, true)
        && !startUp.needsRoot()
        && !RootInComments.justify(subject, target, user)) {
      Finding finding = finding(subject, target, user, image, startUp);
      if (finding != null) {
        reporter.report(finding);
      }
    }
  }

  private static @Nullable Finding finding(
      Subject subject, Stage target, User user, @Nullable ImageReference image, StartUp startUp) {
    Finding finding = Finding.at(range(subject.model(), user), MESSAGE);
    if (subject.model().family(target) == BaseFamily.WINDOWS) {
      return finding;
    }
    if (image == null) {
      return finding.withSeverity(Severity.HINT);
    }
    ImageUser base = subject.about(image, Accounts.USER);
    if (UnprivilegedServer.isKnown(image, base, startUp)) {
      String message = UnprivilegedServer.message(subject, target, image, base, startUp);
      return message == null
          ? null
          : Finding.at(range(subject.model(), user), message).withSeverity(Severity.HINT);
    }
    UserFixes fixes = new UserFixes(subject, target, image, startUp, user);
    String unread = startUp.unreadScript();
    if (unread != null) {
      return fixes.addTo(finding.withSeverity(Severity.HINT), unread);
    }
    // The entrypoint of a base that nobody knows may change the user.
    boolean isCertain = base.kind() != ImageUser.Kind.UNKNOWN && !startUp.mayBeTool();
    return fixes.addTo(isCertain ? finding : finding.withSeverity(Severity.HINT));
  }

  private static TextRange range(SemanticModel model, User user) {
    Word name = user.name();
    return model.range(user, name == null ? user.range() : name.range());
  }
}
