package dev.plimsoll.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file says of a base that nobody knows. */
class SystemSignsTest {

  private static SemanticModel model(String text) {
    return SemanticModel.of(Dockerfile.parse(text));
  }

  private static BaseFamily family(String text) {
    SemanticModel model = model(text);
    return model.family(model.finalStage());
  }

  private static boolean isPosix(String text) {
    SemanticModel model = model(text);
    return model.isPosix(model.finalStage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN powershell -Command New-Item x ; Remove-Item b",
        "RUN a && powershell.exe -File b.ps1",
        "RUN [\"powershell\", \"-Command\", \"a\"]",
        "ONBUILD RUN powershell -Command a",
        "RUN --network=none cmd /S /C a",
        "RUN setx /M PATH a",
        "RUN reg add HKLM\\a /v b",
        "RUN start /wait msiexec /i a.msi",
        "RUN msiexec /i a.msi /qn",
        "RUN a; \\\n    Expand-Archive b.zip",
        "RUN Invoke-WebRequest a -OutFile b",
        "RUN del /Q a.zip",
        "RUN app.exe /quiet",
        "RUN dir C:\\a",
        "RUN copy a %PROGRAMFILES%",
        "RUN echo $env:PATH",
        "COPY a C:/app/",
        "ENV A=C:\\a",
        "WORKDIR C:\\app",
        "CMD [\"app.exe\"]",
        "ENTRYPOINT [\"powershell\"]",
        "USER ContainerAdministrator",
        "SHELL [\"powershell\", \"-Command\"]",
      })
  void saysWindows(String instruction) {
    assertThat(family("FROM acme/base\n" + instruction + "\nRUN x\n"))
        .isEqualTo(BaseFamily.WINDOWS);
    assertThat(family("ARG B\nFROM ${B}\nRUN x\nFROM acme/other\n" + instruction + "\n"))
        .isEqualTo(BaseFamily.WINDOWS);
    assertThat(family("FROM debian\n" + instruction + "\n")).isEqualTo(BaseFamily.DEBIAN);
    assertThat(family("FROM debian AS a\n" + instruction + "\nFROM acme/base\n"))
        .isEqualTo(BaseFamily.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get install -y powershell",
        "RUN npm install setx",
        "RUN add-apt-repository x",
        "RUN install-packages git",
        "RUN start-server now",
        "RUN date +%Y%m%d && printf '%s%s' a b",
        "RUN sed -i s:a:b: c",
        "RUN curl https://example.org/a%20b%20c",
        "RUN curl http://c:/x",
        "RUN mono app.exe",
        "RUN apt-get install -y wine && wine reg add C:\\a",
        "ENTRYPOINT [\"dotnet\", \"app.dll\"]",
        "RUN pwsh -Command Get-Item",
        "RUN rmdir /srv/app",
      })
  void saysNothing(String instruction) {
    assertThat(family("FROM acme/base\n" + instruction + "\n")).isEqualTo(BaseFamily.UNKNOWN);
  }

  @Test
  void theEscapeCharacterSaysItToo() {
    assertThat(family("# escape=`\nFROM acme/base\nRUN a\n")).isEqualTo(BaseFamily.WINDOWS);
    assertThat(family("# escape=`\nARG B\nFROM ${B}\nRUN apt-get update\n"))
        .isEqualTo(BaseFamily.WINDOWS);
    assertThat(family("# escape=`\nFROM debian\nRUN a\n")).isEqualTo(BaseFamily.DEBIAN);
  }

  @Test
  void noScriptIsReadAsOneOfAPosixShell() {
    SemanticModel model =
        model("FROM acme/base\nRUN powershell -Command a ; b\nRUN c\nRUN [\"d\"]\n");
    for (Instruction.Run run : model.instructions(Instruction.Run.class)) {
      assertThat(model.shell(run).isPosix()).isFalse();
      assertThat(model.script(run) == null).isEqualTo(!run.execForm());
    }
    SemanticModel fragment = model("# escape=`\nRUN a ; b\n");
    assertThat(fragment.script(fragment.instructions(Instruction.Run.class).get(0)))
        .isNull();
  }

  @Test
  void posixIsCertainWhereTheBaseOrTheCommandsSayIt() {
    assertThat(isPosix("FROM debian\n")).isTrue();
    assertThat(isPosix("FROM mcr.microsoft.com/windows/servercore\n")).isFalse();
    assertThat(isPosix("FROM acme/base\nRUN make\n")).isFalse();
    assertThat(isPosix("FROM acme/base\nRUN powershell -c a\n")).isFalse();
    assertThat(isPosix("FROM acme/base\nRUN apt-get update\n")).isTrue();
    assertThat(isPosix("FROM acme/base\nRUN ./install.sh >/etc/a\n")).isTrue();
    assertThat(isPosix("FROM acme/base\nRUN a\nRUN rm -rf b\n")).isTrue();
    assertThat(isPosix("# escape=`\nFROM acme/base\nRUN rm -rf b\n")).isFalse();
  }
}
