package dev.plimsoll.lint.rules.security;

import com.google.common.base.Ascii;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** Values of variables with the name of a secret that are none, or that everybody knows. */
final class SecretValues {

  /** The end of a name that may mean the hash of a secret, or how it is made. */
  private static final Regex HASH = Regex.of("(?i)_hash$");

  private static final Regex HASH_FUNCTION = Regex.of(
      "(?i)(?:ssha|sha|md|blake|ripemd)[-_]?\\d.{0,20}|bcrypt|scrypt|argon2.{0,3}|pbkdf2.{0,30}|crypt|plain|hmac.{0,30}");

  /** What is on or off. */
  private static final Regex SWITCH = Regex.of("(?i)true|false|yes|no|on|off|[01]");

  /** Values that say that there is none. */
  private static final Regex NONE = Regex.of("(?i)|disabled|empty|nil|none|null|undefined|unset");

  /** A file, an address without a password, and words that are there so that there is a value. */
  private static final Regex HARMLESS = Regex.of(
      "(?i)(?:[a-z]:[\\\\/]|/)[^+=]{0,500}"
          + "|[a-z][a-z+.-]{0,20}://[^@?]{0,500}"
          + "|[\\w./-]{1,500}\\.(?:crt|jks|json|key|p12|pem|pfx|pub|sh|txt|ya?ml)"
          + "|(?:[\\w-]{0,30}[_-])?(?:dummy|fake|placeholder|unused|(?:not|un)[_-]?(?:needed|used|required))(?:[_-][\\w-]{0,30})?"
          + "|[\\w/+]{1,60}EXAMPLE(?:KEY)?|(?:dummy|fake)[a-z]{1,30}"
          + "|(?:an?[_-])?(?:example|sample|test|testing|foo|bar|foobar)(?:[_-]?(?:key|password|secret|token|value))?");

  /** What asks for another value. */
  private static final Regex TO_BE_REPLACED = Regex.of(
      "(?i)x{3,500}|\\*{3,500}|\\.{3}|<.{0,500}>|%%.{0,500}%%|\\{\\{.{0,500}\\}\\}"
          + "|(?:=\\s{0,9})?\\$\\(\\w{1,100}\\)|%\\w{1,100}%|__\\w{1,100}__"
          + "|(?:[\\w-]{0,30}[_-])?(?:please[_ -]?)?(?:change|replace|update|fill|insert|enter|set|put|add)[_ -]?"
          + "(?:me|this|it|in|with|by|your?|here)(?:[_ -].{0,100}|now|please|!{1,9})?"
          + "|(?:enter[_ -]?|put[_ -]?)?(?:your|my)[_ -].{0,100}|[\\w-]{1,60}(?:[_-]here|(?-i:Here))|todo|tbd|fix[_-]?me|default");

  /** Values that everybody knows, or would try first. */
  private static final Regex WELL_KNOWN = Regex.of(
      "(?i)abc123|(?:access[_-]?|secret[_-]?)?key|admin|administrator|guest|letmein|mariadb|minio|minioadmin|mongo|mysql"
          + "|oracle|pass|passw(?:or)?d|p@ssw0rd|postgres|postgresql|pwd|qwerty|rabbitmq|redis|root|rootpass|sa|secret|super|supersecret"
          + "|(?:admin|db|my|root|test|user)[_-]?pass(?:w(?:or)?d)?|(?:super[_-]?)?secret[_-]?(?:key|password|token)|super[_-]secret"
          + "|toor|ubuntu|user|vagrant|welcome|(?:admin|minio|mysql|pass|passw(?:or)?d|postgres|redis|root|secret|test|user)[_-]?(?:1|12|123|1234|12345|123456)!?"
          + "|1{3,8}|0{3,8}|123|1234|12345|123456|1234567|12345678|123456789");

  /** A number of tokens. */
  private static final Regex AMOUNT = Regex.of("\\d{1,7}[kKmM]?");

  /** What is counted. */
  private static final Regex COUNTED = Regex.of("(?i)tokens?(?:_|$)");

  /** How somebody logs in, where a name ends in AUTH. */
  private static final Regex WAY_TO_LOG_IN = Regex.of(
      "(?i)basic|cert(?:ificate)?|cookie|digest|google|github|jwt|kerberos|ldap|local|login|md5|oauth2?|oidc|password"
          + "|peer|plain|saml|scram.{0,20}|session|token|trust");

  private static final Regex ENDS_IN_AUTH = Regex.of("(?i)(?:^|_)auth$");

  /** A word that is short enough to be tried out. */
  private static final Regex SHORT_WORD = Regex.of("[a-z]{4,7}");

  /** What people add to the name of a user. */
  private static final Regex BEHIND_USER =
      Regex.of("[_-]?(?:pass(?:w(?:or)?d)?|pwd|pw|secret|1234?5?6?)?");

  /** A value without upper case and signs: that of a name may be part of the name. */
  private static final Regex WORD = Regex.of("[a-z][a-z_-]{2,30}");

  /** The fingerprint of a key. */
  private static final Regex FINGERPRINT = Regex.of("(?i)(?:0x)?[0-9a-f]{8}(?:[0-9a-f ]{8,48})?");

  /** A file below a directory that a variable names. */
  private static final Regex BELOW_VARIABLE =
      Regex.of("\"?\\$\\{?\\w{1,60}\\}?(?:/[\\w.-]{1,60}){1,20}\"?");

  /** The name of a key that everybody may have: what a download is checked with. */
  private static final Regex OF_SIGNATURE = Regex.of("(?i)(?:^|_)[GP]PG_KEY(?:_|$)");

  private SecretValues() {}

  /** Whether a value, with the variables in it, is a path. */
  static boolean isBelowVariable(String written) {
    return BELOW_VARIABLE.matcher(written).matches();
  }

  /** Whether a value is about something else than a secret. */
  static boolean isHarmless(String name, String value) {
    return SWITCH.matcher(value).matches()
        || HARMLESS.matcher(value).matches()
        || COUNTED.matcher(name).find() && AMOUNT.matcher(value).matches()
        || ENDS_IN_AUTH.matcher(name).find() && WAY_TO_LOG_IN.matcher(value).matches()
        || HASH.matcher(name).find() && HASH_FUNCTION.matcher(value).matches()
        || isOfSignature(name) && isFingerprint(value);
  }

  /** Whether a value says that there is none yet. */
  static boolean isMissing(String name, String value) {
    return NONE.matcher(value).matches() || isPlaceholder(value) || value.equalsIgnoreCase(name);
  }

  static boolean isPlaceholder(String value) {
    return TO_BE_REPLACED.matcher(value).matches();
  }

  static boolean isFingerprint(String value) {
    return FINGERPRINT.matcher(value).matches();
  }

  static boolean isOfSignature(String name) {
    return OF_SIGNATURE.matcher(name).find();
  }

  /** Whether everybody would try it first: one of the well-known, or a part of the name such as that of the program. */
  static boolean isEasilyGuessed(String name, String value) {
    return WELL_KNOWN.matcher(value).matches()
        || SHORT_WORD.matcher(value).matches()
        || WORD.matcher(value).matches() && Ascii.toLowerCase(name).contains(value);
  }

  /** Whether a password is the name of a user, perhaps with what people add to it. */
  static boolean isMadeOf(@Nullable String user, String password) {
    return user != null
        && user.length() > 1
        && password.startsWith(user)
        && BEHIND_USER.matcher(password.substring(user.length())).matches();
  }
}
