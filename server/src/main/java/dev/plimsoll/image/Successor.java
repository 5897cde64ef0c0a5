package dev.plimsoll.image;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A release to move to from one that gets no fixes any more.
 *
 * @param release its number, {@code 3.14}
 * @param tag the tag of the same variant that exists; null where nobody knows the tags of the image
 * @param until the last day of its support; null where none has been set
 */
public record Successor(
    String release, @Nullable String tag, @Nullable LocalDate until) {}
