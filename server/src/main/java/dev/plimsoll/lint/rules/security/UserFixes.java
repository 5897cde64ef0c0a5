package dev.plimsoll.lint.rules.security;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.security.Accounts.Account;
import dev.plimsoll.lint.rules.security.Accounts.Owner;
import dev.plimsoll.rewrite.ChainLayout;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.User;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a target run as another user than root: the one that its file names, else the one that its base image brings, else one
 * that is made, in the way of the base image.
 */
final class UserFixes {

  /** Of the images with {@code useradd} in general, those that may lack it. */
  private static final ImmutableSet<String> WITHOUT_USERADD =
      ImmutableSet.of("amazoncorretto", "amazonlinux", "oraclelinux");

  /** The numbers of {@code nonroot} in distroless images, which need no entry in a database of users. */
  private static final String NONROOT = "65532:65532";

  /** The name of a user that is made. */
  private static final String APP = "app";

  private static final CommandQuery APT = CommandQuery.of("apt-get", "apt", "dpkg");
  private static final CommandQuery APK = CommandQuery.of("apk");
  private static final CommandQuery DNF = CommandQuery.of("dnf", "yum");

  /** What works for root only: a RUN with it shows who is in force. */
  private static final CommandQuery OF_ROOT = CommandQuery.of(
      "addgroup",
      "adduser",
      "apk",
      "apt",
      "apt-get",
      "chown",
      "dnf",
      "dpkg",
      "groupadd",
      "microdnf",
      "pacman",
      "useradd",
      "yum",
      "zypper");

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  private static final Trait IS_USER = Trait.of(User.class);

  private static final Trait IS_RUN = Trait.of(Run.class);

  private static final Trait USES_SHELL =
      Trait.of(Run.class, run -> !run.source().json());

  /** Users of every Linux. */
  private static final ImmutableSet<String> EVERYWHERE = ImmutableSet.of(
      "adm", "bin", "daemon", "games", "lp", "mail", "news", "nobody", "sync", "uucp");

  /** Of Debian and its relatives. */
  private static final ImmutableSet<String> ON_DEBIAN =
      ImmutableSet.of("backup", "irc", "list", "man", "proxy", "sys", "www-data");

  /**
   * How the other user is changed to.
   *
   * @param condition what the titles end with
   * @param given the directories that it is given to write into
   */
  private record Way(String condition, ImmutableList<String> given) {}

  private final Subject subject;
  private final SemanticModel model;
  private final Stage target;
  private final ImageReference image;
  private final ImageUser base;
  private final Accounts accounts;

  /** The USER that changes to root, or null where none does. */
  private final @Nullable User root;

  /** Whether a user comes with every Linux, or with its packages as a rule. */
  static boolean isOfSystem(String user) {
    return EVERYWHERE.contains(user)
        || ON_DEBIAN.contains(user)
        || ManagedServices.WORKERS.contains(user);
  }

  /** Whether data is kept. */
  private final boolean hasState;

  /** Filled at the first call. */
  private @Nullable Obstacles obstacles;

  /** Where the script writes that is started. */
  private final ScriptWrites writes;

  /** The directories that files of the context show to be written into. */
  private final ImmutableSet<ImagePath> seen;

  /** The low ports that its code names, each with the variable that takes its place. */
  private final ImmutableMap<Integer, String> ports;

  /** Where programs of Node write what the build may have made as root. */
  private final NodeWrites ofNode;

  /** Databases that are copied. */
  private final CopiedDatabases databases;

  /** What has installed something for root that is needed; empty where nothing has. */
  private final String installer;

  /** Whether what starts may need a user that has a name. */
  private final boolean asksForName;

  /** Whether what starts puts files beside itself. */
  private final boolean writesBeside;

  /** Whether the file starts nothing itself. */
  private final boolean startsAsBase;

  /** Whether it fills folders of the program, as Django does. */
  private final boolean fillsFolders;

  /** Whether it writes into what the build has made as root. */
  private final boolean isUnsure;

