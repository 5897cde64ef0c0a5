package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One tag of a list, with what the list says of it: most registries say its name only.
 *
 * @param name the tag
 * @param compressedBytes what a download transfers, in bytes: on {@code linux/amd64} where there is that;
 *     {@link #UNKNOWN_BYTES} where the list doesn't say it
 * @param platforms what it weighs on each platform; empty where the list doesn't say that
 * @param digest what to pin it to; null where the list doesn't say that
 * @param pushed when it was last pushed; null where the list doesn't say that
 */
public record RepositoryTag(
    String name,
    long compressedBytes,
    ImmutableList<PlatformFacts> platforms,
    @Nullable String digest,
    @Nullable Instant pushed) {

  /** Stands for a size that is not known. */
  public static final long UNKNOWN_BYTES = -1;

  /** A tag of which only the name is known. */
  public static RepositoryTag named(String name) {
    return new RepositoryTag(name, UNKNOWN_BYTES, ImmutableList.of(), null, null);
  }
}
