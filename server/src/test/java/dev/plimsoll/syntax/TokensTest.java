package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SharedCases;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TokensTest {

  @Test
  void everyCharacterOfAnInstructionHasItsToken() {
    assertThat(tokens("""
            RUN --mount=type=cache,target=/x \\
                # why
                apt-get update \\

             && true
            """))
        .containsExactly(
            "KEYWORD RUN",
            "WHITESPACE  ",
            "FLAG --mount=type=cache,target=/x",
            "WHITESPACE  ",
            "CONTINUATION \\\n",
            "WHITESPACE     ",
            "COMMENT # why",
            "LINE_ENDING \n",
            "WHITESPACE     ",
            "ARGUMENT apt-get update ",
            "CONTINUATION \\\n",
            "LINE_ENDING \n",
            "ARGUMENT  && true",
            "LINE_ENDING \n");
  }

  @Test
  void theExecFormHasPunctuation() {
    assertThat(tokens("ONBUILD CMD [\"a\", \"b\"]"))
        .containsExactly(
            "KEYWORD ONBUILD",
            "WHITESPACE  ",
            "KEYWORD CMD",
            "WHITESPACE  ",
            "PUNCTUATION [",
            "ARGUMENT \"a\"",
            "PUNCTUATION ,",
            "WHITESPACE  ",
            "ARGUMENT \"b\"",
            "PUNCTUATION ]");
  }

  @Test
  void aHeredocHasBodyAndTerminator() {
    assertThat(tokens("COPY <<-A <<B /x/\na\n\tA\nb\nB\n"))
        .containsExactly(
            "KEYWORD COPY",
            "WHITESPACE  ",
            "ARGUMENT <<-A",
            "WHITESPACE  ",
            "ARGUMENT <<B",
            "WHITESPACE  ",
            "ARGUMENT /x/",
            "LINE_ENDING \n",
            "HEREDOC_BODY a\n",
            "HEREDOC_TERMINATOR \tA",
            "LINE_ENDING \n",
            "HEREDOC_BODY b\n",
            "HEREDOC_TERMINATOR B",
            "LINE_ENDING \n");
  }

  @Test
  void tokensTileEveryPrefixOfRealFiles() {
    Random random = new Random(7);
    List<String> files = SharedCases.dockerfiles();
    for (String text : files) {
      tiles(text);
      tiles(text.substring(0, random.nextInt(text.length() + 1)));
    }
    for (int i = 0; i < 20; i++) {
      String text = files.get(random.nextInt(files.size()));
      for (int end = 0; end <= Math.min(3_000, text.length()); end++) {
        tiles(text.substring(0, end));
      }
    }
    SharedCases.read("edge-cases").forEach(one -> tiles(one.get("dockerfile").getAsString()));
  }

  private static void tiles(String text) {
    StringBuilder all = new StringBuilder();
    for (Element element : Dockerfile.parse(text).elements()) {
      all.append(
          element instanceof Instruction instruction
              ? String.join("", texts(instruction))
              : element.text());
    }
    assertThat(all.toString()).isEqualTo(text);
  }

  private static List<String> texts(Instruction instruction) {
    return instruction.source().tokens().stream()
        .map(token -> token.range().of(instruction.text()))
        .collect(Collectors.toList());
  }

  private static List<String> tokens(String text) {
    Instruction only = Dockerfile.parse(text).instructions().get(0);
    return only.source().tokens().stream()
        .map(token -> token.kind() + " " + token.range().of(only.text()))
        .toList();
  }
}
