package dev.plimsoll.shellcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the program is found and run, and what becomes of one that isn't ShellCheck. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShellCheckProgramTest {

  private static final long LONG = 60_000;

  private static final Executor TWO = Executors.newFixedThreadPool(2, task -> {
    Thread thread = new Thread(task, "shellcheck");
    thread.setDaemon(true);
    return thread;
  });

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private @TempDir Path folder;

  private static ShellCheckInput input(String script) {
    return new ShellCheckInput("sh", "\n".repeat(8) + script + "\n");
  }

  private ShellChecks checks(String fake, long limitMillis) throws IOException {
    ShellCheckProgram program =
        new ShellCheckProgram(FakeShellCheck.write(folder, fake), limitMillis);
    return new ShellChecks(program, TWO, any -> true, complaints::add);
  }

  private static List<String> messages(ShellChecks checks, ShellCheckInput input) {
    checks.ask(input).join();
    return checks
        .report(ImmutableSet.of(input))
        .answers()
        .getOrDefault(input, ImmutableList.of())
        .stream()
        .map(ShellCheckComment::message)
        .toList();
  }

  @Test
  void saysWhatTheProgramSays() throws IOException {
    ShellChecks checks = checks(FakeShellCheck.FINDS_FIRST_WORD, LONG);
    assertThat(messages(checks, input("echo a"))).containsExactly("First word.");
    assertThat(complaints).isEmpty();
  }

  @Test
  void isRunOnceForAScript() throws IOException {
    Path runs = folder.resolve("runs");
    ShellChecks checks =
        checks("echo x >> '" + runs + "'\n" + FakeShellCheck.FINDS_FIRST_WORD, LONG);
    assertThat(messages(checks, input("echo a"))).hasSize(1);
    assertThat(messages(checks, input("echo a"))).hasSize(1);
    assertThat(runs).hasContent("x");
    assertThat(messages(checks, input("echo b"))).hasSize(1);
    assertThat(runs).hasContent("x\nx");
  }

  /** Without ShellCheck's own configuration, and with what this script is: nothing goes through a shell. */
  @Test
  void isToldAllByItsArguments() throws IOException {
    Path told = folder.resolve("told");
    ShellChecks checks = checks(
        "{ printf '%s\\n' \"$@\"; echo \"opts:$SHELLCHECK_OPTS\"; cat; } > '" + told + "'\n"
            + "echo '{\"comments\":[]}'",
        LONG);
    ShellCheckInput input = new ShellCheckInput("dash", "echo \"$(rm -rf x)\" 😀\n");
    assertThat(messages(checks, input)).isEmpty();
    assertThat(told).hasContent("""
        --norc
        --format=json1
        --severity=style
        --shell=dash
        --exclude=SC1090,SC1091,SC2187
        -
        opts:
        echo "$(rm -rf x)" 😀
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat",
        "cat >/dev/null; echo nothing of the kind",
        "echo '{\"comments\":[{\"line\":1}]}'",
        "echo '{\"comments\":7}'",
        "echo '[]'",
        "exit 4",
        "exit 3",
      })
  void whatIsNoShellCheckIsToldOfOnceAndRunNeverAgain(String fake) throws IOException {
    Path runs = folder.resolve("runs");
    ShellChecks checks = checks("echo x >> '" + runs + "'\n" + fake, LONG);
    for (String script : new String[] {"echo a", "echo b", "echo c"}) {
      assertThat(messages(checks, input(script))).isEmpty();
    }
    assertThat(runs).hasContent("x");
    assertThat(complaints)
        .singleElement()
        .asString()
        .startsWith("ShellCheck is not asked about scripts any more: " + folder)
        .contains("0.7");
  }

  @Test
  void aFileThatCannotBeRunIsToldOfOnce() throws IOException {
    Path file = folder.resolve("shellcheck");
    Files.writeString(file, "\0");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    ShellChecks checks =
        new ShellChecks(new ShellCheckProgram(file, LONG), TWO, any -> true, complaints::add);
    assertThat(messages(checks, input("echo a"))).isEmpty();
    assertThat(messages(checks, input("echo b"))).isEmpty();
    assertThat(complaints).hasSize(1);
  }

  @Test
  void oneThatCrashesIsAskedAboutOtherScripts() throws IOException {
    ShellChecks checks = checks(
        "text=$(cat); case $text in *crash*) kill -9 $$;; esac\n" + FakeShellCheck.FINDS_FIRST_WORD,
        LONG);
    assertThat(messages(checks, input("crash"))).isEmpty();
    assertThat(messages(checks, input("echo a"))).hasSize(1);
    assertThat(complaints).isEmpty();
    assertThat(checks.failure(input("crash"))).isEqualTo("it ends with status 137");
    assertThat(checks.failure(input("echo a"))).isNull();
  }

  /** A hang or a crash says nothing of the script: the machine may have been busy, or short of memory. */
  @Test
  void aScriptIsAskedAboutAgainAfterAFailureButNotForEver() throws IOException {
    Path runs = folder.resolve("runs");
    ShellChecks checks = checks(
        "echo x >> '" + runs + "'; [ -e '" + folder + "/well' ] || exit 2\n"
            + FakeShellCheck.FINDS_FIRST_WORD,
        LONG);
    for (int i = 0; i < 5; i++) {
      assertThat(messages(checks, input("a"))).isEmpty();
      assertThat(checks.knows(input("a"))).isFalse();
    }
    assertThat(runs).hasContent("x\nx\nx");
    assertThat(checks.report(ImmutableSet.of(input("a"), input("b"))).unanswerable())
        .containsExactly(input("a"));
    assertThat(complaints).isEmpty();
    assertThat(messages(checks, input("b"))).isEmpty();
    Files.createFile(folder.resolve("well"));
    assertThat(messages(checks, input("b"))).containsExactly("First word.");
    assertThat(checks.failure(input("b"))).isNull();
  }

  @Test
  void whatNobodyWantsAnyMoreIsNotRun() throws IOException {
    Path runs = folder.resolve("runs");
    ShellCheckProgram program = new ShellCheckProgram(
        FakeShellCheck.write(
            folder, "echo x >> '" + runs + "'\n" + FakeShellCheck.FINDS_FIRST_WORD),
        LONG);
    Set<ShellCheckInput> wanted = ConcurrentHashMap.newKeySet();
    ShellChecks checks = new ShellChecks(program, TWO, wanted::contains, complaints::add);
    assertThat(messages(checks, input("a"))).isEmpty();
    assertThat(runs).doesNotExist();
    wanted.add(input("a"));
    assertThat(messages(checks, input("a"))).hasSize(1);
  }

  @Test
  void oneThatHangsIsEndedWithWhatItStarted() throws Exception {
    Path child = folder.resolve("child");
    ShellChecks checks = checks("sleep 1000 & echo $! > '" + child + "'; wait", 1_000);
    assertThat(messages(checks, input("a"))).isEmpty();
    long pid = Long.parseLong(Files.readString(child).strip());
    for (int i = 0; i < 600 && isRunning(pid); i++) {
      Thread.sleep(100);
    }
    assertThat(isRunning(pid)).isFalse();
    assertThat(complaints).isEmpty();
    assertThat(messages(checks, input("b"))).isEmpty();
    assertThat(messages(checks, input("c"))).isEmpty();
    assertThat(complaints).singleElement().asString().contains("1000 ms");
    assertThat(checks.isOver()).isTrue();
  }

  /** What a wrapper leaves behind may hold its standard output for as long as it likes. */
  @Test
  void nobodyWaitsForWhatOneThatHasEndedHasStarted() throws IOException {
    Path child = folder.resolve("child");
    ShellChecks checks = checks(
        "cat >/dev/null; { sleep 1000; echo x; } & echo $! > '" + child
            + "'; echo '{\"comments\":[]}'",
        LONG);
    assertThat(messages(checks, input("a"))).isEmpty();
    assertThat(checks.knows(input("a"))).isTrue();
    ProcessHandle.of(Long.parseLong(Files.readString(child).strip())).ifPresent(left -> {
      left.descendants().forEach(ProcessHandle::destroyForcibly);
      left.destroyForcibly();
    });
  }

  /** More than fits into a pipe, and in pieces. */
  @Test
  void allThatItSaysIsRead() throws IOException {
    ShellChecks checks = checks(
        "cat >/dev/null; printf '{\"comments\":['; i=0; while [ $i -lt 3000 ]; do\n"
            + "printf '%s,' '{\"line\":9,\"endLine\":9,\"column\":1,\"endColumn\":5,\"level\":\"info\","
            + "\"code\":2000,\"message\":\"é\",\"fix\":null}'; i=$((i+1)); [ $i != 1500 ] || sleep 0.3; done\n"
            + "echo '{\"line\":9,\"endLine\":9,\"column\":1,\"endColumn\":5,\"level\":\"info\","
            + "\"code\":2000,\"message\":\"last\",\"fix\":null}]}'; exit 1",
        LONG);
    assertThat(messages(checks, input("a"))).hasSize(3_001).endsWith("é", "last");
  }

  /** A zombie, which nobody waits for in a container, doesn't run. */
  private static boolean isRunning(long pid) throws IOException {
    Path state = Path.of("/proc/" + pid + "/stat");
    if (!Files.exists(state)) {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
    return !Files.readString(state).contains(") Z ");
  }

  @Test
  void oneThatDoesNotReadIsNoTrouble() throws IOException {
    ShellChecks checks = checks("echo '{\"comments\":[]}'", LONG);
    assertThat(messages(checks, input("echo " + "a".repeat(1 << 20)))).isEmpty();
    assertThat(complaints).isEmpty();
  }

  @Test
  void oneThatNeverStopsTalkingIsEnded() throws IOException {
    ShellChecks checks =
        checks("while :; do echo 0123456789012345678901234567890123456789; done", LONG);
    assertThat(messages(checks, input("a"))).isEmpty();
  }

  @Test
  void isFoundInThePathButNotInTheCurrentFolder() throws IOException {
    Path file = FakeShellCheck.write(folder, "");
    String folders = String.join(File.pathSeparator, "", ".", "/none", folder.toString());
    assertThat(ShellCheckProgram.find("", folders)).isEqualTo(file);
    assertThat(ShellCheckProgram.find("shellcheck", folders)).isEqualTo(file);
    assertThat(ShellCheckProgram.find(file.toString(), "")).isEqualTo(file);
    assertThat(ShellCheckProgram.find("shellcheck", ".")).isNull();
    assertThat(ShellCheckProgram.find("other", folders)).isNull();
    assertThat(ShellCheckProgram.find(folder.toString(), folders)).isNull();
    for (String relative : new String[] {"./shellcheck", "bin/shellcheck", "..", "\0"}) {
      assertThat(ShellCheckProgram.find(relative, folders)).isNull();
    }
  }

  @Test
  void theRealOneIsUnderstood() {
    ShellCheckInput input = new ShellCheckInput("sh", "echo `ls` $1\n");
    assertThat(RealShellCheck.of(input))
        .extracting(ShellCheckComment::code)
        .contains(2006, 2046, 2086);
    assertThat(Strings.nullToEmpty(RealShellCheck.program().toString())).isNotEmpty();
  }
}
