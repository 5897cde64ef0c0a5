package dev.plimsoll.ide.tokens;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.shell.ShellDialect;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.InstructionText;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.util.function.Predicate;

/** The tokens of one instruction, relative to its first character. */
final class InstructionTokens {

  /** What an instruction has for tokens follows from it alone, but for the names that may be those of stages. */
  private static final Derivation<TokenList> WITHOUT_STAGES =
      instruction -> new InstructionTokens(instruction, name -> false, ShellDialect.POSIX).all();

  private static final Derivation<TokenList> WITH_STAGES =
      instruction -> new InstructionTokens(instruction, name -> true, ShellDialect.POSIX).all();

  private final Instruction instruction;
  private final InstructionText source;
  private final EmbeddedText line;
  private final Predicate<String> isStage;
  private final ShellDialect dialect;
  private final TokenList.Builder tokens;
  private final TokenSink out;
  private final DockerfileWordTokens words;
  private final ImageTokens images;

  private InstructionTokens(
      Instruction instruction, Predicate<String> isStage, ShellDialect dialect) {
    this.instruction = instruction;
    this.source = instruction.source();
    this.line = source.line();
    this.isStage = isStage;
    this.dialect = dialect;
    this.tokens = new TokenList.Builder(source.text());
    this.out = (start, end, kind) -> TokenSink.pieces(line, start, end, kind, tokens);
    this.words = new DockerfileWordTokens(line.code(), source.escape(), out);
    this.images = new ImageTokens(line.code(), words, out);
  }

  static TokenList of(Instruction instruction, SemanticModel model) {
    ShellDialect dialect = dialect(instruction, model);
    if (instruction instanceof Instruction.From from) {
      return from.derived(isParent(from, model) ? WITH_STAGES : WITHOUT_STAGES);
    }
    ImmutableList<StageReference> references = StageReference.in(model, instruction.innermost());
    ImmutableSet<String> stages = stages(references);
    if (dialect == ShellDialect.POSIX && stages.isEmpty()) {
      return instruction.derived(WITHOUT_STAGES);
    }
    return dialect == ShellDialect.POSIX && references.size() == 1
        ? instruction.derived(WITH_STAGES)
        : new InstructionTokens(instruction, stages::contains, dialect).all();
  }

  private static boolean isParent(Instruction.From from, SemanticModel model) {
    Stage stage = model.stageOf(from);
    return stage != null
        && stage.parent() != null
        && from.words().get(0).value().indexOf('$') < 0;
  }

  private static ImmutableSet<String> stages(ImmutableList<StageReference> references) {
    if (references.isEmpty()) {
      return ImmutableSet.of();
    }
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (StageReference reference : references) {
      if (reference.stage() != null) {
        names.add(reference.written());
      }
    }
    return names.build();
  }

  private static ShellDialect dialect(Instruction instruction, SemanticModel model) {
    return instruction.innermost() instanceof Instruction.Command
        ? model.shell(instruction).dialect()
        : ShellDialect.POSIX;
  }

  private TokenList all() {
    layout();
    code(instruction);
    for (Heredoc heredoc : instruction.heredocs()) {
      opener(heredoc);
      int end = heredoc.terminator().end();
      int start = Math.max(heredoc.terminator().start(), end - heredoc.name().length());
      tokens.add(start, end, TokenType.MACRO.ordinal());
    }
    return tokens.build();
  }

  /** Comments between the lines, and what continues the lines. */
  private void layout() {
    if (source.text().indexOf(source.escape()) < 0) {
      return; // all on one line
    }
    for (Token token : source.tokens()) {
      int start = token.range().start();
      if (token.kind() == Token.Kind.COMMENT) {
        tokens.add(start, token.range().end(), TokenType.COMMENT.ordinal());
      } else if (token.kind() == Token.Kind.CONTINUATION) {
        tokens.add(start, start + 1, TokenType.MACRO.ordinal());
      }
    }
  }

  private void opener(Heredoc heredoc) {
    TextRange range = heredoc.opener().inLine();
    int operator = line.code().indexOf("<<", range.start());
    if (operator >= 0 && operator < range.end()) {
      int name = operator + (heredoc.chomp() ? 3 : 2);
      out.add(range.start(), operator, TokenType.NUMBER.ordinal());
      out.add(operator, name, TokenType.OPERATOR.ordinal());
      out.add(name, range.end(), TokenType.MACRO.ordinal());
    }
  }

  private void code(Instruction one) {
    TextRange keyword = one.source().keywordRange();
    if (one.keyword() == Keyword.MAINTAINER) {
      keyword(keyword, TokenModifier.DEPRECATED.bit());
    } else if (one.keyword() != Keyword.UNKNOWN) {
      keyword(keyword, 0);
    }
    if (!one.flags().isEmpty()) {
      FlagTokens flags = new FlagTokens(line.code(), isStage, words, images, out);
      one.flags().forEach(flags::add);
    }
    if (one.source().json()) {
      json(one);
    } else {
      arguments(one);
    }
  }

  private void keyword(TextRange range, int modifiers) {
    TextRange inLine = new TextRange(
        line.fromHome(range.start()), line.fromHome(Math.max(range.start(), range.end() - 1)) + 1);
    out.add(inLine.start(), inLine.end(), TokenType.KEYWORD.ordinal() | modifiers);
  }

