package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.syntax.CheckOptions;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the pragmas of a file silence, and which experiments they ask for.
 *
 * <p>A pragma for one instruction stands somewhere in the comments above it. Other comments and blank lines may stand
 * between, as between BuildKit's {@code # check=} comments and their instruction; hadolint, which counts lines, wants
 * its own directly above, and so does its profile. A pragma for a stage stands there above a FROM, one for the file
 * stands anywhere.
 */
final class Suppressions {

  private static final Suppressions NONE = new Suppressions(
      ImmutableSet.of(),
      ImmutableList.of(),
      ImmutableList.of(),
      ImmutableSet.of(),
      ImmutableList.of(),
      false);

  private final ImmutableSet<String> inFile;
  private final ImmutableList<Scope> stages;
  private final ImmutableList<Scope> instructions;
  private final ImmutableSet<String> experimentsInFile;
  private final ImmutableList<Scope> experiments;
  private final boolean makeChecksFail;

  /** Rules that are silent, or asked for, in a part of the file. */
  private record Scope(TextRange range, ImmutableSet<String> names) {}

  private Suppressions(
      ImmutableSet<String> inFile,
      ImmutableList<Scope> stages,
      ImmutableList<Scope> instructions,
      ImmutableSet<String> experimentsInFile,
      ImmutableList<Scope> experiments,
      boolean makeChecksFail) {
    this.inFile = inFile;
    this.stages = stages;
    this.instructions = instructions;
    this.experimentsInFile = experimentsInFile;
    this.experiments = experiments;
    this.makeChecksFail = makeChecksFail;
  }

  /** What a file silences: where comments may not, BuildKit's directive alone. */
  static Suppressions of(Dockerfile file, LintOptions chosen) {
    String options = file.header().checkOptions();
    ImmutableIntArray pragmas =
        chosen.pragmas() ? file.where(Pragma.IS_PRAGMA) : ImmutableIntArray.of();
    if (pragmas.isEmpty() && options == null) {
      return NONE;
    }
    Reading reading = new Reading();
    int first = pragmas.isEmpty() ? file.elements().size() : pragmas.get(0);
    for (int i = first; i < file.elements().size(); i++) {
      if (file.element(i) instanceof Element.Comment comment) {
        Pragma pragma = Pragma.read(comment);
        if (pragma != null
            && (chosen.profile() != Profile.HADOLINT || !isPassedOver(pragma, file, i))) {
          reading.pragma(pragma, file.start(i));
        }
      } else if (file.element(i) instanceof Instruction instruction) {
        reading.instruction(instruction, file.start(i));
      }
    }
    return reading.end(options == null ? "" : options, file.length());
  }

  /** Whether a comment is meant for hadolint in a form or at a place at which hadolint doesn't read it. */
  private static boolean isPassedOver(Pragma pragma, Dockerfile file, int index) {
    if (!(file.element(index) instanceof Element.Comment comment)
        || !comment.content().startsWith("hadolint")) {
      return false;
    }
    boolean above =
        index + 1 < file.elements().size() && file.element(index + 1) instanceof Instruction;
    return !Pragma.isReadByHadolint(comment) || (pragma.reach() != Pragma.Reach.FILE && !above);
  }

  /** What has been read so far, from the first pragma on. */
  private static final class Reading {
    private final Set<String> inFile = new HashSet<>();
    private final ImmutableList.Builder<Scope> stages = ImmutableList.builder();
    private final ImmutableList.Builder<Scope> instructions = ImmutableList.builder();
    private final ImmutableList.Builder<Scope> experiments = ImmutableList.builder();
    private final List<Pragma> waiting = new ArrayList<>();
    private int waitingSince;
    private @Nullable ImmutableSet<String> inStage;
    private int stageStart;

    void pragma(Pragma pragma, int start) {
      if (pragma.reach() == Pragma.Reach.FILE) {
        inFile.addAll(pragma.names());
        return;
      }
      if (waiting.isEmpty()) {
        waitingSince = start;
      }
      waiting.add(pragma);
    }

