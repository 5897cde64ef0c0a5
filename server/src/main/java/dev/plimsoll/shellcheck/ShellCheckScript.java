package dev.plimsoll.shellcheck;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.shell.ShellVariable;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The script of a RUN, or of another instruction in shell form, as ShellCheck is to read it: after a line for each variable
 * that the build sets, on one line what the shell is given as one line. Knows the way of every position home.
 */
public final class ShellCheckScript {

  /** What the builder hands to every RUN although no ARG names it. */
  private static final ImmutableList<String> PROXIES = ImmutableList.of(
      "HTTP_PROXY",
      "HTTPS_PROXY",
      "FTP_PROXY",
      "NO_PROXY",
      "http_proxy",
      "https_proxy",
      "ftp_proxy",
      "no_proxy");

  /** What instructions have in common that may have a script in shell form. */
  public static final Trait MAY_HAVE_ONE = Trait.of(
      Instruction.Run.class,
      Instruction.Cmd.class,
      Instruction.Entrypoint.class,
      Instruction.Healthcheck.class,
      Instruction.Onbuild.class);

  /** "Quote repeated spaces to avoid them collapsing into one." */
  private static final int REPEATED_BLANKS = 2291;

  /** Fewer aren't taken for meant. */
  private static final int FEWEST_REPEATED_BLANKS = 4;

  private static final Regex DISABLE = Regex.of("#\\s*shellcheck\\s.*\\bdisable=(\\S+).*");

  private static final Regex CODES = Regex.of("(?:SC)?(\\d{1,6})(?:-(?:SC)?(\\d{1,6}))?");

  private final SemanticModel model;
  private final Instruction instruction;
  private final EmbeddedText code;
  private final Script script;
  private final ShellCheckInput input;
  /** How many lines stand before the script. */
  private final int linesBefore;
  /** Where the instruction begins, as an offset of the file. */
  private final int start;

  private final ImmutableList<Disabled> disabled;
  private @Nullable ScriptLines lines;

  /** Codes that a comment between continued lines silences in a part of the script; 0 to the largest number for all. */
  private record Disabled(TextRange range, int first, int last) {}

  private ShellCheckScript(
      SemanticModel model, Instruction instruction, ShellCommand command, String shell) {
    this.model = model;
    this.instruction = instruction;
    this.code = command.code();
    this.script = command.script();
    this.start = model.file().start(instruction);
    Set<String> names = names();
    this.linesBefore = names.size();
    this.input = new ShellCheckInput(shell, text(names));
    this.disabled = disabled(command);
  }

  /** The script of an instruction; null where it has none or one in a language that ShellCheck doesn't read. */
  public static @Nullable ShellCheckScript of(SemanticModel model, Instruction instruction) {
    ShellCommand command = model.shellForm(instruction);
    if (command == null || command.script().isOpaque() || isBrokenArray(instruction, command)) {
      return null;
    }
    Shell own = command.interpreter();
    Shell declared = own == null ? model.declaredShell(instruction) : null;
    Shell shell = own != null ? own : declared != null ? declared : model.shell(instruction);
    String name = dialect(shell);
    return name == null ? null : new ShellCheckScript(model, instruction, command, name);
  }

  /** What was to be an exec form isn't judged as a script: another rule says what is wrong with it. */
  private static boolean isBrokenArray(Instruction instruction, ShellCommand command) {
    return !(instruction.innermost() instanceof Instruction.Run)
        && command.code().code().startsWith("[");
  }

  private static @Nullable String dialect(Shell shell) {
    return switch (shell.name()) {
      case "sh", "hush" -> "sh";
      case "bash", "rbash" -> "bash";
      case "dash", "ash" -> "dash";
      case "ksh", "mksh" -> "ksh";
      default -> null;
    };
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>(PROXIES);
    for (Binding binding : model.bindings(instruction)) {
      if (binding.instruction() != null && ShellVariable.isName(binding.name())) {
        names.add(binding.name());
      }
    }
    return names;
  }

