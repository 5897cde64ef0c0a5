package dev.plimsoll.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellTest {

  @ParameterizedTest
  @CsvSource({
    "sh, POSIX",
    "/bin/bash, POSIX",
    "ash, POSIX",
    "dash, POSIX",
    "zsh, POSIX",
    "/usr/bin/ksh, POSIX",
    "pwsh, POWERSHELL",
    "powershell.exe, POWERSHELL",
    "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\PowerShell.EXE, POWERSHELL",
    "cmd, CMD",
    "CMD.EXE, CMD",
    "python3, OTHER",
    "fish, OTHER",
  })
  void dialects(String program, ShellDialect dialect) {
    assertThat(ShellDialect.ofName(program)).isEqualTo(dialect);
  }

  @ParameterizedTest
  @CsvSource({
    "/bin/sh -c, sh, false, false",
    "/bin/bash -ec, bash, true, false",
    "/bin/bash -o pipefail -c, bash, false, true",
    "/bin/bash -euxo pipefail -c, bash, true, true",
    "/bin/bash -o errexit -o pipefail -c, bash, true, true",
    "/usr/bin/env -i A=b bash -e -c, bash, true, false",
    "busybox sh -c, sh, false, false",
    "powershell -Command -e, powershell, false, false",
  })
  void options(String argv, String name, boolean errexit, boolean pipefail) {
    Shell shell = Shell.of(List.of(argv.split(" ")));
    assertThat(shell.name()).isEqualTo(name);
    assertThat(shell.errexit()).isEqualTo(errexit);
    assertThat(shell.pipefail()).isEqualTo(pipefail);
  }

  @Test
  void onlyThePosixFamilyIsParsed() {
    assertThat(Shell.sh().parse("a && b").invocations()).hasSize(2);
    assertThat(Shell.of(List.of("pwsh", "-c")).parse("a && b").isOpaque()).isTrue();
    assertThat(Shell.of(List.of()).isPosix()).isFalse();
  }
}
