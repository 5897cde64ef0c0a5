package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** Finds what stands around a place in a script: its way down from the whole to the smallest piece. */
final class Enclosing extends ScriptVisitor {

  private final int offset;
  private final ImmutableList.Builder<TextRange> ranges = ImmutableList.builder();

  private Enclosing(int offset) {
    this.offset = offset;
  }

  static ImmutableList<TextRange> of(Script script, int offset) {
    Enclosing enclosing = new Enclosing(offset);
    for (Comment comment : script.comments()) {
      enclosing.enter(comment.range());
    }
    enclosing.script(script);
    return enclosing.ranges.build();
  }

  private boolean enter(TextRange range) {
    boolean touched = range.touches(offset);
    if (touched) {
      ranges.add(range);
    }
    return touched;
  }

  @Override
  protected void heredoc(HereDocument heredoc) {
    TextRange body = heredoc.body().range();
    if (enter(heredoc.closing() == null ? body : body.hull(heredoc.closing()))) {
      super.heredoc(heredoc);
    }
  }

  @Override
  protected void list(CommandList list, ImmutableSet<Nesting> inside) {
    if (enter(list.range())) {
      super.list(list, inside);
    }
  }

  @Override
  protected void item(CommandList.Item item) {
    if (enter(item.andOr().range())) {
      super.item(item);
    }
  }

  @Override
  protected void pipeline(CommandList.Pipeline pipeline) {
    if (enter(pipeline.range())) {
      super.pipeline(pipeline);
    }
  }

  @Override
  protected void command(Command command, ImmutableSet<Nesting> inside) {
    if (enter(command.range())) {
      super.command(command, inside);
    }
  }

  @Override
  protected void redirection(Redirection redirection) {
    if (enter(redirection.range())) {
      super.redirection(redirection);
    }
  }

  @Override
  protected void simple(Command.Simple simple) {
    if (simple.words().size() > 1) {
      TextRange last = simple.words().get(simple.words().size() - 1).range();
      enter(simple.words().get(1).range().hull(last));
    }
    super.simple(simple);
  }

  @Override
  protected void assignment(Assignment assignment) {
    if (enter(assignment.range())) {
      super.assignment(assignment);
    }
  }

  @Override
  protected void name(@Nullable ShellWord name) {
    if (name != null) {
      word(name);
    }
  }

  @Override
  protected void word(ShellWord word) {
    if (enter(word.range())) {
      super.word(word);
    }
  }

  @Override
  protected void part(WordPart part) {
    if (enter(part.range())) {
      super.part(part);
    }
  }
}
