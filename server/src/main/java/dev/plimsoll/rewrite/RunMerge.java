package dev.plimsoll.rewrite;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.SetCommand;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Adjacent RUN instructions as one that runs the same commands with the same outcome.
 *
 * <p>Every RUN is a shell of its own that stops the build when it fails. In one shell {@code &&} does that; what a script
 * changes in its shell is kept inside of {@code ( … )}, and a script that is more than a chain of {@code &&} stands in
 * <code>{ …; }</code>. Scripts that begin with the same {@code set -e …} become one script with one {@code set}. Where
 * none of that holds, nothing is joined.
 */
public final class RunMerge {

  /** What instructions have in common that may name a file which bash reads when it begins. */
  private static final Trait NAMES_PROFILE = Trait.of(
          Instruction.Env.class, env -> env.text().contains("BASH_ENV"))
      .or(Trait.of(Instruction.Arg.class, arg -> arg.text().contains("BASH_ENV")));

  /** Linux passes no argument of more than 128 KiB, and the script is one argument. */
  private static final int MAX_CODE = 100_000;

  /** How scripts are joined; all scripts of a merge in the same way. */
  private enum Mode {
    /** Each one keeps its own {@code set}, if it has one. */
    SEPARATE,
    /** All begin with the same {@code set}, of which the first one stays. */
    SAME_SET,
    /** The {@code set -e} of the first is put in force for the others, which have none. */
    ONE_SCRIPT
  }

  private enum Joint {
    AND,
    SEMICOLON
  }

  private final SemanticModel model;
  private final List<MergeMember> members = new ArrayList<>();
  /** How each member but the first is joined to the one before. */
  private final List<Joint> joints = new ArrayList<>();

  private final RememberedPrograms programs = new RememberedPrograms();
  private final boolean errexit;
  private final boolean followable;
  private @Nullable Mode mode;
  /** Whether the last list so far is a single pipeline, which {@code set -e} sees fail. */
  private boolean endsAlone;

  private int length;
  private boolean leadingByDefault = true;
  private int replaced = -1;
  private String replacement = "";
  private String appended = "";

  /** Begins with one script, to which others are added while they can be. */
  public RunMerge(SemanticModel model, RunScript first) {
    this.model = model;
    MergeMember member = new MergeMember(first);
    members.add(member);
    length = first.code().length();
    errexit = first.shell().errexit();
    followable = member.canJoin() && !readsProfile(first) && RunFlags.keepFiles(first.run());
    programs.add(first);
    endsAlone = followable && member.endsAlone();
  }

  /** Scripts of RUNs that follow each other as one that does the same; null where that isn't possible. */
  public static @Nullable RunMerge of(SemanticModel model, List<RunScript> scripts) {
    return all(model, scripts, RunMerge::add);
  }

  /** The same under the {@code set -e} of the first, see {@link #addUnderSet}. */
  public static @Nullable RunMerge underSet(SemanticModel model, List<RunScript> scripts) {
    return all(model, scripts, RunMerge::addUnderSet);
  }

  private static @Nullable RunMerge all(
      SemanticModel model, List<RunScript> scripts, BiPredicate<RunMerge, RunScript> add) {
    RunMerge merge = new RunMerge(model, scripts.get(0));
    for (RunScript next : scripts.subList(1, scripts.size())) {
      if (!add.test(merge, next)) {
        return null;
      }
    }
    return merge;
  }

  /** A shell that reads files when it begins may find others there than the shell before it did. */
  private boolean readsProfile(RunScript script) {
    Shell shell = script.shell();
    for (String argument : shell.argv()) {
      boolean letters = argument.startsWith("-") && !argument.startsWith("--");
      if (argument.equals("--login")
          || (letters && (argument.indexOf('l') > 0 || argument.indexOf('i') > 0))) {
        return true;
      }
    }
    return shell.name().equals("zsh")
        || shell.name().equals("bash") && !model.file().where(NAMES_PROFILE).isEmpty();
  }

  /** Ends lines with {@code &&} where the file doesn't say otherwise. */
  public RunMerge trailingByDefault() {
    leadingByDefault = false;
    return this;
  }

