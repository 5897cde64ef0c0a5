package dev.plimsoll.rewrite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.CommandList.AndOr;
import dev.plimsoll.shell.CommandList.Item;
import dev.plimsoll.shell.CommandList.Pipeline;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.SetCommand;
import dev.plimsoll.shell.StateChange;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Derivation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A script that may be joined to others: what it does to the shell, and how it ends. */
final class MergeMember {

  private static final ImmutableSet<String> REMOVE = ImmutableSet.of("rm", "mv", "rmdir");

  private final RunScript script;
  private final Sequence sequence;
  private final @Nullable SetCommand prologue;

  private static final Derivation<Optional<SetCommand>> PROLOGUE =
      instruction -> Optional.ofNullable(prologue(RunScript.script(instruction)));

  private static final Derivation<ImmutableList<StateChange>> CHANGES = instruction -> {
    Script script = RunScript.script(instruction);
    return script == null ? ImmutableList.of() : Sequence.of(script).stateChanges();
  };

  MergeMember(RunScript script) {
    this.script = script;
    this.sequence = Sequence.of(script.script());
    this.prologue = script.instruction().derived(PROLOGUE).orElse(null);
  }

  private static @Nullable SetCommand prologue(@Nullable Script script) {
    String code = script == null ? "" : script.code();
    SetCommand prologue =
        script != null && code.contains("set ") ? Sequence.of(script).prologue() : null;
    boolean followed = prologue != null
        && prologue.separator() != null
        && prologue.separator().range().end() < code.stripTrailing().length();
    return followed ? prologue : null;
  }

  RunScript script() {
    return script;
  }

  /** The {@code set …} that it begins with, if anything follows it. */
  @Nullable SetCommand prologue() {
    return prologue;
  }

  /** What commands after it would see changed. */
  private ImmutableList<StateChange> changes() {
    return script.instruction().derived(CHANGES);
  }

  /** Whether the script can be joined to another at all. */
  boolean canJoin() {
    return !script.execForm()
        && script.run().heredocs().isEmpty()
        && !sequence.hasHeredoc()
        && !script.script().body().isEmpty();
  }

  /** Whether commands may follow it, as far as it lies not in how they are joined. */
  boolean canBeFollowed() {
    return canJoin() && script.script().comments().isEmpty() && !Lingering.any(script);
  }

  /** Whether it removes or moves a directory: a RUN that begins there finds it made anew. */
  boolean removes(ImagePath directory, SemanticModel model) {
    if (!script.script().runsAny(REMOVE)) {
      return false;
    }
    ScriptPlaces places = ScriptPlaces.of(model, script, Basis.DEFAULTS);
    for (Invocation invocation : script.script().invocations()) {
      boolean removes = invocation.name() != null && REMOVE.contains(invocation.name());
      if (removes
          && places.places(invocation, invocation.arguments().operands()).stream()
              .anyMatch(place -> !place.isPattern() && place.certainlyContains(directory))) {
        return true;
      }
    }
    return false;
  }

  boolean leavesState() {
    return !changes().isEmpty();
  }

  /** Whether it leaves the shell in another directory and does nothing else to it. */
  boolean leavesDirectoryAlone() {
    return changes().stream().allMatch(one -> one.kind() == StateChange.Kind.DIRECTORY);
  }

  /** Programs that look at nothing but what they are told. */
  private static final ImmutableSet<String> OF_PATHS =
      ImmutableSet.of("chgrp", "chmod", "chown", "mkdir", "rm", "rmdir", "touch");

  /** Those of them whose first operand says what becomes of the others. */
  private static final ImmutableSet<String> CHANGE = ImmutableSet.of("chgrp", "chmod", "chown");

  /** Whether it does the same in any directory: it is of simple programs, and all their paths begin at the root. */
  boolean isSameAnywhere() {
    return script.script().isComplete()
        && !leavesState()
        && Iterables.all(script.script().invocations(), MergeMember::namesAbsolutePaths);
  }

