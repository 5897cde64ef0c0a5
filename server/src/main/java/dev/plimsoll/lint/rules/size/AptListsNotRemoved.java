package dev.plimsoll.lint.rules.size;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.apt.AptCommand;
import dev.plimsoll.lint.rules.apt.CleaningScripts;
import dev.plimsoll.lint.rules.apt.ListReaders;
import dev.plimsoll.lint.rules.apt.PackageLists;
import dev.plimsoll.lint.rules.layer.LaterUse;
import dev.plimsoll.rewrite.ChainEdits;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.rewrite.ScriptEnd;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Package lists of apt that stay in a layer of the image. */
public final class AptListsNotRemoved implements Rule {

  static final LaterUse OF_LISTS = LaterUse.of("apt/lists");

  /** About most that update the lists it is certain from their text that they remove them. */
  private static final Trait MAY_LEAVE_LISTS =
      Trait.orTriggered(Run.class, AptListsNotRemoved::mayLeaveLists);

  private static final RuleInfo INFO = RuleInfo.of(
          "apt-lists-not-removed", Category.SIZE, Severity.WARNING, """
          `apt-get update` leaves its package lists in the layer: tens of megabytes that nobody needs in the image.

          They have to be removed in the same RUN. What a later one removes stays in the layer below it. `apt-get clean`
          removes downloaded packages, not the lists. Where the lists lie in a cache mount, they are in no layer.

          The fix is a suggestion where a later command may read the lists: a script, `make`, or any program that is not
          known. A shell script from the build context is read: nothing is reported where it installs with the lists, or
          names apt and isn't understood, or where a `command` of Compose installs with them when the container starts. Where only its name says that it installs something, the message depends on that.
          Of lists that nothing reads the fix deletes the update. Nothing is said where a script at the end of the RUN removes them, or
          may do so as its name says and isn't in the build context.

          ```dockerfile bad fix=safe
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y git
          ```

          ```dockerfile good
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile bad fix=safe
          FROM debian:bookworm
          RUN set -eux; \\
              apt-get update; \\
              apt-get install -y git
          ```

          ```dockerfile good
          FROM debian:bookworm
          RUN set -eux; \\
              apt-get update; \\
              apt-get install -y git; \\
              rm -rf /var/lib/apt/lists/*
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withSafeFix()
      .withAlias(Tool.HADOLINT, "DL3009")
      .in(Profile.HADOLINT, Severity.INFORMATION)
      .withAlias(Tool.DROAST, "DF004")
      .withAlias(Tool.DOCKLE, "DKL-DI-0005");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    ListReaders readers = null;
    Integer lastUse = null;
    for (Stage stage : subject.model().stages()) {
      if (!subject.model().ships(stage)) {
        continue;
      }
      for (Instruction instruction : subject.model().having(MAY_LEAVE_LISTS, stage)) {
        RunScript script = subject.model().script(instruction);
        AptCommand update = script == null ? null : lastUpdate(script);
        if (script == null
            || update == null
            || areGone(subject, script, update)
            || CleaningScripts.mayRemove(subject, script, update.start(), "/apt/lists")
            || subject.runSettings().readsLists()) {
          continue;
        }
        readers = readers == null ? new ListReaders(subject) : readers;
        lastUse = lastUse == null ? OF_LISTS.lastIn(subject.model()) : lastUse;
        ListReaders.Use use = readers.after(stage, subject.model().ordinal(instruction));
        boolean unused = use == ListReaders.Use.NONE && lastUse <= script.start();
        boolean isRare =
            isBehindSwitch(subject.model(), script, update) || isFallback(script, update);
        switch (use) {
          case NONE, UNKNOWN ->
            reporter.report(less(isRare, unread(subject, stage, script, update, unused)));
          case INSTALLER ->
            reporter.report(finding(subject.model(), stage, update, REMOVE + UNLESS_INSTALLER)
                .withSeverity(Severity.INFORMATION)
                .withFix(removal(subject, script, update, unused)));
          case INSTALL -> {
            if (installs(script, update)) {
              reporter.report(
                  less(isRare, finding(subject.model(), stage, update, REMOVE + AND_FETCH)));
            }
          }
          case LIKELY, INSTALL_IN_SCRIPT -> {}
        }
      }
    }
  }

  /** @param unused whether it is certain that nothing in the file reads them */
  private static Finding unread(
      Subject subject, Stage stage, RunScript script, AptCommand update, boolean unused) {
    SemanticModel model = subject.model();
    ImmutableList<TextEdit> deletion = deletion(subject, script);
    TextEdit omission = deletion == null && unused && !installs(script, update)
        ? ChainEdits.delete(script, update.invocation())
        : null;
    if (omission != null) {
      return finding(model, stage, update, OMIT)
          .withFix(Fix.suggestion("Delete " + update.program() + " update", omission));
    }
    if (deletion == null) {
      return finding(model, stage, update, REMOVE)
          .withFix(removal(subject, script, update, unused));
    }
    return unused
        ? finding(model, stage, update, DELETE)
            .withFix(new Fix("Delete this RUN", Fix.Safety.SUGGESTION, deletion))
        : less(true, finding(model, stage, update, DELETE_UNLESS));
  }

  /** hadolint doesn't ask who reads the lists; it judges ONBUILD, the stages on which others stand, and the last one. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    List<ImmutableList<Instruction>> runs = new ArrayList<>();
    for (Stage stage : subject.model().stages()) {
      boolean matters = isLastOrBase(subject.model(), stage);
      for (Instruction run : subject.model().having(MAY_LEAVE_LISTS, stage)) {
        if (matters || run instanceof Onbuild) {
          runs.add(ImmutableList.of(run));
        }
      }
    }
    subject.each(runs, AptListsNotRemoved::checkAny, reporter);
  }

  private static boolean isLastOrBase(SemanticModel model, Stage stage) {
    return stage.index() + 1 == model.stages().size()
        || Iterables.any(model.stages(), other -> other.parent() == stage);
  }

  private static void checkAny(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    RunScript script = subject.model().script(part.get(0));
    AptCommand update = script == null ? null : lastUpdate(script);
    if (script != null && update != null && !areGone(subject, script, update)) {
      reporter.report(
          Finding.at(update.range(), "The package lists stay in this layer. " + REMOVE + ".")
              .forHadolintOnly());
    }
  }

  private static final String REMOVE = "Remove /var/lib/apt/lists/* in the same RUN";
  private static final String DELETE = "Nothing here installs with them: delete this RUN";
  private static final String OMIT = "Nothing here installs with them: leave the update out";
  private static final String DELETE_UNLESS =
      "Delete this RUN, unless something that is run later installs with them";
  private static final String UNLESS_INSTALLER =
      ", unless a script that is run later installs with them";
  private static final String AND_FETCH = ", and update them in the later RUN that installs";

  private static Finding finding(
      SemanticModel model, Stage stage, AptCommand update, String advice) {
    ImageReference image = model.baseReference(stage);
    boolean some = PackageListSize.isOfSomeSources(update.invocation());
    WastedBytes known = image == null || some ? null : PackageListSize.of(image);
    String size = some ? "" : known == null ? ", tens of MB," : ", about " + known.text() + ",";
    RunScript script = update.command().script();
    boolean isMeant = script.shell().name().equals("sh") && triesBraces(script, update);
    String why = isMeant ? ": sh doesn't expand {a,b}. " : ". ";
    Finding finding = Finding.at(
        update.range(), "The package lists" + size + " stay in this layer" + why + advice + ".");
    if (some) {
      return finding.withSeverity(Severity.INFORMATION);
    }
    return known == null ? finding : finding.withSeverity(known.severity());
  }

  private static final Regex BRACES = Regex.of("^/var/(?:lib/)?\\{[^}\\s]{0,200}\\bapt\\b");

  /** Whether the lists would be removed if the shell understood braces, as bash does. */
  private static boolean triesBraces(RunScript script, AptCommand update) {
    for (Invocation invocation : script.script().invocations()) {
      if (invocation.is("rm")
          && !invocation.isIn(Nesting.EMBEDDED)
          && invocation.nameWord().range().start() >= update.start()
          && Iterables.any(
              invocation.arguments().words(), word -> BRACES.matcher(word.raw()).find())) {
        return true;
      }
    }
    return false;
  }

  /** What asks whether a variable has a value, or which. */
  private static final Regex SWITCH = Regex.of(
      "\\bif\\s{1,9}(?:\\[{1,2}|test)\\s{1,9}(?:-n\\s{1,9})?\"?\\$\\{?(\\w{1,100})(?::?-)?}?\"?"
          + "(?:\\s{1,9}(?:==?|-eq)\\s{1,9}(?!\"\"|'')([^\\s\\];]{1,100}))?\\s{0,9}(?:]{1,2}\\s{0,9})?;?\\s{0,9}\\bthen\\b");

  private static final Regex OTHERWISE = Regex.of("\\b(?:elif|else|fi)\\b");

  /** Whether nothing is updated unless a build argument without a default is given, for debugging, say. */
  private static boolean isBehindSwitch(SemanticModel model, RunScript script, AptCommand update) {
    if (!update.invocation().isIn(Nesting.BRANCH)) {
      return false;
    }
    String above =
        script.script().code().substring(0, update.invocation().range().start());
    Matcher found = SWITCH.matcher(above);
    boolean isRare = false;
    while (found.find()) {
      Binding binding = model.binding(script.instruction(), found.group(1));
      isRare |= !OTHERWISE.matcher(above.substring(found.end())).find()
          && binding != null
          && binding.instruction() instanceof Instruction.Arg
          && isOff(binding.valueByDefault(), found.group(2));
    }
    return isRare;
  }

  /** @param asked the value with which something is done, as it is written; null where any will do */
  private static boolean isOff(@Nullable String value, @Nullable String asked) {
    return value == null
        || value.isEmpty()
        || asked != null
            && CharMatcher.anyOf("$`").matchesNoneOf(asked)
            && !value.equals(CharMatcher.anyOf("\"'").removeFrom(asked));
  }

  private static final Regex FALLBACK = Regex.of("\\|\\|\\s{0,50}[({]?\\s{0,50}$");
  private static final int MOST_BEFORE = 110;

  /** Whether it is run only where another command fails: {@code dpkg -i a.deb || (apt-get update && …)}. */
  private static boolean isFallback(RunScript script, AptCommand update) {
    String code = script.script().code();
    int start = update.invocation().command().range().start();
    return FALLBACK
        .matcher(code.substring(Math.max(0, start - MOST_BEFORE), start))
        .find();
  }

  /** The same as a fault that does less harm, where it is rare. */
  private static Finding less(boolean isRare, Finding finding) {
    if (!isRare) {
      return finding;
    }
    Severity severity = finding.severity() == null ? INFO.severity() : finding.severity();
    return finding.withSeverity(
        severity == Severity.WARNING ? Severity.INFORMATION : Severity.HINT);
  }

  private static boolean mayLeaveLists(Instruction instruction) {
    return Boolean.FALSE.equals(PackageLists.areRemovedAfterUpdate(instruction));
  }

  private static @Nullable AptCommand lastUpdate(RunScript script) {
    return AptCommand.lastUpdate(AptCommand.in(script));
  }

  private static boolean areGone(Subject subject, RunScript script, AptCommand update) {
    PackageLists lists = PackageLists.in(subject.model(), script);
    return lists.areMounted() || lists.areRemoved(update.start());
  }

  /** Whether it installs with the lists, or may do so by the name of a variable. */
  private static boolean installs(RunScript script, AptCommand update) {
    for (Invocation invocation : script.script().invocations()) {
      AptCommand apt = AptCommand.of(script, invocation);
      if ((invocation.name() == null || apt != null && apt.readsLists())
          && invocation.nameWord().range().start() >= update.start()) {
        return true;
      }
    }
    return false;
  }

  /** The edits that delete a RUN which does nothing but update the lists; null where it does more. */
  private static @Nullable ImmutableList<TextEdit> deletion(Subject subject, RunScript script) {
    boolean alone = script.script().invocations().size() == 1
        && script.instruction() == script.run()
        && !ToolComment.isFor(subject.file(), script.instruction());
    return alone ? InstructionEdits.delete(subject.file(), script.instruction()) : null;
  }

  /** Where the RUN doesn't install, who builds FROM this image may: the author decides. */
  private static @Nullable Fix removal(
      Subject subject, RunScript script, AptCommand update, boolean unused) {
    Invocation invocation = update.invocation();
    boolean otherUser = invocation.prefixes().size() > (invocation.isSudo() ? 1 : 0);
    if (otherUser || invocation.isIn(Nesting.FUNCTION)) {
      return null;
    }
    String command = (invocation.isSudo() ? "sudo " : "") + PackageLists.REMOVAL;
    TextEdit edit = ScriptEnd.append(subject.file(), script, command);
    if (edit == null) {
      return null;
    }
    String title = "Remove the package lists at the end of this RUN";
    return unused && installs(script, update) ? Fix.safe(title, edit) : Fix.suggestion(title, edit);
  }
}
