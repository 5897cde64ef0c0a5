package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import dev.plimsoll.semantics.PlatformSpecifier;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** For which processors the files of stages are, as far as their names say it: {@code go1.25.linux-amd64.tar.gz}. */
final class NamedProcessors {

  /** The names that files have, by those that platforms have. */
  private static final ImmutableMap<String, Regex> NAMES = ImmutableMap.of(
      "386", word("i[3-6]86|x86(?![_-]?64)"),
      "amd64", word("amd64|linux64|x64|x86[_-]64"),
      "arm", word("arm(?:hf|el|32)?(?:v[5-7][a-z]?)?"),
      "arm64", word("aarch64|arm64(?:v8)?"),
      "ppc64le", word("ppc64le|powerpc64le"),
      "riscv64", word("riscv64(?:gc)?"),
      "s390x", word("s390x"));

  private static final Trait ASKS = Trait.of(
      Instruction.class,
      instruction -> instruction.text().contains("TARGETARCH")
          || instruction.text().contains("TARGETPLATFORM"));

  private final SemanticModel model;
  private final Map<String, Set<Stage>> stages = new HashMap<>();

  NamedProcessors(SemanticModel model) {
    this.model = model;
  }

  private static Regex word(String names) {
    return Regex.of("(?i)(?<![a-z0-9])(?:" + names + ")(?![a-z0-9])");
  }

  /**
   * Whether a stage has files of the processor of a platform, and of no other one: what is done in it or in a stage that is
   * FROM it, or what is copied out of it, names that processor.
   */
  boolean areOnly(Stage stage, String platform) {
    String processor = Iterables.getLast(PlatformSpecifier.systemAndProcessor(platform));
    if (!stages(processor).contains(stage) || model.has(ASKS, stage)) {
      return false;
    }
    for (String other : NAMES.keySet()) {
      if (!other.equals(processor) && stages(other).contains(stage)) {
        return false;
      }
    }
    return true;
  }

  private Set<Stage> stages(String processor) {
    Set<Stage> known = stages.get(processor);
    if (known != null) {
      return known;
    }
    Set<Stage> found = new HashSet<>();
    if (NAMES.containsKey(processor)) {
      for (Instruction instruction :
          model.having(Trait.of(Instruction.class, processor, NamedProcessors::names))) {
        add(instruction, found);
      }
    }
    stages.put(processor, found);
    return found;
  }

  private static boolean names(Instruction instruction, String processor) {
    Regex names = NAMES.get(processor);
    return names != null
        && !(instruction instanceof Instruction.From)
        && !(instruction instanceof Instruction.Label)
        && names.matcher(instruction.text()).find();
  }

  private void add(Instruction instruction, Set<Stage> found) {
    Flag from = instruction instanceof Instruction.Transfer copy ? copy.flag("from") : null;
    Stage giver = from == null ? null : model.stageNamed(from.valueOrEmpty());
    if (giver != null) {
      found.add(giver);
    }
    for (Stage stage = model.stageOf(instruction);
        stage != null && found.add(stage);
        stage = stage.parent()) {}
  }
}
