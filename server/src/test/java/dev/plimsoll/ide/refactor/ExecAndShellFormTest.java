package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(exec.titles()).containsExactly("Convert CMD to exec form (runs without a shell)");
    assertThat(exec.result())
        .isEqualTo("FROM a\nCMD [\"node\", \"my app.js\", \"--port\", \"3000\"]\n");
  }

  @Test
  void continuedLinesStayContinued() {
    assertThat(exec("FROM a\nCMD nginx \\\n    # quietly\n    -q <|>start\n").result())
        .isEqualTo("FROM a\nCMD [\"nginx\", \\\n    # quietly\n    \"-q\", \"start\"]\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a && b", "a; b", "a | b", "a $B", "a > b", "a *.b", "A=b c", "cd a", "a `b`", "a &"
      })
  void whatNeedsAShellKeepsIt(String command) {
    exec("FROM a\nCMD <|>" + command + "\n").isNotOffered();
    exec("FROM a\nHEALTHCHECK CMD <|>" + command + "\n").isNotOffered();
    exec("FROM scratch\nRUN <|>" + command + "\n").isNotOffered();
  }

  @Test
  void aRunGainsNothingByIt() {
    exec("FROM a\nRUN apt-get <|>update\n").isNotOffered();
    assertThat(exec("FROM scratch\nRUN /app <|>--init\n").result())
        .isEqualTo("FROM scratch\nRUN [\"/app\", \"--init\"]\n");
  }

  @Test
  void aProgramComesToStandBelowAShell() {
    Refactored shell = shell("FROM a\nRUN [\"no<|>de\", \"my $app.js\"]\n");
    assertThat(shell.titles()).containsExactly("Convert RUN to shell form (run by a shell)");
    assertThat(shell.result()).isEqualTo("FROM a\nRUN node 'my $app.js'\n");
  }

  @Test
  void whatStartsTheContainerNeedsNoShellUnlessItIsChosen() {
    shell("FROM a\nCMD [<|>\"b\"]\n").isNotOffered();
    shell("FROM a\nENTRYPOINT [<|>\"b\"]\n").isNotOffered();
    assertThat(shell("FROM a\nSHELL [\"sh\", \"-c\"]\nENTRYPOINT [<|>\"b\"]\n").titles())
        .containsExactly("Convert ENTRYPOINT to shell form (run by a shell, which ignores CMD"
            + " and the arguments of docker run)");
  }

  @Test
  void entrypointAndCmdDependOnEachOther() {
    shell("FROM a\nSHELL [\"sh\", \"-c\"]\nENTRYPOINT [<|>\"b\"]\nCMD [\"c\"]\n")
        .isNotOffered();
    shell("FROM a\nSHELL [\"sh\", \"-c\"]\nENTRYPOINT [\"b\"]\nCMD [<|>\"c\"]\n")
        .isNotOffered();
    exec("FROM a\nENTRYPOINT <|>b\nCMD [\"c\"]\n").isNotOffered();
    exec("FROM a AS b\nENTRYPOINT [\"b\"]\nFROM b\nCMD <|>c\n").isNotOffered();
    assertThat(exec("FROM a AS b\nCMD c\nFROM b\nENTRYPOINT <|>c\n").titles())
        .containsExactly(
            "Convert ENTRYPOINT to exec form (runs without a shell, takes the arguments of docker run)");
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
        .containsExactly("Convert HEALTHCHECK to exec form (runs without a shell)");
    assertThat(exec.result())
        .isEqualTo("FROM a\nHEALTHCHECK --interval=5s CMD [\"curl\", \"-f\", \"localhost\"]\n");

    Refactored shell =
        shell("FROM a\nHEALTHCHECK --interval=5s \\\n  cmd  [ \"curl\", <|>\"local host\" ]\n");
    assertThat(shell.titles())
        .containsExactly("Convert HEALTHCHECK to shell form (run by a shell)");
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
        .containsExactly("Convert HEALTHCHECK to shell form (run by a shell)");
    assertThat(other.result()).contains("CMD /bin/sh -c 'a || b'\n");
  }

  @Test
  void whereTheMeaningWouldChangeNothingIsOffered() {
    shell("FROM scratch\nRUN [<|>\"a\"]\n").isNotOffered();
    shell("FROM a\nRUN [<|>\"cd\", \"a\"]\n").isNotOffered();
    shell("FROM a\nSHELL [\"pwsh\"]\nCMD [<|>\"a\"]\n").isNotOffered();
    shell("FROM a\nRUN [<|>]\n").isNotOffered();
    exec("FROM mcr.microsoft.com/windows/servercore\nCMD <|>a\n").isNotOffered();
    exec("# escape=`\nFROM a\nCMD <|>a\n").isNotOffered();
    exec("FROM a\nHEALTHCHECK <|>NONE\n").isNotOffered();
    shell("FROM a\nHEALTHCHECK CMD [<|>\"cd\", \"a\"]\n").isNotOffered();
    exec("FROM a\nRUN <<E<|>\na\nE\n").isNotOffered();
  }
}
