package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;

/** A database in the container of the program that uses it, which nobody else reaches. */
final class DatabaseInside {

  private static final ImmutableSet<String> DATABASES =
      ImmutableSet.of("mariadb", "mongo", "mysql", "postgres", "postgresql", "redis");

  private static final Regex HOST = Regex.of("(?:^|_)HOST(?:NAME)?$");

  private static final ImmutableSet<String> ITSELF = ImmutableSet.of("127.0.0.1", "localhost");

  private static final Trait NAMES_HOST = Trait.of(Env.class, DatabaseInside::namesHost);

  private static final Trait IS_ENV = Trait.of(Env.class);

  /** How many variables of a stage are looked at: files that people write have fewer. */
  private static final int MOST = 200;

  private DatabaseInside() {}

  /** Whether a secret is its password, or one of the program's that are given together with its address. */
  static boolean isOpenedBy(Subject subject, Instruction instruction, Pair secret) {
    Stage stage = subject.model().stageOf(instruction);
    ImageReference base = stage == null ? null : subject.model().baseReference(stage);
    if (stage == null || base == null || !DATABASES.contains(ContextPath.name(base.path()))) {
      return false;
    }
    for (Pair host : pairs(subject.model().having(NAMES_HOST, stage))) {
      if (isItself(host) && isOfGroup(subject, stage, group(host), secret)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the name of a secret begins like others, or one of those has the same value. */
  private static boolean isOfGroup(Subject subject, Stage stage, String group, Pair secret) {
    if (secret.key().value().startsWith(group)) {
      return true;
    }
    String value = secret.value() == null ? "" : secret.value().value();
    for (Pair other : pairs(subject.model().having(IS_ENV, stage))) {
      if (other.key().value().startsWith(group)
          && other.value() != null
          && other.value().value().equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static Iterable<Pair> pairs(ImmutableList<Instruction> envs) {
    return Iterables.limit(
        Iterables.concat(Lists.transform(envs, env -> ((Env) env).pairs())), MOST);
  }

  /** What the names of variables begin with that belong to the one for a host. */
  private static String group(Pair host) {
    Matcher end = HOST.matcher(host.key().value());
    return end.find()
        ? host.key().value().substring(0, end.start())
        : host.key().value();
  }

  private static boolean namesHost(Env env) {
    return Iterables.any(env.pairs(), DatabaseInside::isItself);
  }

  private static boolean isItself(Pair pair) {
    return pair.value() != null
        && HOST.matcher(pair.key().value()).find()
        && ITSELF.contains(pair.value().value());
  }
}
