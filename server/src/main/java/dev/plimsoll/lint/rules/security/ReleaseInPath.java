package dev.plimsoll.lint.rules.security;

import com.google.common.base.Ascii;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files and folders that are called after a release: who names them so means to have it. */
final class ReleaseInPath {

  /** A name, a number, and a code name. */
  private static final Regex RELEASE =
      Regex.of("(?:.*/)?([\\w-]{1,99}) (\\d[\\d.]{0,20})(?: \\((\\w{1,30})\\))?");

  /** What a folder that is called after a release may say besides: {@code 9.0}, {@code 20.18.1}, {@code 8.1-fpm}. */
  private static final String FURTHER =
      "(?:\\.\\d{1,5}){0,2}(?:-(?:alpine|apache|cli|fpm|jdk|jre|slim|zts)[\\d.]{0,9}){0,3}";

  private ReleaseInPath() {}

  /** Whether the name of a file or a folder says that it is for that release: {@code ubuntu-12-04.Dockerfile}. */
  static boolean isFor(String path, EndOfLife end) {
    Matcher release = RELEASE.matcher(end.release());
    if (path.isEmpty() || !release.matches()) {
      return false;
    }
    String number = release.group(2).replace(".", "[._-]?");
    String name = Pattern.quote(Ascii.toLowerCase(release.group(1)));
    String codename = release.group(3) == null ? "" : "|" + Pattern.quote(release.group(3));
    return Pattern.compile("(?<![a-z0-9])(?:" + name + "[._/-]?v?" + number + codename
            + ")(?![a-z0-9])" + "|(?<![^/])v?" + number + FURTHER + "(?=/)")
        .matcher(path)
        .find();
  }
}
