package dev.plimsoll.format;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.shell.Assignment;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.Comment;
import dev.plimsoll.shell.HereDocument;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ScriptVisitor;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.shell.WordPart;
import dev.plimsoll.text.TextRange;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the blanks of a script only part words, and where more may stand.
 *
 * <p>What the visitor meets is taken from the blanks, from the outside to the inside, and what stands in {@code $(…)} is
 * given back before it is looked at itself. Backquotes keep theirs: inside of them a backslash means something else.
 */
final class ShellSpace extends ScriptVisitor {

  private final String code;
  private final BitSet taken = new BitSet();
  /** Offsets at which an operator begins or ends. */
  private final BitSet joints = new BitSet();

  /** Offsets beside which blanks say nothing: what begins or ends there can't be taken for a part of a word. */
  private final BitSet edges = new BitSet();

  private ShellSpace(String code) {
    this.code = code;
  }

  /** Looks at a script that is {@linkplain Script#isComplete() complete}. */
  static ShellSpace of(Script script) {
    ShellSpace space = new ShellSpace(script.code());
    space.script(script);
    for (Comment comment : script.comments()) {
      space.take(comment.range());
    }
    return space;
  }

  /** Whether the character is a blank that only parts what stands beside it. */
  boolean isFree(int offset) {
    char c = code.charAt(offset);
    return (c == ' ' || c == '\t') && !taken.get(offset);
  }

  /** Whether a blank may be put before the character, where there is none. */
  boolean isJoint(int offset) {
    return joints.get(offset) && !taken.get(offset);
  }

  /** The code with one blank for all that are free beside each other, and none beside operators: what it says to a shell. */
  static String canonical(Script script) {
    ShellSpace space = of(script);
    String code = script.code();
    StringBuilder canonical = new StringBuilder(code.length());
    int i = 0;
    while (i < code.length()) {
      int end = i;
      while (end < code.length() && space.isFree(end)) {
        end++;
      }
      if (end > i) {
        if (!space.edges.get(i) && !space.edges.get(end) && end < code.length()) {
          canonical.append(' ');
        }
        i = end;
      } else {
        canonical.append(code.charAt(i++));
      }
    }
    return canonical.toString();
  }

  private void take(TextRange range) {
    taken.set(range.start(), range.end());
  }

  private void joint(Operator operator, boolean before) {
    edge(operator.range());
    if (before) {
      joints.set(operator.range().start());
    }
    joints.set(operator.range().end());
  }

  private void edge(TextRange range) {
    edges.set(range.start());
    edges.set(range.end());
  }

  private void joint(List<Operator> operators) {
    for (Operator operator : operators) {
      joint(operator, true);
    }
  }

  @Override
  protected void heredoc(HereDocument heredoc) {
    take(heredoc.body().range());
  }

  @Override
  protected void item(CommandList.Item item) {
    Operator separator = item.separator();
    if (separator != null && separator.kind() != Operator.Kind.NEWLINE) {
      joint(separator, false);
    }
    joint(item.andOr().operators());
    super.item(item);
  }

  @Override
  protected void pipeline(CommandList.Pipeline pipeline) {
    joint(pipeline.operators());
    super.pipeline(pipeline);
  }

  @Override
  protected void command(Command command, ImmutableSet<Nesting> inside) {
    if (command instanceof Command.Test || command instanceof Command.Arithmetic) {
      take(command.range());
    }
    super.command(command, inside);
  }

  @Override
  protected void arm(Command.Arm arm) {
    if (arm.terminator() != null) {
      joints.set(arm.terminator().end());
      edge(arm.terminator());
    }
    super.arm(arm);
  }

  @Override
  protected void assignment(Assignment assignment) {
    take(assignment.range());
    super.assignment(assignment);
  }

  @Override
  protected void redirection(Redirection redirection) {
    if (redirection.isHeredoc()) {
      take(redirection.range());
    }
    super.redirection(redirection);
  }

  @Override
  protected void name(@Nullable ShellWord name) {
    if (name != null) {
      take(name.range());
    }
  }

  @Override
  protected void word(ShellWord word) {
    take(word.range());
    super.word(word);
  }

  @Override
  protected void part(WordPart part) {
    if (part instanceof WordPart.CommandSubstitution substitution
        && code.startsWith("$(", substitution.range().start())) {
      taken.clear(substitution.range().start() + 2, substitution.range().end() - 1);
    }
    super.part(part);
  }
}
