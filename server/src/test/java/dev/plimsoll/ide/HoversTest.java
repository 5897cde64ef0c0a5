package dev.plimsoll.ide;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.lint.LintOptions;
import java.time.LocalDate;
import java.util.Set;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoversTest {

  /** Three variants of node 22, one of node 20 and an image of which only one size is known. */
  private static final ImageCatalog IMAGES = new ImageCatalog() {
    private final ImmutableMap<String, Long> bytes = ImmutableMap.of(
        "node:22", 408_000_000L,
        "node:22-slim", 75_000_000L,
        "node:22-alpine", 55_000_000L,
        "node:20-slim", 70_900_000L,
        "tool:1", 999L);

    @Override
    public ImageFacts facts(ImageReference reference) {
      String image = reference.familiarName() + ":" + reference.tagOrLatest();
      Long known = bytes.get(image);
      if (known != null) {
        return facts(reference, ImageFacts.Match.EXACT, reference.tagOrLatest(), known);
      }
      return image.equals("node:20")
          ? facts(reference, ImageFacts.Match.NEAREST, "22", 408_000_000L)
          : ImageFacts.unknown(reference);
    }

    private ImageFacts facts(ImageReference image, ImageFacts.Match match, String tag, long bytes) {
      String digest = "sha256:" + bytes;
      return new ImageFacts(
          image,
          match,
          tag,
          false,
          ImmutableList.of(new PlatformFacts(
              ImageFacts.AMD64, bytes, 8, digest, "", LocalDate.of(2026, 9, 19))));
    }

    @Override
    public ImmutableList<String> tags(ImageReference reference) {
      return bytes.keySet().stream()
          .filter(image -> image.startsWith(reference.familiarName() + ":"))
          .map(image -> image.substring(image.indexOf(':') + 1))
          .collect(ImmutableList.toImmutableList());
    }

    @Override
    public ImmutableList<String> repositories() {
      return ImmutableList.of("node", "tool");
    }
  };

  @Test
  void theWeightOfAnImageStandsFirstAndItsVariantsWithTheirDifferenceBelow() {
    assertThat(markdown("FROM no<|>de:22")).isEqualTo("""
            **node:22** · **408 MB** to download (compressed, linux/amd64)

            | variant     | download | difference |
            |-------------|---------:|-----------:|
            | `22-alpine` |  55.0 MB |    −353 MB |
            | `22-slim`   |  75.0 MB |    −333 MB |

            Starts as root; it has a user to change to: `USER node`.

            Docker Official Image on `docker.io`. 8 layers. Built on 2026-09-19. Unpacked on disk it is larger.

            Digest on linux/amd64: `sha256:408000000`""");
  }

  @Test
  void figuresOfAnotherTagSaySoAndBringNeitherDifferenceNorDigest() {
    assertThat(markdown("FROM node:20<|>"))
        .startsWith("**node:20** · **about 408 MB** to download")
        .contains("The tag `20` is not in the table: the figures are those of `node:22`.")
        .contains("| variant   | download |\n")
        .doesNotContain("sha256");
  }

  @Test
  void plainTextHasItsTableInColumns() {
    assertThat(plain("FROM <|>node:22"))
        .startsWith("node:22 · 408 MB to download (compressed, linux/amd64)")
        .contains("""
            variant    download  difference
            22-alpine   55.0 MB     −353 MB
            22-slim     75.0 MB     −333 MB
            """);
  }

  @Test
  void anImageThatNothingIsKnownOfSaysThat() {
    assertThat(markdown("FROM example.org/a<|>pp"))
        .startsWith("**example.org/app:latest**")
        .contains("no tag: `latest` is meant")
        .contains("Its size is not known");
  }

  @Test
  void scratchIsEmpty() {
    assertThat(markdown("FROM scr<|>atch")).contains("0 bytes");
  }

  @Test
  void theDefaultOfAnArgumentThatNamesTheImageShowsItToo() {
    assertThat(markdown("ARG BASE=node<|>:22\nFROM $BASE")).startsWith("**node:22** · **408 MB**");
  }

  @Test
  void whereNoImageIsNamedThereIsNoHover() {
    assertThat(hover("FR<|>OM node:22", true)).isNull();
    assertThat(hover("FROM node:22\nRUN <|>true", true)).isNull();
  }

  private static String markdown(String marked) {
    return text(marked, true);
  }

  private static String plain(String marked) {
    return text(marked, false);
  }

  private static String text(String marked, boolean markdown) {
    Hover hover = hover(marked, markdown);
    assertThat(hover).as("a hover at %s", marked).isNotNull();
    assertThat(hover.getContents().getRight().getKind())
        .isEqualTo(markdown ? MarkupKind.MARKDOWN : MarkupKind.PLAINTEXT);
    return hover.getContents().getRight().getValue();
  }

  /** The hover where {@code <|>} stands. */
  private static @Nullable Hover hover(String marked, boolean markdown) {
    int offset = marked.indexOf("<|>");
    String text = marked.replace("<|>", "");
    Checks checks =
        new Checks(ImmutableList::of, IMAGES, LintOptions.DEFAULT, (rule, failure) -> {});
    Snapshot snapshot = Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, checks);
    return Hovers.at(snapshot, offset, IMAGES, support(markdown));
  }

  private static ClientSupport support(boolean hoverMarkdown) {
    return ClientSupport.of(hoverMarkdown ? Set.of(Ability.HOVER_MARKDOWN) : Set.of());
  }
}
