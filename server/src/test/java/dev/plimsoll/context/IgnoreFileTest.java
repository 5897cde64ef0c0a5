package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How .dockerignore is read and what it leaves out. Each verdict is that of Docker's own matcher and walk. */
class IgnoreFileTest {

  private static IgnoreFile file(String text) {
    return IgnoreFile.parse(".dockerignore", text);
  }

  private static boolean ignores(String lines, String path) {
    return file(lines.replace(' ', '\n')).verdict(path, false).ignored();
  }

  @ParameterizedTest
  @CsvSource({
    // anchored at the root, with or without a slash at either end
    "*.md,              README.md",
    "/foo/,             foo",
    "./foo,             foo",
    "x/../foo,          foo",
    "foo,               foo/deep/below",
    "*/temp*,           a/temporary.txt",
    "temp?,             tempa",
    // any number of folders
    "**/*.go,           top.go",
    "**/*.go,           a/b/c.go",
    "**/.git,           a/b/.git/HEAD",
    "a/**/b,            a/b",
    "a/**/b,            a/x/y/b",
    "a/**,              a/b/c",
    "**,                anything",
    "**/**/**/a,        x/y/a",
    "**/**/**/a,        a",
    "**/*/**/**/a,      x/y/a",
    "x/**/**/a,         x/y/z/a",
    // two stars before plain text test the end
    "**.md,             a/b/x.md",
    "**go,              mango",
    // sets
    "b[12],             b1",
    "b[^1],             b2",
    "[a-c]*,            car",
    "[!a],              '!'",
    "'\\#hash',         '#hash'",
    "'\\!bang',         '!bang'",
    // what only looks like text where the pattern becomes a regular expression
    "b?{2},             baa",
    "'*|x',             anything",
    "'\\d*',            7up",
    "'[[:alpha:]]*1',   x1",
    "'x*\\',            x$1",
  })
  void leavesOut(String lines, String path) {
    assertThat(ignores(lines, path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "*.md,                  a/README.md",
    "foo,                   a/foo",
    "foo,                   foobar",
    "FOO,                   foo",
    "a/*,                   a",
    "a/**,                  a",
    "a/*/c,                 a/b/d/c",
    "temp?,                 temp",
    "a/**/b,                ab",
    "*.{md,go},             README.md",
    "'\\*.md',              README.md",
    "b[!1],                 b2",
    "..,                    a",
    ".,                     a",
    "/,                     a",
    "'#foo',                '#foo'",
    "!foo,                  foo",
    "'a^b*',                a^b",
  })
  void keeps(String lines, String path) {
    assertThat(ignores(lines, path)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "*.md !README.md,                   README.md,      false",
    "*.md !README*.md README-key.md,    README-key.md,  true",
    "!README.md *.md,                   README.md,      true",
    "a !a/b/c,                          a/b/c,          false",
    "a !a/b/c,                          a/b/d,          true",
    "* !src,                            src/main.c,     false",
    "* !src/**,                         src/main.c,     false",
    "* !**/*.go,                        a/b/x.go,       false",
    "** !**/*.go,                       a/b/x.go,       false",
    // an exception counts for what is in a folder only where it had something to bring back there
    "**/x.md !a,                        a/x.md,         true",
    "a a/b !a,                          a/b,            false",
    "a/b !a,                            a/b,            true",
    // Docker doesn't look into a folder that no exception names
    "a !a/*/**,                         a/b/c,          true",
    "a/b !a/*/**,                       a/b/c,          true",
  })
  void theLastPatternThatMatchesDecides(String lines, String path, boolean ignored) {
    assertThat(ignores(lines, path)).isEqualTo(ignored);
  }

  @Test
  void linesAreReadAsDockerReadsThem() {
    String text = "\uFEFF# comment\r\n\r\n  spaces  \r\n#x\n ! kept \n\t#pattern\nlast";
    List<IgnorePattern> patterns = file(text).patterns();
    assertThat(patterns)
        .extracting(IgnorePattern::path)
        .containsExactly("spaces", "kept", "#pattern", "last");
    assertThat(patterns).extracting(IgnorePattern::line).containsExactly(2, 4, 5, 6);
    assertThat(patterns.get(1).exception()).isTrue();
    assertThat(patterns)
        .allSatisfy(pattern -> assertThat(pattern.range().of(text)).isEqualTo(pattern.text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"!", "! ", "!/", "[a", "a\\", "[]a]", "[a-]", "*[b-a]", "*{2}", "\\e", "*{1001}a"})
  void malformedPatternsAreKeptAndMatchNothing(String line) {
    IgnoreFile file = file("x\n" + line + "\ny");
    assertThat(file.patterns()).hasSize(3);
    assertThat(file.patterns().get(1).error()).isNotNull();
    assertThat(file.verdict("a", false).ignored()).isFalse();
    assertThat(file.verdict("y", false).ignored()).isTrue();
  }

  @Test
  void aLineThatDockerCannotReadEndsTheFile() {
    IgnoreFile file = file("a\n" + "x".repeat(70_000) + "\nb");
    assertThat(file.patterns()).hasSize(2);
    assertThat(file.patterns().get(1).error()).isEqualTo("a line of more than 64 KiB");
  }

  @Test
  void aFolderThatIsLeftOutIsClosedUnlessAnExceptionLeadsIntoIt() {
    assertThat(file("a").verdict("a", true).closed()).isTrue();
    assertThat(file("a\n!b/c").verdict("a", true).closed()).isTrue();
    assertThat(file("a\n!a/c").verdict("a", true).closed()).isFalse();
    assertThat(file("a\n!*.c").verdict("a", true).closed()).isFalse();
    assertThat(file("a").verdict("a/b", false).pattern()).isNotNull();
  }

  /** Paths of 2,000 characters against patterns that ruin backtracking matchers: this ends, and at once. */
  @Test
  void noPatternTakesLong() {
    String path = "a".repeat(2_000);
    String manyStars = "*a".repeat(200) + "b";
    String manyFolders = "**/a".repeat(100) + "/*b";
    String repeated = "[a]{900}".repeat(20) + "b";
    String text = String.join("\n", manyStars, manyFolders, repeated, "*" + "a?".repeat(300) + "c");
    assertThat(file(text).verdict(path, false).ignored()).isFalse();
    assertThat(PathGlob.of(manyStars).matches(path)).isFalse();
  }

  @Test
  void neverThrows() {
    Random random = new Random(5);
    List<String> pieces = Arrays.asList(
        "a",
        "*",
        "**",
        "/",
        "?",
        "[",
        "]",
        "^",
        "-",
        "\\",
        "{",
        "}",
        "2",
        ",",
        "|",
        "!",
        "#",
        " ",
        "\n",
        "\r",
        ".",
        "..",
        "(",
        ")",
        "+",
        "$",
        "\\Q",
        "\\x",
        "[:alpha:]",
        "é",
        "😀",
        "\uD800",
        "\uFEFF",
        "\0",
        "\\p",
        "\\b");
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      IgnoreFile file = file(text.toString());
      file.verdict("a/b😀/2", random.nextBoolean());
      file.verdict("a", true);
      PathGlob.of(text.toString()).matches("a/b");
      PathGlob.of(text.toString()).depth();
      ContextPath.inContext(text.toString());
    }
  }
}
