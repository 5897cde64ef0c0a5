package dev.plimsoll.lint;

/** The best fix that a rule has to offer, though not for each of its findings. */
public enum FixAvailability {
  NONE,
  /** {@link Fix.Safety#SUGGESTION} */
  SUGGESTION,
  /** {@link Fix.Safety#SAFE} */
  SAFE;

  public static FixAvailability of(Fix fix) {
    return fix.isSafe() ? SAFE : SUGGESTION;
  }
}
