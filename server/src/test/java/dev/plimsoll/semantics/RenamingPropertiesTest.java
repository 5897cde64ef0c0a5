package dev.plimsoll.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SampleFiles;
import dev.plimsoll.SharedCases;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Under a name that nothing else has, everything means what it meant before. */
class RenamingPropertiesTest {

  @Test
  void examplesMeanTheSameUnderFreshNames() throws IOException {
    int renamed = 0;
    for (String text : SampleFiles.whole()) {
      renamed += renameAll(text);
    }
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/dev/plimsoll/fuzz/corpus"))) {
      for (Path file : files.sorted().toList()) {
        renamed += renameAll(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
    assertThat(renamed).isGreaterThan(20);
  }

  @Test
  void realFilesMeanTheSameUnderFreshNames() {
    List<String> texts = SharedCases.dockerfiles();
    int renamed = 0;
    for (int i = 0; i < texts.size(); i += 3) {
      renamed += renameAll(texts.get(i));
    }
    assertThat(renamed).isGreaterThan(2_000);
  }

  /** Gives every symbol of a file a fresh name, one at a time; returns how many can get one. */
  private static int renameAll(String text) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
    int renamed = 0;
    for (Symbol symbol : model.symbols().all()) {
      if (symbol.declaration() == null || !canBeRenamed(model, symbol)) {
        continue;
      }
      String fresh = fresh(symbol.kind());
      assertThat(Renaming.refusal(model, symbol, fresh))
          .as("%s in%n%s", symbol, text)
          .isNull();
      String edited = TextEdit.apply(text, Renaming.edits(symbol, fresh));
      SemanticModel after = SemanticModel.of(Dockerfile.parse(edited));
      assertThat(meaning(after)).as("%s renamed in%n%s", symbol, text).isEqualTo(meaning(model));
      assertThat(names(after, null))
          .as("%s renamed in%n%s", symbol, text)
          .isEqualTo(names(model, new Renamed(symbol, fresh)));
      assertThat(errors(after)) // a name that is wrong may be mended
          .as("%s renamed in%n%s", symbol, text)
          .isLessThanOrEqualTo(errors(model));
      renamed++;
    }
    return renamed;
  }

  private static int errors(SemanticModel model) {
    return model.file().errors().size() + model.buildErrors().size();
  }

  private static boolean canBeRenamed(SemanticModel model, Symbol symbol) {
    for (Occurrence occurrence : symbol.occurrences()) {
      if (occurrence.isNamed()) {
        return Renaming.obstacle(model, new Symbols.Mention(symbol, occurrence)) == null;
      }
    }
    return false;
  }

  private static String fresh(Symbol.Kind kind) {
    return switch (kind) {
      case STAGE -> "fresh-stage";
      case VARIABLE, SHELL_VARIABLE -> "FRESH_VARIABLE";
      case HEREDOC -> "FRESH.END";
      case USER, GROUP -> "fresh_user";
      case LABEL -> "org.example.fresh";
      case IMAGE -> throw new AssertionError("no image is declared");
    };
  }

  private record Renamed(Symbol symbol, String name) {}

  /** All places in order: which symbol each means, by the order in which symbols appear, and in which role. */
  private static List<String> names(SemanticModel model, @Nullable Renamed renamed) {
    Map<Symbol, Integer> numbers = new IdentityHashMap<>();
    List<String> names = new ArrayList<>();
    for (Symbols.Mention mention : model.symbols().mentions()) {
      Symbol symbol = mention.symbol();
      int number = numbers.computeIfAbsent(symbol, any -> numbers.size());
      String name = renamed != null && renamed.symbol() == symbol ? renamed.name() : symbol.name();
      Occurrence.Role role = mention.occurrence().role();
      names.add(symbol.kind() + " " + number + " " + name + " " + role);
    }
    return names;
  }

  /** What the builder makes of the file, by a way that knows nothing of symbols. */
  private static List<Object> meaning(SemanticModel model) {
    List<Object> meaning = new ArrayList<>();
    for (Stage stage : model.stages()) {
      meaning.add(stage.parent() == null ? -1 : stage.parent().index());
      for (Dependency dependency : model.dependencies(stage)) {
        meaning.add(dependency.kind() + " " + dependency.stage().index());
      }
    }
    for (ImageUse use : model.imageUses()) {
      meaning.add(use.text());
    }
    for (Instruction instruction : model.file().instructions()) {
      meaning.add(instruction.keyword() + " " + instruction.heredocs().size());
      for (VariableMention mention : VariableMentions.of(instruction)) {
        Binding binding = model.binding(instruction, mention.name());
        meaning.add(
            mention.isLocal() || binding == null || binding.instruction() == null
                ? mention.kind()
                : mention.kind() + " " + model.file().indexOf(binding.instruction()) + " "
                    + binding.withoutBuildArgs());
      }
    }
    return meaning;
  }
}
