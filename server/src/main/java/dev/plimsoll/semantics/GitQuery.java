package dev.plimsoll.semantics;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.syntax.GoQuote;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind {@code ?} in the address of a Git repository. */
final class GitQuery {

  private static final ImmutableSet<String> SWITCHES =
      ImmutableSet.of("keep-git-dir", "submodules", "fetch-by-commit");
  private static final ImmutableSet<String> BOOLEANS = ImmutableSet.of(
      "1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final String ref;
  private @Nullable String repeated;

  private GitQuery(String address) {
    int fragment = address.indexOf('#');
    String url = fragment < 0 ? address : address.substring(0, fragment);
    String revision = fragment < 0 ? "" : address.substring(fragment + 1);
    int colon = revision.indexOf(':');
    this.ref = colon < 0 ? revision : revision.substring(0, colon);
    int query = url.indexOf('?');
    if (query >= 0) {
      for (String part : Splitter.on('&').omitEmptyStrings().split(url.substring(query + 1))) {
        read(part);
      }
    }
  }

  private void read(String part) {
    int equals = part.indexOf('=');
    String key = decoded(equals < 0 ? part : part.substring(0, equals));
    String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
    if (part.indexOf(';') >= 0 || key == null || value == null) {
      return; // passed over by Go as well
    }
    if (values.put(key, value) != null && repeated == null) {
      repeated = key;
    }
  }

  /** The query of an address that names a repository. */
  static GitQuery of(String address) {
    return new GitQuery(address);
  }

  /** The commit that must be found, or the empty text. */
  String commit() {
    String checksum = values.get("checksum");
    return checksum == null ? values.getOrDefault("commit", "") : checksum;
  }

  /** Why BuildKit rejects it, in its words, or null; the first reason in the text. */
  @Nullable String problem() {
    if (repeated != null) {
      return "query " + GoQuote.of(repeated) + " has multiple values";
    }
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String problem = problem(entry.getKey(), entry.getValue());
      if (problem != null) {
        return problem;
      }
    }
    return conflict();
  }

  private static @Nullable String problem(String key, String value) {
    if (SWITCHES.contains(key)) {
      return value.isEmpty() || BOOLEANS.contains(value)
          ? null
          : "invalid " + key + " value: " + GoQuote.of(value);
    }
    if (value.isEmpty()) {
      return "query " + GoQuote.of(key) + " has no value";
    }
    return switch (key) {
      case "ref", "tag", "branch", "subdir", "checksum", "commit" -> null;
      case "mtime" ->
        value.equals("checkout") || value.equals("commit")
            ? null
            : "invalid mtime value: " + GoQuote.of(value) + " (must be \"checkout\" or \"commit\")";
      default -> "unexpected query " + GoQuote.of(key);
    };
  }

  /** What names a revision twice. */
  private @Nullable String conflict() {
    String named = values.getOrDefault("ref", "");
    if (!ref.isEmpty() && !named.isEmpty() && !ref.equals(named)) {
      return "ref conflicts: " + GoQuote.of(ref) + " vs " + GoQuote.of(named);
    }
    String revision = ref.isEmpty() ? named : ref;
    if (values.containsKey("tag") && values.containsKey("branch")) {
      return "branch conflicts with tag";
    }
    String tag = conflict(revision, values.get("tag"), "refs/tags/");
    return tag == null ? conflict(revision, values.get("branch"), "refs/heads/") : tag;
  }

  private static @Nullable String conflict(String revision, @Nullable String named, String prefix) {
    if (named == null || revision.isEmpty()) {
      return null;
    }
    String full = named.startsWith(prefix) ? named : prefix + named;
    return revision.equals(full)
        ? null
        : "ref conflicts: " + GoQuote.of(revision) + " vs " + GoQuote.of(full);
  }

  /** Null where an escape is wrong. */
  private static @Nullable String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] written = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < written.length; i++) {
      if (written[i] != '%') {
        bytes.write(written[i] == '+' ? ' ' : written[i]);
        continue;
      }
      int high = i + 1 < written.length ? Character.digit(written[i + 1], 16) : -1;
      int low = i + 2 < written.length ? Character.digit(written[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      bytes.write(high * 16 + low);
      i += 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
