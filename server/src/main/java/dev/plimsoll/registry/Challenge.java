package dev.plimsoll.registry;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A way to log in that a server offers in {@code WWW-Authenticate}.
 *
 * @param scheme {@code bearer} or {@code basic}, in lower case
 * @param parameters by their names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {

  private static final CharMatcher BETWEEN = CharMatcher.anyOf(", \t");
  private static final CharMatcher BLANK = CharMatcher.anyOf(" \t");
  private static final CharMatcher END = CharMatcher.anyOf(",= \t\"");

  @Nullable String parameter(String name) {
    return parameters.get(name);
  }

  /** The challenges of all headers, in their order; what isn't understood is passed over. */
  static ImmutableList<Challenge> parse(List<String> headers) {
    List<Challenge> found = new ArrayList<>();
    for (String header : headers) {
      new Reader(header).addTo(found);
    }
    return ImmutableList.copyOf(found);
  }

  /** Goes over one header, which may hold several challenges. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    void addTo(List<Challenge> found) {
      @Nullable Challenge current = null;
      for (skip(BETWEEN); at < text.length(); skip(BETWEEN)) {
        String name = Ascii.toLowerCase(word());
        int end = at;
        skip(BLANK);
        if (at < text.length() && text.charAt(at) == '=') {
          at++;
          skip(BLANK);
          String value = value();
          if (current != null) {
            current.parameters.putIfAbsent(name, value);
          }
        } else if (!name.isEmpty()) {
          current = new Challenge(name, new LinkedHashMap<>());
          found.add(current);
        } else if (at == end) {
          at++; // a quote where no value is
        }
      }
    }

    private void skip(CharMatcher matcher) {
      while (at < text.length() && matcher.matches(text.charAt(at))) {
        at++;
      }
    }

    private String word() {
      int start = at;
      skip(END.negate());
      return text.substring(start, at);
    }

    private String value() {
      if (at == text.length() || text.charAt(at) != '"') {
        return word();
      }
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at));
      }
      at++;
      return value.toString();
    }
  }
}
