package dev.plimsoll.lint.rules.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.Carets;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.text.TextEdit;
import java.util.List;
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
        #                     ^^^^^^^^^^^^^^^^ npm ci installs exactly
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
        "FROM node:22\nWORKDIR /app\nCOPY package-lock.json /app\nRUN npm install\n",
        "FROM alpine\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm install\n",
        "ARG V=22\nFROM node:$V\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm install\n",
        "FROM node:22\nRUN npm i -g npm@6\nCOPY package.json package-lock.json ./\nRUN npm install\n",
      })
  void isASuggestionWhereTheLockfileMayBeMissingOrNpmOld(String text) {
    Fix fix = only(text).fixes().get(0);
    assertThat(fix.isSafe()).isFalse();
    assertThat(TextEdit.apply(text, fix.edits())).endsWith("npm ci\n");
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
    assertThat(RuleRun.findings(RULE, text)).as(text).isEmpty();
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
      RUN yarn                                     | RUN yarn --frozen-lockfile
      RUN yarn --production && yarn cache clean    | RUN yarn --frozen-lockfile --production && yarn cache clean
      RUN yarn install                             | RUN yarn install --frozen-lockfile
      RUN pnpm i --prod                            | RUN pnpm i --frozen-lockfile --prod
      RUN bun install                              | RUN bun install --frozen-lockfile
      COPY .yarnrc.yml ./;RUN yarn install         | COPY .yarnrc.yml ./;RUN yarn install --immutable
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
        "RUN bun ci",
        "RUN bun run build"
      })
  void isSilentForFrozenLockfiles(String rest) {
    assertThat(RuleRun.findings(RULE, OPEN + rest + "\n")).as(rest).isEmpty();
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
        "ARG D\\nWORKDIR /app\\nCOPY package.json package-lock.json ./  → cd ./$D && npm install → false",
        "WORKDIR /srv\\nCOPY package.json package-lock.json /app/  → cd /app && npm install → true",
        "WORKDIR /app\\nCOPY package.json package-lock.json ./  → (cd x && ls) && npm i  → true",
        "WORKDIR /app\\nCOPY package.json package-lock.json ./  → cd x || true; npm i    → false",
      })
  void isSafeOnlyWhereTheDirectoryIsTheSameInEveryBuild(String before, String run, boolean safe) {
    String text = "FROM node:22\n" + before.replace("\\n", "\n") + "\nRUN " + run + "\n";
    assertThat(only(text).fixes().get(0).isSafe()).as(text).isEqualTo(safe);
  }
}
