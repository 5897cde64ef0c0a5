package dev.plimsoll.image;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.ImageUser.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The users of images by their names alone; the file {@code users.txt} lists them and describes its own format. */
final class UserTable {

  private static final Splitter BY_BLANKS = Splitter.on(CharMatcher.is(' ')).omitEmptyStrings();

  private static final ImmutableMap<String, ImageUser> BY_NAME = read();

  private UserTable() {}

  /**
   * The user of an image.
   *
   * @param name as Docker prints it
   * @param otherwise the answer where it isn't in the table
   */
  static ImageUser of(String name, ImageUser otherwise) {
    ImageUser exact = BY_NAME.get(name);
    if (exact != null) {
      return exact;
    }
    for (int end = name.length(); end > 0; end--) {
      ImageUser beginning = BY_NAME.get(name.substring(0, end) + "*");
      if (beginning != null) {
        return beginning;
      }
    }
    return otherwise;
  }

  private static ImmutableMap<String, ImageUser> read() {
    ImmutableMap.Builder<String, ImageUser> users = ImmutableMap.builder();
    for (String line : Splitter.on('\n').split(resource())) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        Map.Entry<String, ImageUser> entry = entry(BY_BLANKS.splitToList(line));
        users.put(entry);
      }
    }
    return users.buildOrThrow();
  }

  private static Map.Entry<String, ImageUser> entry(List<String> fields) {
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
    return Map.entry(
        fields.get(0), new ImageUser(kind, name, uid, gid, name.isEmpty() ? number : name, false));
  }

  private static String resource() {
    try (InputStream in = UserTable.class.getResourceAsStream("users.txt")) {
      if (in == null) {
        throw new IllegalStateException("users.txt is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
