package dev.plimsoll.registry;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a server answered. Made for one reader, who doesn't change the bytes. */
final class Reply {

  static final int OK = 200;
  static final int UNAUTHORIZED = 401;
  static final int TOO_MANY_REQUESTS = 429;

  private final URI uri;
  private final int status;
  private final ImmutableListMultimap<String, String> headers;
  private final byte[] body;

  /**
   * @param uri where it came from, in the end
   * @param headers by their names in lower case
   */
  Reply(URI uri, int status, ImmutableListMultimap<String, String> headers, byte[] body) {
    this.uri = uri;
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  URI uri() {
    return uri;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The first value of a header, or null. */
  @Nullable String header(String name) {
    ImmutableList<String> values = headers(name);
    return values.isEmpty() ? null : values.get(0);
  }

  ImmutableList<String> headers(String name) {
    return headers.get(Ascii.toLowerCase(name));
  }
}