  /** Puts a command in the place of the last script added. */
  public void replaceLast(String command) {
    replaced = members.size() - 1;
    replacement = command;
  }

  /** Runs one more command behind the last script added, where that one may be followed by it. */
  public void append(String command) {
    MergeMember last = members.get(members.size() - 1);
    RunScript script = last.script();
    TextRange rest =
        new TextRange(script.homeEnd(last.end()), script.homeEnd(script.code().length()));
    if (replaced < 0
        && last.canBeFollowed()
        && rest.of(model.file().text()).isBlank()
        && ScriptEnd.append(model.file(), script, command) != null) {
      appended = command;
    }
  }

  public int size() {
    return members.size();
  }

  /** The scripts, in order. */
  public ImmutableList<RunScript> scripts() {
    return members.stream().map(MergeMember::script).collect(ImmutableList.toImmutableList());
  }

  /** Adds the script of the next RUN so that nothing changes; tells whether that is possible. */
  public boolean add(RunScript next) {
    MergeMember right = canAdd(next) ? new MergeMember(next) : null;
    return right != null && (add(right, Mode.SAME_SET) || add(right, Mode.SEPARATE));
  }

  /**
   * Adds the script of the next RUN under the {@code set -e} that the first one begins with: it then stops at failures
   * that it passed over before. Tells whether that is possible.
   */
  public boolean addUnderSet(RunScript next) {
    MergeMember right = canAdd(next) ? new MergeMember(next) : null;
    return right != null && add(right, Mode.ONE_SCRIPT);
  }

  private boolean canAdd(RunScript next) {
    MergeMember left = members.get(members.size() - 1);
    return followable
        && replaced < 0
        && RunFlags.same(left.script().run(), next.run())
        && length + next.code().length() < MAX_CODE
        && left.canBeFollowed()
        && !left.removes(model.directory(next.instruction(), Basis.DEFAULTS), model)
        && !programs.mislead(next)
        && CommentsBetween.canBeTaken(model.file(), next);
  }

  private boolean add(MergeMember right, Mode wanted) {
    MergeMember left = members.get(members.size() - 1);
    boolean possible = (mode == null || mode == wanted) && right.canJoin();
    Joint joint = possible ? joint(wanted, left, right) : null;
    if (joint == null) {
      return false;
    }
    mode = wanted;
    members.add(right);
    programs.add(right.script());
    joints.add(joint);
    length += right.script().code().length();
    endsAlone = joint == Joint.SEMICOLON && right.endsAlone();
    return true;
  }

  private @Nullable Joint joint(Mode wanted, MergeMember left, MergeMember right) {
    boolean commentInBraces =
        !right.script().script().comments().isEmpty() && !right.isChain(wanted == Mode.SAME_SET);
    return switch (wanted) {
      case SEPARATE -> commentInBraces || !areSeparate(left, right) ? null : Joint.AND;
      case SAME_SET -> sameSet(left, right, commentInBraces);
      case ONE_SCRIPT -> underSet(left, right) ? Joint.SEMICOLON : null;
    };
  }

  private boolean areSeparate(MergeMember left, MergeMember right) {
    if (left.setsStatusOption() || right.setsStatusOption()) {
      return false;
    }
    return errexit
        ? !left.leavesState() && left.isChain(false) && left.isAllSimple()
        : left.canBeWrapped();
  }

  private @Nullable Joint sameSet(MergeMember left, MergeMember right, boolean commentInBraces) {
    SetCommand set = left.prologue();
    SetCommand next = right.prologue();
    if (set == null
        || next == null
        || !set.options().equals(next.options())
        || !left.onlyPrologue()
        || right.countSet() != 1) {
      return null;
    }
    if (!errexit && !set.options().contains("e")) {
      return commentInBraces ? null : Joint.AND;
    }
    if (endsAlone) {
      return Joint.SEMICOLON;
    }
    return left.endsInChain() && right.isChain(true) ? Joint.AND : null;
  }

