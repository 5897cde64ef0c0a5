package dev.plimsoll.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that is compiled when something is first matched with it. Rules have dozens, and most are asked of
 * few files: to compile all of them would take a twentieth of the time to the first diagnostics.
 */
public final class Regex {

  private final String expression;
  /** Filled at the first call; a race computes it twice. Volatile, for the fields of a pattern aren't final. */
  private volatile @Nullable Pattern compiled;

  private Regex(String expression) {
    this.expression = expression;
  }

  /** @param expression in the syntax of {@link Pattern}, flags included: {@code (?i)} */
  public static Regex of(String expression) {
    return new Regex(expression);
  }

  /** @throws java.util.regex.PatternSyntaxException if the expression isn't one */
  public Matcher matcher(CharSequence text) {
    Pattern known = compiled;
    if (known == null) {
      known = Pattern.compile(expression);
      compiled = known;
    }
    return known.matcher(text);
  }

  @Override
  public String toString() {
    return expression;
  }
}
