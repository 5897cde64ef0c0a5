package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.shell.Command.Arm;
import dev.plimsoll.shell.Command.Branch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads groups, subshells, conditions, loops and functions. */
final class CompoundParser {

  private final Cursor cursor;
  private final CommandParser commands;
  private final WordParser words;

  CompoundParser(Cursor cursor, CommandParser commands, WordParser words) {
    this.cursor = cursor;
    this.commands = commands;
    this.words = words;
  }

  /** The compound command at the position, or null where a simple command stands. */
  @Nullable Command command(int closers) {
    int keyword = cursor.peek(0) == '(' ? Keyword.RIGHT_PARENTHESIS : Keyword.at(cursor, 0);
    if ((keyword
            & (Keyword.COMPOUND | Keyword.FUNCTION | Keyword.COPROC | Keyword.RIGHT_PARENTHESIS))
        == 0) {
      return null;
    }
    int start = cursor.pos;
    if (!cursor.enter()) {
      return new Command.Opaque(cursor.range(start, cursor.pos));
    }
    Command command =
        keyword == Keyword.RIGHT_PARENTHESIS ? parenthesised(closers) : keyworded(keyword, closers);
    cursor.leave();
    return command;
  }

  private Command keyworded(int keyword, int closers) {
    int start = cursor.pos;
    cursor.reserved(Keyword.length(keyword));
    return switch (keyword) {
      case Keyword.LEFT_BRACE -> group(start, closers);
      case Keyword.TEST -> test(start);
      case Keyword.IF -> conditional(start, closers);
      case Keyword.WHILE, Keyword.UNTIL -> conditionLoop(start, keyword == Keyword.UNTIL, closers);
      case Keyword.FOR, Keyword.SELECT -> wordLoop(start, keyword == Keyword.SELECT, closers);
      case Keyword.CASE -> caseCommand(start, closers);
      case Keyword.FUNCTION -> keywordFunction(start, closers);
      default -> coprocess(start, closers);
    };
  }

  private boolean take(int keyword) {
    if (commands.closer() != keyword) {
      return false;
    }
    cursor.reserved(Keyword.length(keyword));
    return true;
  }

  /** Takes a keyword; where it is missing the command that began at {@code start} isn't complete. */
  private void expect(int keyword, int start) {
    if (!take(keyword)) {
      unterminated(start);
    }
  }

  private void unterminated(int start) {
    cursor.problem(Problem.Kind.UNTERMINATED_COMMAND, start, cursor.pos);
  }

  /** A list that must not be empty. */
  private CommandList body(int closers) {
    CommandList body = commands.list(closers);
    if (body.isEmpty() && cursor.pos < cursor.end) {
      cursor.problem(Problem.Kind.UNEXPECTED, cursor.pos, cursor.pos + 1);
    }
    return body;
  }

  private Command parenthesised(int closers) {
    int start = cursor.pos;
    if (cursor.peek(1) == '(' && cursor.closesAsArithmetic(start + 2)) {
      cursor.pos += 2;
      ShellWord expression = words.arithmetic(start);
      ImmutableList<Redirection> redirections = commands.redirections();
      return new Command.Arithmetic(cursor.range(start, cursor.pos), expression, redirections);
    }
    cursor.reserved(1);
    CommandList body = body(closers | Keyword.RIGHT_PARENTHESIS);
    if (cursor.peek(0) == ')') {
      cursor.reserved(1);
    } else {
      unterminated(start);
    }
    ImmutableList<Redirection> redirections = commands.redirections();
    return new Command.Subshell(cursor.range(start, cursor.pos), body, redirections);
  }

  private Command group(int start, int closers) {
    CommandList body = body(closers | Keyword.RIGHT_BRACE);
    expect(Keyword.RIGHT_BRACE, start);
    ImmutableList<Redirection> redirections = commands.redirections();
    return new Command.Group(cursor.range(start, cursor.pos), body, redirections);
  }

