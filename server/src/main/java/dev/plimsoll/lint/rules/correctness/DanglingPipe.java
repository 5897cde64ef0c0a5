package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.CommandList.Pipeline;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ScriptVisitor;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.shell.WordPart;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline without pipefail: the exit status of its last command is all that counts.
 *
 * @param pipeline the pipeline
 * @param masked what is run in it before the last command, and of which nobody hears whether it fails
 * @param last the last command; null where it is a loop, a group or the like
 * @param heeded whether the RUN would fail with it
 * @param shell what starts the shell whose {@code -c} it is in; null where the RUN's own shell runs it
 */
record DanglingPipe(
    Pipeline pipeline,
    ImmutableList<Invocation> masked,
    @Nullable Invocation last,
    boolean heeded,
    @Nullable Invocation shell) {

  /** What can't fail here in practice: it writes what it is given, or reads what is there. */
  private static final ImmutableSet<String> HARMLESS = ImmutableSet.of(
      ":",
      "apt-mark",
      "awk",
      "basename",
      "cat",
      "cut",
      "date",
      "dirname",
      "dpkg",
      "dpkg-query",
      "echo",
      "egrep",
      "env",
      "fc-list",
      "fgrep",
      "find",
      "gawk",
      "getent",
      "grep",
      "head",
      "id",
      "ldconfig",
      "ldd",
      "locale",
      "ls",
      "nproc",
      "printf",
      "ps",
      "pwd",
      "readelf",
      "readlink",
      "rpm",
      "scanelf",
      "sed",
      "seq",
      "sort",
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
      "xz",
      "zcat",
      "zstd");

  /** How bad it is that a failure goes unnoticed; null where hardly anybody would do anything about it. */
  @Nullable Severity severity() {
    Invocation failing = failing();
    if (failing == null || !heeded || stopsReading()) {
      return null;
    }
    if (masked.stream().anyMatch(DanglingPipe::checks)) {
      return Severity.WARNING;
    }
    String name = last == null ? null : last.name();
    if (last != null
        && INTERPRETERS.contains(String.valueOf(name))
        && readsScript(last)
        && downloads()) {
      return Severity.WARNING; // and then runs nothing, or half of it
    }
    if (name != null && FILTERS.contains(name)) {
      return null; // it is asked whether something is there
    }
    return name != null && DEMANDING.contains(name) ? Severity.HINT : Severity.INFORMATION;
  }

  /** The first that may fail, or null. */
  @Nullable Invocation failing() {
    for (Invocation invocation : masked) {
      if (invocation.name() == null || !HARMLESS.contains(invocation.name())) {
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

  /** All of a script, in order. */
  static ImmutableList<DanglingPipe> in(Script script, boolean errexit) {
    Walk walk = new Walk(script, errexit || Sequence.of(script).setsOption("e"));
    if (!Sequence.of(script).setsOption("pipefail")) {
      walk.script(script);
    }
    return walk.found.build();
  }

  private static final class Walk extends ScriptVisitor {
    private final Script script;
    private final boolean errexit;
    private final ImmutableList.Builder<DanglingPipe> found = ImmutableList.builder();
    /** Whether the RUN fails where what is walked does. */
    private boolean heeded = true;
    /** Whether the command that is walked is an assignment, which fails with what it is assigned. */
    private boolean assigns;

    private @Nullable Invocation shell;

    Walk(Script script, boolean errexit) {
      this.script = script;
      this.errexit = errexit;
    }

    @Override
    protected void list(CommandList list, ImmutableSet<Nesting> inside) {
      boolean outer = heeded;
      for (int i = 0; i < list.items().size(); i++) {
        CommandList.Item item = list.items().get(i);
        boolean last = i + 1 == list.items().size();
        for (int j = 0; j < item.andOr().pipelines().size(); j++) {
          heeded = outer
              && !inside.contains(Nesting.CONDITION)
              && !item.isBackground()
              && isHeeded(item.andOr(), j, last);
          pipeline(item.andOr().pipelines().get(j));
        }
      }
      heeded = outer;
    }

    private boolean isHeeded(CommandList.AndOr andOr, int index, boolean lastItem) {
      for (int i = index; i < andOr.operators().size(); i++) {
        if (andOr.operators().get(i).kind() == Operator.Kind.OR) {
          return i + 1 < andOr.pipelines().size() && exits(andOr.pipelines().get(i + 1));
        }
      }
      boolean last = index + 1 == andOr.pipelines().size();
      return andOr.pipelines().get(index).negation() == null && (lastItem || (errexit && last));
    }

    private static boolean exits(Pipeline pipeline) {
      return pipeline.commands().get(0) instanceof Command.Simple simple
          && !simple.words().isEmpty()
          && (simple.words().get(0).isLiteral("exit")
              || simple.words().get(0).isLiteral("false")
              || simple.words().get(0).isLiteral("return"));
    }

    @Override
    protected void pipeline(Pipeline pipeline) {
      int count = pipeline.commands().size();
      if (count > 1 && !setsPipefail()) {
        ImmutableList.Builder<Invocation> masked = ImmutableList.builder();
        pipeline.commands().subList(0, count - 1).forEach(it -> masked.addAll(invocations(it)));
        ImmutableList<Invocation> last =
            pipeline.commands().get(count - 1) instanceof Command.Simple simple
                ? invocations(simple)
                : ImmutableList.of();
        found.add(new DanglingPipe(
            pipeline, masked.build(), last.isEmpty() ? null : last.get(0), heeded, shell));
      }
      super.pipeline(pipeline);
    }

    private boolean setsPipefail() {
      return shell != null && argv(shell).pipefail();
    }

    /** What a member of a pipeline runs itself. */
    private ImmutableList<Invocation> invocations(Command command) {
      ImmutableList.Builder<Invocation> inside = ImmutableList.builder();
      for (Invocation invocation : script.invocations()) {
        if (command instanceof Command.Simple
            ? invocation.command() == command
            : command.range().contains(invocation.command().range())
                && !invocation.isIn(Nesting.SUBSTITUTION)) {
          inside.add(invocation);
        }
      }
      return inside.build();
    }

    @Override
    protected void simple(Command.Simple simple) {
      boolean outer = assigns;
      assigns = simple.words().isEmpty();
      super.simple(simple);
      assigns = outer;
      CommandList embedded = script.embedded(simple);
      ImmutableList<Invocation> starts =
          embedded == null ? ImmutableList.of() : invocations(simple);
      if (embedded != null && !starts.isEmpty()) {
        Invocation around = shell;
        shell = starts.get(0);
        list(embedded, ImmutableSet.of());
        shell = around;
      }
    }

    /** A program doesn't fail with what stands among its arguments. */
    @Override
    protected void part(WordPart part) {
      boolean outer = heeded;
      boolean outerAssigns = assigns;
      if (part instanceof WordPart.CommandSubstitution
          || part instanceof WordPart.ProcessSubstitution) {
        heeded = heeded && assigns && part instanceof WordPart.CommandSubstitution;
        assigns = false;
      }
      super.part(part);
      heeded = outer;
      assigns = outerAssigns;
    }
  }

  /** A shell as it is started. */
  static Shell argv(Invocation shell) {
    return Shell.of(ImmutableList.<String>builder()
        .add(String.valueOf(shell.name()))
        .addAll(shell.arguments().literals())
        .build());
  }
}