    void instruction(Instruction instruction, int start) {
      boolean from = instruction instanceof Instruction.From;
      if (from) {
        endStage(start);
      }
      if (waiting.isEmpty()) {
        return;
      }
      TextRange range = new TextRange(waitingSince, start + instruction.length());
      ImmutableSet<String> forInstruction = names(Pragma.Reach.INSTRUCTION);
      if (!forInstruction.isEmpty()) {
        instructions.add(new Scope(range, forInstruction));
      }
      ImmutableSet.Builder<String> asked = ImmutableSet.builder();
      waiting.forEach(pragma -> asked.addAll(pragma.experiments()));
      ImmutableSet<String> forExperiments = asked.build();
      if (!forExperiments.isEmpty()) {
        experiments.add(new Scope(range, forExperiments));
      }
      ImmutableSet<String> forStage = names(Pragma.Reach.STAGE);
      if (from && !forStage.isEmpty()) {
        inStage = forStage;
        stageStart = start;
      }
      waiting.clear();
    }

    private ImmutableSet<String> names(Pragma.Reach reach) {
      ImmutableSet.Builder<String> names = ImmutableSet.builder();
      for (Pragma pragma : waiting) {
        if (pragma.reach() == reach) {
          names.addAll(pragma.names());
        }
      }
      return names.build();
    }

    private void endStage(int end) {
      if (inStage != null) {
        stages.add(new Scope(new TextRange(stageStart, end), inStage));
        inStage = null;
      }
    }

    /** @param options those of the check directive */
    Suppressions end(String options, int length) {
      // A finding may stand at the very end of the file.
      endStage(length + 1);
      inFile.addAll(Pragma.skippedChecks(options));
      return new Suppressions(
          ImmutableSet.copyOf(inFile),
          stages.build(),
          instructions.build(),
          Pragma.experiments(options),
          experiments.build(),
          CheckOptions.parse(options).error());
    }
  }

  /** Whether BuildKit ends a build of the file where one of its checks reports something. */
  boolean makeChecksFail() {
    return makeChecksFail;
  }

  /** Whether they ask for an experiment anywhere. */
  boolean askFor(RuleInfo rule) {
    return names(experimentsInFile, rule)
        || experiments.stream().anyMatch(scope -> names(scope.names(), rule));
  }

  /** Whether a finding isn't to be shown: it is silenced, or nobody has asked for it there. */
  boolean covers(RuleInfo rule, Finding finding, boolean mustBeAskedFor) {
    if (this == NONE) {
      return mustBeAskedFor;
    }
    if (mustBeAskedFor
        && !names(experimentsInFile, rule)
        && !covers(experiments, rule, finding.range())) {
      return true;
    }
    if (covers(rule, finding.range())) {
      return true;
    }
    for (Finding.Related related : finding.related()) {
      if (related.silences() && covers(rule, related.range())) {
        return true;
      }
    }
    return false;
  }

  private boolean covers(RuleInfo rule, TextRange range) {
    return names(inFile, rule) || covers(stages, rule, range) || covers(instructions, rule, range);
  }

  /** The scopes of a list follow each other in the file. */
  private static boolean covers(ImmutableList<Scope> scopes, RuleInfo rule, TextRange range) {
    int low = 0;
    int high = scopes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (scopes.get(middle).range().end() <= range.start()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < scopes.size()
        && scopes.get(low).range().contains(range.start())
        && names(scopes.get(low).names(), rule);
  }

  /** Whether a rule is among names, by one of its own. */
  private static boolean names(ImmutableSet<String> names, RuleInfo rule) {
    if (names.isEmpty()) {
      return false;
    }
    if (names.contains(Pragma.EVERY_RULE) || names.contains(RuleInfo.key(rule.name()))) {
      return true;
    }
    for (Alias alias : rule.aliases()) {
      if (names.contains(RuleInfo.key(alias.code()))
          || (alias.tool() == Tool.BUILDKIT && names.contains(Pragma.EVERY_BUILD_CHECK))) {
        return true;
      }
    }
    return false;
  }
}
