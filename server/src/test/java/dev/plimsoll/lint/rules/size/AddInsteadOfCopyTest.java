package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddInsteadOfCopyTest {

  private static final AddInsteadOfCopy RULE = new AddInsteadOfCopy();

  @Test
  void filesOfTheContextAreCopied() {
    RuleRun.check(RULE, """
        FROM alpine
        ADD . /app
        #^^ Use COPY
        ADD --chown=1:1 --link ["a.py", "b c.py", "/app/"]
        #^^ Use COPY
        ADD app.zip /app/
        #^^ Use COPY
        ADD app.py base.tar.gz /
        #^^ unpacks the archive among these files
        ONBUILD ADD . /app
        #       ^^^ Use COPY
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.tar /",
        "a.TAR.GZ /",
        "a.tgz b.tar.zst /",
        "x/y.tar.xz /",
        "\"a.tar\" /",
        "a.gem /",
        "a.apk /",
        "*.tar.gz /",
        "http://a/b /",
        "HTTPS://a/b.py /",
        "ftp://a/b /",
        "git://a/b /",
        "git@github.com:a/b.git /",
        "ssh://git@a/b /",
        "https://github.com/a/b.git#v1:dir /",
        "a.py https://a/b /",
        "--checksum=sha256:00 a /",
        "--unpack a /",
        "--keep-git-dir=true a /",
        "$FILE /",
        "${DIR}/a.py /",
        "target/a-${VERSION}.tar /",
        "target/$NAME /",
        "<<EOF /a\nhi\nEOF",
        "a",
        "",
        "--nonsense a /",
      })
  void whatNeedsAddOrIsNotKnownIsLeftAlone(String arguments) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\nADD " + arguments + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ADD . /app                  | safe: | COPY . /app",
        "add ./src/ /app             | safe: | copy ./src/ /app",
        "Add a.py b.jar /app/        | safe: | Copy a.py b.jar /app/",
        "ADD --chmod=755 run.sh $DIR | safe: | COPY --chmod=755 run.sh $DIR",
        "ONBUILD ADD .. /app         | safe: | ONBUILD COPY .. /app",
        "ADD server /                | ''    | COPY server /",
        "ADD rootfs.img /            | ''    | COPY rootfs.img /",
        "ADD data.bin layer.dat /    | ''    | COPY data.bin layer.dat /",
        "ADD app-1.2 /               | ''    | COPY app-1.2 /",
        "ADD *.js /app/              | ''    | COPY *.js /app/",
        "ADD target/a-$VERSION.jar / | ''    | COPY target/a-$VERSION.jar /",
        "ADD $KNOWN /app/            | ''    | COPY $KNOWN /app/",
        "ADD \"a.py\" /app/          | ''    | COPY \"a.py\" /app/",
      })
  void theFixIsSafeWhereTheNamesSayThatNothingIsUnpacked(String add, String safety, String copy) {
    String head = "FROM alpine\r\nARG KNOWN=a.py\r\n";
    assertThat(RuleRun.fixes(RULE, head + add + "\r\n"))
        .containsExactly(
            Map.entry((safety + " Replace ADD with COPY").strip(), head + copy + "\r\n"));
  }

  @Test
  void noFixForAMixture() {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nADD a.py b.tar /\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ADD server /            | safe:",
        "ADD data.bin a.py /     | safe:",
        "ADD src /src            | safe:",
        "ADD gone.bin /          | ''",
        "ADD *.bin /             | ''",
        "ONBUILD ADD server /    | ''",
      })
  void theFileItselfTellsWhereTheContextIsThere(String add, String safety) {
    Map<String, String> files = Map.of("server", "\u007fELF", "data.bin", "x", "src/a.gz", "BZh9");
    assertThat(RuleRun.fixes(RULE, "FROM alpine\n" + add + "\n", files))
        .containsOnlyKeys((safety + " Replace ADD with COPY").strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADD rootfs /", "ADD notes.txt /", "ADD ./rootfs notes.txt /"})
  void whatIsPackedWhateverItsNameNeedsAdd(String add) {
    Map<String, String> files = Map.of("rootfs", "BZh91AY", "notes.txt", "BZh91AY");
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + add + "\n", files)).isEmpty();
  }
}
