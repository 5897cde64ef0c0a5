package dev.plimsoll.shellcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Programs that are called like ShellCheck and behave otherwise. */
public final class FakeShellCheck {

  /** Says of every script that its first word is wrong; without a line before it, as there are 8 for proxies. */
  public static final String FINDS_FIRST_WORD = """
      cat >/dev/null
      echo '{"comments":[{"file":"-","line":9,"endLine":9,"column":1,"endColumn":5,"level":"warning","code":2999,\
      "message":"First word.","fix":null}]}'
      exit 1
      """;

  /** Says the same, where {@code $text} is the script, whatever variables are set before it. */
  public static final String FINDS_FIRST_WORD_OF_TEXT = """
      line=$(($(printf '%s\\n' "$text" | grep -c '^export ') + 1))
      echo '{"comments":[{"file":"-","line":'$line',"endLine":'$line',"column":1,"endColumn":5,"level":"warning",\
      "code":2999,"message":"First word.","fix":null}]}'
      exit 1
      """;

  private FakeShellCheck() {}

  /** Writes one into a folder, which serves as {@code PATH}. */
  public static Path write(Path folder, String script) throws IOException {
    Path file = folder.resolve("shellcheck");
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }
}
