package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.text.Regex;
import java.util.List;

/** What the words of a command that a container starts say of it. */
final class StartCommand {

  /** What only prepares somebody's shell, or shows something before it. */
  private static final ImmutableSet<String> PREPARES = ImmutableSet.of(
      ".", ":", "cat", "cd", "clear", "date", "echo", "env", "export", "id", "ls", "printf", "pwd",
      "set", "source", "true", "uname", "whoami");

  /** Programs that wait for somebody to type where they are given nothing to do. */
  private static final ImmutableSet<String> PROMPTS = ImmutableSet.of(
      "R",
      "aider",
      "bpython",
      "claude",
      "clojure",
      "codex",
      "elixir",
      "emacs",
      "erl",
      "gdb",
      "gemini",
      "ghci",
      "groovysh",
      "guile",
      "htop",
      "iex",
      "ipython",
      "irb",
      "jshell",
      "julia",
      "lldb",
      "lua",
      "mc",
      "mongosh",
      "msfconsole",
      "mysql",
      "node",
      "nu",
      "nvim",
      "ocaml",
      "octave",
      "opencode",
      "perl",
      "php",
      "powershell",
      "pry",
      "psql",
      "pwsh",
      "pypy",
      "python",
      "racket",
      "radian",
      "sbcl",
      "sbt",
      "scala",
      "sqlite3",
      "swipl",
      "tmux",
      "utop",
      "vim",
      "xonsh");

