package dev.plimsoll.ide.tokens;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.shell.Assignment;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.Comment;
import dev.plimsoll.shell.HereDocument;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ScriptVisitor;
import dev.plimsoll.shell.ShellDialect;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tokens of a script: programs, options, strings, variables, operators, reserved words, comments. */
final class ShellTokens extends ScriptVisitor {

  /** What the shell brings itself. */
  private static final ImmutableSet<String> BUILTINS = ImmutableSet.of(
      ".",
      ":",
      "[",
      "alias",
      "bg",
      "break",
      "builtin",
      "cd",
      "command",
      "continue",
      "declare",
      "dirs",
      "echo",
      "eval",
      "exec",
      "exit",
      "export",
      "false",
      "fg",
      "getopts",
      "hash",
      "jobs",
      "kill",
      "let",
      "local",
      "mapfile",
      "popd",
      "printf",
      "pushd",
      "pwd",
      "read",
      "readarray",
      "readonly",
      "return",
      "set",
      "shift",
      "shopt",
      "source",
      "test",
      "times",
      "trap",
      "true",
      "type",
      "typeset",
      "ulimit",
      "umask",
      "unalias",
      "unset",
      "wait");

  /** Programs that take assignments as arguments, and whether they take names alone too. */
  private static final ImmutableMap<String, Boolean> DECLARING = ImmutableMap.of(
      "declare", true,
      "env", false,
      "export", true,
      "local", true,
      "readonly", true,
      "sudo", false,
      "typeset", true);

  /** Scripts in here-documents of shells, in here-documents of shells: deeper ones are plain text. */
  private static final int MAX_EMBEDDING = 4;

  private final Script script;
  private final ShellWordTokens words;
  private final TokenSink out;
  private final int embedding;
  /** The words that name programs, {@code sudo} and its like among them. */
  private final Set<ShellWord> programs = Collections.newSetFromMap(new IdentityHashMap<>());
  /** The redirections from which a shell reads its script. */
  private final Set<Redirection> scripts = Collections.newSetFromMap(new IdentityHashMap<>(0));

  private ShellTokens(Script script, TokenSink out, int embedding) {
    this.script = script;
    this.out = out;
    this.embedding = embedding;
    this.words = new ShellWordTokens(out, body -> list(body, ImmutableSet.of()));
  }

  /** Adds the tokens of a script whose code stands at {@code home}. */
  static void add(Script script, EmbeddedText home, TokenList.Builder tokens) {
    add(script, (start, end, kind) -> TokenSink.pieces(home, start, end, kind, tokens), 0);
  }

  private static void add(Script script, TokenSink out, int embedding) {
    new ShellTokens(script, out, embedding).all();
  }

  private void all() {
    for (Invocation invocation : script.invocations()) {
      if (!invocation.isIn(Nesting.EMBEDDED)) {
        programs.add(invocation.nameWord());
        programs.add(invocation.command().words().get(0));
      }
    }
    for (Comment comment : script.comments()) {
      out.add(comment.range(), TokenType.COMMENT);
    }
    for (TextRange word : script.reservedWords()) {
      boolean punctuation = "();".indexOf(script.code().charAt(word.start())) >= 0;
      out.add(word, punctuation ? TokenType.OPERATOR : TokenType.KEYWORD);
    }
    script(script);
  }

  @Override
  protected void heredoc(HereDocument heredoc) {
    TextRange body = heredoc.body().range();
    if (heredoc.closing() != null) {
      out.add(heredoc.closing(), TokenType.MACRO);
    }
    if (embedding < MAX_EMBEDDING && scripts.contains(heredoc.redirection())) {
      Script inner = script.body(heredoc);
      int start = body.start();
      add(inner, (from, to, kind) -> out.add(start + from, start + to, kind), embedding + 1);
    } else {
      words.parts(heredoc.body().parts(), TokenType.STRING.ordinal());
    }
  }

