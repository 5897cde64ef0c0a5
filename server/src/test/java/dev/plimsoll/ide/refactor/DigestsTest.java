package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageFacts.Match;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LearntImages;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagList;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Pinning, one image and all of a file, another digest, and none. */
class DigestsTest {

  private static final String NODE = "sha256:" + "a".repeat(64);
  private static final String GO = "sha256:" + "b".repeat(64);
  private static final String OLD = "sha256:" + "c".repeat(64);

  private static final LearntImages IMAGES = LearntImages.over(new EmbeddedImages())
      .with(facts("node:22", NODE))
      .with(facts("node", NODE))
      .with(facts("golang:1.25", GO))
      .with(facts("ghcr.io/team/app:1", GO));

  private static ImageReference image(String name) {
    return Objects.requireNonNull(ImageReference.of(name));
  }

  private static ImageFacts facts(String name, String digest) {
    return new ImageFacts(
        image(name),
        Match.EXACT,
        image(name).tagOrLatest(),
        digest,
        ImmutableList.of(new PlatformFacts(ImageFacts.AMD64, 1, 1, OLD, null, null)),
        ImmutableList.of("linux/arm64"));
  }

  private static Refactored pin(String marked) {
    return Refactored.by(new PinDigest(), marked, IMAGES, false);
  }

  private static Refactored pinAll(String marked) {
    return Refactored.by(new PinAllDigests(), marked, IMAGES, false);
  }

  private static Refactored update(String marked) {
    return Refactored.by(new UpdateDigest(), marked, IMAGES, false);
  }

  private static Refactored unpin(String marked) {
    return Refactored.by(new UnpinDigest(), marked, IMAGES, false);
  }

  // Pin

  @Test
  void aPinnedImageKeepsItsTag() {
    Refactored pinned = pin("FROM --platform=linux/arm64 node<|>:22 AS build # why\nRUN a\n");
    assertThat(pinned.titles()).containsExactly("Pin node:22 to its digest");
    assertThat(pinned.result())
        .isEqualTo("FROM --platform=linux/arm64 node:22@" + NODE + " AS build # why\nRUN a\n");
    assertThat(pin("from \\\n  <|>node:22 \\\n  as build\n").result())
        .isEqualTo("from \\\n  node:22@" + NODE + " \\\n  as build\n");
  }

  @Test
  void anImageWithoutATagGetsTheOneThatIsMeant() {
    assertThat(pin("FROM no<|>de\r\nRUN a\r\n").result())
        .isEqualTo("FROM node:latest@" + NODE + "\r\nRUN a\r\n");
  }

  @Test
  void itIsPinnedWhereverItIsNamed() {
    String app = "ghcr.io/team/app:1";
    assertThat(pin("FROM a\nCOPY --from=" + app + "<|> b c\n").result())
        .isEqualTo("FROM a\nCOPY --from=" + app + "@" + GO + " b c\n");
    assertThat(pin("FROM a\nRUN --mount=from=<|>" + app + ",target=/b c\n").result())
        .isEqualTo("FROM a\nRUN --mount=from=" + app + "@" + GO + ",target=/b c\n");
    pin("FROM a\nCOPY --from=" + app + " b <|>c\n").isNotOffered();
  }

  @Test
  void theDefaultOfAnArgIsPinnedWhereTheImageComesFromOne() {
    String whole = "ARG IMAGE=node:22\nFROM ${IMAGE} AS a\nFROM $IMAGE\n";
    String pinned = "ARG IMAGE=node:22@" + NODE + "\nFROM ${IMAGE} AS a\nFROM $IMAGE\n";
    assertThat(pin(whole.replace("${IMAGE}", "${IM<|>AGE}")).result()).isEqualTo(pinned);
    assertThat(pin(whole.replace("node:22", "node:<|>22")).result()).isEqualTo(pinned);
    assertThat(pin("ARG V=22\nFROM node:$V<|>\n").result())
        .isEqualTo("ARG V=22@" + NODE + "\nFROM node:$V\n");
  }

  @Test
  void anArgThatMeansSomethingElseTooIsLeftAlone() {
    pin("ARG V=22\nFROM node:$V<|>\nARG V\nRUN install $V\n").isNotOffered();
    pin("ARG V=22\nFROM node:$V<|>\nFROM golang:$V\n").isNotOffered();
    pin("ARG V=22\nFROM node:$V<|>\nFROM node:$V-slim\n").isNotOffered();
    pin("ARG V=22\nARG W=$V\nFROM node:$V<|>\n").isNotOffered();
    pin("ARG V=22\nARG V=22\nFROM node:$V<|>\n").isNotOffered();
  }

  @Test
  void whatIsPutTogetherIsNotPinned() {
    pin("ARG V=22\nFROM <|>no${V:+de}:22\n").isNotOffered();
    pin("ARG V=2\nFROM <|>node:2$V\n").isNotOffered();
    pin("ARG V\nFROM <|>node:$V\n").isNotOffered();
  }

