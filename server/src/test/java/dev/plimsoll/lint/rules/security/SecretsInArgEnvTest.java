package dev.plimsoll.lint.rules.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsInArgEnvTest {

  private static final SecretsInArgEnv RULE = new SecretsInArgEnv();

  /** Whom a finding of the default profile is for. */
  private static final ImmutableSet<Finding.Audience> SHOWN =
      ImmutableSet.of(Finding.Audience.ALL, Finding.Audience.BEYOND_BUILDKIT);

  @Test
  void theWordsOfANameSayThatItIsASecret() {
    RuleRun.check(RULE, """
        ARG GLOBAL_TOKEN
        FROM alpine:3.22
        ARG GLOBAL_TOKEN
        #   ^^^^^^^^^^^^ the history of the image shows
        ENV MODE=x db_password=hunter2 \\
        #          ^^^^^^^^^^^ ENV shows it to all who have the image
            CLIENTSECRET=b
        #   ^^^^^^^^^^^^ CLIENTSECRET seems to be a secret
        ENV POSTGRES_PASS hunter2
        #   ^^^^^^^^^^^^^ POSTGRES_PASS seems to be a secret
        ARG MYSQL_PWD
        #   ^^^^^^^^^ MYSQL_PWD seems to be a secret
        ONBUILD ENV API_KEY=abc
        #           ^^^^^^^ API_KEY seems to be a secret
        ENV NO_REPLY_PASSWORD=hunter2
        #   ^^^^^^^^^^^^^^^^^ NO_REPLY_PASSWORD seems to be a secret
        ARG which=PASSWORD
        ENV ${which}=x
        #   ^^^^^^^^ PASSWORD seems to be a secret
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV DB_PASSWORD_FILE=/run/secrets/db",
        "ENV PUBLIC_KEY=abc",
        "ENV KEY_DIR=/certs AUTH_MODE=none SSH_AUTH_SOCK=/x TOKEN_ENABLED=1",
        "ENV TOKEN_VERSION=2",
        "ENV TOKENIZERS_PARALLELISM=true",
        "ENV HOP_PASSWORD_ENCODER_PLUGIN=Hop APP_PASSWORD_HASHER=argon2 JWT_KEY_ALG=RS256 KEY_ALGORITHM=rsa",
        "ENV TOKEN_EXPIRY=3600 PASSWORD_MAX_AGE=90 KEY_SIZE=2048 KEY_BITS=4096 SECRET_BACKEND=vault PASSWORD_POLICY=strict",
        "ENV API_TOKEN_HEADER=X-Token TOKEN_PREFIX=Bearer AUTH_TOKEN_CLASS=a.B TOKEN_STORE=redis",
        "ARG SIGNING_KEY_ID=17 SIGNING_KEY_ALIAS=shop",
        "ENV APACHE_SERVER_TOKENS=OS",
        "ENV MAX_TOKENS=8k MAX_INPUT_TOKENS=99 TOKENS_PER_SECOND=4 TOKENS=5 CHUNK_OVERLAP_TOKENS=20 TOKEN_LIMIT=7",
        "ARG MAX_TOKENS",
        "ENV TOKEN_EXPIRES_IN=3600 KEY_ROTATION=30 PASSWORD_MIN_LENGTH=8 MIN_PASSWORD_SCORE=2",
        "ENV PRIMARY_KEY=id SORT_KEY=name PARTITION_KEY=pk FOREIGN_KEY=x KEY_COLUMN=a CACHE_KEY=v1 SONAR_PROJECT_KEY=a",
        "ARG CACHE_KEY",
        "ENV KEYSTORE=a TLS_KEYSTORE_PATH=/a SIGNING_KEY_FINGERPRINT=AB AWS_ACCESS_KEY_ID=AK",
        "ARG HCAPTCHA_SITE_KEY",
        "ARG RECAPTCHA_SITEKEY",
        "ENV STRIPE_PUBLISHABLE_KEY=pk_live_a SUPABASE_ANON_KEY=ey",
        "ARG VITE_MAPS_API_KEY",
        "ARG REACT_APP_TOKEN",
        "ARG MAPS_API_KEY\nENV NEXT_PUBLIC_MAPS_API_KEY=$MAPS_API_KEY",
        "ARG CLIENT_AUTH_SCOPES",
        "ENV TOKEN_SCOPE=read TOKEN_AUDIENCE=api JWT_SECRET_REALM=a AUTH_REALM=a TOKEN_URL=b TOKEN_URLS=b",
        "ENV FIREBASE_AUTH_DOMAIN=app.example.org AUTH_CLIENT_ID=app AUTH_SERVER=a AUTH_BACKENDS=b AUTH_USER_MODEL=a.B",
        "ARG DOCS_AUTH_USER=admin",
        "ENV BASIC_AUTH_USERNAME=anna AUTH_LOGIN=anna AUTH_EMAIL=anna@example.org",
        "ENV APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE=DontWarn",
        "ENV Process__Filters__0__Key=ProcessId",
        "ENV MYSQL_ALLOW_EMPTY_PASSWORD root",
        "ENV MYSQL_RANDOM_ROOT_PASSWORD=1 ALLOW_EMPTY_PASSWORD=ja MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=x REDIS_NO_AUTH=x",
        "ARG REQUIRE_PASSWORD",
        "ENV KEYS=1 MYKEY=2 MONKEY=3 pwd=/",
        "ARG KEYBOARD",
        "ENV PWD=a OLDPWD=b OLD_PWD=c BYPASS=d TWO_PASS=e DB_PASS= CHECKS_PASS=true SHELL_PWD=/srv COMPASS=f",
        "ARG PWD",
        "LABEL token=abc",
      })
  void otherNamesDont(String line) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\n"))
        .noneMatch(finding -> SHOWN.contains(finding.audience()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AUTH",
        "BASIC_AUTH",
        "AUTH_TOKEN",
        "DOCKER_AUTH_CONFIG",
        "AUTH_HEADER",
        "AUTH_BEARER",
        "OAUTH_CLIENT_SECRET",
        "VAULT_SECRET_ID",
        "TOKENS",
        "USER_TOKENS",
        "SITE_SECRET_KEY",
        "SUPABASE_SERVICE_ROLE_KEY",
        "SMTP_AUTH_PASSWORDS",
      })
  void namesLikeThoseOfOtherThingsMayBeSecrets(String name) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\nARG " + name + "\nRUN a $" + name + "\n"))
        .singleElement()
        .satisfies(finding -> assertThat(SHOWN).contains(finding.audience()));
  }

  /** The ENV is what has to go: what the ARG of it was given is shown there. */
  @Test
  void anEnvIsReportedForTheArgThatItTakes() {
    String text = """
        FROM alpine:3.22
        ARG CLIENT_SECRET
        ENV CLIENT_SECRET=$CLIENT_SECRET
        ARG pass_word DB_PASSWORD
        ENV APP_PASSWORD="${DB_PASSWORD}"
        ARG OTHER_SECRET
        ENV MODE=${OTHER_SECRET}
        """;
    assertThat(RuleRun.findings(RULE, text))
        .filteredOn(finding -> SHOWN.contains(finding.audience()))
        .extracting(finding -> finding.message().replaceFirst(" of .*| to .*", ""))
        .containsExactly("CLIENT_SECRET seems", "APP_PASSWORD seems", "OTHER_SECRET seems");
  }

  @Test
  void buildKitNamesTheArgToo() {
    assertThat(RuleRun.findings(
            RULE,
            Profile.BUILDKIT,
            "FROM alpine\nARG TOKEN\nENV TOKEN=$TOKEN\nENV API_TOKEN=$TOKEN\n"))
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN make\\nARG DB_PASSWORD\\nCMD [\"a\"]             | Nothing uses it: delete it.",
        "ARG DB_PASSWORD=a-b\\n# RUN sed $DB_PASSWORD\\n  | Nothing uses it: delete it.",
        "ARG DB_PASSWORD\\nRUN make                        | No instruction names it: delete it, or",
        "ARG DB_PASSWORD\\nRUN make $DB_PASSWORD           | Use RUN --mount=type=secret.",
      })
  void anArgThatNothingReadsNeedsNoMount(String lines, String advice) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + lines.replace("\\n", "\n") + "\n"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("to an ARG. " + advice));
  }

  @ParameterizedTest
  @CsvSource({"/NuGet.Config, true", "app.config, false"})
  void soMayWhatASettingsFileReadsThatIsNotInTheRepository(String file, boolean mayBe) {
    String text = "FROM alpine\nARG TOKEN\nENV TOKEN=$TOKEN\nCOPY " + file
        + " /root/.nuget/NuGet/\nRUN dotnet restore\n";
    List<Finding> found = RuleRun.findings(RULE, text, Map.of("a.csproj", "a"));
    Finding finding = found.get(found.size() - 1);
    assertThat(finding.message())
        .endsWith(
            mayBe
                ? "If NuGet.Config reads it, use RUN --mount=type=secret,id=TOKEN,env=TOKEN, and delete the ENV."
                : "Give it to the container when that is started.");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      NuGet.Config  | <add key="ClearTextPassword" value="%TOKEN%" /> | COPY NuGet.Config /root/.nuget/NuGet/ | NuGet.Config
      .npmrc        | //a.example/:_authToken=${TOKEN}       | COPY package.json .npmrc ./  | .npmrc
      .npmrc        | //a.example/:_authToken=${TOKEN}       | COPY . .                     | .npmrc
      a/.yarnrc.yml | npmAuthToken: ${TOKEN:-}               | COPY a ./                    | .yarnrc.yml
      ci/settings.xml | <password>${env.TOKEN}</password>    | COPY ci/settings.xml /root/.m2/ | settings.xml
      build.gradle  | password = System.getenv("TOKEN")      | COPY . .                     | build.gradle
      .npmrc        | //a.example/:_authToken=${TOKENS}      | COPY . .                     |
      app.conf      | token=${TOKEN}                         | COPY . .                     |
      .npmrc        | //a.example/:_authToken=${TOKEN}       | COPY --from=a .npmrc ./      |
      """)
  void whatTheSettingsOfAPackageManagerReadIsOfTheBuild(
      String file, String text, String copy, @Nullable String reader) {
    String rest = copy + "\nRUN make\n";
    String mount = " reads it: use RUN --mount=type=secret,id=TOKEN,env=TOKEN";
    Map<String, String> files = Map.of(file, text);
    assertThat(RuleRun.findings(RULE, "FROM alpine\nENV TOKEN=a-1-b-2\n" + rest, files))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message())
              .endsWith(
                  reader == null
                      ? " Give it to the container when that is started."
                      : " " + reader + mount + ", and delete the ENV.");
          assertThat(one.fixes()).hasSize(reader == null ? 1 : 0);
        });
    assertThat(RuleRun.findings(RULE, "FROM alpine\nARG TOKEN\nENV TOKEN=$TOKEN\n" + rest, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message().contains(mount)).isEqualTo(reader != null));
    assertThat(RuleRun.findings(RULE, "FROM alpine\nARG TOKEN\n" + rest, files))
        .singleElement()
        .satisfies(
            one -> assertThat(one.message().endsWith(mount + ".")).isEqualTo(reader != null));
  }

  @Test
  void aFileForLoginsThatIsNotInTheRepositoryMayReadIt() {
    String text = "FROM alpine:3.22\nENV TOKEN=f83a-c1\nCOPY package.json .npmrc ./\nRUN npm ci\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("package.json", "{}")))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message())
              .endsWith(" If .npmrc reads it, use RUN --mount=type=secret,id=TOKEN,env=TOKEN,"
                  + " and delete the ENV.");
          assertThat(one.fixes()).isEmpty();
        });
    assertThat(RuleRun.findings(RULE, text, Map.of("package.json", "{}", ".npmrc", "a=b\n")))
        .singleElement()
        .satisfies(one -> assertThat(one.fixes()).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      SECRET_KEY_BASE   | RUN bundle exec rake assets:precompile | RUN SECRET_KEY_BASE=dummy bundle exec rake assets:precompile
      SECRET_KEY_BASE   | RUN cd a && RAILS_ENV=production bin/rails assets:precompile | RUN cd a && RAILS_ENV=production SECRET_KEY_BASE=dummy bin/rails assets:precompile
      SECRET_KEY        | RUN python manage.py collectstatic --noinput | RUN SECRET_KEY=dummy python manage.py collectstatic --noinput
      DJANGO_SECRET_KEY | RUN ./manage.py collectstatic          | RUN DJANGO_SECRET_KEY=dummy ./manage.py collectstatic
      SECRET_KEY_BASE   | RUN ["rake", "assets:precompile"]      |
      SECRET_KEY_BASE   | RUN gosu app rake assets:precompile    |
      """)
  void whatOnlyStartsWithAKeyIsGivenADummyInTheBuild(
      String name, String run, @Nullable String changed) {
    String text = "FROM alpine:3.22\nENV %s=f83a-c1\n%s\n".formatted(name, run);
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(one -> assertThat(one.message())
            .contains(
                "Give it to the container when that is started. For ",
                " a dummy is enough: RUN " + name + "=dummy …"));
    assertThat(RuleRun.fixes(RULE, text).values())
        .containsExactlyElementsOf(
            changed == null ? List.of() : List.of("FROM alpine:3.22\n" + changed + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV SECRET_KEY_BASE=f83a-c1\nRUN gem install rake rails",
        "ENV SECRET_KEY_BASE=f83a-c1\nRUN SECRET_KEY_BASE_DUMMY=1 rake assets:precompile",
        "ENV SECRET_KEY_BASE=f83a-c1\nFROM alpine:3.22\nRUN rake assets:precompile",
        "RUN rake assets:precompile\nENV SECRET_KEY_BASE=f83a-c1",
        "ENV APP_KEY=f83a-c1\nRUN APP_KEY=a php artisan config:cache",
      })
  void otherRunsNeedNoDummy(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + lines + "\n"))
        .isNotEmpty()
        .noneMatch(one -> one.message().contains("dummy"))
        .noneMatch(one -> one.message().contains("stores it"));
  }

  @Test
  void noneIsGivenToSomeOfMoreRunsThanAreLookedAt() {
    String text = "FROM alpine:3.22\nENV SECRET_KEY_BASE=f83a-c1\n";
    assertThat(RuleRun.fixes(RULE, text + "RUN rake assets:precompile\n".repeat(20)))
        .hasSize(1);
    assertThat(RuleRun.fixes(RULE, text + "RUN rake assets:precompile\n".repeat(21)))
        .isEmpty();
  }

  @Test
  void aKeyThatIsStoredInTheBuildCannotBeADummy() {
    String text = "FROM php:8.5\nENV APP_KEY=f83a-c1\nRUN php artisan config:cache\n";
    assertThat(RuleRun.findings(RULE, text)).singleElement().satisfies(one -> {
      assertThat(one.message())
          .endsWith(
              " Run artisan config:cache, which stores it, when the container is started, too.");
      assertThat(one.fixes()).isEmpty();
    });
    assertThat(RuleRun.fixes(RULE, text.replace("config:cache", "optimize:clear")))
        .hasSize(1);
  }

  @Test
  void anArgThatOnlyStartsSomethingMayBeADummyToo() {
    String text = "FROM alpine:3.22\nARG SECRET_KEY_BASE\nRUN rake assets:precompile\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(one -> assertThat(one.message())
            .contains("given to an ARG. For assets:precompile a dummy is enough: "));
  }

  @Test
  void soIsWhatARunReads() {
    String text = "FROM alpine\nARG TOKEN\nENV TOKEN=$TOKEN\nRUN a $TOKEN\n";
    assertThat(RuleRun.findings(RULE, text, Map.of()))
        .singleElement()
        .satisfies(one -> assertThat(one.message())
            .endsWith("Use RUN --mount=type=secret,id=TOKEN,env=TOKEN where it is read, and give it"
                + " to a container that needs it when that is started."));
    assertThat(RuleRun.findings(RULE, text.replace("a $TOKEN", "a '$TOKEN'"), Map.of()))
        .singleElement()
        .satisfies(one ->
            assertThat(one.message()).endsWith("Give it to the container when that is started."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARG GPG_KEY",
        "ENV GPG_KEY=$(cat key)",
        "ENV API_KEY=CAFEBABE",
        "ARG DB_PASSWORD=changeme",
        "ARG DB_PASSWORD=postgres",
        "ARG MINIO_SECRET_KEY=minio123",
      })
  void aValueThatMayBeASecretIsAHint(String line) {
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\n"))
            .severity())
        .isEqualTo(Severity.HINT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D",
        "ENV API_KEY %%PLACEHOLDER%%",
        "ENV DB_PASSWORD=${DB_PASSWORD:-}",
        "ENV DB_PASSWORD=${DB_PASSWORD}",
        "ENV DB_PASSWORD=\"$DB_PASSWORD\"",
        "ENV DB_PASSWORD=${DB_PASSWORD:-changeme}",
        "ENV KEY=tls/server.pem",
        "ARG TLS_KEY=/run/tls/server.key",
        "ENV TLS_KEY=$CONF/tls/server.key",
        "ENV GOOGLE_APPLICATION_CREDENTIALS=/run/config/account.json",
        "ENV WIN_CREDENTIALS=C:\\\\keys\\\\account",
        "ENV SENTRY_KEY=https://example.org/",
        "ENV DB_PASSWORD=CHANGE_ME",
        "ENV DB_PASSWORD=please-change-me!",
        "ENV DB_PASSWORD=replace-me",
        "ENV API_TOKEN=your_token_here",
        "ENV API_TOKEN=your-token",
        "ENV API_TOKEN=<token>",
        "ENV API_TOKEN=$(TOKEN)",
        "ENV API_TOKEN = $(TOKEN)",
        "ENV API_TOKEN %TOKEN%",
        "ENV API_TOKEN=__TOKEN__",
        "ENV API_TOKEN=xxxxxxxx",
        "ENV API_TOKEN=TODO",
        "ENV SECRET_KEY=insert-secret-here",
        "ENV PASSWORD_HASH=bcrypt",
        "ARG SECRET_KEY=dummy",
        "ARG SECRET_KEY_BASE=dummy-for-assets",
        "ENV SECRET_KEY=not-needed",
        "ENV DB_PASSWORD=test",
        "ENV ADMIN_PASSWORD=adminPasswordHere",
        "ENV ADMIN_PASSWORD=ADMIN_PASSWORD",
        "ENV REGISTRY_PASSWORD=fix_me",
        "ENV REGISTRY_AUTH=basic",
        "ENV DB_PASSWORD=example",
      })
  void aValueThatIsNoneIsForThoseWhoWantWhatOtherToolsFind(String line) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\n"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.isPedantic()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV DB_URL_SECRET=postgres://app:hunter2@db/app",
        "ENV API_KEY=https://example.org/?sig=4f6b",
        "ENV AWS_SECRET_ACCESS_KEY=/bPxRfiCYEXAMPLE+KEY=",
        "ENV PASSWORD_HASH=$2y$05$bvIG6Nmid91Mu9RcmmWZfO",
        "ARG pw\nENV DB_PASSWORD=$pw",
        "ARG pw\nENV DB_PASSWORD=${pw:-dummy}",
      })
  void aValueThatMayHaveASecretInItIsReported(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + lines + "\n"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.isPedantic()).isFalse();
          assertThat(finding.severity()).isNull();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "team/postgres:17 | ENV APP_HOST=127.0.0.1   | HINT",
        "mysql:8.4        | ENV APP_HOSTNAME=localhost | HINT",
        "postgres:17      | ENV APP_HOST=db          |",
        "postgres:17      | ENV OTHER_HOST=localhost |",
        "postgres:17      | ENV OTHER_HOST=localhost APP_HOST=db |",
        "postgres:17      | ENV APP=localhost OTHER_HOST=localhost |",
        "debian:12        | ENV APP_HOST=127.0.0.1   |",
      })
  void nobodyElseReachesADatabaseInTheSameContainer(String image, String host, Severity severity) {
    String text = "FROM " + image + "\n" + host
        + "\nENV APP_PASSWORD=so-is-it-9\nENV POSTGRES_PASSWORD=so-is-it-9\n";
    assertThat(RuleRun.findings(RULE, text))
        .hasSize(2)
        .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(severity));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV POSTGRES_PASSWORD=postgres",
        "ENV DB_PASS=\"root\"",
        "ENV MYSQL_ROOT_PASSWORD=123456",
        "ENV ORG_LIBRARIAN_ADMIN_PASS=librarian",
        "ENV JWT_SECRET=secret",
        "ENV AWS_SECRET_ACCESS_KEY=abc123",
        "ENV S3_ACCESS_KEY=access_key",
        "ENV DB_USER=gizmo\nENV DB_PASSWORD=gizmo",
        "ENV POSTGRES_PASSWORD abc\nENV POSTGRES_DB abc",
        "ENV DB_PASSWORD=gizmo DB_NAME=a DB_DATABASE=gizmo",
        "ENV SHOP_SECRET_KEY=docs",
        "ENV SHOP_TOKEN=super-secret-token",
        "ENV KDC_PASSWORD=${KDC_PASSWORD:-adminpassword}",
        "ENV DB_USER=carl9\nENV DB_PASSWORD=carl9pass",
      })
  void aPasswordThatIsEasilyGuessedIsADefault(String line) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\n"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.message()).contains("has a default that is easily guessed");
          assertThat(finding.severity()).isEqualTo(Severity.HINT);
          assertThat(finding.fixes()).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV KEY_ALGORITHM=rsa",
        "ENV GOOGLE_APPLICATION_CREDENTIALS=/run/account.json",
        "ENV DB_PASSWORD=changeme",
        "ENV DB_PASSWORD=$DB_PASSWORD",
        "ENV DB_PASSWORD=postgres",
        "ENV API_AUTH_PASS=true",
      })
  void theProfileOfBuildKitGoesByNamesAlone(String line) {
    assertThat(RuleRun.findings(RULE, Profile.BUILDKIT, "FROM alpine:3.22\n" + line + "\n"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ARG NPM_TOKEN          | the build cache and its provenance may keep",
        "ARG NPM_TOKEN=hunter2  | the build cache and its provenance may keep",
        "ENV NPM_TOKEN=hunter2  | who reads this file or the build cache sees it",
      })
  void aStageThatIsLeftBehindIsNoPartOfTheImage(String line, String said) {
    String text = "FROM alpine:3.22 AS build\n" + line + "\nRUN a\nFROM alpine:3.22\n";
    assertThat(RuleRun.findings(RULE, text + "COPY --from=build /a /a\n"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.severity()).isEqualTo(Severity.HINT);
          assertThat(finding.message()).contains(said);
        });
    assertThat(RuleRun.findings(RULE, text.replace("\nFROM alpine:3.22", "\nFROM build")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isNull());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARG API_KEY=CAFEBABE",
        "ENV API_KEY=\"$API_KEY\"",
        "ENV API_KEY=${other:-}",
      })
  void whatNobodyGetsFromThereIsNoSecret(String line) {
    assertThat(RuleRun.findings(
            RULE,
            "FROM alpine:3.22 AS build\n" + line + "\nFROM alpine:3.22\nCOPY --from=build /a /a\n"))
        .allMatch(Finding::isPedantic);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "=\"\"", "=${API_TOKEN}", "=${API_TOKEN:-\"\"}"})
  void aDefaultThatIsNoneCountsLikeNone(String value) {
    String left = "FROM alpine:3.22 AS build\nARG API_TOKEN%\nENV API_TOKEN=${API_TOKEN}\n"
        + "FROM alpine:3.22\nCOPY --from=build /a /a\n";
    String kept = "FROM alpine:3.22\nARG API_TOKEN%\nRUN install\n";
    for (String text : new String[] {left, kept}) {
      Finding plain = RuleRun.findings(RULE, text.replace("%", "")).get(0);
      assertThat(RuleRun.findings(RULE, text.replace("%", value)).get(0)).satisfies(finding -> {
        assertThat(finding.severity()).isEqualTo(plain.severity());
        assertThat(finding.message()).isEqualTo(plain.message());
        assertThat(finding.isPedantic()).isFalse();
      });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV POSTGRES_PASSWORD=disabled",
        "ENV API_KEY=none",
        "ENV AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "ENV AWS_SECRET_ACCESS_KEY=fakeSecretAccessKey",
        "ENV DB_PASSWORD 'NULL'",
        "ENV SECRET=undefined",
        "ENV A_CREDENTIALS=true",
        "ENV CORS_ALLOW_CREDENTIALS=false",
        "ENV USE_TOKEN=1",
        "ENV USE_AUTH \"Off\"",
        "ARG USE_TOKEN=0",
        "ARG WITH_SECRET=yes",
        "ONBUILD ENV USE_TOKEN=no",
      })
  void aSwitchAndAWordForNothingAreNoSecrets(String line) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\nCMD [\"a\"]\n"))
        .allMatch(Finding::isPedantic);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ARG DB_PASSWORD=changeme", "ARG API_KEY=none", "ENV DB_PASSWORD=disabled1"})
  void aWordThatMayNotBeAllIsReported(String line) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\nRUN a $API_KEY\n"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.isPedantic()).isFalse());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# Shop%# Local / CI%%FROM alpine:3.22%ENV SHOP_DB_PASSWORD=shop",
        "FROM alpine:3.22%%# Local / CI%ENV SHOP_DB_HOST=db%ENV SHOP_DB_PASSWORD=shop",
        "# for tests%FROM alpine:3.22%ENV POSTGRES_PASSWORD=postgres",
        "FROM alpine:3.22%# for local development%ENV POSTGRES_PASSWORD=postgres",
        "FROM alpine:3.22 AS dev%ENV POSTGRES_PASSWORD=postgres%CMD a",
        "FROM alpine:3.22%ENV RAILS_ENV=development POSTGRES_PASSWORD=postgres%CMD a",
        "FROM alpine:3.22%ENV POSTGRES_PASSWORD=postgres%ENV APP_ENV=local%CMD a",
        "FROM alpine:3.22%ENV RSW_TESTUSER_PASSWD=guest",
        "FROM alpine:3.22%ENV E2E_PASSWORD=secret",
      })
  void anImageForTestsMayHaveAPasswordThatEverybodyKnows(String text) {
    String file = text.replace('%', '\n') + "\n";
    assertThat(RuleRun.findings(RULE, file)).as(file).singleElement().matches(Finding::isPedantic);
    assertThat(RuleRun.findings(RULE, Profile.BUILDKIT, file)).hasSize(1);
    String secret = file.replaceAll("=\\w+", "=Hx8-qqVz");
    assertThat(RuleRun.findings(RULE, secret))
        .as(secret)
        .singleElement()
        .matches(one -> !one.isPedantic());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS_ENDPOINT=dynamo:8000         | AWS_SECRET_ACCESS_KEY=abc123     | true",
        "AWS_ENDPOINT_URL=http://aws:4566 | AWS_SECRET_ACCESS_KEY=key        | true",
        "S3_ENDPOINT=http://localhost:9000 | MINIO_SECRET_KEY=minioadmin     | true",
        "S3_ENDPOINT=http://minio:9000    | MINIO_SECRET_KEY=minioadmin      | false",
        "AWS_ENDPOINT=https://s3.example.com | AWS_SECRET_ACCESS_KEY=abc123  | false",
        "AWS_ENDPOINT=dynamo:8000         | AWS_SECRET_ACCESS_KEY=Hx8-qqVz   | false",
        "AWS_ENDPOINT=dynamo:8000         | DB_PASSWORD=abc123               | false",
        "AWS_REGION=eu                    | AWS_SECRET_ACCESS_KEY=abc123     | false",
        "AWS_ENDPOINT=http://127.0.0.1:4566 | AWS_SECRET_ACCESS_KEY=abc123   | true",
        "AWS_ENDPOINT=http://localhost:4566 | DB_PASSWORD=abc123             | false",
        "AWS_ENDPOINT=https://s3.example.com AWS_REGION=eu | AWS_SECRET_ACCESS_KEY=abc123 | false",
      })
  void whatStandsInForACloudTakesAnyKey(String endpoint, String secret, boolean silent) {
    String text = "FROM alpine:3.22\nENV " + endpoint + "\nENV " + secret + "\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .matches(one -> one.isPedantic() == silent);
  }

  @Test
  void aFolderInACommentIsNoWordForTests() {
    assertThat(RuleRun.findings(
            RULE, "FROM alpine:3.22\n# in /usr/local/ci\nENV POSTGRES_PASSWORD=postgres\n"))
        .singleElement()
        .matches(one -> !one.isPedantic());
  }

  @Test
  void buildKitDoesNotKnowTheShortWords() {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\nENV DB_PASS=hunter2\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.audience()).isEqualTo(Finding.Audience.BEYOND_BUILDKIT));
  }

  @Test
  void aValueThatTheBuildIsGivenMayBeOne() {
    assertThat(RuleRun.findings(RULE, "FROM alpine\nARG pw=\nENV DB_PASSWORD=$pw\n"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isNull());
  }

  @Test
  void anArgBecomesASecretOfEachRunThatUsesIt() {
    assertThat(RuleRun.fixes(RULE, """
            FROM alpine:3.22
            # for the registry
            ARG TOKEN
            RUN a \\
                $TOKEN
            RUN --network=host b "$TOKEN"
            RUN c
            """))
        .isEqualTo(Map.of("Mount TOKEN as a secret where it is used", """
            FROM alpine:3.22
            # for the registry
            RUN --mount=type=secret,id=TOKEN,env=TOKEN a \\
                $TOKEN
            RUN --network=host --mount=type=secret,id=TOKEN,env=TOKEN b "$TOKEN"
            RUN c
            """));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      RUN npm config set //npm.example.org/:_authToken $TOKEN && npm ci           | npm config
      RUN git config --global url."https://${TOKEN}@a.example/".insteadOf b && a  | git config
      RUN git clone https://x:${TOKEN}@a.example/b && make -C b                   | git clone
      RUN pip config set global.index-url https://x:$TOKEN@a.example/simple       | pip config
      RUN echo "$TOKEN" > ~/.git-credentials                                      | echo
      RUN printf "a $TOKEN" >>.npmrc && npm ci && rm -rf /var/lib/apt/lists     | printf
      RUN cat <<EOF >~/.netrc%password $TOKEN%EOF%                                | cat
      RUN docker login -u a -p $TOKEN                                             | docker login
      RUN sh -c 'echo $TOKEN >/a'                                                 | echo
      RUN echo "$(echo $TOKEN)" >a                                                | echo
      RUN echo 'a=${TOKEN}' >.npmrc && npm ci && b $TOKEN                         |
      RUN echo "a=\\${TOKEN}" >.npmrc && npm ci                                    |
      RUN npm config set //npm.example.org/:_authToken '${TOKEN}' && npm ci       |
      RUN cat <<'EOF' >.npmrc%a=${TOKEN}%EOF%                                     |
      RUN echo ${#TOKEN} >a && b $TOKEN                                           |
      RUN echo $TOKEN >&2                                                         |
      RUN echo $TOKEN 2>/a                                                        |
      RUN echo "$TOKEN" >.npmrc && npm ci && rm .npmrc                            |
      RUN git config --global a.b $TOKEN && a && git config --global --unset a.b  |
      RUN git config --global a.b $TOKEN && git clone a /tmp/a && rm -rf /tmp/a   | git config
      RUN git config --global a.b $TOKEN && a && rm -f ~/.gitconfig               |
      RUN git clone https://${TOKEN}@a.example/b && mv b/c /c && rm -r b          |
      RUN npm config set a $TOKEN && npm ci && npm config delete a                |
      RUN curl -H "Authorization: $TOKEN" https://a.example/b >b                  |
      RUN echo $TOKENS >a && b $TOKEN                                             |
      RUN echo $TOKEN >/dev/null                                                  |
      RUN pip install --index-url https://x:$TOKEN@a.example/simple a             |
      """)
  void whatIsWrittenIntoAFileStaysThere(String run, @Nullable String command) {
    String text = "FROM alpine:3.22\nARG TOKEN\n" + run.replace('%', '\n') + "\n";
    assertThat(RuleRun.findings(RULE, text)).singleElement().satisfies(one -> {
      assertThat(one.message())
          .endsWith(
              command == null
                  ? " Use RUN --mount=type=secret."
                  : " " + command
                      + " writes it into a file of the image, too: delete that in the same RUN.");
      assertThat(one.fixes()).hasSize(1);
    });
    assertThat(RuleRun.findings(RULE, text + "FROM alpine:3.22\nCOPY --from=0 /a /a\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).doesNotContain("delete that"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARG TOKEN\nENV A=$TOKEN\nRUN $TOKEN",
        "ARG TOKEN=x\nRUN $TOKEN",
        "ARG TOKEN OTHER\nRUN $TOKEN",
        "ARG TOKEN\nRUN a\nFROM alpine:3.22\nRUN $TOKEN",
        "ENV TOKEN=x\nRUN $TOKEN",
      })
  void noFixWhereSomethingElseUsesIt(String lines) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine:3.22\n" + lines + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ENV PASSWORD=\"\"", "ENV API_TOKEN=", "ENV A=b PASSWORD=''", "ENV PASSWORD \"\""})
  void anEmptyValueShowsNothing(String line) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\nCMD [\"a\"]\n"))
        .allMatch(Finding::isPedantic);
    String argument = "FROM alpine:3.22\nARG TOKEN=\nRUN a $TOKEN\n";
    assertThat(RuleRun.findings(RULE, argument)).noneMatch(Finding::isPedantic).hasSize(1);
  }
}
