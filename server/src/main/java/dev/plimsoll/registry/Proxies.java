package dev.plimsoll.registry;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Through which proxy a place is reached: what the editor says, else what {@code HTTPS_PROXY}, {@code HTTP_PROXY} and
 * {@code NO_PROXY} say, as Docker reads them. This machine itself is always reached directly.
 */
final class Proxies extends ProxySelector {

  /** Which ways to log in the JVM doesn't use at a proxy for an encrypted connection. */
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  /** Stands for a proxy that isn't understood: to go around it would not be what somebody wanted. */
  private static final URI UNUSABLE = URI.create("unusable://proxy");

  private final @Nullable URI encrypted;
  private final @Nullable URI plain;
  private final ImmutableList<String> exceptions;

  private Proxies(@Nullable URI encrypted, @Nullable URI plain, ImmutableList<String> exceptions) {
    this.encrypted = encrypted;
    this.plain = plain;
    this.exceptions = exceptions;
  }

  static Proxies of(RegistryOptions options) {
    String editors = options.proxy();
    boolean own = editors != null && !editors.isBlank();
    return new Proxies(
        address(own ? editors : variable(options, "HTTPS_PROXY")),
        address(own ? editors : variable(options, "HTTP_PROXY")),
        ImmutableList.copyOf(Splitter.on(CharMatcher.anyOf(", \t"))
            .omitEmptyStrings()
            .split(variable(options, "NO_PROXY"))));
  }

  private static String variable(RegistryOptions options, String name) {
    String value = options.environment().get(name);
    value = value == null || value.isEmpty()
        ? options.environment().get(Ascii.toLowerCase(name))
        : value;
    return value == null ? "" : value;
  }

  private static @Nullable URI address(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String written = text.strip();
    try {
      URI uri = new URI(written.contains("://") ? written : "http://" + written);
      return uri.getHost() == null ? UNUSABLE : uri;
    } catch (URISyntaxException e) {
      return UNUSABLE;
    }
  }

  /** The proxy for a place, or null where it is reached directly. */
  private @Nullable URI proxy(URI place) {
    URI proxy = Addresses.isEncrypted(place) ? encrypted : plain;
    return proxy == null || isException(place) ? null : proxy;
  }

  boolean isDirect(URI place) {
    return proxy(place) == null;
  }

  /** Whether there is a way at all: only proxies that speak HTTP without encryption are known. */
  boolean canReach(URI place) {
    URI proxy = proxy(place);
    return proxy == null || "http".equalsIgnoreCase(proxy.getScheme());
  }

  /**
   * Lets the JVM send the password that stands in the address of a proxy. It reads that once, when it loads its HTTP client,
   * and settings change: so it has to be called before that, whether there is a password now or not.
   */
  static void allowPasswords() {
    if (System.getProperty(DISABLED_SCHEMES) == null) {
      System.setProperty(DISABLED_SCHEMES, "");
    }
  }

  /** The header for the proxy that leads to a place; null where it wants none. */
  @Nullable String authorization(URI place) {
    URI proxy = proxy(place);
    if (proxy == null || proxy.getUserInfo() == null) {
      return null;
    }
    byte[] login = proxy.getUserInfo().getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  @Override
  public List<Proxy> select(URI place) {
    URI proxy = proxy(place);
    if (proxy == null) {
      return List.of(Proxy.NO_PROXY);
    }
    return List.of(new Proxy(
        Proxy.Type.HTTP,
        InetSocketAddress.createUnresolved(proxy.getHost(), Addresses.port(proxy))));
  }

  @Override
  public void connectFailed(URI place, SocketAddress proxy, IOException failure) {
    // The look-up says so.
  }

  private boolean isException(URI place) {
    String host = Addresses.host(place);
    if (Addresses.isThisMachine(host)) {
      return true;
    }
    int port = Addresses.port(place);
    for (String exception : exceptions) {
      if (matches(Ascii.toLowerCase(exception), host, port)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an entry of {@code NO_PROXY} means the host: all, an address, a network, a domain and what is in it. */
  private static boolean matches(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.indexOf('/') >= 0) {
      return InetAddresses.isInetAddress(host) && isInNetwork(InetAddresses.forString(host), entry);
    }
    String name = entry;
    int colon = entry.lastIndexOf(':');
    if (colon >= 0 && !InetAddresses.isInetAddress(entry)) {
      if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      name = entry.substring(0, colon);
    }
    name = CharMatcher.anyOf("[]").trimFrom(name);
    if (InetAddresses.isInetAddress(name)) {
      return InetAddresses.isInetAddress(host)
          && InetAddresses.forString(name).equals(InetAddresses.forString(host));
    }
    String domain = name.startsWith("*.") ? name.substring(1) : name;
    return domain.startsWith(".")
        ? host.endsWith(domain)
        : !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
  }

  private static boolean isInNetwork(InetAddress address, String network) {
    int slash = network.indexOf('/');
    String base = network.substring(0, slash);
    String bits = network.substring(slash + 1);
    if (!InetAddresses.isInetAddress(base) || !bits.matches("[0-9]{1,3}")) {
      return false;
    }
    byte[] first = InetAddresses.forString(base).getAddress();
    byte[] other = address.getAddress();
    int shift = first.length * Byte.SIZE - Integer.parseInt(bits);
    return first.length == other.length
        && shift >= 0
        && new BigInteger(1, first)
            .shiftRight(shift)
            .equals(new BigInteger(1, other).shiftRight(shift));
  }
}