  private String text(Set<String> names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append("export ").append(name).append("=1\n");
    }
    int first = text.length();
    text.append(code.code());
    if (code.code().startsWith("#!")) {
      text.setCharAt(first + 1, '#'); // it would have to be the first line
    }
    return text.append('\n').toString();
  }

  public ShellCheckInput input() {
    return input;
  }

  /** Where the instruction stands that has it, in offsets of the file. */
  public TextRange range() {
    return TextRange.ofLength(start, instruction.text().length());
  }

  /** What stands in the file in a part of the {@link #range()}. */
  public String text(TextRange part) {
    return part.shift(-start).of(instruction.text());
  }

  /** What ShellCheck says of it, where it stands in the file; nothing of the lines before the script. */
  public ImmutableList<ShellCheckFinding> findings(List<ShellCheckComment> comments) {
    ImmutableList.Builder<ShellCheckFinding> findings = ImmutableList.builder();
    for (ShellCheckComment comment : comments) {
      TextRange range = range(comment.place());
      if (range != null
          && !isDisabled(comment.code(), range.start())
          && !isAboutContinuedLines(comment.code(), range)) {
        findings.add(new ShellCheckFinding(
            comment, code.home(visible(range)).shift(start), edits(comment.fix())));
      }
    }
    return findings.build();
  }

  /**
   * Whether it warns of blanks that are there because lines are continued: what is indented in the file stands on one line for
   * the shell.
   */
  private boolean isAboutContinuedLines(int about, TextRange range) {
    return about == REPEATED_BLANKS
        && !code.isContiguous(range)
        && script.invocations().stream()
            .map(Invocation::command)
            .noneMatch(
                command -> command.range().start() == range.start() && hasRepeatedBlanks(command));
  }

  /** Whether there are some between arguments that stand in the file just so. */
  private boolean hasRepeatedBlanks(Command.Simple command) {
    for (int i = 2; i < command.words().size(); i++) {
      int from = command.words().get(i - 1).range().end();
      int to = command.words().get(i).range().start();
      if (to - from >= FEWEST_REPEATED_BLANKS
          && code.code().substring(from, to).isBlank()
          && code.isContiguous(new TextRange(from - 1, to + 1))) {
        return true;
      }
    }
    return false;
  }

  /** At least one character, so that an editor has something to underline. */
  private TextRange visible(TextRange range) {
    String text = code.code();
    if (!range.isEmpty()) {
      return range;
    }
    int end = range.end() < text.length() && text.charAt(range.end()) != '\n'
        ? text.offsetByCodePoints(range.end(), 1)
        : range.end();
    boolean atEnd = end == range.end() && end > 0;
    return new TextRange(atEnd ? text.offsetByCodePoints(end, -1) : range.start(), end);
  }

  /** A place as offsets of the code, or null if it is before it. */
  private @Nullable TextRange range(ShellCheckComment.Place place) {
    if (place.line() <= linesBefore || place.endLine() <= linesBefore) {
      return null;
    }
    int from = offset(place.line() - linesBefore, place.column());
    int to = offset(place.endLine() - linesBefore, place.endColumn());
    return new TextRange(Math.min(from, to), Math.max(from, to));
  }

  /** @param line counted from 1, as columns are */
  private int offset(int line, int column) {
    ScriptLines known = lines;
    if (known == null) {
      known = ScriptLines.of(code.code());
      lines = known;
    }
    return known.offset(line, column);
  }

  /** A fix in offsets of the file; nothing where one of its parts doesn't stand in one piece there. */
  private ImmutableList<TextEdit> edits(List<ShellCheckComment.Replacement> fix) {
    List<TextEdit> edits = new ArrayList<>();
    for (ShellCheckComment.Replacement one : fix) {
      TextRange range = range(one.place());
      if (range == null || !code.isContiguous(range) || one.text().indexOf('\n') >= 0) {
        return ImmutableList.of();
      }
      TextRange home = !range.isEmpty()
          ? code.home(range)
          : TextRange.at(one.behind() ? code.home(range.start()) : code.homeEnd(range.start()));
      TextEdit edit = TextEdit.replace(home.shift(start), one.text());
      if (edits.stream().anyMatch(other -> meet(edit.range(), other.range()))) {
        return ImmutableList.of();
      }
      edits.add(edit);
    }
    edits.sort(
        (one, other) -> Integer.compare(one.range().start(), other.range().start()));
    return ImmutableList.copyOf(edits);
  }

  private static boolean meet(TextRange one, TextRange other) {
    return one.equals(other) || one.start() < other.end() && other.start() < one.end();
  }

  private boolean isDisabled(int code, int offset) {
    for (Disabled one : disabled) {
      if (one.range.contains(offset) && one.first <= code && code <= one.last) {
        return true;
      }
    }
    return false;
  }

  /**
   * What comments between continued lines silence. The builder takes them out, so that ShellCheck never sees them; each is
   * for the largest part of the script that begins behind it, as in a script of its own.
   */
  private ImmutableList<Disabled> disabled(ShellCommand command) {
    if (!instruction.text().contains("shellcheck")) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Disabled> all = ImmutableList.builder();
    for (Token token : instruction.source().tokens()) {
      String text = token.range().of(instruction.text());
      Matcher comment = token.kind() == Token.Kind.COMMENT ? DISABLE.matcher(text.strip()) : null;
      if (comment != null && comment.matches()) {
        TextRange range = behind(command, code.fromHome(token.range().end()));
        for (String name : comment.group(1).split(",")) {
          Matcher codes = CODES.matcher(name);
          if (name.equals("all")) {
            all.add(new Disabled(range, 0, Integer.MAX_VALUE));
          } else if (codes.matches()) {
            int first = Integer.parseInt(codes.group(1));
            int last = codes.group(2) == null ? first : Integer.parseInt(codes.group(2));
            all.add(new Disabled(range, first, last));
          }
        }
      }
    }
    return all.build();
  }

  private TextRange behind(ShellCommand command, int offset) {
    String text = code.code();
    int from = offset;
    while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    TextRange largest = TextRange.at(from);
    for (TextRange part : command.script().around(from)) {
      if (part.start() == from && part.length() > largest.length()) {
        largest = part;
      }
    }
    return largest;
  }
}
