package dev.plimsoll.semantics;

import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.Comment;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Word;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places that may name a variable in a way that nobody here follows: in a script that is only written, in another language,
 * in the arguments of {@code envsubst}. A rename would leave them behind.
 */
final class UnfollowedNames {

  private final SemanticModel model;
  /** {@code $NAME} and <code>${NAME…}</code>, the name in group 1. */
  private final Pattern expanded;

  /** {@code os.environ["NAME"]}, {@code process.env.NAME}, {@code getenv("NAME")} and the like. */
  private final Pattern lookedUp;

  /** {@code %NAME%} and {@code $env:NAME}. */
  private final Pattern onWindows;

  private UnfollowedNames(SemanticModel model, String name) {
    this.model = model;
    this.expanded = Pattern.compile("\\$(?:\\{[#!]?)?(" + name + ")(?![A-Za-z0-9_])");
    this.lookedUp = Pattern.compile(
        "(?:environ|getenv|\\benv|ENV)(?:\\.get|\\.fetch|::var)?[.\\[({:]{1,3}\\\\?[\"']?" + name
            + "(?![A-Za-z0-9_])");
    this.onWindows = Pattern.compile(
        "%" + name + "%|!" + name + "!|\\$\\{?env:" + name + "(?![A-Za-z0-9_])",
        Pattern.CASE_INSENSITIVE);
  }

  /** Whether an instruction may name a variable so. */
  static boolean areIn(SemanticModel model, Instruction instruction, String name) {
    return new UnfollowedNames(model, name).areIn(instruction);
  }

  private boolean areIn(Instruction instruction) {
    Instruction inner = instruction.innermost();
    if (inner instanceof Instruction.Transfer) {
      return inFiles(instruction);
    }
    if (!(inner instanceof Instruction.Command command)) {
      return false;
    }
    ShellCommand shell = model.shellForm(instruction);
    if (shell != null) {
      return shell.script().isOpaque()
          ? inOtherLanguage(shell.code().code())
          : inShell(instruction, shell);
    }
    return command.execForm() && inExecForm(instruction, command);
  }

  private boolean inOtherLanguage(String code) {
    return expanded.matcher(code).find()
        || lookedUp.matcher(code).find()
        || onWindows.matcher(code).find();
  }

  /** The files that COPY and ADD make of here-documents. */
  private boolean inFiles(Instruction instruction) {
    Set<Integer> followed = followed(instruction);
    for (Heredoc heredoc : instruction.heredocs()) {
      String body = heredoc.body().of(instruction.text());
      if (lookedUp.matcher(body).find()) {
        return true;
      }
      Matcher matcher = expanded.matcher(body);
      while (matcher.find()) {
        if (!followed.contains(heredoc.body().start() + matcher.start(1))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Where names of variables stand in an instruction. */
  private static Set<Integer> followed(Instruction instruction) {
    Set<Integer> followed = new HashSet<>();
    for (VariableMention mention : VariableMentions.of(instruction)) {
      followed.add(mention.range().start());
    }
    return followed;
  }

  private boolean inExecForm(Instruction instruction, Instruction.Command command) {
    boolean shell = false;
    for (Word word : command.words()) {
      shell |= word.value().endsWith("sh");
      if (lookedUp.matcher(word.value()).find()) {
        return true;
      }
    }
    Set<Integer> followed = followed(instruction);
    Matcher matcher = expanded.matcher(instruction.text());
    while (shell && matcher.find()) {
      if (!followed.contains(matcher.start(1))) {
        return true;
      }
    }
    return false;
  }

  private boolean inShell(Instruction instruction, ShellCommand shell) {
    Script script = shell.script();
    if (lookedUp.matcher(script.code()).find() || isSubstituted(script)) {
      return true;
    }
    Set<Integer> followed = followed(instruction);
    Matcher matcher = expanded.matcher(script.code());
    while (matcher.find()) {
      int home = shell.code().home(matcher.start(1));
      if (!followed.contains(home) && !isHarmless(script, matcher.start(1))) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code envsubst} replaces the name in some other text. */
  private boolean isSubstituted(Script script) {
    for (Invocation invocation : script.invocations()) {
      if (invocation.is("envsubst")) {
        boolean chosen = false;
        for (ShellWord word : invocation.arguments().operands()) {
          chosen |= word.raw().indexOf('$') >= 0;
        }
        if (!chosen) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it stands in a comment, or is shown to whoever builds the image. */
  private static boolean isHarmless(Script script, int offset) {
    for (Comment comment : script.comments()) {
      if (comment.range().contains(offset)) {
        return true;
      }
    }
    for (CommandList.Item item : script.body().items()) {
      for (CommandList.Pipeline pipeline : item.andOr().pipelines()) {
        if (pipeline.commands().size() == 1
            && pipeline.commands().get(0) instanceof Command.Simple simple
            && simple.range().contains(offset)) {
          return isShown(simple);
        }
      }
    }
    return false;
  }

  /** Whether a command only writes, and to the terminal. */
  private static boolean isShown(Command.Simple simple) {
    String program = simple.words().isEmpty() ? null : simple.words().get(0).literal();
    return ("echo".equals(program) || "printf".equals(program))
        && simple.redirections().isEmpty();
  }
}
