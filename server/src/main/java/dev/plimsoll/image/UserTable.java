package dev.plimsoll.image;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.ImageUser.Kind;
import dev.plimsoll.text.Resource;
import java.util.List;

/** The users of images by their names alone; the file {@code users.txt} lists them and describes its own format. */
final class UserTable {

  private static final Splitter BY_BLANKS = Splitter.on(CharMatcher.is(' ')).omitEmptyStrings();

  /** The line of each image; it is taken apart where it is asked for, since a file names few images. */
  private static final ImmutableMap<String, String> LINES = read();

  private UserTable() {}

  /**
   * The user of an image.
   *
   * @param name as Docker prints it
   * @param otherwise the answer where it isn't in the table
   */
  static ImageUser of(String name, ImageUser otherwise) {
    String line = LINES.get(name);
    for (int end = name.length(); line == null && end > 0; end--) {
      line = LINES.get(name.substring(0, end) + "*");
    }
    return line == null ? otherwise : user(BY_BLANKS.splitToList(line));
  }

  private static ImmutableMap<String, String> read() {
    ImmutableMap.Builder<String, String> lines = ImmutableMap.builder();
    String text = Resource.text(UserTable.class, "users.txt");
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      if (end > start && text.charAt(start) != '#') {
        lines.put(text.substring(start, text.indexOf(' ', start)), text.substring(start, end));
      }
      start = end + 1;
    }
    return lines.buildOrThrow();
  }

  private static ImageUser user(List<String> fields) {
    String name = fields.size() < 3 || fields.get(2).equals("-") ? "" : fields.get(2);
    int uid = fields.size() < 4 ? ImageUser.UNKNOWN_ID : Integer.parseInt(fields.get(3));
    int gid = fields.size() < 5 ? ImageUser.UNKNOWN_ID : Integer.parseInt(fields.get(4));
    Kind kind = switch (fields.get(1)) {
      case "non-root" -> Kind.NON_ROOT;
      case "drops" -> Kind.DROPS_PRIVILEGES;
      case "ships" -> Kind.SHIPS_USER;
      case "root" -> Kind.NONE;
      default -> throw new IllegalStateException("no kind: " + fields);
    };
    String number = uid == ImageUser.UNKNOWN_ID ? "" : String.valueOf(uid);
    return new ImageUser(kind, name, uid, gid, name.isEmpty() ? number : name, false);
  }
}
