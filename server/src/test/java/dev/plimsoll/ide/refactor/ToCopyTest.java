package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToCopyTest {

  private static Refactored at(String marked) {
    return Refactored.by(new ToCopy(), marked);
  }

  @Test
  void whatIsWrittenIsCopied() {
    Refactored copy = at("FROM a\nRUN echo 'b  c' d > /etc/e<|>\nCMD f\n");
    assertThat(copy.titles())
        .containsExactly("Convert RUN to COPY with a here-document (owner root, mode 0644)");
    assertThat(copy.result()).isEqualTo("FROM a\nCOPY <<EOF /etc/e\nb  c d\nEOF\nCMD f\n");
  }

  @Test
  void everyFileGetsACopy() {
    assertThat(at("FROM a\n  run echo b >/c && <|>printf '%s\\n' d 'EOF' >/e  ").result())
        .isEqualTo("FROM a\n  copy <<EOF /c\nb\nEOF\n  copy <<EOF2 /e\nd\nEOF\nEOF2");
  }

  @Test
  void aDollarThatTheShellDoesNotSeeStaysOne() {
    assertThat(at("FROM a\nRUN echo 'b=$c' > /d<|>\n").result())
        .isEqualTo("FROM a\nCOPY <<\"EOF\" /d\nb=$c\nEOF\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo $b > /c",
        "echo -n b > /c",
        "echo 'b\\nc' > /c",
        "echo b >> /c",
        "echo b > c",
        "echo b > /c/",
        "echo b > /dev/null",
        "echo b > /etc/hosts",
        "echo b > /c && echo d > /c",
        "echo b > /c && chmod 600 /c",
        "echo b 2> /c",
        "echo b | tee /c",
        "--mount=type=cache,target=/c echo b > /c/d",
        "printf '%s' b > /c",
        "echo *.b > /c",
        "echo b > /c; echo d > /e",
      })
  void whatIsNotExactlyAFileIsLeftAlone(String code) {
    at("FROM a\nRUN " + code + "<|>\n").isNotOffered();
  }

  @Test
  void theFileMustBelongToRoot() {
    at("FROM a\nUSER b\nRUN echo c > /d<|>\n").isNotOffered();
    assertThat(at("FROM a\nUSER root\nRUN echo c > /d<|>\n").offers()).hasSize(1);
  }
}
