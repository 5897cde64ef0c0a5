package dev.plimsoll.lint;

/** What happens if a problem is ignored. */
public enum Severity {
  /** The build fails or the image is broken. */
  ERROR,
  /** A defect. */
  WARNING,
  /** Waste or risk. */
  INFORMATION,
  /** Style. */
  HINT
}
