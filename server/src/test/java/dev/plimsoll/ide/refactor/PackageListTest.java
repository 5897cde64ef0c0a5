package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackageListTest {

  private static Refactored at(String marked) {
    return Refactored.by(new PackageList(), marked);
  }

  @Test
  void packagesAreSortedAndEachGetsALine() {
    Refactored list = at("FROM a\nRUN apt-get update && apt-get install -y wget <|>curl=7 && b\n");
    assertThat(list.titles()).containsExactly("Sort the packages of apt-get install, one per line");
    assertThat(list.result()).isEqualTo("""
        FROM a
        RUN apt-get update && apt-get install -y \\
            curl=7 \\
            wget \\
            && b
        """);
  }

  @Test
  void optionsStayWhereTheyAre() {
    assertThat(at("FROM a\nRUN apk <|>add --no-cache -t .deps zlib -X http://x gcc\n")
            .result())
        .isEqualTo(
            "FROM a\nRUN apk add --no-cache -t .deps \\\n    gcc -X http://x \\\n    zlib\n");
  }

  @Test
  void whatIsLeftToDoIsOffered() {
    assertThat(at("FROM a\nRUN apt-get install <|>\\\n  b \\\n  a\n").titles())
        .containsExactly("Sort the packages of apt-get install");
    assertThat(at("FROM a\nRUN apt-get install <|>a b\n").titles())
        .containsExactly("Put each package of apt-get install on its own line");
  }

  @Test
  void theLayoutOfTheFileIsKept() {
    assertThat(at("FROM a\r\nRUN apt-get update && \\\r\n  apt-get install b <|>a\r\n")
            .result())
        .isEqualTo("FROM a\r\nRUN apt-get update && \\\r\n  apt-get install \\\r\n      a \\\r\n"
            + "      b\r\n");
    assertThat(at("# escape=`\nFROM alpine\nRUN pip install <|>a b\n").result("Put"))
        .isEqualTo("# escape=`\nFROM alpine\nRUN pip install `\n    a `\n    b\n");
    assertThat(at("FROM a\nRUN <<E\ndnf install -y <|>a b\nE\n").result("Put"))
        .isEqualTo("FROM a\nRUN <<E\ndnf install -y \\\n    a \\\n    b\nE\n");
  }

  @Test
  void commentsKeepTheirPackages() {
    Refactored list = at("FROM a\nRUN apt-get install \\\n  # for c\n  b<|> \\\n  # for d\n  a\n");
    list.isNotOffered();
  }

  @Test
  void sortedListsAndOtherCommandsAreLeftAlone() {
    at("FROM a\nRUN apt-get install \\\n  a <|>\\\n  b\n").isNotOffered();
    at("FROM a\nRUN apt-get install a<|>\n").isNotOffered();
    at("FROM a\nRUN apt-get remove b <|>a\n").isNotOffered();
    at("FROM a\nRUN echo b <|>a\n").isNotOffered();
    at("FROM a\nRUN [\"apt-get\", \"install\", \"b\"<|>, \"a\"]\n").isNotOffered();
    at("FROM a\nSHELL [\"pwsh\"]\nRUN apt-get install b <|>a\n").isNotOffered();
    at("FROM a\nRUN apt-get install b a && <|>c\n").isNotOffered();
  }
}
