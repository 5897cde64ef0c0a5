package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YarnCacheCleanMissingTest {

  private static final YarnCacheCleanMissing RULE = new YarnCacheCleanMissing();

  @Test
  void marksTheLastOfEachRun() {
    RuleRun.check(RULE, """
        FROM node:22
        RUN yarn install && yarn build && yarn add react
        #                                 ^^^^^^^^ Run yarn cache clean
        RUN yarn cache clean && yarn
        #                       ^^^^ Run yarn cache clean
        RUN yarn --frozen-lockfile install
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Run yarn cache clean
        """);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      yarn install                   | Run yarn cache clean at the end of this RUN
      yarn global add serve          | safe: Run yarn cache clean at the end of this RUN
      yarn install --production      | safe: Run yarn cache clean at the end of this RUN
      """)
  void isSafeWhereItIsYarn1(String command, String title) {
    String text = "FROM node:22\nRUN " + command;
    assertThat(RuleRun.fixes(RULE, text + "\n", Map.of()))
        .containsExactly(Map.entry(title, text + " && yarn cache clean\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN yarn install && yarn cache clean",
        "RUN yarn install && yarn cache clean --force",
        "RUN yarn install && rm -rf /usr/local/share/.cache",
        "RUN yarn install && rm -rf $(yarn cache dir)",
        "RUN yarn install && rm -rf ~/.cache/yarn",
        "RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install",
        "RUN --mount=type=cache,target=/root/.cache/yarn/v6 yarn install",
        "RUN --mount=type=cache,target=/root/.cache yarn install",
        "RUN yarn install --cache-folder /tmp/x",
        "ENV YARN_CACHE_FOLDER=/tmp/x\nRUN yarn install",
        "RUN corepack enable && yarn install",
        "COPY package.json .yarnrc.yml yarn.lock ./\nRUN yarn install",
        "RUN yarn install --immutable",
        "RUN yarn --version && yarn build && yarn run install",
      })
  void saysNothingOf(String instructions) {
    assertThat(RuleRun.findings(RULE, "FROM node:22\n" + instructions + "\n")).isEmpty();
  }

  @Test
  void saysNothingInStagesThatDontShip() {
    assertThat(RuleRun.findings(RULE, """
            FROM node:22 AS build
            RUN yarn install
            FROM nginx
            COPY --from=build /app /app
            """)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      package.json | {"packageManager": "yarn@4.9.2"}
      .yarnrc.yml  | nodeLinker: node-modules
      """)
  void saysNothingOfALaterYarn(String file, String text) {
    assertThat(RuleRun.findings(
            RULE, "FROM node:22\nCOPY . .\nRUN yarn install\n", Map.of(file, text)))
        .isEmpty();
  }
}
