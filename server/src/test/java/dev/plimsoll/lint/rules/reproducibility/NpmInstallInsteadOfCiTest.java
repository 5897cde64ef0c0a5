package dev.plimsoll.lint.rules.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.Carets;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpmInstallInsteadOfCiTest {

  private static final Rule RULE = new NpmInstallInsteadOfCi();

  private static final String LOCKED =
      "FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\n";

  private static final String OPEN = "FROM node:22\nWORKDIR /app\nCOPY . .\n";

  private static Finding only(String text) {
    List<Finding> findings = RuleRun.findings(RULE, text);
    assertThat(findings).as(text).hasSize(1);
    return findings.get(0);
  }

  @Test
  void reportsTheCommand() {
    Carets marked = Carets.read("""
        FROM node:22
        WORKDIR /app
        COPY package*.json ./
        RUN apt-get update && npm i --omit=dev && npm cache clean --force
        #                     ^^^^^^^^^^^^^^^^ Use npm ci
        RUN <<EOF
          npm install >/dev/null
        # ^^^^^^^^^^^ lockfile
        EOF
        RUN if [ -f x ]; then sudo npm install; fi
        #                          ^^^^^^^^^^^ lockfile
        """);
    marked.check(RuleRun.findings(RULE, marked.text()).stream()
        .map(one -> new Carets.Found(one.range(), one.message()))
        .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node:14.2-alpine | {\"packages\": {\"\": {\"dependencies\": {\"a\": \"1\"}}}}                 | true",
        "node:10          | {\"lockfileVersion\": 1, \"dependencies\": {}}                         | true",
        "node:9           | {\"lockfileVersion\": 1, \"dependencies\": {}}                         | false",
        "node:14          | {\"lockfileVersion\": 3, \"packages\": {\"\": {\"dependencies\": {\"a\": \"1\"}}}} | false",
      })
  void nothingIsSaidWhereTheNpmOfTheImageKnowsNoCi(String image, String lock, boolean reported) {
    String text = "FROM " + image + "\nWORKDIR /app\nCOPY . .\nRUN npm install\n";
    Map<String, String> files =
        Map.of("package.json", "{\"dependencies\": {\"a\": \"1\"}}", "package-lock.json", lock);
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(reported ? 1 : 0);
    String alone = text.replace("COPY . .", "COPY package.json ./");
    assertThat(RuleRun.findings(RULE, alone, files)).hasSize(reported ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      lockfileVersion: 5.4   | pnpm       | ""                     | 0
      lockfileVersion: 5.4   | pnpm@7     | ""                     | 1
      lockfileVersion: 5.4   | pnpm@8.6.0 | ""                     | 0
      lockfileVersion: 5.4   | corepack   | "pnpm@7.9.0"           | 1
      lockfileVersion: '6.0' | pnpm       | ""                     | 0
      lockfileVersion: '6.0' | pnpm@8     | ""                     | 1
      lockfileVersion: '6.0' | pnpm@10    | ""                     | 0
      lockfileVersion: '9.0' | pnpm       | ""                     | 1
      """, quoteCharacter = '`')
  void pnpmReadsNoLockfileOfAnOlderOne(String lock, String pnpm, String manager, int findings) {
    String text = "FROM node:22\nRUN npm i -g " + pnpm
        + "\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm install\n";
    Map<String, String> files = Map.of(
        "package.json",
        "{\"packageManager\": " + manager + ", \"dependencies\": {\"a\": \"1\"}}",
        "pnpm-lock.yaml",
        lock + "\ndependencies:\n  a: 1\n");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm ci --legacy-peer-deps 2>/dev/null || npm install --legacy-peer-deps",
        "[ -f package-lock.json ] && npm ci || npm install",
        "if [ -f package-lock.json ]; then npm ci; else npm install; fi",
        "if [ ! -f package-lock.json ]; then npm install; else npm ci; fi",
        "if [ -f yarn.lock ]; then yarn --frozen-lockfile; elif [ -f x ]; then npm i; fi",
        "case $x in a) npm ci ;; *) npm install ;; esac",
        "yarn install --frozen-lockfile || yarn install",
      })
  void nothingIsSaidOfWhatIsRunInsteadOfACleanInstall(String command) {
    String text = LOCKED.replace("COPY ", "COPY yarn.lock ") + "RUN " + command + "\n";
    Map<String, String> files = Map.of(
        "package.json", "{}", "package-lock.json", "{\"packages\": {\"\": {}}}", "yarn.lock", "");
    assertThat(RuleRun.findings(RULE, text, files)).isEmpty();
    assertThat(RuleRun.findings(RULE, LOCKED + "RUN npm install && npm ci\n")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      RUN npm install                                | RUN npm ci
      RUN npm i --omit=dev --ignore-scripts          | RUN npm ci --omit=dev --ignore-scripts
      RUN ["npm", "install", "--omit=dev"]           | RUN ["npm", "ci", "--omit=dev"]
      RUN npm "install"                              | RUN npm "ci"
      run npm --loglevel warn install && npm run x   | run npm --loglevel warn ci && npm run x
      RUN --mount=type=cache,target=/root/.npm npm i | RUN --mount=type=cache,target=/root/.npm npm ci
      """)
  void isSafeWhereTheLockfileIsCopiedByItsName(String before, String after) {
    Fix fix = only(LOCKED + before + "\n").fixes().get(0);
    assertThat(fix.isSafe()).isTrue();
    assertThat(TextEdit.apply(LOCKED + before + "\n", fix.edits()))
        .isEqualTo(LOCKED + after + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n",
        "FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm install\n",
        "FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json /elsewhere/\nRUN npm install\n",
        "FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN cd web && npm install\n",
        "FROM node:22\nCOPY package.json package-lock.json /app/\nRUN npm install\n",
      })
  void isSilentWhereNobodyKnowsWhetherThereIsALockfile(String text) {
    assertThat(RuleRun.findingsWithoutContext(RULE, text)).isEmpty();
  }

  @Test
  void aLockfileIsThereThatIsCopiedByName() {
    assertThat(RuleRun.findingsWithoutContext(RULE, LOCKED + "RUN npm install\n"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fixes().get(0).isSafe()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpine", "node:$V", "team/node:22", "node:22\nRUN npm i -g npm@6"})
  void isASuggestionWhereNpmMayBeOld(String image) {
    String text = "ARG V=22\n" + LOCKED.replace("node:22", image) + "RUN npm install\n";
    Fix fix = only(text).fixes().get(0);
    assertThat(fix.isSafe()).isFalse();
    assertThat(TextEdit.apply(text, fix.edits())).endsWith("npm ci\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node:8",
        "node:carbon-alpine",
        "team/node:8.11",
        "host.org/library/node:9-alpine",
        "ubuntu:18.04\nRUN apt-get update && apt-get install -y nodejs npm"
      })
  void isSilentWhereNpmMayNotKnowIt(String image) {
    assertThat(RuleRun.findings(RULE, LOCKED.replace("node:22", image) + "RUN npm install\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN npm ci",
        "RUN npm clean-install",
        "RUN npm install express",
        "RUN npm install -g",
        "RUN npm i --location=global",
        "RUN npm install .",
        "RUN npm install --no-save",
        "RUN npm install --no-package-lock",
        "RUN npm install --package-lock=false",
        "RUN npm install --package-lock-only",
        "RUN npm install --no-shrinkwrap",
        "ENV NPM_CONFIG_PACKAGE_LOCK=false\nRUN npm install",
        "RUN cd x || true; npm install",
        "ARG D\nRUN cd ./$D && npm install",
        "RUN npm install $PACKAGE",
        "RUN --mount=type=cache,target=/app/node_modules npm install",
        "COPY node_modules ./node_modules\nRUN npm install",
        "COPY --from=deps /app/node_modules ./node_modules\nRUN npm install",
        "RUN echo npm install",
        "RUN npm install &&& x",
        "SHELL [\"powershell\", \"-Command\"]\nRUN npm install",
        "CMD npm install",
      })
  void isSilent(String rest) {
    assertThat(RuleRun.findings(RULE, LOCKED + rest + "\n")).as(rest).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM node:22\nRUN npm install\nCOPY . .\n",
        "FROM node:22\nCOPY package.json ./\nRUN npm install\n",
        "FROM node:22\nWORKDIR /app\nCOPY package.json ./\nCOPY src src\nRUN npm install\n",
        "FROM node:22 AS a\nCOPY package-lock.json ./\nFROM node:22\nRUN npm install\n",
        "FROM node:6\nCOPY package-lock.json ./\nRUN npm install\n",
        "FROM node:22\nCOPY yarn.lock ./\nRUN npm install\n",
        "COPY package-lock.json ./\nRUN npm install\n",
      })
  void isSilentWithoutALockfile(String text) {
    assertThat(RuleRun.findingsWithoutContext(RULE, text)).as(text).isEmpty();
  }

  @Test
  void aStageHasTheLockfilesOfTheStageThatItIsFrom() {
    String text = LOCKED.replace("node:22", "node:22 AS base") + "FROM base\nRUN npm install\n";
    assertThat(only(text).fixes().get(0).isSafe()).isTrue();
  }

  @Test
  void aSecondInstallMayDependOnWhatTheFirstOneChanged() {
    List<Finding> findings = RuleRun.findings(RULE, LOCKED + "RUN npm i && npm i\n");
    assertThat(findings)
        .extracting(one -> one.fixes().get(0).isSafe())
        .containsExactly(true, false);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      npm ci~RUN npm run build && npm install --omit=dev                | 0
      npm clean-install && npm run build && npm install --production    | 0
      npm ci~COPY src src~RUN npm i --omit=dev                          | 0
      npm ci~FROM base~RUN npm install --omit=dev                       | 0
      npm ci && npm install                                             | 0
      npm install --omit=dev && npm ci                                  | 1
      npm ci --prefix x~RUN npm install --omit=dev                      | 1
      npm ci -g~RUN npm install --omit=dev                              | 1
      npm ci~RUN rm -rf node_modules && npm install --omit=dev          | 1
      npm ci~COPY x/package.json x/package-lock.json ./~RUN npm install | 1
      npm ci~FROM node:22~WORKDIR /app~COPY package*.json ./~RUN npm i  | 1
      """)
  void whatFollowsACleanInstallOnlyTakesPackagesAway(String runs, int findings) {
    String text = LOCKED.replace("node:22", "node:22 AS base") + "RUN " + runs.replace('~', '\n');
    Map<String, String> files = Map.of(
        "package.json", "{\"dependencies\": {\"a\": \"^1\"}}",
        "package-lock.json", "{\"packages\": {\"\": {\"dependencies\": {\"a\": \"^1\"}}}}",
        "x/package.json", "{\"dependencies\": {\"b\": \"^1\"}}",
        "x/package-lock.json", "{\"packages\": {\"\": {\"dependencies\": {\"b\": \"^1\"}}}}");
    assertThat(RuleRun.findings(RULE, text + "\n", files)).as(runs).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      RUN yarn                                     | RUN yarn --frozen-lockfile
      RUN yarn --production && yarn cache clean    | RUN yarn --frozen-lockfile --production && yarn cache clean
      RUN yarn install                             | RUN yarn install --frozen-lockfile
      RUN pnpm i --prod                            | RUN pnpm i --frozen-lockfile --prod
      RUN bun install                              | RUN bun install --frozen-lockfile
      """)
  void suggestsAFrozenLockfileToOtherManagers(String before, String after) {
    String text = OPEN + before.replace(';', '\n') + "\n";
    Fix fix = only(text).fixes().get(0);
    assertThat(fix.isSafe()).isFalse();
    assertThat(TextEdit.apply(text, fix.edits())).isEqualTo(OPEN + after.replace(';', '\n') + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN yarn --version",
        "RUN yarn add x",
        "RUN yarn build",
        "RUN yarn --immutable",
        "RUN yarn install --frozen-lockfile",
        "RUN pnpm install --frozen-lockfile",
        "RUN pnpm install --no-frozen-lockfile",
        "ENV CI=true\nRUN pnpm install",
        "RUN CI=true pnpm install && pnpm run build",
        "RUN CI=1 pnpm i",
        "RUN env CI=true pnpm install",
        "RUN export CI=true && pnpm install",
        "RUN export A=b CI=\"$X\"; pnpm install",
        "COPY .yarnrc.yml ./\nRUN CI=true yarn install",
        "COPY .yarnrc.yml ./\nENV CI=1\nRUN yarn",
        "RUN bun ci",
        "RUN bun run build"
      })
  void isSilentForFrozenLockfiles(String rest) {
    assertThat(RuleRun.findings(RULE, OPEN + rest + "\n")).as(rest).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node:20-alpine | # yarn lockfile v1 |              |                       | --frozen-lockfile",
        "node:20-alpine | __metadata:        |              |                       |",
        "node:20-alpine | __metadata:        | yarn@1.22.22 |                       |",
        "node:20-alpine | __metadata:        | yarn@4.9.2   |                       | --immutable",
        "node:20-alpine | __metadata:        |              | RUN corepack enable   | --immutable",
        "node:20-alpine | __metadata:        |              | RUN yarn set version stable | --immutable",
        "node:20-alpine | __metadata:        |              | COPY .yarn ./.yarn    | --immutable",
        "example/node:1 | __metadata:        |              |                       | --immutable",
      })
  void theOptionIsThatOfTheYarnThatRuns(
      String image,
      String lock,
      @Nullable String manager,
      @Nullable String before,
      @Nullable String option) {
    String manifest = "{\"dependencies\": {\"x\": \"1\"}"
        + (manager == null ? "" : ", \"packageManager\": \"" + manager + "\"") + "}";
    String text = "FROM " + image + "\nWORKDIR /a\n" + (before == null ? "" : before + "\n")
        + "COPY package.json yarn.lock .yarnrc.yml ./\nRUN yarn install\n";
    Map<String, String> files = Map.of(
        "package.json",
        manifest,
        "yarn.lock",
        lock + "\n\"x@npm:1, x@1\":\n",
        ".yarnrc.yml",
        "nodeLinker: node-modules\n");
    if (option == null) {
      assertThat(RuleRun.findings(RULE, text, files)).isEmpty();
    } else {
      assertThat(RuleRun.fixes(RULE, text, files)).containsOnlyKeys("Add " + option);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY .yarnrc.yml ./\nRUN yarn set version berry\nRUN yarn install",
        "RUN yarn set version 4.9.2 && yarn",
        "RUN corepack prepare yarn@stable --activate\nRUN yarn",
      })
  void modernYarnWritesTheLockfileOfYarn1Anew(String rest) {
    Map<String, String> files = Map.of(
        "package.json", "{\"dependencies\": {\"x\": \"1\"}}",
        ".yarnrc.yml", "yarnPath: .yarn/releases/yarn-berry.cjs\n",
        "yarn.lock", "# yarn lockfile v1\n\nx@1:\n");
    for (String copy : List.of("COPY . .\n", "COPY package.json ./\n")) {
      String text = "FROM node:22\n" + copy + rest + "\n";
      assertThat(RuleRun.findings(RULE, text, files)).singleElement().satisfies(one -> {
        assertThat(one.fixes()).isEmpty();
        assertThat(one.message().contains("of Yarn 1")).isEqualTo(copy.contains(". ."));
      });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY package.json ./ | rm -f package-lock.json && npm install           | 0",
        "COPY package.json ./ | rm -f package-lock.json; cat x>package-lock.json; npm i | 0",
        "COPY . .             | rm -f package-lock.json && npm install           | 0",
        "COPY package.json ./ | npm install && rm -f package-lock.json           | 1",
        "COPY package.json ./ | npm install                                      | 1",
      })
  void nothingIsSaidOfALockfileThatACommandDeletes(String copy, String run, int findings) {
    String dependencies = "{\"dependencies\": {\"x\": \"1\"}}";
    Map<String, String> files = Map.of(
        "package.json",
        dependencies,
        "package-lock.json",
        "{\"packages\": {\"\": " + dependencies + "}}");
    String text = "FROM node:22\nWORKDIR /app\n" + copy + "\nRUN " + run + "\n";
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
    String apart = text.replace(" && ", "\nRUN ").replace("; ", "\nRUN ");
    assertThat(RuleRun.findings(RULE, apart, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({"darwin-arm64, 0", "win32-x64, 0", "linux-x64, 1", "wasm32, 1"})
  void nothingIsSaidOfALockfileForAnotherSystem(String system, int findings) {
    String lock = """
        {"packages": {"": {"dependencies": {"x": "1"}}, "node_modules/x": {"version": "1.0.0"},
          "node_modules/@x/%s": {"version": "1.0.0", "optional": true}}}
        """.formatted(system);
    Map<String, String> files =
        Map.of("package.json", "{\"dependencies\": {\"x\": \"1\"}}", "package-lock.json", lock);
    assertThat(RuleRun.findings(RULE, OPEN + "RUN npm install\n", files)).hasSize(findings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN CI=false pnpm install",
        "RUN CI= pnpm install",
        "ENV CI=true\nRUN export CI=false && pnpm install",
        "RUN pnpm install && export CI=true",
        "RUN A=1 pnpm install",
        "RUN export A=b && pnpm install",
        "RUN echo CI=1 && pnpm install",
        "ENV CI=false\nRUN pnpm install",
        "RUN CI=true pnpm run x && pnpm install",
        "RUN CI=true yarn install",
        "RUN CI=true npm install",
        "RUN CI=true bun install",
      })
  void continuousIntegrationFreezesNothingElse(String rest) {
    assertThat(RuleRun.findings(RULE, OPEN + rest + "\n")).as(rest).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "npm install  | package-lock.json   | {\"lockfileVersion\": 1, \"dependencies\": {\"a\": {}, \"x\": {}}} | a b | b",
        "npm install  | npm-shrinkwrap.json | {\"lockfileVersion\": 1, \"dependencies\": {\"a\": {}}}            | a b | b",
        "npm install  | package-lock.json   | {\"lockfileVersion\": 1, \"dependencies\": {\"a\": {}, \"b\": {}}} | a b | ",
        "npm install  | npm-shrinkwrap.json | {\"packages\": {\"\": {\"dependencies\": {\"a\": \"1\"}}}}           | a b | b",
        "yarn install | yarn.lock           | # yarn%%a@1:%  version '1'%                                   | a b | b",
        "yarn install | yarn.lock           | '@s/a@1', '@s/a@^1.0.0':%  version '1'%%b@1:%                 | @s/a b | ",
        "yarn install | yarn.lock           | 'a@npm:1':%  version: 1%'b@npm:1, b@npm:^1':%                 | a b | ",
        "pnpm i       | pnpm-lock.yaml      | lockfileVersion: '9'%importers:%  .:%    dependencies:%      a:%        specifier: 1%packages:%  b@1:%    x: y | a b | b",
        "pnpm i       | pnpm-lock.yaml      | specifiers:%  a: 1%  '@s/b': 1%packages:%  /a/1: {} | a @s/b | ",
      })
  void whatTheLockfileLacksIsNamed(
      String install, String lockfile, String lock, String wanted, String lacking) {
    String manifest = "{\"dependencies\": {\"" + wanted.replace(" ", "\": \"1\", \"")
        + "\": \"1\", \"own\": \"file:own\"}, \"peerDependencies\": {}}";
    String plain =
        lockfile.endsWith("json") ? manifest.replace(", \"own\": \"file:own\"", "") : manifest;
    Map<String, String> files = Map.of(
        "package.json",
        plain,
        lockfile,
        lock.replace('%', '\n').replace(lockfile.equals("yarn.lock") ? '\'' : '%', '"'));
    assertThat(RuleRun.findings(RULE, OPEN + "RUN " + install + "\n", files))
        .singleElement()
        .satisfies(finding -> {
          if (lacking == null) {
            assertThat(finding.fixes()).isNotEmpty();
          } else {
            assertThat(finding.message()).startsWith("The lockfile lacks " + lacking + ", which");
            assertThat(finding.fixes()).isEmpty();
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "node:22 | npm install                    |                       | 'x'                                | true",
        "node:22 | npm install                    | node_modules/t        | 'x'                                | false",
        "node:22 | npm install                    | node_modules/b/node_modules/t | 'x'                        | true",
        "node:22 | npm install                    |                       | 'x', 'optional': true              | false",
        "node:22 | npm install                    |                       | 'x', 'peerDependenciesMeta': {'t': {'optional': true}}  | false",
        "node:22 | npm install                    |                       | 'x', 'peerDependenciesMeta': {'t': {'optional': false}} | true",
        "node:14 | npm install                    |                       | 'x'                                | false",
        "node:22 | npm install --legacy-peer-deps |                       | 'x'                                | false",
      })
  void aPeerThatTheLockfileLacksIsNamed(
      String image, String install, @Nullable String there, String more, boolean lacks) {
    String manifest = "{\"dependencies\": {\"a\": \"1\"}}";
    String lock =
        "{'lockfileVersion': 2, 'packages': {'': {'dependencies': {'a': '1'}}, 'node_modules/a': {'version': '1',"
            + " 'peerDependencies': {'t': '>=2'}, 'resolved': " + more + "}"
            + (there == null ? "" : ", '" + there + "': {'version': '3'}") + "}}";
    Map<String, String> files =
        Map.of("package.json", manifest, "package-lock.json", lock.replace('\'', '"'));
    String text = "FROM " + image + "\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN "
        + install + "\n";
    assertThat(RuleRun.findings(RULE, text, files)).singleElement().satisfies(finding -> {
      assertThat(finding.message().startsWith("The lockfile lacks t, which a asks for as a peer"))
          .isEqualTo(lacks);
      assertThat(finding.fixes().isEmpty()).isEqualTo(lacks);
    });
    String uncopied = text.replace(" package-lock.json", "");
    assertThat(RuleRun.findings(RULE, uncopied, files)).singleElement().satisfies(finding -> {
      assertThat(finding.message().contains("because it lacks t, a peer of a, then copy it too"))
          .isEqualTo(lacks);
      assertThat(finding.fixes().isEmpty()).isEqualTo(lacks);
    });
  }

  /** npm leaves out what is for other systems where it finds node_modules; since 11.6 npm ci misses it. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "node:22, f, true, SAFE",
        "node:22, g, true, SUGGESTION",
        "node:24, f, true, SAFE",
        "node:24, g, true, -",
        "node:alpine, g, true, -",
        "node:24, g, false, SAFE",
      })
  void whatIsForOtherSystemsIsMissedByLaterNpm(
      String image, String there, boolean needed, Fix.@Nullable Safety safety) {
    String lock =
        "{'packages': {'': {'dependencies': {'a': '1'}}, 'node_modules/a': {'version': '1', "
            + (needed ? "" : "'optional': true, ")
            + "'optionalDependencies': {'f': '2'}}, 'node_modules/" + there
            + "': {'version': '2'}}}";
    Map<String, String> files = Map.of(
        "package.json",
        "{\"dependencies\": {\"a\": \"1\"}}",
        "package-lock.json",
        lock.replace('\'', '"'));
    String text = "FROM " + image
        + "\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm install\n";
    assertThat(RuleRun.findings(RULE, text, files)).singleElement().satisfies(finding -> {
      assertThat(finding.fixes())
          .extracting(Fix::safety)
          .isEqualTo(safety == null ? List.of() : List.of(safety));
      assertThat(finding.message().contains("lacks f, which a has on other systems"))
          .isEqualTo(safety == null);
    });
  }

  @Test
  void offersNoFixForAWordThatIsPutTogether() {
    assertThat(only(LOCKED + "RUN npm in\"stall\"\n").fixes()).isEmpty();
    assertThat(only(LOCKED + "RUN npm install --workspaces\n").fixes()).isEmpty();
  }

  @Test
  void keepsContinuationsAndLineEndings() {
    String text = LOCKED + "RUN npm \\\n    install \\\n    --omit=dev\n";
    String windows = text.replace("\n", "\r\n");
    assertThat(TextEdit.apply(windows, only(windows).fixes().get(0).edits()))
        .isEqualTo(windows.replace("install", "ci"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "WORKDIR /app\\nCOPY package.json package-lock.json ./  → npm install           → true",
        "ARG D\\nWORKDIR $D\\nCOPY package.json package-lock.json ./  → npm install           → true",
        "ARG D=/app\\nWORKDIR $D\\nCOPY package.json package-lock.json ./  → npm install           → true",
        "ENV D=/app\\nWORKDIR $D\\nCOPY package.json package-lock.json /app/  → npm install           → true",
        "ARG D=/app\\nWORKDIR $D\\nCOPY package.json package-lock.json /app/  → npm install           → false",
        "ARG D=/app\\nWORKDIR /app\\nCOPY package.json package-lock.json $D/  → npm install           → false",
        "WORKDIR /srv\\nCOPY package.json package-lock.json /app/  → cd /app && npm install → true",
        "WORKDIR /app\\nCOPY package.json package-lock.json ./  → (cd x && ls) && npm i  → true",
        "WORKDIR /app\\nCOPY package.json package-lock.json web/  → npm --prefix web install → true",
      })
  void isSafeOnlyWhereTheDirectoryIsTheSameInEveryBuild(String before, String run, boolean safe) {
    String text = "FROM node:22\n" + before.replace("\\n", "\n") + "\nRUN " + run + "\n";
    assertThat(only(text).fixes().get(0).isSafe()).as(text).isEqualTo(safe);
  }

  /** What the build context decides. */
  @Nested
  class InContext {

    private static final String MANIFEST = """
        {"name": "a", "scripts": {"start": "node ."},
         "dependencies": {"express": "^4.18.0"}, "devDependencies": {"vite": "5"}}
        """;

    private static final String LOCK = """
        {"name": "a", "lockfileVersion": 3, "requires": true, "packages": {
          "": {"name": "a", "dependencies": {"express": "^4.18.0"}, "devDependencies": {"vite": "5"}},
          "node_modules/express": {"version": "4.18.2"}
        }}
        """;

    private static final Map<String, String> IN_STEP =
        Map.of("package.json", MANIFEST, "package-lock.json", LOCK, "src/a.js", "");

    private static final String SAFE = "safe: Use npm ci";
    private static final String SUGGESTED = "Use npm ci";

    private static Set<String> fixes(String text, Map<String, String> files) {
      return RuleRun.fixes(RULE, text, files).keySet();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "COPY package.json package-lock.json ./\nRUN npm install",
          "COPY package*.json ./\nRUN npm install",
          "COPY . .\nRUN npm install && npm run build",
          "COPY --chown=node package.json package-lock.json /app/\nUSER node\nRUN npm i",
          "COPY package*.json ./\nRUN apk add --no-cache git && rm -rf /var/cache/apk/*\nRUN npm i",
          "COPY package*.json ./\nRUN npm install -g npm-check && npm config set x y\nRUN npm i",
          "COPY package*.json ./\nRUN npm i && rm package-lock.json",
        })
    void isSafeWhereBothFilesSayTheSame(String rest) {
      assertThat(fixes("FROM node:22\nWORKDIR /app\n" + rest + "\n", IN_STEP))
          .as(rest)
          .containsExactly(SAFE);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "COPY package*.json ./\nRUN npm pkg set name=b && npm install",
          "COPY package*.json ./\nRUN npm version 2.0.0\nRUN npm install",
          "COPY package*.json src ./\nRUN ./prepare && npm install",
          "COPY package*.json ./\nRUN node prepare.js\nRUN npm install",
          "COPY package*.json ./\nRUN $PREPARE\nRUN npm install",
        })
    void isASuggestionWhereSomethingMayTouchThem(String rest) {
      assertThat(fixes("FROM node:22\nWORKDIR /app\n" + rest + "\n", IN_STEP))
          .as(rest)
          .containsExactly(SUGGESTED);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "COPY package*.json ./\nRUN sed -i 's/5/6/' package.json && npm install",
          "COPY package*.json ./\nRUN rm package-lock.json; npm install",
          "COPY package*.json ./\nRUN rm -f *.json; npm install",
          "COPY package*.json ./\nRUN rm -rf node_modules package-lock*\nRUN npm install",
          "COPY package*.json ./\nRUN jq . package.json > package.json; npm install",
          "COPY package*.json ./\nRUN echo '{}' > package.json\nRUN npm install",
          "COPY package*.json ./\nCOPY --from=other /app/ ./\nRUN npm install",
          "COPY package*.json ./\nADD https://example.com/a.tgz ./\nRUN npm install",
          "COPY package-lock.json ./\nCOPY package.json /elsewhere/\nRUN npm install",
          "COPY package*.json ./\nCOPY <<package.json ./\n{}\npackage.json\nRUN npm install",
        })
    void isSilentWhereTheyAreNotThoseOfTheContext(String rest) {
      String text = "FROM node:22\nWORKDIR /app\n" + rest + "\n";
      assertThat(RuleRun.findings(RULE, text, IN_STEP)).as(rest).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "npm install  | package-lock.json | .npmrc              | package-lock=false             | 0",
          "npm install  | package-lock.json | .npmrc              | save-exact=true                | 1",
          "pnpm install | pnpm-lock.yaml    | .npmrc              | frozen-lockfile=true           | 0",
          "pnpm install | pnpm-lock.yaml    | pnpm-workspace.yaml | preferFrozenLockfile: false    | 0",
          "yarn install | yarn.lock         | .yarnrc.yml         | enableImmutableInstalls: false | 0",
          "yarn install | yarn.lock         | .yarnrc.yml         | nodeLinker: node-modules       | 1",
          "yarn install | yarn.lock         | .yarnrc             | --install.frozen-lockfile true | 0",
          "bun install  | bun.lock          | bunfig.toml         | frozenLockfile = true          | 0",
        })
    void settingsMayDecide(
        String install, String lockfile, String settings, String line, int findings) {
      Map<String, String> files = Map.of(
          "package.json",
          "{\"dependencies\": {\"a\": \"1\"}}",
          lockfile,
          lockfile.endsWith("json")
              ? "{\"packages\": {\"\": {\"dependencies\": {\"a\": \"1\"}}}}"
              : "a@1:\n",
          settings,
          "# settings\n" + line + "\n");
      assertThat(RuleRun.findings(RULE, OPEN + "RUN " + install + "\n", files)).hasSize(findings);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "yarn install | yarn.lock      | a@^1.0.0, a@^1.2.0:%                         | ^1.2.0  | false",
          "yarn install | yarn.lock      | a@^1.0.0:%                                   | ^1.2.0  | true",
          "yarn install | yarn.lock      | \"a@npm:^1.0.0\":%                           | ^1.2.0  | true",
          "yarn install | yarn.lock      | \"a@npm:^1.0.0, a@npm:^1.2.0\":%             | ^1.2.0  | false",
          "yarn install | yarn.lock      | \"a@>=1 <3\":%                               | >=1 <3  | false",
          "pnpm install | pnpm-lock.yaml | importers:%  .:%      a:%        specifier: ^1.0.0% | ^1.2.0 | true",
          "pnpm install | pnpm-lock.yaml | importers:%  .:%      a:%        specifier: ^1.2.0%        version: 1.3.0% | ^1.2.0 | false",
          "pnpm install | pnpm-lock.yaml | specifiers:%  a: ~1.0.0%                     | 1.2.0   | true",
        })
    void aLockfileForAnotherRangeWouldFail(
        String install, String lockfile, String lock, String range, boolean other) {
      Map<String, String> files = Map.of(
          "package.json",
          "{\"devDependencies\": {\"a\": \"" + range + "\"}}",
          lockfile,
          lock.replace('%', '\n'));
      assertThat(RuleRun.findings(RULE, OPEN + "RUN " + install + "\n", files))
          .singleElement()
          .satisfies(finding -> {
            assertThat(finding.fixes()).hasSize(other ? 0 : 1);
            if (other) {
              assertThat(finding.message())
                  .startsWith(
                      "The lockfile was written for another range of a than package.json has")
                  .contains("one with --frozen-lockfile may fail");
            }
          });
    }

    @ParameterizedTest
    @CsvSource({"COPY . ., 1", "COPY package.json yarn.lock .yarnrc.yml ./, 0"})
    void yarn2TakesMembersOutOfTheLockfileThatAreNotThere(String copy, int fixes) {
      Map<String, String> files = Map.of(
          "package.json",
          "{\"packageManager\": \"yarn@4.9.1\", \"workspaces\": [\"a\"], \"dependencies\": {\"b\": \"1\"}}",
          "yarn.lock",
          "__metadata:\n",
          ".yarnrc.yml",
          "nodeLinker: node-modules\n");
      String text = "FROM node:22\nWORKDIR /app\n" + copy + "\nRUN yarn install\n";
      assertThat(RuleRun.findings(RULE, text, files))
          .singleElement()
          .satisfies(finding -> assertThat(finding.fixes()).hasSize(fixes));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "# npm 11 wants other peer dependencies                 | Use npm ci",
          "# on purpose: the lockfile of releases is out of sync  | Use npm ci",
          "# Install the dependencies                             | safe: Use npm ci",
        })
    void isASuggestionWhereACommentGivesAReason(String comment, String fix) {
      String text =
          "FROM node:22\nWORKDIR /app\nCOPY package*.json ./\n" + comment + "\nRUN npm install\n";
      assertThat(fixes(text, IN_STEP)).containsExactly(fix);
    }

    private static final String DOCKERFILE =
        "FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm install\n";

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"dependencies\": {\"express\": \"^4.18.0\"}}",
          "{\"dependencies\": {\"express\": \"^4.18.0\"}, \"devDependencies\": {\"vite\": \"5\"},"
              + " \"workspaces\": [\"a\"]}",
          "{\"dependencies\": {\"express\": \"^4.18.0\"}, \"devDependencies\": {\"vite\": \"5\"},"
              + " \"overrides\": {\"a\": \"1\"}}",
          "{",
          "",
        })
    void isASuggestionWhereTheyAreOutOfStep(String manifest) {
      Map<String, String> files = Map.of("package.json", manifest, "package-lock.json", LOCK);
      assertThat(fixes(DOCKERFILE, files)).containsExactly(SUGGESTED);
    }

    @Test
    void saysThatNpmCiMayFailWhereTheManifestHasAnotherRange() {
      String manifest = MANIFEST.replace("^4.18.0", "^5.0.0");
      Map<String, String> files = Map.of("package.json", manifest, "package-lock.json", LOCK);
      assertThat(RuleRun.findings(RULE, DOCKERFILE, files)).singleElement().satisfies(finding -> {
        assertThat(finding.message())
            .startsWith(
                "The lockfile was written for another range of express than package.json has");
        assertThat(finding.fixes()).isEmpty();
      });
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"packages\": {\"\": ",
          "<<<<<<< HEAD\n{\"lockfileVersion\": 3}\n=======\n{}\n>>>>>>> other\n",
          "{\"lockfileVersion\": 3, \"packages\": {\"\": {}, \"node_modules/a\": {\"dev\": true}}}",
          "{\"lockfileVersion\": 2, \"packages\": {\"node_modules/a\": {\"version\": \">=6.11.1\"}}}",
          "{\"lockfileVersion\": 1, \"dependencies\": {\"a\": {\"version\": \"\"}}}",
        })
    void saysNothingOfALockfileThatNpmCiRefuses(String lock) {
      Map<String, String> files = Map.of("package.json", MANIFEST, "package-lock.json", lock);
      assertThat(RuleRun.findings(RULE, DOCKERFILE, files)).isEmpty();
      assertThat(RuleRun.findings(RULE, DOCKERFILE.replace("package*", "package"), files))
          .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"lockfileVersion\": 3, \"packages\": {\"\": {}, \"node_modules/a\": {\"link\": true}, \"a\": {}}}",
          "{\"lockfileVersion\": 1, \"dependencies\": {\"a\": {\"version\": \"git+https://x.org/a#1\"}}}",
        })
    void linksAndRepositoriesNeedNoVersion(String lock) {
      Map<String, String> files = Map.of(
          "package.json",
          "{\"name\": \"b\", \"dependencies\": {\"a\": \"1\"}}",
          "package-lock.json",
          lock);
      assertThat(RuleRun.findings(RULE, DOCKERFILE, files)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "# should be npm ci, but that fails\nRUN npm install",
          "# npm ci fails here:\n# a peer is missing\nRUN npm install",
          "RUN echo a && \\\n # no `npm ci` yet\n npm install",
        })
    void theAuthorKnowsOfNpmCi(String rest) {
      String text = "FROM node:22\nWORKDIR /app\nCOPY package*.json ./\n" + rest + "\n";
      assertThat(RuleRun.findings(RULE, text, IN_STEP)).isEmpty();
      assertThat(RuleRun.findings(RULE, text.replace("npm ci", "pinning"), IN_STEP))
          .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
        node:22        ; "packageManager": "npm@11.11.0+sha512.x"     ;          ; npm@11.11.0 in package.json
        node:22-alpine ; "engines": {"npm": ">=11"}                   ;          ; npm >=11 in package.json
        node:22.1-slim ; "engines": {"node": "24.x"}                  ;          ; node 24.x in package.json
        node:20        ; "engines": {"node": "^24.1.0 || >=26"}       ;          ; node ^24.1.0 || >=26 in package.json
        node:22        ; "name": "x"                                  ; v24.4.1  ; v24.4.1 in .nvmrc
        node:24        ; "packageManager": "npm@11.11.0"              ; 24       ;
        node:22        ; "packageManager": "npm@10.9.4"               ; 22       ;
        node:20        ; "engines": {"node": ">=22", "npm": ">=10"}   ; 22       ;
        node:22        ; "engines": {"node": "22 || 24", "npm": "*"}  ; lts/*    ;
        node:lts       ; "engines": {"node": ">=24"}                  ;          ;
        """)
    void anOlderNpmMayRefuseTheLockfileOfANewerOne(
        String image, String says, @Nullable String version, @Nullable String asked) {
      String manifest = "{" + says + ", " + MANIFEST.substring(1);
      Map<String, String> files = Map.of(
          "package.json",
          manifest,
          "package-lock.json",
          LOCK,
          ".nvmrc",
          version == null ? "" : version);
      String copied = "FROM " + image + "\nWORKDIR /app\nCOPY . .\nRUN npm install\n";
      assertThat(RuleRun.findings(RULE, copied, files)).singleElement().satisfies(one -> {
        assertThat(one.fixes().isEmpty()).isEqualTo(asked != null);
        assertThat(one.message())
            .contains(asked == null ? "Use npm ci." : "asked for (" + asked + "): the older npm");
      });
      String uncopied = copied.replace("COPY . .", "COPY package.json ./");
      assertThat(RuleRun.findings(RULE, uncopied, files)).singleElement().satisfies(one -> {
        assertThat(one.fixes().isEmpty()).isEqualTo(asked != null);
        assertThat(one.message()).endsWith("Copy it too.");
      });
      String replaced = copied.replace("RUN npm", "RUN npm i -g npm@11 && npm");
      assertThat(RuleRun.findings(RULE, replaced, files))
          .singleElement()
          .matches(one -> !one.fixes().isEmpty());
      String frozen = uncopied.replace("npm install", "npm ci");
      assertThat(RuleRun.findings(RULE, frozen, files))
          .as("npm ci is there already, and fails without the lockfile")
          .singleElement()
          .matches(one -> !one.fixes().isEmpty());
    }

    @Test
    void theReleaseOfNodeMayStandInTwoFiles() {
      Map<String, String> files = Map.of(
          "package.json", MANIFEST, "package-lock.json", LOCK, ".node-version", "24.4.1\r\n");
      String text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n";
      assertThat(RuleRun.findings(RULE, text, files))
          .singleElement()
          .satisfies(one -> assertThat(one.message()).contains("(24.4.1 in .node-version)"));
    }

    @Test
    void npmCiIsNotOfferedWhereItWouldFail() {
      String manifest =
          "{\"dependencies\": {\"express\": \"^4.18.0\", \"a\": \"1\"}, \"devDependencies\": {\"vite\": \"5\"}}";
      Map<String, String> files = Map.of("package.json", manifest, "package-lock.json", LOCK);
      assertThat(RuleRun.findings(RULE, DOCKERFILE, files)).singleElement().satisfies(finding -> {
        assertThat(finding.message())
            .startsWith("The lockfile lacks a, which package.json asks for");
        assertThat(finding.fixes()).isEmpty();
      });
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{\"lockfileVersion\": 1, \"dependencies\": {\"express\": {}, \"vite\": {}}}",
        })
    void isASuggestionWhereTheLockfileDoesNotSay(String lock) {
      Map<String, String> files = Map.of("package.json", MANIFEST, "package-lock.json", lock);
      assertThat(fixes(DOCKERFILE, files)).containsExactly(SUGGESTED);
    }

    @Test
    void isASuggestionWhereModulesWereCopiedThatItWouldDelete() {
      Map<String, String> files =
          Map.of("package.json", MANIFEST, "package-lock.json", LOCK, "node_modules/a/x.js", "");
      assertThat(fixes("FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n", files))
          .containsExactly(SUGGESTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"package*.json ./", ". .", "package.json package-lock.json ./"})
    void isSilentWhereThereIsNoLockfile(String copy) {
      String text = "FROM node:22\nWORKDIR /app\nCOPY " + copy + "\nRUN npm install\n";
      assertThat(RuleRun.findings(RULE, text, Map.of("package.json", MANIFEST, "yarn.lock", "")))
          .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        COPY package.json ./;RUN npm install      | COPY package.json package-lock.json ./;RUN npm ci
        COPY package.json .;RUN npm i --omit=dev  | COPY package.json package-lock.json .;RUN npm ci --omit=dev
        COPY package.json /app;RUN npm install    | COPY package.json package-lock.json /app/;RUN npm ci
        COPY ["package.json", "./"];RUN npm i     | COPY ["package.json", "package-lock.json", "./"];RUN npm ci
        COPY ./package.json a.js ./;RUN npm i | COPY ./package.json ./package-lock.json a.js ./;RUN npm ci
        """)
    void suggestsToCopyTheLockfileToo(String before, String after) {
      Map<String, String> files = Map.of("package.json", "", "package-lock.json", "{}", "a", "");
      String head = "FROM node:22-alpine\nWORKDIR /app\n";
      String text = head + before.replace(';', '\n') + "\nCOPY . .\n";
      assertThat(RuleRun.fixes(RULE, text, files))
          .containsExactly(Map.entry(
              "Copy package-lock.json and use npm ci",
              head + after.replace(';', '\n') + "\nCOPY . .\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        npm install | package-lock.json | .npmrc        | legacy-peer-deps=true        | package.json package-lock.json .npmrc
        npm install | package-lock.json | .npmrc        | save-exact=true              | package.json package-lock.json
        npm ci      | package-lock.json | .npmrc        | legacy-peer-deps = true      | package.json package-lock.json .npmrc
        npm install | package-lock.json | .npmrc        | registry=https://r.example/  | package.json package-lock.json
        npm install | package-lock.json | .npmrc        | 'force=true~_authToken=${T}' |
        yarn        | yarn.lock         | .yarnrc       | yarn-path ".yarn/yarn.js"    |
        yarn        | yarn.lock         | .yarnrc.yml   | nodeLinker: node-modules     | package.json yarn.lock .yarnrc.yml
        yarn        | yarn.lock         | .yarnrc.yml   | yarnPath: .yarn/yarn.cjs     |
        pnpm i      | pnpm-lock.yaml    | .pnpmfile.cjs | module.exports = {}          | package.json pnpm-lock.yaml .pnpmfile.cjs
        pnpm i      | pnpm-lock.yaml    | .npmrc        | auto-install-peers=false     | package.json pnpm-lock.yaml .npmrc
        pnpm i      | pnpm-lock.yaml    | pnpm-workspace.yaml | nodeLinker: hoisted    | package.json pnpm-lock.yaml pnpm-workspace.yaml
        pnpm i      | pnpm-lock.yaml    | pnpm-workspace.yaml | 'a: patches/a.patch'   |
        """)
    void soAreTheSettingsThatTheLockfileWasWrittenWith(
        String install, String lockfile, String settings, String line, @Nullable String copied) {
      Map<String, String> files = Map.of(
          "package.json",
          "{\"dependencies\": {\"x\": \"1\"}}",
          lockfile,
          lockfile.endsWith("json") ? "{}" : "dependencies:\n  x: 1\nx@1:\n",
          settings,
          line.replace('~', '\n') + "\n");
      String text =
          "FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN " + install + "\nCOPY . .\n";
      Finding finding = RuleRun.findings(RULE, text, files).get(0);
      boolean isNamed = copied == null || copied.contains(settings);
      assertThat(finding.message().contains(settings)).isEqualTo(isNamed);
      assertThat(RuleRun.fixes(RULE, text, files))
          .hasSize(copied == null ? 0 : 1)
          .allSatisfy((title, after) -> assertThat(after).contains("COPY " + copied + " ./\n"));
      String given =
          text.replace("COPY package.json", "RUN echo a=b > " + settings + "\nCOPY package.json");
      assertThat(RuleRun.findings(RULE, given, files).get(0).message()).doesNotContain(settings);
    }

    @Test
    void theyAreCopiedBeforeAnInstallThatShallKeepToTheLockfile() {
      Map<String, String> files = Map.of(
          "package.json",
          "{\"dependencies\": {\"a\": \"1\"}}",
          "package-lock.json",
          "{\"packages\": {\"\": {\"dependencies\": {\"a\": \"1\"}}}}",
          ".npmrc",
          "legacy-peer-deps=true\n");
      assertThat(RuleRun.fixes(RULE, LOCKED + "RUN npm install\n", files))
          .containsExactly(Map.entry(
              "Copy .npmrc and use npm ci",
              LOCKED.replace("package.json", "package.json .npmrc") + "RUN npm ci\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        pnpm-lock.yaml | lockfileVersion: '9.0'     | npm install                         | 1
        yarn.lock      | __metadata:                | npm install                         | 1
        yarn.lock      | # yarn lockfile v1         | npm install                         | 0
        pnpm-lock.yaml | lockfileVersion: '9.0'     | npm install --no-package-lock       | 0
        pnpm-lock.yaml | lockfileVersion: '9.0'     | npm install -g pnpm && pnpm install | 0
        """, quoteCharacter = '`')
    void npmReadsNothingOfOtherLockfiles(
        String lockfile, String text, String install, int findings) {
      String file = "FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN " + install + "\n";
      Map<String, String> files = Map.of("package.json", MANIFEST, lockfile, text + "\n");
      assertThat(RuleRun.findings(RULE, file, files))
          .filteredOn(one -> one.message().startsWith("npm doesn't read " + lockfile))
          .hasSize(findings);
    }

    @Test
    void aLockfileThatIsNotCopiedMayBeOutOfDate() {
      Map<String, String> files = Map.of(
          "package.json",
          "{\"dependencies\": {\"a\": \"^2\"}}",
          "package-lock.json",
          "{\"packages\": {\"\": {\"dependencies\": {\"a\": \"^1\"}}}}");
      Finding finding = RuleRun.findings(
              RULE, "FROM node:22\nCOPY package.json ./\nRUN npm install\nCOPY . .\n", files)
          .get(0);
      assertThat(finding.message())
          .endsWith(
              "Bring it up to date, because it was written for another range of a, then copy it too.");
      assertThat(finding.fixes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"npm ci, package-lock.json", "yarn --frozen-lockfile, yarn.lock"})
    void anInstallThatKeepsToTheLockfileNeedsIt(String install, String lockfile) {
      Map<String, String> files = Map.of(
          "package.json",
          "{\"dependencies\": {\"x\": \"1\"}}",
          lockfile,
          lockfile.endsWith("json") ? "{}" : "x@1:\n");
      String text = "FROM node:22\nCOPY package.json ./\nRUN " + install + "\nCOPY . .\n";
      assertThat(RuleRun.fixes(RULE, text, files))
          .containsExactly(Map.entry(
              "Copy " + lockfile + " too",
              text.replace("COPY package.json", "COPY package.json " + lockfile)));
      String mounts = "--mount=type=bind,source=" + lockfile + ",target=" + lockfile + " ";
      assertThat(RuleRun.findings(RULE, text.replace("RUN ", "RUN " + mounts), files))
          .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "COPY src/Web ., src/Web/",
      "COPY Client ., Client/",
      "COPY src/Shop.Web ., src/Shop.Web/",
      "COPY web ., web/",
      "COPY README Makefile ., ''",
      "COPY LICENSE ., ''",
      "COPY server ., ''"
    })
    void aFolderIsOneWhateverItIsCalled(String copy, String folder) {
      Map<String, String> files = Map.of(
          folder + "package.json",
          MANIFEST,
          folder + "package-lock.json",
          "{}",
          "README",
          "",
          "LICENSE",
          "",
          "server",
          "");
      String text = "FROM node:22\nWORKDIR /app\n" + copy + "\nCOPY "
          + (folder.isEmpty() ? "package.json ." : "a b/") + "\nRUN npm install\n";
      assertThat(fixes(text, files))
          .isNotEmpty()
          .allMatch(title -> title.contains("Copy") == folder.isEmpty());
    }

    @Test
    void theLockfileIsTheOneOfTheManager() {
      Map<String, String> files = Map.of(
          "web/package.json", "{\"dependencies\": {\"x\": \"1\"}}", "web/yarn.lock", "x@1:\n");
      String text = "FROM node:22\nCOPY web/package.json ./\nRUN yarn\n";
      assertThat(RuleRun.fixes(RULE, text, files))
          .containsExactly(
              Map.entry(
                  "Copy yarn.lock and add --frozen-lockfile",
                  "FROM node:22\nCOPY web/package.json web/yarn.lock ./\nRUN yarn --frozen-lockfile\n"));
      assertThat(RuleRun.findings(RULE, text.replace("yarn", "npm install"), files))
          .isEmpty();
    }
  }

  @Test
  void nothingIsKnownWhereTheContextHasNoManifest() {
    String text =
        "FROM node:22\nWORKDIR /app\nCOPY ./ /app/\nRUN apt-get install curl\nRUN npm install\nRUN npm run build\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("src/a.js", ""))).isEmpty();
    assertThat(RuleRun.findings(
            RULE, text, Map.of("package.json", "{\"dependencies\": {\"a\": \"1\"}}")))
        .isEmpty();
    assertThat(RuleRun.findings(
            RULE, text.replace("RUN npm i", "RUN git clone a . && npm i"), Map.of("src/a.js", "")))
        .isEmpty();
  }

  @Test
  void nothingIsSaidWhereNothingIsInstalled() {
    Map<String, String> files = Map.of(
        "package.json", "{\"name\": \"a\"}", "package-lock.json", "{\"packages\": {\"\": {}}}");
    assertThat(RuleRun.findings(RULE, OPEN + "RUN npm install\n", files)).isEmpty();
  }
}
