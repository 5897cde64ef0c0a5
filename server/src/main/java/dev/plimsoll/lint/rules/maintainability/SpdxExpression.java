package dev.plimsoll.lint.rules.maintainability;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.Resource;

/** Licences as the SPDX specification writes them: identifiers, joined by AND, OR and WITH. */
final class SpdxExpression {

  private static final Splitter LINES = Splitter.on('\n').omitEmptyStrings();

  private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  private static final String EXCEPTIONS = "exceptions";

  private SpdxExpression() {}

  /** Loaded when first asked for. */
  private static final class Table {
    /** In lower case. */
    private static final ImmutableSet<String> LICENCES = read(true);

    private static final ImmutableSet<String> OF_EXCEPTIONS = read(false);

    private static ImmutableSet<String> read(boolean licences) {
      ImmutableSet.Builder<String> found = ImmutableSet.builder();
      boolean wanted = licences;
      for (String line : LINES.split(Resource.text(SpdxExpression.class, "spdx.txt"))) {
        if (line.equals(EXCEPTIONS)) {
          wanted = !licences;
        } else if (wanted && !line.startsWith("#")) {
          found.add(Ascii.toLowerCase(line));
        }
      }
      return found.build();
    }
  }

  /** Whether a text is one that names licences of the list, or licences of the project's own. */
  static boolean isValid(String text) {
    boolean wantsName = true;
    boolean wantsException = false;
    int open = 0;
    for (String word : WORDS.split(text.replace("(", " ( ").replace(")", " ) "))) {
      if (word.equals("(") && wantsName && !wantsException) {
        open++;
      } else if (word.equals(")") && !wantsName) {
        open--;
      } else if (!wantsName && (word.equals("AND") || word.equals("OR") || word.equals("WITH"))) {
        wantsName = true;
        wantsException = word.equals("WITH");
      } else if (wantsName && (wantsException ? isException(word) : isLicence(word))) {
        wantsName = false;
        wantsException = false;
      } else {
        return false;
      }
      if (open < 0) {
        return false;
      }
    }
    return !wantsName && open == 0;
  }

  private static boolean isException(String word) {
    return Table.OF_EXCEPTIONS.contains(Ascii.toLowerCase(word));
  }

  private static boolean isLicence(String word) {
    String name = word.endsWith("+") ? word.substring(0, word.length() - 1) : word;
    return name.startsWith("LicenseRef-")
        || name.startsWith("DocumentRef-")
        || Table.LICENCES.contains(Ascii.toLowerCase(word))
        || Table.LICENCES.contains(Ascii.toLowerCase(name));
  }
}
