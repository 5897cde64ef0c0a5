package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList.Pipeline;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.text.Regex;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline without pipefail: the exit status of its last command is all that counts.
 *
 * @param pipeline the pipeline
 * @param masked what is run in it before the last command, and of which nobody hears whether it fails
 * @param last the last command; null where it is a loop, a group or the like
 * @param heeded whether the RUN would fail with it
 * @param following what runs behind it, if it seems to succeed, and fails the RUN where it fails
 * @param needed whether the script notices where the pipeline writes nothing: it asks for that, or has nothing to fetch then
 * @param prints whether what the last command writes goes to the log of the build and nowhere else
 * @param shell what starts the shell whose {@code -c} it is in; null where the RUN's own shell runs it
 */
record DanglingPipe(
    Pipeline pipeline,
    ImmutableList<Invocation> masked,
    @Nullable Invocation last,
    boolean heeded,
    Following following,
    boolean needed,
    boolean prints,
    @Nullable Invocation shell) {

  /**
   * Commands behind a pipeline.
   *
   * @param next the first; null where nothing follows, or where it isn't one command
   * @param later those behind it
   */
  record Following(@Nullable Invocation next, ImmutableList<Invocation> later) {
    static final Following NONE = new Following(null, ImmutableList.of());
  }

  /** What can't fail here in practice: it writes what it is given, or reads what is there. */
  private static final ImmutableSet<String> HARMLESS = ImmutableSet.of(
      ":",
      "apt-mark",
      "arch",
      "awk",
      "basename",
      "cat",
      "cut",
      "date",
      "dirname",
      "dpkg",
      "dpkg-architecture",
      "dpkg-query",
      "echo",
      "egrep",
      "env",
      "fc-list",
      "fgrep",
      "find",
      "gawk",
      "getconf",
      "getent",
      "grep",
      "head",
      "hostname",
      "id",
      "ldconfig",
      "ldd",
      "locale",
      "ls",
      "nl",
      "nproc",
      "printenv",
      "printf",
      "ps",
      "pwd",
      "readelf",
      "readlink",
      "rev",
      "rpm",
      "scanelf",
      "sed",
      "seq",
      "sort",
      "tac",
      "tail",
      "tr",
      "true",
      "uname",
      "uniq",
      "wc",
      "which",
      "whoami",
      "yes",
      "zcat");

  private static final ImmutableSet<String> CHECKSUMS =
      ImmutableSet.of("md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum");

  private static final ImmutableSet<String> FILTERS =
      ImmutableSet.of("egrep", "fgrep", "grep", "zgrep");

  private static final ImmutableSet<String> DOWNLOADS =
      ImmutableSet.of("aria2c", "curl", "git", "http", "wget");

  private static final ImmutableSet<String> INTERPRETERS = ImmutableSet.of(
      "ash", "bash", "dash", "node", "perl", "php", "python", "python2", "python3", "ruby", "sh",
      "zsh");

  /** What fails itself where it is given nothing, or not all. */
  private static final ImmutableSet<String> DEMANDING = ImmutableSet.of(
      "apt-key",
      "bsdtar",
      "bunzip2",
      "bzip2",
      "cpio",
      "dpkg",
      "gpg",
      "gpg2",
      "gunzip",
      "gzip",
      "jq",
      "md5sum",
      "patch",
      "sha1sum",
      "sha256sum",
      "sha512sum",
      "tar",
      "unxz",
      "unzip",
      "unzstd",
      "xz",
      "zcat",
      "zstd",
      "zstdcat");

  /** What tells tar to extract or to list; the dash may be left out of its first argument. */
  private static final Regex READS_ARCHIVE =
      Regex.of("-[A-Za-z]*[xt][A-Za-z]*|--(?:extract|get|list)");

  private static final Regex READS_ARCHIVE_FIRST = Regex.of("[A-Za-z]*[xt][A-Za-z]*");

  /** A path of a program that isn't the system's. */
  private static final Regex OWN_PROGRAM = Regex.of("(?!/usr/s?bin/|/s?bin/).{0,500}/.*");

  /** A path outside of the working directory, which the build context seldom fills. */
  private static final Regex OUTSIDE = Regex.of("[\"']?[/~$].*");

  /** How bad it is that a failure goes unnoticed; null where hardly anybody would do anything about it. */
  @Nullable Severity severity() {
    Invocation failing = failing();
    if (failing == null || !heeded || needed || stopsReading()) {
      return null;
    }
    if (prints && last != null && HARMLESS.contains(String.valueOf(last.name())) && onlyTells()) {
      return null; // it is there for who reads the log
    }
    if (masked.stream().anyMatch(DanglingPipe::checks)) {
      return Severity.WARNING;
    }
    String name = last == null ? null : last.name();
    if (runsDownload()) {
      return needing() != null ? Severity.HINT : Severity.WARNING;
    }
    boolean filtersLog = prints && last != null && leavesOut(last, failing);
    if (name != null && FILTERS.contains(name) && !filtersLog) {
      return null; // it is asked whether something is there
    }
    if (stopsWithoutInput()) {
      return null; // the build stops, only a command later
    }
    return name != null && DEMANDING.contains(name) ? Severity.HINT : Severity.INFORMATION;
  }

  /**
   * Whether a filter only leaves lines out: it then succeeds with any other line that what fails has written before. npm writes
   * nothing but to its standard error then.
   */
  private boolean leavesOut(Invocation filter, Invocation failing) {
    return filter.arguments().hasAnyFlag("-v", "--invert-match")
        && !filter.arguments().hasAnyFlag("-c", "--count")
        && (!failing.is("npm") || passesErrors());
  }

  private boolean passesErrors() {
    Command first = pipeline.commands().get(0);
    return pipeline.operators().get(0).kind() == Operator.Kind.PIPE_BOTH
        || Iterables.any(
            first.redirections(),
            it -> it.descriptor().equals("2") && it.operator().equals(">&"));
  }

  /** What programs are told that only say something of themselves or of what is there. */
  private static final ImmutableSet<String> QUESTIONS = ImmutableSet.of(
      "--all-versions",
      "--help",
      "--info",
      "--ini",
      "--list",
      "--version",
      "-V",
      "-version",
      "env",
      "freeze",
      "help",
      "info",
      "list",
      "ls",
      "search",
      "show",
      "status",
      "version");

  private static final ImmutableSet<String> QUESTIONS_OF_PHP = ImmutableSet.of("-i", "-m", "-v");

  /** Whether all that may fail only tells something, and makes nothing. */
  private boolean onlyTells() {
    return masked.stream().allMatch(it -> {
      String name = String.valueOf(it.name());
      String told = told(it);
      return isHarmless(it)
          || QUESTIONS.contains(told)
          || name.equals("php") && QUESTIONS_OF_PHP.contains(told);
    });
  }

  private static String told(Invocation invocation) {
    ShellWord first = Iterables.getFirst(invocation.arguments().words(), null);
    return first == null ? "" : first.literalPrefix();
  }

  /** Whether a command can't fail here in practice. */
  private static boolean isHarmless(Invocation invocation) {
    String name = String.valueOf(invocation.name());
    return HARMLESS.contains(name)
        || switch (name) {
          case "openssl" -> told(invocation).equals("rand");
          case "pip", "pip3" -> told(invocation).equals("freeze");
          default -> CHECKSUMS.contains(name) && !checks(invocation);
        };
  }

  /** The first that may fail, or null. */
  @Nullable Invocation failing() {
    for (Invocation invocation : masked) {
      if (invocation.name() == null || !isHarmless(invocation)) {
        return invocation;
      }
    }
    return null;
  }

  /** Whether it is there to stop the build. */
  private static boolean checks(Invocation invocation) {
    return invocation.name() != null
        && CHECKSUMS.contains(invocation.name())
        && invocation.arguments().hasAnyFlag("-c", "--check", "--status");
  }

  /** Whether a script is downloaded and run: where that fails nothing is run, or half of it. */
  boolean runsDownload() {
    return last != null
        && INTERPRETERS.contains(String.valueOf(last.name()))
        && readsScript(last)
        && downloads();
  }

  /** Whether what fails leaves nothing to the last command, which then fails itself: a download, or any way to get a key. */
  boolean stopsWithoutInput() {
    return heeded
        && last != null
        && (readsKey(last) || masked.stream().allMatch(DanglingPipe::isDownloadOrHarmless))
        && failsOnNothing(last);
  }

  private static boolean readsKey(Invocation reader) {
    return reader.is("gpg") || reader.is("gpg2") || reader.is("apt-key");
  }

  private static boolean isDownloadOrHarmless(Invocation invocation) {
    String name = invocation.name();
    return name != null && (DOWNLOADS.contains(name) || HARMLESS.contains(name));
  }

  /** As tried with those of GNU and of BusyBox; not {@code unxz}, which takes nothing for an archive there. */
  private static boolean failsOnNothing(Invocation reader) {
    Arguments arguments = reader.arguments();
    ShellWord first = Iterables.getFirst(arguments.words(), null);
    return switch (String.valueOf(reader.name())) {
      case "tar" ->
        first != null
            && (READS_ARCHIVE_FIRST.matcher(first.literalPrefix()).matches()
                || arguments.words().stream()
                    .anyMatch(it -> READS_ARCHIVE.matcher(it.literalPrefix()).matches()));
      case "bunzip2", "funzip", "gunzip", "unzip", "zcat" -> true;
      case "bzip2", "gzip" -> arguments.hasAnyFlag("-d", "--decompress");
      case "apt-key" -> isTold(reader, "add") || arguments.hasFlag("--import");
      case "gpg", "gpg2" -> arguments.hasAnyFlag("--dearmor", "--dearmour", "--import");
      case "zstd" -> arguments.hasAnyFlag("-d", "--decompress", "--uncompress");
      case "unzstd", "zstdcat" -> true;
      case "git" -> isTold(reader, "apply", "am");
      case "openssl" -> first != null && first.isLiteral("x509");
      default -> checks(reader);
    };
  }

  private static boolean isTold(Invocation program, String... verbs) {
    String verb = program.arguments().verb();
    return verb != null && List.of(verbs).contains(verb);
  }

  /**
   * Where a script is downloaded and run, the command that needs what it makes: the next one, if it works on a file or is
   * one, or a later one that has the name of the download. Null where there is none.
   */
  @Nullable Invocation needing() {
    if (!runsDownload()) {
      return null;
    }
    Invocation next = following.next();
    if (next != null && mayNeedIt(next)) {
      return next;
    }
    for (Invocation later : following.later()) {
      if (isInstalled(later)) {
        return later;
      }
    }
    return null;
  }

  private boolean mayNeedIt(Invocation next) {
    return switch (String.valueOf(next.name())) {
      case "mv", ".", "source" -> true;
      case "cp", "ln" -> OUTSIDE.matcher(firstOperand(next)).matches();
      case "chmod" ->
        next.arguments().operands().stream().anyMatch(it -> isMade(fileName(it.raw())));
      default -> OWN_PROGRAM.matcher(next.nameWord().raw()).matches() || isInstalled(next);
    };
  }

  /** Whether a command is what the download brings, or a file of that name that an interpreter reads. */
  private boolean isInstalled(Invocation program) {
    String name = program.name();
    if (name == null || HARMLESS.contains(name)) {
      return false;
    }
    return isMade(name) || INTERPRETERS.contains(name) && isMade(fileName(firstOperand(program)));
  }

  /**
   * Whether something has the name of what is downloaded: https://example.org/uv/install.sh brings uv, and
   * https://getcomposer.org/installer brings composer.phar; or the one that the installer is told.
   */
  private boolean isMade(String file) {
    String plain = file.endsWith(PHAR) ? file.substring(0, file.length() - PHAR.length()) : file;
    String name = OF_RUSTUP.contains(plain) ? "rustup" : plain;
    if (name.isEmpty() || INTERPRETERS.contains(name)) {
      return false;
    }
    Pattern word = Pattern.compile(
        "(?<![\\w-])(?:get-?|install-?|python-)?" + Pattern.quote(name) + "(?!\\w)");
    return Stream.concat(masked.stream(), Stream.ofNullable(last))
        .flatMap(it -> it.arguments().words().stream())
        .anyMatch(it -> word.matcher(it.raw()).find());
  }

  private static final String PHAR = ".phar";

  private static final ImmutableSet<String> OF_RUSTUP = ImmutableSet.of("cargo", "rustc");

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String firstOperand(Invocation invocation) {
    ShellWord first = Iterables.getFirst(invocation.arguments().operands(), null);
    return first == null ? "" : first.raw();
  }

  /** The beginning of a command, as it is written. */
  static String words(Invocation command) {
    return (command.nameWord().raw() + " " + firstOperand(command)).trim();
  }

  private boolean downloads() {
    return masked.stream().anyMatch(it -> it.name() != null && DOWNLOADS.contains(it.name()));
  }

  private static boolean readsScript(Invocation interpreter) {
    ImmutableList<ShellWord> operands = interpreter.arguments().operands();
    return !interpreter.arguments().hasAnyFlag("-c", "-m", "-e", "-r")
        && (operands.isEmpty()
            || interpreter.arguments().words().get(0).isLiteral("--")
            || operands.get(0).isLiteral("-")
            || operands.get(0).isLiteral("/dev/stdin")
            || interpreter.arguments().hasFlag("-s"));
  }

  /** Whether a command ends before it has read all: those before it are killed then, which pipefail takes for a failure. */
  boolean stopsReading() {
    return stops(last) || masked.stream().anyMatch(it -> it.is("yes") || stops(it));
  }

  private static boolean stops(@Nullable Invocation invocation) {
    if (invocation == null || invocation.name() == null) {
      return false;
    }
    return switch (invocation.name()) {
      case "head" -> true;
      case "grep", "egrep", "fgrep", "zgrep" -> invocation.arguments().hasAnyFlag("-q", "-m");
      case "awk", "gawk", "sed" ->
        invocation.arguments().words().stream()
            .anyMatch(it -> it.raw().contains("exit") || it.raw().matches(".{0,200}q['\"]?"));
      default -> false;
    };
  }

  /** A shell as it is started. */
  static Shell argv(Invocation shell) {
    return Shell.of(ImmutableList.<String>builder()
        .add(String.valueOf(shell.name()))
        .addAll(shell.arguments().literals())
        .build());
  }
}
