package dev.plimsoll.lint.rules.security;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;

/** Names of variables whose values are secrets. What BuildKit takes for one is known, too, even where it is none. */
public final class SecretNames {

  /** Names of which a word says so: those of BuildKit. */
  private static final Regex SECRET = Regex.of(
      "(?i)(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)");

  /** The same without a separator. */
  private static final Regex INSIDE = Regex.of(
      "(?i)passw(?:or)?d|passphrase|secret|api_?key|access_?key|private_?key|token(?!i[sz])");

  /** Short words for a password at the end of a name; the word before is the group. */
  private static final Regex SHORT = Regex.of("(?i)(?:^|_)([a-z0-9]{1,99})_(?:pass|pwd)$");

  /** Before them: how often something is gone through, or whose working directory it is. */
  private static final ImmutableSet<String> BEFORE_NO_SECRET = ImmutableSet.of(
      "all", "base", "build", "by", "current", "docker", "double", "fast", "final", "first", "full",
      "home", "host", "init", "last", "local", "multi", "must", "old", "one", "orig", "project",
      "repo", "script", "second", "single", "src", "start", "test", "tests", "third", "two",
      "work");

  private static final Regex NO_SECRET = Regex.of("(?i)(?:^|_)(?:public|file|version)(?:_|$)");

  /** At the end of a name, and with no separator before it: what it is about that isn't the secret itself. */
  private static final Regex ABOUT = Regex.of(
      "(?i)(?:dir|email|enabled|expires?_in|file|fingerprint|host|label|length|login|method|mode|name|path|port|provider"
          + "|scopes?|script|sock|ttl|type|ur[il]|usage|user|version)$"
          + "|publi(?:c|shable)|(?:^|_)dont_|__\\d{1,3}__key$"
          + "|(?:^|_)server_?tokens$"); // what Apache and nginx say of themselves

  /** The same of words that are a part of others. */
  private static final Regex ABOUT_WORD = Regex.of(
      "(?i)_(?:age|algo?|alias|algorithms?|audiences?|backend|bits|buckets?|chars|charset|claims?|class|client_id"
          + "|columns?|context|cost|count|days|dimensions?|domains?|driver|encoder|encoding|endpoints?|engine"
          + "|expir(?:ation|es|y)|field|flow|format|grace|groups?|hasher|(?<!auth_)header|hours|interval"
          + "|issuer|iterations|(?:key|token)_id|language|levels?|lifetime|limit|location|max|min|minutes"
          + "|model|plugin|policy|prefix|realms?|regex|regions?|required|retention|retries|roles?|rotation"
          + "|rounds|rules|scheme|seconds|service|size|store|strategy|strength|suffix|threshold|timeout|urls"
          + "|validity|window)$");

  /** AUTH before a word that is none for a secret, such as AUTH_DOMAIN: what the check of BuildKit takes for one. */
  private static final Regex ABOUT_AUTH = Regex.of(
      "(?i)(?:^|_)auth_(?!(?:[a-z0-9]{1,60}_){0,9}(?:apikey|base64|bearer|code|config|cookie|cred|creds|credentials?|data|header"
          + "|info|json|key|pass|password|passwd|phrase|pin|pw|pwd|pword|secret|string|token|value)s?$)[a-z0-9_]{1,200}$");

  /** What is counted in tokens, and how long a secret has to be. */
  private static final Regex COUNTS = Regex.of(
      "(?i)(?:^|_)(?:avg|batch|budget|chunk|context|input|limit|max|maximum|min|minimum|n|num|number|output|overlap|per|target"
          + "|total)_(?:[a-z0-9]{1,30}_){0,3}tokens?(?:$|_)"
          + "|tokens?_(?:budget|count|limit|overlap|per)(?:$|_)"
          + "|(?:^|_)(?:min|max)_(?:auth|key|pass|passwd|password)(?:_|$)");

  /** Keys that open nothing, or that those who use a site or an application are given. */
  private static final Regex OPEN_KEY = Regex.of(
      "(?i)(?:site|(?:^|_)(?:anon|cache|command|foreign|group|partition|primary|project|routing|shortcut|sort))"
          + "_?key(?:s|_v\\d)?$");

  /** What the tools of a web page make part of what browsers are sent. */
  private static final Regex FOR_BROWSERS = Regex.of(
      "(?i)(?:EXPO_PUBLIC|GATSBY|NEXT_PUBLIC|NG_APP|NUXT_PUBLIC|PUBLIC|REACT_APP|VITE|VUE_APP)_.{1,200}");

  /** Before the word for a secret: whether there has to be one, or must not be. */
  private static final Regex ABOUT_NEED = Regex.of(
      "(?i)(?:^|_)(?:(?:allow|disabled?|empty|enabled?|random|required?|skip|use|without)_(?:[a-z0-9]{1,60}_){0,4}|no_)"
          + "(?:api_?key|auth|credentials?|key|pass|passphrase|password|passwd|pwd|pword|secret|token)s?$");

  private SecretNames() {}

  /** Whether a name is one to this program or to BuildKit: an ARG of that name is reported. */
  public static boolean include(String name) {
    return areSecret(name) || areSecretToBuildKit(name);
  }

  static boolean areSecret(String name) {
    return (SECRET.matcher(name).find() || INSIDE.matcher(name).find() || isShort(name))
        && !NO_SECRET.matcher(name).find()
        && !ABOUT.matcher(name).find()
        && !ABOUT_WORD.matcher(name).find()
        && !ABOUT_AUTH.matcher(name).find()
        && !ABOUT_NEED.matcher(name).find()
        && !COUNTS.matcher(name).find()
        && !OPEN_KEY.matcher(name).find()
        && !areForBrowsers(name);
  }

  static boolean areSecretToBuildKit(String name) {
    return SECRET.matcher(name).find() && !NO_SECRET.matcher(name).find();
  }

  /** Parts of names that hadolint takes for those of secrets. */
  private static final Regex TO_HADOLINT =
      Regex.of("(?i)^aws_access_key_id$|api_key|client_key|password|private|secret|token|username");

  static boolean areSecretToHadolint(String name) {
    return TO_HADOLINT.matcher(name).find();
  }

  static boolean areForBrowsers(String name) {
    return FOR_BROWSERS.matcher(name).matches();
  }

  private static boolean isShort(String name) {
    Matcher word = SHORT.matcher(name);
    return word.find() && !BEFORE_NO_SECRET.contains(Ascii.toLowerCase(word.group(1)));
  }
}
