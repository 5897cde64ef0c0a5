package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.layer.LaterUse;
import dev.plimsoll.lint.rules.layer.Leftovers;
import dev.plimsoll.rewrite.ChainEdits;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.rewrite.ScriptEnd;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What yum, dnf and zypper keep in a layer of what they download: the lists of the repositories, and some of them the packages. */
final class DownloadCache {

  private static final CommandQuery ANY =
      CommandQuery.of("yum", "dnf", "microdnf", "tdnf", "zypper");

  private static final CommandQuery CLEAN = ANY.told("clean");

  static final CommandQuery BY_YUM = CommandQuery.of("yum")
      .told("install", "localinstall", "reinstall", "upgrade", "groupinstall", "makecache");

  static final CommandQuery BY_DNF = CommandQuery.of("dnf", "microdnf", "tdnf")
      .told(
          "install",
          "reinstall",
          "upgrade",
          "upgrade-minimal",
          "update",
          "groupinstall",
          "makecache");

  /** What fills one cache, whatever the name of the program: yum is a link to dnf since RHEL 8. */
  private static final ImmutableList<CommandQuery> OF_ONE_CACHE = ImmutableList.of(BY_YUM, BY_DNF);

  private static final ImmutableList<LaterUse> OF_CACHES = ImmutableList.of(
      LaterUse.of("cache/yum"),
      LaterUse.of("cache/dnf"),
      LaterUse.of("cache/libdnf5"),
      LaterUse.of("cache/tdnf"),
      LaterUse.of("cache/zypp"));

  private DownloadCache() {}

  /** Reports the last command of each RUN in a stage that ships that fills the cache and leaves it. */
  static void check(Subject subject, CommandQuery fills, Reporter reporter) {
    SemanticModel model = subject.model();
    List<RunCommand> found = new ArrayList<>();
    for (Stage stage : model.stages()) {
      for (List<RunCommand> run : RunCommand.byInstruction(model.commands(fills, stage))) {
        RunCommand last = run.get(run.size() - 1);
        if (model.ships(stage)
            && stays(model, last)
            && !(OF_ONE_CACHE.contains(fills) && isLeftToAnother(model, last))) {
          found.add(last);
        }
      }
    }
    if (!found.isEmpty()) {
      int lastUse =
          OF_CACHES.stream().mapToInt(cache -> cache.lastIn(model)).max().orElse(-1);
      boolean safe = !isUsedOffline(model);
      for (RunCommand one : found) {
        report(subject, one, safe && lastUse <= one.script().start(), reporter);
      }
    }
  }

  /** Whether a command behind it, of which another rule speaks, leaves the same cache. */
  private static boolean isLeftToAnother(SemanticModel model, RunCommand command) {
    int start = command.invocation().nameWord().range().start();
    for (CommandQuery fills : OF_ONE_CACHE) {
      for (RunCommand other : fills.in(command.script())) {
        if (other.invocation().nameWord().range().start() > start && stays(model, other)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void report(Subject subject, RunCommand command, boolean safe, Reporter reporter) {
    if (command.isTold("makecache")) {
      reporter.report(Finding.at(
              command.head(),
              command.program()
                  + " makecache leaves the lists of the repositories in this layer. Leave it out: "
                  + command.program() + " fetches them when it installs.")
          .withFix(withoutLists(subject, command, safe)));
      return;
    }
    reporter.report(Finding.at(
            command.head(),
            command.program() + " leaves what it downloads in this layer. Run " + clean(command)
                + " after it, in the same RUN.")
        .withFix(fix(subject, command, safe)));
  }

  private static String clean(RunCommand command) {
    return command.program() + (command.program().equals("zypper") ? " clean -a" : " clean all");
  }

  private static boolean stays(SemanticModel model, RunCommand command) {
    RunScript script = command.script();
    if (command.hasAny(
            "--installroot",
            "--downloadonly",
            "--cacheonly",
            "--help",
            "--assumeno",
            "--dry-run",
            "--root")
        || command.invocation().prefix("chroot") != null
        || command.arguments().mayHideOptions()) {
      return false;
    }
    int start = command.invocation().nameWord().range().start();
    return !isCleaned(script, start)
        && stays(model, script, "/var/cache/yum", "yum", start)
        && stays(model, script, "/var/cache/dnf", "dnf", start)
        && stays(model, script, "/var/cache/libdnf5", "libdnf5", start)
        && stays(model, script, "/var/cache/tdnf", "tdnf", start)
        && stays(model, script, "/var/cache/zypp", "zypp", start);
  }

  private static boolean stays(
      SemanticModel model, RunScript script, String path, String hint, int after) {
    Leftovers cache = Leftovers.in(model, script, path, hint);
    return !cache.areMounted() && !cache.areRemoved(after);
  }

  /** Whether something after an offset of the script cleans up, or may do so by its name. */
  private static boolean isCleaned(RunScript script, int after) {
    for (Invocation invocation : script.script().invocations()) {
      boolean later =
          invocation.nameWord().range().start() > after || invocation.isIn(Nesting.FUNCTION);
      if (later && (CLEAN.matches(invocation) || invocation.nameWord().raw().contains("clean"))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Fix fix(Subject subject, RunCommand command, boolean safe) {
    return fix(subject, command, clean(command), safe);
  }

  /** Deletes a command that only fetches lists, and its RUN with it if that does nothing else. */
  private static @Nullable Fix withoutLists(Subject subject, RunCommand command, boolean safe) {
    RunScript script = command.script();
    boolean alone = script.script().invocations().size() == 1
        && script.instruction() == script.run()
        && script.instruction().text().indexOf('#') < 0
        && !ToolComment.isFor(subject.file(), script.instruction());
    ImmutableList<TextEdit> deleted =
        alone ? InstructionEdits.delete(subject.file(), script.instruction()) : null;
    TextEdit edit = alone ? null : ChainEdits.delete(script, command.invocation());
    ImmutableList<TextEdit> edits = edit == null ? deleted : ImmutableList.of(edit);
    return edits == null
        ? null
        : new Fix(
            alone ? "Delete this RUN" : "Delete this command",
            safe ? Fix.Safety.SAFE : Fix.Safety.SUGGESTION,
            edits);
  }

  /** Runs another command at the end, by the same user; null where that can't be done. */
  static @Nullable Fix fix(Subject subject, RunCommand command, String clean, boolean safe) {
    Invocation invocation = command.invocation();
    boolean otherUser = invocation.prefixes().size() > (invocation.isSudo() ? 1 : 0);
    if (otherUser || invocation.isIn(Nesting.FUNCTION)) {
      return null;
    }
    String added = (invocation.isSudo() ? "sudo " : "") + clean;
    TextEdit edit = ScriptEnd.append(subject.file(), command.script(), added);
    if (edit == null) {
      return null;
    }
    String title = "Run " + added + " at the end of this RUN";
    return safe ? Fix.safe(title, edit) : Fix.suggestion(title, edit);
  }

  /** Whether a command of the file goes by lists that an earlier one has fetched. */
  private static boolean isUsedOffline(SemanticModel model) {
    for (Stage stage : model.stages()) {
      for (RunCommand command : model.commands(ANY, stage)) {
        Flag network = command.script().run().flag("network");
        if (command.hasAny("--cacheonly", "--offline", "--no-refresh")
            || (network != null && !network.valueOrEmpty().equals("default"))) {
          return true;
        }
      }
    }
    return false;
  }
}
