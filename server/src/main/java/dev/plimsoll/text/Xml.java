package dev.plimsoll.text;

import com.google.common.collect.ImmutableList;

/** XML of projects, as far as what stands between two marks tells enough: it may be broken, and is read in linear time. */
public final class Xml {

  private Xml() {}

  public static String withoutComments(String text) {
    return without("<!--", "-->", text);
  }

  /** The same text without elements of a name, which has no attributes there. */
  public static String without(String element, String text) {
    return without("<" + element + ">", "</" + element + ">", text);
  }

  private static String without(String open, String close, String text) {
    StringBuilder kept = new StringBuilder();
    int end = 0;
    for (int start = text.indexOf(open); start >= 0; start = text.indexOf(open, end)) {
      int last = text.indexOf(close, start + open.length());
      if (last < 0) {
        break;
      }
      kept.append(text, end, start);
      end = last + close.length();
    }
    return end == 0 ? text : kept.append(text, end, text.length()).toString();
  }

  /** What stands in elements of a name, which have no attributes; up to the first end where one is in another. */
  public static ImmutableList<String> in(String element, String text) {
    String open = "<" + element + ">";
    String close = "</" + element + ">";
    ImmutableList.Builder<String> contents = ImmutableList.builder();
    int end = 0;
    for (int start = text.indexOf(open); start >= 0; start = text.indexOf(open, end)) {
      end = text.indexOf(close, start);
      if (end < 0) {
        break;
      }
      contents.add(text.substring(start + open.length(), end));
    }
    return contents.build();
  }
}
