package dev.plimsoll.semantics;

import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ParsedReference;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A place where the file names an image, a stage left out.
 *
 * @param role what the image is used for
 * @param instruction the instruction that names it
 * @param range where the name stands, as offsets of the file
 * @param text the name, variables replaced by their defaults
 * @param reference what the name means, or why it means nothing
 * @param source where {@code text} stands character by character: the same as {@code range}, or the default of the ARG
 *     that a FROM consists of; null where the name is put together from parts and can't be edited in one place
 * @param tagSource where the tag stands character by character: in {@code source}, or in the default of the ARG that
 *     follows the colon; null where there is no tag or it is put together from parts
 */
public record ImageUse(
    Role role,
    Instruction instruction,
    TextRange range,
    String text,
    ParsedReference reference,
    @Nullable TextRange source,
    @Nullable TextRange tagSource) {

  /** What an image is used for. */
  public enum Role {
    /** The base of a stage. */
    BASE,
    /** Files are copied from it. */
    COPY_FROM,
    /** It is mounted while a RUN runs. */
    MOUNT_FROM
  }

  /** Whether it is this image in every build: no {@code --build-arg} can name another one. */
  public boolean isCertain() {
    return !(instruction instanceof Instruction.From from)
        || from.image() == null
        || from.image().value().indexOf('$') < 0;
  }

  /** The image, or null where the name is not valid. */
  public @Nullable ImageReference image() {
    return reference instanceof ImageReference image ? image : null;
  }

  /** The edit that makes this another tag of the same repository, or null where no single place decides the tag. */
  public @Nullable TextEdit withTag(String tag) {
    ImageReference image = image();
    if (image == null || image.digest() != null) {
      return null;
    }
    if (tagSource != null) {
      return TextEdit.replace(tagSource, tag);
    }
    return source != null && image.tag() == null ? TextEdit.insert(source.end(), ":" + tag) : null;
  }
}
