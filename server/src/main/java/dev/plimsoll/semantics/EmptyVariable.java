package dev.plimsoll.semantics;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import dev.plimsoll.syntax.EditDistance;
import dev.plimsoll.syntax.ExpandableWord;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Instruction.Pairs;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.VariableUse;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A variable that is empty in a FROM, and why.
 *
 * @param declaration the ARG or ENV that gives it a value elsewhere; null where nothing does
 * @param pair the place in that instruction
 */
public record EmptyVariable(
    String name,
    Reason reason,
    @Nullable Pairs declaration,
    @Nullable Pair pair) {

  private static final Trait SETS_VARIABLES = Trait.of(Arg.class, Env.class);

  /** Why it is empty. */
  public enum Reason {
    /** Its ARG, above the first FROM, has no default or an empty one; a {@code --build-arg} gives it a value. */
    NO_DEFAULT,
    /** It depends on the platform. */
    PLATFORM,
    /** Its ARG belongs to a stage, and FROM sees only those above the first FROM. */
    ARG_IN_STAGE,
    /** It is an ENV, which FROM never sees. */
    ENV_IN_STAGE,
    UNDECLARED
  }

  /** The variables in a word of a FROM that are empty and have no other value to be taken then; each once, in order. */
  public static ImmutableList<EmptyVariable> in(SemanticModel model, From from, String word) {
    ImmutableList.Builder<EmptyVariable> found = ImmutableList.builder();
    Set<String> seen = new LinkedHashSet<>();
    for (VariableUse use :
        ExpandableWord.of(word, from.source().escape(), ExpansionMode.ARGUMENT).allUses()) {
      boolean replaced = use.modifier().endsWith("-") || use.modifier().endsWith("+");
      Binding binding = model.binding(from, use.name());
      boolean empty = binding == null
          || binding.withoutBuildArgs() == null
          || binding.withoutBuildArgs().isEmpty();
      if (!replaced && empty && seen.add(use.name())) {
        found.add(binding == null ? notGlobal(model, use.name()) : global(use.name(), binding));
      }
    }
    return found.build();
  }

  /** How far an argument is followed through variables that are made of it. */
  private static final int MOST_STEPS = 8;

  /**
   * The arguments without a default because of which a word of a stage is shorter than it is meant to be, each once, in
   * order; what ENV makes of one counts as that one.
   */
  public static ImmutableList<EmptyVariable> arguments(
      SemanticModel model, Instruction instruction, String word) {
    Map<String, EmptyVariable> found = new LinkedHashMap<>();
    addArguments(model, instruction, word, MOST_STEPS, Sets.newIdentityHashSet(), found);
    return ImmutableList.copyOf(found.values());
  }

  /** @param followed the variables that were: each may be made of others many times */
  private static void addArguments(
      SemanticModel model,
      Instruction instruction,
      String word,
      int steps,
      Set<Pair> followed,
      Map<String, EmptyVariable> found) {
    for (VariableUse use : ExpandableWord.of(
            word, instruction.source().escape(), ExpansionMode.ARGUMENT)
        .allUses()) {
      Binding binding = model.binding(instruction, use.name());
      boolean replaced = use.modifier().endsWith("-") || use.modifier().endsWith("+");
      if (replaced || binding == null || !(binding.instruction() instanceof Pairs pairs)) {
        continue;
      }
      String value = binding.withoutBuildArgs();
      Pair pair = binding.pair();
      Word given = pair == null ? null : pair.value();
      if (value != null && !value.isEmpty() || GlobalScope.isPredefined(use.name())) {
        continue;
      }
      if (pairs instanceof Arg) {
        found.putIfAbsent(
            use.name(), new EmptyVariable(use.name(), Reason.NO_DEFAULT, pairs, pair));
      } else if (pair != null && given != null && steps > 0 && followed.add(pair)) {
        addArguments(model, pairs, given.value(), steps - 1, followed, found);
      }
    }
  }

  /** An error of a word of a stage; where a {@code --build-arg} would mend it, one that says so. */
  static BuildError unlessGiven(
      SemanticModel model, Instruction instruction, String word, BuildError error) {
    ImmutableList<EmptyVariable> arguments =
        word.indexOf('$') < 0 ? ImmutableList.of() : arguments(model, instruction, word);
    if (arguments.isEmpty()) {
      return error;
    }
    String left = model.expand(instruction, word).withoutBuildArgs();
    String consequence = left.isEmpty() ? "nothing is left here" : "only " + left + " is left here";
    return error.withMessage(explain(model, arguments, consequence)).unlessArgument();
  }

  private static EmptyVariable global(String name, Binding binding) {
    return binding.isPredefined()
        ? new EmptyVariable(name, Reason.PLATFORM, null, null)
        : new EmptyVariable(name, Reason.NO_DEFAULT, (Pairs) binding.instruction(), binding.pair());
  }

  /** An ARG with a value explains more than one without, and any ARG more than an ENV. */
  private static EmptyVariable notGlobal(SemanticModel model, String name) {
    EmptyVariable best = new EmptyVariable(name, Reason.UNDECLARED, null, null);
    for (Instruction instruction : model.having(SETS_VARIABLES)) {
      if (model.stageOf(instruction) != null && instruction instanceof Pairs pairs) {
        for (Pair pair : pairs.pairs()) {
          if (pair.key().value().equals(name)) {
            Reason reason = pairs instanceof Arg ? Reason.ARG_IN_STAGE : Reason.ENV_IN_STAGE;
            if (pair.value() != null && reason == Reason.ARG_IN_STAGE) {
              return new EmptyVariable(name, reason, pairs, pair);
            }
            best = new EmptyVariable(name, reason, pairs, pair);
          }
        }
      }
    }
    return best;
  }

  /** Whether a {@code --build-arg} or another platform gives every one of them a value. */
  static boolean waitForTheBuild(List<EmptyVariable> variables) {
    return variables.stream()
        .allMatch(one -> one.reason == Reason.NO_DEFAULT || one.reason == Reason.PLATFORM);
  }

  /**
   * What is wrong and what to do, as sentences.
   *
   * @param variables at least one
   * @param consequence what becomes of the word: "the tag is empty"
   */
  static String explain(SemanticModel model, List<EmptyVariable> variables, String consequence) {
    Reason worst = Reason.NO_DEFAULT;
    for (EmptyVariable variable : variables) {
      worst = variable.reason.compareTo(worst) > 0 ? variable.reason : worst;
    }
    List<String> names = new ArrayList<>();
    for (EmptyVariable variable : variables) {
      if (variable.reason == worst) {
        names.add(variable.name);
      }
    }
    String all = Joiner.on(" and ").join(names);
    boolean one = names.size() == 1;
    String empty = all + (one ? " is" : " are") + " empty here, so " + consequence + ": ";
    return switch (worst) {
      case NO_DEFAULT ->
        all + (one ? " has" : " have") + " no default, so " + consequence + ". Pass --build-arg "
            + Joiner.on("=value and --build-arg ").join(names) + "=value, or give "
            + (one ? "it" : "them") + " a default.";
      case PLATFORM ->
        empty + "BuildKit sets " + (one ? "it" : "them") + " for some platforms only.";
      case ARG_IN_STAGE ->
        empty + (one ? "its ARG stands" : "their ARGs stand")
            + " inside a stage, and FROM sees only ARGs above the first FROM. Move "
            + (one ? "it" : "them") + " there.";
      case ENV_IN_STAGE ->
        empty + "ENV sets " + (one ? "it" : "them")
            + " inside a stage, and FROM sees only ARGs above the first FROM. Declare "
            + (one ? "it" : "them") + " there.";
      case UNDECLARED ->
        empty + "no ARG above the first FROM declares " + (one ? "it" : "them") + "."
            + meant(model, names);
    };
  }

  private static String meant(SemanticModel model, List<String> names) {
    String near = names.size() == 1 ? nearest(model, names.get(0)) : null;
    return near != null ? " Did you mean " + near + "?" : " Add ARG " + names.get(0) + " there.";
  }

  /** The global ARG that was probably meant by a name, or null. */
  static @Nullable String nearest(SemanticModel model, String name) {
    List<String> declared = new ArrayList<>();
    for (Arg arg : model.globalArgs()) {
      for (Pair pair : arg.pairs()) {
        declared.add(pair.key().value());
      }
    }
    return EditDistance.meant(name, declared);
  }
}
