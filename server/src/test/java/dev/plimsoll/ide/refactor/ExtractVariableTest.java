package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExtractVariableTest {

  private static Refactored at(String marked) {
    return Refactored.by(new ExtractVariable(), marked);
  }

  /** Above the comment, which belongs to the FROM. */
  @Test
  void aTagBecomesAnArgBeforeTheFirstFrom() {
    Refactored extracted = at("# syntax=docker/dockerfile:1\n# why\nFROM node:22<|>-slim\nRUN a\n");
    assertThat(extracted.titles()).containsExactly("Extract 22-slim to ARG NODE_VERSION");
    assertThat(extracted.result()).isEqualTo("""
        # syntax=docker/dockerfile:1
        ARG NODE_VERSION=22-slim
        # why
        FROM node:${NODE_VERSION}
        RUN a
        """);
  }

  @Test
  void theSameTagElsewhereIsReplacedToo() {
    Refactored extracted =
        at("ARG A=1\nfrom node:<|>22<|> as b\nfrom node:22-slim\nfrom node:225\nfrom other:22\n");
    assertThat(extracted.result("Extract 22 to ARG NODE_VERSION (2 places)")).isEqualTo("""
        ARG A=1
        arg NODE_VERSION=22
        from node:${NODE_VERSION} as b
        from node:${NODE_VERSION}-slim
        from node:225
        from other:22
        """);
  }

  @Test
  void aValueBecomesAnArgOrEnvOfItsStage() {
    Refactored extracted =
        at("FROM a\n# hadolint ignore=DL3042\nRUN pip install flask==<|>2.3<|>\n");
    assertThat(extracted.titles())
        .containsExactly("Extract 2.3 to ARG FLASK_VERSION", "Extract 2.3 to ENV FLASK_VERSION");
    assertThat(extracted.result("Extract 2.3 to ENV")).isEqualTo("""
        FROM a
        ENV FLASK_VERSION=2.3
        # hadolint ignore=DL3042
        RUN pip install flask==${FLASK_VERSION}
        """);
  }

  @Test
  void aCursorStandsForTheVersionThatItIsIn() {
    assertThat(at("FROM a\nADD https://github.com/b/tool/v1.2<|>.3/x /x\n")
            .result("Extract 1.2.3 to ARG"))
        .contains("/v${")
        .contains("=1.2.3\n");
    at("FROM a\nADD https://exam<|>ple.com/x /x\n").isNotOffered();
  }

  @Test
  void aRepeatedValueIsReplacedInTheStageOrInAllStages() {
    Refactored extracted = at("""
        FROM a AS b
        WORKDIR /opt/app
        FROM c
        WORKDIR <|>/opt/app<|>
        COPY --from=b /x /opt/app/y
        """);
    assertThat(extracted.result("Extract /opt/app to ARG APP_DIR (2 places)")).isEqualTo("""
        FROM a AS b
        WORKDIR /opt/app
        FROM c
        ARG APP_DIR=/opt/app
        WORKDIR ${APP_DIR}
        COPY --from=b /x ${APP_DIR}/y
        """);
    assertThat(extracted.result("Extract /opt/app to ARG APP_DIR of all stages (3 places)"))
        .isEqualTo("""
            ARG APP_DIR=/opt/app
            FROM a AS b
            ARG APP_DIR
            WORKDIR ${APP_DIR}
            FROM c
            ARG APP_DIR
            WORKDIR ${APP_DIR}
            COPY --from=b /x ${APP_DIR}/y
            """);
  }

  @Test
  void theNameIsFree() {
    assertThat(at("FROM node:<|>22\nENV NODE_VERSION=1 NODE_VERSION_2=2\n").titles())
        .containsExactly("Extract 22 to ARG NODE_VERSION_3");
    assertThat(at("FROM 3proxy/3proxy:<|>0.9\n").titles())
        .containsExactly("Extract 0.9 to ARG _3PROXY_VERSION");
  }

  @Test
  void whereAVariableMeansNothingNothingIsOffered() {
    at("FROM a\nRUN echo '<|>1.2<|>'\n").isNotOffered();
    at("FROM a\nRUN [\"a\", \"<|>1.2<|>\"]\n").isNotOffered();
    at("FROM a\nCMD a <|>1.2<|>\n").isNotOffered();
    at("FROM a\nRUN <|>python3<|> b\n").isNotOffered();
    at("FROM a\nRUN a{<|>b<|>,c}\n").isNotOffered();
    at("FROM a\nENV b='<|>1.2<|>'\n").isNotOffered();
    at("FROM a\nENV <|>b<|>=1\n").isNotOffered();
    at("FROM a\nRUN echo a<|> b<|>\n").isNotOffered();
    at("FROM a AS b\nFROM <|>b<|>\n").isNotOffered();
    at("FROM scra<|>tch\n").isNotOffered();
    at("FROM node<|>\n").isNotOffered();
    at("FROM node:$<|>A\n").isNotOffered();
    at("FROM a\nSHELL [\"pwsh\"]\nRUN a <|>1.2<|>\n").isNotOffered();
  }
}
