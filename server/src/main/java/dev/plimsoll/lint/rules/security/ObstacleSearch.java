package dev.plimsoll.lint.rules.security;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.primitives.Ints;
import dev.plimsoll.context.RunSettings;
import dev.plimsoll.context.RunSettings.Mounted;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Add;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.Expose;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.Volume;
import dev.plimsoll.syntax.Instruction.Workdir;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Looks through a target, and what is known of how it is run, for what another user than root may not do. */
final class ObstacleSearch {

  private static final CommandQuery MAKES = CommandQuery.of("mkdir");
  private static final CommandQuery UNPACKS = CommandQuery.of("bsdtar", "tar", "unzip");
  private static final CommandQuery GIVES = CommandQuery.of("chown", "chmod", "chgrp");

  private static final ImmutableSet<String> ONLY_MAKES =
      ImmutableSet.of("chgrp", "chmod", "chown", "ls", "mkdir", "touch", "true");

  /** Variables that name where data is, or what a program keeps; and those of tools that only build. */
  private static final Regex OF_DATA = Regex.of(
      "(?!(?:PIP|POETRY|UV|NPM|YARN|PNPM|PUPPETEER|GO|CARGO|GRADLE|MAVEN|COMPOSER|BUNDLE|GEM|APT|CONAN|CCACHE)_?)(?:[A-Z0-9]+_)*"
          + "(?:META)?(?:BACKUPS?|CACHE|CONFIG|DATA|DATABASE|DB|DOWNLOADS?|LOGS?|MEDIA|OUTPUT|STATE|STORAGE|STORE|UPLOADS?)"
          + "(?:_(?:DIR|DIRECTORY|FILE|FOLDER|HOME|LOCATION|PATH|ROOT|URL))?");

  /** A path in the value of such a variable; behind the colon that of a database in a file. */
  private static final Regex PATH_OF_DATA =
      Regex.of("(?:sqlite(?:\\+\\w+)?:///|file:(?://)?)?(/[\\w./-]+)");

  private static final Trait MATTERS = Trait.of(Expose.class, Volume.class, Env.class)
      .or(Trait.of(Transfer.class))
      .or(MAKES.trait())
      .or(UNPACKS.trait())
      .or(GIVES.trait())
      .or(Trait.of(
          Instruction.Command.class, command -> ListeningPorts.addresses(command.text()) != null))
      .or(Trait.of(Cmd.class, cmd -> !ListeningPorts.ofOption(cmd.text()).isEmpty()))
      .or(Trait.of(
          Entrypoint.class, start -> !ListeningPorts.ofOption(start.text()).isEmpty()));

  private static final ImmutableList<ImagePath> STATE = ImmutableList.of(
      ImagePath.ROOT.resolve("data"),
      ImagePath.ROOT.resolve("logs"),
      ImagePath.ROOT.resolve("run"),
      ImagePath.ROOT.resolve("var/data"),
      ImagePath.ROOT.resolve("var/lib"),
      ImagePath.ROOT.resolve("var/log"),
      ImagePath.ROOT.resolve("var/logs"),
      ImagePath.ROOT.resolve("var/run"),
      ImagePath.ROOT.resolve("var/spool"));

  /** What programs read. */
  private static final ImagePath ETC = ImagePath.ROOT.resolve("etc");

  /** Of a program that keeps its settings by itself. */
  private static final ImagePath CONFIG = ImagePath.ROOT.resolve("config");

  private static final ImagePath HOME = ImagePath.ROOT.resolve("root");

  private static final Regex PATH_TO_HOME = Regex.of("\\bPATH\\b[^\\n]{0,1000}[=:\\s\"]/root/");

  private static final Trait SEARCHES_HOME = Trait.of(
      Env.class,
      env -> env.text().contains("/root/") && PATH_TO_HOME.matcher(env.text()).find());

  private static final Trait STARTS_IN_HOME = Trait.of(
          Cmd.class, cmd -> cmd.text().contains("/root/"))
      .or(Trait.of(Entrypoint.class, entrypoint -> entrypoint.text().contains("/root/")));

