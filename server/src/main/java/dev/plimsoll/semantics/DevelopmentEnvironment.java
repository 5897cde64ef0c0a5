package dev.plimsoll.semantics;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import java.util.HashMap;
import java.util.Map;

/** Variables by which frameworks are told what they are run for. */
public final class DevelopmentEnvironment {

  private static final ImmutableSet<String> NAMES = ImmutableSet.of(
      "APP_ENV",
      "ASPNETCORE_ENVIRONMENT",
      "DJANGO_ENV",
      "DOTNET_ENVIRONMENT",
      "FLASK_ENV",
      "MIX_ENV",
      "NODE_ENV",
      "RACK_ENV",
      "RAILS_ENV");

  private static final ImmutableSet<String> OF_DEVELOPERS =
      ImmutableSet.of("dev", "development", "local");

  private static final Trait SETS_ONE = Trait.of(Env.class, DevelopmentEnvironment::setsOne);

  private DevelopmentEnvironment() {}

  /** Whether all that is deployed is set up for who writes the program. */
  public static boolean isInAll(SemanticModel model) {
    if (model.having(SETS_ONE).isEmpty()) {
      return false;
    }
    for (Stage target : model.deployedTargets()) {
      if (!isIn(model, target)) {
        return false;
      }
    }
    return !model.deployedTargets().isEmpty();
  }

  /** Whether a target is: in the stage that starts it, the last ENV says so in words. */
  public static boolean isIn(SemanticModel model, Stage target) {
    Map<String, String> values = new HashMap<>();
    for (Instruction instruction : model.having(SETS_ONE, target)) {
      for (Pair pair : ((Env) instruction).pairs()) {
        if (isOne(pair) && pair.value() != null) {
          values.put(pair.key().value(), Ascii.toLowerCase(pair.value().value()));
        }
      }
    }
    for (String value : values.values()) {
      if (OF_DEVELOPERS.contains(CharMatcher.anyOf("\"'").trimFrom(value))) {
        return true;
      }
    }
    return false;
  }

  private static boolean setsOne(Env env) {
    for (Pair pair : env.pairs()) {
      if (isOne(pair)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOne(Pair pair) {
    return NAMES.contains(pair.key().value());
  }
}
