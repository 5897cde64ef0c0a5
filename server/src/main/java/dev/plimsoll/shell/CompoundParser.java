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
    int keyword =
        cursor.peek(0) == '(' ? ReservedWord.RIGHT_PARENTHESIS : ReservedWord.at(cursor, 0);
    if ((keyword
            & (ReservedWord.COMPOUND
                | ReservedWord.FUNCTION
                | ReservedWord.COPROC
                | ReservedWord.RIGHT_PARENTHESIS))
        == 0) {
      return null;
    }
    int start = cursor.pos;
    if (!cursor.enter()) {
      return new Command.Opaque(cursor.range(start, cursor.pos));
    }
    Command command = keyword == ReservedWord.RIGHT_PARENTHESIS
        ? parenthesised(closers)
        : keyworded(keyword, closers);
    cursor.leave();
    return command;
  }

  private Command keyworded(int keyword, int closers) {
    int start = cursor.pos;
    cursor.reserved(ReservedWord.length(keyword));
    return switch (keyword) {
      case ReservedWord.LEFT_BRACE -> group(start, closers);
      case ReservedWord.TEST -> test(start);
      case ReservedWord.IF -> conditional(start, closers);
      case ReservedWord.WHILE, ReservedWord.UNTIL ->
        conditionLoop(start, keyword == ReservedWord.UNTIL, closers);
      case ReservedWord.FOR, ReservedWord.SELECT ->
        wordLoop(start, keyword == ReservedWord.SELECT, closers);
      case ReservedWord.CASE -> caseCommand(start, closers);
      case ReservedWord.FUNCTION -> keywordFunction(start, closers);
      default -> coprocess(start, closers);
    };
  }

  private boolean take(int keyword) {
    if (commands.closer() != keyword) {
      return false;
    }
    cursor.reserved(ReservedWord.length(keyword));
    return true;
  }

  /** Takes a keyword; where it is missing the command that began at {@code start} isn't complete. */
  private void expect(int keyword, int start) {
    if (!take(keyword)) {
      unterminated(start);
    }
  }

  private void unterminated(int start) {
    cursor.problem(ShellProblem.Kind.UNTERMINATED_COMMAND, start, cursor.pos);
  }

  /** A list that must not be empty. */
  private CommandList body(int closers) {
    CommandList body = commands.list(closers);
    if (body.isEmpty() && cursor.pos < cursor.end) {
      cursor.problem(ShellProblem.Kind.UNEXPECTED, cursor.pos, cursor.pos + 1);
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
    CommandList body = body(closers | ReservedWord.RIGHT_PARENTHESIS);
    if (cursor.peek(0) == ')') {
      cursor.reserved(1);
    } else {
      unterminated(start);
    }
    ImmutableList<Redirection> redirections = commands.redirections();
    return new Command.Subshell(cursor.range(start, cursor.pos), body, redirections);
  }

  private Command group(int start, int closers) {
    CommandList body = body(closers | ReservedWord.RIGHT_BRACE);
    expect(ReservedWord.RIGHT_BRACE, start);
    ImmutableList<Redirection> redirections = commands.redirections();
    return new Command.Group(cursor.range(start, cursor.pos), body, redirections);
  }

  private Command conditional(int start, int closers) {
    ImmutableList.Builder<Branch> branches = ImmutableList.builder();
    CommandList otherwise = null;
    do {
      CommandList condition = body(closers | ReservedWord.THEN | ReservedWord.FI);
      expect(ReservedWord.THEN, start);
      CommandList body = body(closers | ReservedWord.ELIF | ReservedWord.ELSE | ReservedWord.FI);
      branches.add(new Branch(condition, body));
    } while (take(ReservedWord.ELIF));
    if (take(ReservedWord.ELSE)) {
      otherwise = body(closers | ReservedWord.FI);
    }
    expect(ReservedWord.FI, start);
    ImmutableList<Redirection> redirections = commands.redirections();
    return new Command.If(
        cursor.range(start, cursor.pos), branches.build(), otherwise, redirections);
  }

  private Command conditionLoop(int start, boolean until, int closers) {
    CommandList condition = body(closers | ReservedWord.DO | ReservedWord.DONE);
    CommandList body = loopBody(start, closers);
    ImmutableList<Redirection> redirections = commands.redirections();
    return new Command.While(cursor.range(start, cursor.pos), until, condition, body, redirections);
  }

  /** {@code do … done} */
  private CommandList loopBody(int start, int closers) {
    expect(ReservedWord.DO, start);
    CommandList body = body(closers | ReservedWord.DONE);
    expect(ReservedWord.DONE, start);
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
    ImmutableList<ShellWord> values =
        ReservedWord.at(cursor, 0) == ReservedWord.IN ? loopWords() : null;
    CommandList body = forBody(start, closers);
    ImmutableList<Redirection> redirections = commands.redirections();
    return new Command.For(
        cursor.range(start, cursor.pos), select, variable, values, body, redirections);
  }

  private ImmutableList<ShellWord> loopWords() {
    cursor.reserved(ReservedWord.length(ReservedWord.IN));
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
    if (ReservedWord.at(cursor, 0) != ReservedWord.LEFT_BRACE) {
      return loopBody(start, closers);
    }
    cursor.reserved(1);
    CommandList body = body(closers | ReservedWord.RIGHT_BRACE);
    expect(ReservedWord.RIGHT_BRACE, start);
    return body;
  }

  private Command caseCommand(int start, int closers) {
    cursor.skipBlanks();
    ShellWord subject = words.word(WordParser.Context.ARGUMENT);
    commands.skipLines();
    ImmutableList.Builder<Arm> arms = ImmutableList.builder();
    if (!subject.isEmpty() && ReservedWord.at(cursor, 0) == ReservedWord.IN) {
      cursor.reserved(ReservedWord.length(ReservedWord.IN));
      commands.skipLines();
      boolean more = cursor.pos < cursor.end;
      while (more && commands.closer() != ReservedWord.ESAC) {
        Arm arm = arm(closers);
        more = arm != null && arm.terminator() != null;
        if (arm != null) {
          arms.add(arm);
        }
        commands.skipLines();
      }
    }
    expect(ReservedWord.ESAC, start);
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
    CommandList body = commands.list(closers | ReservedWord.ARM_END | ReservedWord.ESAC);
    int end = cursor.pos;
    if (commands.closer() != ReservedWord.ARM_END) {
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
        && (ReservedWord.at(cursor, 0) & ReservedWord.COMPOUND) == 0
        && (cursor.peek(after) == '('
            || (ReservedWord.at(cursor, after) & ReservedWord.COMPOUND) != 0);
    ShellWord name = null;
    if (named) {
      name = words.word(WordParser.Context.ARGUMENT);
      cursor.skipBlanks();
    }
    Command body = commands.command(closers);
    return new Command.Coprocess(cursor.range(start, Math.max(cursor.pos, start)), name, body);
  }
}