  /** What may put a program into the home directory of root: without any of it, PATH names an empty place there. */
  private static final Regex INTO_HOME = Regex.of(
      "--user\\b|\\bpipx\\b|\\btool[ \\t]{1,9}install\\b|\\.local\\b|/root\\b|~|\\bHOME\\b|\\.(?:sh|py)\\b"
          + "|\\|[^|\\n]{0,60}(?:sh|python[\\d.]{0,4})\\b|\\b(?:bun|cargo|dotnet|go|rustup)\\b");

  private static final Trait FILLS_HOME = Trait.of(
          Instruction.Run.class, run -> INTO_HOME.matcher(run.text()).find())
      .or(Trait.of(
          Transfer.class, copy -> copy.text().contains("root") || copy.text().contains("~")));

  /** What may bring that directory to an image that begins with none. */
  private static final Trait BRINGS_HOME = Trait.of(Transfer.class, ObstacleSearch::mayBringHome);

  /** A source that is a home directory, or may have one in it. */
  private static final Regex OF_SYSTEM =
      Regex.of("(?:^|/)(?:\\.{0,2}|[^/]{0,255}(?:root|\\*)[^/]{0,255})/?$");

  /** Of the package manager, which only the build uses. */
  private static final ImagePath LISTS = ImagePath.ROOT.resolve("var/lib/apt");

  /** Those that programs of base images write into, and that their images leave to root. */
  private static final ImmutableMap<String, ImmutableList<String>> OF_IMAGES = ImmutableMap.of(
      "caddy", ImmutableList.of("/data/caddy", "/config/caddy"),
      "registry", ImmutableList.of("/var/lib/registry"),
      "tomcat", ImmutableList.of("/usr/local/tomcat/webapps"));

  /** Those that images let everybody write into. */
  private static final ImmutableMap<String, ImagePath> OPEN_IN_IMAGES =
      ImmutableMap.of("ruby", ImagePath.ROOT.resolve("usr/local/bundle"));

  private final SemanticModel model;
  private final Set<Integer> ports = new LinkedHashSet<>();
  private boolean mayListenOn80;
  private final List<ImagePath> written = new ArrayList<>();
  private final List<ImagePath> mounted = new ArrayList<>();
  /** Where something is mounted in the home directory of root. */
  private final Set<String> home = new LinkedHashSet<>();
  /** Where folders of the host are mounted that may not be written to. */
  private final List<ImagePath> bound = new ArrayList<>();

  /** Where folders of the host are mounted with what the image has there, too. */
  private final List<ImagePath> over = new ArrayList<>();

  private final List<ImagePath> copied = new ArrayList<>();
  private final List<ImagePath> given = new ArrayList<>();
  /** Those of them that are given without what a RUN makes in them. */
  private final Set<ImagePath> givenInPart = new HashSet<>();
  /** Directories that a RUN may have made there. */
  private ImmutableSet<ImagePath> rebuilt = ImmutableSet.of();
  /** Directories that a RUN makes and leaves empty. */
  private final List<ImagePath> empty = new ArrayList<>();
  /** Directories that a RUN makes and whose names say that a program fills them. */
  private final List<ImagePath> byName = new ArrayList<>();
  /** Directories into which archives are unpacked. */
  private final Set<ImagePath> unpacked = new LinkedHashSet<>();
  /** All destinations of COPY and ADD. */
  private final List<ImagePath> destinations = new ArrayList<>();

  /** Directories that variables point to. */
  private final Set<ImagePath> settings = new LinkedHashSet<>();

  private final ScriptWrites writes;
  private final @Nullable ImagePath workdir;
  private final ConfigurationFolders configuration;
  private String unseen = "";
  private String key = "";
  private String closed = "";
  private String inHome = "";
  /** The low ports that variables name, the last one of each name. */
  private final Map<String, ImmutableSet<Integer>> named = new LinkedHashMap<>();

  private boolean exposes;
  /** Whether others can't look into root's home directory. */
  private boolean isHomeClosed;
  /** Whether there is nothing in the image but a program, which doesn't expect to write beside itself. */
  private boolean isBare;

  private ObstacleSearch(SemanticModel model, Stage target, ScriptWrites writes) {
    this.model = model;
    this.writes = writes;
    this.workdir = workdir(model, target);
    this.configuration = ConfigurationFolders.of(model, target);
  }

