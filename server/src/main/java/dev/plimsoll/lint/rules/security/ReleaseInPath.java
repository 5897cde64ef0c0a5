package dev.plimsoll.lint.rules.security;

import com.google.common.base.Ascii;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    Pattern naming = naming(end);
    return !path.isEmpty() && naming != null && naming.matcher(path).find();
  }

  private static @Nullable Pattern naming(EndOfLife end) {
    Matcher release = RELEASE.matcher(end.release());
    if (!release.matches()) {
      return null;
    }
    String number = release.group(2).replace(".", "[._-]?");
    String name = Pattern.quote(Ascii.toLowerCase(release.group(1)));
    String codename = release.group(3) == null ? "" : "|" + Pattern.quote(release.group(3));
    return Pattern.compile("(?<![a-z0-9])(?:" + name + "[._/-]?v?" + number + codename
        + ")(?![a-z0-9])" + "|(?<![^/])v?" + number + FURTHER + "(?=/)");
  }

  /** Whether it says so, and other files near it are called the same but for the release. */
  static boolean isInRow(Subject subject, EndOfLife end) {
    String path = subject.name().path();
    Pattern naming = naming(end);
    if (path.isEmpty() || naming == null) {
      return false;
    }
    Matcher release = RELEASE.matcher(end.release());
    String image = release.matches() ? Ascii.toLowerCase(release.group(1)) : "";
    Matcher named = naming.matcher(path);
    while (named.find()) {
      String before = path.substring(0, named.start());
      String behind = path.substring(named.end());
      for (String other : subject.nearDockerfiles()) {
        if (other.length() > before.length() + behind.length()
            && other.startsWith(before)
            && other.endsWith(behind)
            && isSameForm(
                image,
                named.group(),
                other.substring(before.length(), other.length() - behind.length()))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether both are numbers with the same words, or code names of the same image. */
  private static boolean isSameForm(String image, String one, String other) {
    if (one.equals(other)) {
      return false;
    }
    return EndOfLife.isCodename(image, one)
        ? EndOfLife.isCodename(image, other)
        : NUMBER.matcher(one).replaceAll("0").equals(NUMBER.matcher(other).replaceAll("0"));
  }

  private static final Regex NUMBER = Regex.of("\\d{1,9}");
}
