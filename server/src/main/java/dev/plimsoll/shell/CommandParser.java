package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.shell.CommandList.AndOr;
import dev.plimsoll.shell.CommandList.Item;
import dev.plimsoll.shell.CommandList.Pipeline;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists, pipelines and simple commands, by recursive descent.
 *
 * <p>The {@code closers} of a method are the {@link ReservedWord}s that close one of the constructs that stand open: a
 * list ends at any of them, so that one whose end is missing doesn't swallow the rest of what it stands in.
 */
final class CommandParser {

  private record PendingHeredoc(Redirection redirection, String delimiter, boolean literal) {}

  private final Cursor cursor;
  private final WordParser words;
  private final CompoundParser compounds;
  private List<PendingHeredoc> pending = new ArrayList<>(0);

  CommandParser(Cursor cursor) {
    this.cursor = cursor;
    this.words = new WordParser(cursor, this);
    this.compounds = new CompoundParser(cursor, this, words);
  }

  /** All of the code. */
  CommandList script() {
    return nested(0);
  }

  /** A list with heredocs of its own, up to {@code closers} or the end. */
  CommandList nested(int closers) {
    List<PendingHeredoc> outer = pending;
    pending = new ArrayList<>(0);
    CommandList list = list(closers);
    for (PendingHeredoc missing : pending) {
      unterminated(missing, words.empty(cursor.pos));
    }
    pending = outer;
    return list;
  }

  /** Commands up to one of {@code closers}, which is left, or to the end. */
  CommandList list(int closers) {
    skipLines();
    int start = cursor.pos;
    int last = start;
    ImmutableList.Builder<Item> items = ImmutableList.builder();
    while (cursor.pos < cursor.end && (closer() & closers) == 0) {
      AndOr andOr = andOr(closers);
      Operator separator = separator();
      if (separator == null && cursor.pos < cursor.end && (closer() & closers) == 0) {
        cursor.problem(ShellProblem.Kind.UNEXPECTED, cursor.pos, cursor.pos + 1);
      }
      items.add(new Item(andOr, separator));
      last = separator == null ? andOr.range().end() : separator.range().end();
      skipLines();
    }
    ImmutableList<Item> all = items.build();
    return all.isEmpty()
        ? new CommandList(cursor.range(start, start), all)
        : new CommandList(new TextRange(all.get(0).andOr().range().start(), last), all);
  }

  /** The closing keyword at the position, or 0. */
  int closer() {
    return switch (cursor.peek(0)) {
      case ')' -> ReservedWord.RIGHT_PARENTHESIS;
      case ';' -> cursor.peek(1) == ';' || cursor.peek(1) == '&' ? ReservedWord.ARM_END : 0;
      case 't', 'e', 'f', 'd', '}' -> ReservedWord.at(cursor, 0) & ReservedWord.CLOSING;
      default -> 0;
    };
  }

  /** Passes over blanks, line ends and comments; the bodies of heredocs are taken where their line ends. */
  void skipLines() {
    while (true) {
      cursor.skipBlanks();
      int c = cursor.peek(0);
      if (c == '\n') {
        newline();
      } else if (c == '#') {
        cursor.comment();
      } else {
        return;
      }
    }
  }

  private void newline() {
    cursor.pos++;
    if (!pending.isEmpty()) {
      List<PendingHeredoc> now = pending;
      pending = new ArrayList<>(0);
      for (PendingHeredoc heredoc : now) {
        heredoc(heredoc);
      }
    }
  }

  private void heredoc(PendingHeredoc heredoc) {
    boolean stripTabs = heredoc.redirection.operator().equals("<<-");
    int start = cursor.pos;
    int line = start;
    while (line < cursor.end) {
      int newline = cursor.code.indexOf('\n', line);
      int next = newline < 0 || newline >= cursor.end ? cursor.end : newline + 1;
      int from = line;
      while (stripTabs && from < next && cursor.code.charAt(from) == '\t') {
        from++;
      }
      int to = next > from && cursor.code.charAt(next - 1) == '\n' ? next - 1 : next;
      to -= to > from && cursor.code.charAt(to - 1) == '\r' ? 1 : 0;
      if (to - from == heredoc.delimiter.length()
          && cursor.code.startsWith(heredoc.delimiter, from)) {
        ShellWord body = words.heredocBody(line, heredoc.literal);
        cursor.heredocs.add(new HereDocument(
            heredoc.redirection, heredoc.delimiter, heredoc.literal, body, cursor.range(from, to)));
        cursor.pos = next;
        return;
      }
      line = next;
    }
    unterminated(heredoc, words.heredocBody(cursor.end, heredoc.literal));
  }

