package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ScriptVisitor;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the script that a container starts writes, as far as it can be seen.
 *
 * @param script its name
 * @param directories those that it makes, and those of the files that it writes; from the root
 * @param complete whether all that it is seen to write is in them
 */
record ScriptWrites(String script, ImmutableSet<ImagePath> directories, boolean complete) {

  /** Nothing is written. */
  static final ScriptWrites NONE = new ScriptWrites("", ImmutableSet.of(), true);

  /** Programs of which every operand is a directory to make or a file to write. */
  private static final ImmutableSet<String> WRITE_ALL =
      ImmutableSet.of("mkdir", "rm", "tee", "touch", "truncate");

  /** Programs of which the last operand is what they write. */
  private static final ImmutableSet<String> WRITE_LAST =
      ImmutableSet.of("chmod", "cp", "ed", "ex", "install", "ln", "mv", "rsync");

  /** Options behind which a file to write stands, of programs that write nothing else. */
  private static final ImmutableSet<String> OUTPUTS =
      ImmutableSet.of("-keystore", "-keyout", "-out", "--output");

  /** Tasks of frameworks, which write what only their settings tell. */
  private static final Regex TASKS = Regex.of(
      "\\b(artisan|collectstatic|makemigrations|compilemessages|compress|assets:precompile|"
          + "flask db (?:init|migrate|revision)|alembic (?:init|revision)|prisma migrate dev|"
          + "(npm|yarn|pnpm) (run )?build|composer install|bundle install|npm (ci|install))\\b");

  /** Where everybody may write. */
  private static final Regex FOR_ALL = Regex.of("(/tmp|/var/tmp|/dev|/proc)(/.*)?");

  /** Directories of the system that have such a mode; what is made in them has not. */
  private static final ImmutableSet<String> SHARED =
      ImmutableSet.of("/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/var/lock");

  /** Whether a directory is one of the system's into which everybody may write, in whatever image. */
  static boolean isShared(String directory) {
    return SHARED.contains(directory);
  }

  static boolean isForAll(String directory) {
    return FOR_ALL.matcher(directory).matches();
  }

  private static final Regex VARIABLE = Regex.of("\\$(?:(\\w+)|\\{(\\w+)(?::?-([^{}$]*))?})");

  /** The directories in the root of every system, and those in which images are used to keep data. */
  private static final ImmutableSet<String> OF_EVERY_SYSTEM = ImmutableSet.of(
      "bin", "boot", "config", "data", "dev", "etc", "home", "lib", "lib64", "media", "mnt", "opt",
      "proc", "root", "run", "sbin", "srv", "sys", "tmp", "usr", "var");

  private static final int MAX_DEPTH = 5;

  /** Stands for a variable that has several values. */
  private static final String SEVERAL = "\n";

  /**
   * What a script is seen to write; nothing is known of it where it is others that write, which it reads or runs.
   *
   * @param start the instruction that starts it
   * @param name how it is called there
   */
  static ScriptWrites of(
      SemanticModel model, Command start, String name, String text, Script script) {
    Reading reading = new Reading(model, start, text);
    reading.read(script);
    if (reading.directories.isEmpty() && reading.complete && leavesItToOthers(script)) {
      return NONE;
    }
    return new ScriptWrites(
        StartCommand.withoutDirectory(name),
        ImmutableSet.copyOf(reading.directories),
        reading.complete && !TASKS.matcher(text).find());
  }

  /**
   * This and what a script is seen to write that it calls.
   *
   * @param elsewhere whether that may be in another directory than the one where it starts
   */
  ScriptWrites and(ScriptWrites called, boolean elsewhere) {
    if (called.complete && called.directories.isEmpty()) {
      return this;
    }
    boolean isKnown = called.complete && !elsewhere;
    return new ScriptWrites(
        script.isEmpty() || complete && !isKnown ? called.script : script,
        ImmutableSet.<ImagePath>builder()
            .addAll(directories)
            .addAll(called.directories)
            .build(),
        complete && isKnown);
  }

