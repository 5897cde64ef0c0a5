package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Extensions that a file builds for PHP, and that can't be built for a newer one. */
final class PhpExtensions {

  private static final CommandQuery BUILDS =
      CommandQuery.of("docker-php-ext-install", "docker-php-ext-configure", "pecl");

  /** The release that left each out of its sources, according to its notes of migration; two digits of two numbers. */
  private static final ImmutableMap<String, Integer> LEFT_OUT =
      ImmutableMap.<String, Integer>builder()
          .put("imap", 84)
          .put("interbase", 74)
          .put("mcrypt", 72)
          .put("mysql", 70)
          .put("oci8", 84)
          .put("pdo_oci", 84)
          .put("pspell", 84)
          .put("recode", 74)
          .put("wddx", 74)
          .put("xmlrpc", 80)
          .buildOrThrow();

  /** The release that has each in itself, so that building it gives no module, which is an error. */
  private static final ImmutableMap<String, Integer> BUILT_IN =
      ImmutableMap.of("json", 80, "opcache", 85);

  private static final Regex RELEASE = Regex.of("^(\\d)\\.(\\d)$");

  private static final Regex XDEBUG = Regex.of("xdebug-([23])\\.(\\d)(?:\\.\\d{1,2})?");

  private static final int LAST_FOR_XDEBUG_2 = 74;

  private PhpExtensions() {}

  /** The first, and why; null where none is known. */
  static @Nullable String refused(SemanticModel model, NamedBase base, String release) {
    Matcher numbers = RELEASE.matcher(release);
    if (!numbers.find()) {
      return null;
    }
    int next = number(numbers.group(1) + numbers.group(2));
    for (Stage stage : base.allStages(model)) {
      for (RunCommand build : model.commands(BUILDS, stage)) {
        for (ShellWord word : build.arguments().words()) {
          String refused = refused(String.valueOf(word.literal()), next);
          if (refused != null) {
            return refused;
          }
        }
      }
    }
    return null;
  }

  private static @Nullable String refused(String name, int next) {
    if (LEFT_OUT.getOrDefault(name, next + 1) <= next) {
      return name + ", which PHP lacks since " + text(LEFT_OUT.get(name));
    }
    if (BUILT_IN.getOrDefault(name, next + 1) <= next) {
      return "docker-php-ext-install " + name + ", which PHP has built in since "
          + text(BUILT_IN.get(name));
    }
    Matcher xdebug = XDEBUG.matcher(name);
    if (!xdebug.matches()) {
      return null;
    }
    int last = xdebug.group(1).equals("2") ? LAST_FOR_XDEBUG_2 : 80 + number(xdebug.group(2));
    return last < next ? name + ", which is for PHP up to " + text(last) : null;
  }

  private static String text(@Nullable Integer release) {
    String digits = String.valueOf(release);
    return digits.charAt(0) + "." + digits.substring(1);
  }

  private static int number(String digits) {
    Integer number = Ints.tryParse(digits);
    return number == null ? 0 : number;
  }
}