  private void unterminated(PendingHeredoc heredoc, ShellWord body) {
    cursor.heredocs.add(
        new HereDocument(heredoc.redirection, heredoc.delimiter, heredoc.literal, body, null));
    problem(ShellProblem.Kind.UNTERMINATED_HEREDOC, heredoc.redirection.range());
  }

  private void problem(ShellProblem.Kind kind, TextRange range) {
    cursor.problems.add(new ShellProblem(kind, range));
  }

  /** What ends an and-or list: taken, together with a comment before the end of the line. */
  private @Nullable Operator separator() {
    cursor.skipBlanks();
    int start = cursor.pos;
    int c = cursor.peek(0);
    if (c == ';' && closer() == 0) {
      cursor.pos++;
      return operator(start, Operator.Kind.SEMICOLON);
    }
    if (c == '&' && cursor.peek(1) != '&') {
      cursor.pos++;
      return operator(start, Operator.Kind.BACKGROUND);
    }
    if (c == '#') {
      cursor.comment();
      cursor.skipBlanks();
      start = cursor.pos;
      c = cursor.peek(0);
    }
    if (c == '\n') {
      newline();
      return operator(start, start + 1, Operator.Kind.NEWLINE);
    }
    return null;
  }

  private Operator operator(int start, Operator.Kind kind) {
    return operator(start, cursor.pos, kind);
  }

  private Operator operator(int start, int end, Operator.Kind kind) {
    return new Operator(cursor.range(start, end), kind);
  }

  private AndOr andOr(int closers) {
    Pipeline first = pipeline(closers);
    cursor.skipBlanks();
    if (!atAndOr()) {
      return new AndOr(first.range(), ImmutableList.of(first), ImmutableList.of());
    }
    ImmutableList.Builder<Pipeline> pipelines =
        ImmutableList.<Pipeline>builder().add(first);
    ImmutableList.Builder<Operator> operators = ImmutableList.builder();
    TextRange range = first.range();
    while (atAndOr()) {
      Operator operator = joining(cursor.peek(0) == '&' ? Operator.Kind.AND : Operator.Kind.OR, 2);
      operators.add(operator);
      range = range.hull(operator.range());
      if (dangles(operator, closers)) {
        break;
      }
      Pipeline next = pipeline(closers);
      pipelines.add(next);
      range = range.hull(next.range());
      cursor.skipBlanks();
    }
    return new AndOr(range, pipelines.build(), operators.build());
  }

  private boolean atAndOr() {
    int c = cursor.peek(0);
    return (c == '&' || c == '|') && cursor.peek(1) == c;
  }

  private Operator joining(Operator.Kind kind, int length) {
    int start = cursor.pos;
    cursor.pos += length;
    Operator operator = operator(start, kind);
    skipLines();
    return operator;
  }

  /** Whether no command follows the operator before the position. */
  private boolean dangles(Operator operator, int closers) {
    int c = cursor.peek(0);
    boolean dangles = c < 0
        || c == ';'
        || c == '|'
        || c == ')'
        || (c == '&' && cursor.peek(1) != '>')
        || (closer() & closers) != 0;
    if (dangles) {
      problem(ShellProblem.Kind.DANGLING_OPERATOR, operator.range());
    }
    return dangles;
  }