  /** Whether the program comes with a package, or from elsewhere. */
  private final boolean isForeign;

  /** For a target that is run as the user of its base image, which is root. */
  UserFixes(Subject subject, Stage target, ImageReference image, StartUp startUp) {
    this(subject, target, image, startUp, null);
  }

  /** @param root the USER that changes to root; null where none does */
  UserFixes(
      Subject subject, Stage target, ImageReference image, StartUp startUp, @Nullable User root) {
    StartedWrites started = new StartedWrites(subject, target, startUp);
    this.writes = started.ofScript();
    this.installer = HomeInstalls.in(subject, target, image, startUp);
    this.asksForName = startUp.mayAskForName() || NamedUsers.areIn(image);
    this.ofNode = started.ofNode();
    this.ports = started.ports();
    this.databases = CopiedDatabases.in(subject, target);
    ScriptWrites imports = started.ofImports();
    this.seen = ImmutableSet.<ImagePath>builder()
        .addAll(started.ofModule())
        .addAll(imports.directories())
        .addAll(databases.folders())
        .addAll(JavaLogs.in(subject, startUp))
        .addAll(MadeFolders.in(subject, target))
        .addAll(KeptFolders.in(subject, target))
        .addAll(KeptFolders.named(startUp.command()))
        .build();
    this.hasState = startUp.hasState();
    this.writesBeside = ScriptWrites.writesBeside(startUp.command());
    this.fillsFolders = startUp.fillsFolders();
    this.startsAsBase = startUp.isEmpty();
    this.isUnsure = startUp.compiles()
        || ofNode.isUnsure()
        || !imports.complete()
        || !KeptFolders.ofFramework(subject).isEmpty()
        || FilledFiles.areIn(subject.model(), target)
        || FilledFiles.areFetched(subject.model(), target, startUp.command());
    this.isForeign = ForeignProgram.isStarted(subject.model(), target, startUp);
    this.subject = subject;
    this.root = root;
    this.model = subject.model();
    this.target = target;
    this.image = image;
    this.base = subject.about(image, Accounts.USER);
    this.accounts = Accounts.of(subject, target);
  }

  /** What the other user may not do. */
  Obstacles obstacles() {
    Obstacles known = obstacles;
    if (known == null) {
      known =
          ObstacleSearch.of(subject, target, writes, seen, ofNode.directories(), ports, installer);
      obstacles = known;
    }
    return known;
  }

  /** The user that RUN makes or renames, or null. */
  @Nullable Account made() {
    return accounts.account();
  }

  /** Whether a user is made who logs in. */
  boolean hasLogin() {
    return !accounts.logins().isEmpty();
  }

  /** The only one whom files are given to, where RUN makes none; or null. */
  @Nullable Owner owner() {
    return made() == null ? accounts.owner() : null;
  }

  /** Adds the ways to a finding, the best one first: they are fixes. */
  Finding addTo(Finding finding) {
    return addTo(finding, null);
  }

  /**
   * The same.
   *
   * @param unread the script that may need root; null where none may
   */
  Finding addTo(Finding finding, @Nullable String unread) {
    if (isUnsure || !obstacles().unseen().isEmpty() || !givesDatabases() || !givesFolders()) {
      return finding; // nobody knows whether it would still start
    }
    ImmutableList<String> given = givable(obstacles().toGive());
    return !startsInRoot() && obstacles().isEnough(given)
        ? addWay(finding, new Way(obstacles().condition(unread, given, isBuilt()), given))
        : finding;
  }

  /** What makes files beside the program that it may change. */
  private static final Regex MAKES_FILES = Regex.of(
      "\\b(?:npm|pnpm|yarn|bun)\\s{1,9}(?:run\\s{1,9})?build\\b|\\b(?:gulp|grunt|nest|next|ng|nuxt|rollup|vite|webpack)\\s{1,9}build\\b|\\btsc\\b"
          + "|\\bcollectstatic\\b|\\bmake\\s|\\bcp\\s{1,9}-\\w{0,9}[ra]|\\bunzip\\b|\\btar\\s{1,9}-?\\w{0,9}x");

