package dev.plimsoll.lint.rules.security;

import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.List;

/** What stands in for a service of a cloud on the machine of who works on the program: DynamoDB Local, LocalStack, MinIO. */
final class StandInService {

  /** What is a key for such a service: AWS has no other endpoint without a dot, and what stands in for it takes any key. */
  private static final Regex OF_AWS =
      Regex.of("(?i)(?:.{0,100}_)?(?:aws|dynamo(?:db)?|kinesis|localstack|sns|sqs)_.{1,100}");

  /** The same of a service that may also be the real one in a network of containers. */
  private static final Regex OF_STORE = Regex.of("(?i)(?:.{0,100}_)?(?:minio|s3|storage)_.{1,100}");

  private static final Regex ENDPOINT =
      Regex.of("(?i).{0,100}endpoint(?:_ur[il])?(?:_[a-z0-9_]{1,40})?");

  private static final Regex HERE =
      Regex.of("(?i)(?:https?://)?(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0)(?::\\d{1,5})?/?");

  /** A name of a network of containers. */
  private static final Regex WITHOUT_DOT =
      Regex.of("(?i)(?:https?://)?[a-z0-9_-]{1,60}(?::\\d{1,5})?/?");

  private static final Trait NAMES_ENDPOINT = Trait.of(Env.class, StandInService::namesEndpoint);

  /** How many variables, beside an endpoint or one themselves, are looked at: files that people write have fewer. */
  private static final int MOST = 200;

  private StandInService() {}

  /** Whether a secret of this name is for one, as an endpoint in the same stage says. */
  static boolean takes(Subject subject, Stage stage, String secret) {
    Regex place = OF_AWS.matcher(secret).matches()
        ? WITHOUT_DOT
        : OF_STORE.matcher(secret).matches() ? HERE : null;
    if (place == null) {
      return false;
    }
    List<Instruction> envs = subject.model().having(NAMES_ENDPOINT, stage);
    for (Pair pair : Iterables.limit(
        Iterables.concat(Lists.transform(envs, env -> ((Env) env).pairs())), MOST)) {
      String value = isEndpoint(pair) && pair.value() != null ? pair.value().value() : "";
      if (place.matcher(value).matches() || HERE.matcher(value).matches()) {
        return true;
      }
    }
    return false;
  }

  private static boolean namesEndpoint(Env env) {
    return Iterables.any(env.pairs(), StandInService::isEndpoint);
  }

  private static boolean isEndpoint(Pair pair) {
    return ENDPOINT.matcher(pair.key().value()).matches();
  }
}
