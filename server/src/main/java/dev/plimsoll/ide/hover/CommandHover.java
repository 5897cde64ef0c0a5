package dev.plimsoll.ide.hover;

import com.google.common.collect.Lists;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.ide.Topic.Kind;
import dev.plimsoll.program.Program;
import dev.plimsoll.program.Programs;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a program that RUN runs does and leaves behind: at its name, its subcommand and its options. */
final class CommandHover {

  /** A word of a command and where it stands; the text is empty where it isn't literal. */
  private record Part(String text, TextRange range) {}

  private CommandHover() {}

  /** @param offset relative to the instruction, as the range of the answer is */
  static @Nullable Section at(
      SemanticModel model, Instruction instruction, int offset, boolean markdown) {
    if (!(instruction.innermost() instanceof Instruction.Command command)) {
      return null;
    }
    ShellCommand shell = model.shellForm(instruction);
    if (shell == null) {
      return command.execForm() ? at(words(command), offset, markdown) : null;
    }
    for (Invocation invocation : shell.script().invocations()) {
      Section found = shell.home(invocation.range()).touches(offset)
          ? at(words(shell, invocation), offset, markdown)
          : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static List<Part> words(Instruction.Command command) {
    List<Part> parts = new ArrayList<>();
    for (Word word : command.words()) {
      parts.add(new Part(word.value(), word.range()));
    }
    return parts;
  }

  private static List<Part> words(ShellCommand shell, Invocation invocation) {
    List<Part> parts = new ArrayList<>();
    if (invocation.name() != null) {
      parts.add(new Part(invocation.name(), shell.home(invocation.nameWord().range())));
      for (ShellWord word : invocation.arguments().words()) {
        parts.add(new Part(word.literalPrefix(), shell.home(word.range())));
      }
    }
    return parts;
  }

  private static @Nullable Section at(List<Part> words, int offset, boolean markdown) {
    List<Part> command = withoutInterpreter(words);
    Section mode = mode(command, offset, markdown);
    if (mode != null) {
      return mode;
    }
    Topic program = command.isEmpty()
        ? null
        : LanguageReference.find(Kind.PROGRAM, baseName(command.get(0).text()));
    if (program == null) {
      return null;
    }
    if (command.get(0).range().touches(offset)) {
      return section(command.get(0).range(), program.name(), program, markdown);
    }
    List<Part> parts = command.subList(1, command.size());
    Arguments arguments =
        Arguments.ofLiterals(Programs.named(program.name()), Lists.transform(parts, Part::text));
    Topic subcommand = subcommand(program, arguments);
    for (int i = 0; i < parts.size(); i++) {
      ShellWord word = arguments.words().get(i);
      TextRange range = parts.get(i).range();
      if (!range.touches(offset)) {
        continue;
      }
      if (subcommand != null && word == arguments.verbWord()) {
        return section(range, program.name() + " " + subcommand.name(), subcommand, markdown);
      }
      GivenOption given = given(arguments, word, offset - range.start());
      return given == null ? null : option(program, subcommand, given, range, markdown);
    }
    return null;
  }

  private static @Nullable Topic subcommand(Topic program, Arguments arguments) {
    ShellWord word = arguments.verbWord();
    String written = word == null ? null : word.literal();
    Topic found =
        written == null ? null : LanguageReference.find(Kind.SUBCOMMAND, program.name(), written);
    String verb = arguments.verb();
    return found == null && verb != null
        ? LanguageReference.find(Kind.SUBCOMMAND, program.name(), verb)
        : found;
  }

  /** The option at an offset of a word, in which several may stand; null where the word is none. */
  private static @Nullable GivenOption given(Arguments arguments, ShellWord word, int offset) {
    GivenOption found = null;
    int end = word.raw().startsWith("-") ? 1 : 0;
    for (GivenOption given : arguments.options()) {
      if (given.word() == word && (found == null || end <= offset)) {
        found = given;
        end += given.spelling().length() - 1;
      }
    }
    return found;
  }

  /** The mode of {@code chmod 755 file}, and of {@code install -m 755} and {@code mkdir -m 755}. */
  private static @Nullable Section mode(List<Part> command, int offset, boolean markdown) {
    if (command.isEmpty()) {
      return null;
    }
    Program program = Programs.named(baseName(command.get(0).text()));
    List<Part> parts = command.subList(1, command.size());
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.range().touches(offset)) {
        Arguments arguments = Arguments.ofLiterals(program, Lists.transform(parts, Part::text));
        Markup out = new Markup(markdown);
        return arguments.words().get(i) == mode(arguments) && OctalMode.describe(part.text(), out)
            ? new Section(part.range(), out)
            : null;
      }
    }
    return null;
  }

  /** The word that is a mode, or null. */
  private static @Nullable ShellWord mode(Arguments arguments) {
    return switch (arguments.program().name()) {
      case "chmod" ->
        arguments.operands().isEmpty() ? null : arguments.operands().get(0);
      case "install", "mkdir" -> {
        GivenOption given = arguments.option("--mode");
        yield given == null ? null : given.value();
      }
      default -> null;
    };
  }

  /** {@code python -m pip} is pip. */
  private static List<Part> withoutInterpreter(List<Part> words) {
    boolean module = words.size() > 2
        && baseName(words.get(0).text()).startsWith("python")
        && words.get(1).text().equals("-m");
    return module ? words.subList(2, words.size()) : words;
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static @Nullable Section option(
      Topic program,
      @Nullable Topic subcommand,
      GivenOption given,
      TextRange range,
      boolean markdown) {
    Topic found = null;
    String name = subcommand == null ? null : subcommand.name();
    for (Topic option : LanguageReference.options(program.name(), name)) {
      boolean withValue = given.word().isLiteral(option.name());
      if (withValue || (found == null && given.is(option.name()))) {
        found = option;
      }
      if (withValue) {
        break;
      }
    }
    return found == null
        ? null
        : section(range, program.name() + " " + found.name(), found, markdown);
  }

  private static Section section(TextRange range, String title, Topic topic, boolean markdown) {
    Markup out = new Markup(markdown);
    out.heading(title);
    topic.describe(out);
    return new Section(range, out);
  }
}
