package dev.plimsoll.image;

import org.jspecify.annotations.Nullable;

/**
 * One layer of an image.
 *
 * @param digest of the compressed layer, {@code sha256:…}
 * @param compressedBytes what a download transfers, in bytes
 * @param createdBy the instruction that made it, as the builder noted it; null where it noted none, or not one for each layer
 */
public record ImageLayer(
    String digest, long compressedBytes, @Nullable String createdBy) {

  /** What made it, as a Dockerfile says it, in one line; null where the builder noted nothing. */
  public @Nullable String instruction() {
    return createdBy == null ? null : LayerInstruction.of(createdBy);
  }
}
