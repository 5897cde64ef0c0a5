package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.semantics.State;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;

/** What a file means, in lines that can be compared. */
final class Meaning {

  /** Those of each stage. */
  private final List<List<String>> stages = new ArrayList<>();

  private final List<List<String>> stagesWithoutRuns = new ArrayList<>();

  private final List<String> words;

  Meaning(SemanticModel model) {
    for (Stage stage : model.stages()) {
      stages.add(of(model, stage, false));
      stagesWithoutRuns.add(of(model, stage, true));
    }
    words = words(model);
  }

  /** Fails where a file means something else after a refactoring of the one that has this meaning. */
  void check(Refactoring refactoring, SemanticModel after, String what) {
    boolean sorted = refactoring instanceof MoveInstruction;
    boolean noRuns = refactoring instanceof ToHeredoc
        || refactoring instanceof FromHeredoc
        || refactoring instanceof MergeRuns
        || refactoring instanceof ToCopy
        || refactoring instanceof PackageList
        || refactoring instanceof ToShellForm
        || refactoring instanceof ToExecForm;
    for (int i = 0; i < stages.size(); i++) {
      List<String> wanted = (noRuns ? stagesWithoutRuns : stages).get(i);
      List<String> got = of(after, after.stages().get(i), noRuns);
      if (refactoring instanceof ExtractVariable) {
        assertThat(got).as(what).containsSubsequence(wanted);
      } else if (refactoring instanceof ToCopy) {
        assertThat(got.stream().filter(it -> !it.contains("COPY")))
            .as(what)
            .containsExactlyElementsOf(
                wanted.stream().filter(it -> !it.contains("COPY")).toList());
      } else if (isOfImages(refactoring)) {
        assertThat(got.stream().filter(it -> !namesAnImage(it)))
            .as(what)
            .containsExactlyElementsOf(
                wanted.stream().filter(it -> !namesAnImage(it)).toList());
      } else if (sorted) {
        assertThat(got).as(what).containsExactlyInAnyOrderElementsOf(wanted);
      } else {
        assertThat(got).as(what).isEqualTo(wanted);
      }
    }
    if (refactoring instanceof PackageList) {
      assertThat(words(after)).as(what).isEqualTo(words);
    }
  }

  /** Whether a refactoring changes how exactly an image is named. */
  static boolean isOfImages(Refactoring refactoring) {
    return refactoring instanceof NewestPatch
        || refactoring instanceof PinDigest
        || refactoring instanceof PinAllDigests
        || refactoring instanceof UpdateDigest
        || refactoring instanceof UnpinDigest;
  }

  private static boolean namesAnImage(String meaning) {
    return meaning.startsWith("FROM ") || meaning.contains(" from ");
  }

  private static List<String> words(SemanticModel model) {
    List<String> words = new ArrayList<>();
    for (Instruction instruction : model.file().instructions()) {
      RunScript script = model.script(instruction);
      if (script != null) {
        List<String> all = new ArrayList<>(
            Arrays.asList(script.code().code().replace("\\\n", "").split("[\\s;&|(){}`]+")));
        Collections.sort(all);
        words.addAll(all);
      }
    }
    return words;
  }

  private static List<String> of(SemanticModel model, Stage stage, boolean noRuns) {
    List<String> meaning = new ArrayList<>();
    String base = stage.from().image() == null ? "" : stage.from().image().value();
    meaning.add("FROM " + model.expand(stage.from(), base).withoutBuildArgs());
    for (Instruction instruction : model.instructions(stage)) {
      if (instruction instanceof Instruction.Pairs pairs) {
        for (Pair pair : pairs.pairs()) {
          meaning.add(instruction.keyword() + " " + pair.key().value() + "="
              + (pair.value() == null
                  ? ""
                  : model.expand(instruction, pair.value().value()).withoutBuildArgs()));
        }
      } else if (instruction instanceof Instruction.Expose) {
        instruction
            .words()
            .forEach(word -> meaning.add(
                "EXPOSE " + model.expand(instruction, word.value()).wordsWithoutBuildArgs()));
      } else if (instruction instanceof Instruction.Command command) {
        command(model, command, noRuns, meaning);
      } else {
        meaning.add(other(model, instruction));
      }
    }
    return meaning;
  }

  private static void command(
      SemanticModel model, Instruction.Command command, boolean noRuns, List<String> meaning) {
    if (noRuns) {
      return;
    }
    String state = " " + command.flags().size() + state(model, command);
    if (command.shellCommand() == null) {
      List<String> argv = command.words().stream().map(Word::value).toList();
      meaning.add(command.keyword() + " " + argv + state);
      return;
    }
    String code = command.shellCommand().code().code();
    if (command instanceof Instruction.Run) {
      for (String name : new TreeSet<>(Mentions.in(code))) {
        Binding binding = model.binding(command, name);
        if (binding != null && binding.withoutBuildArgs() != null && !binding.isPredefined()) {
          code = code.replace("${" + name + "}", binding.withoutBuildArgs())
              .replaceAll(
                  "\\$" + name + "\\b", Matcher.quoteReplacement(binding.withoutBuildArgs()));
        }
      }
    }
    meaning.add(command.keyword() + " " + code + state);
  }

  /** User, folder and shell in force. */
  private static String state(SemanticModel model, Instruction instruction) {
    StringBuilder state = new StringBuilder();
    State before = model.stateBefore(instruction);
    boolean run = instruction instanceof Instruction.Run;
    for (Instruction one : run
        ? Arrays.asList(before.user(), before.workdir(), before.shell())
        : Arrays.asList(before.shell())) {
      if (one != null) {
        one.words()
            .forEach(word ->
                state.append(' ').append(model.expand(one, word.value()).withoutBuildArgs()));
      }
    }
    return state.toString();
  }

  private static String other(SemanticModel model, Instruction instruction) {
    StringBuilder line = new StringBuilder(instruction.keyword().name());
    for (Word word : instruction.words()) {
      line.append(' ').append(model.expand(instruction, word.value()).withoutBuildArgs());
    }
    for (StageReference reference : StageReference.in(model, instruction)) {
      line.append(" from ")
          .append(
              reference.stage() == null
                  ? reference.written()
                  : reference.stage().index());
    }
    return line.toString();
  }
}
