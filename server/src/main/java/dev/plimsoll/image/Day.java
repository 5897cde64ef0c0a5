package dev.plimsoll.image;

import java.time.LocalDate;

/** Reads days as the tables write them. */
final class Day {

  private Day() {}

  /** Reads 2026-09-02; the formatters of {@code java.time} would be the dearest part of the first look-up. */
  static LocalDate of(String text) {
    return LocalDate.of(
        Integer.parseInt(text, 0, 4, 10),
        Integer.parseInt(text, 5, 7, 10),
        Integer.parseInt(text, 8, 10, 10));
  }
}
