package dev.plimsoll.context;

import com.google.common.base.CharMatcher;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service of Compose or a pod starts instead of what its image does, and whether that does what only root may. */
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

  /** What writes to places of the system, changes owners, or starts services, each of them as its own user. */
  private static final Pattern OF_ROOT =
      Pattern.compile("(?<![\\w./-])(?:/usr)?(?:/s?bin/)?(?:(?:add|del)(?:user|group)"
          + "|apache2ctl|apachectl|chown|chpasswd|cron|crond|group(?:add|del|mod)|ip6?tables|ldconfig|modprobe"
          + "|mount|setcap|sshd|supervisord|sysctl|update-ca-(?:certificates|trust)|user(?:add|del|mod)"
          + "|service" + NEXT + "[\\w.-]{1,60}" + NEXT + "(?:start|restart))(?![\\w./=:-])");

  private final String text;

  private ServiceCommand(String text) {
    this.text = text;
  }

  /** That of a service, both of its keys; it is empty where the image's own is started. */
  static ServiceCommand of(String service) {
    return new ServiceCommand(KEYS.of(service));
  }

  /** The same of what a pod has in these keys. */
  static ServiceCommand ofPod(String commands) {
    return new ServiceCommand(commands);
  }

  private static final Regex COMMENT = Regex.of("(?m)(?:^|\\s)#[^\\n]*");

  private static final Regex BLOCK = Regex.of("(?m)^[ \\t]{0,9}[|>][+-]?[ \\t]*$");

  private static final Regex ITEM = Regex.of("(?m)^[ \\t]{0,60}- ");

  /** What stands around words, in a list or for a shell. */
  private static final CharMatcher MARKS = CharMatcher.anyOf("[],\"'\n\r\t\\");

  /** The words of it with nothing but blanks between them; those of a shell's script, too. */
  String plain() {
    String code = BLOCK.matcher(COMMENT.matcher(text).replaceAll(" ")).replaceAll(" ");
    String words = MARKS.replaceFrom(ITEM.matcher(code).replaceAll(" "), ' ');
    return CharMatcher.whitespace().trimAndCollapseFrom(words, ' ');
  }

  /** Whether it installs something as only root can. */
  boolean installs() {
    return APT_INSTALL.matcher(text).find() || INSTALLS.matcher(text).find();
  }

  /** Whether it does anything else that only root may. */
  boolean needsRoot() {
    return OF_ROOT.matcher(text).find();
  }

  /** Whether it installs with the package lists of apt that the image has. */
  boolean readsLists() {
    Matcher install = APT_INSTALL.matcher(text);
    return install.find()
        && !APT_UPDATE.matcher(text.substring(0, install.start())).find();
  }
}