  private Command conditional(int start, int closers) {
    ImmutableList.Builder<Branch> branches = ImmutableList.builder();
    CommandList otherwise = null;
    do {
      CommandList condition = body(closers | Keyword.THEN | Keyword.FI);
      expect(Keyword.THEN, start);
      CommandList body = body(closers | Keyword.ELIF | Keyword.ELSE | Keyword.FI);
      branches.add(new Branch(condition, body));
    } while (take(Keyword.ELIF));
    if (take(Keyword.ELSE)) {
      otherwise = body(closers | Keyword.FI);
    }
    expect(Keyword.FI, start);
    ImmutableList<Redirection> redirections = commands.redirections();
    return new Command.If(
        cursor.range(start, cursor.pos), branches.build(), otherwise, redirections);
  }

  private Command conditionLoop(int start, boolean until, int closers) {
    CommandList condition = body(closers | Keyword.DO | Keyword.DONE);
    CommandList body = loopBody(start, closers);
    ImmutableList<Redirection> redirections = commands.redirections();
    return new Command.While(cursor.range(start, cursor.pos), until, condition, body, redirections);
  }

  /** {@code do … done} */
  private CommandList loopBody(int start, int closers) {
    expect(Keyword.DO, start);
    CommandList body = body(closers | Keyword.DONE);
    expect(Keyword.DONE, start);
    return body;
  }

  private Command wordLoop(int start, boolean select, int closers) {
    cursor.skipBlanks();
    if (cursor.startsWith("((") && !select && cursor.closesAsArithmetic(cursor.pos + 2)) {
      cursor.pos += 2;
      ShellWord header = words.arithmetic(start);
      CommandList body = forBody(start, closers);
      ImmutableList<Redirection> redirections = commands.redirections();
      return new Command.ArithmeticFor(cursor.range(start, cursor.pos), header, body, redirections);
    }
    ShellWord variable = words.word(WordParser.Context.ARGUMENT);
    if (variable.isEmpty()) {
      unterminated(start);
    }
    commands.skipLines();
    ImmutableList<ShellWord> values = Keyword.at(cursor, 0) == Keyword.IN ? loopWords() : null;
    CommandList body = forBody(start, closers);
    ImmutableList<Redirection> redirections = commands.redirections();
    return new Command.For(
        cursor.range(start, cursor.pos), select, variable, values, body, redirections);
  }

  private ImmutableList<ShellWord> loopWords() {
    cursor.reserved(Keyword.length(Keyword.IN));
    ImmutableList.Builder<ShellWord> values = ImmutableList.builder();
    cursor.skipBlanks();
    while (cursor.pos < cursor.end && cursor.peek(0) != '#') {
      ShellWord word = words.word(WordParser.Context.ARGUMENT);
      if (word.isEmpty()) {
        break;
      }
      values.add(word);
      cursor.skipBlanks();
    }
    return values.build();
  }

  /** The body of a {@code for}, after an optional separator; bash takes a group too. */
  private CommandList forBody(int start, int closers) {
    cursor.skipBlanks();
    if (cursor.peek(0) == ';') {
      cursor.reserved(1);
    }
    commands.skipLines();
    if (Keyword.at(cursor, 0) != Keyword.LEFT_BRACE) {
      return loopBody(start, closers);
    }
    cursor.reserved(1);
    CommandList body = body(closers | Keyword.RIGHT_BRACE);
    expect(Keyword.RIGHT_BRACE, start);
    return body;
  }

  private Command caseCommand(int start, int closers) {
    cursor.skipBlanks();
    ShellWord subject = words.word(WordParser.Context.ARGUMENT);
    commands.skipLines();
    ImmutableList.Builder<Arm> arms = ImmutableList.builder();
    if (!subject.isEmpty() && Keyword.at(cursor, 0) == Keyword.IN) {
      cursor.reserved(Keyword.length(Keyword.IN));
      commands.skipLines();
      boolean more = cursor.pos < cursor.end;
      while (more && commands.closer() != Keyword.ESAC) {
        Arm arm = arm(closers);
        more = arm != null && arm.terminator() != null;
        if (arm != null) {
          arms.add(arm);
        }
        commands.skipLines();
      }
    }
    expect(Keyword.ESAC, start);
    ImmutableList<Redirection> redirections = commands.redirections();
    return new Command.Case(cursor.range(start, cursor.pos), subject, arms.build(), redirections);
  }

