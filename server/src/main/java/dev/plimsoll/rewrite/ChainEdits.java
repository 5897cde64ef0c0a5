package dev.plimsoll.rewrite;

import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.CommandList.AndOr;
import dev.plimsoll.shell.CommandList.Item;
import dev.plimsoll.shell.CommandList.Pipeline;
import dev.plimsoll.shell.Comment;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * Adds commands to chains of {@code &&} and takes them out, operator and continuation with them. {@link ScriptEnd} adds to
 * the end of any script.
 */
public final class ChainEdits {

  private ChainEdits() {}

  /**
   * Inserts a command before one that runs if it succeeds; null where {@code &&} can't stand there, behind a pipe, a negation
   * or {@code ||}.
   */
  public static @Nullable TextEdit insertBefore(
      RunScript script, Invocation invocation, String command) {
    int start = invocation.command().range().start();
    String code = script.script().code();
    int before = start - 1;
    while (before >= 0 && Character.isWhitespace(code.charAt(before))) {
      before--;
    }
    boolean bound = before >= 0 && (code.charAt(before) == '|' || code.charAt(before) == '!');
    return script.execForm() || bound
        ? null
        : TextEdit.insert(script.home(start), command + " && ");
  }

  /**
   * Inserts a command behind one of a script that is one chain, so that it runs if that succeeds; on a line of its own where
   * the chain has several. Null where the command is in no such chain, or inside of another one.
   */
  public static @Nullable TextEdit insertAfter(
      Dockerfile file, RunScript script, Invocation invocation, String command) {
    boolean chain = !script.execForm()
        && !invocation.isNested()
        && Sequence.of(script.script()).isChain();
    if (!chain) {
      return null;
    }
    for (Pipeline pipeline : script.script().body().items().get(0).andOr().pipelines()) {
      if (pipeline.range().contains(invocation.range())) {
        boolean oneLine = script.isHeredocBody()
            || script.code().isContiguous(script.script().body().range());
        String and = oneLine ? " && " : ChainLayout.of(file, script.run()).and();
        return TextEdit.insert(script.homeEnd(pipeline.range().end()), and + command);
      }
    }
    return null;
  }

  /**
   * Takes a command out of the chain that it is part of. Null where it is the only one, is more than a command of its own, or
   * a comment would go with it.
   */
  public static @Nullable TextEdit delete(RunScript script, Invocation invocation) {
    if (script.execForm() || invocation.isNested()) {
      return null;
    }
    for (Item item : script.script().body().items()) {
      AndOr list = item.andOr();
      for (int i = 0; i < list.pipelines().size(); i++) {
        Pipeline pipeline = list.pipelines().get(i);
        if (pipeline.range().contains(invocation.command().range())) {
          return pipeline.commands().size() == 1 && pipeline.negation() == null
              ? delete(script, list, i)
              : null;
        }
      }
    }
    return null;
  }

  private static @Nullable TextEdit delete(RunScript script, AndOr list, int index) {
    int last = list.pipelines().size() - 1;
    boolean chain = list.operators().size() == last
        && list.operators().stream().allMatch(it -> it.kind() == Operator.Kind.AND);
    if (!chain || last == 0) {
      return null;
    }
    TextRange command = list.pipelines().get(index).range();
    TextRange place;
    if (index == last) {
      place = homes(script, list.pipelines().get(index - 1).range().end(), command.end());
    } else if (index == 0 || trails(script, list, index)) {
      place = homes(script, command.start(), list.operators().get(index).range().end());
    } else {
      place = homes(script, list.operators().get(index - 1).range().start(), command.end());
    }
    return hasComment(script, place) || hasHeredoc(script, command) ? null : edit(script, place);
  }

  /** Whether the operator before a command stands on the line above it, as the one behind it does on the line below. */
  private static boolean trails(RunScript script, AndOr list, int index) {
    int before = list.operators().get(index - 1).range().end();
    TextRange gap = homes(script, before, list.pipelines().get(index).range().start());
    return gap.shift(-script.start()).of(script.instruction().text()).indexOf('\n') >= 0;
  }

  private static TextEdit edit(RunScript script, TextRange place) {
    String text = script.instruction().text();
    TextRange piece = place.shift(-script.start());
    TextRange lines = Lines.around(
        text, piece, script.isHeredocBody() ? '\\' : script.run().source().escape());
    boolean first = piece.start() == script.code().home(0);
    int end = piece.end();
    while (first && end < text.length() && Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    TextRange gone = first ? new TextRange(piece.start(), end) : lines;
    return TextEdit.delete(gone.shift(script.start()));
  }

  private static TextRange homes(RunScript script, int start, int end) {
    boolean atEnd = start > 0 && Character.isWhitespace(script.script().code().charAt(start));
    return new TextRange(atEnd ? script.homeEnd(start) : script.home(start), script.homeEnd(end));
  }

  private static boolean hasComment(RunScript script, TextRange place) {
    for (Token token : script.instruction().source().tokens()) {
      if (token.kind() == Token.Kind.COMMENT
          && place.contains(token.range().shift(script.start()))) {
        return true;
      }
    }
    for (Comment comment : script.script().comments()) {
      if (place.contains(script.range(comment.range()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasHeredoc(RunScript script, TextRange command) {
    return script.script().heredocs().stream()
        .anyMatch(heredoc -> command.contains(heredoc.redirection().range()));
  }
}
