package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What <a href="https://spec.editorconfig.org">EditorConfig</a> says of a file: the {@code .editorconfig} files of its folder
 * and of those above, up to one that is the root. The nearest counts most.
 */
public final class EditorConfig {

  private static final ImmutableList<String> NAME = ImmutableList.of(".editorconfig");

  /** More levels than anybody has between a project and the root of the disk. */
  private static final int MAX_LEVELS = 64;

  /** No section or property is longer. */
  private static final int MAX_LINE = 1024;

  private final Disk disk;

  public EditorConfig(Disk disk) {
    this.disk = disk;
  }

  /**
   * The properties of a file, names and values in small letters; none where it isn't a file of this machine. A file that is
   * not known in time says nothing.
   *
   * @param uri of the file
   */
  public ImmutableMap<String, String> of(String uri, Deadline deadline) {
    Path file = BuildContexts.path(uri);
    Map<String, String> properties = new LinkedHashMap<>();
    Path folder = file == null ? null : file.getParent();
    for (int level = 0; file != null && folder != null && level < MAX_LEVELS; level++) {
      NearestFiles.Found found = disk.first(folder, NAME, deadline);
      String text = found == null ? null : found.text();
      if (text != null) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        read(text, path).forEach(properties::putIfAbsent);
        if (isRoot(text)) {
          break;
        }
      }
      folder = folder.getParent();
    }
    properties.values().removeIf("unset"::equals);
    return ImmutableMap.copyOf(properties);
  }

  /** What one {@code .editorconfig} says of a file; of two sections that are for it the later counts. */
  static Map<String, String> read(String text, String path) {
    Map<String, String> properties = new LinkedHashMap<>();
    boolean applies = false;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      String content = content(line);
      if (content.startsWith("[") && content.endsWith("]")) {
        applies = EditorConfigGlob.matches(content.substring(1, content.length() - 1), path);
      } else if (applies) {
        int equals = content.indexOf('=');
        if (equals > 0) {
          properties.put(
              Ascii.toLowerCase(content.substring(0, equals).strip()),
              Ascii.toLowerCase(content.substring(equals + 1).strip()));
        }
      }
    }
    return properties;
  }

  /** Whether no file further up counts: that stands before the first section. */
  private static boolean isRoot(String text) {
    for (String line : (Iterable<String>) text.lines()::iterator) {
      String content = Ascii.toLowerCase(content(line));
      if (content.startsWith("[")) {
        return false;
      }
      int equals = content.indexOf('=');
      if (equals > 0 && content.substring(0, equals).strip().equals("root")) {
        return content.substring(equals + 1).strip().equals("true");
      }
    }
    return false;
  }

  private static String content(String line) {
    String content = line.startsWith("\uFEFF") ? line.substring(1).strip() : line.strip();
    boolean nothing =
        content.startsWith("#") || content.startsWith(";") || content.length() > MAX_LINE;
    return nothing ? "" : content;
  }
}