  private Pipeline pipeline(int closers) {
    TextRange range = null;
    TextRange negation = null;
    boolean timed = false;
    while (true) {
      int keyword = cursor.peek(0) == '!' || cursor.peek(0) == 't' ? ReservedWord.at(cursor, 0) : 0;
      boolean time = keyword == ReservedWord.TIME && timesCompound();
      if (keyword != ReservedWord.BANG && !time) {
        break;
      }
      TextRange word = cursor.range(cursor.pos, cursor.pos + ReservedWord.length(keyword));
      negation = time ? negation : word;
      timed |= time;
      range = range == null ? word : range.hull(word);
      cursor.reserved(ReservedWord.length(keyword));
      cursor.skipBlanks();
    }
    Command first = command(closers);
    range = range == null ? first.range() : range.hull(first.range());
    cursor.skipBlanks();
    if (!atPipe()) {
      return new Pipeline(range, negation, timed, ImmutableList.of(first), ImmutableList.of());
    }
    ImmutableList.Builder<Command> commands = ImmutableList.<Command>builder().add(first);
    ImmutableList.Builder<Operator> operators = ImmutableList.builder();
    while (atPipe()) {
      boolean both = cursor.peek(1) == '&';
      Operator operator =
          joining(both ? Operator.Kind.PIPE_BOTH : Operator.Kind.PIPE, both ? 2 : 1);
      operators.add(operator);
      range = range.hull(operator.range());
      if (dangles(operator, closers)) {
        break;
      }
      Command next = command(closers);
      commands.add(next);
      range = range.hull(next.range());
      cursor.skipBlanks();
    }
    return new Pipeline(range, negation, timed, commands.build(), operators.build());
  }

  private boolean atPipe() {
    return cursor.peek(0) == '|' && cursor.peek(1) != '|';
  }

  /** Whether the {@code time} at the position stands before a compound command; a program of that name can't. */
  private boolean timesCompound() {
    int ahead = 4;
    while (cursor.peek(ahead) == ' ' || cursor.peek(ahead) == '\t') {
      ahead++;
    }
    return cursor.peek(ahead) == '('
        || (ReservedWord.at(cursor, ahead) & (ReservedWord.COMPOUND | ReservedWord.BANG)) != 0;
  }

  Command command(int closers) {
    switch (cursor.peek(0)) {
      case '(', '{', '[', 'i', 'f', 's', 'w', 'u', 'c' -> {
        Command compound = compounds.command(closers);
        if (compound != null) {
          return compound;
        }
      }
      default -> {
        // No compound command begins with another character.
      }
    }
    return simple(closers);
  }

  private Command simple(int closers) {
    if (closer() != 0) {
      return unexpected();
    }
    int start = cursor.pos;
    int last = start;
    List<Assignment> assignments = new ArrayList<>(0);
    List<ShellWord> all = new ArrayList<>(8);
    List<Redirection> redirections = new ArrayList<>(0);
    WordParser.Context context = WordParser.Context.ARGUMENT;
    while (true) {
      cursor.skipBlanks();
      int c = cursor.peek(0);
      if (c < 0 || c == '\n' || c == ';' || c == '|' || c == ')' || c == '#') {
        break;
      }
      if (c == '(') {
        boolean named = all.size() == 1 && assignments.isEmpty() && redirections.isEmpty();
        Command function = named ? compounds.function(start, all.get(0), closers) : null;
        return function == null ? opaque(start, closers) : function;
      }
      Redirection redirection = redirection(c);
      if (redirection != null) {
        redirections.add(redirection);
      } else if (c == '&') {
        break;
      } else {
        Assignment assignment =
            all.isEmpty() && WordParser.isNameStart(c) ? words.assignment() : null;
        if (assignment != null) {
          assignments.add(assignment);
        } else {
          all.add(words.word(context));
          if (all.size() == 1 && isDeclaration(all.get(0).literal())) {
            context = WordParser.Context.DECLARATION;
          }
        }
      }
      last = cursor.pos;
    }
    if (last == start) {
      return unexpected();
    }
    return new Command.Simple(
        cursor.range(start, last),
        ImmutableList.copyOf(assignments),
        ImmutableList.copyOf(all),
        ImmutableList.copyOf(redirections));
  }

  private static boolean isDeclaration(@Nullable String name) {
    return name != null
        && switch (name) {
          case "export", "declare", "typeset", "local", "readonly" -> true;
          default -> false;
        };
  }