  private static final Trait BUILDS =
      Trait.of(Run.class, run -> MAKES_FILES.matcher(run.text()).find());

  /** Whether the build puts into the directory in which it starts what isn't given away with that. */
  private boolean isBuilt() {
    return Accounts.have(model, BUILDS, target) || copiesFoldersForRoot();
  }

  private boolean copiesFoldersForRoot() {
    ImagePath start = ImagePath.ROOT.resolve(obstacles().workdir());
    ImmutableList<Transfer> owned = ownedCopies();
    for (Stage stage :
        obstacles().workdir().isEmpty() ? List.<Stage>of() : Accounts.chain(target)) {
      for (Instruction one : model.having(COPIES_FOLDER, stage)) {
        Word to = ((Transfer) one).destination();
        if (to != null
            && start.certainlyContains(model.place(one, to.value(), Basis.DEFAULTS))
            && !owned.contains(one)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The path of a file, or a pattern for files, as its ending tells. */
  private static final Regex FILE = Regex.of(".{0,500}[^/.][.*][^/]{1,60}");

  /** What looks like a copy of more than single files, which programs seldom write into, and says of nobody whose they are. */
  private static final Trait COPIES_FOLDER = Trait.of(
      Transfer.class,
      copy -> copy.flag("chown") == null
          && Iterables.any(
              copy.sources(), source -> !FILE.matcher(source.value()).matches()));

  /** Whether the databases that are copied are given away with the program. */
  private boolean givesDatabases() {
    return databases.copies().isEmpty() || ownedCopies().containsAll(databases.copies());
  }

  /** Whether the folders that it fills are given away with the program. */
  private boolean givesFolders() {
    return !fillsFolders || Iterables.any(ownedCopies(), this::copiesWholeContext);
  }

  private boolean copiesWholeContext(Transfer transfer) {
    ContextCopy copy = ContextCopy.of(model, transfer, Basis.DEFAULTS);
    return copy != null && copy.copiesWholeContext();
  }

  /** The copies that are given away with the directory in which it starts; none where that isn't. */
  private ImmutableList<Transfer> ownedCopies() {
    if (obstacles().workdir().isEmpty()) {
      return ImmutableList.of();
    }
    Account made = made();
    RunCommand maker = made == null ? null : made.command();
    return OwnedCopies.of(
        model,
        target,
        ImagePath.ROOT.resolve(obstacles().workdir()),
        maker == null ? null : maker.instruction(),
        APP);
  }

  /** Whether it keeps data, nobody knows where, and starts where only root may write. */
  private boolean startsInRoot() {
    return (hasState || writesBeside)
        && obstacles().directories().isEmpty()
        && isRootOrNone(Obstacles.workdir(model, model.stateAtEnd(target).workdir()));
  }

  private static boolean isRootOrNone(@Nullable ImagePath workdir) {
    return workdir == null || workdir.equals(ImagePath.ROOT);
  }

  private Finding addWay(Finding finding, Way way) {
    Account made = made();
    Owner owner = owner();
    String earlier = earlier();
    if (earlier != null) {
      return with(finding, runAs(earlier, way));
    }
    if (made != null) {
      return with(finding, runAs(made.name(), way));
    }
    boolean isUnknown = base.kind() == ImageUser.Kind.UNKNOWN;
    boolean hasOwnUser = root != null && isUnknown && startsAsBase;
    if (hasOwnUser || isForGroupOfRoot()) { // the group of another user may write nowhere
      return finding;
    }
    if (owner != null) {
      boolean missing = isMissing(owner);
      String group = owner.group() == null ? owner.user() : owner.group();
      return with(
          finding,
          missing ? make(owner.user(), group, owner.first(), way) : runAs(owner.text(), way));
    }
    BaseFamily family = family();
    if (family == BaseFamily.SCRATCH || family == BaseFamily.DISTROLESS) {
      return with(with(finding, runAs(NONROOT, way)), nonrootTag(way));
    }
    String brought = brought();
    if (!brought.isEmpty() && accounts.keeps(brought)) {
      return with(finding, runAs(brought, way));
    }
    return base.kind() == ImageUser.Kind.NON_ROOT
            || root != null && isUnknown
            || isForeign // it keeps files where they are root's, or another user's
            || !accounts.complete()
            || !accounts.made().isEmpty()
            || !readsPosix()
        ? finding
        : with(finding, make(APP, APP, firstTransfer(), way));
  }

  private Finding with(Finding finding, @Nullable Fix fix) {
    return finding.withFix(LaterStages.keepingRoot(model, target, fix));
  }

  /** What gives files to the group root alone, as for OpenShift, which runs everything in that group. */
  private static final CommandQuery GIVES = CommandQuery.of("chgrp", "chown");

  private static final Regex TO_GROUP_OF_ROOT = Regex.of("(?!root:|0:)(?:[^:]{0,100}:)(?:root|0)");

  private static final CommandQuery CHMOD = CommandQuery.of("chmod");

  private static final Regex LETS_GROUP_WRITE = Regex.of(
      "(?:a|[uo]{0,2}g[uo]{0,2})(?:[+=][rxXs]{0,3}w[rxXs]{0,3}|=u|\\+u)(?:,.{0,100})?|0?[67][67][0-7]");

  /** Whether the file lets the group root write, and gives it what root alone had. */
  private boolean isForGroupOfRoot() {
    boolean gives = false;
    boolean lets = false;
    for (Stage stage : Accounts.chain(target)) {
      for (RunCommand command : model.commands(GIVES, stage)) {
        String to = firstOperand(command);
        gives |= command.program().equals("chgrp")
            ? to.equals("root") || to.equals("0")
            : TO_GROUP_OF_ROOT.matcher(to).matches();
      }
      for (RunCommand command : model.commands(CHMOD, stage)) {
        lets |= LETS_GROUP_WRITE.matcher(firstOperand(command)).matches();
      }
    }
    return gives && lets;
  }

  private static String firstOperand(RunCommand command) {
    List<ShellWord> operands = command.operands();
    return operands.isEmpty() ? "" : operands.get(0).literalPrefix();
  }

  /** The user that an earlier USER changed to; null where none did, or a variable says whom it means. */
  private @Nullable String earlier() {
    String found = null;
    for (Instruction instruction :
        root == null ? List.<Instruction>of() : model.having(IS_USER, target)) {
      Word name = ((User) instruction).name();
      if (name != null
          && name.value().indexOf('$') < 0
          && !LastUserRoot.isRoot(model, (User) instruction)) {
        found = name.value();
      }
    }
    return found;
  }

  /** The user that comes with the base image; empty where none does. */
  private String brought() {
    PlatformFacts facts = subject.about(image, ImageQuestion.FACTS).usual();
    return facts != null && base.instruction().isEmpty() ? facts.userButRoot() : base.instruction();
  }

  /** Of the target; of one that nobody knows, what its RUNs show. */
  private BaseFamily family() {
    BaseFamily known = model.family(target);
    if (known != BaseFamily.UNKNOWN) {
      return known;
    }
    return runs(APT)
        ? BaseFamily.DEBIAN
        : runs(APK) ? BaseFamily.ALPINE : runs(DNF) ? BaseFamily.RHEL : known;
  }

  private boolean runs(CommandQuery query) {
    return Iterables.any(
        Accounts.chain(target), stage -> !model.commands(query, stage).isEmpty());
  }

  /** Whether a RUN that is added is run by root, as far as is known of the base image or RUNs of the file show. */
  private boolean isRootInBuild() {
    if (base.kind() != ImageUser.Kind.UNKNOWN || root != null) {
      return true;
    }
    for (Stage stage : Accounts.chain(target)) {
      for (RunCommand command : model.commands(OF_ROOT, stage)) {
        if (!command.invocation().isSudo()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean readsPosix() {
    return model.shellAtEnd(target).isPosix();
  }

  /** The first COPY or ADD of the target, before which a user can be made; null where one replaces the whole image. */
  private @Nullable Instruction firstTransfer() {
    if (root != null) {
      return null; // another user may be in force there
    }
    List<Instruction> transfers = model.having(IS_TRANSFER, target);
    for (Instruction transfer : transfers) {
      if (transfer.words().stream().allMatch(word -> word.value().equals("/"))) {
        return null;
      }
    }
    return transfers.isEmpty() ? null : transfers.get(0);
  }

  /** Whether a user whom COPY gives files to is certainly not there: nobody makes it, and nothing was installed. */
  private boolean isMissing(Owner owner) {
    boolean bare = Iterables.all(Accounts.chain(target), stage -> !model.has(IS_RUN, stage));
    boolean ofSystem =
        EVERYWHERE.contains(owner.user()) || family().hasApt() && ON_DEBIAN.contains(owner.user());
    return base.kind() == ImageUser.Kind.NONE
        && (family().hasUseradd() || family().hasBusyBoxAdduser())
        && bare
        && !owner.isNumber()
        && !ofSystem
        && model.stageOf(owner.first()) == target;
  }

  /** Makes a user and its group, where there is a program for it; else a number must do. */
  private @Nullable Fix make(String name, String group, @Nullable Instruction before, Way way) {
    BaseFamily family = family();
    boolean hasProgram = family != BaseFamily.RHEL_MINIMAL
        && family != BaseFamily.SUSE
        && !WITHOUT_USERADD.contains(image.canonicalName());
    String creation = hasProgram && isRootInBuild()
        ? NewUser.byProgram(family, layout(), accounts.groups().containsKey(group), name, group)
        : null;
    // A number has no home directory, which may be missed in an image that nobody knows.
    boolean needsName = asksForName || base.kind() == ImageUser.Kind.UNKNOWN;
    if (creation == null && !needsName) {
      return runAs(NewUser.ID + ":" + NewUser.ID, way);
    }
    if (creation == null && !(hasShell() && isRootInBuild())) {
      return null;
    }
    creation = creation == null ? NewUser.byLines(layout(), name, group) : creation;
    ImmutableList<String> directories = way.given();
    String given = directories.isEmpty() ? "" : giving(name + ":" + group, directories, null);
    String title = "Make the user " + name
        + (given.isEmpty() ? " and" : ", give it " + Joiner.on(", ").join(directories) + ", and")
        + " run as it" + way.condition();
    StageEpilogue epilogue = StageEpilogue.of(model, target);
    GivenDirectories parts = GivenDirectories.of(model, target, directories);
    String user = name + ":" + group;
    Instruction volume = parts.volume();
    if (before == null && volume == null) {
      String all = run(given.isEmpty() ? creation : creation + layout().and() + given);
      boolean isRoot =
          base.kind() != ImageUser.Kind.UNKNOWN; // so that the RUN may stand above USER
      return root != null && epilogue.before() == root && isRoot
          ? Fix.suggestion(title, epilogue.insertAbove(root, List.of(all)), replace(root, name))
          : fix(title, epilogue.insert(List.of(all, user(name))));
    }
    TextEdit change = epilogue.insert(changing(user, name, parts.atEnd()));
    if (change == null) {
      return null;
    }
    if (volume == null || before == null || isAbove(volume, before)) {
      Instruction first = volume == null ? before : volume;
      String all = volume == null
          ? creation
          : creation + layout().and() + giving(user, parts.above(), volume);
      return first == null
          ? null
          : owning(
              Fix.suggestion(title, epilogue.insertAbove(first, List.of(run(all))), change),
              user,
              null,
              directories);
    }
    return owning(
        Fix.suggestion(
            title,
            epilogue.insertAbove(before, List.of(run(creation))),
            epilogue.insertAbove(volume, List.of(run(giving(user, parts.above(), volume)))),
            change),
        user,
        null,
        directories);
  }

  private boolean isAbove(Instruction one, Instruction other) {
    return model.file().indexOf(one) < model.file().indexOf(other);
  }

  /** Gives a user directories at the end of the target, and changes to it. */
  private List<String> changing(String owner, String name, ImmutableList<String> directories) {
    return directories.isEmpty()
        ? List.of(user(name))
        : List.of(run(giving(owner, directories, null)), user(name));
  }

  /** The same directories where a shell can give them to the new user; else none. */
  private ImmutableList<String> givable(ImmutableList<String> directories) {
    return hasShell() && isRootInBuild() ? directories : ImmutableList.of();
  }

  /** Whether a POSIX shell is known to be in the image: it or its family is known, or a RUN of the file uses one. */
  private boolean hasShell() {
    BaseFamily family = family();
    return family != BaseFamily.SCRATCH
        && family != BaseFamily.DISTROLESS
        && readsPosix()
        && (family != BaseFamily.UNKNOWN
            || base.kind() != ImageUser.Kind.UNKNOWN
            || Accounts.have(model, USES_SHELL, target));
  }

  /** @param before the instruction that follows; null at the end of the target */
  private String giving(
      String user, ImmutableList<String> directories, @Nullable Instruction before) {
    return GivenDirectories.script(model, target, obstacles(), user, directories, before);
  }

  private String run(String script) {
    return target.from().source().inSameCase(Keyword.RUN) + " " + script;
  }

  private ChainLayout layout() {
    return ChainLayout.of(subject.file(), target.from());
  }

  private @Nullable Fix runAs(String user, Way way) {
    StageEpilogue epilogue = StageEpilogue.of(model, target);
    ImmutableList<String> directories = way.given();
    if (root != null && epilogue.before() == root && directories.isEmpty()) {
      return fix("Run as " + user + way.condition(), replace(root, user));
    }
    String title = "Run as " + user
        + (directories.isEmpty() ? "" : ", and give it " + Joiner.on(", ").join(directories))
        + way.condition();
    GivenDirectories parts = GivenDirectories.of(model, target, directories);
    Instruction volume = parts.volume();
    TextEdit change = epilogue.insert(changing(user, user, parts.atEnd()));
    Fix fix = volume == null || change == null
        ? fix(title, change)
        : Fix.suggestion(
            title,
            epilogue.insertAbove(volume, List.of(run(giving(user, parts.above(), volume)))),
            change);
    Account made = made();
    RunCommand maker = made == null ? null : made.command();
    return owning(fix, user, maker == null ? null : maker.instruction(), directories);
  }

  /** The same with the files of the program, where the directory in which it starts is given away. */
  private @Nullable Fix owning(
      @Nullable Fix fix,
      String owner,
      @Nullable Instruction maker,
      ImmutableList<String> directories) {
    String start = obstacles().workdir();
    if (fix == null || !directories.contains(start)) {
      return fix;
    }
    ImmutableList<TextEdit> edits =
        OwnedCopies.edits(model, target, ImagePath.ROOT.resolve(start), maker, owner);
    return new Fix(
        fix.title(),
        fix.safety(),
        ImmutableList.<TextEdit>builder().addAll(fix.edits()).addAll(edits).build());
  }

  private TextEdit replace(User user, String name) {
    Word written = user.name();
    return written == null
        ? TextEdit.insert(model.range(user).end(), " " + name)
        : TextEdit.replace(model.range(user, written.range()), name);
  }

  private String user(String name) {
    return target.from().source().inSameCase(Keyword.USER) + " " + name;
  }

  private static @Nullable Fix fix(String title, @Nullable TextEdit edit) {
    return edit == null ? null : Fix.suggestion(title, edit);
  }

  /** Distroless images have a variant that is the same but for its user. */
  private @Nullable Fix nonrootTag(Way way) {
    ImageUse use = model.baseImage(target);
    boolean plain = image.repository().startsWith("gcr.io/distroless/")
        && image.digest() == null
        && image.tagOrLatest().equals("latest");
    return plain && use != null
        ? fix("Use the tag nonroot" + way.condition(), use.withTag("nonroot"))
        : null;
  }
}
