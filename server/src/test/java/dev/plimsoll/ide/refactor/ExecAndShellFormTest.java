package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExecAndShellFormTest {

  private static Refactored exec(String marked) {
    return Refactored.by(new ToExecForm(), marked);
  }

  private static Refactored shell(String marked) {
    return Refactored.by(new ToShellForm(), marked);
  }

  @Test
  void plainWordsNeedNoShell() {
    Refactored exec = exec("FROM a\nCMD node 'my app.js' <|>--port 3000\n");
    assertThat(exec.titles())
        .containsExactly(
            "Convert CMD to exec form (runs without a shell)",
            "Convert CMD to exec form with its shell");
    assertThat(exec.result("Convert CMD to exec form (runs"))
        .isEqualTo("FROM a\nCMD [\"node\", \"my app.js\", \"--port\", \"3000\"]\n");
  }

  @Test
  void continuedLinesStayContinued() {
    assertThat(exec("FROM a\nRUN apt-get \\\n    # quietly\n    -q <|>update\n").result())
        .isEqualTo("FROM a\nRUN [\"apt-get\", \\\n    # quietly\n    \"-q\", \"update\"]\n");
  }

  @Test
  void theShellIsWhatTheShellFormStandsFor() {
    assertThat(exec("FROM a\nCMD echo \"$A\" &&<|> b\n").result())
        .isEqualTo("FROM a\nCMD [\"/bin/sh\", \"-c\", \"echo \\\"$A\\\" && b\"]\n");
    assertThat(exec("FROM a\nSHELL [\"bash\", \"-ec\"]\nRUN --network=none a | <|>b\n")
            .result())
        .endsWith("RUN --network=none [\"bash\", \"-ec\", \"a | b\"]\n");
  }

  @Test
  void aProgramComesToStandBelowAShell() {
    Refactored shell = shell("FROM a\nCMD [\"no<|>de\", \"my $app.js\"]\n");
    assertThat(shell.titles()).containsExactly("Convert CMD to shell form (runs below a shell)");
    assertThat(shell.result()).isEqualTo("FROM a\nCMD node 'my $app.js'\n");
    assertThat(shell("FROM a\nENTRYPOINT [<|>\"b\"]\n").titles())
        .containsExactly("Convert ENTRYPOINT to shell form (runs below a shell, which ignores CMD"
            + " and the arguments of docker run)");
  }

  @Test
  void theShellInForceGoesAway() {
    Refactored shell = shell("FROM a\nRUN [\"/bin/sh\"<|>, \"-c\", \"a && b\"]\n");
    assertThat(shell.titles()).containsExactly("Convert RUN to shell form");
    assertThat(shell.result()).isEqualTo("FROM a\nRUN a && b\n");
    shell("FROM a\nRUN [\"/bin/sh\"<|>, \"-c\", \"[ \\\"a\\\" ]\"]\n").isNotOffered();
    shell("FROM a\nRUN [\"/bin/sh\"<|>, \"-c\", \"--a\"]\n").isNotOffered();
    shell("FROM a\nRUN [\"/bin/sh\"<|>, \"-c\", \"cat <<E\"]\n").isNotOffered();
    shell("FROM a\nRUN [\"/bin/sh\"<|>, \"-c\", \"a\\n b\"]\n").isNotOffered();
    shell("FROM a\nRUN [\"/bin/sh\"<|>, \"-c\", \"a \\\\\"]\nCMD b\n").isNotOffered();
  }

  @Test
  void aHealthcheckHasBothForms() {
    Refactored exec = exec("FROM a\nHEALTHCHECK --interval=5s CMD curl <|>-f localhost\n");
    assertThat(exec.titles())
        .containsExactly(
            "Convert HEALTHCHECK to exec form (runs without a shell)",
            "Convert HEALTHCHECK to exec form with its shell");
    assertThat(exec.result("Convert HEALTHCHECK to exec form (runs"))
        .isEqualTo("FROM a\nHEALTHCHECK --interval=5s CMD [\"curl\", \"-f\", \"localhost\"]\n");
    assertThat(exec.result("Convert HEALTHCHECK to exec form with"))
        .isEqualTo("FROM a\nHEALTHCHECK --interval=5s CMD "
            + "[\"/bin/sh\", \"-c\", \"curl -f localhost\"]\n");

    Refactored shell =
        shell("FROM a\nHEALTHCHECK --interval=5s \\\n  cmd  [ \"curl\", <|>\"local host\" ]\n");
    assertThat(shell.titles())
        .containsExactly("Convert HEALTHCHECK to shell form (runs below a shell)");
    assertThat(shell.result())
        .isEqualTo("FROM a\nHEALTHCHECK --interval=5s \\\n  cmd  curl 'local host'\n");
    assertThat(shell("FROM a\nHEALTHCHECK CMD [\"/bin/sh\", <|>\"-c\", \"a || b\"]\n")
            .result())
        .isEqualTo("FROM a\nHEALTHCHECK CMD a || b\n");
  }

  @Test
  void theShellOfAHealthcheckIsTheLastOfTheImage() {
    assertThat(exec("FROM a\nHEALTHCHECK CMD <|>a\nSHELL [\"bash\", \"-c\"]\n").titles())
        .containsExactly("Convert HEALTHCHECK to exec form (runs without a shell)");
    Refactored other = shell("FROM a\nHEALTHCHECK CMD [\"/bin/sh\", <|>\"-c\", \"a || b\"]\n"
        + "FROM 0\nSHELL [\"bash\", \"-c\"]\n");
    assertThat(other.titles())
        .containsExactly("Convert HEALTHCHECK to shell form (runs below a shell)");
    assertThat(other.result()).contains("CMD /bin/sh -c 'a || b'\n");
  }

  @Test
  void whereTheMeaningWouldChangeNothingIsOffered() {
    shell("FROM scratch\nCMD [<|>\"a\"]\n").isNotOffered();
    shell("FROM a\nCMD b\nENTRYPOINT [<|>\"a\"]\n").isNotOffered();
    shell("FROM a\nCMD [<|>\"cd\", \"a\"]\n").isNotOffered();
    shell("FROM a\nSHELL [\"pwsh\"]\nCMD [<|>\"a\"]\n").isNotOffered();
    shell("FROM a\nCMD [<|>]\n").isNotOffered();
    exec("FROM mcr.microsoft.com/windows/servercore\nCMD <|>a\n").isNotOffered();
    exec("# escape=`\nFROM a\nCMD <|>a\n").isNotOffered();
    exec("FROM a\nHEALTHCHECK <|>NONE\n").isNotOffered();
    shell("FROM a\nHEALTHCHECK CMD [<|>\"cd\", \"a\"]\n").isNotOffered();
    exec("FROM a\nRUN <<E<|>\na\nE\n").isNotOffered();
    assertThat(exec("FROM a\nCMD cd <|>b\n").titles())
        .containsExactly("Convert CMD to exec form with its shell");
  }
}