  /** The redirection at the position, whose first character is {@code c}; null where none begins there. */
  private @Nullable Redirection redirection(int c) {
    int start = cursor.pos;
    int operatorAt = start;
    if (c >= '0' && c <= '9') {
      while (operatorAt < cursor.end && isDigit(cursor.code.charAt(operatorAt))) {
        operatorAt++;
      }
    } else if (c == '{') {
      operatorAt = descriptorVariableEnd();
    } else if (c == '&') {
      return cursor.peek(1) == '>' ? redirection(start, start) : null;
    } else if (c != '<' && c != '>') {
      return null;
    }
    int operator = operatorAt < cursor.end ? cursor.code.charAt(operatorAt) : -1;
    boolean substitution = operatorAt == start && cursor.peek(1) == '(';
    return (operator == '<' || operator == '>') && !substitution
        ? redirection(start, operatorAt)
        : null;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The offset after <code>{name}</code>, or the position. */
  private int descriptorVariableEnd() {
    int ahead = 1;
    while (WordParser.isNamePart(cursor.peek(ahead))) {
      ahead++;
    }
    return ahead > 1 && cursor.peek(ahead) == '}' ? cursor.pos + ahead + 1 : cursor.pos;
  }

  private Redirection redirection(int start, int operatorAt) {
    cursor.pos = operatorAt;
    String operator = redirectionOperator();
    cursor.pos += operator.length();
    int operatorEnd = cursor.pos;
    cursor.skipBlanks();
    boolean comment = cursor.pos > operatorEnd && cursor.peek(0) == '#';
    ShellWord target = comment ? words.empty(operatorEnd) : words.word(WordParser.Context.ARGUMENT);
    if (target.isEmpty()) {
      cursor.problem(ShellProblem.Kind.UNEXPECTED, operatorAt, operatorEnd);
    }
    Redirection redirection = new Redirection(
        cursor.range(start, target.isEmpty() ? operatorEnd : cursor.pos),
        cursor.code.substring(start, operatorAt),
        operator,
        target);
    if (redirection.isHeredoc() && !target.isEmpty()) {
      String delimiter = target.literal() == null ? target.raw() : target.literal();
      pending.add(new PendingHeredoc(redirection, delimiter, !delimiter.equals(target.raw())));
    }
    return redirection;
  }

  private String redirectionOperator() {
    int second = cursor.peek(1);
    int third = cursor.peek(2);
    return switch (cursor.peek(0)) {
      case '&' -> third == '>' ? "&>>" : "&>";
      case '<' ->
        switch (second) {
          case '<' -> third == '<' ? "<<<" : third == '-' ? "<<-" : "<<";
          case '&' -> "<&";
          case '>' -> "<>";
          default -> "<";
        };
      default ->
        switch (second) {
          case '>' -> ">>";
          case '&' -> ">&";
          case '|' -> ">|";
          default -> ">";
        };
    };
  }

  /** Redirections after a compound command. */
  ImmutableList<Redirection> redirections() {
    ImmutableList.Builder<Redirection> redirections = ImmutableList.builder();
    while (true) {
      int before = cursor.pos;
      cursor.skipBlanks();
      Redirection redirection = cursor.pos < cursor.end ? redirection(cursor.peek(0)) : null;
      if (redirection == null) {
        cursor.pos = before;
        return redirections.build();
      }
      redirections.add(redirection);
    }
  }

  /** What can't stand at the position, taken up to where a command may begin. */
  private Command unexpected() {
    int start = cursor.pos;
    int closer = closer();
    boolean doubled = cursor.peek(1) == cursor.peek(0);
    int length = closer != 0 ? ReservedWord.length(closer) : doubled ? 2 : 1;
    cursor.pos = Math.min(cursor.end, cursor.pos + length);
    cursor.problem(ShellProblem.Kind.UNEXPECTED, start, cursor.pos);
    return new Command.Opaque(cursor.range(start, cursor.pos));
  }

  /** All from {@code start} to the next operator as one command that isn't understood. */
  private Command opaque(int start, int closers) {
    cursor.problem(ShellProblem.Kind.UNEXPECTED, cursor.pos, cursor.pos + 1);
    boolean inParentheses = (closers & ReservedWord.RIGHT_PARENTHESIS) != 0;
    while (cursor.pos < cursor.end) {
      char c = cursor.code.charAt(cursor.pos);
      if (c == '\n' || c == ';' || c == '&' || c == '|' || (c == ')' && inParentheses)) {
        break;
      }
      if (WordParser.isMeta(c)) {
        cursor.pos++;
      } else {
        int before = cursor.pos;
        words.word(WordParser.Context.ARGUMENT);
        cursor.pos += cursor.pos == before ? 1 : 0;
      }
    }
    return new Command.Opaque(cursor.range(start, cursor.pos));
  }
}
