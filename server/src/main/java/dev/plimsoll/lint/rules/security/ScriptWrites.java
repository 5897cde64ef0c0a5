package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.BeatFiles;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ScriptVisitor;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
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
      ImmutableSet.of("-keystore", "-keyout", "-out");

  /** Tasks of frameworks, which write what only their settings tell. */
  private static final Regex TASKS = Regex.of(
      "\\b(artisan|collectstatic|makemigrations|compilemessages|compress|assets:precompile|"
          + "flask db (?:init|migrate|revision)|alembic (?:init|revision)|prisma migrate dev|"
          + "(npm|yarn|pnpm) (run )?build|composer install|bundle install|npm (ci|install))\\b");

  /** Where everybody may write. */
  private static final Regex FOR_ALL = Regex.of("(/tmp|/var/tmp|/dev|/proc)(/.*)?");

  /** Stands for a home directory, into which its user may write like everybody into this one. */
  static final String OWN_HOME = "/tmp/home";

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

  /** Programs that read whole programs in their own language from an option or from a here-document. */
  private static final Regex OF_LANGUAGE =
      Regex.of("(?:bun|deno|node|nodejs|perl|php|python[0-9.]{0,4}|ruby)");

  /** What writes a file, in one of those languages. */
  private static final Regex CODE_WRITES = Regex.of(
      "\\b(?:writeFile|appendFile|createWriteStream|outputFile|copyFile|cpSync|rmSync|mkdir|makedirs|write_text|write_bytes"
          + "|unlink|rename|file_put_contents|fopen|File\\.(?:write|open)|shutil\\.|os\\.(?:remove|replace)|json\\.dump\\b)"
          + "|(?<!stdout\\.|stderr\\.)\\bwrite\\s{0,9}\\("
          + "|\\bopen\\s{0,9}\\([^()\\n]{1,200},\\s{0,9}\\\\?[\"'][rb]?[wax+]");

  /** The same with a path from the root, which is that of a directory where one is made. */
  private static final Regex CODE_WRITES_TO = Regex.of(
      "\\b(?:(mkdir\\w{0,9}|makedirs)|writeFile\\w{0,9}|appendFile\\w{0,9}|createWriteStream|outputFile\\w{0,9}|file_put_contents"
          + "|File\\.write|open)\\s{0,9}\\(\\s{0,9}\\\\?[\"'`](/[\\w./-]{1,200})\\\\?[\"'`](?!\\s{0,9}(?:\\)|,\\s{0,9}\\\\?[\"']r))");

  /** Whether code in another language than a shell's is seen to write files. */
  static boolean isWriting(String code) {
    return CODE_WRITES.matcher(code).find();
  }

  /** Whether a program puts files beside itself, wherever it is called. */
  static boolean writesBeside(List<String> command) {
    String program = command.isEmpty() ? "" : StartCommand.withoutDirectory(command.get(0));
    boolean isBeat = program.equals("celery")
        && (command.contains("beat") || command.contains("-B") || command.contains("--beat"));
    boolean isTold = command.stream().anyMatch(word -> word.startsWith("--pidfile"))
        && command.stream().anyMatch(word -> word.startsWith("--schedule") || word.equals("-s"));
    boolean isBeside = isBeat && !isTold && BeatFiles.directory(String.join(" ", command)) != null;
    return isBeside || program.equals("coverage") && command.contains("run");
  }

  /** Stands for a variable that has several values. */
  private static final String SEVERAL = "\n";

  /**
   * What a script is seen to write.
   *
   * @param start the instruction that starts it
   * @param name how it is called there
   */
  static ScriptWrites of(
      SemanticModel model, Instruction start, String name, String text, Script script) {
    Reading reading = new Reading(model, start, text);
    reading.read(script);
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

  /** The same of a script of which not all is known. */
  ScriptWrites incomplete(String name) {
    return new ScriptWrites(
        complete ? StartCommand.withoutDirectory(name) : script, directories, false);
  }

  private static final class Reading {
    private final SemanticModel model;
    private final Instruction start;
    private final String text;
    private final Variables variables;
    private final Set<ImagePath> directories = new LinkedHashSet<>();
    /** What the script gives to variables; empty where it gives one none, or several values. */
    private final Map<String, String> given = new HashMap<>();

    private boolean complete = true;
    private boolean moves;

    /** Whether the whole text was looked at for code of another language in a here-document: once is enough. */
    private boolean hasReadAll;

    Reading(SemanticModel model, Instruction start, String text) {
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
      complete &= !asksWhetherThere();
      Invocation last = Iterables.getLast(script.invocations(), null);
      for (Invocation invocation : script.invocations()) {
        complete &=
            !invocation.is("make") || invocation == last; // what it makes is for the last one
      }
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

    /** A test whether a directory is there, but one behind which it is only made. */
    private static final Regex TEST = Regex.of(
        "(?:\\[|\\btest)[ \\t]{1,9}(?:![ \\t]{1,9})?-[de][ \\t]{1,9}(\"[^\"\\n]{1,200}\"|[^\\s\\];&|\"]{1,200})"
            + "(?![ \\t]{0,9}\\]{0,2}[ \\t]{0,9}(?:\\|\\|\\s{0,20}mkdir[ \\t][^\\n;&|]{1,300}(?:$|[\\n;])"
            + "|;?\\s{0,20}then\\s{1,20}mkdir[ \\t][^\\n;&|]{1,300}[\\n;]\\s{0,20}fi\\b))");

    /**
     * Whether the script does something else where a directory is missing into which it writes: in an image that has the directory,
     * empty, it would leave that out.
     */
    private boolean asksWhetherThere() {
      Matcher test = TEST.matcher(text);
      while (test.find()) {
        String path = resolved(test.group(1).replace("\"", ""), 0);
        if (path != null && path.startsWith("/")) {
          ImagePath tested = model.place(start, path, Basis.DEFAULTS);
          if (directories.stream().anyMatch(tested::certainlyContains)) {
            return true;
          }
        }
      }
      return false;
    }

    private void read(Invocation invocation) {
      String name = invocation.name();
      List<ShellWord> operands = invocation.arguments().operands();
      if (name != null) {
        code(invocation, name);
      }
      if (writesBeside(CommandWords.of(invocation))) {
        directory(".");
      }
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
        if (isIntoDirectory(name, operands)) {
          directory(path(Iterables.getLast(operands)));
        } else {
          file(Iterables.getLast(operands));
        }
      } else if (name.equals("find")) {
        found(invocation, operands.get(0));
      } else if (IN_PLACE.contains(name)
          && invocation.arguments().words().stream().anyMatch(Reading::isInPlace)) {
        file(Iterables.getLast(operands));
      }
      if (writesHere(invocation, name, operands)) {
        directory(".");
      }
      List<ShellWord> words = invocation.arguments().words();
      for (int i = 1; i < words.size(); i++) {
        String option = words.get(i - 1).raw();
        if (OUTPUTS.contains(option)
            || (option.equals("-o") || option.equals("--output")) && name.equals("curl")
            || option.equals("-O") && name.equals("wget")) {
          file(words.get(i));
        } else if (option.equals("-template") && name.equals("dockerize")) {
          String rendered = words.get(i).raw();
          file(rendered.substring(rendered.lastIndexOf(':') + 1));
        }
      }
    }

    /** Programs that write into their last operand if that is a directory. */
    private static final ImmutableSet<String> INTO =
        ImmutableSet.of("cp", "install", "mv", "rsync");

    /** Whether the last operand can only be a directory that is there: several things are put into it, or all of another one. */
    private static boolean isIntoDirectory(String name, List<ShellWord> operands) {
      String source = operands.get(0).raw();
      return INTO.contains(name)
          && (operands.size() > 2
              || source.endsWith("/.")
              || source.endsWith("*")
              || name.equals("rsync") && source.endsWith("/"));
    }

    /** Programs that change files where they are told {@code -i}. */
    private static final ImmutableSet<String> IN_PLACE = ImmutableSet.of("perl", "ruby", "yq");

    private static boolean isInPlace(ShellWord word) {
      String option = word.raw();
      return option.equals("--inplace")
          || option.startsWith("-") && !option.startsWith("--") && option.indexOf('i') > 0;
    }

    /** What is done to files that are looked for somewhere. */
    private static final Regex CHANGES_FOUND = Regex.of(
        "\\s-delete\\b|-exec(?:dir)?\\s+(?:sed\\s(?:.{0,500}\\s)?(?:-\\w{0,3}i|--in-place)|(?:chmod|cp|mv|perl|rm|touch)\\s)");

    private void found(Invocation invocation, ShellWord where) {
      StringBuilder all = new StringBuilder();
      for (ShellWord word : invocation.arguments().words()) {
        all.append(' ').append(word.raw());
      }
      if (CHANGES_FOUND.matcher(all).find()) {
        directory(path(where));
      }
    }

    /** Code in another language: where it writes is mostly not in one place, so that it is never all. */
    private void code(Invocation invocation, String name) {
      if (!OF_LANGUAGE.matcher(name).matches()) {
        return;
      }
      StringBuilder code = new StringBuilder();
      for (ShellWord word : invocation.arguments().words()) {
        code.append(' ').append(word.raw());
      }
      boolean isRead = invocation.arguments().operands().stream()
          .allMatch(word -> word.raw().equals("-")); // from a here-document or a pipe
      if (isRead && !hasReadAll && text.contains("<<")) {
        code.append(text);
        hasReadAll = true;
      }
      if (isWriting(code.toString())) {
        complete = false;
        Matcher written = CODE_WRITES_TO.matcher(code);
        while (written.find()) {
          String path = written.group(2);
          directory(
              written.group(1) != null
                  ? path
                  : path.substring(0, Math.max(path.lastIndexOf('/'), 0)));
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
        if (place.text() == null || Obstacles.isOfSystem(place)) {
          complete = false;
        } else {
          directories.add(place);
        }
      }
    }

    /** The path that a word means; null where that isn't known. */
    private @Nullable String path(ShellWord word) {
      String literal = word.raw().startsWith("~") ? null : word.literal();
      return literal != null ? literal : resolved(word.raw(), 0);
    }

    private @Nullable String resolved(String raw, int depth) {
      if (raw.startsWith("$(mktemp")) {
        return "/tmp/file";
      }
      if (raw.startsWith("~") && raw.length() > 1 && raw.charAt(1) != '/') {
        return null; // of another user
      }
      String absolute = raw.startsWith("~") ? home() + raw.substring(1) : raw;
      StringBuilder path = new StringBuilder();
      Matcher use = VARIABLE.matcher(absolute.replace("\"", "").replace("'", ""));
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

    /** The home directory, which is that of the user who runs the script unless the image says otherwise. */
    private String home() {
      String home = variables.valueOf("HOME");
      return home == null ? OWN_HOME : home;
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
