package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.rewrite.FlagEdits;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.DevelopmentEnvironment;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ARG or ENV with a name that says that its value is a secret. */
public final class SecretsInArgEnv implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "secrets-in-arg-env", Category.SECURITY, Severity.WARNING, """
          Who has the image reads the values of ENV in its configuration, and those of ARG in its history.

          A secret for the build is mounted: it is there while the RUN runs, and leaves no trace but what that writes. A secret \
          of the container is given to that when it is started.

          ```dockerfile bad fix=suggestion
          FROM debian:trixie
          ARG API_TOKEN
          RUN curl -fsSH "Authorization: Bearer $API_TOKEN" -o /srv/data.csv https://api.example.org/data
          ```

          ```dockerfile good
          FROM debian:trixie
          RUN --mount=type=secret,id=API_TOKEN,env=API_TOKEN curl -fsSH "Authorization: Bearer $API_TOKEN" -o /srv/data.csv https://api.example.org/data
          ```

          Commands such as `npm config set`, `git config --global`, `git clone https://$TOKEN@…` and `echo $TOKEN >~/.netrc` write it \
          into a file of the image. The message says so: that file has to be deleted in the same RUN.

          What a copied `.npmrc`, `NuGet.Config`, `settings.xml` or the like takes from a variable is one of the build, too: it is \
          mounted in the RUN that installs.

          The build is then told where the secret is: `docker build --secret id=API_TOKEN`. An ARG that only hands a secret to an ENV is \
          reported there.

          A framework that doesn't start without a key takes any value in a RUN that compiles assets: `RUN \
          SECRET_KEY_BASE=dummy bundle exec rake assets:precompile`, or `SECRET_KEY_BASE_DUMMY=1` since Rails 7.1. So it is with \
          `SECRET_KEY` and `manage.py collectstatic`.

          In a file for development or tests, as its name tells, it is a hint.

          Names are judged by their words, such as `PASSWORD`, `TOKEN` or `KEY`, and `PASS` or `PWD` at the end. They are no secrets:

          - with `FILE`, `PUBLIC` or `VERSION` among them;
          - where the last word says that something about the secret is meant: `PASSWORD_ENCODER`, `KEY_ALGORITHM`, `TOKEN_EXPIRY`, \
          `AUTH_DOMAIN`, `TOKEN_SCOPE`;
          - if everybody may know the value, such as that of `MAX_TOKENS` or `SITE_KEY`, or what `VITE_` and its like send to browsers;
          - where a word before it makes a switch of it: `ALLOW_EMPTY_PASSWORD`.

          Nothing is said either where the value shows that it is none:

          - a path, an address without a password, the fingerprint of a key that downloads are checked with, a switch (`USE_TOKEN=true`);
          - a word that stands for no value, such as `dummy`, and in ENV one that asks for another, such as `changeme`, `<token>` or `$(TOKEN)`, which nothing in Docker runs, says \
          that there is none, such as `none`, or is empty, as `${TOKEN}` is where nothing in the file gives that a value.

          The profiles `buildkit` and `hadolint` report those too, as the tools do. A password that is easily guessed, such as \
          `postgres`, is a hint: who starts the container without another one runs with it. So is one where the \
          base image is a database, such as `postgres`, which the program finds at `localhost`. Nothing is said of one in an image for
          development or tests, as its name, a comment or an ENV such as `RAILS_ENV=development` tells, nor of a test user's, nor of such a key of AWS beside an endpoint
          without a dot, such as `dynamo:8000`, where DynamoDB Local, LocalStack or the like takes any.

          In a stage from which the image only copies files neither is part of it. There an ARG is a hint, because the build \
          cache may keep it, and so may the provenance that is published with an image; an ENV only where its value is written down.

          ```dockerfile good
          FROM debian:bookworm-slim
          ENV DB_PASSWORD_FILE=/run/secrets/db
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .in(Profile.HADOLINT, Severity.WARNING)
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3064")
      .withAlias(Tool.BUILDKIT, "SecretsUsedInArgOrEnv")
      .withAlias(Tool.TRIVY, "DS-0031")
      .withAlias(Tool.DOCKLE, "CIS-DI-0010")
      .withAlias(Tool.DROAST, "DF013")
      .withAlias(Tool.SONAR, "S6472");

  /** The names of accounts that are there for tests and examples. */
  private static final Regex FOR_TRIAL = Regex.of(
      "(?i)(?:^|_)(?:ci|demo|dev|dummy|e2e|example|fake|local|mock|sample|sandbox|testing|test)(?:user|db)?(?=_|$)");

  /** How a comment says that an image is for nobody else than who works on the project. */
  private static final Regex SAYS_TRIAL = Regex.of(
      "(?i)(?<![/\\w.-])(?:ci|demo|dev|develop(?:ment|ers?)|e2e|local(?:ly)?|playground|sandbox|tests?|testing)(?![/\\w.-])");

  /** A variable with the name of a user or a database. */
  private static final Regex NAMES_USER =
      Regex.of("(?i)(?:account|database|db|dbname|login|user|username)$");

  private static final String DEFAULT =
      " has a default that is easily guessed, and a container that is given no other runs with it."
          + " Leave it out, and demand a value when the container is started.";

  /** How many secrets get fixes: files that people write have fewer. */
  private static final int MOST_SECRETS = 50;

  /** How many pairs they may have together. */
  private static final int MOST_PAIRS = 300;

  private static final Trait MAY_NAME_USER =
      Trait.of(Instruction.Env.class, SecretsInArgEnv::mayNameUser);

  private static final Trait RUNS =
      Trait.orTriggered(Instruction.Run.class, one -> one.innermost() instanceof Instruction.Run);

  private static final Trait MAY_BE_SECRET = Trait.orTriggered(
          Instruction.Env.class, SecretsInArgEnv::mayBeSecret)
      .or(Trait.of(Instruction.Arg.class, SecretsInArgEnv::mayBeSecret));

  private static final Trait MAY_BE_SECRET_TO_HADOLINT = Trait.orTriggered(
          Instruction.Env.class, SecretsInArgEnv::mayBeSecretToHadolint)
      .or(Trait.of(Instruction.Arg.class, SecretsInArgEnv::mayBeSecretToHadolint));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction instruction : subject.model().having(MAY_BE_SECRET)) {
      check(subject, instruction, reporter);
    }
  }

  /** hadolint goes by the name alone, also of an ARG for FROM. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    for (Instruction instruction : subject.model().having(MAY_BE_SECRET_TO_HADOLINT)) {
      Instruction.Pairs pairs = (Instruction.Pairs) instruction.innermost();
      for (Pair pair : pairs.pairs()) {
        if (SecretNames.areSecretToHadolint(pair.key().value())) {
          reporter.report(Finding.at(
                  subject.model().range(instruction, pair.key().range()),
                  pair.key().value() + " seems to be a secret. Don't give it to " + pairs.keyword()
                      + ".")
              .forHadolintOnly());
        }
      }
    }
  }

  private static boolean mayBeSecretToHadolint(Instruction instruction) {
    return instruction.innermost() instanceof Instruction.Pairs pairs
        && pairs.keyword() != Keyword.LABEL
        && Iterables.any(
            pairs.pairs(), pair -> SecretNames.areSecretToHadolint(pair.key().value()));
  }

  private static boolean mayNameUser(Instruction.Env env) {
    return Iterables.any(
        env.pairs(), pair -> NAMES_USER.matcher(pair.key().value()).find());
  }

  private static boolean mayBeSecret(Instruction instruction) {
    if (instruction.innermost() instanceof Instruction.Pairs pairs
        && pairs.keyword() != Keyword.LABEL) {
      for (Pair pair : pairs.pairs()) {
        String name = pair.key().value();
        if (SecretNames.include(name) || name.indexOf('$') >= 0 && pairs.keyword() == Keyword.ENV) {
          return true;
        }
      }
    }
    return false;
  }

  private static void check(Subject subject, Instruction instruction, Reporter reporter) {
    if (!(instruction.innermost() instanceof Instruction.Pairs pairs)
        || subject.model().stageOf(instruction) == null) { // an ARG for FROM is in no image
      return;
    }
    for (Pair pair : pairs.pairs()) {
      String written = pair.key().value();
      String name = pairs.keyword() == Keyword.ENV
          ? subject.model().expand(instruction, written).withoutBuildArgs()
          : written;
      boolean theirs = SecretNames.areSecretToBuildKit(name) && instruction == pairs;
      if (!SecretNames.areSecret(name)) {
        if (theirs) {
          reporter.report(finding(subject, instruction, pairs, pair, name).forTheCheckOnly());
        }
        continue;
      }
      Finding finding = finding(subject, instruction, pairs, pair, name);
      if (isOfTrial(subject, instruction, pair, name)) {
        if (theirs) {
          reporter.report(finding.asPedantic());
        }
      } else if (!isNone(subject, instruction, pair, name)
          && !isOfNoAccount(subject, instruction, pair, name)) {
        reporter.report(theirs ? finding : finding.beyondTheCheck());
      } else if (theirs) {
        reporter.report(finding.asPedantic());
      }
    }
  }

  /** Whether everybody may know the value, and the image or the account is there for tests and development. */
  private static boolean isOfTrial(
      Subject subject, Instruction instruction, Pair pair, String name) {
    Stage stage = subject.model().stageOf(instruction);
    return pair.value() != null
        && stage != null
        && isKnown(subject, instruction, pair.value(), name)
        && (subject.isForDevelopment()
            || stage.isForDevelopment()
            || DevelopmentEnvironment.isIn(subject.model(), stage)
            || FOR_TRIAL.matcher(name).find()
            || StandInService.takes(subject, stage, name)
            || saysTrial(subject, instruction, stage));
  }

  private static boolean saysTrial(Subject subject, Instruction instruction, Stage stage) {
    Dockerfile file = subject.file();
    return AuthorsComment.has(file, instruction, SAYS_TRIAL)
        || AuthorsComment.has(file, stage.from(), SAYS_TRIAL)
        || AuthorsComment.heads(file, SAYS_TRIAL);
  }

  /** Whether the value shows that there is no secret. What an ARG is given instead of a placeholder may be one. */
  private static boolean isNone(Subject subject, Instruction instruction, Pair pair, String name) {
    Word value = pair.value();
    String text = value == null ? null : fixed(subject, instruction, value);
    if (text == null) {
      return value != null && SecretValues.isBelowVariable(value.value());
    }
    return SecretValues.isHarmless(name, text)
        || instruction.innermost().keyword() == Keyword.ENV && SecretValues.isMissing(name, text);
  }

  /**
   * Whether nobody gets anything with the image: the stage is left behind, and the value is known or that of an ARG. What an
   * ENV takes is reported there.
   */
  private static boolean isOfNoAccount(
      Subject subject, Instruction instruction, Pair pair, String name) {
    Word value = pair.value();
    if (instruction instanceof Instruction.Arg && isPassedOn(subject, instruction, name)) {
      return true;
    }
    return value != null
        && !subject.model().ships(instruction)
        && !isWithoutDefault(subject, instruction, value)
        && (isKnown(subject, instruction, value, name)
            || instruction.keyword() == Keyword.ENV && value.value().indexOf('$') >= 0);
  }

  /** Whether it is an ARG whose default is nothing, or itself: {@code ARG TOKEN=${TOKEN:-""}}. */
  private static boolean isWithoutDefault(Subject subject, Instruction instruction, Word value) {
    String text =
        instruction instanceof Instruction.Arg ? fixed(subject, instruction, value) : null;
    return text != null && text.isEmpty();
  }

  /** Whether an ENV takes what an ARG is given, and is reported for it, or is there for what browsers are sent. */
  private static boolean isPassedOn(Subject subject, Instruction arg, String name) {
    SemanticModel model = subject.model();
    Stage stage = model.stageOf(arg);
    if (stage == null || hasMany(subject)) {
      return false;
    }
    for (Instruction use : model.having(Trait.containing(name), stage)) {
      if (use instanceof Instruction.Env env) {
        for (Pair pair : env.pairs()) {
          if (pair.value() != null
              && pair.value().value().contains(name)
              && names(model.expand(env, pair.value().value()), name)
              && isTold(subject, env, pair)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean names(Expansion value, String name) {
    return value.matched().contains(name) || value.unmatched().contains(name);
  }

  private static boolean isTold(Subject subject, Instruction.Env env, Pair pair) {
    String name = pair.key().value();
    return SecretNames.areForBrowsers(name)
        || SecretNames.areSecret(name)
            && !isNone(subject, env, pair, name)
            && !isOfNoAccount(subject, env, pair, name);
  }

  private static Finding finding(
      Subject subject, Instruction instruction, Instruction.Pairs pairs, Pair pair, String name) {
    boolean env = pairs.keyword() == Keyword.ENV;
    boolean ships = subject.model().ships(instruction);
    boolean known = SecretValues.isOfSignature(name)
        || pair.value() != null
            && isKnown(subject, instruction, pair.value(), name)
            && !isWithoutDefault(subject, instruction, pair.value());
    TextRange range = subject.model().range(instruction, pair.key().range());
    DummyKey dummy =
        instruction != pairs || hasMany(subject) ? null : DummyKey.of(subject, instruction, name);
    if (env
        && ships
        && pair.value() != null
        && isDefault(subject, instruction, pair.value(), name)) {
      return Finding.at(range, name + DEFAULT + (dummy == null ? "" : dummy.advice()))
          .withSeverity(Severity.HINT);
    }
    boolean isInside =
        env && ships && !hasMany(subject) && DatabaseInside.isOpenedBy(subject, instruction, pair);
    Stage stage = subject.model().stageOf(instruction);
    WrittenSecret written = env || !ships || stage == null || hasMany(subject)
        ? null
        : WrittenSecret.first(subject.model(), stage, name);
    SecretOfBuild ofBuild = stage == null || instruction != pairs || hasMany(subject)
        ? null
        : new SecretOfBuild(subject, stage, name);
    String reader = ofBuild == null ? null : ofBuild.file();
    String unknown = !env || reader != null || ofBuild == null ? null : ofBuild.unknownFile();
    String advice = env && ships
        ? advice(name, reader, unknown, ofBuild)
        : dummy != null ? "" : env ? MOUNTED : advice(subject, instruction, name, reader);
    Finding finding = Finding.at(
            range,
            name + " seems to be a secret, and "
                + (ships ? shown(env) : kept(env))
                + advice
                + (dummy == null ? "" : dummy.advice())
                + (written == null ? "" : WRITTEN.formatted(written.command())))
        .withSeverity(
            known || !ships || subject.isForDevelopment() || isInside ? Severity.HINT : null)
        .withFix(
            instruction != pairs || reader != null && env || unknown != null
                ? null
                : fix(subject, pairs, pair, name, dummy));
    return written == null
        ? finding
        : finding.withRelated(written.range(), "the command that writes it");
  }

  /** Deletes an ENV, or mounts what an ARG is for; null where that isn't all. */
  private static @Nullable Fix fix(
      Subject subject, Instruction.Pairs pairs, Pair pair, String name, @Nullable DummyKey dummy) {
    if (pairs.pairs().size() > 1) {
      return null;
    }
    if (pairs.keyword() == Keyword.ENV) {
      return deletion(subject, pairs, name, dummy);
    }
    return pair.value() == null ? mounts(subject, pairs, name) : null;
  }

  private static final String WRITTEN =
      " %s writes it into a file of the image, too: delete that in the same RUN.";

  /** Who sees it where the stage is part of the image. */
  private static String shown(boolean env) {
    return env
        ? "ENV shows it to all who have the image."
        : "the history of the image shows what is given to an ARG.";
  }

  private static final String MOUNTED = " Use RUN --mount=type=secret.";

  private static final String MOUNT = "RUN --mount=type=secret,id=%1$s,env=%1$s";

  /**
   * What to do about an ENV, with a blank before it.
   *
   * @param reader the file that reads it in the build; null where none is known
   * @param unknown one that may, and isn't known; null where there is none
   */
  private static String advice(
      String name,
      @Nullable String reader,
      @Nullable String unknown,
      @Nullable SecretOfBuild ofBuild) {
    if (reader != null) {
      return " " + reader + " reads it: use " + MOUNT.formatted(name) + ", and delete the ENV.";
    }
    if (unknown != null) {
      return " If " + unknown + " reads it, use " + MOUNT.formatted(name) + ", and delete the ENV.";
    }
    return ofBuild != null && ofBuild.isNamedByRun()
        ? " Use " + MOUNT.formatted(name)
            + " where it is read, and give it to a container that needs it when that is started."
        : " Give it to the container when that is started.";
  }

  /** The same where the image only copies files from the stage. */
  private static String kept(boolean env) {
    return env
        ? "who reads this file or the build cache sees it."
        : "the build cache and its provenance may keep what is given to an ARG.";
  }

  /** What to do about an ARG. */
  private static String advice(
      Subject subject, Instruction arg, String name, @Nullable String reader) {
    if (reader != null) {
      return " " + reader + " reads it: use " + MOUNT.formatted(name) + ".";
    }
    if (hasMany(subject) || subject.model().having(Trait.containing(name)).size() != 1) {
      return MOUNTED;
    }
    Instruction lastRun = Iterables.getLast(subject.model().having(RUNS), null);
    return lastRun == null || subject.file().indexOf(lastRun) < subject.file().indexOf(arg)
        ? " Nothing uses it: delete it."
        : " No instruction names it: delete it, or use RUN --mount=type=secret if a program reads it.";
  }

  /** Whether a value tells nobody anything: it is a well-known one, a placeholder, or a fingerprint. */
  private static boolean isKnown(
      Subject subject, Instruction instruction, Word value, String name) {
    String text = fixed(subject, instruction, value);
    return text != null
        && (text.isEmpty()
            || SecretValues.isPlaceholder(text)
            || SecretValues.isFingerprint(text)
            || isDefault(subject, instruction, value, name));
  }

  /** Whether everybody would try it first. */
  private static boolean isDefault(
      Subject subject, Instruction instruction, Word value, String name) {
    String text = fixed(subject, instruction, value);
    return text != null
        && (SecretValues.isEasilyGuessed(name, text) || isNameOfUser(subject, instruction, text));
  }

  /** Whether a user or a database that the image names is called so, too. */
  private static boolean isNameOfUser(Subject subject, Instruction instruction, String text) {
    if (hasMany(subject)) {
      return false;
    }
    SemanticModel model = subject.model();
    Stage stage = model.stageOf(instruction);
    ImmutableList<Instruction> all = stage == null || !(instruction instanceof Instruction.Env)
        ? ImmutableList.of()
        : model.having(MAY_NAME_USER, stage);
    for (Instruction env : Iterables.limit(all, MOST_SECRETS)) { // below it, too
      for (Pair pair : Iterables.limit(((Instruction.Env) env).pairs(), MOST_PAIRS)) {
        if (pair.value() != null
            && NAMES_USER.matcher(pair.key().value()).find()
            && SecretValues.isMadeOf(model.expand(env, pair.value().value()).text(), text)) {
          return true;
        }
      }
    }
    return Iterables.any(
        model.bindings(instruction),
        binding -> SecretValues.isMadeOf(binding.withoutBuildArgs(), text)
            && NAMES_USER.matcher(binding.name()).find());
  }

  /** What a value is whatever the build is given; null where that isn't known. What nothing in the file sets is empty. */
  private static @Nullable String fixed(Subject subject, Instruction instruction, Word value) {
    SemanticModel model = subject.model();
    Expansion expansion = model.expand(instruction, value.value());
    if (expansion.error() != null || expansion.text() != null) {
      return expansion.text();
    }
    for (String variable : Iterables.concat(expansion.matched(), expansion.unmatched())) {
      if (instruction != instruction.innermost() || model.isBound(instruction, variable)) {
        return null;
      }
    }
    return expansion.withoutBuildArgs();
  }

  /** Whether there are too many secrets to look for each in all of the file. */
  private static boolean hasMany(Subject subject) {
    if (subject.file().where(MAY_BE_SECRET).length() > MOST_SECRETS) {
      return true;
    }
    int pairs = 0;
    for (Instruction one : subject.model().having(MAY_BE_SECRET)) {
      pairs += ((Instruction.Pairs) one.innermost()).pairs().size();
    }
    return pairs > MOST_PAIRS;
  }

  /** Deletes an ENV that nothing else in the file uses, or gives a dummy to those that only need some value. */
  private static @Nullable Fix deletion(
      Subject subject, Instruction env, String name, @Nullable DummyKey dummy) {
    ImmutableList<TextEdit> edits = InstructionEdits.delete(subject.file(), env);
    if (edits == null
        || hasMany(subject)
        || subject.model().having(Trait.containing(name)).size() > 1
        || dummy != null && dummy.dummies().isEmpty()) {
      return null;
    }
    return dummy == null
        ? new Fix("Delete it, to be set when a container is started", Fix.Safety.SUGGESTION, edits)
        : new Fix(
            "Delete it, with a dummy for " + dummy.command(),
            Fix.Safety.SUGGESTION,
            ImmutableList.<TextEdit>builder()
                .addAll(edits)
                .addAll(dummy.dummies())
                .build());
  }

  /** Mounts the secret in each RUN that uses an ARG, if nothing else does. */
  private static @Nullable Fix mounts(Subject subject, Instruction arg, String name) {
    SemanticModel model = subject.model();
    ImmutableList<TextEdit> deletion = InstructionEdits.delete(subject.file(), arg);
    ImmutableList<Instruction> uses =
        hasMany(subject) ? ImmutableList.of() : model.having(Trait.containing(name));
    if (deletion == null || uses.size() < 2 || uses.get(0) != arg) {
      return null;
    }
    List<TextEdit> edits = new ArrayList<>(deletion);
    for (Instruction use : uses.subList(1, uses.size())) {
      if (!(use instanceof Instruction.Run) || model.stageOf(use) != model.stageOf(arg)) {
        return null;
      }
      edits.add(
          FlagEdits.add(subject.file(), use, "--mount=type=secret,id=" + name + ",env=" + name));
    }
    return new Fix(
        "Mount " + name + " as a secret where it is used",
        Fix.Safety.SUGGESTION,
        TextEdit.inOrder(edits));
  }
}
