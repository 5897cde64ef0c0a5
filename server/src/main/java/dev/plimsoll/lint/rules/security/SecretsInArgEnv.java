package dev.plimsoll.lint.rules.security;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
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
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** ARG or ENV with a name that says that its value is a secret. */
public final class SecretsInArgEnv implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "secrets-in-arg-env", Category.SECURITY, Severity.WARNING, """
          Who has the image reads the values of ENV in its configuration, and those of ARG in its history.

          A secret for the build is mounted: it is there while the RUN runs, and leaves no trace. A secret of the
          container is given to that when it is started.

          ```dockerfile bad fix=suggestion
          FROM node:22-slim
          ARG NPM_TOKEN
          RUN npm config set //npm.example.org/:_authToken $NPM_TOKEN && npm ci
          ```

          ```dockerfile good
          FROM node:22-slim
          RUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN npm config set //npm.example.org/:_authToken $NPM_TOKEN && npm ci
          ```

          The build is then told where the secret is: `docker build --secret id=NPM_TOKEN`. An ARG that only hands a secret to an ENV is \
          reported there.

          In a file for development or tests, as its name tells, it is a hint.

          Names are judged by their words, such as `PASSWORD`, `TOKEN` or `KEY`, and `PASS` or `PWD` at the end; with `FILE`, `PUBLIC` or `VERSION`
          among them they are no secrets, nor where the last word says that something about the secret is meant: `PASSWORD_ENCODER`,
          `KEY_ALGORITHM`, `TOKEN_EXPIRY`, `AUTH_DOMAIN`, `TOKEN_SCOPE`, or what everybody may know, such as `MAX_TOKENS`, `SITE_KEY` or what \
          `VITE_` and its like send to browsers, or a word before it makes a switch of it: `ALLOW_EMPTY_PASSWORD`. Nothing is said either where the value shows that it is none:

          - a path, an address without a password, the fingerprint of a key that downloads are checked with, a switch (`USE_TOKEN=true`);
          - a word that stands for no value, such as `dummy`, and in ENV one that asks for another, such as `changeme` or `<token>`, says \
          that there is none, such as `none`, or is empty, as `${TOKEN}` is where nothing in the file gives that a value.

          The profiles `buildkit` and `hadolint` report those too, as the tools do. A password that is easily guessed, such as \
          `postgres`, is a hint: who starts the container without another one runs with it. Nothing is said of one in an image for
          development or tests, as its name or a comment tells, nor of a test user's.

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

  /** Names of which a word says so: those of BuildKit. */
  private static final Regex SECRET = Regex.of(
      "(?i)(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)");

  /** The same without a separator. */
  private static final Regex INSIDE = Regex.of(
      "(?i)passw(?:or)?d|passphrase|secret|api_?key|access_?key|private_?key|token(?!i[sz])");

  /** Short words for a password at the end of a name; the word before is the group. */
  private static final Regex SHORT = Regex.of("(?i)(?:^|_)([a-z0-9]{1,99})_(?:pass|pwd)$");

  /** Before them: how often something is gone through, or whose working directory it is. */
  private static final ImmutableSet<String> BEFORE_NO_SECRET = ImmutableSet.of(
      "all", "base", "build", "by", "current", "docker", "double", "fast", "final", "first", "full",
      "home", "host", "init", "last", "local", "multi", "must", "old", "one", "orig", "project",
      "repo", "script", "second", "single", "src", "start", "test", "tests", "third", "two",
      "work");

  private static final Regex NO_SECRET = Regex.of("(?i)(?:^|_)(?:public|file|version)(?:_|$)");

  /** What a name is about that isn't the secret itself. */
  private static final Regex ABOUT = Regex.of(
      "(?i)(?:dir|email|enabled|file|host|label|length|login|method|mode|name|path|port|provider|script|sock|ttl|type|ur[il]|usage|user|version)$"
          + "|publi(?:c|shable)|(?:^|_)dont_|^(?:vite|react_app|vue_app|gatsby)_|fingerprint$|key_column$|tokens_per_|max_(?:[a-z]{1,20}_)?tokens?$"
          + "|(?:^|_)(?:cache|command|foreign|group|partition|primary|shortcut|site|sort)_?key$|scopes?$|expires?_in$"
          + "|__\\d{1,3}__key$|_(?:age|algo?|algorithms?|backend|bits|chars|charset|class|cost|count|driver|encoder|encoding|engine|expir(?:ation|es|y)"
          + "|format|hasher|(?<!auth_)header|interval|iterations|issuer|lifetime|limit|(?:key|token)_id|plugin|policy|prefix|regex|retries|rounds"
          + "|rules|size|store|strength|suffix|timeout|validity|minutes|hours|days|seconds)$");

  /** AUTH before a word that is none for a secret, such as AUTH_DOMAIN: what the check of BuildKit takes for one. */
  private static final Regex ABOUT_AUTH = Regex.of(
      "(?i)(?:^|_)auth_(?!(?:[a-z0-9]{1,60}_){0,9}(?:apikey|base64|bearer|code|config|cookie|cred|creds|credentials?|data|header"
          + "|info|json|key|pass|password|passwd|phrase|pin|pw|pwd|pword|secret|string|token|value)s?$)[a-z0-9_]{1,200}$");

  /** The same of words that are beside any other, and what is counted in tokens. */
  private static final Regex ABOUT_USE = Regex.of(
      "(?i)_(?:audiences?|buckets?|claims?|client_id|columns?|context|dimensions?|domains?|endpoints?|field|flow|grace|groups?|language|levels?|location"
          + "|max|min|model|realms?|regions?|required|retention|roles?|rotation|scopes?|scheme|service|strategy|threshold|urls|window)$"
          + "|(?:^|_)(?:avg|batch|budget|chunk|context|input|limit|max|maximum|min|minimum|n|num|number|output|overlap|per|target|total)_(?:[a-z0-9]{1,30}_){0,3}tokens?(?:$|_)"
          + "|tokens?_(?:budget|count|limit|overlap|per)(?:$|_)|(?:^|_)(?:min|max)_(?:auth|key|pass|passwd|password)(?:_|$)");

  /** Keys that open nothing, or that those who use a site or an application are given. */
  private static final Regex OPEN_KEY = Regex.of(
      "(?i)(?:site|(?:^|_)(?:anon|cache|foreign|partition|primary|project|publishable|routing|sort))_?key(?:s|_v\\d)?$");

  /** What the tools of a web page make part of what browsers are sent. */
  private static final Regex FOR_BROWSERS = Regex.of(
      "(?:EXPO_PUBLIC|GATSBY|NEXT_PUBLIC|NG_APP|NUXT_PUBLIC|PUBLIC|REACT_APP|VITE|VUE_APP)_.{1,200}");

  /** Before the word for a secret: whether there has to be one, or must not be. */
  private static final Regex ABOUT_NEED = Regex.of(
      "(?i)(?:^|_)(?:(?:allow|disabled?|empty|enabled?|random|required?|skip|use|without)_(?:[a-z0-9]{1,60}_){0,4}|no_)"
          + "(?:api_?key|auth|credentials?|key|pass|passphrase|password|passwd|pwd|pword|secret|token)s?$");

  /** The same of a name that may mean the hash of a secret, or how it is made. */
  private static final Regex HASH = Regex.of("(?i)_hash$");

  private static final Regex HASH_FUNCTION = Regex.of(
      "(?i)(?:ssha|sha|md|blake|ripemd)[-_]?\\d.{0,20}|bcrypt|scrypt|argon2.{0,3}|pbkdf2.{0,30}|crypt|plain|hmac.{0,30}");

  /** What is on or off. */
  private static final Regex SWITCH = Regex.of("(?i)true|false|yes|no|on|off|[01]");

  /** Values that say that there is none. */
  private static final Regex NONE = Regex.of("(?i)|disabled|empty|nil|none|null|undefined|unset");

  /** A file, an address without a password, and words that are there so that there is a value. */
  private static final Regex HARMLESS = Regex.of(
      "(?i)(?:[a-z]:[\\\\/]|/)[^+=]{0,500}"
          + "|[a-z][a-z+.-]{0,20}://[^@?]{0,500}"
          + "|[\\w./-]{1,500}\\.(?:crt|jks|json|key|p12|pem|pfx|pub|sh|txt|ya?ml)"
          + "|(?:[\\w-]{0,30}[_-])?(?:dummy|fake|placeholder|unused|(?:not|un)[_-]?(?:needed|used|required))(?:[_-][\\w-]{0,30})?"
          + "|(?:an?[_-])?(?:example|sample|test|testing|foo|bar|foobar)(?:[_-]?(?:key|password|secret|token|value))?");

  /** What asks for another value. */
  private static final Regex TO_BE_REPLACED = Regex.of(
      "(?i)x{3,500}|\\*{3,500}|\\.{3}|<.{0,500}>|%%.{0,500}%%|\\{\\{.{0,500}\\}\\}"
          + "|(?:[\\w-]{0,30}[_-])?(?:please[_ -]?)?(?:change|replace|update|fill|insert|enter|set|put|add)[_ -]?"
          + "(?:me|this|it|in|with|by|your?|here)(?:[_ -].{0,100}|now|please|!{1,9})?"
          + "|(?:enter[_ -]?|put[_ -]?)?(?:your|my)[_ -].{0,100}|[\\w-]{1,60}(?:[_-]here|(?-i:Here))|todo|tbd|fix[_-]?me|default");

  /** Values that everybody knows, or would try first. */
  private static final Regex WELL_KNOWN =
      Regex.of("(?i)admin|administrator|guest|letmein|mariadb|minio|minioadmin|mongo|mysql"
          + "|oracle|pass|passw(?:or)?d|p@ssw0rd|postgres|postgresql|pwd|qwerty|rabbitmq|redis|root|rootpass|sa|secret|super|supersecret"
          + "|(?:admin|db|my|root|test|user)[_-]?pass(?:w(?:or)?d)?|(?:super[_-]?)?secret[_-]?(?:key|password|token)|super[_-]secret"
          + "|toor|ubuntu|user|vagrant|welcome|(?:admin|minio|mysql|pass|passw(?:or)?d|postgres|redis|root|secret|test|user)[_-]?(?:1|12|123|1234|12345|123456)!?"
          + "|1{3,8}|0{3,8}|123|1234|12345|123456|1234567|12345678|123456789");

  /** A number of tokens. */
  private static final Regex AMOUNT = Regex.of("\\d{1,7}[kKmM]?");

  /** What is counted. */
  private static final Regex COUNTED = Regex.of("(?i)tokens?(?:_|$)");

  /** How somebody logs in, where a name ends in AUTH. */
  private static final Regex WAY_TO_LOG_IN = Regex.of(
      "(?i)basic|cert(?:ificate)?|cookie|digest|google|github|jwt|kerberos|ldap|local|login|md5|oauth2?|oidc|password"
          + "|peer|plain|saml|scram.{0,20}|session|token|trust");

  private static final Regex ENDS_IN_AUTH = Regex.of("(?i)(?:^|_)auth$");

  /** The names of accounts that are there for tests and examples. */
  private static final Regex FOR_TRIAL = Regex.of(
      "(?i)(?:^|_)(?:ci|demo|dev|dummy|e2e|example|fake|local|mock|sample|sandbox|testing|test)(?:user|db)?(?=_|$)");

  /** How a comment says that an image is for nobody else than who works on the project. */
  private static final Regex SAYS_TRIAL = Regex.of(
      "(?i)(?<![/\\w.-])(?:ci|demo|dev|develop(?:ment|ers?)|e2e|local(?:ly)?|playground|sandbox|tests?|testing)(?![/\\w.-])");

  /** A word that is short enough to be tried out. */
  private static final Regex SHORT_WORD = Regex.of("[a-z]{4,7}");

  /** What people add to the name of a user. */
  private static final Regex BEHIND_USER =
      Regex.of("[_-]?(?:pass(?:w(?:or)?d)?|pwd|pw|secret|1234?5?6?)?");

  /** A value without upper case and signs: that of a name may be part of the name. */
  private static final Regex WORD = Regex.of("[a-z][a-z_-]{2,30}");

  /** A variable with the name of a user or a database. */
  private static final Regex NAMES_USER =
      Regex.of("(?i)(?:account|database|db|dbname|login|user|username)$");

  /** The fingerprint of a key. */
  private static final Regex FINGERPRINT = Regex.of("(?i)(?:0x)?[0-9a-f]{8}(?:[0-9a-f ]{8,48})?");

  /** A file below a directory that a variable names. */
  private static final Regex BELOW_VARIABLE =
      Regex.of("\"?\\$\\{?\\w{1,60}\\}?(?:/[\\w.-]{1,60}){1,20}\"?");

  /** The name of a key that everybody may have: what a download is checked with. */
  private static final Regex OF_SIGNATURE = Regex.of("(?i)(?:^|_)[GP]PG_KEY(?:_|$)");

  private static final String DEFAULT =
      " has a default that is easily guessed, and a container that is given no other runs with it."
          + " Leave it out, and demand a value when the container is started.";

  /** How many secrets get fixes: files that people write have fewer. */
  private static final int MOST_SECRETS = 50;

  private static final Trait RUNS =
      Trait.orTriggered(Instruction.Run.class, one -> one.innermost() instanceof Instruction.Run);

  private static final Trait MAY_BE_SECRET = Trait.orTriggered(
          Instruction.Env.class, SecretsInArgEnv::mayBeSecret)
      .or(Trait.of(Instruction.Arg.class, SecretsInArgEnv::mayBeSecret));

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

  /** hadolint judges an ARG for FROM, too. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    for (Instruction instruction : subject.model().having(MAY_BE_SECRET)) {
      if (subject.model().isBeforeStages(instruction)
          && instruction instanceof Instruction.Pairs pairs) {
        for (Pair pair : pairs.pairs()) {
          reporter.report(Finding.at(
                  subject.model().range(instruction, pair.key().range()),
                  pair.key().value() + " seems to be a secret. Don't give it to an ARG.")
              .forHadolintOnly());
        }
      }
    }
  }

  private static boolean mayBeSecret(Instruction instruction) {
    if (instruction.innermost() instanceof Instruction.Pairs pairs
        && pairs.keyword() != Keyword.LABEL) {
      for (Pair pair : pairs.pairs()) {
        String name = pair.key().value();
        if (isNameOfSecret(name) || name.indexOf('$') >= 0 && pairs.keyword() == Keyword.ENV) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether an ARG of that name is reported. */
  public static boolean isNameOfSecret(String name) {
    return isSecret(name) || isSecretToBuildKit(name);
  }

  private static boolean isSecret(String name) {
    return (SECRET.matcher(name).find() || INSIDE.matcher(name).find() || isShort(name))
        && !NO_SECRET.matcher(name).find()
        && !ABOUT.matcher(name).find()
        && !ABOUT_AUTH.matcher(name).find()
        && !ABOUT_USE.matcher(name).find()
        && !OPEN_KEY.matcher(name).find()
        && !FOR_BROWSERS.matcher(name).matches()
        && !ABOUT_NEED.matcher(name).find();
  }

  private static boolean isShort(String name) {
    Matcher word = SHORT.matcher(name);
    return word.find() && !BEFORE_NO_SECRET.contains(Ascii.toLowerCase(word.group(1)));
  }

  private static boolean isSecretToBuildKit(String name) {
    return SECRET.matcher(name).find() && !NO_SECRET.matcher(name).find();
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
      boolean theirs = isSecretToBuildKit(name) && instruction == pairs;
      if (!isSecret(name)) {
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
            || FOR_TRIAL.matcher(name).find()
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
      return value != null && BELOW_VARIABLE.matcher(value.value()).matches();
    }
    return SWITCH.matcher(text).matches()
        || COUNTED.matcher(name).find() && AMOUNT.matcher(text).matches()
        || ENDS_IN_AUTH.matcher(name).find() && WAY_TO_LOG_IN.matcher(text).matches()
        || HARMLESS.matcher(text).matches()
        || HASH.matcher(name).find() && HASH_FUNCTION.matcher(text).matches()
        || OF_SIGNATURE.matcher(name).find() && FINGERPRINT.matcher(text).matches()
        || instruction.innermost().keyword() == Keyword.ENV
            && (NONE.matcher(text).matches()
                || TO_BE_REPLACED.matcher(text).matches()
                || text.equalsIgnoreCase(name));
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
        && (isKnown(subject, instruction, value, name)
            || instruction.keyword() == Keyword.ENV && value.value().indexOf('$') >= 0);
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
    return FOR_BROWSERS.matcher(name).matches()
        || isSecret(name)
            && !isNone(subject, env, pair, name)
            && !isOfNoAccount(subject, env, pair, name);
  }

  private static Finding finding(
      Subject subject, Instruction instruction, Instruction.Pairs pairs, Pair pair, String name) {
    boolean env = pairs.keyword() == Keyword.ENV;
    boolean ships = subject.model().ships(instruction);
    boolean known = OF_SIGNATURE.matcher(name).find()
        || pair.value() != null && isKnown(subject, instruction, pair.value(), name);
    TextRange range = subject.model().range(instruction, pair.key().range());
    if (env
        && ships
        && pair.value() != null
        && isDefault(subject, instruction, pair.value(), name)) {
      return Finding.at(range, name + DEFAULT).withSeverity(Severity.HINT);
    }
    return Finding.at(
            range,
            name + " seems to be a secret, and " + (ships ? shown(env) : kept(env))
                + (env ? "" : advice(subject, instruction, name)))
        .withSeverity(known || !ships || subject.isForDevelopment() ? Severity.HINT : null)
        .withFix(
            pairs.pairs().size() > 1 || instruction != pairs
                ? null
                : env
                    ? deletion(subject, pairs, name)
                    : pair.value() == null ? mounts(subject, pairs, name) : null);
  }

  /** Who sees it, and what to do, where the stage is part of the image. */
  private static String shown(boolean env) {
    return env
        ? "ENV shows it to all who have the image. Give it to the container when that is started."
        : "the history of the image shows what is given to an ARG.";
  }

  /** The same where the image only copies files from the stage. */
  private static String kept(boolean env) {
    return env
        ? "who reads this file or the build cache sees it. Use RUN --mount=type=secret."
        : "the build cache and its provenance may keep what is given to an ARG.";
  }

  /** What to do about an ARG. */
  private static String advice(Subject subject, Instruction arg, String name) {
    if (hasMany(subject) || subject.model().having(Trait.containing(name)).size() != 1) {
      return " Use RUN --mount=type=secret.";
    }
    Instruction lastRun = Iterables.getLast(subject.model().having(RUNS), null);
    return lastRun == null || subject.file().indexOf(lastRun) < subject.file().indexOf(arg)
        ? " Nothing uses it: delete it."
        : " No instruction names it. Delete it, or where a program of a RUN reads it, use RUN --mount=type=secret.";
  }

  /** Whether a value tells nobody anything: it is a well-known one, a placeholder, or a fingerprint. */
  private static boolean isKnown(
      Subject subject, Instruction instruction, Word value, String name) {
    String text = fixed(subject, instruction, value);
    return text != null
        && (text.isEmpty()
            || TO_BE_REPLACED.matcher(text).matches()
            || FINGERPRINT.matcher(text).matches()
            || isDefault(subject, instruction, value, name));
  }

  /** Whether everybody would try it first: one of the well-known, or a part of the name such as that of the program. */
  private static boolean isDefault(
      Subject subject, Instruction instruction, Word value, String name) {
    String text = fixed(subject, instruction, value);
    return text != null
        && (WELL_KNOWN.matcher(text).matches()
            || SHORT_WORD.matcher(text).matches()
            || WORD.matcher(text).matches() && Ascii.toLowerCase(name).contains(text)
            || isNameOfUser(subject.model(), instruction, text));
  }

  /** Whether a user or a database that the image names is called so, too. */
  private static boolean isNameOfUser(SemanticModel model, Instruction instruction, String text) {
    if (instruction instanceof Instruction.Env env) {
      for (Pair pair : env.pairs()) {
        if (pair.value() != null
            && NAMES_USER.matcher(pair.key().value()).find()
            && isMadeOf(model.expand(env, pair.value().value()).text(), text)) {
          return true;
        }
      }
    }
    return Iterables.any(
        model.bindings(instruction),
        binding -> isMadeOf(binding.withoutBuildArgs(), text)
            && NAMES_USER.matcher(binding.name()).find());
  }

  private static boolean isMadeOf(@Nullable String user, String password) {
    return user != null
        && user.length() > 1
        && password.startsWith(user)
        && BEHIND_USER.matcher(password.substring(user.length())).matches();
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
    return subject.file().where(MAY_BE_SECRET).length() > MOST_SECRETS;
  }

  /** Deletes an ENV that nothing else in the file uses. */
  private static @Nullable Fix deletion(Subject subject, Instruction env, String name) {
    ImmutableList<TextEdit> edits = InstructionEdits.delete(subject.file(), env);
    return edits == null
            || hasMany(subject)
            || subject.model().having(Trait.containing(name)).size() > 1
        ? null
        : new Fix("Delete it, to be set when a container is started", Fix.Safety.SUGGESTION, edits);
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
