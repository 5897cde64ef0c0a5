package dev.plimsoll.context;

/**
 * What files weigh on disk.
 *
 * @param files how many there are; folders don't count
 * @param bytes the sum of their sizes
 * @param complete whether all could be counted; otherwise there is more
 */
public record Weight(int files, long bytes, boolean complete) {

  /** Nothing is known. */
  public static final Weight UNKNOWN = new Weight(0, 0, false);

  public Weight plus(Weight other) {
    return new Weight(files + other.files, bytes + other.bytes, complete && other.complete);
  }
}
