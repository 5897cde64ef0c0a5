package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Occurrence;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Symbols;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image whose tag and digest stand in one place, which means nothing else.
 *
 * @param image what is named
 * @param uses where it is named; several where they take it from one ARG
 * @param place where the name ends, or all of it: in the instruction, or the default of an ARG
 */
record NamedImage(ImageReference image, ImmutableList<ImageUse> uses, TextRange place) {

  /** Those of a file, by the first place where each is named. */
  static ImmutableList<NamedImage> in(SemanticModel model) {
    Map<TextRange, List<ImageUse>> byPlace = new LinkedHashMap<>();
    for (ImageUse use : model.imageUses()) {
      TextRange place = use.source() == null ? use.tagSource() : use.source();
      if (place != null) {
        byPlace.computeIfAbsent(place, any -> new ArrayList<>()).add(use);
      }
    }
    ImmutableList.Builder<NamedImage> named = ImmutableList.builder();
    byPlace.forEach((place, uses) -> {
      ImageReference image = uses.get(0).image();
      if (image != null
          && !image.isScratch()
          && image.text().endsWith(place.of(model.file().text()))
          && uses.stream().allMatch(use -> use.text().equals(image.text()))
          && (uses.get(0).range().contains(place) || isOnlyFor(uses, place, model))) {
        named.add(new NamedImage(image, ImmutableList.copyOf(uses), place));
      }
    });
    return named.build();
  }

  /** Whether the ARG of which a place is the default stands nowhere but in these names. */
  private static boolean isOnlyFor(List<ImageUse> uses, TextRange place, SemanticModel model) {
    for (Instruction.Arg arg : model.globalArgs()) {
      for (Pair pair : arg.pairs()) {
        if (pair.value() != null && model.range(arg, pair.value().range()).contains(place)) {
          TextRange key = model.range(arg, pair.key().range());
          Symbols.Mention declaration = model.symbols().at(key.start());
          return declaration != null
              && declaration.symbol().occurrences().stream()
                  .allMatch(it -> it.range().equals(key) || isIn(uses, it));
        }
      }
    }
    return false;
  }

  private static boolean isIn(List<ImageUse> uses, Occurrence occurrence) {
    return uses.stream().anyMatch(use -> use.range().contains(occurrence.range()));
  }

  /** The one that is pointed at: in its FROM, at its name elsewhere, or in the ARG that it is taken from; null for none. */
  static @Nullable NamedImage at(Selection selection) {
    Instruction instruction = selection.instruction();
    if (instruction == null) {
      return null;
    }
    for (NamedImage named : in(selection.model())) {
      if (selection.isAt(named.place())) {
        return named;
      }
      for (ImageUse use : named.uses()) {
        if (use.instruction() == instruction
            && (instruction instanceof From || selection.isAt(use.range()))) {
          return named;
        }
      }
    }
    return null;
  }

  /** The image as its tag has it, whatever the digest. */
  ImageReference byTag() {
    return image.withTag(image.tagOrLatest());
  }

  /** As titles call it: {@code node:22}. */
  String title() {
    return byTag().familiar();
  }

  /** What the tag may be pinned to on all platforms; null where that isn't known. */
  @Nullable String knownDigest(ImageCatalog images) {
    ImageFacts facts = images.exactFacts(byTag());
    RepositoryTag listed = images.listed(byTag());
    return facts != null && facts.digest() != null
        ? facts.digest()
        : listed == null ? null : listed.digest();
  }

  /** The edit that gives it this digest, in the place of the one that it has; the tag stays, or is written. */
  TextEdit withDigest(String digest) {
    return image.digest() != null
        ? TextEdit.replace(TextRange.ofLength(digestStart(), image.digest().length()), digest)
        : TextEdit.insert(place.end(), (image.tag() == null ? ":latest@" : "@") + digest);
  }

  /** The edit that takes its digest away. */
  TextEdit withoutDigest() {
    return TextEdit.delete(new TextRange(digestStart() - 1, place.end()));
  }

  /** The edit that exchanges the tag of an image without a digest. */
  TextEdit withTag(String tag) {
    int length = image.tagOrLatest().length();
    return TextEdit.replace(TextRange.ofLength(place.end() - length, length), tag);
  }

  private int digestStart() {
    return place.end() - (image.digest() == null ? 0 : image.digest().length());
  }
}
