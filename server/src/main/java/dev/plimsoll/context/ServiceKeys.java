package dev.plimsoll.context;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What some keys of a service in Compose hold, as text: a value, a list or what else is indented below them. */
final class ServiceKeys {

  private static final Pattern COMMENTS = Pattern.compile("(?m)^[ \\t]*#[^\\n]*\\n?");

  private final Pattern blocks;

  ServiceKeys(String... keys) {
    this.blocks = Pattern.compile("(?m)^([ \\t]{1,30})(?:" + String.join("|", keys)
        + "):([^\\n]{0,2000}"
        + "(?:\\n(?:\\1(?:[ \\t]+|- )[^\\n]{0,1000}|[ \\t\\r]*(?=\\n))){0,60})");
  }

  /** That of all the keys that a service has, one after the other; empty where it has none. */
  String of(String service) {
    StringBuilder all = new StringBuilder();
    Matcher block = blocks.matcher(withoutComments(service));
    while (block.find()) {
      all.append(block.group(2)).append('\n');
    }
    return all.toString();
  }

  /** YAML without the lines that are comments. */
  static String withoutComments(String yaml) {
    return COMMENTS.matcher(yaml).replaceAll("");
  }
}
