package dev.plimsoll.context;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service of Compose starts instead of what its image does, and whether that installs something first. */
final class ServiceCommand {

  private static final ServiceKeys KEYS = new ServiceKeys("command", "entrypoint");

  /** Between two words of a command, or of a list. */
  private static final String NEXT = "[\"',\\s]{1,60}(?:- {1,5})?[\"']?";

  /** The same, with options between them. */
  private static final String VERB = "(?:" + NEXT + "-[\\w=.:/-]{1,80}){0,6}" + NEXT;

  private static final String APT = "(?<![\\w.-])(?:apt|apt-get|aptitude)" + VERB;

  private static final Pattern APT_UPDATE = Pattern.compile(APT + "update\\b");

  private static final Pattern APT_INSTALL = Pattern.compile(APT + "install\\b");

  /** What else installs where only root may write. */
  private static final Pattern INSTALLS = Pattern.compile("(?<![\\w.-])(?:apk" + VERB
      + "add\\b|(?:yum|dnf|microdnf|tdnf|zypper)" + VERB + "(?:group)?install\\b|pacman" + NEXT
      + "-S|npm" + VERB + "(?:i|install)" + NEXT + "(?:-g|--global)\\b|(?<!/)(?:pip[\\d.]{0,5}|gem)"
      + VERB
      + "install\\b(?![^\\n&|;]{0,300}--(?:user|user-install|target|prefix)\\b))");

  private final String text;

  private ServiceCommand(String text) {
    this.text = text;
  }

  /** That of a service, both of its keys; it is empty where the image's own is started. */
  static ServiceCommand of(String service) {
    return new ServiceCommand(KEYS.of(service));
  }

  /** Whether it installs something as only root can. */
  boolean installs() {
    return APT_INSTALL.matcher(text).find() || INSTALLS.matcher(text).find();
  }

  /** Whether it installs with the package lists of apt that the image has. */
  boolean readsLists() {
    Matcher install = APT_INSTALL.matcher(text);
    return install.find()
        && !APT_UPDATE.matcher(text.substring(0, install.start())).find();
  }
}
