package dev.plimsoll.lint.rules.files;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * The files that tell a program how to run whenever it does, such as {@code /etc/wgetrc}: from where on in a stage they may
 * set an option. Each stage is looked at once, so that the work is linear.
 */
public final class ProgramSettings {

  private static final int NOWHERE = Integer.MAX_VALUE;

  /**
   * An option that files may set.
   *
   * @param file how the names of the files end, in small letters
   * @param places where the program looks for them
   * @param variable the environment variable that names another file
   * @param command what a command says that sets the option in such a file; the same as the variable where there is none
   * @param setting a pattern for the option, from its name on
   */
  public record Option(
      String file,
      ImmutableList<ImagePath> places,
      String variable,
      String command,
      Regex setting) {

    private Trait named() {
      return Trait.containing(file).or(Trait.containing(variable)).or(Trait.containing(command));
    }
  }

  private final Subject subject;
  private final Option option;
  private final Trait named;
  private final Map<Stage, Integer> begins = new HashMap<>();

  public ProgramSettings(Subject subject, Option option) {
    this.subject = subject;
    this.option = option;
    this.named = option.named();
  }

  /** Whether settings may give the option to a command of a stage. */
  public boolean maySet(Stage stage, RunCommand command) {
    return begin(stage) < command.range().start();
  }

  /** The offset in the file from which on they may do so, in a stage or in those that it is FROM. */
  private int begin(Stage stage) {
    Deque<Stage> unknown = new ArrayDeque<>();
    Stage at = stage;
    while (at != null && !begins.containsKey(at)) {
      unknown.push(at);
      at = at.parent();
    }
    int begin = at == null ? NOWHERE : begins.getOrDefault(at, NOWHERE);
    for (Stage one : unknown) { // the lowest one first
      begin = begin == NOWHERE ? ownBegin(one) : begin;
      begins.put(one, begin);
    }
    return begin;
  }

  private int ownBegin(Stage stage) {
    for (Instruction one : subject.model().having(named, stage)) {
      int inside = begin(one);
      if (inside != NOWHERE) {
        return subject.file().start(one) + inside;
      }
    }
    for (ImagePath place : option.places) {
      CopiedFile copied = CopiedFile.atEnd(subject, stage, place, Basis.DEFAULTS);
      if (copied != null && sets(copied.file())) {
        return subject.file().start(copied.copy());
      }
    }
    return NOWHERE;
  }

  /** The offset in an instruction that names such a file from which on its settings may set the option. */
  private int begin(Instruction instruction) {
    String text = instruction.text();
    if (instruction instanceof Transfer transfer) {
      return sets(transfer) ? 0 : NOWHERE;
    }
    int first = firstName(text);
    if (RunScript.run(instruction) != null) {
      RunScript script = subject.model().script(instruction);
      boolean sets = isSetInCode(text) || script == null || !isWrittenOut(script);
      return sets ? first : NOWHERE;
    }
    boolean binds =
        instruction instanceof Instruction.Env || instruction instanceof Instruction.Arg;
    return binds && text.contains(option.variable) ? first : NOWHERE;
  }

  private int firstName(String text) {
    int first = NOWHERE;
    for (String name : ImmutableList.of(option.file, option.variable, option.command)) {
      int at = text.indexOf(name);
      first = at < 0 ? first : Math.min(first, at);
    }
    return first;
  }

  /** Whether code has the option, but for one of the command line, which has hyphens before it. */
  private boolean isSetInCode(String code) {
    String printed = code.replace("\\n", "\n"); // as printf has it
    Matcher setting = option.setting.matcher(printed);
    while (setting.find()) {
      if (setting.start() == 0 || printed.charAt(setting.start() - 1) != '-') {
        return true;
      }
    }
    return false;
  }

  private boolean sets(Transfer transfer) {
    if (!transfer.heredocs().isEmpty()) {
      return isSetIn(transfer.text());
    }
    ContextCopy copy = ContextCopy.of(subject.model(), transfer, Basis.DEFAULTS);
    return copy == null
        || copy.sources().stream().anyMatch(source -> sets(subject.contextFile(source)));
  }

  /** Whether a file sets the option, or can't be read. */
  private boolean sets(ContextFile file) {
    String text = file.text();
    return !file.isMissing() && !file.isFolder() && (text == null || isSetIn(text));
  }

  /** Whether a line of a file begins with the option. */
  private boolean isSetIn(String text) {
    return text.lines().anyMatch(line -> option.setting.matcher(line.strip()).lookingAt());
  }

  /** Programs that write nothing to the files that they are given. */
  private static final ImmutableSet<String> KEEPERS =
      ImmutableSet.of("[", "cat", "chmod", "chown", "grep", "ls", "mkdir", "rm", "test", "touch");

  /** Whether all that a script writes to such files stands in it. */
  private boolean isWrittenOut(RunScript script) {
    int named = count(script.code().code());
    for (Invocation one : script.script().invocations()) {
      int written = 0;
      for (Redirection redirection : one.command().redirections()) {
        written += count(redirection.target().raw());
      }
      int given = 0;
      for (ShellWord word : one.arguments().words()) {
        given += count(word.raw());
      }
      boolean known = written + given > 0
          && (isPrinter(one) || isToldWhatToWrite(script, one) || written == 0 && isKeeper(one));
      named -= known ? written + given : 0;
    }
    return named <= 0;
  }

  private static boolean isKeeper(Invocation one) {
    return one.name() != null && KEEPERS.contains(one.name());
  }

  /** Whether it prints what stands behind its name. */
  private static boolean isPrinter(Invocation one) {
    return (one.is("echo") || one.is("printf"))
        && one.arguments().words().stream().allMatch(ProgramSettings::isWrittenOut);
  }

  /** Whether it writes what a here-document or the one before it in a pipeline says. */
  private static boolean isToldWhatToWrite(RunScript script, Invocation one) {
    return (one.is("cat") || one.is("tee"))
        && (one.command().redirections().stream().anyMatch(Redirection::isHeredoc)
            || script.script().invocations().stream()
                .anyMatch(writer -> isPrinter(writer) && one == script.script().reader(writer)));
  }

  /** Whether the names of options stand in a word; the values may be those of variables. */
  private static boolean isWrittenOut(ShellWord word) {
    return word.literal() != null || word.literalPrefix().indexOf('=') >= 0;
  }

  private int count(String text) {
    int count = 0;
    String lower = Ascii.toLowerCase(text);
    for (int at = lower.indexOf(option.file); at >= 0; at = lower.indexOf(option.file, at + 1)) {
      count++;
    }
    return count;
  }
}
