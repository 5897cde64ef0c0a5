package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Files that somebody made for one release of a distribution, or for its Python, as their names say: {@code
 * sdk-ubuntu20_04_py38.zip}. Of what is downloaded there may be one for a newer release; of these nobody knows.
 */
final class MadeForRelease {

  /** The names of a release: of files, and of what its own Python has. */
  private record Names(Regex file, Regex python) {

    static Names of(String numbered, String codename, String minor) {
      String ofFile = "(?i)(?<![a-z])(?:" + numbered + "(?!\\d)|" + codename
          + "(?![a-z]))|(?<![a-z\\d])(?:py|cp)3" + minor + "(?!\\d)";
      return new Names(
          Regex.of(ofFile), Regex.of("/usr/(?:local/)?(?:bin|lib)/python3\\." + minor + "(?!\\d)"));
    }
  }

  private static final ImmutableMap<String, Names> RELEASES = ImmutableMap.of(
      "Ubuntu 16.04", Names.of("ubuntu[-_]?16[._-]?04", "xenial", "5"),
      "Ubuntu 18.04", Names.of("ubuntu[-_]?18[._-]?04", "bionic", "6"),
      "Ubuntu 20.04", Names.of("ubuntu[-_]?20[._-]?04", "focal", "8"),
      "Debian 9", Names.of("debian[-_]?9", "stretch", "5"),
      "Debian 10", Names.of("debian[-_]?10", "buster", "7"),
      "Debian 11", Names.of("debian[-_]?11", "bullseye", "9"));

  /** What brings another Python than that of the distribution. */
  private static final Trait BRINGS_PYTHON =
      Trait.of(Instruction.class, MadeForRelease::bringsPython);

  private static final Regex PYTHONS =
      Regex.of("(?i)conda|deadsnakes|mamba|pyenv|python-3|\\buv\\b");

  private static final Regex ARCHIVE =
      Regex.of("(?i)[\\w./+~-]{1,300}\\.(?:deb|run|whl|zip|tgz|tar(?:\\.\\w{2,4})?)");

  /** A path that is no expression for sed, and no file that people write for each release. */
  private static final Regex PATH = Regex.of(
      "(?!s/|/etc/)[\\w.+~-]{0,200}/[\\w./+~-]{1,300}(?<!\\.(?:cfg|conf|in|ini|json|list|py|sh|toml|txt|yml|yaml))");

  private MadeForRelease() {}

  /**
   * The first of them in what stands on an image, as it is written; null where there is none, or where something of such a name
   * is downloaded.
   */
  static @Nullable String file(SemanticModel model, NamedBase base, EndOfLife ended) {
    Names names = names(ended);
    if (names == null) {
      return null;
    }
    boolean isOwnPython = isOwnPython(model, base);
    String first = null;
    for (Stage stage : base.allStages(model)) {
      for (Instruction one : model.having(named(ended), stage)) {
        String text = NamedRelease.plain(one);
        Matcher name = names.file.matcher(text);
        for (int at = 0; name.find(at); ) {
          String token = NamedRelease.token(text, name);
          if (token.contains("://")) {
            return null;
          }
          boolean isOfPython = name.group().indexOf('3') == 2;
          boolean isFile = ARCHIVE.matcher(token).matches()
              || one instanceof Run && PATH.matcher(token).matches();
          first = first == null && isFile && (isOwnPython || !isOfPython) ? token : first;
          at = NamedRelease.end(text, name);
        }
      }
    }
    return first;
  }

  /** The first path of the Python of a release in what stands on an image; null where there is none. */
  static @Nullable String ofPython(SemanticModel model, NamedBase base, EndOfLife ended) {
    Names names = names(ended);
    if (names == null || !isOwnPython(model, base)) {
      return null;
    }
    for (Stage stage : base.allStages(model)) {
      for (Instruction one : model.having(named(ended), stage)) {
        String text = NamedRelease.plain(one);
        Matcher path = names.python.matcher(text);
        if (path.find()) {
          return NamedRelease.token(text, path);
        }
      }
    }
    return null;
  }

  private static @Nullable Names names(EndOfLife ended) {
    return RELEASES.get(numbered(ended));
  }

  /** Without the name of the code. */
  private static String numbered(EndOfLife ended) {
    int end = ended.release().indexOf(" (");
    return end < 0 ? ended.release() : ended.release().substring(0, end);
  }

  /** What names a release: each is asked once, not at each key. */
  private static Trait named(EndOfLife ended) {
    return Trait.of(Instruction.class, numbered(ended), MadeForRelease::isNamed);
  }

  private static boolean isNamed(Instruction instruction, String release) {
    Names names = RELEASES.get(release);
    boolean may =
        instruction instanceof Run || instruction instanceof Transfer || instruction instanceof Env;
    return may
        && names != null
        && (names.file.matcher(instruction.text()).find()
            || names.python.matcher(instruction.text()).find());
  }

  private static boolean isOwnPython(SemanticModel model, NamedBase base) {
    if (base.image().canonicalName().contains("py")) {
      return false;
    }
    for (Stage stage : base.allStages(model)) {
      if (model.has(BRINGS_PYTHON, stage)) {
        return false;
      }
    }
    return true;
  }

  private static boolean bringsPython(Instruction instruction) {
    return PYTHONS.matcher(instruction.text()).find();
  }
}
