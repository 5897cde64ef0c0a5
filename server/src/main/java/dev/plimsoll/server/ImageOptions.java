package dev.plimsoll.server;

import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

/**
 * What the user decided about look-ups in registries.
 *
 * @param network when registries may be asked
 * @param insecureRegistries hosts that may be asked without encryption
 * @param credentials which logins are used
 */
record ImageOptions(
    Network network, ImmutableSet<String> insecureRegistries, Credentials credentials) {

  static final ImageOptions DEFAULT =
      new ImageOptions(Network.TRUSTED, ImmutableSet.of(), Credentials.NONE);

  /** When registries may be asked. */
  enum Network {
    OFF,
    /** In workspaces that the editor says are trusted. */
    TRUSTED,
    ON
  }

  /** Which logins are used. */
  enum Credentials {
    NONE,
    /** Those that stand in Docker's {@code config.json}. */
    CONFIG,
    /** Those as well that the programs named there know. */
    HELPERS
  }

  @Override
  public boolean equals(@Nullable Object other) { // that of records is linked at the start
    return other instanceof ImageOptions that
        && network == that.network
        && insecureRegistries.equals(that.insecureRegistries)
        && credentials == that.credentials;
  }

  @Override
  public int hashCode() {
    return 31 * insecureRegistries.hashCode() + network.ordinal() + credentials.ordinal();
  }

  boolean allow(boolean trusted) {
    return network == Network.ON || network == Network.TRUSTED && trusted;
  }

  ImageOptions withNetwork(Network value) {
    return new ImageOptions(value, insecureRegistries, credentials);
  }

  ImageOptions withInsecureRegistries(ImmutableSet<String> hosts) {
    return new ImageOptions(network, hosts, credentials);
  }

  ImageOptions withCredentials(Credentials value) {
    return new ImageOptions(network, insecureRegistries, value);
  }
}