  /** Whether it reads or runs other scripts, which nobody has read. */
  private static boolean leavesItToOthers(Script script) {
    for (Invocation invocation : script.invocations()) {
      boolean reads = invocation.is(".") || invocation.is("source");
      ShellWord other = reads
          ? Iterables.getFirst(invocation.arguments().words(), null)
          : invocation.prefix("exec") == null ? invocation.nameWord() : null;
      if (other != null && other.raw().endsWith(".sh")) {
        return true;
      }
    }
    return false;
  }

  private static final class Reading {
    private final SemanticModel model;
    private final Command start;
    private final String text;
    private final Variables variables;
    private final Set<ImagePath> directories = new LinkedHashSet<>();
    /** What the script gives to variables; empty where it gives one none, or several values. */
    private final Map<String, String> given = new HashMap<>();

    private boolean complete = true;
    private boolean moves;

    Reading(SemanticModel model, Command start, String text) {
      this.model = model;
      this.start = start;
      this.text = text;
      this.variables = model.variables(start);
    }

    void read(Script script) {
      for (Invocation invocation : script.invocations()) {
        moves |= invocation.is("cd") || invocation.is("pushd");
      }
      script.invocations().forEach(this::read);
      new ScriptVisitor() {
        @Override
        protected void redirection(Redirection redirection) {
          if (redirection.operator().contains(">") && !redirection.operator().endsWith("&")) {
            file(redirection.target());
          }
          super.redirection(redirection);
        }
      }.script(script);
    }

    private void read(Invocation invocation) {
      String name = invocation.name();
      List<ShellWord> operands = invocation.arguments().operands();
      if (name == null || operands.isEmpty()) {
        return;
      }
      if (name.equals("mkdir")) {
        operands.forEach(word -> directory(path(word)));
      } else if (WRITE_ALL.contains(name)) {
        boolean force = name.equals("rm") && invocation.arguments().hasAnyFlag("-f", "--force");
        operands.stream().filter(word -> !force || !isNowhere(word)).forEach(this::file);
      } else if (WRITE_LAST.contains(name)
          || name.equals("sed") && invocation.arguments().hasAnyFlag("-i", "--in-place")) {
        file(Iterables.getLast(operands));
      }
      if (writesHere(invocation, name, operands)) {
        directory(".");
      }
      List<ShellWord> words = invocation.arguments().words();
      for (int i = 1; i < words.size(); i++) {
        String option = words.get(i - 1).raw();
        if (OUTPUTS.contains(option)
            || option.equals("-o") && name.equals("curl")
            || option.equals("-O") && name.equals("wget")) {
          file(words.get(i));
        } else if (option.equals("-template") && name.equals("dockerize")) {
          String rendered = words.get(i).raw();
          file(rendered.substring(rendered.lastIndexOf(':') + 1));
        }
      }
    }

    /** Whether it puts a file, or several, into the directory in which it is called. */
    private static boolean writesHere(
        Invocation invocation, String name, List<ShellWord> operands) {
      String last = Iterables.getLast(operands).literalPrefix();
      return switch (name) {
        case "aws" -> invocation.arguments().literals().contains("s3") && last.startsWith(".");
        case "curl" -> invocation.arguments().hasAnyFlag("-O", "--remote-name", "-J");
        case "wget" ->
          !invocation
              .arguments()
              .hasAnyFlag("-O", "--output-document", "-P", "--directory-prefix", "--spider");
        case "unzip" -> !invocation.arguments().hasAnyFlag("-d", "-l", "-p", "-t");
        default -> false;
      };
    }

    /** @param raw the end of a word, as written */
    private void file(String raw) {
      boolean isTorn = raw.indexOf('}') >= 0 && raw.indexOf('$') < 0;
      String path = isTorn ? null : resolved(raw, 0);
      directory(path == null ? null : path.substring(0, Math.max(path.lastIndexOf('/'), 0)));
    }

