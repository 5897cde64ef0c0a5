package dev.plimsoll.registry;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import dev.plimsoll.image.LookupFailure.Reason;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where it is safe to go. A registry decides where its redirects and its logins lead, and must not use this machine to reach
 * what it can't reach itself: the cloud's metadata, which stands at link-local addresses, or services of an inner network.
 */
final class Addresses {

  /** How far inside a place is, from the outside to what nobody may be led to. */
  enum Place {
    PUBLIC,
    PRIVATE,
    THIS_MACHINE,
    FORBIDDEN
  }

  /** Where clouds have their metadata outside of the link-local addresses: Alibaba, Azure, Oracle, Amazon. */
  private static final ImmutableSet<InetAddress> METADATA = ImmutableSet.of(
      InetAddresses.forString("100.100.100.200"),
      InetAddresses.forString("168.63.129.16"),
      InetAddresses.forString("192.0.0.192"),
      InetAddresses.forString("fd00:ec2::254"));

  /** The prefix under which a network translates addresses of IPv4: 64:ff9b::/96. */
  private static final byte[] TRANSLATED = {
    0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private static final byte[] SIX_TO_FOUR = {0x20, 0x02};
  private static final int UNIQUE_LOCAL = 0xfc;
  private static final int UNIQUE_LOCAL_MASK = 0xfe;
  private static final int IPV4_BYTES = 4;

  private final ExecutorService threads;

  /** @param threads where names are looked up, which can't be interrupted */
  Addresses(ExecutorService threads) {
    this.threads = threads;
  }

  static boolean isEncrypted(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** The host in lower case, an address of IPv6 without its brackets. */
  static String host(URI uri) {
    String host = uri.getHost();
    return host == null ? "" : CharMatcher.anyOf("[]").trimFrom(Ascii.toLowerCase(host));
  }

  static boolean isSameOrigin(URI one, URI other) {
    return isEncrypted(one) == isEncrypted(other)
        && host(one).equals(host(other))
        && port(one) == port(other);
  }

  /** The port that is written, else the usual one. */
  static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return isEncrypted(uri) ? 443 : 80;
  }

  /** Whether a host is this machine by its very name. */
  static boolean isThisMachine(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || InetAddresses.isInetAddress(host) && InetAddresses.forString(host).isLoopbackAddress();
  }

  /** Whether {@code place} is one that may be asked for somebody, as far as its text tells. */
  static boolean isUsable(URI place) {
    String scheme = place.getScheme();
    return ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
        && place.getHost() != null
        && place.getRawUserInfo() == null;
  }

  /**
   * How far inside the place is that a name stands for; the innermost of several.
   *
   * @param resolve whether to look the name up; else only a written address counts
   */
  Place of(URI uri, boolean resolve, Deadline deadline)
      throws LookupException, InterruptedException {
    String host = host(uri);
    if (isThisMachine(host)) {
      return Place.THIS_MACHINE;
    }
    if (InetAddresses.isInetAddress(host)) {
      return of(InetAddresses.forString(host));
    }
    if (!resolve) {
      return Place.PUBLIC;
    }
    return Arrays.stream(resolve(host, deadline))
        .map(Addresses::of)
        .max(Place::compareTo)
        .orElse(Place.PUBLIC);
  }

  private InetAddress[] resolve(String host, Deadline deadline)
      throws LookupException, InterruptedException {
    Future<InetAddress[]> addresses = threads.submit(() -> InetAddress.getAllByName(host));
    try {
      return addresses.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new LookupException(Reason.TIMEOUT);
    } catch (ExecutionException e) {
      throw new LookupException(
          e.getCause() instanceof UnknownHostException ? Reason.UNREACHABLE : Reason.MALFORMED);
    }
  }

  static Place of(InetAddress address) {
    InetAddress inner = embedded(address);
    if (inner != null) {
      return of(inner);
    }
    byte[] bytes = address.getAddress();
    if (address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || METADATA.contains(address)) {
      return Place.FORBIDDEN;
    }
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || bytes[0] == 0 && bytes.length == IPV4_BYTES) {
      return Place.THIS_MACHINE;
    }
    boolean uniqueLocal =
        bytes.length > IPV4_BYTES && (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
    return address.isSiteLocalAddress() || uniqueLocal ? Place.PRIVATE : Place.PUBLIC;
  }

  /** The address of IPv4 that one of IPv6 leads to. */
  private static @Nullable InetAddress embedded(InetAddress address) {
    if (address instanceof Inet4Address) {
      return null;
    }
    byte[] bytes = address.getAddress();
    if (startsWith(bytes, TRANSLATED)) {
      return ipv4(bytes, TRANSLATED.length);
    }
    return startsWith(bytes, SIX_TO_FOUR) ? ipv4(bytes, SIX_TO_FOUR.length) : null;
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + IPV4_BYTES));
    } catch (UnknownHostException e) {
      throw new AssertionError(e); // four bytes are an address
    }
  }
}
