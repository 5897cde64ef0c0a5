package dev.plimsoll.lint.rules.security;

import com.google.common.primitives.Ints;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What {@code go.mod} tells of newer releases of Go, which keep what they promise, but not to modules that rely on more. */
final class GoModules {

  private static final String FILE = "go.mod";

  private static final Regex GO = Regex.of("(?m)^go[ \\t]{1,9}1\\.(\\d{1,3})");

  /** A module that copies the TLS of each Go, and up to this minor version refuses by build tags those that it doesn't know. */
  private static final Regex QUIC = Regex.of(
      "(?m)^(?:require)?[ \\t]{1,9}github\\.com/(?:lucas-clemente|quic-go)/(quic-go v0\\.(\\d{1,3})\\.\\d{1,3})");

  private static final Regex QUIC_REPLACED =
      Regex.of("/quic-go(?:[ \\t]{1,9}v[\\w.+-]{1,99})?[ \\t]{1,9}=>");

  private static final int FIRST_QUIC_FOR_ALL = 37;
  private static final int FIRST_GO_REFUSED = 21;

  /** So many releases on, there are modules of the time that rely on what has changed. */
  private static final int SEVERAL = 3;

  private GoModules() {}

  /** The module of a manifest that can't be built with a release; {@link WantedRelease#ANY} where none is known. */
  static @Nullable String refusing(Subject subject, String folder, int major, int minor) {
    String path = folder + FILE;
    String text = subject.contextFile(path).beginning();
    Matcher quic = QUIC.matcher(text);
    if (text.isEmpty()) {
      return null;
    }
    return minor >= FIRST_GO_REFUSED
            && quic.find()
            && number(quic.group(2)) < FIRST_QUIC_FOR_ALL
            && !QUIC_REPLACED.matcher(text).find()
        ? quic.group(1) + " in " + path
        : WantedRelease.ANY;
  }

  /** What to say of a manifest that is of a much older Go than a release, with a blank before it; empty where there is none. */
  static String test(Subject subject, NamedBase base, String release, WantedRelease wanted) {
    int target = number(release.substring(release.indexOf('.') + 1));
    for (String folder : wanted.folders(base)) {
      Matcher go = GO.matcher(subject.contextFile(folder + FILE).beginning());
      if (go.find()) {
        return target - number(go.group(1)) >= SEVERAL
            ? " Test it: " + folder + FILE + " is of Go 1." + go.group(1) + "."
            : "";
      }
    }
    return "";
  }

  private static int number(String digits) {
    Integer number = Ints.tryParse(digits);
    return number == null ? 0 : number;
  }
}