  /** What keeps a container alive so that somebody can use a shell in it. */
  private static final Regex IDLES =
      Regex.of("tail (?:-\\w+ )+/dev/null|tail -[fF]|sleep (?:inf|infinity|\\d{5,}|\\d+d)|cat");

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
      "tini-static",
      "xvfb-run");

  /** Words that stand in the command of what waits for requests, or is a program of its own language's. */
  private static final Regex SERVES = Regex.of(
      "(?i).*(?:serve|daemon|listen|http|web|api|worker|port|host|bind|proxy|agent|gateway|service|0\\.0\\.0\\.0).*"
          + "|(?:.*/)?(?:app|main|run|start|node|nodejs|npm|npx|yarn|pnpm|bun|deno|python|pypy|java|ruby|bundle|rails|puma"
          + "|php|perl|dotnet|mono|erl|elixir|mix|Rscript|uv|uvx|poetry|pipenv|uvicorn|gunicorn|hypercorn|celery"
          + "|sidekiq|flask|streamlit|go|cargo)[\\d.]*|.*\\.(?:jar|js|mjs|cjs|ts|py|rb|php|pl|dll|exe)");

  /** Options by which a program is told as whom to work on. */
  private static final Regex USER =
      Regex.of("--(?:user|uid|setuid|username|proc-user|run-as|runas)(?:=(?!root\\b|0\\b).+)?");

  /** Programs that are told so by {@code -u}. */
  private static final ImmutableSet<String> TOLD_BY_U = ImmutableSet.of(
      "chronyd",
      "dnsdist",
      "dnsmasq",
      "gunicorn",
      "memcached",
      "mysqld",
      "named",
      "nsd",
      "ntpd",
      "pdns_server",
      "pgbouncer",
      "stubby",
      "unbound",
      "uwsgi",
      "varnishd");

  private static final Regex NAME_OF_USER = Regex.of("(?!root$)[a-z_][\\w-]*");

  private static final Regex OPTION = Regex.of("-{1,2}[\\w-]+");
  private static final Regex VERSION = Regex.of("[\\d.]+$");

  private StartCommand() {}

  /** Whether a command tells a program to change the user by itself. */
  static boolean namesUser(ImmutableList<String> words) {
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-")) {
        continue;
      }
      boolean isOption = USER.matcher(word).matches()
          || word.equals("-u")
              && TOLD_BY_U.contains(withoutDirectory(started(words).get(0)));
      boolean hasValue = word.indexOf('=') > 0
          || i + 1 < words.size() && NAME_OF_USER.matcher(words.get(i + 1)).matches();
      if (isOption && hasValue) {
        return true;
      }
    }
    return false;
  }

  /** All that a shell runs for a command, where it is more than one program too; nothing where no shell runs. */
  static ImmutableList<Invocation> invocations(Command command) {
    Script script = CommandWords.script(command);
    return script == null ? ImmutableList.of() : script.invocations();
  }

  /** Without what only starts the program: it comes first, then its arguments. Empty where there is none. */
  static ImmutableList<String> started(ImmutableList<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String name = withoutDirectory(word);
      boolean starts = STARTERS.contains(name) || CommandWords.isShell(name);
      if (!starts && !(i > 0 && (word.startsWith("-") || word.indexOf('=') > 0))) {
        return words.subList(i, words.size());
      }
    }
    return ImmutableList.of();
  }

  /** Programs that start another one in an environment, behind {@code run}. */
  private static final ImmutableSet<String> ENVIRONMENTS = ImmutableSet.of(
      "conda", "hatch", "mamba", "micromamba", "pdm", "pipenv", "pixi", "poetry", "rye", "uv");

  /** Their options with a value. */
  private static final ImmutableSet<String> WITH_VALUE = ImmutableSet.of(
      "-e",
      "-n",
      "-p",
      "--cwd",
      "--directory",
      "--env",
      "--environment",
      "--extra",
      "--group",
      "--name",
      "--prefix",
      "--project",
      "--python",
      "--with");

  /** Without what only starts the program in an environment, such as {@code conda run -n a}. */
  private static ImmutableList<String> inEnvironment(ImmutableList<String> words) {
    int run = words.size() < 2 || !ENVIRONMENTS.contains(withoutDirectory(words.get(0)))
        ? -1
        : words.indexOf("run");
    if (run < 0) {
      return words;
    }
    int i = run + 1;
    while (i < words.size() && words.get(i).startsWith("-")) {
      i += WITH_VALUE.contains(words.get(i)) ? 2 : 1;
    }
    return words.subList(Math.min(i, words.size()), words.size());
  }

  /** Whether somebody is waited for to type. */
  static boolean isPrompt(ImmutableList<String> words) {
    ImmutableList<String> started = inEnvironment(words);
    while (!started.isEmpty() && STARTERS.contains(withoutDirectory(started.get(0)))) {
      started = inEnvironment(started(started.subList(1, started.size()), "-"));
    }
    if (started.isEmpty()) {
      return false;
    }
    String program = withoutDirectory(started.get(0));
    List<String> arguments = started.subList(1, started.size());
    return CommandWords.isShell(program) && Iterables.all(arguments, word -> word.startsWith("-"))
        || PROMPTS.contains(withoutVersion(program))
            && Iterables.all(arguments, word -> OPTION.matcher(word).matches())
            && !arguments.contains("-c")
            && !arguments.contains("-e")
        || program.startsWith("jupyter")
        || IDLES.matcher(program + " " + String.join(" ", arguments)).matches();
  }

  /** Whether all that is started is a shell at a place, or nothing: {@code cd /src && bash}, {@code ls && sleep infinity}. */
  static boolean endsInShell(ImmutableList<Invocation> invocations) {
    if (invocations.size() == 2
        && isEndless(invocations.get(0))
        && invocations.get(1).is("sleep")) {
      return true; // while true; do sleep 60; done
    }
    for (int i = 0; i < invocations.size(); i++) {
      boolean isLast = i == invocations.size() - 1;
      String program = String.valueOf(invocations.get(i).name());
      if (isLast ? !isPrompt(CommandWords.of(invocations.get(i))) : !PREPARES.contains(program)) {
        return false;
      }
    }
    return !invocations.isEmpty();
  }

  private static boolean isEndless(Invocation condition) {
    return condition.is("true") || condition.is(":");
  }

  private static ImmutableList<String> started(ImmutableList<String> words, String options) {
    int i = 0;
    while (i < words.size() && words.get(i).startsWith(options)) {
      i++;
    }
    return words.subList(i, words.size());
  }

  /** Whether a word stands in the command of what waits for requests, or is a program of its own language's. */
  static boolean serves(String word) {
    return SERVES.matcher(word).matches();
  }

  static String withoutDirectory(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }

  private static String withoutVersion(String program) {
    return VERSION.matcher(program).replaceFirst("");
  }
}
