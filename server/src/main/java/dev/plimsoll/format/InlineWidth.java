package dev.plimsoll.format;

import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ScriptVisitor;
import dev.plimsoll.text.TextRange;
import java.util.Arrays;
import java.util.List;

/** How many columns a part of a script takes in one line, with one blank where blanks are free and around operators. */
final class InlineWidth extends ScriptVisitor {

  private static final int NATURAL = -1;

  private final String code;
  /** By offset the blanks before a character, where its place decides on them. */
  private final int[] before;
  /** By offset the columns up to a character, the blanks before it included. */
  private final int[] columns;

  private InlineWidth(Script script) {
    this.code = script.code();
    this.before = new int[code.length() + 1];
    this.columns = new int[code.length() + 1];
    Arrays.fill(before, NATURAL);
    script(script);
  }

  static InlineWidth of(Script script, ShellSpace space) {
    InlineWidth width = new InlineWidth(script);
    int column = 0;
    boolean blank = false;
    for (int i = 0; i < width.code.length(); i++) {
      if (space.isFree(i)) {
        blank = true;
        width.columns[i] = column;
      } else {
        column += width.before[i] == NATURAL ? blank ? 1 : 0 : width.before[i];
        width.columns[i] = column++;
        blank = false;
      }
    }
    width.columns[width.code.length()] = column;
    return width;
  }

  /** The columns of a range that begins with a character and ends behind one. */
  int of(TextRange range) {
    return range.isEmpty() ? 0 : columns[range.end() - 1] + 1 - columns[range.start()];
  }

  @Override
  protected void item(CommandList.Item item) {
    around(item.andOr().operators());
    Operator separator = item.separator();
    if (separator != null && separator.kind() == Operator.Kind.SEMICOLON) {
      before[separator.range().start()] = 0;
    }
    super.item(item);
  }

  @Override
  protected void pipeline(CommandList.Pipeline pipeline) {
    around(pipeline.operators());
    super.pipeline(pipeline);
  }

  @Override
  protected void arm(Command.Arm arm) {
    if (arm.terminator() != null) {
      before[arm.terminator().start()] = 1;
    }
    super.arm(arm);
  }

  private void around(List<Operator> operators) {
    for (Operator operator : operators) {
      before[operator.range().start()] = 1;
      int next = operator.range().end();
      while (next < code.length() && (code.charAt(next) == ' ' || code.charAt(next) == '\t')) {
        next++;
      }
      before[next] = 1;
    }
  }
}
