package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.shell.WordPart;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in a shell script that has a letter where the cursor is. */
final class ScriptSite {

  private static final String MODIFIERS = "}:-+?#%/=";

  private final Instruction instruction;
  private final int start;

  /** @param start the offset of the instruction in the file */
  ScriptSite(Instruction instruction, int start) {
    this.instruction = instruction;
    this.start = start;
  }

  @Nullable Site in(EmbeddedText code, int home) {
    return in(ShellForm.ofArgument(code), home);
  }

  /** @param home the offset of the letter in the instruction */
  @Nullable Site in(ShellCommand command, int home) {
    EmbeddedText code = command.code();
    Script script = command.script();
    int at = code.fromHome(home);
    if (at >= code.length() || code.home(at) != home || script.isOpaque()) {
      return null;
    }
    for (WordPart.Parameter parameter : script.parameters()) {
      Site variable = parameter.range().contains(at) ? variable(code, parameter, at) : null;
      if (variable != null) {
        return variable;
      }
    }
    // Of commands in the arguments of commands the inner one begins later.
    for (Invocation invocation : script.invocations().reverse()) {
      if (invocation.nameWord().range().contains(at)) {
        TypedWord word = typed(code, invocation.nameWord(), at);
        return Site.of(
            word, true, instruction, new Slot.Program(invocation.arguments().isEmpty()));
      }
      int argument = invocation.range().contains(at) ? indexOf(invocation, at) : -1;
      if (argument >= 0) {
        return invocation.name() == null ? null : argument(code, invocation, argument, at);
      }
    }
    return null;
  }

  private static int indexOf(Invocation invocation, int at) {
    List<ShellWord> arguments = invocation.arguments().words();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).range().contains(at)) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable Site variable(EmbeddedText code, WordPart.Parameter parameter, int at) {
    int dollar = parameter.range().start();
    boolean braced = code.code().startsWith("{", dollar + 1);
    TextRange name = TextRange.ofLength(
        dollar + (braced ? 2 + parameter.prefix().length() : 1),
        parameter.name().length());
    if (!name.contains(at)) {
      return null;
    }
    boolean closed =
        name.end() < code.length() && MODIFIERS.indexOf(code.code().charAt(name.end())) >= 0;
    TypedWord word = TypedWord.of(code, new TextRange(dollar, name.end()), at, start);
    return Site.of(word, true, instruction, new Slot.VariableUse(braced, at == dollar + 1, closed));
  }

  private Site argument(EmbeddedText code, Invocation invocation, int index, int at) {
    List<ShellWord> words = invocation.arguments().words();
    ImmutableList<String> before = prefixes(words.subList(0, index));
    ImmutableList<String> after = prefixes(words.subList(index + 1, words.size()));
    String program = String.valueOf(invocation.name());
    Arguments read =
        Arguments.of(invocation.program(), invocation.arguments().words().subList(0, index));
    int operands = read.operands().size();
    boolean subcommand = operands == 0
        && !LanguageReference.topics(Topic.Kind.SUBCOMMAND, program).isEmpty();
    boolean firstPackage = operands == 1 && PackageNames.areTaken(program, read);
    return Site.of(
        typed(code, words.get(index), at),
        subcommand || firstPackage,
        instruction,
        new Slot.ProgramArgument(program, before, after));
  }

  private static ImmutableList<String> prefixes(List<ShellWord> words) {
    return words.stream().map(ShellWord::literalPrefix).collect(ImmutableList.toImmutableList());
  }

  private TypedWord typed(EmbeddedText code, ShellWord word, int at) {
    TextRange range = word.range();
    boolean quoted = range.start() < at && "\"'".indexOf(code.code().charAt(range.start())) >= 0;
    int from = quoted ? range.start() + 1 : range.start();
    boolean closed = quoted
        && range.length() > 2
        && code.code().charAt(range.end() - 1) == code.code().charAt(range.start());
    return TypedWord.of(
        code, new TextRange(from, closed ? range.end() - 1 : range.end()), at, start);
  }
}
