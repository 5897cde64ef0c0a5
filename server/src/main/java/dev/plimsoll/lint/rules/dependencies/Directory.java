package dev.plimsoll.lint.rules.dependencies;

import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import org.jspecify.annotations.Nullable;

/**
 * A directory in an image, as far as the file tells.
 *
 * @param known whether the path begins at the root; otherwise it begins at the working directory of the base image
 * @param path names with slashes between them, without any at either end; empty for the directory where it begins
 */
public record Directory(boolean known, String path) {

  private static final Directory OF_BASE_IMAGE = new Directory(false, "");

  /** Relative WORKDIRs that are followed one to the other; where there are more of them nothing is said. */
  private static final int MAX_RELATIVE = 32;

  /** What instructions have in common that choose it. */
  /** The working directory when an instruction runs; null where it can't be made out. */
  public static @Nullable Directory of(SemanticModel model, Instruction instruction) {
    String path = "";
    Instruction.Workdir workdir = model.stateBefore(instruction).workdir();
    for (int i = 0; workdir != null && !path.startsWith("/"); i++) {
      Word word = workdir.path();
      String text = word == null ? null : model.expand(workdir, word.value()).textByDefault();
      if (text == null || text.isEmpty() || i == MAX_RELATIVE) {
        return null;
      }
      path = text + "/" + path;
      workdir = model.stateBefore(workdir).workdir();
    }
    return OF_BASE_IMAGE.resolve(path);
  }

  /** A path seen from this directory; null where it leads above where this directory begins, or to another drive. */
  public @Nullable Directory resolve(String relative) {
    boolean absolute = relative.startsWith("/");
    String normal = normalize(absolute ? relative : path + "/" + relative);
    return normal == null || relative.indexOf('\\') >= 0 || relative.indexOf(':') >= 0
        ? null
        : new Directory(absolute || known, normal);
  }

  /** The path of {@code other} seen from here, empty for the same directory; null where it isn't in here. */
  public @Nullable String pathTo(Directory other) {
    if (known != other.known) {
      return null;
    }
    if (path.isEmpty() || path.equals(other.path)) {
      return path.isEmpty() ? other.path : "";
    }
    return other.path.startsWith(path + "/") ? other.path.substring(path.length() + 1) : null;
  }

  /** Whether nothing can be in both. */
  public boolean isApartFrom(Directory other) {
    return known == other.known && pathTo(other) == null && other.pathTo(this) == null;
  }

  /** Without empty names, {@code .} and {@code ..}; null where {@code ..} leads above the beginning. */
  public static @Nullable String normalize(String path) {
    StringBuilder normal = new StringBuilder(path.length());
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String name = path.substring(start, end);
      if (name.equals("..")) {
        if (normal.length() == 0) {
          return null;
        }
        normal.setLength(Math.max(0, normal.lastIndexOf("/")));
      } else if (!name.isEmpty() && !name.equals(".")) {
        normal.append(normal.length() == 0 ? "" : "/").append(name);
      }
      start = end + 1;
    }
    return normal.toString();
  }
}
