package dev.plimsoll.ide.completion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not offered because the line may end there: Enter would take it instead of ending the line. */
class FinishedWordTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM nginx<|>",
        "FROM node:20<|>",
        "FROM node:20-slim<|>",
        "FROM node:20.99<|>",
        "FROM a AS b\nFROM b<|>",
        "FROM a\nWORKDIR /app<|>",
        "FROM a\nWORKDIR /src<|>",
        "FROM a\nWORKDIR /<|>",
        "FROM a\nWORKDIR /app\nCOPY a /app<|>",
        "FROM a\nWORKDIR /app\nCOPY a /app/<|>",
        "FROM a\nWORKDIR /app\nCOPY a ./<|>",
        "FROM a\nRUN npm ci<|>",
        "FROM a\nRUN make<|>",
        "FROM a\nEXPOSE 80<|>",
        "FROM a\nEXPOSE 8<|>",
        "FROM a\nEXPOSE 80/tcp<|>",
        "FROM a\nENV PORT=80<|>",
        "FROM a\nENV NODE_ENV=production<|>",
        "FROM a\nENV NODE_ENV=PRODUCTION<|>",
        "FROM a\nARG VERSION<|>",
        "FROM a\nUSER nobody<|>",
        "FROM a\nUSER 1000<|>",
        "FROM a\nSTOPSIGNAL sigterm<|>",
        "FROM a\nHEALTHCHECK none<|>",
        "FROM a\nENV A=1\nENV B=$A<|>",
        "# syntax=docker/dockerfile:1<|>",
        "# check=skip=all<|>",
        "# build<|>",
        "FROM a\nRUN <<E\napt-get update<|>\nE\n",
      })
  void aFinishedWordHasNoList(String marked) {
    assertThat(Completion.again(marked).labels()).isEmpty();
  }
}
