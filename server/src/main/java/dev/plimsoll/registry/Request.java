package dev.plimsoll.registry;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One question over HTTP.
 *
 * @param method {@code GET}, {@code HEAD} or {@code POST}
 * @param uri where it goes first
 * @param accept the media types that it takes; null for any
 * @param authorization the header that proves a login, or null. It goes to the host of {@code uri} and to no other.
 * @param form what a POST sends; null for the others
 * @param maxBytes of a larger answer nothing is read
 */
record Request(
    String method,
    URI uri,
    @Nullable String accept,
    @Nullable String authorization,
    @Nullable String form,
    int maxBytes) {

  static Request get(URI uri, int maxBytes) {
    return new Request("GET", uri, null, null, null, maxBytes);
  }

  static Request post(URI uri, String form, int maxBytes) {
    return new Request("POST", uri, null, null, form, maxBytes);
  }

  Request accepting(@Nullable String types) {
    return new Request(method, uri, types, authorization, form, maxBytes);
  }

  Request as(@Nullable String login) {
    return new Request(method, uri, accept, login, form, maxBytes);
  }

  Request asHead() {
    return new Request("HEAD", uri, accept, authorization, form, maxBytes);
  }

  /** The same question at another place, which is no business of the login unless it is the same host. */
  Request at(URI place) {
    String login = Addresses.isSameOrigin(uri, place) ? authorization : null;
    return new Request(method, place, accept, login, form, maxBytes);
  }

  /** Without the login and the form. */
  @Override
  public String toString() {
    return method + " " + uri.getHost() + uri.getPath();
  }
}
