package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.DevelopmentServer;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.Objects;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * How a container of a target starts, as far as the stages that it is made of tell.
 *
 * @param entrypoint the ENTRYPOINT in force, or null where it is the base image's, or none
 * @param cmd the CMD in force, or null
 * @param takesAway whether what the base image starts is taken away, by {@code ENTRYPOINT []}
 * @param choosesUser whether the file leaves the user to a program that changes it, or to the build of another image
 * @param code the script that is started, where it is known; else null
 * @param isPrivileged whether the file names what only root can work with
 * @param hasState whether data is kept that the program owns
 * @param exposes whether the file names a port
 * @param listens whether it says by that, or by a check of health, that something waits for requests
 * @param worksOnMount whether it may be a tool and starts in a directory that is only there to have another one mounted
 * @param isOfOthers whether it may be a tool without data and isn't what the file is written for, but is installed
 */
record StartUp(
    @Nullable Entrypoint entrypoint,
    @Nullable Cmd cmd,
    boolean takesAway,
    boolean choosesUser,
    @Nullable StartScript code,
    boolean isPrivileged,
    boolean hasState,
    boolean exposes,
    boolean listens,
    boolean worksOnMount,
    boolean isOfOthers) {

  /** What official images call the script that they start. */
  private static final ImmutableSet<String> ENTRYPOINTS =
      ImmutableSet.of("docker-entrypoint.sh", "docker-entrypoint", "entrypoint.sh");

  private static final ImmutableSet<String> READ_SCRIPTS = ImmutableSet.of(".", "source");

  private static final Trait COPIES = Trait.of(Transfer.class);

  private static final Trait BRINGS = Trait.of(Run.class).or(Trait.of(Transfer.class));

  static StartUp of(Subject subject, Stage target) {
    SemanticModel model = subject.model();
    StartUp written = StartInstructions.in(subject, target);
    String program = written.program();
    if (written.choosesUser || written.isEmpty()) {
      return written;
    }
    StartScript script = program == null
        ? StartScript.among(subject, target, written.last())
        : written.scripts(subject, target, program);
    boolean chooses = script != null
        && (script.changesUser() || script.callsChangeOfUser(subject, target, written.first()));
    return program == null
        ? written.running(script, chooses, false, false)
        : written.running(
            script,
            chooses,
            (written.mayBeTool() || !written.listens && (written.isOneWord() || written.lacksCmd()))
                && MountedDirectory.isWorkingDirectory(model, target),
            written.mayBeTool() && !written.hasState && isOfOthers(model, target, program));
  }

  /** Whether whoever runs it gives arguments to a program. */
  private boolean lacksCmd() {
    return entrypoint != null && cmd == null;
  }

  /** The script of a program, together with the one that the CMD gives it to run, and with the one that it ends as. */
  private @Nullable StartScript scripts(Subject subject, Stage target, String program) {
    StartScript script = StartScript.of(subject, target, first(), program);
    if (script == null) {
      return null;
    }
    StartScript given = entrypoint == null || cmd == null || !script.runsItsArguments()
        ? null
        : scriptOf(subject, target, cmd);
    script = given == null ? script : script.followedBy(given);
    String last = script.runsInTheEnd();
    StartScript next = last == null || last.equals(script.name())
        ? null
        : StartScript.of(subject, target, cmd != null ? cmd : first(), last);
    return next == null ? script : script.followedBy(next);
  }

  private static @Nullable StartScript scriptOf(Subject subject, Stage target, Cmd cmd) {
    String program = Iterables.getFirst(StartCommand.started(CommandWords.of(cmd)), "");
    return program.indexOf('/') >= 0 || program.endsWith(".sh")
        ? StartScript.of(subject, target, cmd, program)
        : StartScript.among(subject, target, cmd);
  }

  private StartUp running(
      @Nullable StartScript script, boolean chooses, boolean worksOnMount, boolean isOfOthers) {
    return new StartUp(
        entrypoint,
        cmd,
        takesAway,
        chooses,
        script,
        isPrivileged,
        hasState,
        exposes,
        listens,
        worksOnMount,
        isOfOthers);
  }

  /** Whether a RUN installs a package of the same name as the program, or nothing but RUNs can have brought it. */
  private static boolean isOfOthers(SemanticModel model, Stage target, String program) {
    String name = StartCommand.withoutDirectory(program);
    boolean runs = false;
    boolean copies = false;
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction instruction : model.having(BRINGS, stage)) {
        if (instruction instanceof Run
            && Privileges.installs(instruction, word -> isPackage(word, name))) {
          return true;
        }
        runs |= instruction instanceof Run;
        copies |= instruction instanceof Transfer;
      }
    }
    return runs && !copies;
  }

  /** Whether a word names a package, perhaps with a version behind it. */
  static boolean isPackage(String word, String name) {
    return word.startsWith(name)
        && (word.length() == name.length() || "=@<>~".indexOf(word.charAt(name.length())) >= 0);
  }

  /** The instruction that says what runs in the end; only for what starts something. */
  private Command last() {
    return Objects.requireNonNull(cmd != null ? cmd : entrypoint);
  }

  /** The instruction that names the program; only for what starts one. */
  Command first() {
    return Objects.requireNonNull(entrypoint != null ? entrypoint : cmd);
  }

  boolean replacesEntrypoint() {
    return entrypoint != null || takesAway;
  }

  /**
   * Whether the entrypoint of the base image is started all the same: by the command, or by the script that it starts, which
   * may also read it with {@code source}.
   */
  boolean startsEntrypointOfBase(Subject subject, Stage target) {
    ImmutableList.Builder<ImmutableList<String>> all = ImmutableList.builder();
    all.add(command());
    for (Command command : commands()) {
      all.addAll(Iterables.transform(StartCommand.invocations(command), CommandWords::of));
    }
    if (code != null) {
      all.addAll(Iterables.transform(code.invocations(), CommandWords::of));
    }
    return Iterables.any(all.build(), words -> startsEntrypoint(subject.model(), target, words));
  }

  /** Whether a command starts what official images call their entrypoint, and no COPY puts another one there. */
  private static boolean startsEntrypoint(
      SemanticModel model, Stage target, ImmutableList<String> words) {
    boolean reads = words.size() > 1 && READ_SCRIPTS.contains(words.get(0));
    String program = Iterables.getFirst(
        StartCommand.started(reads ? words.subList(1, words.size()) : words), "");
    String name = StartCommand.withoutDirectory(program);
    return ENTRYPOINTS.contains(name)
        && Iterables.all(
            Accounts.chain(target),
            stage ->
                Iterables.all(model.having(COPIES, stage), one -> !mayBring((Transfer) one, name)));
  }

  private static boolean mayBring(Transfer transfer, String name) {
    String destination =
        transfer.destination() == null ? "" : transfer.destination().value();
    String last = StartCommand.withoutDirectory(destination);
    return last.equals(name) || last.indexOf('.') <= 0 && transfer.text().contains(name);
  }

  /** Whether the file says that something waits for requests, or keeps data. */
  boolean isService() {
    return listens || hasState;
  }

  /** Whether something waits for requests, or keeps data, as the file and the words of the command tell. */
  boolean seemsToServe() {
    ImmutableList<String> command = command();
    return isService()
        || !command.isEmpty()
            && (seemsToGoOn()
                || Iterables.any(command.subList(1, command.size()), StartCommand::serves));
  }

  /** Words in the names of programs that wait for work, though no port says so. */
  private static final Regex WORKS = Regex.of(
      "(?i).*(?:bot|broker|collector|consumer|controller|crawler|exporter|manager|monitor|operator|queue|relay|scheduler"
          + "|server|sync|updater|watcher)(?:[-_.].*)?|(?:.*/)?[a-z]+d");

  /** Whether it may be a tool, and neither is a script of a shell nor has a name that says that it waits for work. */
  boolean isLikelyTool() {
    boolean isProgram = script() == null || code != null && code.mayBeTool();
    return mayBeTool() && isProgram && !seemsToGoOn();
  }

  private boolean seemsToGoOn() {
    String program = String.valueOf(program());
    return Tools.goesOn(program) || WORKS.matcher(program).matches();
  }

  /** Programs that compile at start, into directories beside the sources, and what tells them to. */
  private static final Regex COMPILES = Regex.of(
      "(?:.*/)?(?:cabal|cargo|dotnet|flutter|gradlew?|lein|mix|mvnw?|sbt|stack|swift) (?!exec |.*\\.dll\\b).*");

  /** Whether it compiles what it runs. */
  boolean compiles() {
    return COMPILES.matcher(String.join(" ", command())).matches()
        || code != null && builds(code.text())
        || Iterables.any(commands(), command -> builds(command.text()));
  }

  /** What Django fills in folders of the program, wherever the settings have them. */
  private static final Regex COLLECTS = Regex.of(
      "\\b(?:collectstatic|compilemessages)\\b|(?<![\\w/])[\\w-]{1,60}/manage\\.py[\"', ]{1,4}migrate\\b");

  /** Whether it fills folders of the program when it starts, which may be there already. */
  boolean fillsFolders() {
    return Iterables.any(commands(), command -> COLLECTS.matcher(command.text()).find());
  }

  private static boolean builds(String text) {
    return BUILDS.matcher(text).find() || MAKES.matcher(text).find();
  }

  /** What builds or installs beside the sources. */
  private static final Regex BUILDS = Regex.of(
      "(?m)^(?![ \\t]*#).*\\b(?:(?:npm|yarn|pnpm|bun)[ \\t]+(?:run[ \\t]+)?(?:build|ci|install|i)\\b|(?:next|vite|ng|nuxt) build\\b"
          + "|uv[\", ]{1,4}run\\b(?!.{0,300}--no-sync)|(?:bundle|composer) install\\b|npx prisma generate\\b|steamcmd)");

  /** The command {@code make}, which may do so: whatever its target does isn't read. */
  private static final Regex MAKES = Regex.of(
      "(?m)(?:^|[;&|\\[]|^(?:CMD|ENTRYPOINT)\\s|-c[\"',]{0,3})[ \\t\"']{0,9}make(?=[\"',;&|)\\s]|$)");

  /** Whether the init of the base image is started. Most are its ENTRYPOINT, phusion's is its CMD. */
  boolean keepsInit() {
    ImmutableList<String> started =
        cmd == null ? ImmutableList.of() : StartCommand.started(CommandWords.of(cmd));
    return entrypoint == null
        && (started.isEmpty() || Managers.include(StartCommand.withoutDirectory(started.get(0))));
  }

  /**
   * Whether what it starts is up to whoever starts it: a script that runs its arguments, and no CMD that gives it any. Where a
   * port is named, the script may start a program all the same, unless it is seen not to. The same of an init like tini.
   */
  boolean startsWhatItIsGiven() {
    if (cmd != null || entrypoint == null) {
      return false;
    }
    if (code == null) {
      ImmutableList<String> words = CommandWords.of(entrypoint);
      return entrypoint.execForm()
          && !words.isEmpty()
          && StartCommand.started(words).isEmpty();
    }
    return listens ? code.onlyRunsItsArguments() : code.runsItsArguments();
  }

  /** Whether the file names no program to start. */
  boolean isEmpty() {
    return entrypoint == null && cmd == null;
  }

  /** Whether a shell or another prompt is started that waits for somebody to type, or nothing so that one can be. */
  boolean isInteractive() {
    Command last = cmd != null ? cmd : entrypoint;
    return last != null
        && (StartCommand.isPrompt(CommandWords.of(last))
            || StartCommand.endsInShell(StartCommand.invocations(last)));
  }

  /** The name of a script that only they start. */
  private static final Regex FOR_DEVELOPERS =
      Regex.of("(?i)(?:.*[/._-])?dev(?:el|elop|elopment)?(?:[._-][\\w.-]{0,60})?\\.(?:sh|bash)");

  /** Whether it starts a server that is there for who writes the program. */
  boolean startsDevelopmentServer(Subject subject, Stage target) {
    return FOR_DEVELOPERS.matcher(String.valueOf(script())).matches()
        || DevelopmentServer.isStartedBy(command(), subject, target)
        || Iterables.any(
            commands(),
            command -> DevelopmentServer.isStartedBy(
                StartedScripts.lastCommand(subject, target, command), subject, target));
  }

  /** Whether it starts that of Django, which watches the sources. */
  boolean startsDjangosServer(Subject subject, Stage target) {
    return DevelopmentServer.isDjangos(command())
        || Iterables.any(
            commands(),
            command ->
                DevelopmentServer.isDjangos(StartedScripts.lastCommand(subject, target, command)));
  }

  /**
   * Whether what is started does one thing and ends: a tool, in a directory that whoever calls it mounts, or a test, a build
   * or another task.
   */
  boolean ends() {
    ImmutableList<String> command = command();
    if (command.isEmpty()) {
      return !isEmpty() && doesTasks();
    }
    return Tools.doTask(command)
        || Tools.isCommandLine(command)
        || !listens
            && (Tools.include(command)
                || Tools.asksForHelp(command)
                || Tools.areCalledLikeTask(command)
                || cmd == null && code == null && Tools.awaitTask(command)
                || worksOnMount
                || isOfOthers
                || givesTask()
                || code != null && cmdIsPlain() && code.ends());
  }

  /** Whether the script of the ENTRYPOINT runs what the CMD names, and that is a tool or a task. */
  private boolean givesTask() {
    if (entrypoint == null || cmd == null || code == null || !code.runsItsArguments()) {
      return false;
    }
    ImmutableList<String> given = StartCommand.started(CommandWords.of(cmd));
    return !given.isEmpty()
        && (Tools.include(given) || Tools.doTask(given) || Tools.areCalledLikeTask(given));
  }

  /** Whether a shell runs builds or tests one after the other, and nothing that goes on. */
  private boolean doesTasks() {
    ImmutableList.Builder<ImmutableList<String>> all = ImmutableList.builder();
    for (Invocation invocation : StartCommand.invocations(last())) {
      all.add(StartCommand.started(CommandWords.of(invocation)));
    }
    return Tools.areTasks(all.build());
  }

  /**
   * Whether it may be a tool: an ENTRYPOINT that isn't known to serve anybody, with a CMD that gives it options at most.
   */
  boolean mayBeTool() {
    return !listens
        && entrypoint != null
        && entrypoint.execForm()
        && program() != null
        && !Iterables.any(CommandWords.of(entrypoint), StartCommand::serves)
        && cmdIsPlain();
  }

  /** Whether a CMD names a program and nothing else, as it does where whoever runs the image gives it arguments. */
  private boolean isOneWord() {
    return entrypoint == null && cmd != null && cmd.execForm() && cmd.words().size() == 1;
  }

  /** Whether there is no CMD, or one that only gives options to a program that others name. */
  private boolean cmdIsPlain() {
    return cmd == null
        || entrypoint == null
        || Iterables.all(
            CommandWords.of(cmd),
            word -> (word.startsWith("-") || word.equals("help")) && !StartCommand.serves(word));
  }

  /** The program among those that are started that begins as root on purpose; null where there is none. */
  @Nullable String manager() {
    for (Command command : commands()) {
      for (Invocation invocation : StartCommand.invocations(command)) {
        if (Managers.include(invocation.name()) || startsService(invocation.nameWord())) {
          return invocation.name();
        }
      }
    }
    String path = String.valueOf(program());
    String program = StartCommand.withoutDirectory(path);
    return Managers.include(program) || path.startsWith(StartScript.OF_SERVICES)
        ? program
        : managerOfScript();
  }

  private static boolean startsService(ShellWord program) {
    return program.literalPrefix().startsWith(StartScript.OF_SERVICES);
  }

  /** The one that the script starts, or that it is given to start. */
  private @Nullable String managerOfScript() {
    if (script() == null) {
      return null;
    }
    ImmutableList<String> given = entrypoint == null || cmd == null
        ? ImmutableList.of()
        : StartCommand.started(CommandWords.of(cmd));
    String name = given.isEmpty() ? "" : StartCommand.withoutDirectory(given.get(0));
    return Managers.include(name) ? name : code == null ? null : code.manager();
  }

  /** The script of the image that is started, as it is written; null where something else is. */
  @Nullable String script() {
    if (code != null) {
      return code.name();
    }
    String program = program();
    if (program == null) {
      return scriptOfShell();
    }
    Matcher script = SCRIPT_IN_CODE.matcher(program);
    if (script.matches()) {
      return script.group(1);
    }
    String name = StartCommand.withoutDirectory(program);
    return name.endsWith(".sh") || name.endsWith(".bash") || name.contains("entrypoint")
        ? program
        : null;
  }

  /** A script that the code for a shell names, where that is an argument as a whole. */
  private static final Regex SCRIPT_IN_CODE = Regex.of(
      "(?s)[^/]{0,99}\\s(?:.{0,999}?\\s)?[\"']?([\\w./-]{1,200}\\.(?:sh|bash))(?:[\\s\"';].{0,4000})?");

  /** The first script that a shell runs beside other programs. */
  private @Nullable String scriptOfShell() {
    for (Command command : commands()) {
      for (Invocation invocation : StartCommand.invocations(command)) {
        String program = Iterables.getFirst(StartCommand.started(CommandWords.of(invocation)), "");
        if (program.endsWith(".sh")) {
          return program;
        }
      }
    }
    return null;
  }

  /** The script that is started, as it is written, where it isn't known what it says; else null. */
  @Nullable String unreadScript() {
    return code == null ? script() : null;
  }

  /** Whether the script that is started does what only root may. */
  boolean needsRoot() {
    return code != null && code.needOfRoot() != null;
  }

  /** Whether what is started may be a program that asks for the name of its user; so may one that a script starts. */
  boolean mayAskForName() {
    return script() != null && code == null
        || code != null && NamedUsers.areIn(code.text())
        || Iterables.any(commands(), command -> NamedUsers.areIn(command.text()));
  }

  /** Whether one of some programs may be started, as far as the commands and the script tell. */
  boolean mayStart(Regex programs) {
    return unreadScript() != null
        || code != null && programs.matcher(code.text()).find()
        || Iterables.any(commands(), command -> programs.matcher(command.text()).find());
  }

  /** The instruction that starts one of some programs, by a script perhaps; null where none is seen to. */
  @Nullable Command starting(Regex programs) {
    for (Command command : commands()) {
      if (programs.matcher(command.text()).find()) {
        return command;
      }
    }
    return code != null && programs.matcher(code.text()).find() ? last() : null;
  }

  /** What to say of it. */
  String messageOfNeed() {
    return script() + " " + Objects.requireNonNull(code).needOfRoot()
        + ", which needs root, and what it starts then runs as root too."
        + " Let the script change the user, with setpriv or gosu for example.";
  }

  /** The ENTRYPOINT and the CMD, as far as they are the file's. */
  ImmutableList<Command> commands() {
    ImmutableList.Builder<Command> commands = ImmutableList.builder();
    if (entrypoint != null) {
      commands.add(entrypoint);
    }
    if (cmd != null) {
      commands.add(cmd);
    }
    return commands.build();
  }

  /** The program or the script that is started by others that do nothing else; null where that isn't known. */
  private @Nullable String program() {
    ImmutableList<String> command = command();
    return command.isEmpty() ? null : command.get(0);
  }

  /** The same with its arguments; empty where it isn't known. */
  ImmutableList<String> command() {
    ImmutableList.Builder<String> all = ImmutableList.builder();
    for (Command command : commands()) {
      all.addAll(CommandWords.of(command));
    }
    return StartCommand.started(all.build());
  }
}
