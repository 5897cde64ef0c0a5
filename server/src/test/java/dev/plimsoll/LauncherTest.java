package dev.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/plimsoll}, in a folder with blanks and letters of more than one script. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final Instant JAR_TIME = Instant.parse("2024-02-03T04:05:06Z");
  private static final String SESSION =
      framed("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\","
              + "\"params\":{\"processId\":null,\"capabilities\":{}}}")
          + framed("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"shutdown\"}")
          + framed("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");

  @TempDir
  private Path temporary;

  private Path folder;
  private Path launcher;
  private Path jar;
  private Path cache;

  private record Ended(int status, String out, String err) {

    /** The words that the stand-in for Java was given. */
    List<String> words() {
      assertThat(status).as(err).isZero();
      return out.lines().toList();
    }

    String archive() {
      String property = "-Dplimsoll.archive=";
      return words().stream()
          .filter(it -> it.startsWith(property))
          .findFirst()
          .orElse(property)
          .substring(property.length());
    }
  }

  @BeforeEach
  void install() throws IOException {
    install(temporary.resolve("a b/сервер ジ"));
  }

  private void install(Path where) throws IOException {
    folder = Files.createDirectories(where);
    launcher = Files.createDirectories(folder.resolve("bin")).resolve("plimsoll");
    Files.copy(
        Path.of("bin/plimsoll"),
        launcher,
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        Path.of("bin/java.options"),
        folder.resolve("bin/java.options"),
        StandardCopyOption.REPLACE_EXISTING);
    jar = Files.createDirectories(folder.resolve("target")).resolve("plimsoll.jar");
    Files.writeString(jar, "stands in for a jar");
    Files.setLastModifiedTime(jar, FileTime.from(JAR_TIME));
    cache = temporary.resolve("cache of ü");
  }

  private static String framed(String message) {
    return "Content-Length: " + message.length() + "\r\n\r\n" + message;
  }

  /** Runs a launcher with nothing of this process's environment but the PATH. */
  private Ended run(Map<String, String> environment, String... command) throws Exception {
    Path out = Files.createTempFile(temporary, "out", "");
    Path err = Files.createTempFile(temporary, "err", "");
    Path in = Files.writeString(Files.createTempFile(temporary, "in", ""), SESSION);
    ProcessBuilder process = new ProcessBuilder(command)
        .directory(temporary.toFile())
        .redirectInput(in.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile());
    process.environment().keySet().retainAll(List.of("PATH"));
    process.environment().putAll(environment);
    Process started = process.start();
    assertThat(started.waitFor(240, TimeUnit.SECONDS)).isTrue();
    return new Ended(started.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** A script that prints its arguments, one a line, in a folder that says which Java it is. */
  private Path fakeJava(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private Ended runFake(String version, Map<String, String> environment, String... arguments)
      throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("JAVA_HOME", fakeJava("java " + version, version).toString());
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return run(all, command.toArray(String[]::new));
  }

  private Map<String, String> inCache() {
    return Map.of("XDG_CACHE_HOME", cache.toString());
  }

  @Nested
  class WhatJavaIsTold {

    @Test
    void theOptionsTheArchiveToMakeTheUsersOptionsTheJarAndTheArguments() throws Exception {
      Ended ended = runFake(
          "17.0.1",
          Map.of("XDG_CACHE_HOME", cache.toString(), "PLIMSOLL_JAVA_OPTS", "-Xmx2g -Da=b"),
          "lint",
          "my file");
      assertThat(ended.words())
          .containsExactly(
              "@" + folder.toRealPath() + "/bin/java.options",
              "-Xmx1g",
              "-Dplimsoll.archive=" + ended.archive(),
              "-Xmx2g",
              "-Da=b",
              "-jar",
              jar.toRealPath().toString(),
              "lint",
              "my file");
    }

    @Test
    void startedThroughLinks() throws Exception {
      Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("other link"));
      Files.createSymbolicLink(temporary.resolve("other link"), launcher);
      Map<String, String> environment = Map.of("JAVA_HOME", fakeJava("j", "21").toString());
      assertThat(run(environment, link.toString()).words())
          .contains(jar.toRealPath().toString());
    }

    @Test
    void anArchiveIsUsedInTheWayOfTheVersion() throws Exception {
      assertThat(archiveOption("17.0.1")).isEqualTo("-XX:SharedArchiveFile=");
      assertThat(archiveOption("24.0.2")).isEqualTo("-XX:SharedArchiveFile=");
      assertThat(archiveOption("25")).isEqualTo("-XX:AOTCache=");
    }

    private String archiveOption(String version) throws Exception {
      String archive = runFake(version, inCache()).archive();
      Files.createDirectories(Path.of(archive).getParent());
      Files.writeString(Path.of(archive), "an archive");
      return runFake(version, inCache()).words().stream()
          .filter(it -> it.startsWith("-XX") && it.endsWith(archive))
          .findFirst()
          .orElse(archive)
          .replace(archive, "");
    }

    @Test
    void noArchiveIsNamedInAFolderThatOthersMayWriteTo() throws Exception {
      Path archives = Path.of(runFake("17", inCache()).archive()).getParent();
      Files.createDirectories(archives);
      for (String open : List.of("rwxrwx---", "rwx----w-", "rwxrwxrwx")) {
        Files.setPosixFilePermissions(archives, PosixFilePermissions.fromString(open));
        assertThat(runFake("17", inCache()).archive()).as(open).isEmpty();
      }
      for (String closed : List.of("rwx------", "rwxr-xr-x")) {
        Files.setPosixFilePermissions(archives, PosixFilePermissions.fromString(closed));
        assertThat(runFake("17", inCache()).archive()).as(closed).startsWith(archives.toString());
      }
    }

    @Test
    void noArchiveIsNamedInAFolderOfSomebodyElse() throws Exception {
      assumeTrue(isRoot(), "only root gives files away");
      Path archives = Path.of(runFake("17", inCache()).archive()).getParent();
      Files.createDirectories(archives);
      giveAway(archives);
      assertThat(runFake("17", inCache()).archive()).isEmpty();
    }

    @Test
    void anArchiveOfSomebodyElseIsRemovedInsteadOfUsed() throws Exception {
      assumeTrue(isRoot(), "only root gives files away");
      Path archive = Path.of(runFake("17", inCache()).archive());
      Files.createDirectories(archive.getParent());
      Files.writeString(archive, "an archive");
      giveAway(archive);
      assertThat(runFake("17", inCache()).words())
          .noneMatch(it -> it.startsWith("-XX"))
          .contains("-Dplimsoll.archive=" + archive);
      assertThat(archive).doesNotExist();
    }

    @Test
    void aLinkToAnArchiveIsNotUsedEither() throws Exception {
      Path archive = Path.of(runFake("17", inCache()).archive());
      Files.createDirectories(archive.getParent());
      Path elsewhere = Files.writeString(temporary.resolve("elsewhere.jsa"), "an archive");
      Files.createSymbolicLink(archive, elsewhere);
      assertThat(runFake("17", inCache()).words()).noneMatch(it -> it.startsWith("-XX"));
      assertThat(elsewhere).exists();
    }

    private boolean isRoot() {
      return System.getProperty("user.name").equals("root");
    }

    private void giveAway(Path path) throws IOException {
      Files.setAttribute(path, "unix:uid", 65534);
    }

    @Test
    void anArchiveThatIsEmptyOrOlderThanTheJarIsNotUsed() throws Exception {
      Path archive = Path.of(runFake("17", inCache()).archive());
      Files.createDirectories(archive.getParent());
      Files.createFile(archive);
      assertThat(runFake("17", inCache()).words()).noneMatch(it -> it.startsWith("-XX"));
      Files.writeString(archive, "an archive");
      Files.setLastModifiedTime(archive, FileTime.from(JAR_TIME.minusSeconds(1)));
      assertThat(runFake("17", inCache()).words()).noneMatch(it -> it.startsWith("-XX"));
    }

    @Test
    void noArchiveIsSharedByTwoJavasOrTwoJars() throws Exception {
      List<String> archives = new ArrayList<>();
      archives.add(runFake("17.0.1", inCache()).archive());
      archives.add(runFake("17.0.2", inCache()).archive());
      Files.setLastModifiedTime(jar, FileTime.from(JAR_TIME.plus(Duration.ofDays(1))));
      archives.add(runFake("17.0.1", inCache()).archive());
      Files.writeString(jar, "another jar");
      archives.add(runFake("17.0.1", inCache()).archive());
      assertThat(archives).doesNotHaveDuplicates();
      assertThat(archives).allMatch(it -> it.startsWith(cache + "/plimsoll/"));
    }

    @Test
    void theCommandsHaveAnArchiveOfTheirOwnAndMoreMemory() throws Exception {
      List<String> server = runFake("17", inCache(), "--stdio").words();
      assertThat(runFake("17", inCache()).archive()).isEqualTo(archive(server));
      assertThat(server).noneMatch(it -> it.startsWith("-Xmx"));
      List<String> lint = runFake("17", inCache(), "lint", "f").words();
      assertThat(archive(lint)).isNotEqualTo(archive(server));
      assertThat(runFake("17", inCache(), "parse", "f").archive()).isEqualTo(archive(lint));
    }

    private String archive(List<String> words) {
      return new Ended(0, String.join("\n", words), "").archive();
    }

    @Test
    void theArchiveLiesWhereTheSystemKeepsSuchFiles() throws Exception {
      Path home = Files.createDirectories(temporary.resolve("home of ü"));
      Map<String, String> environment =
          Map.of("HOME", home.toString(), "XDG_CACHE_HOME", "relative");
      assertThat(runFake("17", environment).archive()).startsWith(home + "/.cache/plimsoll/");
      Files.createDirectories(home.resolve("Library/Caches"));
      assertThat(runFake("17", environment).archive())
          .startsWith(home + "/Library/Caches/plimsoll/");
    }

    @Test
    void withoutAPlaceForItThereIsNoArchive() throws Exception {
      assertThat(runFake("17", Map.of()).archive()).isEmpty();
      assertThat(runFake("17", Map.of("HOME", "")).archive()).isEmpty();
      assertThat(runFake("17", Map.of("XDG_CACHE_HOME", "/a:b")).archive())
          .as("to the JVM a colon parts two archives")
          .isEmpty();
    }
  }

  @Nested
  class WithoutAJavaToUse {

    @Test
    void anOldOne() throws Exception {
      String old = fakeJava("java 11", "11.0.26").toString();
      Ended ended = run(Map.of("PLIMSOLL_JAVA_HOME", old), launcher.toString());
      assertThat(ended.status).isEqualTo(1);
      assertThat(ended.out).isEmpty();
      assertThat(ended.err)
          .contains("no Java 17 or later in " + old, "bin/java is Java 11")
          .hasLineCount(1);
    }

    @Test
    void anOldOneThatMustBeAsked() throws Exception {
      Path home = fakeJava("silent", "11");
      Files.delete(home.resolve("release"));
      Files.writeString(
          home.resolve("bin/java"),
          "#!/bin/sh\necho 'openjdk version \"11.0.26\" 2025-01-21' >&2\n");
      Ended ended = run(Map.of("PLIMSOLL_JAVA_HOME", home.toString()), launcher.toString());
      assertThat(ended.status).isEqualTo(1);
      assertThat(ended.out).isEmpty();
      assertThat(ended.err).contains("bin/java is Java 11");
    }

    @Test
    void aHomeWithoutOne() throws Exception {
      Ended ended = run(Map.of("PLIMSOLL_JAVA_HOME", folder.toString()), launcher.toString());
      assertThat(ended.status).isEqualTo(1);
      assertThat(ended.out).isEmpty();
      assertThat(ended.err).contains("no Java 17 or later in " + folder);
    }
  }

  @Nested
  class AnOldJavaIsPassedOver {

    /** The tools that the launcher itself needs, and a Java. */
    private String path(Path java) {
      return java.resolve("bin") + ":/usr/bin:/bin";
    }

    @Test
    void inJavaHomeForThatOfThePath() throws Exception {
      Map<String, String> environment = Map.of(
          "JAVA_HOME", fakeJava("java 11", "11.0.26").toString(),
          "PATH", path(fakeJava("java 21", "21.0.1")));
      assertThat(run(environment, launcher.toString()).words()).contains("-jar");
    }

    @Test
    void onThePathForOneInTheUsualFolders() throws Exception {
      Path jdks = folder.resolve("home/.jdks/temurin-21");
      Files.createDirectories(jdks.getParent());
      Files.move(fakeJava("java 21", "21.0.1"), jdks);
      Ended ended = run(
          Map.of(
              "HOME", folder.resolve("home").toString(),
              "PATH", path(fakeJava("java 11", "11.0.26"))),
          launcher.toString(),
          "--version");
      // Of which Java depends on this machine: it gets the jar, be it to say that this is none.
      assertThat(ended.out + ended.err).contains("plimsoll.jar").doesNotContain("needs Java 17");
    }
  }

  @Nested
  class TheBuildInASourceCheckout {

    /** A Maven that writes an escape sequence, as the real one does even where it is told not to use colors. */
    private Ended build(String script) throws Exception {
      Files.createFile(folder.resolve("pom.xml"));
      Files.createFile(folder.resolveSibling("pom.xml"));
      Files.createDirectories(folder.resolve("src/main"));
      Files.delete(jar);
      Path mvn = Files.createDirectories(folder.resolve("tools")).resolve("mvn");
      Files.writeString(mvn, "#!/bin/sh\nprintf '\\033[0m'\n" + script);
      Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
      Map<String, String> environment = Map.of("PATH", mvn.getParent() + ":/usr/bin:/bin");
      return runFake("17", environment, "lint");
    }

    @Test
    void printsNothingButThatItBuilds() throws Exception {
      Ended ended = build("""
          for a; do case $a in -Dplimsoll.target=*) echo jar >"${a#*=}/plimsoll.jar" ;; esac; done
          """);
      assertThat(ended.words()).contains("lint").noneMatch(it -> it.contains("\033"));
      assertThat(ended.err).isEqualTo("plimsoll: building " + jar.toRealPath() + "\n");
      assertThat(jar).hasContent("jar");
      assertThat(jar.getParent()).isDirectoryNotContaining(it -> !it.endsWith("plimsoll.jar"));
    }

    @Test
    void saysWhatMavenSaidWhereItFailed() throws Exception {
      Ended ended = build("printf '[\\033[1;31mERROR\\033[m] why\\n'; exit 1\n");
      assertThat(ended.status).isEqualTo(1);
      assertThat(ended.out).isEmpty();
      assertThat(ended.err)
          .isEqualTo("plimsoll: building " + folder.toRealPath() + "/target/plimsoll.jar\n"
              + "[ERROR] why\nplimsoll: the build failed\n");
    }
  }

  /** The server as it ships, but for the packing, on the Java that runs this test. */
  @Nested
  class TheRealServer {

    @TempDir
    private static Path once;

    private static Path packed;

    private final String java = Path.of(System.getProperty("java.home")).toString();

    @BeforeAll
    static void pack() throws IOException {
      packed = once.resolve("plimsoll.jar");
      PackedServer.pack(packed);
    }

    @BeforeEach
    void installPacked() throws IOException {
      // Java 17 finds no class in its archive whose jar has a path that is written differently as a
      // URL. It is the same path in each test, for an archive is of use for no other.
      install(once.resolve("plain"));
      assumeTrue(
          System.getProperty("java.vm.info").contains("sharing"),
          "this Java has no class-data archive of its own");
      Files.copy(packed, jar, StandardCopyOption.REPLACE_EXISTING);
      Files.setLastModifiedTime(jar, FileTime.from(JAR_TIME));
    }

    private Ended session(Map<String, String> environment) throws Exception {
      return session(environment, "exec \"$0\" --stdio");
    }

    private Ended session(Map<String, String> environment, String script) throws Exception {
      Map<String, String> all = new HashMap<>(environment);
      all.put("JAVA_HOME", java);
      Ended ended = run(all, "sh", "-c", script, launcher.toString());
      assertThat(ended.status).as(ended.err).isZero();
      assertThat(ended.out)
          .as("nothing but two messages on standard output")
          .matches(
              "(?s)Content-Length: \\d+\r\n\r\n\\{[^\n]*\\}Content-Length: \\d+\r\n\r\n\\{[^\n]*\\}");
      return ended;
    }

    private Stream<Path> archives() throws IOException {
      Path plimsoll = cache.resolve("plimsoll");
      return Files.isDirectory(plimsoll) ? Files.list(plimsoll) : Stream.of();
    }

    private static boolean isUnfinished(Path file) {
      return String.valueOf(file.getFileName()).startsWith("unfinished");
    }

    private Path awaitArchive() throws Exception {
      return awaitArchiveInPlaceOf(null);
    }

    /** The one archive once there is one that is not {@code old}, which stays until the new one is complete. */
    private Path awaitArchiveInPlaceOf(@Nullable Path old) throws Exception {
      for (int i = 0; i < 2400; i++) {
        List<Path> found = archives().toList();
        if (found.size() == 1 && !found.get(0).equals(old) && Files.size(found.get(0)) > 0) {
          return found.get(0);
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
      throw new AssertionError("no archive came to be: " + archives().toList());
    }

    /** To make one takes seconds: the tests that begin with one have it from here, which the first of them fills. */
    private Path fullCache() throws Exception {
      Path own = cache;
      cache = once.resolve("cache of ü");
      session(inCache());
      awaitArchive();
      Path full = cache;
      cache = own;
      return full;
    }

    /** Puts a copy of an archive into the cache of this test. */
    private Path copyArchive() throws Exception {
      try (Stream<Path> made = Files.list(fullCache().resolve("plimsoll"))) {
        Path archive = made.findFirst().orElseThrow();
        Path archives = Files.createDirectories(cache.resolve("plimsoll"));
        return Files.copy(archive, archives.resolve(archive.getFileName()));
      }
    }

    private boolean startsFromArchive() throws Exception {
      return session(Map.of(
              "XDG_CACHE_HOME", cache.toString(), "PLIMSOLL_JAVA_OPTS", "-Xlog:class+load:stderr"))
          .err
          .lines()
          .anyMatch(it -> it.contains(" dev.plimsoll.Main source: shared objects file"));
    }

    @Test
    void theFirstStartsMakeAnArchiveAndTheNextUsesIt() throws Exception {
      Path old = Files.createDirectories(cache.resolve("plimsoll")).resolve("1-2-Jan-3-4-5.jsa");
      Files.writeString(old, "the archive of a version that is gone");
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(61))));
      Thread other = new Thread(() -> {
        try {
          session(inCache());
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      });
      other.start();
      session(inCache());
      other.join();
      Path archive = awaitArchiveInPlaceOf(old);
      assertThat(startsFromArchive()).isTrue();

      Files.setLastModifiedTime(jar, FileTime.from(JAR_TIME.plus(Duration.ofDays(1))));
      assertThat(startsFromArchive())
          .as("the archive of another jar is not used")
          .isFalse();
      awaitArchiveInPlaceOf(archive);
      assertThat(startsFromArchive()).isTrue();
    }

    @Test
    void theFirstCommandsMakeAnArchiveAndTheNextUsesIt() throws Exception {
      String script = "\"$0\" lint Dockerfile & \"$0\" lint Dockerfile; wait";
      Ended first = lint(script);
      assertThat(first.out).contains("No problems.");
      assertThat(first.err).isEmpty();
      awaitArchive();
      Ended next = lint("PLIMSOLL_JAVA_OPTS=-Xlog:class+load:stderr exec \"$0\" lint Dockerfile");
      assertThat(next.err.lines())
          .anyMatch(it -> it.contains("dev.plimsoll.cli.LintCommand source: shared objects file"));
      assertThat(archives()).as("nobody makes a second one").hasSize(1);
    }

    @Test
    void foldersMissingFilesAndStandardInputAreWhatAUserMeans() throws Exception {
      cache = Path.of("/dev/null/cache"); // no archive has to be made
      Files.createDirectories(temporary.resolve("p/out"));
      Files.createDirectories(temporary.resolve("p/Dockerfile"));
      Files.writeString(temporary.resolve("p/.gitignore"), "out/\n");
      Files.writeString(temporary.resolve("p/out/Dockerfile"), "FROM team/a\n");
      Files.writeString(temporary.resolve("p/Dockerfile-prod"), "FROM team/b\n");
      Ended found = lint("exec \"$0\" lint p");
      assertThat(found.status).isEqualTo(1);
      assertThat(found.out).contains("p/Dockerfile-prod:1:6: warning").doesNotContain("out/");
      assertThat(lint("exec \"$0\" lint --fail-on never p").status).isZero();

      Ended missing = lint("exec \"$0\" lint nowhere");
      assertThat(missing.status).isEqualTo(2);
      assertThat(missing.out).isEmpty();
      assertThat(missing.err).contains("nowhere: no such file");

      Files.createDirectories(temporary.resolve("services/api"));
      Files.writeString(temporary.resolve("services/api/.dockerignore"), ".env\n");
      Files.writeString(temporary.resolve("services/api/.env"), "");
      Ended input = lint(
          "printf 'FROM a:1\\nCOPY .env /\\n' | \"$0\" lint --stdin-filename services/api/Dockerfile -");
      assertThat(input.out).contains("services/api/Dockerfile:2:6: warning[copy-ignored-file]");
    }

    private Ended lint(String script) throws Exception {
      Files.writeString(temporary.resolve("Dockerfile"), "FROM a:1\nUSER a\n");
      Map<String, String> environment = new HashMap<>(inCache());
      environment.put("JAVA_HOME", java);
      return run(environment, "sh", "-c", script, launcher.toString());
    }

    @Test
    void theFolderOfArchivesIsClosedToOthers() throws Exception {
      assertThat(PosixFilePermissions.toString(
              Files.getPosixFilePermissions(fullCache().resolve("plimsoll"))))
          .isEqualTo("rwx------");
    }

    @Test
    void aBrokenArchiveIsIgnoredAndAfterAWhileReplaced() throws Exception {
      Path archive = copyArchive();
      Files.delete(archive);
      Files.writeString(archive, "broken");
      session(inCache());
      assertThat(archive).hasContent("broken");

      Files.setLastModifiedTime(archive, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
      session(inCache());
      for (int i = 0; i < 2400 && Files.size(awaitArchive()) < 1000; i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(startsFromArchive()).isTrue();
    }

    @Test
    void anArchiveWhoseBytesWereChangedIsIgnored() throws Exception {
      Path archive = copyArchive();
      assertThat(startsFromArchive()).isTrue();
      byte[] bytes = Files.readAllBytes(archive);
      for (int i = bytes.length / 2; i < bytes.length / 2 + 64; i++) {
        bytes[i] ^= 0x55;
      }
      Files.delete(archive);
      Files.write(archive, bytes);
      assertThat(startsFromArchive()).isFalse();
    }

    @Test
    void aFolderWithBlanksAndOtherLetters() throws Exception {
      Path plain = jar;
      install(temporary.resolve("a b/сервер ジ"));
      Files.copy(plain, jar, StandardCopyOption.REPLACE_EXISTING);
      assertThat(session(inCache()).err).isEmpty();
      awaitArchive();
      assertThat(session(inCache()).err).isEmpty();
    }

    @Test
    void aHomeThatCannotBeWritten() throws Exception {
      assertThat(session(Map.of("HOME", "/dev/null/home")).err).isEmpty();
    }

    @Test
    void noHomeAtAll() throws Exception {
      assertThat(session(Map.of()).err).isEmpty();
    }

    /** A limit for the size of files stands in for a full disk: the archive can be begun and not be ended. */
    @Test
    void aDiskThatIsFull() throws Exception {
      assertThat(session(inCache(), "ulimit -f 200; exec \"$0\" --stdio").err).isEmpty();
      TimeUnit.SECONDS.sleep(5); // the making begins after three
      for (int i = 0; i < 600 && archives().anyMatch(TheRealServer::isUnfinished); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(archives()).allMatch(it -> it.toFile().length() == 0);
      session(inCache());
    }
  }
}