  /** One arm of a {@code case}; null, with the position where the pattern fails, where there is none. */
  private @Nullable Arm arm(int closers) {
    if (cursor.peek(0) == '(') {
      cursor.pos++;
    }
    List<ShellWord> patterns = new ArrayList<>(2);
    do {
      cursor.pos += patterns.isEmpty() ? 0 : 1;
      cursor.skipBlanks();
      ShellWord pattern = words.word(WordParser.Context.ARGUMENT);
      if (pattern.isEmpty()) {
        return null;
      }
      patterns.add(pattern);
      cursor.skipBlanks();
    } while (cursor.peek(0) == '|');
    if (cursor.peek(0) != ')') {
      return null;
    }
    cursor.reserved(1);
    CommandList body = commands.list(closers | Keyword.ARM_END | Keyword.ESAC);
    int end = cursor.pos;
    if (commands.closer() != Keyword.ARM_END) {
      return new Arm(ImmutableList.copyOf(patterns), body, null);
    }
    cursor.pos += cursor.startsWith(";;&") ? 3 : 2;
    return new Arm(ImmutableList.copyOf(patterns), body, cursor.range(end, cursor.pos));
  }

  /** {@code [[ … ]]}, whose operands are gathered and whose operators are passed over. */
  private Command test(int start) {
    ImmutableList.Builder<ShellWord> operands = ImmutableList.builder();
    WordParser.Context context = WordParser.Context.ARGUMENT;
    boolean closed = false;
    while (!closed) {
      commands.skipLines();
      int c = cursor.peek(0);
      if (c < 0 || c == ';') {
        unterminated(start);
        break;
      }
      boolean pattern = c == '(' && context == WordParser.Context.REGEX;
      if (!pattern && WordParser.isMeta((char) c)) {
        cursor.pos++;
        continue;
      }
      ShellWord word = words.word(context);
      closed = word.raw().equals("]]");
      if (closed) {
        cursor.reservedWords.add(word.range());
      }
      context = word.raw().equals("=~") ? WordParser.Context.REGEX : WordParser.Context.ARGUMENT;
      if (!closed) {
        operands.add(word);
      }
    }
    ImmutableList<Redirection> redirections = commands.redirections();
    return new Command.Test(cursor.range(start, cursor.pos), operands.build(), redirections);
  }

  /** {@code name()}, the parenthesis of which stands at the position; null where it isn't a function's. */
  @Nullable Command function(int start, ShellWord name, int closers) {
    int before = cursor.pos++;
    cursor.skipBlanks();
    if (cursor.peek(0) != ')') {
      cursor.pos = before;
      return null;
    }
    cursor.pos++;
    return functionBody(start, name, closers);
  }

  private Command keywordFunction(int start, int closers) {
    cursor.skipBlanks();
    ShellWord name = words.word(WordParser.Context.ARGUMENT);
    cursor.skipBlanks();
    if (cursor.startsWith("()")) {
      cursor.pos += 2;
    } else if (cursor.peek(0) == '(' && cursor.peek(1) == ' ' && cursor.peek(2) == ')') {
      cursor.pos += 3;
    }
    return functionBody(start, name, closers);
  }

  private Command functionBody(int start, ShellWord name, int closers) {
    if (!cursor.enter()) {
      return new Command.Opaque(cursor.range(start, cursor.pos));
    }
    commands.skipLines();
    if (cursor.pos >= cursor.end) {
      unterminated(start);
    }
    Command body = commands.command(closers);
    cursor.leave();
    return new Command.Function(cursor.range(start, Math.max(cursor.pos, start)), name, body);
  }

  private Command coprocess(int start, int closers) {
    cursor.skipBlanks();
    int ahead = 0;
    while (WordParser.isNamePart(cursor.peek(ahead))) {
      ahead++;
    }
    int after = ahead;
    while (cursor.peek(after) == ' ' || cursor.peek(after) == '\t') {
      after++;
    }
    boolean named = after > ahead
        && ahead > 0
        && (Keyword.at(cursor, 0) & Keyword.COMPOUND) == 0
        && (cursor.peek(after) == '(' || (Keyword.at(cursor, after) & Keyword.COMPOUND) != 0);
    ShellWord name = null;
    if (named) {
      name = words.word(WordParser.Context.ARGUMENT);
      cursor.skipBlanks();
    }
    Command body = commands.command(closers);
    return new Command.Coprocess(cursor.range(start, Math.max(cursor.pos, start)), name, body);
  }
}