  @Override
  protected void item(CommandList.Item item) {
    super.item(item);
    item.andOr().operators().forEach(this::operator);
    if (item.separator() != null) {
      operator(item.separator());
    }
  }

  @Override
  protected void pipeline(CommandList.Pipeline pipeline) {
    super.pipeline(pipeline);
    pipeline.operators().forEach(this::operator);
  }

  private void operator(Operator operator) {
    if (operator.kind() != Operator.Kind.NEWLINE) {
      out.add(operator.range(), TokenType.OPERATOR);
    }
  }

  @Override
  protected void command(Command command, ImmutableSet<Nesting> inside) {
    if (command instanceof Command.Function function) {
      out.add(function.name().range(), TokenType.FUNCTION, TokenModifier.DEFINITION);
    } else if (command instanceof Command.For loop) {
      out.add(loop.variable().range(), TokenType.VARIABLE, TokenModifier.DECLARATION);
    }
    super.command(command, inside);
  }

  @Override
  protected void arm(Command.Arm arm) {
    super.arm(arm);
    if (arm.terminator() != null) {
      out.add(arm.terminator(), TokenType.OPERATOR);
    }
  }

  @Override
  protected void expression(ShellWord expression) {
    words.arithmetic(expression);
  }

  @Override
  protected void word(ShellWord word) {
    words.argument(word);
  }

  @Override
  protected void simple(Command.Simple simple) {
    for (Assignment assignment : simple.assignments()) {
      int equals = assignment.value().range().start();
      words.assignment(assignment.range(), assignment.name(), equals, assignment.value());
    }
    List<ShellWord> all = simple.words();
    String program = all.isEmpty() ? null : all.get(0).literal();
    boolean bracket = "[".equals(program);
    for (ShellWord word : all) {
      if (programs.contains(word)) {
        program = word.literal();
        program(word, program);
      } else if (bracket || "test".equals(program)) {
        operand(word);
      } else {
        Boolean names = program == null ? null : DECLARING.get(program);
        if (names == null || !words.declared(word, names)) {
          words.argument(word);
        }
      }
    }
    if (program != null
        && ShellDialect.ofName(program) == ShellDialect.POSIX
        && isOption(all.get(all.size() - 1))) {
      scripts.addAll(simple.redirections());
    }
  }

  /** Whether a word is an option or the program itself: after anything else a shell reads no script from its input. */
  private boolean isOption(ShellWord word) {
    return programs.contains(word) || word.literalPrefix().startsWith("-");
  }

  private void program(ShellWord word, @Nullable String name) {
    if (name == null) {
      words.parts(word.parts(), TokenType.FUNCTION.ordinal());
    } else if (BUILTINS.contains(name)) {
      out.add(word.range(), TokenType.FUNCTION, TokenModifier.DEFAULT_LIBRARY);
    } else {
      out.add(word.range(), TokenType.FUNCTION);
    }
  }

  /** A word of {@code [ … ]} or {@code [[ … ]]}. */
  @Override
  protected void operand(ShellWord word) {
    String text = word.literal();
    if (text == null) {
      words.argument(word);
      return;
    }
    switch (text) {
      case "=", "==", "!=", "=~", "<", ">", "!", "(", ")" ->
        out.add(word.range(), TokenType.OPERATOR);
      case "]" -> out.add(word.range(), TokenType.FUNCTION, TokenModifier.DEFAULT_LIBRARY);
      default -> words.argument(word);
    }
  }

  @Override
  protected void redirection(Redirection redirection) {
    int start = redirection.range().start();
    int operator = start + redirection.descriptor().length();
    out.add(start, operator, TokenType.NUMBER.ordinal());
    out.add(operator, operator + redirection.operator().length(), TokenType.OPERATOR.ordinal());
    if (redirection.isHeredoc()) {
      out.add(redirection.target().range(), TokenType.MACRO);
    } else {
      words.argument(redirection.target());
    }
  }
}
