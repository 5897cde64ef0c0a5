package dev.plimsoll.ide.refactor;

import dev.plimsoll.syntax.Dockerfile;
import java.util.Collection;

/** Whether and how a here-document can be written into a file. */
final class HeredocSupport {

  private static final String FRONT_END = "docker/dockerfile";

  private HeredocSupport() {}

  /**
   * Whether the front end that the file chooses knows here-documents, which came with 1.4 and, as labs, with 1.3; and
   * whether its lines end as a shell wants them to.
   */
  static boolean isIn(Dockerfile file) {
    String image = file.header().syntaxImage();
    return (image == null || knowsHeredocs(image)) && file.text().indexOf('\r') < 0;
  }

  private static boolean knowsHeredocs(String image) {
    int digest = image.indexOf('@');
    String tagged = digest < 0 ? image : image.substring(0, digest);
    int colon = tagged.lastIndexOf(':');
    String name = colon < 0 ? tagged : tagged.substring(0, colon);
    String tag = colon < 0 ? "latest" : tagged.substring(colon + 1);
    if (!name.endsWith(FRONT_END) && !name.endsWith(FRONT_END + "-upstream")) {
      return false;
    }
    if (!tag.startsWith("1")) {
      return tag.equals("latest") || tag.equals("labs") || tag.startsWith("master");
    }
    if (tag.equals("1") || tag.equals("1-labs")) {
      return true;
    }
    int end = 2;
    while (end < tag.length() && Character.isDigit(tag.charAt(end))) {
      end++;
    }
    if (!tag.startsWith("1.") || end == 2 || end > 5) {
      return false;
    }
    int minor = Integer.parseInt(tag.substring(2, end));
    return minor >= 4 || (minor == 3 && tag.endsWith("-labs"));
  }

  /** A delimiter that none of the lines is. */
  static String delimiter(Collection<String> lines) {
    String delimiter = "EOF";
    for (int i = 2; lines.contains(delimiter); i++) {
      delimiter = "EOF" + i;
    }
    return delimiter;
  }
}