    /**
     * Whether a file that may be missing is in a directory of the root that nothing in the Dockerfile names: then the script
     * was written for another one.
     */
    private boolean isNowhere(ShellWord word) {
      String path = word.literalPrefix();
      int end = path.startsWith("/") ? path.indexOf('/', 1) : -1;
      Stage stage = end < 0 ? null : model.stageOf(start);
      if (stage == null || OF_EVERY_SYSTEM.contains(path.substring(1, end))) {
        return false;
      }
      Trait names = Trait.containing(path.substring(0, end));
      for (Stage one = stage; one != null; one = one.parent()) {
        if (model.has(names, one)) {
          return false;
        }
      }
      return true;
    }

    private void file(ShellWord word) {
      String path = path(word);
      if (path != null && (path.startsWith("-") || path.startsWith("/dev/"))
          || word.raw().startsWith("/dev/")) {
        return; // standard output, a device, or a connection as Bash has them in /dev/tcp
      }
      int slash = path == null ? -1 : path.lastIndexOf('/');
      directory(path == null ? null : slash < 0 ? "." : path.substring(0, slash));
    }

    private void directory(@Nullable String path) {
      if (path == null || path.isEmpty() || moves && !path.startsWith("/")) {
        complete = false;
      } else if (!isForAll(path)) {
        ImagePath place = model.place(start, path, Basis.DEFAULTS);
        if (place.text() == null || place.equals(ImagePath.ROOT)) {
          complete = false;
        } else {
          directories.add(place);
        }
      }
    }

    /** The path that a word means; null where that isn't known. */
    private @Nullable String path(ShellWord word) {
      String literal = word.literal();
      return literal != null ? literal : resolved(word.raw(), 0);
    }

    private @Nullable String resolved(String raw, int depth) {
      if (raw.startsWith("$(mktemp")) {
        return "/tmp/file";
      }
      StringBuilder path = new StringBuilder();
      Matcher use = VARIABLE.matcher(raw.replace("\"", "").replace("'", ""));
      while (use.find()) {
        String name = use.group(1) != null ? use.group(1) : use.group(2);
        String value = depth < MAX_DEPTH ? value(name, use.group(3), depth) : null;
        if (value == null) {
          return null;
        }
        use.appendReplacement(path, Matcher.quoteReplacement(value));
      }
      use.appendTail(path);
      return path.indexOf("$") < 0 && path.indexOf("`") < 0 && path.indexOf("*") < 0
          ? path.toString()
          : null;
    }

    /** The value of a variable: of the image, or the only one that the script gives it. */
    private @Nullable String value(String name, @Nullable String otherwise, int depth) {
      String set = given.computeIfAbsent(name, this::assigned);
      if (set.equals(SEVERAL)) {
        return null;
      }
      if (!set.isEmpty() && !set.contains("${" + name)) {
        return resolved(set, depth + 1);
      }
      String ofImage = variables.valueOf(name);
      if (ofImage != null) {
        return ofImage;
      }
      Matcher own = VARIABLE.matcher(set);
      return own.find() && own.group(3) != null ? own.group(3) : otherwise;
    }

    /** What the script assigns to a variable, as written; empty where it doesn't. */
    private String assigned(String name) {
      Matcher assignment = Pattern.compile("(?m)(?:^|[;&]|\\bexport|\\blocal|\\breadonly)[ \\t]*"
              + name + "=(\"[^\"\\n]*\"|'[^'\\n]*'|\\$\\([^)\\n]*\\)|[^\\s;&|]*)")
          .matcher(text);
      String first = "";
      while (assignment.find()) {
        if (!first.isEmpty() && !first.equals(assignment.group(1))) {
          return SEVERAL;
        }
        first = assignment.group(1);
      }
      return first;
    }
  }
}
