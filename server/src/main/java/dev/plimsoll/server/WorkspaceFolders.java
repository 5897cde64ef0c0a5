package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The folders that the editor has open.
 *
 * @param uris as the editor writes them
 */
record WorkspaceFolders(ImmutableList<String> uris) {

  /** These folders after some were closed and others opened. */
  WorkspaceFolders change(Collection<String> closed, Collection<String> opened) {
    ImmutableList.Builder<String> changed = ImmutableList.builder();
    for (String uri : uris) {
      if (!closed.contains(uri) && !opened.contains(uri)) {
        changed.add(uri);
      }
    }
    return new WorkspaceFolders(changed.addAll(opened).build());
  }

  /** The smallest folder that a document is in, or null where it is in none. */
  @Nullable String innermost(String document) {
    if (uris.isEmpty()) {
      return null;
    }
    String path = decoded(document);
    String innermost = null;
    int longest = -1;
    for (String uri : uris) {
      String folder = decoded(uri);
      String prefix = folder.endsWith("/") ? folder : folder.concat("/");
      if (path.startsWith(prefix) && prefix.length() > longest) {
        innermost = uri;
        longest = prefix.length();
      }
    }
    return innermost;
  }

  /** The two may come from different parts of an editor that escape different characters. */
  private static String decoded(String uri) {
    if (uri.indexOf('%') < 0) {
      return uri;
    }
    try {
      return URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return uri;
    }
  }
}
