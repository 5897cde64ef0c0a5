package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionSwallowedTest {

  private static final InstructionSwallowed RULE = new InstructionSwallowed();

  @Test
  void everyInstructionThatIsContinuedMaySwallowTheNext() {
    RuleRun.check(RULE, """
        FROM alpine
        RUN a \\
            b \\
        #     ^ USER below has become part of RUN. Remove the \\
            # c
        USER nobody
        RUN a && \\
        #        ^ RUN below has become part of RUN

        RUN a && \\
        #        ^ RUN below has become part of RUN

          RUN c
        RUN b \\
        #     ^ COPY below has become part of RUN
        COPY x y
        EXPOSE 80 \\
        #         ^ CMD below has become part of EXPOSE
        CMD ["x"]
        env A=1 \\
        #       ^ WORKDIR below has become part of ENV
        WORKDIR /x
        ONBUILD RUN a \\
        #             ^ USER below has become part of RUN
        USER nobody
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN a \\\n  USER=b",
        "RUN a \\\n  USER b",
        "RUN a \\\nUSER",
        "RUN a \\\nuser b",
        "RUN echo '\\\nFROM x\\n\\\nRUN y' > z",
        "LABEL a=\"b \\\nUSER c\" d=e",
        "RUN <<EOF\na \\\nUSER b\nEOF",
        "RUN cat <<EOF > Dockerfile\nFROM a \\\nUSER b\nEOF",
        "HEALTHCHECK --interval=5m \\\nCMD a b",
        "ONBUILD \\\nRUN a",
      })
  void whatOnlyLooksLikeAnInstructionIsFine(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + lines + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'a \\', a", "'a && \\', a", "'a; \\  ', a", "'a | \\', a"})
  void nothingIsLeftThatWouldJoinNothing(String before, String after) {
    assertThat(RuleRun.fixes(RULE, "FROM b\r\nRUN " + before + "\r\n  # c\r\n\r\nUSER d\r\n")
            .values())
        .allMatch(
            text -> text.strip().matches("FROM b\r\nRUN " + after + " *\r\n  # c\r\n\r\nUSER d"))
        .hasSize(1);
  }
}