  @Test
  void onlyWhatStandsForAllPlatformsIsPinned() {
    pin("FROM <|>node:20\n").isNotOffered(); // the table has digests of single platforms
    pin("FROM <|>scratch\n").isNotOffered();
    pin("FROM <|>node:22@" + OLD + "\n").isNotOffered();
    pin("FROM a AS node\nFROM no<|>de\n").isNotOffered();
  }

  @Test
  void whatAListOfTagsSaysOfADigestIsKnownToo() {
    LearntImages listed = LearntImages.over(new EmbeddedImages())
        .with(
            image("gcr.io/team/app"),
            new TagList(
                ImmutableList.of(new RepositoryTag("1", 5, ImmutableList.of(), GO, null)), true));
    assertThat(Refactored.by(new PinDigest(), "FROM <|>gcr.io/team/app:1\n", listed, false)
            .result())
        .isEqualTo("FROM gcr.io/team/app:1@" + GO + "\n");
  }

  @Test
  void aDigestThatCanBeLookedUpIsAskedForWhenItIsChosen() {
    Refactored asked = Refactored.by(new PinDigest(), "FROM <|>x/y\n", IMAGES, true);
    assertThat(asked.titles()).containsExactly("Pin x/y:latest to its digest");
    assertThat(asked.offers().get(0).edits()).isEmpty();
    assertThat(asked.offers().get(0).unknown())
        .extracting(ImageReference::text)
        .containsExactly("x/y:latest");
  }

  // All

  @Test
  void allImagesOfAFileArePinnedAtOnce() {
    Refactored pinned = pinAll("""
        ARG GO=1.25
        FROM golang:$GO AS build
        FROM node:22@%s AS old
        FROM node:<|>22
        COPY --from=build a b
        COPY --from=ghcr.io/team/app:1 c d
        """.formatted(OLD));
    assertThat(pinned.titles()).containsExactly("Pin all images to their digests");
    assertThat(pinned.result()).isEqualTo("""
            ARG GO=1.25@%s
            FROM golang:$GO AS build
            FROM node:22@%s AS old
            FROM node:22@%s
            COPY --from=build a b
            COPY --from=ghcr.io/team/app:1@%s c d
            """.formatted(GO, OLD, NODE, GO));
  }

  @Test
  void allIsMoreThanOneAndEachIsKnown() {
    pinAll("FROM <|>node:22\n").isNotOffered();
    pinAll("FROM <|>node:22\nFROM x/y\n").isNotOffered();
    pinAll("FROM node:22\nFROM golang:1.25\nRUN <|>a\n").isNotOffered();
    Refactored asked =
        Refactored.by(new PinAllDigests(), "FROM <|>node:22\nFROM x/y\n", IMAGES, true);
    assertThat(asked.offers().get(0).edits()).hasSize(1);
    assertThat(asked.offers().get(0).unknown()).hasSize(1);
  }

  // Update

  @Test
  void aTagThatHasMovedGivesItsNewDigest() {
    Refactored updated = update("FROM <|>node:22@" + OLD + " AS a\n");
    assertThat(updated.titles()).containsExactly("Update the digest of node:22");
    assertThat(updated.result()).isEqualTo("FROM node:22@" + NODE + " AS a\n");
    assertThat(update("ARG V=22@" + OLD + "\nFROM <|>node:$V\n").result())
        .isEqualTo("ARG V=22@" + NODE + "\nFROM node:$V\n");
  }

  @Test
  void aDigestThatIsTheTagsOwnIsNotUpdated() {
    update("FROM <|>node:22@" + NODE + "\n").isNotOffered();
    update("FROM <|>node:22\n").isNotOffered();
    update("FROM <|>node@" + OLD + "\n").isNotOffered(); // nobody knows of which tag it was
    update("FROM <|>x/y:1@" + OLD + "\n").isNotOffered();
    assertThat(Refactored.by(new UpdateDigest(), "FROM <|>x/y:1@" + OLD + "\n", IMAGES, true)
            .titles())
        .containsExactly("Update the digest of x/y:1");
  }

  // Unpin

  @Test
  void withoutItsDigestAnImageKeepsItsTag() {
    Refactored unpinned = unpin("FROM <|>node:22@" + OLD + " AS a\n");
    assertThat(unpinned.titles()).containsExactly("Remove the digest of node:22");
    assertThat(unpinned.result()).isEqualTo("FROM node:22 AS a\n");
    assertThat(unpin("ARG I=node:22@" + OLD + "\nFROM <|>$I\n").result())
        .isEqualTo("ARG I=node:22\nFROM $I\n");
    assertThat(unpin("ARG V=22@" + OLD + "\nFROM <|>node:$V\n").result())
        .isEqualTo("ARG V=22\nFROM node:$V\n");
    unpin("FROM <|>node@" + OLD + "\n").isNotOffered(); // it would be another image
    unpin("FROM <|>node:22\n").isNotOffered();
  }
}