  private boolean underSet(MergeMember left, MergeMember right) {
    SetCommand set = members.get(0).prologue();
    boolean stops = set != null && set.options().contains("e") && members.get(0).onlyPrologue();
    boolean keeps = left == members.get(0) || !left.leavesState();
    return stops && keeps && endsAlone && right.countSet() == 0;
  }

  /** The edits that join all scripts added so far, or null where pragmas would apply to something else. */
  public @Nullable Rewrite rewrite() {
    boolean safe = mode != Mode.ONE_SCRIPT;
    ImmutableList<Run> runs = members.stream()
        .map(member -> member.script().run())
        .collect(ImmutableList.toImmutableList());
    ChainLayout layout = ChainLayout.of(model.file(), runs, leadingByDefault);
    CommentsBetween comments = new CommentsBetween(model.file(), layout);
    List<TextEdit> edits = new ArrayList<>();
    String open = open(0);
    if (!open.isEmpty()) {
      edits.add(TextEdit.insert(start(0), open));
    }
    for (int i = 1; i < members.size(); i++) {
      TextRange gap = new TextRange(end(i - 1), i == replaced ? end(i) : start(i));
      String between = comments.take(members.get(i - 1).script(), members.get(i).script(), gap);
      String joint =
          joints.get(i - 1) == Joint.AND ? layout.and(between) : layout.semicolon(between);
      String next = i == replaced ? replacement : open(i);
      edits.add(TextEdit.replace(gap, close(i - 1) + joint + next));
    }
    closeLast(edits, layout);
    RunScript first = members.get(0).script();
    if (comments.movesPragmas()) {
      TextEdit hoisted = comments.hoisted(first);
      if (hoisted == null) {
        return null;
      }
      edits.add(hoisted);
    }
    safe = safe
        && !comments.movesPragmas()
        && !ToolComment.isFor(model.file(), first.instruction())
        && !areMeantApart();
    ImmutableList<TextEdit> inOrder = TextEdit.inOrder(edits);
    return new Rewrite(inOrder, safe);
  }

  /** Whether a comment at one of the later ones says why it is a layer of its own. */
  private boolean areMeantApart() {
    for (MergeMember member : members.subList(1, members.size())) {
      if (AuthorsComment.keepsApart(model.file(), member.script().instruction())) {
        return true;
      }
    }
    return false;
  }

  private void closeLast(List<TextEdit> edits, ChainLayout layout) {
    int last = members.size() - 1;
    String joint = joints.get(last - 1) == Joint.AND ? layout.and() : layout.semicolon("");
    String close = close(last) + (appended.isEmpty() ? "" : joint + appended);
    if (!close.isEmpty()) {
      RunScript script = members.get(last).script();
      edits.add(TextEdit.replace(
          new TextRange(end(last), script.homeEnd(script.code().length())), close));
    }
  }

  private int start(int i) {
    MergeMember member = members.get(i);
    boolean dropsSet = i > 0 && mode == Mode.SAME_SET;
    return member.script().home(dropsSet ? member.bodyStart() : 0);
  }

  private int end(int i) {
    MergeMember member = members.get(i);
    return member.script().homeEnd(member.end());
  }

  private String open(int i) {
    return isWrapped(i) ? "( " : isGrouped(i) ? "{ " : "";
  }

  private String close(int i) {
    return isWrapped(i) ? " )" : isGrouped(i) ? "; }" : "";
  }

  /** Whether what it changes in the shell has to stay inside. */
  private boolean isWrapped(int i) {
    return mode == Mode.SEPARATE
        && i < members.size() - 1
        && members.get(i).leavesState()
        && !(members.get(i).leavesDirectoryAlone() && areSameAnywhere(i + 1));
  }

  private boolean areSameAnywhere(int from) {
    for (int i = from; i < members.size(); i++) {
      if (i == replaced || !members.get(i).isSameAnywhere()) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is more than a chain and follows {@code &&}. */
  private boolean isGrouped(int i) {
    return i > 0
        && i != replaced
        && !isWrapped(i)
        && joints.get(i - 1) == Joint.AND
        && !members.get(i).isChain(mode == Mode.SAME_SET);
  }
}