  private static boolean namesAbsolutePaths(Invocation invocation) {
    String name = String.valueOf(invocation.name());
    boolean plain = OF_PATHS.contains(name)
        && invocation.prefixes().isEmpty()
        && invocation.command().redirections().isEmpty()
        && !invocation.arguments().hasFlag("--reference");
    return plain
        && Iterables.all(
            Iterables.skip(invocation.arguments().operands(), CHANGE.contains(name) ? 1 : 0),
            word -> word.literal() != null && word.literal().startsWith("/"));
  }

  /** Whether {@code ( … )} around it keeps all that it changes in the shell inside. */
  boolean canBeWrapped() {
    for (StateChange change : changes()) {
      boolean returns = change.kind() == StateChange.Kind.CONTROL
          && change.range().of(script.script().code()).startsWith("return");
      boolean sourcesLast = change.kind() == StateChange.Kind.UNKNOWN
          && (!sequence.isChain()
              || change.range().end() > lastPipeline().range().start());
      if (returns || sourcesLast) {
        return false;
      }
    }
    return true;
  }

  /** Whether it switches on an option that has to stay on for all of it: wrapping it or {@code &&} would not do. */
  boolean setsStatusOption() {
    return sequence.setsOption("e") || sequence.setsOption("pipefail");
  }

  /** Whether the prologue is all that it changes in the shell. */
  boolean onlyPrologue() {
    if (prologue == null || countSet() != 1) {
      return false;
    }
    return changes().size() == 1 && changes().get(0).range().equals(prologue.range());
  }

  int countSet() {
    int count = 0;
    for (Invocation invocation : script.script().invocations()) {
      count += invocation.is("set") ? 1 : 0;
    }
    return count;
  }

  /** Where the code begins that is left when the prologue goes. */
  int bodyStart() {
    String code = script.script().code();
    int start = 0;
    if (prologue != null && prologue.separator() != null) {
      start = prologue.separator().range().end();
    }
    while (start < code.length() && Character.isWhitespace(code.charAt(start))) {
      start++;
    }
    return start;
  }

  /** The end of the last command; separators after it don't count. */
  int end() {
    return last().range().end();
  }

  AndOr last() {
    ImmutableList<Item> items = script.script().body().items();
    return items.get(items.size() - 1).andOr();
  }

  Pipeline lastPipeline() {
    return last().pipelines().get(last().pipelines().size() - 1);
  }

  /** Whether a single pipeline of simple commands is the last list: {@code set -e} sees it fail. */
  boolean endsAlone() {
    return last().pipelines().size() == 1 && endsSimply();
  }

  /** Whether the last list is a chain of {@code &&} whose last pipeline has nothing inside in which failures count. */
  boolean endsInChain() {
    return isChain(last()) && endsSimply();
  }

  private boolean endsSimply() {
    return lastPipeline().negation() == null
        && !lastPipeline().timed()
        && ScriptEnd.isSimple(lastPipeline());
  }

  /** Whether all of it, or what is left without the prologue, is one chain of {@code &&}. */
  boolean isChain(boolean withoutPrologue) {
    ImmutableList<Item> items = script.script().body().items();
    boolean ownList = withoutPrologue
        && prologue != null
        && prologue.separator() != null
        && prologue.separator().kind() != Operator.Kind.AND;
    return items.size() == (ownList ? 2 : 1) && isChain(last());
  }

  private static boolean isChain(AndOr list) {
    for (Pipeline pipeline : list.pipelines()) {
      if (pipeline.negation() != null || pipeline.timed()) {
        return false;
      }
    }
    for (Operator operator : list.operators()) {
      if (operator.kind() != Operator.Kind.AND) {
        return false;
      }
    }
    return true;
  }

  /** Whether every pipeline of the last list consists of simple commands. */
  boolean isAllSimple() {
    for (Pipeline pipeline : last().pipelines()) {
      if (!ScriptEnd.isSimple(pipeline)) {
        return false;
      }
    }
    return true;
  }
}
