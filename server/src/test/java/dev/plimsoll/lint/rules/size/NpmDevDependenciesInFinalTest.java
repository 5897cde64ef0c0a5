package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.Carets;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.text.TextEdit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpmDevDependenciesInFinalTest {

  private static final Rule RULE = new NpmDevDependenciesInFinal();

  /** A base that starts what is built on it. */
  private static final String BASE =
      "FROM node:22\nCOPY . .\nENTRYPOINT [\"node\", \"server.js\"]\n";

  /** A folder whose manifests name development dependencies. */
  private static final Map<String, String> FOLDER = Map.of(
      "package.json",
      "{\"scripts\": {\"build\": \"a\"}, \"dependencies\": {\"b\": \"1\"}, \"devDependencies\": {\"a\": \"1\", \"typescript\": \"5\"}}",
      "composer.json",
      "{\"require-dev\": {\"a/b\": \"1\"}}",
      "pyproject.toml",
      "[dependency-groups]\ndev = [\"ruff\"]\n");

  private static List<Finding> findings(String text) {
    return RuleRun.findings(RULE, text, FOLDER);
  }

  private static Finding only(String text) {
    List<Finding> findings = findings(text);
    assertThat(findings).as(text).hasSize(1);
    return findings.get(0);
  }

  private static String fixed(String text) {
    Finding finding = only(text);
    assertThat(finding.fixes()).as(text).hasSize(1);
    return TextEdit.apply(text, finding.fixes().get(0).edits());
  }

  @ParameterizedTest
  @CsvSource({
    "sh -c 'yarn prebuild && yarn start-docker', 0",
    "yarn start-docker, 0",
    "sh -c 'yarn prebuild && node a.js', 1",
  })
  void composeMayStartWhatNeedsThem(String command, int findings) {
    String text = "FROM team/web:1\nWORKDIR /web\nCOPY . .\nRUN yarn\n";
    Map<String, String> files = Map.of(
        "package.json",
        "{\"scripts\": {\"start-docker\": \"ng serve --host 0.0.0.0\", \"prebuild\": \"node b.js\"},"
            + " \"dependencies\": {\"b\": \"1\"}, \"devDependencies\": {\"a\": \"1\"}}",
        "compose.yml",
        "services:\n  web:\n    build: .\n    command: " + command + "\n");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "cd /tmp/a && npm ci && npm run build && rm -rf /tmp/a, 0",
    "cd /tmp/a && npm ci && npm run build && cd / && rm -rf /tmp/*, 0",
    "cd /tmp/a && npm ci && npm run build && find /root /tmp -mindepth 1 -delete, 0",
    "cd /tmp/a && npm ci && npm run build && find /tmp/a -exec rm -rf {} +, 0",
    "cd /tmp/a && composer install && mv /tmp/a/public /srv && rm -r /tmp/a, 0",
    "cd /tmp/a && uv sync && uv run make && rm -r /tmp/a/.venv, 0",
    "rm -rf /tmp/a/* && cd /tmp/a && npm ci && npm run build, 1",
    "cd /tmp/a && npm ci && npm run build && rm -rf /tmp/a/src, 1",
    "cd /tmp/a && npm ci && npm run build && find /tmp -name '*.map' -delete, 1",
  })
  void nothingStaysOfWhatTheSameRunDeletes(String run, int findings) {
    assertThat(findings("FROM node:22\nCOPY . /tmp/a/\nRUN " + run + "\nCMD [\"/srv/server\"]\n"))
        .hasSize(findings);
  }

  @Test
  void anImageThatIsSetUpForDevelopersNeedsThem() {
    String text = """
        FROM ruby:3.4 AS base
        COPY . .
        FROM base AS web
        ENV RAILS_ENV=development
        RUN yarn install
        CMD ["rails", "s"]
        FROM base
        RUN yarn install
        CMD ["rails", "s"]
        """;
    assertThat(findings(text)).hasSize(1);
    assertThat(findings(text.replace("ENV RAILS_ENV=development\n", ""))).hasSize(2);
  }

  @Test
  void reportsTheInstallThatShips() {
    Carets marked = Carets.read("""
        FROM node:22 AS base
        WORKDIR /app
        COPY . .
        RUN npm ci
        #   ^^^^^^ become part of the image. Leave them out with --omit=dev, unless what is started needs one.
        FROM node:22 AS tools
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM base
        RUN apk add x && npm install --ignore-scripts && npm cache clean --force
        #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ become part
        RUN composer install --optimize-autoloader
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ --no-dev
        CMD ["node", "a.js"]
        """);
    marked.check(findings(marked.text()).stream()
        .map(one -> new Carets.Found(one.range(), one.message()))
        .toList());
  }

  /** The lockfile names the programs of the project itself, too. */
  @Test
  void theProjectMayBringAProgram() {
    String text = """
        FROM node:22
        WORKDIR /app
        COPY package.json package-lock.json ./
        RUN npm ci
        COPY . .
        CMD ["npm", "start"]
        """;
    Map<String, String> files = Map.of(
        "package.json",
        "{\"bin\":{\"tool\":\"run.js\"},\"scripts\":{\"start\":\"node run.js\"},"
            + "\"dependencies\":{\"a\":\"1.0.0\"},\"devDependencies\":{\"jest\":\"29.0.0\"}}",
        "package-lock.json",
        "{\"lockfileVersion\":3,\"packages\":{\"\":{\"bin\":{\"tool\":\"run.js\"}},"
            + "\"lib/own\":{\"bin\":{\"other\":\"x.js\"}},"
            + "\"node_modules/jest\":{\"dev\":true,\"bin\":{\"jest\":\"bin/jest.js\"}}}}",
        "run.js",
        "");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(1);
  }

  @Test
  void reportsTheInstallOfEveryTarget() {
    RuleRun.check(RULE, """
        FROM node:22 AS base
        COPY package.json ./
        RUN npm ci
        #   ^^^^^^ this install is also for dev, which needs them.
        FROM base AS dev
        CMD ["npm", "run", "dev"]
        FROM base AS pruned
        RUN npm prune --omit=dev
        CMD ["node", "a.js"]
        FROM base AS api
        CMD ["node", "api.js"]
        FROM node:22 AS watching
        COPY package.json ./
        RUN npm ci
        CMD ["nodemon"]
        FROM node:22
        CMD ["node", "b.js"]
        """);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      RUN npm ci                           | RUN npm ci --omit=dev
      RUN npm i --ignore-scripts           | RUN npm i --omit=dev --ignore-scripts
      RUN yarn                             | RUN yarn --production
      RUN yarn install --frozen-lockfile   | RUN yarn install --production --frozen-lockfile
      RUN pnpm install && pnpm store prune | RUN pnpm install --prod && pnpm store prune
      RUN bun install                      | RUN bun install --production
      RUN composer install -o              | RUN composer install --no-dev -o
      RUN poetry install --no-root         | RUN poetry install --only main --no-root
      RUN uv sync --frozen                 | RUN uv sync --no-dev --frozen
      """)
  void suggestsTheFlag(String before, String after) {
    String text = BASE + before + "\n";
    assertThat(only(text).severity()).isNull();
    assertThat(only(text).fixes().get(0).isSafe()).isFalse();
    assertThat(fixed(text)).isEqualTo(BASE + after + "\n");
    assertThat(findings(fixed(text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "uv sync        | [project]%dependencies = [\"pytest\"]                         | 0",
        "uv sync        | [dependency-groups]%dev = [%  \"ruff\",%]                     | 1",
        "uv sync        | [dependency-groups]%dev = []                                    | 0",
        "uv sync        | [dependency-groups]%lint = [\"ruff\"]                         | 0",
        "uv sync        | [dependency-groups]%lint = [\"a\"]%[tool.uv]%default-groups = [\"lint\"] | 1",
        "uv sync        | [dependency-groups]%lint = [\"a\"]%[tool.uv]%default-groups = \"all\" | 1",
        "uv sync        | [dependency-groups]%dev = [\"a\"]%[tool.uv]%default-groups = [] | 0",
        "uv sync        | [tool.uv]%dev-dependencies = [%  \"ruff>=1\",%]               | 1",
        "uv sync        | [tool.uv] # for x%# dev-dependencies = [\"a\"]                | 0",
        "poetry install | [tool.poetry.dependencies]%python = \"^3\"%flask = \"*\"    | 0",
        "poetry install | [tool.poetry.dev-dependencies]%ruff = \"*\"                   | 1",
        "poetry install | [tool.poetry.group.test.dependencies]%pytest = \"*\"          | 1",
        "poetry install | [tool.poetry.group.dev.dependencies]%%[build-system]            | 0",
        "poetry install | [tool.poetry.group.d]%optional = true%[tool.poetry.group.d.dependencies]%a = \"*\" | 0",
        "poetry install | [dependency-groups]%dev = [\"ruff\"]                          | 1",
      })
  void thoseOfPythonAreReadFromItsManifest(String install, String manifest, int findings) {
    assertThat(ofPython(install, manifest)).hasSize(findings);
  }

  /** What is found where a project of Python is installed; % is a new line of its manifest. */
  private static List<Finding> ofPython(String install, String manifest) {
    String text = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN " + install
        + "\nCMD [\"python\", \"a.py\"]\n";
    Map<String, String> files = Map.of("pyproject.toml", manifest.replace('%', '\n') + "\n");
    return RuleRun.findings(RULE, text, files);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Not each group is for development: only the name, or packages that are tools, tell.
        "poetry install | [tool.poetry.group.client.dependencies]%pydantic = \"^2\" | ''",
        "poetry install | [dependency-groups]%worker = [\"celery[redis]>=5\"] | ''",
        "poetry install | [tool.poetry.group.dev.dependencies]%our-client = { path = \"client\" } | ''",
        "poetry install | [tool.poetry.group.client.dependencies.pydantic]%version = \"^2\" | ''",
        "poetry install | [tool.poetry.group.checking.dependencies]%ruff = \"*\"%pytest-cov = \"*\" | --only main",
        "poetry install | [tool.poetry.group.x.dependencies]%ruff = \"*\"%flask = \"*\" | ''",
        "poetry install | [tool.poetry.group.unit-tests.dependencies]%a = \"*\" | --only main",
        "poetry install | [tool.poetry.group.dev-extra.dependencies]%a = \"*\" | --only main",
        // Others stay.
        "poetry install | [tool.poetry.group.dev.dependencies]%a = \"*\"%[tool.poetry.group.client.dependencies.pydantic]%version = \"^2\" | --without dev",
        "poetry install | [dependency-groups]%dev = [\"a\"]%client = [\"b\"]%lint = [%  \"c\"%] | --without dev,lint",
        "poetry install | [tool.poetry.group.dev.dependencies]%a = \"*\"%[tool.poetry.group.x]%optional = true%[tool.poetry.group.x.dependencies]%b = \"*\" | --only main",
        "poetry install --with x | [tool.poetry.group.dev.dependencies]%a = \"*\"%[tool.poetry.group.x]%optional = true%[tool.poetry.group.x.dependencies]%b = \"*\" | --without dev",
        "uv sync | [dependency-groups]%dev = [\"a\"]%client = [\"b\"]%[tool.uv]%default-groups = [\"dev\", \"client\"] | --no-dev",
        "uv sync | [dependency-groups]%client = [\"b\"]%[tool.uv]%default-groups = [\"client\"] | ''",
        "uv sync | [dependency-groups]%dev = [\"a\"]%docs = [\"b\"]%[tool.uv]%default-groups = \"all\" | --no-dev --no-group docs",
      })
  void theGroupsForDevelopmentAreLeftOutByTheirNames(String install, String manifest, String flag) {
    List<Finding> findings = ofPython(install, manifest);
    if (flag.isEmpty()) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings)
          .singleElement()
          .satisfies(finding ->
              assertThat(finding.fixes()).extracting(Fix::title).containsExactly("Add " + flag));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The lockfile has nothing that only developers need.
        "~lockfileVersion~: 3, ~packages~: {~~: {~dependencies~: {~a~: ~1~}, ~devDependencies~: {~b~: ~1~}}, ~node_modules/a~: {~version~: ~1~}, ~node_modules/b~: {~version~: ~1~}} | 0",
        "~lockfileVersion~: 1, ~dependencies~: {~a~: {~version~: ~1~}, ~b~: {~version~: ~1~}} | 0",
        // It has.
        "~lockfileVersion~: 3, ~packages~: {~~: {~dependencies~: {~a~: ~1~}, ~devDependencies~: {~b~: ~1~}}, ~node_modules/a~: {~version~: ~1~}, ~node_modules/b~: {~version~: ~1~, ~dev~: true}} | 1",
        "~lockfileVersion~: 1, ~dependencies~: {~a~: {~version~: ~1~}, ~b~: {~version~: ~1~, ~dev~: true}} | 1",
        // It is older than the manifest, or empty.
        "~lockfileVersion~: 3, ~packages~: {~~: {~dependencies~: {~a~: ~1~}}, ~node_modules/a~: {~version~: ~1~}} | 1",
        "~lockfileVersion~: 1, ~dependencies~: {~a~: {~version~: ~1~}} | 1",
        "~lockfileVersion~: 3, ~packages~: {} | 1",
      })
  void theLockfileMayShowThatNothingIsOnlyForDevelopment(String lock, int findings) {
    String text = "FROM node:22\nWORKDIR /a\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n"
        + "CMD [\"node\", \"a.js\"]\n";
    Map<String, String> files = Map.of(
        "package.json",
        "{\"dependencies\": {\"a\": \"1\"}, \"devDependencies\": {\"b\": \"1\"}}",
        "package-lock.json",
        "{" + lock.replace('~', '"') + "}",
        "a.js",
        "1\n");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @Test
  void nothingIsOnlyForDevelopmentThatIsADependencyToo() {
    String text = "FROM node:22\nWORKDIR /a\nCOPY . .\nRUN npm ci\nCMD [\"node\", \"a.js\"]\n";
    String manifest =
        "{\"dependencies\": {\"a\": \"1\", \"b\": \"1\"}, \"devDependencies\": {\"b\": \"1\"}}";
    Map<String, String> files = Map.of("package.json", manifest, "a.js", "1\n");
    assertThat(RuleRun.findings(RULE, text, files)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# with the development dependencies, for testing | npm ci                  | 0",
        "# including dev dependencies                     | composer install        | 0",
        "# including dev dependencies                     | npm ci && npm run build | 1",
        "# the packages                                   | npm ci                  | 1",
        "# Install our dev dependencies                   | npm ci                  | 0",
        "# Don't install dev dependencies                 | npm ci                  | 1",
      })
  void theAuthorMayWantThem(String comment, String run, int findings) {
    String text =
        "FROM node:22\nCOPY . .\n" + comment + "\nRUN " + run + "\nCMD [\"node\", \"a.js\"]\n";
    assertThat(findings(text)).hasSize(findings);
  }

  @Test
  void oldNpmHasAnOldFlag() {
    assertThat(fixed("FROM node:14\nCOPY . .\nRUN npm ci\nCMD node a.js\n"))
        .isEqualTo("FROM node:14\nCOPY . .\nRUN npm ci --only=production\nCMD node a.js\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN npm ci --omit=dev",
        "RUN npm ci --omit dev",
        "RUN npm ci && npm prune --omit=dev",
        "RUN npm ci\nRUN npm run build && npm prune --production",
        "RUN npm ci && npm run build && rm -rf node_modules",
        "RUN npm ci && npm run build && npm ci --omit=dev",
        "ENV NODE_ENV=production\nRUN npm ci",
        "ENV NODE_ENV=development\nRUN npm ci",
        "ARG NODE_ENV\nRUN npm ci",
        "ENV NPM_CONFIG_OMIT=dev\nRUN npm ci",
        "RUN NODE_ENV=production npm ci",
        "RUN export NODE_ENV=production && npm ci",
        "RUN npm config set omit dev && npm ci",
        "RUN if [ -n \"$DEV\" ]; then npm ci; else npm ci --omit=dev; fi",
        "RUN npm ci $FLAGS",
        "RUN npm ci --include=dev\nCMD npm run dev",
        "RUN npm ci\nCMD [\"npm\", \"run\", \"dev\"]",
        "RUN npm ci\nENTRYPOINT [\"nodemon\"]",
        "RUN npm ci\nCMD [\"sh\", \"-c\", \"./node_modules/.bin/a x.js && node x.js\"]",
        "RUN npm install -g pm2",
        "RUN npm install express",
        "RUN pnpm i --prod",
        "RUN yarn --production",
        "RUN composer install --no-dev",
        "RUN poetry install --only=main",
        "RUN uv sync --no-dev",
        "RUN composer -d=/app/tests install",
        "RUN npm ci &&& x"
      })
  void isSilent(String rest) {
    assertThat(findings(BASE + rest + "\n")).as(rest).isEmpty();
  }

  @Test
  void isSilentWhereOthersSayWhatIsStarted() {
    assertThat(findings("FROM node:22\nRUN npm ci\n")).isEmpty();
    assertThat(findings("FROM php:8.3-apache\nWORKDIR /app\nCOPY . .\nRUN composer install\n"))
        .hasSize(1);
    assertThat(findings("FROM team/base\nWORKDIR /app\nCOPY . .\nRUN npm ci\n")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM node:22 AS build\nRUN npm ci\nFROM node:22\nCOPY --from=build /app /app\nCMD [\"a\"]\n",
        "FROM node:22 AS development\nRUN npm ci\nCMD [\"a\"]\n",
        "FROM node:22 AS base\nRUN npm ci\nFROM base\nRUN npm prune --omit=dev\nCMD [\"a\"]\n",
        "RUN npm ci\n"
      })
  void isSilentOutsideTheImage(String text) {
    assertThat(findings(text)).as(text).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RUN npm ci && npm run build, true",
    "RUN npm ci~RUN npm run build, false",
    "RUN npm ci && npm run build~RUN npm run build, false",
  })
  void theRunThatInstallsThemMayRemoveThemWhereNoLaterOneNeedsThem(String lines, boolean may) {
    String text = "FROM node:22\nCOPY . .\n" + lines.replace('~', '\n') + "\nCMD npm start\n";
    assertThat(only(text).message())
        .endsWith(
            may
                ? " Build in a stage of its own, or remove them in the RUN that installs them."
                : " Build in a stage of its own.");
  }

  @Test
  void offersNoFlagWhereABuildNeedsThem() {
    Finding finding =
        only("FROM node:22\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD npm start\n");
    assertThat(finding.message()).contains("stage of its own");
    assertThat(finding.fixes()).isEmpty();
    assertThat(only(BASE + "RUN yarn\nRUN bundle exec rake assets:precompile\n").fixes())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      RUN npm ci --only=production           | RUN npm ci --omit=dev
      RUN npm ci --only=prod --no-audit      | RUN npm ci --omit=dev --no-audit
      RUN npm ci --only production           | RUN npm ci --omit=dev
      RUN npm install --production           | RUN npm install --omit=dev
      RUN npm install --production=true -q   | RUN npm install --omit=dev -q
      """)
  void oldSpellingsAreRespelled(String before, String after) {
    for (String stage : List.of("FROM node:22\n", "FROM node:lts-slim\n", "FROM node:16 AS b\n")) {
      Finding finding = only(stage + before + "\n");
      assertThat(finding.severity()).isEqualTo(Severity.HINT);
      assertThat(finding.tags()).containsExactly(Finding.Tag.DEPRECATED);
      assertThat(finding.fixes().get(0).isSafe()).isTrue();
      assertThat(fixed(stage + before + "\n")).isEqualTo(stage + after + "\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alpine",
        "node:$V",
        "node",
        "registry.example/node:22",
        "node:22 AS a\nRUN npm i -g npm@6"
      })
  void anUnknownNpmMayBeTooOldForTheNewSpelling(String image) {
    String text = "FROM " + image + "\nRUN npm ci --production\n";
    assertThat(only(text).fixes()).extracting(Fix::isSafe).containsExactly(false);
  }

  @Test
  void oldNpmAndYarnKeepTheirSpelling() {
    assertThat(findings("FROM node:14\nRUN npm ci --only=production\n")).isEmpty();
    assertThat(findings("FROM node:22\nRUN yarn install --production\n")).isEmpty();
  }

  @Test
  void aBuildNeedsWhatWasLeftOut() {
    String text = """
        FROM node:20-alpine AS builder
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci --only=production
        COPY . .
        RUN npm run build
        FROM node:20-alpine
        """;
    Finding finding = only(text);
    assertThat(finding.severity()).isEqualTo(Severity.HINT);
    assertThat(finding.range().of(text)).isEqualTo("npm ci --only=production");
    assertThat(finding.related().get(0).range().of(text)).isEqualTo("npm run build");
    assertThat(fixed(text))
        .isEqualTo(text.replace("ci --only=production", "ci")
            .replace("run build", "run build && npm prune --omit=dev"));
    assertThat(findings(fixed(text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      RUN npm ci --omit=dev && npm run build    | RUN npm ci && npm run build && npm prune --omit=dev
      RUN npm ci --omit dev && npm run build -s | RUN npm ci && npm run build -s && npm prune --omit=dev
      RUN npm i --production;RUN npx tsc        | RUN npm i;RUN npx tsc && npm prune --omit=dev
      RUN npm ci --omit=dev;RUN npm run build && rm x | RUN npm ci;RUN npm run build && npm prune --omit=dev && rm x
      RUN pnpm i --prod;RUN pnpm build          | RUN pnpm i;RUN pnpm build && pnpm prune --prod
      """)
  void aBuildIsGivenAllAndPrunedAfterwards(String before, String after) {
    String head = "FROM node:22 AS builder\nCOPY . .\n";
    String tail = "\nFROM node:22\n";
    String text = head + before.replace(';', '\n') + tail;
    assertThat(fixed(text)).isEqualTo(head + after.replace(';', '\n') + tail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV NODE_ENV=production\nRUN npm ci\nRUN npm run build",
        "RUN yarn --production\nRUN yarn build",
        "RUN npm ci --omit=dev\nRUN npm run build; echo done",
        "RUN npm ci --omit=dev\nRUN (cd a && npm run build)",
        "RUN npm ci \\\n    # only these\n    --omit=dev\nRUN npm run build"
      })
  void someBuildsHaveToBeRepairedByHand(String rest) {
    Finding finding = only("FROM node:22 AS b\nCOPY . .\n" + rest + "\nFROM node:22\n");
    assertThat(finding.severity()).isEqualTo(Severity.HINT);
    assertThat(finding.fixes()).isEmpty();
  }

  @Test
  void aFullInstallBeforeTheBuildIsEnough() {
    String text =
        "FROM node:22 AS b\nRUN npm ci --omit=dev && cp -R node_modules /prod\nRUN npm ci && npm run build\n"
            + "FROM node:22\n";
    assertThat(findings(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN ./node_modules/.bin/tsc -p .",
        "RUN $PWD/node_modules/.bin/webpack",
        "RUN node_modules/.bin/build-all && x",
        "RUN node node_modules/.bin/tsc",
        "RUN node ./node_modules/typescript/lib/tsc.js",
      })
  void aToolInNodeModulesIsUsed(String run) {
    assertThat(RuleRun.findings(RULE, BASE + "WORKDIR /app\nCOPY . .\nRUN npm ci\n" + run + "\n"))
        .as(run)
        .hasSize(1)
        .allMatch(it -> it.message().contains("stay in the image"))
        .allMatch(it -> it.fixes().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN ./node_modules/.bin/cypress verify",
        "RUN npx playwright install --with-deps",
        "RUN $(npm root)/../node_modules/.bin/wdio --version",
      })
  void anImageThatTestsOthersNeedsThem(String run) {
    assertThat(RuleRun.findings(RULE, BASE + "WORKDIR /app\nCOPY . .\nRUN npm ci\n" + run + "\n"))
        .as(run)
        .isEmpty();
  }

  private static final Map<String, String> WITH_SOME =
      Map.of("package.json", "{\"dependencies\":{\"b\":\"1\"},\"devDependencies\":{\"a\":\"1\"}}");

  @Test
  void nodeModulesAreCopiedFromTheStageThatInstallsThem() {
    Carets marked = Carets.read("""
        FROM node:22 AS deps
        WORKDIR /app
        COPY package.json ./
        RUN npm ci
        FROM node:22 AS build
        WORKDIR /src
        COPY --from=deps /app/node_modules ./node_modules
        COPY . .
        RUN npm run build
        FROM node:22
        WORKDIR /app
        COPY --from=build /src/dist ./dist
        COPY --from=deps /app/node_modules ./node_modules
        #                ^^^^^^^^^^^^^^^^^ The development dependencies are copied, too. Copy node_modules from a stage that \
        installs without them, or that removes them with npm prune --omit=dev, unless what is started needs one.
        CMD ["node", "dist/a.js"]
        FROM node:22
        COPY --from=1 /src /app
        #             ^^^^ The development dependencies are copied, too.
        CMD ["node", "/app/dist/a.js"]
        """);
    marked.check(RuleRun.findings(RULE, marked.text(), WITH_SOME).stream()
        .map(one -> new Carets.Found(one.range(), one.message()))
        .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN npm ci                          | COPY --from=b /app/node_modules /a/node_modules | 1",
        "RUN yarn --production=false         | COPY --from=b /app ./                           | 1",
        "RUN npm ci && npm run build         | COPY --from=b /app /app                         | 1",
        "RUN npm ci && npm prune --omit=dev  | COPY --from=b /app /app                         | 0",
        "RUN npm ci~RUN npm ci --omit=dev    | COPY --from=b /app /app                         | 0",
        "RUN npm ci && npm run prune         | COPY --from=b /app /app                         | 0",
        "RUN npm ci --omit=dev               | COPY --from=b /app /app                         | 0",
        "RUN rm -rf node_modules             | COPY --from=b /app /app                         | 0",
        "ENV NODE_ENV=production~RUN npm ci  | COPY --from=b /app /app                         | 0",
        "RUN npm ci                          | COPY --from=b /app/dist ./dist                  | 0",
        "RUN npm ci                          | COPY --from=b /other/node_modules ./            | 0",
        "RUN npm ci                          | COPY --from=b --exclude=node_modules /app ./    | 0",
        "RUN npm ci                          | COPY --from=b /app ./~RUN npx prisma generate   | 0",
        "RUN npm ci                          | COPY --from=b /app ./~ENV A=./node_modules/a/b  | 0",
      })
  void whatIsCopiedHasThemUnlessSomethingRemovesThem(String install, String copy, int findings) {
    String text = "FROM node:22 AS b\nWORKDIR /app\nCOPY . .\n" + install
        + "\nFROM node:22\nWORKDIR /a\n" + copy + "\nCMD [\"node\", \"a.js\"]\n";
    assertThat(RuleRun.findings(RULE, text.replace('~', '\n'), WITH_SOME)).hasSize(findings);
    Map<String, String> unknown = Map.of("package.json", "{");
    assertThat(RuleRun.findings(RULE, text.replace('~', '\n'), unknown)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMD [\"yarn\", \"start\"]                              | node a.js                  | 1",
        "CMD [\"yarn\", \"start\"]                              | npx prisma b && node a.js  | 0",
        "CMD npm run start                                    | cross-env C=d npx prisma b | 0",
        "CMD npx prisma migrate deploy && node a.js           |                            | 0",
        "ENTRYPOINT [\"./start.sh\"]                            | npx prisma b               | 0",
      })
  void whatStartsMayNeedWhatIsCopied(String start, String code, int findings) {
    String text =
        "FROM node:22 AS b\nWORKDIR /app\nCOPY . .\nRUN npm ci\nFROM node:22\nWORKDIR /a\n"
            + "COPY start.sh ./\nCOPY --from=b /app/node_modules ./node_modules\n" + start + "\n";
    Map<String, String> files = Map.of(
        "start.sh", "#!/bin/sh\n" + code + "\nexec node a.js\n",
        "package.json",
            "{\"scripts\":{\"start\":\"" + code
                + "\"},\"dependencies\":{\"b\":\"1\"},\"devDependencies\":{\"prisma\":\"1\"}}");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  /** The script is started by itself, or by a script of the manifest, or nobody can read it. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ENTRYPOINT ["./scripts/run.sh"] | COPY --from=b /app/scripts ./scripts      | npm run migrate | 0
      ENTRYPOINT ["./scripts/run.sh"] | COPY --from=b /app/scripts ./scripts      | node a.js       | 1
      ENTRYPOINT ["run.sh"]           | COPY --from=b /app/scripts/*.sh /bin/     | npm run migrate | 0
      ENTRYPOINT ["run.sh"]           | COPY --from=b /app/scripts/*.sh /bin/     | node a.js       | 1
      CMD ["npm", "run", "serve"]     | COPY --from=b /app/package.json /app/scripts/run.sh ./ | npm run migrate | 0
      CMD ["npm", "run", "serve"]     | COPY --from=b /app/package.json /app/scripts/run.sh ./ | node a.js       | 1
      CMD ["./run.sh"]                | COPY --from=b /app/package.json /app/scripts/run.sh /app/*.mjs ./ | node a.js | 1
      CMD ["npm", "run", "serve"]     | COPY --from=b /app/package.json /app/scripts/run.sh ./ | npx tsx b.ts    | 0
      ENTRYPOINT ["./made.sh"]        | COPY --from=b /app/made.sh ./             | node a.js       | 0
      ENTRYPOINT ["docker-entrypoint.sh", "node", "a.js"] | COPY --from=b /app/scripts ./scripts | node a.js | 1
      """)
  void aScriptFromAnotherStageMayNeedWhatIsCopied(
      String start, String copy, String code, int findings) {
    String text = "FROM node:22 AS b\nWORKDIR /app\nCOPY . .\nRUN npm ci && ./make > made.sh\n"
        + "FROM node:22\nWORKDIR /a\nCOPY --from=b /app/node_modules ./node_modules\n" + copy
        + "\n" + start + "\n";
    Map<String, String> files = Map.of(
        "scripts/run.sh",
        "#!/bin/sh\n" + code + "\nexec node a.js\n",
        "package.json",
        manifest("\"migrate\": \"tsx a.ts\", \"serve\": \"sh run.sh\"", "tsx"));
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @Test
  void isSilentWhereTheManifestNamesNone() {
    String install = BASE + "WORKDIR /app\nCOPY package*.json ./\nRUN npm ci\n";
    assertThat(RuleRun.findings(RULE, install, Map.of("package.json", "{\"dependencies\":{}}")))
        .isEmpty();
    String with =
        "{\"scripts\":{\"build\":\"a\"},\"dependencies\":{\"b\":\"1\"},\"devDependencies\":{\"a\":\"1\"}}";
    String alone = "{\"devDependencies\":{\"a\":\"1\"}}";
    assertThat(RuleRun.findings(RULE, install, Map.of("package.json", alone))).isEmpty();
    assertThat(RuleRun.findings(RULE, install, Map.of("package.json", with))).hasSize(1);
    String workspace = "{\"workspaces\":[\"a\"]}";
    assertThat(RuleRun.findings(RULE, install, Map.of("package.json", workspace)))
        .hasSize(1);
    for (String unknown : new String[] {"{", ""}) {
      assertThat(RuleRun.findings(RULE, install, Map.of("package.json", unknown)))
          .isEmpty();
    }
    assertThat(RuleRun.findings(RULE, install, Map.of("web/package.json", with)))
        .isEmpty();
    assertThat(RuleRun.findingsWithoutContext(RULE, install)).as("no context").hasSize(1);
    String build = install.replace("ci", "ci --omit=dev") + "COPY . .\nRUN npm run build\n";
    assertThat(RuleRun.findings(RULE, build, Map.of("package.json", "{}"))).isEmpty();
    assertThat(RuleRun.findings(RULE, build, Map.of("package.json", with))).hasSize(1);
    String composer = "FROM php:8.4-apache\nWORKDIR /app\nCOPY . .\nRUN composer install\n";
    assertThat(RuleRun.findings(RULE, composer, Map.of("composer.json", "{\"require\":{}}")))
        .isEmpty();
    assertThat(RuleRun.findings(RULE, composer, Map.of("composer.json", "{\"require-dev\":{}}")))
        .hasSize(1);
  }

  @Test
  void modernYarnLooksAtNoEnvironment() {
    String file = "FROM node:22\nWORKDIR /a\nENV NODE_ENV=production\nCOPY . .\n"
        + "RUN yarn install\nRUN yarn run build\nCMD [\"node\", \"a.js\"]\n";
    Map<String, String> old = Map.of(
        "package.json",
        "{\"scripts\": {\"build\": \"a\"}, \"dependencies\": {\"b\": \"1\"}, \"devDependencies\": {\"a\": \"1\"}}");
    Map<String, String> modern = Map.of(
        "package.json",
        "{\"packageManager\": \"yarn@4.9.1\", \"devDependencies\": {\"a\": \"1\"}}");
    assertThat(RuleRun.findings(RULE, file, old)).hasSize(1);
    assertThat(RuleRun.findings(RULE, file, modern)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "react-scripts build, react-scripts, 0",
    "CI=false react-scripts build, react-scripts, 0",
    "cross-env A=b tsc -p ., typescript, 0",
    "nest build, @nestjs/cli, 0",
    "vite build, react, 1",
    "npm run css && vite build, react, 1",
    "npm run compile, react, 1",
    "sass a.scss, react, 0",
  })
  void whatBuildsMayBeADependency(String build, String dependency, int findings) {
    String file = "FROM node:22 AS build\nWORKDIR /a\nCOPY package.json ./\nRUN npm ci --omit=dev\n"
        + "COPY . .\nRUN npm run build\nFROM nginx:1.29\nCOPY --from=build /a/build /www\n";
    String manifest = "{\"scripts\": {\"build\": \"" + build
        + "\", \"compile\": \"vite build\"}, \"dependencies\": {\"" + dependency
        + "\": \"1\"}, \"devDependencies\": {\"vite\": \"1\"}}";
    assertThat(RuleRun.findings(RULE, file, Map.of("package.json", manifest))).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "nodemon index.js, nodemon, 0",
    "ts-node src/main.ts, ts-node, 0",
    "nest start, @nestjs/cli, 0",
    "node index.js, nodemon, 1",
  })
  void whatStartsMayBeADevelopmentDependency(String start, String dependency, int findings) {
    String file =
        "FROM node:22 AS base\nWORKDIR /a\nCOPY package.json ./\nRUN npm install\nCOPY . .\n"
            + "CMD [\"npm\", \"start\"]\n";
    String manifest = "{\"scripts\": {\"start\": \"" + start
        + "\"}, \"dependencies\": {\"x\": \"1\"}, \"devDependencies\": {\"" + dependency
        + "\": \"1\"}}";
    for (String same :
        new String[] {file, file.replace("CMD", "ENTRYPOINT"), file + "FROM base\nENV A=1\n"}) {
      assertThat(RuleRun.findings(RULE, same, Map.of("package.json", manifest)))
          .as(same)
          .hasSize(findings);
    }
    assertThat(RuleRun.findings(
            RULE, file + "FROM base\nCMD [\"node\", \"a.js\"]\n", Map.of("package.json", manifest)))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "npm run api:start, 0",
    "npm start -w @area/api, 0",
    "npm run start --workspace=apps/api, 0",
    "npm --prefix apps/api start, 0",
    "pnpm --filter @area/api start, 0",
    "yarn workspace @area/api start, 0",
    "npm run start --workspaces, 0",
    "npm start -w @area/other, 0",
    "npm run prod -w @area/api, 1",
    "npm run prod --prefix apps/api, 1",
    "npm run own, 1",
    "pnpm -w run own, 1",
  })
  void whatStartsIsLookedForInTheWorkspace(String start, int findings) {
    String file = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD " + start + "\n";
    Map<String, String> files = Map.of(
        "package.json",
        "{\"workspaces\": [\"apps/*\"], \"dependencies\": {\"x\": \"1\"}, \"scripts\":"
            + " {\"own\": \"node a.js\", \"api:start\": \"npm run start -w @area/api\"}}",
        "apps/api/package.json",
        "{\"name\": \"@area/api\", \"scripts\": {\"start\": \"nest start\", \"prod\": \"node a.js\"},"
            + " \"devDependencies\": {\"@nestjs/cli\": \"1\"}}");
    assertThat(RuleRun.findings(RULE, file, files)).as(start).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "prod, 1",
    "start, 0",
  })
  void whatPnpmStartsIsLookedForInTheWorkspaceOfItsOwnFile(String script, int findings) {
    String file = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n"
        + "CMD pnpm --filter @area/api run " + script + "\n";
    Map<String, String> files = Map.of(
        "package.json", "{\"dependencies\": {\"x\": \"1\"}}",
        "pnpm-workspace.yaml", "packages:\n  - 'apps/*'\n",
        "apps/api/package.json",
            "{\"name\": \"@area/api\", \"scripts\": {\"start\": \"nest start\", \"prod\": \"node a.js\"},"
                + " \"devDependencies\": {\"@nestjs/cli\": \"1\"}}");
    assertThat(RuleRun.findings(RULE, file, files)).hasSize(findings);
  }

  @Test
  void whatStartsAMemberMayBeADevelopmentDependencyOfTheRoot() {
    String file = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n"
        + "CMD npm run start -w @area/api\n";
    Map<String, String> files = Map.of(
        "package.json",
        "{\"workspaces\": [\"apps/*\"], \"dependencies\": {\"x\": \"1\"},"
            + " \"devDependencies\": {\"@nestjs/cli\": \"1\"}}",
        "apps/api/package.json",
        "{\"name\": \"@area/api\", \"scripts\": {\"start\": \"nest start\"}}");
    assertThat(RuleRun.findings(RULE, file, files)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ENV TERSER=/app/node_modules/.bin/terser, 0",
    "ENV TERSER=/app/node_modules/.bin/other, 1",
    "ENV A=b, 1",
  })
  void aVariableMayNameATool(String env, int findings) {
    String file =
        "FROM node:22\nWORKDIR /app\nCOPY . .\n" + env + "\nRUN npm install\nCMD node a.js\n";
    String manifest =
        "{\"dependencies\": {\"x\": \"1\"}, \"devDependencies\": {\"terser\": \"1\"}}";
    assertThat(RuleRun.findings(RULE, file, Map.of("package.json", manifest))).hasSize(findings);
  }

  /** The project isn't where the container starts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cp /opt/web/node_modules/swagger-ui-dist/*.css static/ | swagger-ui-dist | 0",
        "cp \"$WEB/node_modules/swagger-ui-dist/a.css\" static/ | swagger-ui-dist | 0",
        "cp \"$WEB/node_modules/swagger-ui-dist/a.css\" static/ | other           | 1",
        "# cp node_modules/swagger-ui-dist/a.css static/       | swagger-ui-dist | 1",
        "ln -s /opt/web/node_modules/@scope/theme /srv/theme   | @scope/theme    | 0",
        "ln -s /opt/web/node_modules/@scope/theme /srv/theme   | @scope/other    | 1",
        "node /opt/web/node_modules/.bin/jest                  | jest            | 0",
        "go test ./...                                         | swagger-ui-dist | 0",
        "npm test                                              | swagger-ui-dist | 0",
        "test -f x                                             | swagger-ui-dist | 1",
      })
  void aScriptMayNameAPackageByItsPath(String code, String dependency, int findings) {
    String file = """
        FROM node:22
        WORKDIR /opt/web
        COPY package*.json ./
        RUN npm ci
        COPY docker/run.sh /usr/local/bin/run
        WORKDIR /srv
        ENTRYPOINT ["/usr/local/bin/run"]
        """;
    String manifest =
        "{\"dependencies\": {\"x\": \"1\"}, \"devDependencies\": {\"" + dependency + "\": \"1\"}}";
    String script = "#!/bin/sh\n" + code + "\nexec /srv/server\n";
    assertThat(
            RuleRun.findings(RULE, file, Map.of("package.json", manifest, "docker/run.sh", script)))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENV NODE_PATH=/opt/web/node_modules         |                                    | true",
        "ENV NODE_PATH /opt/web/node_modules         |                                    | true",
        "ENV NODE_PATH=/usr/local/lib/node_modules   |                                    | false",
        "ENV NODE_PATH=dist                          |                                    | false",
        "ENV A=b                                     | export NODE_PATH=\"$WEB\"           | true",
        "ENV A=b                                     | export NODE_PATH=\"$(npm root -g)\" | false",
        "ENV A=b                                     | # export NODE_PATH=\"$WEB\"         | false",
      })
  void programsElsewhereMayLoadThemByAVariable(String env, String code, boolean open) {
    String file = "FROM node:22\nWORKDIR /opt/web\nCOPY package*.json ./\nRUN npm ci\n" + env
        + "\nCOPY server.js ./\nCOPY run.sh /\nCMD [\"/run.sh\"]\n";
    String manifest = "{\"dependencies\": {\"x\": \"1\"}, \"devDependencies\": {\"y\": \"1\"}}";
    String script = "#!/bin/sh\n" + (code == null ? "" : code) + "\nexec node server.js\n";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE, file, Map.of("package.json", manifest, "run.sh", script, "server.js", "")));
    assertThat(finding.message().contains("unless what is started needs one")).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "mcr.microsoft.com/playwright:v1.55.0-noble, @playwright/test, 0",
    "mcr.microsoft.com/playwright:v1.55.0-noble, playwright, 0",
    "mcr.microsoft.com/playwright:v1.55.0-noble, jest, 1",
    "ghcr.io/puppeteer/puppeteer:24.0.0, puppeteer, 0",
    "ghcr.io/puppeteer/puppeteer:24.0.0, jest, 1",
    "cypress/browsers:22.0.0, cypress, 0",
    "node:22, cypress, 1",
  })
  void theBaseImageMayBeThereForOneOfThem(String image, String dependency, int findings) {
    String file = "FROM " + image + "\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\n"
        + "COPY . .\nCMD [\"node\", \"a.js\"]\n";
    String manifest =
        "{\"dependencies\": {\"x\": \"1\"}, \"devDependencies\": {\"" + dependency + "\": \"1\"}}";
    assertThat(RuleRun.findings(RULE, file, Map.of("package.json", manifest))).hasSize(findings);
  }

  /** With --omit=dev the RUN would find nothing there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cp node_modules/bootstrap/dist/*.css static/ | bootstrap | 0",
        "cp -r node_modules/other/dist static/        | bootstrap | 1",
        "ls node_modules/bootstrap                    | bootstrap | 1",
      })
  void aRunMayTakeFilesOutOfOne(String run, String dependency, int fixes) {
    String file = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN " + run
        + "\nCMD [\"node\", \"a.js\"]\n";
    String manifest =
        "{\"dependencies\": {\"x\": \"1\"}, \"devDependencies\": {\"" + dependency + "\": \"1\"}}";
    Finding finding =
        Iterables.getOnlyElement(RuleRun.findings(RULE, file, Map.of("package.json", manifest)));
    assertThat(finding.fixes()).hasSize(fixes);
    assertThat(finding.message().contains("Build in a stage of its own")).isEqualTo(fixes == 0);
  }

  @ParameterizedTest
  @CsvSource({"swagger-ui-dist, 0", "other, 1"})
  void whatMakeRunsMayNameAPackageByItsPath(String dependency, int findings) {
    String file = """
        FROM node:22
        WORKDIR /opt/web
        COPY package*.json ./
        RUN npm ci
        WORKDIR /srv
        COPY Makefile ./
        CMD ["make", "run"]
        """;
    Map<String, String> files = Map.of(
        "package.json",
        "{\"dependencies\": {\"x\": \"1\"}, \"devDependencies\": {\"" + dependency + "\": \"1\"}}",
        "Makefile",
        "run:\n\tcp /opt/web/node_modules/swagger-ui-dist/a.css static/\n\t/srv/server\n");
    assertThat(RuleRun.findings(RULE, file, files)).hasSize(findings);
  }

  @Test
  void aScriptThatStartsAServerForDevelopmentNeedsThem() {
    String text = "FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm install\n"
        + "COPY docker/start /usr/local/bin/start\nCMD [\"start\"]\n";
    assertThat(RuleRun.findings(
            RULE, text, Map.of("docker/start", "#!/bin/sh\nexec npm run dev -- --port 3000\n")))
        .isEmpty();
    assertThat(RuleRun.findings(
            RULE,
            text,
            Map.of(
                "docker/start",
                "#!/bin/sh\nexec node server.js\n",
                "package.json",
                FOLDER.get("package.json"))))
        .hasSize(1);
  }

  /** Of each script, and of a program that packages of the manifest don't bring. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cross-env NODE_ENV=production node a.js       | cross-env",
        "cross-env A=b next start                      | next",
        "env A=b next start                            | next",
        "dotenv -e .env -- next start                  | next",
        "dotenv -e .env -- node a.js                   | dotenv-cli",
        "env-cmd -f .env node a.js                     | env-cmd",
        "env-cmd -f .env next start                    | next",
        "node a.js && tsx b.ts                         | tsx",
        "concurrently \\\"node a.js\\\" \\\"next start\\\" | next",
        "concurrently npm:other                        | prisma",
        "npm-run-all other serve                       | npm-run-all",
        "run-s oth*                                    | prisma",
        "npm run other                                 | prisma",
        "npm run prod && next start                    | next",
        "yarn other && node a.js                       | prisma",
        "pnpm exec prisma migrate deploy               | prisma",
        "yarn prisma migrate deploy                    | prisma",
        "node -r ts-node/register a.ts                 | ts-node",
        "node -r dotenv/config a.js                    | dotenv",
        "node --import=tsx a.ts                        | tsx",
        "node --loader @swc-node/register/esm a.ts     | @swc-node/register",
        "node node_modules/next/dist/bin/next start    | next",
        "node ./node_modules/@scope/next/bin start     | @scope/next",
        "odd-program a.js                              | @odd/package",
      })
  void aStartScriptMayRunADevelopmentDependency(String start, String dependency) {
    String manifest = "{\"scripts\": {\"start\": \"" + start
        + "\", \"other\": \"prisma generate\"}, \"dependencies\": {\"x\": \"1\"},"
        + " \"devDependencies\": {\"" + dependency + "\": \"1\"}}";
    String lock = "{\"packages\": {\"\": {}, \"node_modules/@odd/package\": {\"dev\": true,"
        + " \"bin\": {\"odd-program\": \"a.js\"}}, \"node_modules/b\": {\"vers";
    String installed = "FROM node:22\nWORKDIR /a\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n";
    String copied =
        "FROM node:22 AS b\nWORKDIR /a\nCOPY . .\nRUN npm ci\nFROM node:22\nWORKDIR /a\n"
            + "COPY . .\nCOPY --from=b /a/node_modules ./node_modules\n";
    for (String file : new String[] {installed, copied}) {
      for (String command : new String[] {"CMD npm start", "CMD [\"npm\", \"run\", \"start\"]"}) {
        assertThat(RuleRun.findings(
                RULE,
                file + command + "\n",
                Map.of("package.json", manifest, "package-lock.json", lock)))
            .as(file + command)
            .isEmpty();
        assertThat(RuleRun.findings(
                RULE,
                file + command + "\n",
                Map.of(
                    "package.json",
                    manifest.replace("{\"" + dependency, "{\"y"),
                    "package-lock.json",
                    lock)))
            .as(file + command)
            .hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CMD node -r ts-node/register a.ts, 0",
    "'CMD [\"node\", \"--import\", \"ts-node\", \"a.ts\"]', 0",
    "'ENTRYPOINT [\"npx\", \"ts-node\", \"a.ts\"]', 0",
    "CMD npm run prod, 0",
    "'CMD [\"npm\", \"run-script\", \"prod\"]', 0",
    "CMD npm rum prod, 0",
    "CMD npm urn prod, 0",
    "CMD npm rum other, 1",
    "CMD node a.js, 1",
  })
  void theCommandMayRunADevelopmentDependency(String command, int findings) {
    String file =
        "FROM node:22\nWORKDIR /a\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n" + command + "\n";
    String manifest = "{\"scripts\": {\"prod\": \"node a.js\", \"preprod\": \"ts-node b.ts\"},"
        + " \"dependencies\": {\"x\": \"1\"}, \"devDependencies\": {\"ts-node\": \"1\"}}";
    assertThat(RuleRun.findings(RULE, file, Map.of("package.json", manifest))).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "node:22, /, run-script, 0",
    "node:22, /, rum, 0",
  })
  void theManifestMayBeWhereTheBaseImageBegins(String image, String to, String verb, int findings) {
    String file = "FROM " + image + "\nCOPY package.json " + to
        + "\nRUN npm install\nCOPY src /src\nCMD [\"npm\", \"" + verb + "\", \"assets\"]\n";
    String manifest = "{\"scripts\": {\"assets\": \"tsc\"}, \"dependencies\": {\"x\": \"1\"},"
        + " \"devDependencies\": {\"typescript\": \"5\"}}";
    assertThat(RuleRun.findings(RULE, file, Map.of("package.json", manifest))).hasSize(findings);
  }

  @Test
  void aBuildMayBeRunByAnotherNameOfTheVerb() {
    String file = "FROM node:22\nWORKDIR /a\nCOPY . .\nRUN npm ci --omit=dev\nRUN npm rum build\n"
        + "CMD [\"node\", \"a.js\"]\n";
    assertThat(findings(file)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMD [\"start.sh\"]      | npm run migrate                        | 0",
        "CMD [\"./start.sh\"]    | if [ -n \"$A\" ]; then npx sequelize-cli db:migrate; fi | 0",
        "CMD ./start.sh && :     | yarn sequelize db:migrate              | 0",
        "CMD [\"sh\", \"start.sh\"] | . ./common.sh                      | 0",
        "CMD [\"start.sh\"]      | npm run other                          | 1",
        "CMD [\"start.sh\"]      | # npm run migrate                      | 1",
      })
  void aScriptMayRunADevelopmentDependencyBeforeTheProgram(
      String command, String code, int findings) {
    String file = "FROM node:22\nWORKDIR /a\nCOPY package*.json ./\nRUN npm install\nCOPY . .\n"
        + command + "\n";
    Map<String, String> files = Map.of(
        "start.sh",
        "#!/bin/sh\n" + code + "\nif [ -z \"$B\" ]; then\n  npm start\nelse\n  node b.js\nfi\n",
        "common.sh",
        "npm run migrate\n",
        "package.json",
        "{\"scripts\": {\"migrate\": \"npx sequelize-cli db:migrate\", \"start\": \"node a.js\","
            + " \"other\": \"node c.js\"}, \"dependencies\": {\"x\": \"1\"},"
            + " \"devDependencies\": {\"sequelize-cli\": \"6\"}}");
    assertThat(RuleRun.findings(RULE, file, files)).hasSize(findings);
  }

  /** Since 10 pnpm doesn't look at NODE_ENV, nor does bun. */
  @ParameterizedTest
  @CsvSource({
    "corepack enable && corepack use pnpm@10.19.0, pnpm install --frozen-lockfile, 0",
    "npm install -g pnpm, pnpm install, 0",
    "npm install -g pnpm@11, pnpm i, 0",
    "npm install -g pnpm@9, pnpm install, 1",
    "corepack prepare pnpm@8.15.4 --activate, pnpm install, 1",
    "corepack enable pnpm, pnpm install --prod, 1",
    "corepack enable, npm ci, 1",
    "npm install -g bun, bun install --frozen-lockfile, 0",
    "npm install -g bun, bun install --production, 1",
  })
  void someInstallThemWhateverTheEnvironmentSays(String setup, String install, int findings) {
    assertThat(RuleRun.findings(
            RULE,
            "FROM node:22 AS build\nENV NODE_ENV=production\nRUN " + setup
                + "\nWORKDIR /app\nCOPY . .\nRUN " + install
                + "\nRUN pnpm run build\nFROM nginx\nCOPY --from=build /app/dist /srv\n"))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/app              | , and remove them after the build.     | Install all, and prune after the build",
        "/app/node_modules | , and remove them after the build.     | Install all, and prune after the build",
        "/app/dist         | : none of them gets into the image.    | Install all dependencies",
      })
  void asksToRemoveOnlyWhatIsCopiedOn(String source, String advice, String fix) {
    String text =
        "FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nRUN npm run build\n"
            + "FROM nginx\nCOPY --from=build " + source + " /srv\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).endsWith(advice));
    assertThat(RuleRun.fixes(RULE, text)).containsOnlyKeys(fix);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMD php artisan db:seed && php artisan octane:start      | true",
        "CMD php artisan migrate --force --seed && exec apache2   | true",
        "CMD [\"sh\", \"start.sh\"]                           | true",
        "CMD bin/console doctrine:fixtures:load -n && apache2     | true",
        "CMD php artisan migrate --force && exec apache2          | false",
        "CMD [\"apache2-foreground\"]                           | false",
      })
  void whatFillsDatabasesOfPhpMayNeedThem(String start, boolean may) {
    String text =
        "FROM php:8.4-apache\nWORKDIR /app\nCOPY . .\nRUN composer install\n" + start + "\n";
    Map<String, String> files = Map.of(
        "composer.json", "{\"require-dev\":{\"fakerphp/faker\": \"^1\"}}",
        "start.sh",
            "#!/bin/sh\nif [ \"$APP_ENV\" = local ]; then\n  php artisan db:seed\nfi\nexec apache2\n");
    assertThat(RuleRun.findings(RULE, text, files)).singleElement().satisfies(finding -> {
      assertThat(finding.message().endsWith("--no-dev, unless what is started needs one."))
          .isEqualTo(may);
      assertThat(finding.fixes()).hasSize(may ? 0 : 1);
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "php artisan ide-helper:generate",
        "vendor/bin/phpunit",
        "php bin/console doctrine:fixtures:load -n",
        "composer run-script test",
      })
  void toolsOfComposerAreNeeded(String command) {
    String text = "FROM php:8.4-apache\nWORKDIR /app\nCOPY . .\nRUN composer install && ";
    assertThat(findings(text + command + "\n")).isEmpty();
    assertThat(findings(text + "php artisan optimize\n")).hasSize(1);
  }

  @Test
  void aFolderWithoutAManifestBringsNone() {
    Map<String, String> files = Map.of(
        "src/server.js",
        "",
        "package.json",
        "{\"dependencies\": {\"a\": \"1\"}, \"devDependencies\": {\"b\": \"1\"}}");
    String text =
        "FROM node:22\nWORKDIR /app\nCOPY %s /app\nRUN npm install\nCMD [\"node\", \"server.js\"]\n";
    assertThat(RuleRun.findings(RULE, text.formatted("src"), files)).isEmpty();
    assertThat(RuleRun.findings(RULE, text.formatted("package.json"), files)).hasSize(1);
    assertThat(RuleRun.findings(RULE, text.formatted("lib"), files))
        .as("another context")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY bin/setup bin/ |.:/app/        | 0",
        "COPY vite.config.js .|./:/app       | 0",
        "COPY bin/setup bin/ |.:/srv         | 1",
        "COPY bin/setup bin/ |./logs:/app    | 1",
        "COPY . .            |.:/app         | 1",
        "COPY server.js .    |.:/app         | 1",
      })
  void sourcesThatAreMountedAreThoseOfWhoWritesThem(String copy, String mount, int findings) {
    String file = "FROM node:22\nWORKDIR /app\nCOPY package.json yarn.lock ./\n" + copy
        + "\nRUN yarn install\nENTRYPOINT [\"/entrypoint.sh\"]\n";
    String compose = "services:\n  web:\n    build:\n      context: .\n    volumes:\n      - "
        + mount + "\n      - /app/node_modules/\n";
    Map<String, String> files = Map.of(
        "docker-compose.yml",
        compose,
        "bin/setup",
        "",
        "vite.config.js",
        "",
        "server.js",
        "",
        "package.json",
        FOLDER.get("package.json"),
        "yarn.lock",
        "");
    assertThat(RuleRun.findings(RULE, file, files)).hasSize(findings);
    Map<String, String> withEditor = new HashMap<>(files);
    withEditor.put(
        ".devcontainer/devcontainer.json", "{\"dockerComposeFile\": \"../docker-compose.yml\"}");
    assertThat(RuleRun.findings(RULE, file, withEditor))
        .as("which an editor opens")
        .hasSize(mount.endsWith(":/app") ? mount.startsWith("./logs") ? 1 : 0 : findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMD [\"sleep\", \"infinity\"]                     | 0",
        "CMD sleep infinity                               | 0",
        "ENTRYPOINT tail -f /dev/null                     | 0",
        "CMD [\"/bin/sh\"]                                 | 0",
        "CMD zsh                                          | 0",
        "RUN pip install .[dev]~CMD node a.js             | 0",
        "RUN pip install -e '.[docs,test]'~CMD node a.js  | 0",
        "RUN pip install -r requirements-dev.txt~CMD node a.js | 0",
        "RUN bundle install --with development~CMD node a.js   | 0",
        "RUN pecl install redis xdebug-3.4.0~CMD node a.js | 0",
        "RUN docker-php-ext-enable opcache \\~ xdebug~CMD node a.js | 0",
        "RUN apk add --no-cache php84-pecl-xdebug~CMD node a.js | 0",
        "RUN apt-get install -y php${V}-xdebug~CMD node a.js | 0",
        "RUN pecl install redis && rm -f xdebug.ini~CMD node a.js | 1",
        "RUN pip install .[postgres]~CMD node a.js        | 1",
        "RUN bundle install~CMD node a.js                 | 1",
        "CMD [\"sh\", \"start.sh\"]                         | 1",
        "CMD sleep 5 && node a.js                         | 1",
      })
  void whoeverWorksInTheContainerNeedsThem(String rest, int findings) {
    String text = "FROM node:22\nCOPY package.json .\nRUN npm install\n" + rest.replace('~', '\n');
    assertThat(RuleRun.findings(RULE, text + "\n")).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "profiles: [ci], yarn start, 0",
    "restart: always, yarn test, 0",
    "restart: always, yarn start, 1"
  })
  void testsRunInItNeedThem(String line, String command, int findings) {
    Map<String, String> files = Map.of(
        "docker-compose.yml",
        "services:\n  web:\n    build: .\n    " + line + "\n",
        "README.md",
        "    docker compose run web " + command + "\n",
        "package.json",
        FOLDER.get("package.json"));
    String text = "FROM node:22\nCOPY package.json .\nRUN npm install\nCMD node a.js\n";
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  private static final String STARTED =
      "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD [\"npm\", \"start\"]\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cd /app/client && URL=$URL npm run build | 0",
        "exec yarn run build:css                  | 0",
        "npm run serve                            | 1",
      })
  void aScriptThatBuildsWhenTheContainerStartsNeedsThem(String code, int findings) {
    String text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN cd client && npm ci\n"
        + "ENTRYPOINT [\"/app/entrypoint.sh\"]\n";
    Map<String, String> files = Map.of(
        "client/package.json",
        manifest("\"build\": \"node make.js\", \"serve\": \"node a.js\"", "browserify"),
        "entrypoint.sh",
        "#!/bin/sh\nset -e\n" + code + "\n");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "'exec \"$@\"', '', 0",
    "'cd /app; \"$@\"', '', 0",
    "'exec \"$@\"', 'CMD [\"node\", \"a.js\"]', 1",
    "'exec node a.js \"$@\"', '', 1",
  })
  void whoeverGivesTheArgumentsSaysWhatIsStarted(String code, String cmd, int findings) {
    String text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"
        + "ENTRYPOINT [\"/app/entrypoint.sh\"]\n" + cmd + "\n";
    Map<String, String> files = Map.of(
        "package.json",
        FOLDER.get("package.json"),
        "entrypoint.sh",
        "#!/bin/sh\nset -e\n" + code + "\n");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  private static String manifest(String scripts, String development) {
    return "{\"scripts\": {" + scripts
        + "}, \"dependencies\": {\"x\": \"1\"}, \"devDependencies\": {\"" + development
        + "\": \"1\"}}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node server.js        | server.js        | const e = require('x'); require('dotenv').config()     | dotenv     | 0",
        "node server.js        | server.js        | import a from \"x\";~import 'dotenv/config'           | dotenv     | 0",
        "node server           | server.js        | // require('dotenv')~import type { A } from 'dotenv'    | dotenv     | 1",
        "node .                | index.js         | require('./lib/a')                                      | ms         | 0",
        "next start            | next.config.mjs  | import a from '@next/bundle-analyzer'                   | @next/bundle-analyzer | 0",
        "next start            | next.config.js   | module.exports = {}                                     | typescript | 1",
        "next start            | next.config.ts   | export default {}                                       | typescript | 0",
        "knex migrate:latest   | knexfile.ts      | export default {}                                       | ts-node    | 0",
        "knex migrate:latest   | knexfile.js      | module.exports = {}                                     | ts-node    | 1",
        "pm2-runtime eco.config.js | eco.config.js | module.exports = require('cross-env')                  | cross-env  | 0",
        "node server.js        | server.js        | run('./node_modules/.bin/browserify -o a.js')           | browserify | 0",
        "node server.js        | server.js        | run(join('node_modules', '.bin', 'browserify'))         | browserify | 0",
        "node server.js        | server.js        | run(join('node_modules', '.bin', 'x'))                  | browserify | 1",
        "node a.js             | next.config.js   | require('next-images')                                  | next-images | 1",
        "node s.js             | next.config.js   | require('next-images')                                  | next-images | 0",
        "node s.js             | next.config.js   | module.exports = {}                                     | next-images | 1",
        "server.js             | server.js        | require('dotenv').config()                              | dotenv     | 0",
        "server.js             | server.js        | require('x')                                            | dotenv     | 1",
        "typeorm-ts-node-commonjs migration:run | x | y                                                   | ts-node    | 0",
      })
  void whatIsLoadedWhenItRunsMayBeADevelopmentDependency(
      String start, String file, String code, String dependency, int findings) {
    Map<String, String> files = Map.of(
        "package.json",
        manifest("\"start\": \"" + start + "\"", dependency),
        file,
        code.replace('~', '\n') + "\n",
        "lib/a.js",
        "const ms = require('../b')\n",
        "b.js",
        "require('ms')\n",
        "s.js",
        "const next = require('next')\nnext({ dev: false })\n");
    assertThat(RuleRun.findings(RULE, STARTED, files)).hasSize(findings);
    String direct =
        STARTED.replace("\"npm\", \"start\"", "\"" + start.replace(" ", "\", \"") + "\"");
    assertThat(RuleRun.findings(RULE, direct, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMD make assets && exec node s.js   | Makefile | assets:~%@node a.js --once               | 0",
        "CMD make assets && exec node s.js   | Makefile | assets:~%node s.js                       | 1",
        "CMD make other                      | Makefile | assets:~%node s.js                       | 0",
        "CMD make assets && exec node s.js   | x        | x                                        | 0",
        "CMD [\"make\"]                      | Makefile | .PHONY: run~run: assets~assets:~%node a.js | 0",
        "CMD make -C tools run               | tools/Makefile | RUN = node a~run:~%$(RUN).js       | 0",
        "CMD make -f b.mk run                | b.mk     | run: # it~%$(MAKE) -f b.mk do~do:~%node \\~%  a.js | 0",
        "COPY run.sh /~CMD [\"/run.sh\"]     | Makefile | assets:~%node a.js                       | 0",
        "CMD make                            | Makefile | run:~%node s.js~other:~%node a.js         | 1",
        "CMD make                            | Makefile | .DEFAULT_GOAL := b~run:~%node s.js~b:~%node a.js | 0",
        "CMD make run                        | Makefile | run: a~run: b~a:~%node s.js~b:~%node a.js | 0",
        "CMD make run                        | Makefile | run:~%node s.js~$(OUT):~%node a.js        | 1",
        "CMD make run                        | Makefile | '  : run~%node a.js~run:~%node s.js'      | 1",
        "CMD make run                        | Makefile | run other:~%node a.js                    | 0",
      })
  void followsWhatMakeRuns(String start, String file, String text, int findings) {
    Map<String, String> files = Map.of(
        "package.json",
        manifest("\"start\": \"x\"", "dotenv"),
        file,
        text.replace('~', '\n').replace('%', '\t') + "\n",
        "run.sh",
        "#!/bin/sh\nmake assets\n",
        "a.js",
        "require('dotenv')\n",
        "s.js",
        "require('x')\n");
    assertThat(RuleRun.findings(
            RULE, STARTED.replace("CMD [\"npm\", \"start\"]", start.replace('~', '\n')), files))
        .hasSize(findings);
  }

  @Test
  @Timeout(
      value = 60, // seconds: far more than it takes
      threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aMakefileIsReadInLinearTime() {
    StringBuilder makefile = new StringBuilder("LONG = " + "x ".repeat(240) + "\nrun all");
    for (int i = 0; i < 50; i++) {
      makefile.append(" t").append(i);
    }
    makefile.append(": all\n").append("\t$(LONG)$(LONG)$(LONG)$(LONG)\n".repeat(1500));
    for (int i = 0; i < 300; i++) {
      makefile.append("\t$(MAKE) t0 N=").append(i).append('\n');
    }
    String dockerfile = STARTED
        .replace("CMD [\"npm\", \"start\"]", "CMD make run")
        .replace("RUN npm ci\n", "RUN npm ci\n".repeat(100));
    Map<String, String> files = Map.of(
        "package.json", manifest("\"start\": \"x\"", "dotenv"), "Makefile", makefile.toString());
    assertThat(RuleRun.findings(RULE, dockerfile, files)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "react-scripts start, 0",
    "HTTPS=true react-scripts start, 0",
    "vite --host 0.0.0.0 --port 3000, 0",
    "webpack serve --mode development, 0",
    "webpack-dev-server, 0",
    "ng serve --host 0.0.0.0, 0",
    "vue-cli-service serve, 0",
    "next dev -p 80, 0",
    "nodemon a.js, 0",
    "parcel index.html, 0",
    "parcel public/index.html --port 3000, 0",
    "serve -s build, 1",
  })
  void aServerThatCompilesReadsTheSettingsOfToolsForDevelopers(String start, int findings) {
    Map<String, String> files =
        Map.of("package.json", manifest("\"start\": \"" + start + "\"", "eslint-config-a"));
    assertThat(RuleRun.findings(RULE, STARTED, files)).hasSize(findings);
    String apart = "ENTRYPOINT [\"npm\"]\nCMD [\"start\"]";
    assertThat(RuleRun.findings(RULE, STARTED.replace("CMD [\"npm\", \"start\"]", apart), files))
        .hasSize(findings);
    String above = STARTED
        .replace("\nWORKDIR", " AS base\nENTRYPOINT [\"npm\", \"run\"]\nWORKDIR")
        .replace("CMD [\"npm\", ", "FROM base\nCMD [");
    assertThat(RuleRun.findings(RULE, above, files)).hasSize(findings);
  }

  @Test
  void followsTheProgramThroughAllThatItImports() {
    Map<String, String> files = new HashMap<>();
    files.put("package.json", manifest("\"start\": \"node index.js\"", "swagger-ui"));
    StringBuilder imports = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      imports.append("import a").append(i).append(" from './parts/a").append(i).append(".js'\n");
      files.put("parts/a" + i + ".js", "export default {}\n");
    }
    files.put("index.js", imports + "import './web/index.js'\n");
    files.put("web/index.js", "import docs from '../docs'\n");
    files.put("docs/index.js", "export * from './page.js'\n");
    files.put("docs/page.ts", "import ui from 'swagger-ui'\n");
    assertThat(RuleRun.findings(RULE, STARTED, files)).isEmpty();
    files.put("docs/page.ts", "import ui from 'x'\n");
    assertThat(RuleRun.findings(RULE, STARTED, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).endsWith("with --omit=dev."));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      require('./models').sync()                    | true
      const it = require(path.join(__dirname, 'a')) | true
      import a from '@/a'                           | true
      const all = glob.sync('./parts/*.js')         | true
      import './gone.js'                            | true
      import data from './data.json'                | false
      import x from 'x'                             | false
      """)
  void saysWhereItCantBeToldWhatIsLoaded(String code, boolean open) {
    Map<String, String> files = Map.of(
        "package.json",
        manifest("\"start\": \"node index.js\"", "husky"),
        "index.js",
        code + "\n",
        "models/index.js",
        "for (const file of fs.readdirSync(__dirname)) {}\n");
    assertThat(RuleRun.findings(RULE, STARTED, files)).singleElement().satisfies(one -> {
      assertThat(one.message().endsWith(", unless what is started needs one.")).isEqualTo(open);
      assertThat(one.fixes().get(0).title().contains("if what is started")).isEqualTo(open);
    });
    String copied = STARTED.replace("CMD", "FROM node:22\nWORKDIR /a\nCOPY --from=0 /app ./\nCMD");
    assertThat(RuleRun.findings(RULE, copied, files))
        .singleElement()
        .satisfies(one -> assertThat(
                one.message().endsWith("--omit=dev, unless what is started needs one."))
            .isEqualTo(open));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "npm ci                   | RUN true              | \"prepare\": \"husky\"            | 0",
        "npm ci                   | RUN true              | \"postinstall\": \"npm run b\", \"b\": \"husky\" | 0",
        "npm ci --ignore-scripts  | RUN true              | \"prepare\": \"husky\"            | 1",
        "npm ci                   | RUN true              | \"prepare\": \"node a.js\"        | 1",
        "yarn                     | RUN yarn rebuild      | \"rebuild\": \"yarn build\"       | 0",
        "yarn                     | RUN yarn dist         | \"dist\": \"husky\"               | 0",
        "yarn                     | RUN yarn cache clean  | \"a\": \"b\"                      | 1",
        "pnpm i                   | RUN pnpm bundle-all   | \"bundle-all\": \"husky\"         | 0",
        "pnpm i                   | RUN pnpm store prune  | \"a\": \"b\"                      | 1",
        "npm ci                   | RUN node ace build    | \"a\": \"b\"                      | 0",
        "npm ci                   | RUN sh scripts/all.sh | \"a\": \"b\"                      | 0",
        "npm ci                   | RUN node --version    | \"a\": \"b\"                      | 1",
        "npm ci                   | RUN sh -c 'echo a'    | \"a\": \"b\"                      | 1",
      })
  void offersNoFlagWithWhichTheBuildMayFail(String install, String run, String script, int fixes) {
    String text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n" + run
        + "\nCMD [\"node\", \"a.js\"]\n";
    Map<String, String> files = Map.of("package.json", manifest(script, "husky"));
    assertThat(RuleRun.findings(RULE, text, files)).singleElement().satisfies(finding -> {
      assertThat(finding.fixes()).hasSize(fixes);
      assertThat(finding.message())
          .contains(fixes == 0 ? "Build in a stage of its own" : "Leave them out with");
    });
  }

  @ParameterizedTest
  @CsvSource({
    "ENV POETRY_VERSION=1.1.13, --no-dev",
    "RUN pip install poetry==1.0.10, --no-dev",
    "RUN pip install poetry==1.8.2, --only main",
    "RUN pip install poetry, --only main",
  })
  void oldPoetryHasNoGroups(String before, String flag) {
    String text = "FROM python:3.13\nCOPY . .\n" + before
        + "\nRUN poetry install\nCMD [\"python\", \"a.py\"]\n";
    assertThat(only(text).fixes()).extracting(Fix::title).containsExactly("Add " + flag);
  }

  @Test
  void modernYarnHasNoFlag() {
    Map<String, String> files = Map.of(
        "package.json", manifest("\"a\": \"b\"", "c"), ".yarnrc.yml", "nodeLinker: node-modules\n");
    assertThat(RuleRun.findings(RULE, STARTED.replace("npm ci", "yarn install"), files))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.message())
              .endsWith("Install without them, unless what is started needs one.");
          assertThat(finding.fixes()).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm ci --include=dev",
        "npm install --production=false",
        "yarn install --production=false",
        "NODE_ENV=development npm ci",
        "pnpm install --dev",
        "uv sync --dev",
        "uv sync --group dev",
        "composer install --dev",
      })
  void whoeverAsksForThemWantsThem(String install) {
    assertThat(findings("FROM node:22\nCOPY . .\nRUN " + install + "\nCMD [\"node\", \"a.js\"]\n"))
        .isEmpty();
  }

  @Test
  void anImageForDevelopersNeedsThem() {
    String text = "FROM node:22\nCOPY . .\nRUN npm ci\nCMD [\"node\", \"a.js\"]\n";
    assertThat(findings("# For development only, don't use in production\n" + text))
        .isEmpty();
    assertThat(findings("# For production\n" + text)).hasSize(1);
    assertThat(findings(text.replace("CMD", "# Not for production: it watches the sources.\nCMD")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      CMD uv run a.py                         | true
      CMD ["uv", "run", "uvicorn", "a:b"]     | true
      CMD ["uv", "run", "--no-dev", "a.py"]   | false
      CMD ["uv", "run", "--no-sync", "a.py"]  | false
      ENV UV_NO_SYNC=1;CMD uv run a.py        | false
      CMD [".venv/bin/python", "a.py"]        | false
      """)
  void uvInstallsThemWhenItRunsTheProgram(String start, boolean installs) {
    Finding finding = only("FROM python:3.13-slim\nCOPY . .\nRUN uv sync --locked\n"
        + start.replace(';', '\n') + "\n");
    assertThat(finding.message().contains("--no-dev, here and in uv run,")).isEqualTo(installs);
    assertThat(finding.fixes()).hasSize(installs ? 0 : 1);
  }

  @Test
  void aStageThatShipsMayBuild() {
    Finding finding = only("""
        FROM node:22 AS deps
        WORKDIR /app
        COPY package.json ./
        RUN npm ci
        FROM deps
        COPY . .
        RUN npm run build
        CMD ["node", "dist/a.js"]
        """);
    assertThat(finding.message())
        .isEqualTo(
            "The development dependencies become part of the image. Build in a stage of its own, "
                + "and install without them in the stage that ships.");
  }

  @Test
  void aStageThatBuildsNeedsThemFromTheStageBelow() {
    Finding finding = only("""
        FROM node:22 AS base
        WORKDIR /app
        COPY package.json ./
        RUN npm ci
        FROM base AS build
        COPY . .
        RUN npm run build
        FROM base
        COPY --from=build /app/dist ./dist
        CMD ["node", "dist/a.js"]
        """);
    assertThat(finding.message())
        .contains("this install is also for build, which needs them. Give that");
    assertThat(finding.fixes()).isEmpty();
  }

  /** As tsc and others write it. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      node dist/main          | src/main.ts       | import a from './a'     | 0
      node dist/main.js       | src/main.ts       | import './a'            | 0
      node build/main.js      | main.ts           | import './a'            | 0
      node dist/src/main.js   | src/main.ts       | import './a'            | 0
      node dist/main.js       | src/main.ts       | import './b'            | 1
      """)
  void whatIsCompiledLoadsWhatItsSourceNames(
      String start, String source, String code, int findings) {
    String folder = source.substring(0, source.lastIndexOf('/') + 1);
    Map<String, String> files = Map.of(
        "package.json",
        manifest("\"start\": \"" + start + "\", \"build\": \"tsc\"", "dotenv"),
        source,
        code + "\n",
        folder + "a.ts",
        "import * as dotenv from 'dotenv'\n",
        folder + "b.ts",
        "import x from 'x'\n");
    String built = STARTED.replace("RUN npm ci\n", "RUN npm ci\nRUN npm run build\n");
    assertThat(RuleRun.findings(RULE, built, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      COPY web/scripts ./web/scripts     | CMD ["node", "web/scripts/a.mjs"] | 0
      COPY web/scripts ./web/scripts     | ENTRYPOINT ["/app/server"]        | 1
      COPY web/scripts/a.mjs ./scripts/  | ENTRYPOINT ["/app/server"]        | 0
      COPY web/vite.config.mjs ./        | ENTRYPOINT ["/app/server"]        | 1
      """)
  void aProgramOutsideOfTheProjectMayLoadThem(String copy, String start, int findings) {
    Map<String, String> files = Map.of(
        "web/package.json", manifest("\"a\": \"b\"", "puppeteer"),
        "web/scripts/a.mjs", "import { launch } from 'puppeteer'\n",
        "web/vite.config.mjs", "import { launch } from 'puppeteer'\n");
    String text = "FROM node:22\nWORKDIR /app\nCOPY web/package.json ./web/\nRUN cd web && npm ci\n"
        + copy + "\n" + start + "\n";
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "prisma ./prisma, 0",
    "prisma.config.ts ./, 0",
    "drizzle.config.ts ./, 1",
    "public ./public, 1",
  })
  void somebodyRunsTheToolWhoseSettingsAreCopied(String copy, int findings) {
    String text = "FROM node:22 AS b\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n"
        + "FROM node:22\nWORKDIR /app\nCOPY --from=b /app/node_modules ./node_modules\n"
        + "COPY --from=b /app/" + copy + "\nCMD [\"node\", \"dist/a.js\"]\n";
    Map<String, String> files = Map.of("package.json", manifest("\"build\": \"tsc\"", "prisma"));
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @Test
  void pnpmPrunesNoMembersOfAWorkspace() {
    String text = "FROM node:22 AS b\nWORKDIR /app\nCOPY . .\nRUN pnpm i && pnpm build\n"
        + "FROM node:22\nCOPY --from=b /app/node_modules /app/node_modules\nCMD node a.js\n";
    Map<String, String> files = new HashMap<>(WITH_SOME);
    files.put("package.json", manifest("\"build\": \"tsc\"", "typescript"));
    assertThat(RuleRun.findings(RULE, text, files).get(0).message()).contains("pnpm prune --prod");
    files.put("pnpm-workspace.yaml", "packages:\n  - a/*\n");
    assertThat(RuleRun.findings(RULE, text, files).get(0).message()).doesNotContain("prune");
  }

  @Test
  void concurrentlyStartsCommandsThatNeedThem() {
    Map<String, String> files = Map.of(
        "package.json",
        "{\"workspaces\": [\"packages/*\"], \"devDependencies\": {\"husky\": \"1\"}}",
        "packages/web/package.json",
        "{\"name\": \"web\", \"scripts\": {\"demo\": \"ng serve --open\", \"prod\": \"node a.js\"}}");
    String text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN yarn\n"
        + "CMD [\"concurrently\", \"\\\"yarn workspace web demo\\\"\", \"node a.js\"]\n";
    assertThat(RuleRun.findings(RULE, text, files)).isEmpty();
    assertThat(RuleRun.findings(RULE, text.replace("web demo", "web prod"), files))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      CMD npx a\\nCMD node c.js              | 1
      CMD node c.js\\nCMD npx a              | 0
      CMD npx a\\nFROM base\\nCMD node c.js   | 1
      CMD npx a\\nFROM base                 | 0
      """)
  void onlyTheLastCommandIsStarted(String starts, int findings) {
    String text = "FROM node:22 AS base\nWORKDIR /app\nCOPY . .\nRUN npm ci\n";
    assertThat(RuleRun.findings(RULE, text + starts.replace("\\n", "\n") + "\n", WITH_SOME))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "FROM team/builder, RUN tsc, 0",
    "FROM team/builder, RUN npx tsc, 1",
    "FROM node:22, RUN tsc, 1",
    "FROM team/builder, ENV PATH=/app/node_modules/.bin:$PATH\\nRUN tsc, 1",
  })
  void aToolOfTheBaseImageIsThereAnyway(String from, String run, int findings) {
    assertThat(findings(from + "\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\n"
            + run.replace("\\n", "\n") + "\nCMD node a.js\n"))
        .filteredOn(one -> one.message().contains("usually needs"))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '>', textBlock = """
      node:22      > RUN npm ci --only=production                  > RUN npm run build         > vite build > true
      node:22      > ENV NODE_ENV=production\\nRUN npm ci           > RUN npm run build         > vite build > true
      node:22      > RUN npm ci --omit=dev                         > RUN npm run build         > cross-env A=b vite build > true
      node:22      > RUN npm ci --omit=dev                         > RUN npm run build         > npx vite build > false
      node:22      > RUN npm ci --omit=dev                         > RUN npm run build         > x build; vite build > false
      node:22      > RUN npm ci --omit=dev                         > RUN npm run build         > ./vite build > false
      node:22      > RUN npm ci --omit=dev                         > RUN npm run build || true > vite build > false
      node:22      > RUN npm i -g vite && npm ci --omit=dev        > RUN npm run build         > vite build > false
      node:22      > RUN npm ci --omit=dev                         > RUN npm run build         > vite build || true > false
      team/builder > RUN npm ci --omit=dev                         > RUN npm run build         > vite build > false
      node:22      > RUN if [ -f x ]; then npm ci --omit=dev; fi   > RUN npm run build         > vite build > false
      node:22      > RUN npm ci --omit=dev                         > RUN if [ -f x ]; then npm run build; fi > vite build > false
      node:22      > RUN npm ci --omit=dev\\nCOPY --from=a /node_modules ./node_modules > RUN npm run build > vite build > false
      """)
  void aBuildFailsForCertainWithoutWhatItRuns(
      String image, String install, String build, String script, boolean fails) {
    String text = "FROM %s AS build\nWORKDIR /app\nCOPY package*.json ./\n%s\nCOPY . .\n%s\n"
            .formatted(image, install.replace("\\n", "\n"), build)
        + "FROM nginx:alpine\nCOPY --from=build /app/dist /usr/share/nginx/html\n";
    Map<String, String> files = Map.of(
        "package.json",
        manifest("\"build\": \"" + script + "\"", "vite"),
        "package-lock.json",
        """
        {"packages": {"": {"devDependencies": {"vite": "1"}},
          "node_modules/vite": {"version": "1.0.0", "dev": true}}}
        """);
    assertThat(RuleRun.findings(RULE, text, files))
        .filteredOn(one -> one.severity() == Severity.WARNING)
        .extracting(Finding::message)
        .containsExactlyElementsOf(
            fails
                ? List.of("The build that follows fails: vite is a development dependency."
                    + " Install all of them: none of them gets into the image.")
                : List.of());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      RUN npm ci --only=production                  | RUN npm run build           | 1
      RUN npm ci --omit=dev                         | RUN npx tsc                 | 1
      RUN npm ci                                    | RUN npm run build           | 0
      RUN npm ci --omit=dev                         | RUN npm run other           | 0
      RUN npm ci --omit=dev                         | RUN npm ci && npm run build | 0
      RUN if [ -f x ]; then npm ci --omit=dev; fi   | RUN npm run build           | 0
      """)
  void aBuildMayNeedWhatIsNotCopied(String install, String build, int findings) {
    String text = "FROM node:22 AS deps\nWORKDIR /app\nCOPY package.json ./\n" + install
        + "\nFROM node:22 AS build\nWORKDIR /app\nCOPY --from=deps /app/node_modules ./node_modules\n"
        + "COPY . .\n" + build
        + "\nFROM nginx:alpine\nCOPY --from=build /app/dist /usr/share/nginx/html\n";
    assertThat(findings(text))
        .filteredOn(one -> one.message().contains("which aren't copied"))
        .hasSize(findings)
        .allSatisfy(one -> assertThat(one.severity()).isEqualTo(Severity.HINT));
  }
}