  /**
   * What stands in the way of another user.
   *
   * @param writes where the script that is started writes
   * @param seen directories that files of the context show to be written into
   * @param rebuilt others, which the build may have made as root below what was copied for another user
   * @param ports the low ports that its code names, each with the variable that takes its place
   * @param installer what to say of what has installed something for root that is needed; empty where nothing has
   */
  static Obstacles of(
      Subject subject,
      Stage target,
      ScriptWrites writes,
      ImmutableSet<ImagePath> seen,
      ImmutableSet<ImagePath> rebuilt,
      ImmutableMap<Integer, String> ports,
      String installer) {
    SemanticModel model = subject.model();
    RunSettings settings = subject.runSettings();
    ObstacleSearch search = new ObstacleSearch(model, target, writes);
    ImageUse base = model.baseImage(target);
    String image = base == null || base.image() == null ? "" : base.image().canonicalName();
    for (String directory : OF_IMAGES.getOrDefault(image, ImmutableList.of())) {
      search.written.add(ImagePath.ROOT.resolve(directory));
    }
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction instruction : model.having(MATTERS, stage)) {
        search.add(instruction);
      }
      for (Instruction instruction : model.having(PrivateKeys.MAY_BRING, stage)) {
        search.key = search.key.isEmpty() ? PrivateKeys.in(model, instruction) : search.key;
      }
    }
    search.closed = ClosedFiles.advice(model, target);
    search.inHome = HomeFiles.advice(model, target);
    BaseFamily family = model.family(target);
    search.isBare = family == BaseFamily.SCRATCH || family == BaseFamily.DISTROLESS;
    search.isHomeClosed = isHomeClosed(model, target);
    search.addEmpty();
    search.written.addAll(seen);
    search.rebuilt = rebuilt;
    search.written.addAll(rebuilt);
    search.addMounts(target, settings);
    search.addScript();
    ImagePath open = OPEN_IN_IMAGES.get(image);
    search.written.removeIf(place -> place.equals(open));
    if (search.unseen.isEmpty()) {
      search.unseen = ComposeWrites.of(
          settings, search.isPrepared(target, settings), search.workdir, search.written);
    }
    search.addEmptyWorkdir(target);
    search.addPorts(base == null ? null : base.image(), subject);
    search.addPorts(ports, settings);
    return search.result(search.isHomeClosed && needsHomeOfRoot(model, target), installer);
  }

  /** The directory that a target starts in; null where it is the base image's. */
  private static @Nullable ImagePath workdir(SemanticModel model, Stage target) {
    return Obstacles.workdir(model, model.stateAtEnd(target).workdir());
  }

  /** Whether others can't look into /root: from nothing, WORKDIR and COPY make it as they do any other directory. */
  private static boolean isHomeClosed(SemanticModel model, Stage target) {
    return model.family(target) != BaseFamily.SCRATCH || Accounts.have(model, BRINGS_HOME, target);
  }

  private static boolean mayBringHome(Transfer transfer) {
    Word to = transfer.destination();
    boolean isAll = to == null || to.value().equals("/");
    return isAll && transfer instanceof Add
        || Iterables.any(
            transfer.sources(),
            source -> (isAll || source.value().contains("root"))
                && OF_SYSTEM.matcher(source.value()).find());
  }

  private static boolean needsHomeOfRoot(SemanticModel model, Stage target) {
    ImagePath workdir = workdir(model, target);
    if (workdir != null && HOME.certainlyContains(workdir)) {
      return true;
    }
    return Accounts.have(model, STARTS_IN_HOME, target)
        || Accounts.have(model, SEARCHES_HOME, target)
            && (Accounts.have(model, FILLS_HOME, target) || !isOfficial(model, target));
  }

  /** Whether what a target begins with is known to have nothing there. */
  private static boolean isOfficial(SemanticModel model, Stage target) {
    ImageUse base = model.baseImage(target);
    return base != null && base.image() != null && base.image().isOfficial();
  }

  /** Adds where something is mounted to the places of its kind, or to those in the home directory of root. */
  void mount(Mounted mount, List<ImagePath> places) {
    ImagePath place = ImagePath.ROOT.resolve(mount.path());
    if (HOME.certainlyContains(place) && !HOME.equals(place)) {
      home.add(mount.path());
    } else {
      places.add(place);
    }
  }

  private void addMounts(Stage target, RunSettings settings) {
    for (Mounted mount : ofTarget(target, settings.mounts())) {
      mount(mount, mounted);
    }
    for (Mounted mount : ofTarget(target, settings.bound())) {
      mount(mount, bound);
    }
    for (Mounted mount : ofTarget(target, settings.sources())) {
      over.add(ImagePath.ROOT.resolve(mount.path()));
    }
    for (Mounted volume : ofTarget(target, settings.volumes())) {
      mount(volume, written);
    }
  }

  private ImmutableList<Mounted> ofTarget(Stage target, ImmutableSet<Mounted> mounts) {
    boolean isLast = target.index() + 1 == model.stages().size();
    boolean isOnly = model.deployedTargets().size() == 1;
    ImmutableList.Builder<Mounted> those = ImmutableList.builder();
    for (Mounted mount : mounts) {
      if (mount.isIn(target.name(), isLast, isOnly)) {
        those.add(mount);
      }
    }
    return those.build();
  }

  /** Whether Compose runs another command in what a target makes, as far as is known, and that writes files. */
  private boolean isPrepared(Stage target, RunSettings settings) {
    return settings.writes().stream().anyMatch(one -> one.target() == null)
        || !ofTarget(target, settings.writes()).isEmpty();
  }

  /** Adds those folders of the host that lie in a directory that is given to the new user, or hide one. */
  private void addBound(Set<String> directories, String workdir) {
    for (ImagePath place : Iterables.concat(over, bound)) {
      for (String directory : Iterables.concat(directories, ImmutableSet.of(workdir))) {
        if (!directory.isEmpty() && place.certainlyContains(ImagePath.ROOT.resolve(directory))) {
          mounted.add(place);
        }
      }
    }
    for (ImagePath place : bound) {
      for (String directory : Iterables.concat(directories, ImmutableSet.of(workdir))) {
        if (!directory.isEmpty() && isBelow(ImagePath.ROOT.resolve(directory), place)) {
          mounted.add(place);
        }
      }
    }
  }

  /** Adds where the script writes that is started; asked last. */
  void addScript() {
    boolean complete = writes.complete();
    for (ImagePath directory : writes.directories()) {
      if (!isGiven(directory)) {
        written.add(directory);
        complete &= !mayBeFilled(directory);
      }
    }
    unseen = complete ? "" : "what " + writes.script() + " writes";
  }

  private boolean isGiven(ImagePath directory) {
    boolean mayBeNew = rebuilt.contains(directory);
    for (ImagePath place : given) {
      boolean isAll = place.equals(directory) || !(mayBeNew && givenInPart.contains(place));
      if (isAll && place.mayContain(directory)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBeFilled(ImagePath directory) {
    for (ImagePath place : destinations) {
      if (directory.mayContain(place)) {
        return true;
      }
    }
    return false;
  }

  /** Adds where it starts if nothing is put there: a program that is elsewhere starts there to keep its data. */
  void addEmptyWorkdir(Stage target) {
    Workdir last = model.stateAtEnd(target).workdir();
    if (workdir != null
        && last != null
        && written.isEmpty()
        && !destinations.isEmpty()
        && !workdirOfRoot().isEmpty()
        && MountedDirectory.isEmpty(model, target, last, workdir)) {
      written.add(workdir);
    }
  }

  void add(Instruction instruction) {
    if (instruction instanceof Expose) {
      for (Word word : instruction.words()) {
        port(instruction, word);
      }
    } else if (instruction instanceof Volume) {
      for (Word word : instruction.words()) {
        ImagePath place = model.place(instruction, word.value(), Basis.DEFAULTS);
        String path = place.text();
        if (path == null ? !ETC.mayContain(place) : !configuration.include(path)) {
          written.add(place);
        }
      }
    } else if (instruction instanceof Transfer transfer && transfer.destination() != null) {
      ImagePath place = model.place(transfer, transfer.destination().value(), Basis.DEFAULTS);
      destinations.add(place);
      if (transfer.flag("chown") != null || transfer.flag("chmod") != null) {
        given.add(place);
        if (transfer.flag("from") == null) {
          givenInPart.add(place);
        }
      } else if (isInState(place) && !isProgram(place, transfer.destination().value())) {
        written.add(place);
        copied.add(place);
      }
    } else if (instruction instanceof Env env) {
      env.pairs().forEach(pair -> setting(env, pair));
    } else if (instruction instanceof Instruction.Run) {
      run(instruction);
    } else if (instruction instanceof Instruction.Command command) {
      String addresses = ListeningPorts.addresses(command.text());
      if (addresses != null) {
        named.put(ListeningPorts.URLS, ListeningPorts.of(ListeningPorts.URLS, addresses));
      }
      if (command instanceof Cmd || command instanceof Entrypoint) {
        ports.addAll(ListeningPorts.ofOption(command.text()));
      }
    }
  }

  private void setting(Env env, Pair pair) {
    String name = pair.key().value();
    if (pair.value() != null && ListeningPorts.areNamedBy(name)) {
      String text = model.expand(env, pair.value().value()).textByDefault();
      named.put(name, ListeningPorts.of(name, text == null ? "" : text));
    }
    String value = pair.value() == null || !OF_DATA.matcher(pair.key().value()).matches()
        ? null
        : model.expand(env, pair.value().value()).textByDefault();
    Matcher path = PATH_OF_DATA.matcher(value == null ? "" : value);
    if (path.matches()) {
      ImagePath place = model.place(env, path.group(1), Basis.DEFAULTS);
      String last = place.name();
      settings.add(
          last != null && last.indexOf('.') > 0 ? place.resolve("..") : place); // of a file
    }
  }

  /** Whether it is where the program is started: what is copied there is the program, wherever that is. */
  private boolean isProgram(ImagePath place, String written) {
    return workdir != null
        && workdir.certainlyContains(place)
        && !(STATE.contains(workdir) && written.startsWith("/"));
  }

  private void run(Instruction instruction) {
    RunScript script = model.partialScript(instruction);
    if (script == null) {
      return;
    }
    ScriptPlaces places = ScriptPlaces.of(model, script, Basis.DEFAULTS);
    for (RunCommand made : MAKES.in(script)) {
      for (ImagePath place : places.places(made.invocation(), made.operands())) {
        if (isInState(place)) {
          written.add(place);
        } else if (isNamedAsState(place)) {
          byName.add(place);
        } else if (place.equals(CONFIG) && !configuration.include(String.valueOf(place.text()))
            || onlyMakes(script) && workdir != null && isBelow(workdir, place)) {
          empty.add(place);
        }
      }
    }
    unpack(script, places);
    for (RunCommand command : GIVES.in(script)) {
      List<ShellWord> operands = command.operands();
      if (operands.size() > 1) {
        List<ImagePath> all =
            places.places(command.invocation(), operands.subList(1, operands.size()));
        given.addAll(all);
        if (command.has("--recursive")) {
          all.forEach(givenInPart::remove);
        } else {
          givenInPart.addAll(all);
        }
      }
    }
  }

  private void unpack(RunScript script, ScriptPlaces places) {
    for (RunCommand command : UNPACKS.in(script)) {
      GivenOption into = command.option(command.program().equals("unzip") ? "-d" : "-C");
      ShellWord directory = into == null ? null : into.value();
      if (directory != null) {
        unpacked.addAll(places.places(command.invocation(), directory));
      }
    }
  }

  private static boolean onlyMakes(RunScript script) {
    return script.script().invocations().stream()
        .allMatch(one -> ONLY_MAKES.contains(String.valueOf(one.name())));
  }

  private static boolean isBelow(ImagePath directory, ImagePath place) {
    return directory.certainlyContains(place) && !directory.equals(place);
  }

  /**
   * Adds directories that are made for a program to fill, but for those into which a RUN has unpacked it, and those that are
   * made where the program is, and into which nothing is copied: it fills them itself.
   */
  void addEmpty() {
    byName.removeIf(unpacked::contains);
    written.addAll(byName);
    for (ImagePath directory : empty) {
      if (destinations.stream()
          .noneMatch(one -> directory.mayContain(one) || isBelow(directory, one))) {
        written.add(directory);
      }
    }
  }

  private void port(Instruction expose, Word word) {
    String text = model.expand(expose, word.value()).textByDefault();
    List<String> ends = Splitter.on('-')
        .splitToList(text == null ? "" : Splitter.on('/').splitToList(text).get(0));
    Integer port = Ints.tryParse(ends.get(0));
    exposes = true;
    if (port != null && port > 0 && port < Obstacles.FIRST_FREE_PORT) {
      ports.add(port);
    }
  }

  /** Adds those that variables name, or that the image does where nothing else is seen to. */
  void addPorts(@Nullable ImageReference image, Subject subject) {
    if (image != null
        && named.isEmpty()
        && !subject.runSettings().composed()
        && ListeningPorts.isWebServer(image)
        && new DotnetProjects(subject).serve()) {
      mayListenOn80 = exposes;
      if (!exposes) {
        ports.add(ListeningPorts.OF_HTTP);
      }
    }
    if (Iterables.any(named.keySet(), ListeningPorts::areAddresses)) {
      ports.clear(); // whatever EXPOSE says
    }
    named.values().forEach(ports::addAll);
  }

  /** Adds those that its code or how it is run tells, the former unless a variable is seen to say otherwise. */
  private void addPorts(ImmutableMap<Integer, String> ofCode, RunSettings settings) {
    for (Integer port : settings.ports()) {
      if (port > 0 && port < Obstacles.FIRST_FREE_PORT) {
        ports.add(port);
      }
    }
    ofCode.forEach((port, variable) -> {
      if (variable.isEmpty() || settings.ports().isEmpty() && !named.containsKey(variable)) {
        ports.add(port);
      }
    });
  }

  private static boolean isNamedAsState(ImagePath place) {
    String name = place.name();
    return !LISTS.mayContain(place) && name != null && StateFolders.MADE_BY_RUN.contains(name);
  }

  private static boolean isInState(ImagePath place) {
    if (LISTS.mayContain(place)) {
      return false;
    }
    for (ImagePath directory : STATE) {
      if (directory.certainlyContains(place)) {
        return true;
      }
    }
    return false;
  }

  Obstacles result(boolean needsHomeOfRoot, String installer) {
    Set<String> directories = new LinkedHashSet<>();
    for (ImagePath place : written) {
      String text = place.text();
      if (text != null
          && !isGiven(place)
          && !HOME.certainlyContains(place)
          && !isMounted(place)
          && !ScriptWrites.isShared(text)) {
        directories.add(text);
      }
    }
    Set<String> filled = new LinkedHashSet<>(directories);
    filled.removeIf(directory -> !isFilled(directory));
    String workdirOfRoot = workdirOfRoot();
    addBound(directories, workdirOfRoot);
    boolean needsAll =
        needsHomeOfRoot || isHomeClosed && written.stream().anyMatch(HOME::certainlyContains);
    return new Obstacles(
        ImmutableSet.copyOf(ports),
        mayListenOn80,
        ImmutableList.copyOf(directories),
        ImmutableSet.copyOf(filled),
        !writes.directories().isEmpty(),
        unseen,
        settings(),
        workdirOfRoot,
        mounted.stream()
            .map(place -> String.valueOf(place.text()))
            .distinct()
            .collect(ImmutableList.toImmutableList()),
        ImmutableList.copyOf(home),
        key,
        closed,
        needsAll || Iterables.any(home, inHome::contains) ? "" : inHome, // once is enough
        needsAll,
        installer);
  }

  /** The directories of variables that are root's, and that a program may expect to write into. */
  private ImmutableSet<ImagePath> settings() {
    ImmutableSet.Builder<ImagePath> found = ImmutableSet.builder();
    for (ImagePath place : settings) {
      if (!isGiven(place) && !isReadOnly(place)) {
        found.add(place);
      }
    }
    return found.build();
  }

  /** Whether nobody expects to write there, or everybody may. */
  private static boolean isReadOnly(ImagePath place) {
    String text = String.valueOf(place.text());
    return Obstacles.isOfSystem(place)
        || ETC.mayContain(place)
        || text.startsWith("/usr/")
        || ScriptWrites.isForAll(text);
  }

  private String workdirOfRoot() {
    String text = workdir == null ? null : workdir.text();
    return workdir == null
            || text == null
            || isBare
            || Obstacles.isOfSystem(workdir)
            || HOME.certainlyContains(workdir)
            || isGiven(workdir)
        ? ""
        : text;
  }

  private boolean isMounted(ImagePath place) {
    return mounted.stream().anyMatch(one -> one.certainlyContains(place));
  }

  private boolean isFilled(String directory) {
    ImagePath path = ImagePath.ROOT.resolve(directory);
    return copied.stream().anyMatch(path::mayContain);
  }
}