  private void arguments(Instruction one) {
    if (one instanceof Instruction.From from) {
      from(from);
    } else if (one instanceof Instruction.Pairs pairs) {
      pairs(pairs);
    } else if (one instanceof Instruction.Transfer transfer) {
      transfer(transfer);
    } else if (one instanceof Instruction.Onbuild onbuild) {
      if (onbuild.trigger() != null) {
        code(onbuild.trigger());
      }
    } else if (one instanceof Instruction.Command command) {
      command(command);
    } else if (one instanceof Instruction.Expose) {
      one.words().forEach(word -> port(word.inLine()));
    } else if (one.keyword() != Keyword.UNKNOWN) {
      one.words().forEach(word -> words.value(word.inLine()));
    }
  }

  /** Strings, in which COPY, ADD and VOLUME take variables. */
  private void json(Instruction one) {
    boolean expands = one instanceof Instruction.Transfer || one instanceof Instruction.Volume;
    int done = one.source().argumentsInLine().start();
    ImmutableList<Word> strings = one.words();
    if (one instanceof Instruction.Healthcheck healthcheck && healthcheck.type() != null) {
      out.add(healthcheck.type().inLine(), TokenType.KEYWORD);
      strings = strings.subList(1, strings.size());
    }
    for (Word word : strings) {
      punctuation(done, word.inLine().start());
      if (expands) {
        words.value(word.inLine());
      } else {
        out.add(word.inLine(), TokenType.STRING);
      }
      done = word.inLine().end();
    }
    punctuation(done, one.source().argumentsInLine().end());
  }

  private void punctuation(int from, int to) {
    for (int i = from; i < to; i++) {
      if ("[],".indexOf(line.code().charAt(i)) >= 0) {
        out.add(i, i + 1, TokenType.OPERATOR.ordinal());
      }
    }
  }

  private void from(Instruction.From from) {
    for (int i = 0; i < from.words().size(); i++) {
      TextRange range = from.words().get(i).inLine();
      if (i == 0 && isStage.test(from.words().get(0).value())) {
        out.add(range, TokenType.NAMESPACE);
      } else if (i == 0) {
        images.add(range);
      } else if (i == 1 && from.as() != null) {
        out.add(range, TokenType.KEYWORD);
      } else if (i == 2 && from.stageName() != null) {
        out.add(range, TokenType.NAMESPACE, TokenModifier.DECLARATION);
      } else {
        out.add(range, TokenType.STRING);
      }
    }
  }

  private void pairs(Instruction.Pairs pairs) {
    TokenType type = pairs instanceof Instruction.Label ? TokenType.PROPERTY : TokenType.VARIABLE;
    for (Pair pair : pairs.pairs()) {
      TextRange key = pair.key().inLine();
      int kind = type.ordinal() | TokenModifier.DECLARATION.bit();
      words.expanded(key, (start, end) -> out.add(start, end, kind));
      if (pair.value() != null) {
        TextRange value = pair.value().inLine();
        if (!pair.legacy()) {
          out.add(key.end(), value.start(), TokenType.OPERATOR.ordinal());
        }
        words.value(value);
      }
    }
  }

  private void transfer(Instruction.Transfer transfer) {
    int next = 0;
    for (Word word : transfer.words()) {
      if (next < transfer.heredocs().size()
          && transfer.heredocs().get(next).opener().inLine().equals(word.inLine())) {
        next++;
      } else {
        words.value(word.inLine());
      }
    }
    for (Heredoc heredoc : transfer.heredocs()) {
      TextRange body = heredoc.body();
      if (heredoc.expand()) {
        new DockerfileWordTokens(source.text(), '\\', tokens::add)
            .expanded(
                body,
                ExpansionMode.HEREDOC_BODY,
                (start, end) -> tokens.add(start, end, TokenType.STRING.ordinal()));
      } else {
        tokens.add(body.start(), body.end(), TokenType.STRING.ordinal());
      }
    }
  }

  private void command(Instruction.Command command) {
    if (command instanceof Instruction.Healthcheck healthcheck && healthcheck.type() != null) {
      out.add(healthcheck.type().inLine(), TokenType.KEYWORD);
    }
    ShellCommand shell = ShellForm.of(command);
    if (shell == null) {
      return;
    }
    if (isShell(shell)) {
      ShellTokens.add(shell.script(), shell.code(), tokens);
    } else {
      ForeignTokens.add(shell.code(), tokens);
    }
  }

  /** Whether a shell of the POSIX family reads it: its own {@code #!} decides, else the shell in force. */
  private boolean isShell(ShellCommand command) {
    Shell interpreter = command.interpreter();
    return interpreter == null ? dialect == ShellDialect.POSIX : interpreter.isPosix();
  }

  /** {@code 8080-8090/tcp} */
  private void port(TextRange range) {
    words.expanded(range, (start, end) -> {
      int from = start;
      while (from < end) {
        char first = line.code().charAt(from);
        int to = from + 1;
        if (Character.isLetterOrDigit(first)) {
          while (to < end && Character.isLetterOrDigit(line.code().charAt(to))) {
            to++;
          }
        }
        boolean number = ShellWordTokens.isNumber(line.code().substring(from, to));
        TokenType word = Character.isLetter(first) ? TokenType.PROPERTY : TokenType.OPERATOR;
        out.add(from, to, (number ? TokenType.NUMBER : word).ordinal());
        from = to;
      }
    });
  }
}
