package dev.plimsoll.format;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Token;

/**
 * The comments {@code # plimsoll format: off} and {@code # plimsoll format: on}. What stands between the two isn't laid
 * out. Between the lines of an instruction {@code off} is for that instruction alone.
 */
public final class FormatSwitch {

  private FormatSwitch() {}

  /** Which elements of a file are not laid out; the two comments are among them. */
  static boolean[] off(Dockerfile file) {
    boolean[] off = new boolean[file.elements().size()];
    boolean isOff = false;
    for (int i = 0; i < off.length; i++) {
      Element element = file.element(i);
      String said = element instanceof Element.Comment comment ? of(comment.content()) : "";
      isOff = said.isEmpty() ? isOff : said.equals("off");
      off[i] = isOff
          || !said.isEmpty()
          || (element instanceof Instruction instruction && turnsOff(instruction));
    }
    return off;
  }

  private static boolean turnsOff(Instruction instruction) {
    String text = instruction.text();
    if (!text.contains("format")) {
      return false;
    }
    for (Token token : instruction.source().tokens()) {
      if (token.kind() == Token.Kind.COMMENT
          && of(token.range().of(text).substring(1).strip()).equals("off")) {
        return true;
      }
    }
    return false;
  }

  /** What a comment says, {@code on} or {@code off}; empty where it says something else. */
  public static String of(String content) {
    String lower = Ascii.toLowerCase(content);
    if (!lower.startsWith("plimsoll")) {
      return "";
    }
    String plain = CharMatcher.whitespace().removeFrom(lower);
    return plain.equals("plimsollformat:off")
        ? "off"
        : plain.equals("plimsollformat:on") ? "on" : "";
  }
}
