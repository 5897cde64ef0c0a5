package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.semantics.Dependency;
import dev.plimsoll.semantics.PlatformSpecifier;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
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

  private final Subject subject;
  private final SemanticModel model;
  private final Map<String, Set<Stage>> stages = new HashMap<>();

  NamedProcessors(Subject subject) {
    this.subject = subject;
    this.model = subject.model();
  }

  private static Regex word(String names) {
    return Regex.of("(?i)(?<![a-z0-9])(?:" + names + ")(?![a-z0-9])");
  }

  /**
   * Those of some stages of one processor that are of no other: what is done in them or in a stage that is FROM them, a script
   * that they start, or what is copied out of them names that processor, or they give files to such a stage or take its files.
   */
  Set<Stage> tied(Set<Stage> alike, String platform) {
    String processor = Iterables.getLast(PlatformSpecifier.systemAndProcessor(platform));
    Set<Stage> free = new LinkedHashSet<>(alike);
    free.removeIf(stage -> isOfAnother(stage, processor));
    Set<Stage> tied = new HashSet<>();
    for (Stage stage : free) {
      if (stages(processor).contains(stage)
          || isBasedOn(processor, stage)
          || startsScriptOf(processor, stage)) {
        tied.add(stage);
      }
    }
    if (!tied.isEmpty() && tied.size() < free.size()) {
      addJoined(tied, free);
    }
    return tied;
  }

  /** Whether the name of its base image says that it is for a processor: {@code arm64v8/alpine}. */
  private static boolean isBasedOn(String processor, Stage stage) {
    Regex names = NAMES.get(processor);
    Word image = stage.from().image();
    return names != null && image != null && names.matcher(image.value()).find();
  }

  /** Whether it asks for which processor it is built, or has files of another one. */
  private boolean isOfAnother(Stage stage, String processor) {
    if (model.has(ASKS, stage)) {
      return true;
    }
    for (String other : NAMES.keySet()) {
      if (!other.equals(processor) && stages(other).contains(stage)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsScriptOf(String processor, Stage stage) {
    Regex names = NAMES.get(processor);
    Set<String> named = new HashSet<>();
    if (names != null) {
      StartedScripts.each(subject, stage, script -> {
        for (Map.Entry<String, Regex> one : NAMES.entrySet()) {
          if (one.getValue().matcher(script.code()).find()) {
            named.add(one.getKey());
          }
        }
      });
    }
    return named.size() == 1 && named.contains(processor);
  }

  /** Adds those that files go to or come from, as far as they may be. */
  private void addJoined(Set<Stage> tied, Set<Stage> free) {
    Map<Stage, Set<Stage>> joined = new HashMap<>();
    for (Stage stage : free) {
      for (Dependency dependency : model.dependencies(stage)) {
        if (free.contains(dependency.stage())) {
          joined.computeIfAbsent(stage, any -> new HashSet<>()).add(dependency.stage());
          joined.computeIfAbsent(dependency.stage(), any -> new HashSet<>()).add(stage);
        }
      }
    }
    Deque<Stage> toVisit = new ArrayDeque<>(tied);
    while (!toVisit.isEmpty()) {
      for (Stage other : joined.getOrDefault(toVisit.remove(), Set.of())) {
        if (tied.add(other)) {
          toVisit.add(other);
        }
      }
    }
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
