package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.primitives.Ints;
import dev.plimsoll.context.RunSettings;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.security.Accounts.Account;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.syntax.ExpandableWord;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.User;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.VariableUse;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A user by whose name Kubernetes can't tell that it isn't root. */
public final class NonNumericUser implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "non-numeric-user", Category.SECURITY, Severity.HINT, """
          Kubernetes refuses to start a container with `runAsNonRoot` if the image names its user and doesn't number it.

          It doesn't look into the image, so that a name may mean root.

          ```dockerfile bad fix=suggestion
          FROM ubuntu:24.04
          RUN groupadd -g 10001 app && useradd -u 10001 -g app -m app
          USER app
          CMD ["sleep", "60"]
          ```

          ```dockerfile good
          FROM ubuntu:24.04
          RUN groupadd -g 10001 app && useradd -u 10001 -g app -m app
          USER 10001:10001
          CMD ["sleep", "60"]
          ```

          A user that is made without a number is given one: that which it has today, where that is known, else a new one, which \
          files in volumes that are there already don't belong to:

          ```dockerfile bad fix=suggestion
          FROM debian:12-slim
          RUN useradd --create-home app
          USER app
          CMD ["sleep", "60"]
          ```

          ```dockerfile good
          FROM debian:12-slim
          RUN useradd --uid 1000 --create-home app
          USER 1000
          CMD ["sleep", "60"]
          ```

          No new number is offered where there are volumes. Only where a manifest of the project asks for `runAsNonRoot`, or the \
          values of its Helm chart do, and neither gives `runAsUser`, or where the Dockerfile lies alone, so that nothing tells how \
          the image is run, does the rule speak without being asked for. Where it is \
          asked for, nothing is said where a Compose file of the project runs the image, or the project tells of Amazon's ECS, \
          and nothing beside it of Kubernetes, nor where a manifest gives `runAsUser`.

          Where an ARG or ENV gives the user its number, USER may name that.

          Only the last USER of an image that is run counts, and only a user that the file makes: nothing is said of a user that \
          comes with the base image, of a variable, and of root. Nor is it of what Kubernetes doesn't run: an image that starts \
          nothing, a tool, a shell or another prompt for somebody who types, or what logs people in. Nor is it where other \
          Dockerfiles beside it are FROM the image and name their user again, or packages are built with what refuses root, such as \
          `abuild` and `makepkg`: others take them from the image.
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withBase()
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL3066")
      .in(Profile.HADOLINT, Severity.INFORMATION);

  private static final Regex NAME = Regex.of("[A-Za-z_][\\w.-]*(:[\\w.-]+)?");

  private static final String MESSAGE =
      "Kubernetes can't tell whether a name means root, and runAsNonRoot refuses it. Use the number.";

  private static final Trait IS_ARG = Trait.of(Instruction.Arg.class);

  private static final Trait IS_USER = Trait.of(User.class);

  private static final Trait IS_VOLUME = Trait.of(Instruction.Volume.class);

  /** A word that is a variable and nothing else. */
  private static final Regex USE = Regex.of("\"?\\$(?:(\\w+)|\\{(\\w+)})\"?");

  private static final Regex NUMBER = Regex.of("[1-9]\\d*");

  /** The number that a user is given. */
  private static final String NEW_ID = "10001";

  /** The number that the first user gets. */
  private static final String FIRST_ID = "1000";

  /** Images that have no users but those of the system, if no user is known of them. */
  private static final ImmutableSet<String> WITHOUT_USERS = ImmutableSet.of(
      "almalinux",
      "alpine",
      "debian",
      "fedora",
      "golang",
      "php",
      "python",
      "rockylinux",
      "ruby",
      "rust",
      "ubuntu");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    FinalUser.each(subject, NonNumericUser::check, reporter);
  }

  /** hadolint judges each USER, and takes nothing but a build argument for a number. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    subject.eachHaving(IS_USER, NonNumericUser::checkAny, reporter);
  }

  private static void checkAny(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Word word = part.get(0) instanceof User user ? user.name() : null;
    if (word != null && isNamed(subject.model(), part.get(0), word)) {
      TextRange range = subject.model().range(part.get(0), word.range());
      reporter.report(Finding.at(range, MESSAGE).forHadolintOnly());
    }
  }

  /** Whether the user is written with something other than digits, and no build argument says who it is. */
  private static boolean isNamed(SemanticModel model, Instruction instruction, Word word) {
    int colon = word.value().indexOf(':');
    String name = colon < 0 ? word.value() : word.value().substring(0, colon);
    if (Ints.tryParse(name) != null) {
      return false;
    }
    for (VariableUse use : ExpandableWord.of(
            word.value(), model.file().escape(), ExpansionMode.ARGUMENT)
        .allUses()) {
      if (isArgument(model, instruction, use.name())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isArgument(SemanticModel model, Instruction instruction, String name) {
    Stage stage = model.stageOf(instruction);
    return Iterables.any(
        Iterables.concat(
            model.globalArgs(),
            stage == null ? ImmutableList.<Instruction>of() : model.having(IS_ARG, stage)),
        arg -> Iterables.any(
            ((Instruction.Arg) arg).pairs(), pair -> pair.key().value().equals(name)));
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    FinalUser last = FinalUser.of(subject.model(), part);
    Word name = last == null ? null : last.user().name();
    if (last != null && name != null) {
      check(subject, last.target(), last.user(), name, reporter);
    }
  }

  private static void check(
      Subject subject, Stage target, User user, Word name, Reporter reporter) {
    SemanticModel model = subject.model();
    if (!NAME.matcher(name.value()).matches()
        || LastUserRoot.isRoot(model, user)
        || model.family(target) == BaseFamily.WINDOWS
        || Iterables.any(
            Accounts.chain(target),
            one -> !model.commands(SudoInRun.REFUSES_ROOT, one).isEmpty())) {
      return;
    }
    TextRange range = model.range(user, name.range());
    Fix fix = fix(subject, target, user, name.value(), range);
    if (fix == null || isForOthers(subject, target)) {
      return;
    }
    // Where others build on it, they name the user again.
    RunSettings settings = subject.runSettings();
    boolean isElsewhere = settings.composed() || settings.onEcs() || settings.onOpenShift();
    if (!isElsewhere && !settings.decidesUser() && !subject.isBuiltOn()) {
      Finding finding = Finding.at(range, MESSAGE).withFix(fix);
      boolean matters = settings.refusesNames() || settings.alone();
      reporter.report(matters ? finding : finding.asPedantic());
    }
  }

  /** Whether nobody runs the image as it is: it starts a prompt, or nothing. */
  private static boolean isForOthers(Subject subject, Stage target) {
    StartUp startUp = StartUp.of(subject, target);
    ImageUse use = subject.model().baseImage(target);
    ImageReference image = use == null ? null : use.image();
    return startUp.isInteractive()
        || startUp.ends()
        || startUp.manager() != null
        || !Accounts.of(subject, target).logins().isEmpty()
        || startUp.startsWhatItIsGiven()
        || image != null
            && RootByDesign.startsNothing(startUp, image, subject.about(image, Accounts.USER));
  }

  private static @Nullable Fix fix(
      Subject subject, Stage target, User user, String written, TextRange range) {
    SemanticModel model = subject.model();
    int colon = written.indexOf(':');
    String name = colon < 0 ? written : written.substring(0, colon);
    String group = colon < 0 ? null : written.substring(colon + 1);
    Accounts accounts = Accounts.of(subject, target);
    Account account = accounts.made().get(name);
    if (account == null) {
      return null;
    }
    if (group != null && name.equals(group) && account.gid() < 0 && isPrimary(account, group)) {
      group = null; // which the number of the user brings, too
    }
    int gid = group == null || group.equals(name) ? account.gid() : gid(group, accounts);
    if (group != null && gid < 0) {
      return null; // another group would be in force
    }
    if (account.uid() < 0) {
      String variable = group == null ? variable(model, user, account) : null;
      return variable != null
          ? Fix.suggestion("Write USER " + variable, TextEdit.replace(range, variable))
          : group == null ? numbered(subject, target, accounts, account, range) : null;
    }
    if (group == null && accounts.joined().contains(name)) {
      gid = ImageUser.UNKNOWN_ID; // who names a group is in no other one
    }
    String text = gid < 0 ? String.valueOf(account.uid()) : account.uid() + ":" + gid;
    return Fix.suggestion("Write USER " + text, TextEdit.replace(range, text));
  }

  /** Whether a user is made with a group of the same name as its first one. */
  private static boolean isPrimary(Account account, String group) {
    RunCommand command = account.command();
    if (command == null || command.arguments().mayHideOptions() || command.has("--no-user-group")) {
      return false;
    }
    boolean isAdduser = command.program().equals("adduser");
    for (String option : isAdduser ? List.of("--ingroup", "--gid", "-G") : List.of("--gid", "-g")) {
      String value = command.value(option);
      if (value != null) {
        return value.equals(group);
      }
    }
    return isAdduser || command.program().equals("useradd");
  }

  /** The use of the variable that a user has its number from, where it is the same number for USER; else null. */
  private static @Nullable String variable(SemanticModel model, User user, Account account) {
    RunCommand command = account.command();
    GivenOption option = command == null ? null : command.option("--uid");
    Matcher use = USE.matcher(
        option == null || option.value() == null ? "" : option.value().raw());
    if (command == null || !use.matches()) {
      return null;
    }
    String name = use.group(1) == null ? use.group(2) : use.group(1);
    Binding made = model.binding(command.instruction(), name);
    Binding now = model.binding(user, name);
    boolean isSame = made != null
        && now != null
        && made.instruction() == now.instruction()
        && made.valueByDefault() != null
        && NUMBER.matcher(made.valueByDefault()).matches()
        && !command.instruction().text().contains(name + "="); // which the shell sets
    return isSame ? "${" + name + "}" : null;
  }

  private static int gid(String group, Accounts accounts) {
    Integer made = accounts.groups().get(group);
    Integer number = made == null ? Ints.tryParse(group) : made;
    return number == null ? ImageUser.UNKNOWN_ID : number;
  }

  /** Gives a number to a user whom a RUN makes without one. */
  private static @Nullable Fix numbered(
      Subject subject, Stage target, Accounts accounts, Account account, TextRange range) {
    RunCommand command = account.command();
    boolean makes = command != null
        && (command.program().equals("useradd") || command.program().equals("adduser"));
    if (command == null || !makes || command.has("--uid") || command.arguments().mayHideOptions()) {
      return null;
    }
    boolean busyBox = command.program().equals("adduser") && command.hasAny("-D", "-S", "-H");
    String option = busyBox ? "-u" : "--uid";
    boolean isFirst = isFirst(subject.model(), target, accounts, command);
    if (!isFirst
        && (Iterables.any(accounts.owners().values(), Accounts.Owner::isNumber)
            || keepsFiles(subject, target))) {
      return null; // files belong to the number that it has today
    }
    String id = isFirst ? FIRST_ID : NEW_ID;
    return Fix.suggestion(
        "Make " + account.name() + " with the number " + id
            + (isFirst ? ", as it has today" : "") + ", and write USER " + id
            + (isFirst ? "" : "; files in existing volumes keep the old number"),
        command.insert(option, id),
        TextEdit.replace(range, id));
  }

  /** Whether there are volumes, whose files a new number would not own. */
  private static boolean keepsFiles(Subject subject, Stage target) {
    RunSettings settings = subject.runSettings();
    return !settings.volumes().isEmpty()
        || !settings.mounts().isEmpty()
        || Accounts.have(subject.model(), IS_VOLUME, target);
  }

  /** Whether a user is the first one in its image that isn't the system's, which has a number that is known. */
  private static boolean isFirst(
      SemanticModel model, Stage target, Accounts accounts, RunCommand command) {
    ImageUse use = model.baseImage(target);
    ImageReference image = use == null ? null : use.image();
    ImageUser base = accounts.base();
    return image != null
        && image.isOfficial()
        && WITHOUT_USERS.contains(image.canonicalName())
        && base != null
        && base.kind() == ImageUser.Kind.NONE
        && accounts.complete()
        && accounts.made().size() == 1
        && !command.hasAny("--system", "-r", "-S");
  }
}
