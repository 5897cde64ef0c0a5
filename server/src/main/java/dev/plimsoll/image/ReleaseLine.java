package dev.plimsoll.image;

import com.google.common.base.Joiner;
import com.google.common.base.Preconditions;
import com.google.common.primitives.ImmutableIntArray;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What gets fixes under one number, and weighs about the same throughout.
 *
 * @param text the number as tags write it: {@code 3.12}
 * @param version its numbers
 * @param codename what tags call it, too, such as {@code bookworm}; null where they have no other name
 * @param end the last day of its support, as planned or as it was; null where none is known
 * @param longTerm whether it is supported for longer than others of its kind
 */
record ReleaseLine(
    String text,
    ImmutableIntArray version,
    @Nullable String codename,
    @Nullable LocalDate end,
    boolean longTerm) {

  private static final char NAMED = '=';
  private static final char ENDS = '@';
  private static final String LONG_TERM = "+";

  @Override
  public boolean equals(
      @Nullable Object other) { // that of records is linked while a file is opened
    return other instanceof ReleaseLine that
        && text.equals(that.text)
        && version.equals(that.version)
        && Objects.equals(codename, that.codename)
        && Objects.equals(end, that.end)
        && longTerm == that.longTerm;
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Reads one line as {@code releases.txt} has it. */
  static ReleaseLine read(String entry) {
    boolean longTerm = entry.endsWith(LONG_TERM);
    String rest = longTerm ? entry.substring(0, entry.length() - 1) : entry;
    int at = rest.indexOf(ENDS);
    LocalDate end = at < 0 ? null : Day.of(rest.substring(at + 1));
    String name = at < 0 ? rest : rest.substring(0, at);
    int named = name.indexOf(NAMED);
    String text = named < 0 ? name : name.substring(0, named);
    String codename = named < 0 ? null : name.substring(named + 1);
    return new ReleaseLine(text, ImageTag.of(text).version(), codename, end, longTerm);
  }

  /** A line that the table doesn't have. */
  static ReleaseLine unlisted(ImmutableIntArray version) {
    return new ReleaseLine(Joiner.on('.').join(version.asList()), version, null, null, false);
  }

  /** Whether a version is of this line: 22.3.1 of 22. */
  boolean has(ImmutableIntArray other) {
    return VersionOrder.startsWith(other, version);
  }

  /** Whether this line is one of a version: 3.12 of Python 3. */
  boolean isOf(ImmutableIntArray other) {
    return VersionOrder.startsWith(version, other);
  }

  /** Whether its support was over before a day. */
  boolean hasEndedBefore(LocalDate day) {
    return end != null && end.isBefore(day);
  }

  /** The last day of its support. */
  LocalDate lastDay() {
    return Preconditions.checkNotNull(end);
  }

  boolean isNewerThan(ReleaseLine other) {
    return VersionOrder.isNewer(version, other.version);
  }
}
