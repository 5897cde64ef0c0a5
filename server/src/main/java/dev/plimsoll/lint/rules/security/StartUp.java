package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ScriptFile;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Expose;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.Volume;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a container of a target starts, as far as the stages that it is made of tell.
 *
 * @param entrypoint the ENTRYPOINT in force, or null where it is the base image's
 * @param cmd the CMD in force, or null
 * @param choosesUser whether the file leaves the user to a program that changes it, or to the build of another image
 * @param code what the script says that is started, where it comes from the build context; else null
 * @param controlsDocker whether the file speaks of Docker's socket, or installs its command-line tool
 * @param hasState whether data is kept that the program owns
 * @param isService whether the file says that something waits for requests, or keeps data
 */
record StartUp(
    @Nullable Entrypoint entrypoint,
    @Nullable Cmd cmd,
    boolean choosesUser,
    @Nullable String code,
    boolean controlsDocker,
    boolean hasState,
    boolean isService) {

  private static final ImmutableSet<String> SHELLS =
      ImmutableSet.of("ash", "bash", "dash", "fish", "ksh", "sh", "zsh");

  /** Programs that start another one as another user; their names mean nothing else. */
  private static final ImmutableList<String> USER_CHANGERS =
      ImmutableList.of("gosu", "su-exec", "setpriv", "s6-setuidgid", "runuser", "chpst", "fixuid");

  /** Programs that only start another one, which their arguments name. */
  private static final ImmutableSet<String> STARTERS = ImmutableSet.of(
      "catatonit",
      "docker-init",
      "dumb-init",
      "env",
      "exec",
      "nice",
      "nohup",
      "tini",
      "tini-static");

  /** Programs that begin as root to do what only root may, and change the user of what they start by themselves. */
  private static final ImmutableSet<String> MANAGERS = ImmutableSet.of(
      "apache2",
      "apache2-foreground",
      "apache2ctl",
      "apachectl",
      "circusd",
      "cron",
      "crond",
      "dnsmasq",
      "dockerd",
      "dovecot",
      "exim",
      "exim4",
      "freeradius",
      "haproxy",
      "httpd",
      "httpd-foreground",
      "inetd",
      "init",
      "keepalived",
      "monit",
      "my_init",
      "named",
      "nginx",
      "nmbd",
      "ntpd",
      "openresty",
      "openvpn",
      "php-fpm",
      "postfix",
      "proftpd",
      "rsyslogd",
      "runit",
      "runsvdir",
      "s6-svscan",
      "service",
      "slapd",
      "smbd",
      "squid",
      "sshd",
      "supervisord",
      "systemctl",
      "systemd",
      "unbound",
      "vsftpd",
      "xinetd");

  /** Docker's socket, or its command-line tool as a package or a file. */
  private static final Pattern DOCKER = Pattern.compile(
      "docker\\.sock\\b|\\bdocker-(?:ce-)?cli\\b|\\bdocker-ce\\b|\\binstall\\b[^;&|]*\\sdocker(?:\\.io)?(?=\\s|$)"
          + "|\\badd\\b[^;&|]*\\sdocker(?=\\s|$)|\\bbin/docker(?![\\w.-])");

  /** Words that stand in the command of what waits for requests, or is a program of its own language's. */
  private static final Pattern SERVES = Pattern.compile(
      "(?i).*(?:serve|daemon|listen|http|web|api|worker|port|host|bind|proxy|agent|gateway|service).*"
          + "|(?:.*/)?(?:app|main|run|start|node|nodejs|npm|npx|yarn|pnpm|bun|deno|python|pypy|java|ruby|bundle|rails|puma"
          + "|php|perl|dotnet|mono|erl|elixir|mix|Rscript|uv|uvx|poetry|pipenv|uvicorn|gunicorn|hypercorn|celery"
          + "|sidekiq|flask|streamlit|go|cargo)[\\d.]*|.*\\.(?:jar|js|mjs|cjs|ts|py|rb|php|pl|dll|exe)");

  private static final Trait MATTERS = Trait.of(
          Entrypoint.class, Cmd.class, Volume.class, Onbuild.class, Expose.class, Healthcheck.class)
      .or(Trait.of(Transfer.class, Gathered::isOfState))
      .or(Trait.of(Run.class, Gathered::changesUser))
      .or(Trait.of(Transfer.class, Gathered::changesUser))
      .or(Trait.of(Instruction.class, Gathered::isOfDocker));

  static StartUp of(Subject subject, Stage target) {
    SemanticModel model = subject.model();
    Gathered gathered = new Gathered();
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction instruction : model.having(MATTERS, stage)) {
        gathered.add(instruction);
      }
    }
    StartUp written = gathered.result();
    String program = written.program();
    return program == null || written.choosesUser
        ? written
        : written.running(StartScript.text(subject, target, written.first(), program));
  }

  private StartUp running(@Nullable String script) {
    boolean chooses = script != null && StartScript.changesUser(script);
    return new StartUp(entrypoint, cmd, chooses, script, controlsDocker, hasState, isService);
  }

  /** The instruction that names the program; only for what starts one. */
  private Command first() {
    return Objects.requireNonNull(entrypoint != null ? entrypoint : cmd);
  }

  boolean replacesEntrypoint() {
    return entrypoint != null;
  }

  /** Whether the init of the base image is started. Most are its ENTRYPOINT, phusion's is its CMD. */
  boolean keepsInit() {
    String program = cmd == null ? null : program(words(cmd));
    return entrypoint == null && (program == null || isManager(withoutDirectory(program)));
  }

  /** Whether the file names no program to start. */
  boolean isEmpty() {
    return entrypoint == null && cmd == null;
  }

  /** Whether a shell is started that waits for somebody to type. */
  boolean isInteractive() {
    Command last = cmd != null ? cmd : entrypoint;
    return last != null && isShell(last);
  }

  /**
   * Whether a tool is started that does one thing with what its arguments name, often in a mounted directory that belongs to
   * whoever runs it. Its ENTRYPOINT names it, and CMD says at most how it is asked for help.
   */
  boolean isTool() {
    String program = program();
    if (entrypoint == null || !entrypoint.execForm() || isService || program == null) {
      return false;
    }
    boolean serves =
        words(entrypoint).stream().anyMatch(word -> SERVES.matcher(word).matches());
    return !serves
        && (cmd == null
            || words(cmd).stream()
                .allMatch(word -> (word.startsWith("-") || word.equals("help"))
                    && !SERVES.matcher(word).matches()));
  }

  /** The program among those that are started that begins as root on purpose; null where there is none. */
  @Nullable String manager() {
    for (Command command : commands()) {
      for (Invocation invocation : invocations(command)) {
        if (isManager(invocation.name())) {
          return invocation.name();
        }
      }
    }
    String program = withoutDirectory(String.valueOf(program()));
    return isManager(program) ? program : managerOfScript();
  }

  /** The one that the script starts, or that it is given to start. */
  private @Nullable String managerOfScript() {
    if (script() == null) {
      return null;
    }
    String given = entrypoint == null || cmd == null ? null : program(words(cmd));
    if (given != null && isManager(withoutDirectory(given))) {
      return withoutDirectory(given);
    }
    Script script = code == null ? null : ScriptFile.parse(code);
    for (Invocation invocation :
        script == null ? ImmutableList.<Invocation>of() : script.invocations()) {
      if (isManager(invocation.name())) {
        return invocation.name();
      }
    }
    return null;
  }

  private static boolean isManager(@Nullable String program) {
    return program != null && (MANAGERS.contains(program) || program.startsWith("php-fpm"));
  }

  /** The script of the image that is started, as it is written; null where something else is. */
  @Nullable String script() {
    String program = program();
    if (program == null) {
      return null;
    }
    String name = withoutDirectory(program);
    return code != null
            || name.endsWith(".sh")
            || name.endsWith(".bash")
            || name.contains("entrypoint")
        ? program
        : null;
  }

  private ImmutableList<Command> commands() {
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
    ImmutableList.Builder<String> all = ImmutableList.builder();
    for (Command command : commands()) {
      all.addAll(words(command));
    }
    return program(all.build());
  }

  private static @Nullable String program(ImmutableList<String> words) {
    boolean arguments = false;
    for (String word : words) {
      String name = withoutDirectory(word);
      boolean starts = STARTERS.contains(name) || SHELLS.contains(name);
      if (!starts && !(arguments && (word.startsWith("-") || word.indexOf('=') > 0))) {
        return word;
      }
      arguments = true;
    }
    return null;
  }

  private static boolean isShell(Command command) {
    ImmutableList<String> words = words(command);
    if (words.isEmpty() || !SHELLS.contains(withoutDirectory(words.get(0)))) {
      return false;
    }
    for (String option : words.subList(1, words.size())) {
      if (!option.equals("-l")
          && !option.equals("-i")
          && !option.equals("-il")
          && !option.equals("--login")) {
        return false;
      }
    }
    return true;
  }

  /** The words of the exec form, or of a shell form that is one program. */
  private static ImmutableList<String> words(Command command) {
    if (command.execForm()) {
      return command.words().stream().map(Word::value).collect(ImmutableList.toImmutableList());
    }
    ImmutableList<Invocation> invocations = invocations(command);
    if (invocations.size() != 1 || invocations.get(0).name() == null) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<String> words = ImmutableList.builder();
    words.add(invocations.get(0).nameWord().literalPrefix());
    for (ShellWord word : invocations.get(0).arguments().words()) {
      words.add(word.literalPrefix());
    }
    return words.build();
  }

  private static ImmutableList<Invocation> invocations(Command command) {
    ShellCommand shell = command.execForm() ? null : ShellForm.of(command);
    return shell == null ? ImmutableList.of() : shell.script().invocations();
  }

  private static String withoutDirectory(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }

  private static final class Gathered {
    private @Nullable Entrypoint entrypoint;
    private @Nullable Cmd cmd;
    private boolean choosesUser;
    private boolean controlsDocker;
    private boolean hasState;
    private boolean isService;

    void add(Instruction instruction) {
      if (instruction instanceof Entrypoint next) {
        entrypoint = next;
      } else if (instruction instanceof Cmd next) {
        cmd = next;
      } else if (instruction instanceof Volume) {
        hasState = true;
      } else if (instruction instanceof Onbuild) {
        choosesUser = true;
      } else if (instruction instanceof Transfer transfer) {
        hasState |= isOfState(transfer);
      } else if (instruction instanceof Expose || instruction instanceof Healthcheck) {
        isService = true;
      }
      choosesUser |= changesUser(instruction);
      controlsDocker |= isOfDocker(instruction);
    }

    private static boolean isOfDocker(Instruction instruction) {
      return instruction.text().contains("docker")
          && DOCKER.matcher(instruction.text()).find();
    }

    private static boolean isOfState(Transfer transfer) {
      String destination =
          transfer.destination() == null ? "" : transfer.destination().value();
      return destination.equals("/data")
          || destination.startsWith("/data/")
          || destination.startsWith("/var/lib/");
    }

    private static boolean changesUser(Instruction instruction) {
      for (String program : USER_CHANGERS) {
        if (instruction.text().contains(program)) {
          return true;
        }
      }
      if (instruction instanceof Run || !(instruction instanceof Command command)) {
        return false;
      }
      ImmutableList<String> words = words(command);
      String first = words.isEmpty() ? "" : withoutDirectory(words.get(0));
      return first.equals("su") || first.equals("sudo");
    }

    StartUp result() {
      return new StartUp(
          entrypoint, cmd, choosesUser, null, controlsDocker, hasState, isService || hasState);
    }
  }
}
