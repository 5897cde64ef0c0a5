package dev.plimsoll.lint;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.EditDistance;
import dev.plimsoll.text.Regex;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of rules as people write them. */
public final class RuleNames {

  /**
   * Codes that name no rule of ours and yet are no mistakes: those of ShellCheck, and those that hadolint has or had. Files
   * that several tools read name the rules of them all.
   */
  private static final Regex OF_OTHERS = Regex.of("(sc\\d{4}|dl(1\\d{3}|30[0-6]\\d|400\\d))");

  /** A code with another digit is another code. */
  private static final CharMatcher WITHOUT_DIGITS =
      CharMatcher.inRange('0', '9').negate();

  private static final Regex OF_SHELLCHECK = Regex.of("sc\\d{4}");

  private RuleNames() {}

  /** Whether a name is a code of ShellCheck, which are rules although nobody lists them. */
  public static boolean isOfShellCheck(String name) {
    String key = RuleInfo.key(name);
    return key.startsWith("sc") && OF_SHELLCHECK.matcher(key).matches();
  }

  /** The page of ShellCheck's wiki about one of its codes. */
  public static String shellCheckPage(String code) {
    return "https://www.shellcheck.net/wiki/".concat(Ascii.toUpperCase(RuleInfo.key(code)));
  }

  /** Whether a name that no rule has may be the code of another tool that reads the same files. */
  public static boolean isOfAnotherTool(String name) {
    return OF_OTHERS.matcher(RuleInfo.key(name)).matches();
  }

  /** The name of a rule, its own or one in another tool, that was probably meant by one that nobody has; or null. */
  public static @Nullable String meant(String name, ImmutableList<Rule> rules) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Rule rule : rules) {
      names.put(rule.info().name(), rule.info().name());
      for (String code : rule.info().codes()) {
        if (WITHOUT_DIGITS.matchesAllOf(code)) {
          names.putIfAbsent(RuleInfo.key(code), code);
        }
      }
    }
    String meant = EditDistance.meant(RuleInfo.key(name), names.keySet());
    return meant == null ? null : names.get(meant);
  }
}
