package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList.AndOr;
import dev.plimsoll.shell.CommandList.Pipeline;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A RUN that does nothing but write known text into files, by {@code echo} or {@code printf}, as COPY with
 * here-documents. The title tells whom the files belong to then.
 */
final class ToCopy implements Refactoring {

  /** Where something is mounted while a RUN runs, so that what it writes there is not what the image has there. */
  private static final ImmutableSet<String> MOUNTED =
      ImmutableSet.of("/etc/hosts", "/etc/resolv.conf", "/etc/hostname", "/etc/mtab");

  /** A file and the lines that are written into it. */
  private record Written(String path, List<String> lines) {}

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    Instruction instruction = selection.soundInstruction();
    Stage stage = instruction instanceof Run ? selection.model().stageOf(instruction) : null;
    if (stage == null || instruction == null || !fits(selection, instruction, stage)) {
      return ImmutableList.of();
    }
    RunScript script = selection.model().script(instruction);
    List<Written> files = script == null ? List.of() : files(script);
    if (files.isEmpty()) {
      return ImmutableList.of();
    }
    StringBuilder copies = new StringBuilder();
    String keyword = instruction.source().inSameCase(Keyword.COPY);
    Surroundings around = new Surroundings(selection.file(), instruction);
    for (Written file : files) {
      copies
          .append(copies.isEmpty() ? "" : "\n" + around.indent())
          .append(keyword)
          .append(copy(file));
    }
    return Offer.one(
        "Convert RUN to COPY with a here-document (owner root, mode 0644)",
        TextEdit.replace(
            new TextRange(selection.file().range(instruction).start(), around.endOfLine()),
            copies.toString()));
  }

  private static boolean fits(Selection selection, Instruction instruction, Stage stage) {
    boolean comments = instruction.source().tokens().stream()
        .anyMatch(token -> token.kind() == Token.Kind.COMMENT);
    Instruction.User user = selection.model().stateBefore(instruction).user();
    String name = user == null || user.name() == null ? "" : user.name().value();
    boolean root = name.isEmpty()
        || name.equals("root")
        || name.equals("0")
        || name.equals("root:root")
        || name.equals("0:0");
    return root
        && !comments
        && instruction.flags().isEmpty()
        && instruction.heredocs().isEmpty()
        && instruction.text().substring(instruction.range().end()).isBlank()
        && RunnableCommand.isPosix(selection, instruction, stage)
        && HeredocSupport.isIn(selection.file());
  }

  private static String copy(Written file) {
    String delimiter = HeredocSupport.delimiter(file.lines());
    boolean expands = file.lines().stream().anyMatch(line -> line.indexOf('$') >= 0);
    String quote = expands ? "\"" : "";
    StringBuilder copy = new StringBuilder();
    copy.append(" <<").append(quote).append(delimiter).append(quote);
    copy.append(' ').append(file.path()).append('\n');
    file.lines().forEach(line -> copy.append(line).append('\n'));
    return copy.append(delimiter).toString();
  }

  /** The files, if the script is a chain of commands each of which writes another one; else none. */
  private static List<Written> files(RunScript script) {
    if (script.execForm()
        || script.script().body().items().size() != 1
        || script.script().body().items().get(0).isBackground()
        || !script.script().comments().isEmpty()) {
      return List.of();
    }
    AndOr list = script.script().body().items().get(0).andOr();
    List<Written> files = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (Pipeline pipeline : list.pipelines()) {
      Written file = file(pipeline);
      if (file == null || !paths.add(file.path())) {
        return List.of();
      }
      files.add(file);
    }
    return Errexit.isSimpleChain(list) ? files : List.of();
  }

  private static @Nullable Written file(Pipeline pipeline) {
    if (pipeline.commands().size() != 1
        || !(pipeline.commands().get(0) instanceof Command.Simple simple)
        || !simple.assignments().isEmpty()
        || simple.redirections().size() != 1
        || simple.words().size() < 2) {
      return null;
    }
    Redirection redirection = simple.redirections().get(0);
    String path = redirection.target().literal();
    boolean truncates =
        redirection.operator().equals(">") && redirection.descriptor().isEmpty();
    List<String> lines = lines(simple.words());
    return path == null || !truncates || !isOrdinary(path) || lines.isEmpty()
        ? null
        : new Written(path, lines);
  }

  private static boolean isOrdinary(String path) {
    return path.startsWith("/")
        && !path.endsWith("/")
        && !path.contains("..")
        && !path.startsWith("/dev/")
        && !path.startsWith("/proc/")
        && !path.startsWith("/sys/")
        && !MOUNTED.contains(path)
        && path.chars()
            .allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || "/._-".indexOf(c) >= 0);
  }

  /** What {@code echo words} or {@code printf '%s\n' words} prints; nothing where that isn't known. */
  private static List<String> lines(List<ShellWord> words) {
    List<String> values = new ArrayList<>();
    for (ShellWord word : words) {
      String value = word.literal();
      if (value == null || !isPrintable(value)) {
        return List.of();
      }
      values.add(value);
    }
    if (values.get(0).equals("echo") && !values.get(1).startsWith("-") && !hasEscape(values)) {
      return List.of(String.join(" ", values.subList(1, values.size())).split("\n", -1));
    }
    if (values.get(0).equals("printf") && values.get(1).equals("%s\\n") && values.size() > 2) {
      List<String> lines = new ArrayList<>();
      for (String value : values.subList(2, values.size())) {
        lines.addAll(List.of(value.split("\n", -1)));
      }
      return hasEscape(lines) ? List.of() : lines;
    }
    return List.of();
  }

  /** Some shells decode backslashes that others print; a here-document decodes them too. */
  private static boolean hasEscape(List<String> values) {
    return values.stream().anyMatch(value -> value.indexOf('\\') >= 0);
  }

  private static boolean isPrintable(String value) {
    return value.chars().allMatch(c -> c >= ' ' || c == '\t' || c == '\n');
  }
}
