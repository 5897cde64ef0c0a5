package dev.plimsoll.semantics;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import dev.plimsoll.syntax.GoQuote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ports as EXPOSE takes them: {@code [[ip:]host:]container[-end][/protocol]}. */
public final class PortSpecifier {

  private static final int MAX_PORT = 65_535;

  private PortSpecifier() {}

  /** What BuildKit says of a text that is no port, or null. */
  static @Nullable String problem(String specifier) {
    List<String> parts = Splitter.on(':').splitToList(specifier);
    int last = parts.size() - 1;
    String container = parts.get(last);
    String host = last > 0 ? parts.get(last - 1) : "";
    String ip = last > 1 ? Joiner.on(':').join(parts.subList(0, last - 1)) : "";
    int slash = container.indexOf('/');
    String protocol = slash < 0 ? "" : container.substring(slash + 1);
    String ports = slash < 0 ? container : container.substring(0, slash);
    if (ports.isEmpty()) {
      return "invalid port: " + GoQuote.of(specifier) + ": no port specified";
    }
    if (!protocol.isEmpty() && !isProtocol(protocol)) {
      return "invalid port: " + GoQuote.of(specifier) + ": invalid proto: " + protocol;
    }
    String misplaced = ip.startsWith("[") ? misplacedBracket(ip) : null;
    if (misplaced != null) {
      return "invalid IP address " + ip + ": address " + ip + ":: " + misplaced + " in address";
    }
    String address = ip.startsWith("[") ? ip.substring(1, ip.length() - 1) : ip;
    if (!address.isEmpty() && !InetAddresses.isInetAddress(address)) {
      return "invalid IP address: " + address;
    }
    return rangeProblem(ports, host);
  }

  /** Whether a text that is no port consists of numbers as one does: there are no such ports, or no such range of them. */
  static boolean isOutOfRange(String specifier) {
    int slash = specifier.indexOf('/');
    String ports = slash < 0 ? specifier : specifier.substring(0, slash);
    int dash = ports.indexOf('-');
    return isNumber(dash < 0 ? ports : ports.substring(0, dash))
        && (dash < 0 || isNumber(ports.substring(dash + 1)))
        && (slash < 0 || isProtocol(specifier.substring(slash + 1)));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && CharMatcher.inRange('0', '9').matchesAllOf(text);
  }

  /** What is wrong with a text that is no port, and what to write. */
  static String explain(String specifier) {
    String port = specifier.substring(specifier.lastIndexOf(':') + 1);
    int slash = port.indexOf('/');
    if (slash > 0
        && !isProtocol(port.substring(slash + 1))
        && range(port.substring(0, slash)) != null) {
      return port.substring(slash + 1)
          + " is not a protocol. Write tcp, udp or sctp behind the slash.";
    }
    if (port.isEmpty() || slash == 0) {
      return "The port is missing. Write a number such as 8080.";
    }
    return specifier
        + " is not a port. Write a number up to 65535 or a range such as 8000-8010, and /udp behind it"
        + " if it isn't TCP.";
  }

  private static @Nullable String rangeProblem(String ports, String host) {
    int[] inside = range(ports);
    if (inside == null) {
      return "invalid containerPort: " + ports;
    }
    if (host.isEmpty()) {
      return null;
    }
    int[] outside = range(host);
    if (outside == null) {
      return "invalid hostPort: " + host;
    }
    boolean sameLength = inside[1] - inside[0] == outside[1] - outside[0];
    return sameLength || inside[0] == inside[1]
        ? null
        : "invalid ranges specified for container and host Ports: " + ports + " and " + host;
  }

  static boolean isProtocol(String protocol) {
    String lower = Ascii.toLowerCase(protocol);
    return lower.equals("tcp") || lower.equals("udp") || lower.equals("sctp");
  }

  /** What Go's {@code net.SplitHostPort} says of a text that begins with a bracket and goes on after the closing one. */
  private static @Nullable String misplacedBracket(String ip) {
    int close = ip.indexOf(']');
    if (close < 0) {
      return "missing ']'";
    }
    if (close + 1 < ip.length()) {
      return ip.charAt(close + 1) == ':' ? "too many colons" : "missing port";
    }
    return ip.indexOf('[', 1) >= 0 ? "unexpected '['" : null;
  }

  /** First and last port, or null. */
  private static int @Nullable [] range(String text) {
    int dash = text.indexOf('-');
    int first = port(dash < 0 ? text : text.substring(0, dash));
    int last = dash < 0 ? first : port(text.substring(dash + 1));
    return first < 0 || last < first ? null : new int[] {first, last};
  }

  private static int port(String text) {
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
      if (value > MAX_PORT) {
        return -1;
      }
    }
    return text.isEmpty() ? -1 : value;
  }
}
