package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyRelativeDestWithoutWorkdirTest {

  private static final CopyRelativeDestWithoutWorkdir RULE = new CopyRelativeDestWithoutWorkdir();

  @Test
  void aWorkdirOfTheStageOrOfOneThatItIsFromIsEnough() {
    RuleRun.check(RULE, """
        FROM golang:1.25 AS base
        COPY a b
        #      ^ taken from the directory of the base image
        ONBUILD COPY a b
        WORKDIR /app
        COPY a b
        FROM base
        COPY a b
        FROM golang:1.25
        COPY --from=base a .
        #                  ^ taken from the directory of the base image
        COPY a /b
        COPY a "/b"
        COPY a C:\\b
        COPY a $HOME/b
        COPY a ${DIR}
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "golang:1.25 | .         | safe: /go/",
        "golang:1.25 | ./        | safe: /go/",
        "golang:1.25 | src       | safe: /go/src",
        "alpine      | ./src/    | safe: /src/",
        "alpine      | ../src    | ",
        "alpine      | a$b       | ",
        "team/image  | src       | ",
      })
  void aPathFromTheRootIsTheSameWhereTheDirectoryIsKnown(
      String image, String destination, String fixed) {
    String from = "FROM " + image + "\n";
    String safe = fixed == null ? "" : fixed.replace("safe: ", "");
    assertThat(RuleRun.fixes(RULE, from + "COPY a " + destination + "\n"))
        .isEqualTo(
            fixed == null ? Map.of() : Map.of("safe: Use " + safe, from + "COPY a " + safe + "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY list.txt ./                 | RUN pip install -r list.txt        | true",
        "COPY conf/list.txt .             | RUN pip install -r ./list.txt      | true",
        "COPY list.txt app.py ./          | CMD [\"python\", \"app.py\"]        | true",
        "COPY list.txt ./                 | RUN pip install -r more-list.txt.in | false",
        "COPY list.txt ./                 | WORKDIR /a~RUN pip install -r list.txt | false",
        "RUN ls list.txt~COPY list.txt ./ | RUN pip install a                  | false",
        "COPY lists/*.txt ./              | RUN ls *.txt                       | false",
      })
  void aPathFromTheRootIsHalfARepairWhereWhatIsCopiedIsReadInTheDirectory(
      String copy, String use, boolean half) {
    String text = "FROM python:3.13\n" + (copy + "\n" + use).replace('~', '\n') + "\n";
    assertThat(RuleRun.findings(RULE, text)).singleElement().satisfies(found -> {
      assertThat(found.fixes().isEmpty()).isEqualTo(half);
      assertThat(found.message())
          .endsWith(
              half
                  ? ", where a command looks for the file too. Set a WORKDIR above."
                  : " Set a WORKDIR above, or write the path from the root.");
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY src .             | CMD [\"python\", \"main.py\"]           | true",
        "COPY src ./            | CMD python ./main.py                     | true",
        "COPY src/* ./          | CMD python main.py                       | true",
        "COPY . .               | CMD [\"python\", \"src/main.py\"]       | true",
        "COPY src lib           | CMD [\"python\", \"lib/main.py\"]       | true",
        "COPY * ./              | CMD [\"python\", \"src/main.py\"]       | true",
        "COPY src .             | ENTRYPOINT [\"uvicorn\", \"main:app\"]  | true",
        "COPY bin/server .      | CMD [\"./server\"]                       | true",
        "COPY bin/server start  | CMD [\"./start\"]                        | true",
        "COPY --from=build /a . | CMD [\"./server\"]                       | true",
        "COPY --from=build /a/.env . | CMD [\"./server\"]                  | false",
        "COPY --from=build /a/. .    | CMD [\"./server\"]                  | true",
        "COPY src .             | CMD [\"python\", \"other.py\"]          | false",
        "COPY src .             | CMD [\"python\", \"/main.py\"]          | false",
        "COPY src .             | CMD [\"flask\", \"run\", \"-h\", \"0.0.0.0\"] | false",
        "COPY src .             | WORKDIR /b~CMD [\"python\", \"main.py\"] | false",
      })
  void whatIsStartedMayBeNamedInTheDirectory(String copy, String start, boolean half) {
    String text = "FROM golang:1.25 AS build\nFROM python:3.13\n"
        + (copy + "\n" + start).replace('~', '\n') + "\n";
    Map<String, String> files = Map.of("src/main.py", "1\n", "bin/server", "1\n");
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(found -> assertThat(found.fixes().isEmpty()).isEqualTo(half));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "python:3.13 | COPY list.txt ./   | RUN pip install -r /list.txt        | COPY list.txt /",
        "python:3.13 | COPY main.py .     | CMD python -u /main.py              | COPY main.py /",
        "python:3.13 | COPY src app/src   | WORKDIR /app                        | COPY src /app/src",
        "python:3.13 | COPY src app/src   | ENTRYPOINT [\"python\", \"/app/src\"] | COPY src /app/src",
        "python:3.13 | COPY src app/src   | COPY more /app/                     | COPY src /app/src",
        "team/image  | COPY main.py .     | CMD python -u /main.py              | ",
      })
  void noWorkdirIsAdvisedThatWouldMoveWhatIsNamedFromTheRoot(
      String image, String copy, String use, String fixed) {
    String from = "FROM " + image + "\n";
    assertThat(RuleRun.findings(RULE, from + copy + "\n" + use + "\n"))
        .filteredOn(one -> one.audience() != Finding.Audience.ONLY_HADOLINT)
        .singleElement()
        .satisfies(found -> assertThat(found.message())
            .endsWith(" Write the path from the root, by which it is named below."));
    assertThat(RuleRun.fixes(RULE, from + copy + "\n" + use + "\n").values())
        .containsExactlyElementsOf(
            fixed == null ? List.of() : List.of(from + fixed + "\n" + use + "\n"));
  }

  @Test
  void allOfAStageAreMendedAtOnce() {
    assertThat(RuleRun.fixes(RULE, """
        FROM node:24
        COPY client/ app/client/
        COPY server/ app/server/
        COPY package.json app/
        WORKDIR /app
        RUN npm ci
        """))
        .isEqualTo(Map.of("safe: Write these paths from the root", """
        FROM node:24
        COPY client/ /app/client/
        COPY server/ /app/server/
        COPY package.json /app/
        WORKDIR /app
        RUN npm ci
        """));
  }

  /** Another build may have another base, which begins in another directory. */
  @Test
  void togetherTheyAreNoSaferThanEach() {
    assertThat(RuleRun.fixes(RULE, """
        ARG BASE=node:24
        FROM $BASE
        COPY client/ app/client/
        COPY server/ app/server/
        """).keySet())
        .containsExactly("Write these paths from the root");
  }

  /** What needs a WORKDIR would not be found beside what has a path from the root. */
  @Test
  void aStageGetsOneAdvice() {
    String text = """
        FROM python:3.13
        COPY list.txt .
        COPY data.bin .
        RUN pip install -r list.txt
        """;
    assertThat(RuleRun.findings(RULE, text)).hasSize(2).allSatisfy(found -> {
      assertThat(found.fixes()).isEmpty();
      assertThat(found.message()).endsWith(" Set a WORKDIR above.");
    });
  }

  @Test
  void anUnknownImageMayHaveChosenADirectoryForThis() {
    assertThat(RuleRun.findings(RULE, "FROM team/image\nCOPY a b\n"))
        .singleElement()
        .satisfies(found -> assertThat(found.severity()).isEqualTo(Severity.HINT));
  }

  /** One WORKDIR is missing, however much is copied there; hadolint names each COPY. */
  @Test
  void aStageOnAnUnknownImageIsToldOnce() {
    String text = """
        FROM team/image
        COPY a b
        COPY c d
        ADD e f
        COPY run.sh ./
        RUN ./run.sh
        FROM team/image
        COPY a b
        """;
    assertThat(RuleRun.findings(RULE, text).stream()
            .filter(one -> one.audience() != Finding.Audience.ONLY_HADOLINT))
        .extracting(one -> one.range().start(), one -> one.related().size())
        .containsExactly(tuple(23, 2), tuple(54, 0), tuple(93, 0));
    assertThat(RuleRun.findings(RULE, Profile.HADOLINT, text)).hasSize(4);
  }

  @Test
  void nothingIsSaidOfAModeInThePlaceOfTheDestination() {
    assertThat(RuleRun.findings(RULE, "FROM golang:1.25\nADD a /b 644\n")).isEmpty();
    String mode = "FROM golang:1.25\nCOPY a /b 644\n";
    assertThat(RuleRun.findings(RULE, mode)).isEmpty();
    assertThat(RuleRun.findings(RULE, Profile.HADOLINT, mode)).hasSize(1);
    assertThat(RuleRun.findings(RULE, "FROM golang:1.25\nCOPY a 644\n"))
        .singleElement()
        .matches(one -> one.audience() == Finding.Audience.ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "scratch, 0",
    "gcr.io/distroless/static-debian12, 0",
    "gcr.io/distroless/base-debian12:debug, 0",
    "gcr.io/distroless/static-debian12:nonroot, 1",
    "alpine:3.22, 1",
  })
  void anImageOfNothingBeginsAtTheRoot(String image, int findings) {
    assertThat(RuleRun.findings(RULE, "FROM " + image + "\nCOPY app .\n").stream()
            .filter(one -> one.audience() != Finding.Audience.ONLY_HADOLINT))
        .hasSize(findings);
  }

  /** A comment at the first of several says nothing of the others. */
  @Test
  void aCommentSilencesOneOfSeveralAlone() {
    String text = """
        FROM foo/bar:1
        # hadolint ignore=DL3045
        COPY a b
        COPY c d
        COPY e f
        """;
    assertThat(RuleRun.findings(RULE, Profile.RECOMMENDED, text))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.range().of(text)).isEqualTo("d");
          assertThat(one.related()).hasSize(1);
        });
    assertThat(RuleRun.findings(RULE, Profile.HADOLINT, text)).hasSize(2);
  }
}
