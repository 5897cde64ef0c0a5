package dev.plimsoll.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Workdir;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where {@code here} runs, and what its arguments mean. */
class ScriptPlacesTest {

  private static List<String> places(String dockerfile, Basis basis) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(dockerfile));
    RunScript script = model.script(Iterables.getLast(model.instructions(Run.class)));
    assertThat(script).isNotNull();
    ScriptPlaces places = ScriptPlaces.of(model, script, basis);
    List<String> found = new ArrayList<>();
    for (Invocation invocation : script.script().invocations()) {
      if (invocation.is("here")) {
        found.add(places.directory(invocation).text());
        places
            .places(invocation, invocation.arguments().words())
            .forEach(it -> found.add(it.text()));
      }
    }
    return found;
  }

  private static List<String> debian(String script) {
    return places("FROM debian\nWORKDIR /app\nRUN " + script + "\n", Basis.ANY_BUILD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "here                                             → /app",
        "cd web && here                                   → /app/web",
        "cd /srv; cd ./x//y/..; here                      → /srv/x",
        "cd .. && here                                    → /",
        "cd && here                                       → /root",
        "cd ~/x && here                                   → /root/x",
        "cd /srv && cd - && here                          → /app",
        "cd /srv || exit 1; here                          → /srv",
        "cd /srv || { echo no; exit 1; }; here            → /srv",
        "cd /srv || true; here                            → ",
        "cd /srv || cd /opt; here                         → ",
        "test -d web && cd web; here                      → ",
        "test -d web && cd web && here                    → /app/web",
        "if ! cd web; then exit 1; fi; here               → /app/web",
        "if x; then cd web; fi; here                   → ",
        "if x; then cd web; else cd web; fi; here         → /app/web",
        "case $x in a) cd web;; esac; here                → ",
        "(cd web && make) && here                         → /app",
        "(cd web && here)                                 → /app/web",
        "{ cd web; } && here                              → /app/web",
        "cd web | cat; here                               → /app",
        "cd web & here                                    → /app",
        "x=$(cd web && here)                              → /app/web",
        "x=$(cd web && pwd); here                         → /app",
        "sudo cd web; here                                → /app",
        "command cd web; here                             → /app/web",
        "eval 'cd web'; here                              → ",
        ". ./env.sh; here                                 → ",
        "time cd web; here                                → ",
        "cd \"$UNKNOWN\"; here                            → ",
        "cd $(mktemp -d); here                            → ",
        "D=/srv; cd $D/x; here                            → /srv/x",
        "D=/srv && cd \"${D}\" && here                    → /srv",
        "export D=/srv; cd $D; here                       → /srv",
        "D=$PWD; cd /srv; cd $D; here                     → /app",
        "read D; cd $D; here                              → ",
        "if x; then D=/srv; fi; cd $D; here               → ",
        "for d in a b; do (cd $d; here); done             → ",
        "for d in a b; do (cd $d); done; here             → /app",
        "for d in a b; do cd web; done; here              → ",
        "while x; do cd web; cd ..; done; here            → /app",
        "f() { cd web; }; f; here                         → ",
        "f() { echo; }; f; here                           → /app",
        "f() { here; }; f                                 → ",
        "sh -c 'cd web && here'                           → /app/web",
        "sh -c 'cd web'; here                             → /app",
        "bash -c \"cd web && here\" && cd /               → /app/web",
        "su - app -c 'here'                               → ",
        "su app -c 'here'                                 → /app",
        "env -C /srv here                                 → ",
        "env -iC/srv here                                 → ",
        "env -u C here                                    → /app",
        "sudo -nD /srv here                               → ",
        "sudo -p -D here                                  → /app",
        "sudo -u app here                                 → /app",
        "chroot /mnt here                                 → /app",
        "exit 1; here                                     → /app",
        "cd node-*; here                                  → ",
        "pushd web; here                                  → ",
        "bash -c 'pushd web; here'                        → /app/web",
        "bash -c 'pushd web; popd; here'                  → /app",
        "bash -c 'pushd web; pushd /srv; popd; here'      → /app/web",
      })
  void followsTheDirectory(String script, String directory) {
    assertThat(debian(script)).containsExactly(directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "here a /b \"c d\" 'e'        → /app, /app/a, /b, /app/c d, /app/e",
        "cd /x && here ../y           → /x, /y",
        "here ~ ~/.cache '~'          → /app, /root, /root/.cache, /app/~",
        "here $HOME/x ${PWD}/y        → /app, /root/x, /app/y",
        "A=x; here /$A/${A}y '$A'     → /app, /x/xy, /app/$A",
        "A='x y'; here \"$A\"         → /app, /app/x y",
        "here /{a,b}/x                → /app, /{a,b}/x",
        "bash -c 'here /{a,b/{c,d}}'  → /app, /a, /b/c, /b/d",
        "ash -c 'here {a,b}'          → /app, /app/{a,b}",
      })
  void readsArguments(String script, String expected) {
    assertThat(debian(script)).containsExactly(expected.split(", "));
  }

  @Test
  void whichShellShIsDependsOnTheImage() {
    String rest = "\nWORKDIR /\nRUN here {a,b}\n";
    assertThat(places("FROM alpine" + rest, Basis.ANY_BUILD)).containsExactly("/", "/{a,b}");
    assertThat(places("FROM fedora" + rest, Basis.ANY_BUILD)).containsExactly("/", "/a", "/b");
    assertThat(places("FROM mine" + rest, Basis.ANY_BUILD)).containsExactly("/", null);
    assertThat(places("FROM debian\nSHELL [\"bash\", \"-c\"]" + rest, Basis.ANY_BUILD))
        .containsExactly("/", "/a", "/b");
  }

  @Test
  void anArgIsUnknownUnlessItsDefaultIsAskedFor() {
    String file = """
        FROM debian
        ARG SUB=web
        ENV TOP=/srv/$SUB LIB=/lib
        WORKDIR /app/$SUB
        RUN cd x; here $LIB $TOP /$NEVER
        """;
    assertThat(places(file, Basis.ANY_BUILD)).containsExactly(null, "/lib", null, null);
    assertThat(places(file, Basis.DEFAULTS))
        .containsExactly("/app/web/x", "/lib", "/srv/web", null);
  }

  @Test
  void homeIsThatOfTheUser() {
    String run = "\nRUN here ~\n";
    assertThat(places("FROM debian\nWORKDIR /\nUSER app" + run, Basis.ANY_BUILD))
        .containsExactly("/", null);
    assertThat(places("FROM debian\nWORKDIR /\nUSER 0:0" + run, Basis.ANY_BUILD))
        .containsExactly("/", "/root");
    assertThat(places("FROM debian\nWORKDIR /\nENV HOME=/h" + run, Basis.ANY_BUILD))
        .containsExactly("/", "/h");
    assertThat(places("ARG B=debian\nFROM $B\nWORKDIR /" + run, Basis.ANY_BUILD))
        .containsExactly("/", null);
    assertThat(places("ARG B=debian\nFROM $B\nWORKDIR /" + run, Basis.DEFAULTS))
        .containsExactly("/", "/root");
  }

  @Test
  void manyLoopsInLoopsAreGoneThroughInTime() {
    String script = "for i in a; do ".repeat(60) + "cd x; " + "done; ".repeat(60) + "here";
    assertThat(debian(script)).containsExactly((String) null);
  }

  @Test
  void twoDirectoriesThatAreWrittenAlikeAreTwo() {
    SemanticModel model = SemanticModel.of(Dockerfile.parse("""
        FROM debian AS first
        WORKDIR /srv
        WORKDIR app
        FROM debian
        WORKDIR /opt
        WORKDIR app
        """));
    assertThat(model.instructions(Workdir.class))
        .extracting(workdir -> model.directoryAfter(workdir, Basis.ANY_BUILD).text())
        .containsExactly("/srv", "/srv/app", "/opt", "/opt/app");
  }
}
