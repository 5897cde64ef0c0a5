package dev.plimsoll.rewrite;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList.AndOr;
import dev.plimsoll.shell.CommandList.Item;
import dev.plimsoll.shell.CommandList.Pipeline;
import dev.plimsoll.shell.Comment;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.StateChange;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/**
 * Adds a command to the end of a script, so that it runs where the script succeeds and the exit status of the script
 * stays what it was.
 *
 * <p>The status of a list is that of its last and-or list, and {@code &&} binds it to the command that is added, whatever
 * stands before. Under {@code set -e} the shell ignores failures inside of all that {@code &&} follows (POSIX, {@code
 * set}): there a single command ends with {@code ;}, and nothing is added behind loops, groups and the like.
 */
public final class ScriptEnd {

  /** What RUNs have in common that decide how others are laid out. */
  public static final Trait SHOWS_LAYOUT =
      Trait.of(Run.class, run -> run.derived(ChainLayout.SHOWN).isPresent());

  /** A comment behind the character that should have continued the line: the author's script has more lines. */
  private static final Regex BROKEN_OFF = Regex.of("\\\\[ \\t]+#");

  private final Dockerfile file;
  private final RunScript script;
  private final Sequence sequence;
  private final boolean errexit;

  private ScriptEnd(Dockerfile file, RunScript script) {
    this.file = file;
    this.script = script;
    this.sequence = Sequence.of(script.script());
    this.errexit = script.shell().errexit() || sequence.setsOption("e");
  }

  /** The edit that adds {@code command} to a script of {@code file}; null where that can change what the script does. */
  public static @Nullable TextEdit append(Dockerfile file, RunScript script, String command) {
    return new ScriptEnd(file, script).append(command);
  }

  private @Nullable TextEdit append(String command) {
    ImmutableList<Item> items = script.script().body().items();
    if (items.isEmpty()
        || script.execForm()
        || sequence.hasHeredoc()
        || sequence.hasBackground()
        || BROKEN_OFF.matcher(script.script().code()).find()
        || endsEarly()) {
      return null;
    }
    AndOr last = items.get(items.size() - 1).andOr();
    Operator.Kind joint = joint(last);
    if (joint == null) {
      return null;
    }
    return script.isHeredocBody() ? newLine(last, joint, command) : continued(last, joint, command);
  }

  /** Whether the script may end before its last command, or change how it reads that command. */
  private boolean endsEarly() {
    for (StateChange change : sequence.stateChanges()) {
      if (change.kind() == StateChange.Kind.CONTROL
          || change.kind() == StateChange.Kind.DEFINITION) {
        return true;
      }
    }
    for (Invocation invocation : script.script().invocations()) {
      boolean off = invocation.is("set")
          && invocation.arguments().words().stream()
              .anyMatch(word -> word.literalPrefix().startsWith("+"));
      if (off && errexit) {
        return true;
      }
    }
    return sequence.setsOption("f");
  }

  private Operator.@Nullable Kind joint(AndOr last) {
    Pipeline pipeline = last.pipelines().get(last.pipelines().size() - 1);
    boolean alone = last.pipelines().size() == 1;
    if (errexit) {
      if (!isSimple(pipeline)) {
        return null;
      }
      return alone && pipeline.negation() == null ? Operator.Kind.SEMICOLON : Operator.Kind.AND;
    }
    return !alone && alwaysSucceeds(last, pipeline) ? Operator.Kind.SEMICOLON : Operator.Kind.AND;
  }

  static boolean isSimple(Pipeline pipeline) {
    for (Command command : pipeline.commands()) {
      if (!(command instanceof Command.Simple)) {
        return false;
      }
    }
    return true;
  }

  /** {@code … || true} */
  private static boolean alwaysSucceeds(AndOr list, Pipeline last) {
    boolean or = list.operators().get(list.operators().size() - 1).kind() == Operator.Kind.OR;
    return or && isTrue(last);
  }

  private static boolean isTrue(Pipeline pipeline) {
    return pipeline.negation() == null
        && pipeline.commands().size() == 1
        && pipeline.commands().get(0) instanceof Command.Simple simple
        && simple.redirections().isEmpty()
        && simple.words().size() == 1
        && (simple.words().get(0).isLiteral("true") || simple.words().get(0).isLiteral(":"));
  }

  private TextEdit continued(AndOr last, Operator.Kind joint, String command) {
    boolean and = joint == Operator.Kind.AND;
    boolean oneLine = script.code().isContiguous(script.script().body().range());
    ChainLayout layout = oneLine ? null : ChainLayout.of(file, script.run());
    String between;
    if (layout == null) {
      between = and ? " && " : "; ";
    } else {
      between = and ? layout.and() : layout.semicolon("");
    }
    int end = and && endsWithTrue(last)
        ? last.pipelines().get(last.pipelines().size() - 2).range().end()
        : last.range().end();
    return TextEdit.insert(script.homeEnd(end), between + command);
  }

  /** {@code … && true}, which is there so that every line above it ends alike. */
  private static boolean endsWithTrue(AndOr list) {
    int count = list.pipelines().size();
    return count > 1
        && list.operators().size() == count - 1
        && list.operators().get(count - 2).kind() == Operator.Kind.AND
        && isTrue(list.pipelines().get(count - 1));
  }

  /** In a here-document: a line of its own. */
  private TextEdit newLine(AndOr last, Operator.Kind joint, String command) {
    String code = script.script().code();
    int end = last.range().end();
    int lineFeed = code.indexOf('\n', end);
    int lineEnd = lineFeed < 0 ? code.length() : lineFeed;
    String lineEnding = new Surroundings(file, script.instruction()).lineEnding();
    String newLine = lineEnding + indent(last);
    if (joint == Operator.Kind.SEMICOLON) {
      int at = code.startsWith("\r", lineEnd - 1) ? lineEnd - 1 : lineEnd;
      return TextEdit.insert(script.homeEnd(at), newLine + command);
    }
    return hasCommentAfter(end, lineEnd)
        ? TextEdit.insert(script.homeEnd(end), " && " + command)
        : TextEdit.insert(script.homeEnd(end), " &&" + newLine + command);
  }

  private boolean hasCommentAfter(int start, int end) {
    for (Comment comment : script.script().comments()) {
      if (comment.range().start() >= start && comment.range().start() < end) {
        return true;
      }
    }
    return false;
  }

  /** What stands before the line in the file on which the last list begins. */
  private String indent(AndOr last) {
    String text = script.instruction().text();
    int start = script.code().home(last.range().start());
    int lineStart = text.lastIndexOf('\n', start - 1) + 1;
    int code = lineStart;
    while (text.charAt(code) == ' ' || text.charAt(code) == '\t') {
      code++;
    }
    return text.substring(lineStart, code);
  }
}
