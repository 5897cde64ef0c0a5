package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReferenceTest {

  private static ImageReference reference(String text) {
    ImageReference reference = ImageReference.of(text);
    assertThat(reference).as(text).isNotNull();
    return reference;
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          # text                          domain           path            tag      familiar
          node                          | docker.io      | library/node  |        | node:latest
          node:20-alpine                | docker.io      | library/node  | 20-alpine | node:20-alpine
          library/node                  | docker.io      | library/node  |        | node:latest
          index.docker.io/node:1        | docker.io      | library/node  | 1      | node:1
          bitnami/redis:7               | docker.io      | bitnami/redis | 7      | bitnami/redis:7
          docker.io/a/b/c               | docker.io      | a/b/c         |        | a/b/c:latest
          localhost/x                   | localhost      | x             |        | localhost/x:latest
          localhost:80                  | docker.io      | library/localhost | 80 | localhost:80
          Registry/x                    | Registry       | x             |        | Registry/x:latest
          my_host/x                     | docker.io      | my_host/x     |        | my_host/x:latest
          [::1]:5000/a                  | [::1]:5000     | a             |        | [::1]:5000/a:latest
          ghcr.io/o/r:v1                | ghcr.io        | o/r           | v1     | ghcr.io/o/r:v1
          my_host.org/x                 | ''                | my_host.org/x |       | my_host.org/x:latest
          a__b--c.d                     | docker.io      | library/a__b--c.d |    | a__b--c.d:latest
          """, delimiter = '|')
  void readsDomainPathAndTag(String text, String domain, String path, String tag, String familiar) {
    ImageReference reference = reference(text);
    assertThat(reference.domain()).isEqualTo(domain);
    assertThat(reference.path()).isEqualTo(path);
    assertThat(reference.tag()).isEqualTo(tag);
    assertThat(reference.familiar()).isEqualTo(familiar);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          Foo              | The name of an image is in lower case: only its tag may have capitals. | invalid reference format: repository name (library/Foo) must be lowercase
          a:               | The tag behind the colon is missing.           | invalid reference format
          a:-b             | A tag begins with a letter, a digit or '_' and has at most 128 letters, digits, '_', '.', '-'. | invalid reference format
          ubuntu:20:10     | A tag has no colon: is '20.10' meant? | invalid reference format
          a:b:c            | The name of an image has only one tag: remove the second colon and what follows it. | invalid reference format
          a b              | The name of an image can't have ' ' behind 'a'. Write name:tag. | invalid reference format
          a___b            | The name of an image can't have '_' behind 'a__'. Write name:tag. | invalid reference format
          <a>              | The name of an image can't have '<' at its start. Write name:tag. | invalid reference format
          :a               | The name before the colon is missing.          | invalid reference format
          a-               | The name of an image can't end with '-'.       | invalid reference format
          http://a.b/c     | An image is named without a protocol such as 'https://': remove it. | invalid reference format
          a.b-/c           | 'a.b-' is not the address of a registry. Write host/name:tag. | invalid reference format
          x@sha256:zz      | A digest is 'sha256:' and 64 hexadecimal digits. | invalid reference format
          x@md5:00000000000000000000000000000000 | A digest is 'sha256:' and 64 lower-case hexadecimal digits. | unsupported digest algorithm
          """, delimiter = '|', quoteCharacter = '~')
  void saysWhyATextIsNoImage(String text, String message, String docker) {
    assertThat(ImageReference.parse(text))
        .isEqualTo(new ParsedReference.Invalid(text, message, docker));
  }

  @Test
  void knowsWhereItsPartsStand() {
    String digest = "sha256:" + "0123456789abcdef".repeat(4);
    ImageReference reference = reference("ghcr.io/o/r:v1@" + digest);
    assertThat(reference.nameRange().of(reference.text())).isEqualTo("ghcr.io/o/r");
    assertThat(reference.tagRange().of(reference.text())).isEqualTo("v1");
    assertThat(reference.digestRange().of(reference.text())).isEqualTo(digest);
    assertThat(reference.familiar()).isEqualTo(reference.text());
  }

  @Test
  void keepsItsNameWithAnotherTag() {
    ImageReference other = reference("library/node:20@sha256:" + "0".repeat(64)).withTag("20-slim");
    assertThat(other).isEqualTo(reference("library/node:20-slim"));
  }

  @Test
  void refusesTheIdOfAnImage() {
    assertThat(ImageReference.parse("0123456789abcdef".repeat(4)))
        .isInstanceOf(ParsedReference.Invalid.class);
  }

  @Test
  void tellsScratchFromAnImageOfThatName() {
    assertThat(reference("scratch").isScratch()).isTrue();
    assertThat(reference("docker.io/scratch").isScratch()).isFalse();
    assertThat(reference("scratch:latest").isScratch()).isFalse();
  }

  @Test
  void onlyShortNamesOfDockerHubAreOfficial() {
    assertThat(reference("node").isOfficial()).isTrue();
    assertThat(reference("bitnami/node").isOfficial()).isFalse();
    assertThat(reference("quay.io/library/node").isOfficial()).isFalse();
    assertThat(reference("library/a/b").isOfficial()).isFalse();
  }

  @Test
  void whatDockerPrintsNamesTheSameImage() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      String text = RandomReferences.next(random);
      if (ImageReference.parse(text) instanceof ImageReference reference) {
        if (reference.path().matches("(localhost/|[^/]*\\.).*") && !reference.isOfficial()) {
          continue; // Docker's short form of docker.io/localhost/x names another image, too.
        }
        ImageReference again = reference(reference.familiar());
        assertThat(again.repository()).isEqualTo(reference.repository());
        assertThat(again.digest()).isEqualTo(reference.digest());
        assertThat(again.familiar()).isEqualTo(reference.familiar());
      }
    }
  }
}
