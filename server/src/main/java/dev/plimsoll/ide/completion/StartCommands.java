package dev.plimsoll.ide.completion;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Entry;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** What CMD, ENTRYPOINT and HEALTHCHECK run: what the file copies to run, then what such images usually start. */
final class StartCommands {

  private static final Splitter OR = Splitter.on('|');
  private static final String PORT = "PORT";

  /** What a JSON string writes in another way. */
  private static final CharMatcher SPECIAL =
      CharMatcher.anyOf("\"\\").or(CharMatcher.javaIsoControl());

  private final Proposals to;
  private final SemanticModel model;
  private final @Nullable Stage stage;
  private final @Nullable ImageReference image;
  private final BaseFamily family;

  private StartCommands(Proposals to) {
    this.to = to;
    this.model = to.snapshot().model();
    this.stage = model.stageAt(to.word().cursor());
    ImageUse base = stage == null ? null : model.baseImage(stage);
    this.image = base == null ? null : base.image();
    this.family = stage == null ? BaseFamily.UNKNOWN : model.family(stage);
  }

  /** Whether an instruction says what runs in the container, not while the image is built. */
  static boolean areIn(@Nullable Instruction instruction) {
    return instruction != null
        && switch (instruction.keyword()) {
          case CMD, ENTRYPOINT, HEALTHCHECK -> true;
          default -> false;
        };
  }

  private static boolean isHealth(Proposals to) {
    return to.site().instruction() instanceof Instruction.Healthcheck;
  }

  /** Whole commands. */
  static void addCommands(Keyword keyword, Proposals to) {
    StartCommands starts = new StartCommands(to);
    if (keyword == Keyword.HEALTHCHECK) {
      for (String script : starts.scripts()) {
        to.add(Proposal.of(script, CompletionItemKind.Snippet));
      }
    } else {
      for (List<String> command : starts.commands()) {
        to.add(Proposal.of(ExecForms.array(command), CompletionItemKind.Snippet));
      }
    }
  }

  /** The programs of those commands. */
  static void addPrograms(Proposals to) {
    StartCommands starts = new StartCommands(to);
    if (isHealth(to)) {
      for (String script : starts.scripts()) {
        to.add(Proposal.of(script.substring(0, script.indexOf(' ')), CompletionItemKind.Function));
      }
    } else {
      for (List<String> command : starts.commands()) {
        to.add(Proposal.of(command.get(0), CompletionItemKind.Function));
      }
    }
  }

  /** What follows the words that are there, in the commands that begin with those. */
  static void addArguments(Slot.ProgramArgument slot, Proposals to) {
    if (isHealth(to)) {
      return;
    }
    List<String> before = ImmutableList.<String>builder()
        .add(slot.program())
        .addAll(slot.before())
        .build();
    for (List<String> command : new StartCommands(to).commands()) {
      if (command.size() > before.size() && command.subList(0, before.size()).equals(before)) {
        to.add(Proposal.of(command.get(before.size()), CompletionItemKind.Value));
      }
    }
  }

  private Set<List<String>> commands() {
    Set<List<String>> commands = new LinkedHashSet<>();
    if (stage != null) {
      commands.addAll(new CopiedPrograms(to.snapshot().model(), stage, to.word().start()).all());
    }
    boolean jar = commands.stream().anyMatch(command -> command.contains("-jar"));
    for (UsualCommand usual : UsualCommand.of(Keyword.CMD, image, family)) {
      ImmutableList<String> words = usual.words();
      if (!(jar && words.contains("-jar"))) {
        commands.addAll(withFiles(words));
      }
    }
    commands.removeIf(command -> command.stream().anyMatch(SPECIAL::matchesAnyOf));
    return commands;
  }

  /** The command with each of the files that exist in the place of the names in braces. */
  private List<List<String>> withFiles(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("{")) {
        List<List<String>> commands = new ArrayList<>();
        for (String file : files(OR.splitToList(word.substring(1, word.length() - 1)))) {
          List<String> command = new ArrayList<>(words);
          command.set(i, file);
          commands.add(command);
        }
        return commands;
      }
    }
    return List.of(words);
  }

  private List<String> files(List<String> names) {
    List<String> existing = existing(names);
    return existing.isEmpty()
        ? List.of(
            names.stream().filter(name -> !name.startsWith("*")).findFirst().orElse("app"))
        : existing;
  }

  /** Of names those that the build context has; {@code *.csproj>.dll} is what is made of a file. */
  private List<String> existing(List<String> names) {
    BuildContext context = to.context();
    List<String> existing = new ArrayList<>();
    if (context == null) {
      return existing;
    }
    for (String name : names) {
      String folder = name.substring(0, name.lastIndexOf('/') + 1);
      int made = name.indexOf('>');
      for (Entry entry : context.list(folder, to.deadline()).visible()) {
        String path = folder + entry.name();
        if (!entry.folder() && path.equals(name)) {
          existing.add(name);
        } else if (made > 0 && entry.name().endsWith(name.substring(1, made))) {
          String ending = name.substring(1, made);
          existing.add(
              path.substring(0, path.length() - ending.length()) + name.substring(made + 1));
        }
      }
    }
    return existing;
  }

  private List<String> scripts() {
    List<String> scripts = new ArrayList<>();
    for (UsualCommand usual : UsualCommand.of(Keyword.HEALTHCHECK, image, family)) {
      scripts.add(usual.text().replace(PORT, port()));
    }
    return scripts;
  }

  /** The first port that the stage exposes; else that on which such images listen. */
  private String port() {
    for (Stage at = stage; at != null; at = at.parent()) {
      for (Instruction instruction : model.instructions(at)) {
        if (instruction instanceof Instruction.Expose expose && !expose.words().isEmpty()) {
          Word word = expose.words().get(0);
          String port = Splitter.on('/').splitToList(word.value()).get(0);
          if (!port.isEmpty() && port.chars().allMatch(Character::isDigit)) {
            return port;
          }
        }
      }
    }
    return UsualCommand.of(Keyword.EXPOSE, image, family).stream()
        .map(UsualCommand::text)
        .findFirst()
        .orElse("8080");
  }
}
