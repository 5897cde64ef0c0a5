package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;

/** Services in an image for a manager that begins as root and starts each as its own user. */
final class ManagedServices {

  /** Users whom web servers run their workers as. */
  private static final ImmutableSet<String> WORKERS =
      ImmutableSet.of("apache", "http", "httpd", "nginx", "www-data");

  /** Packages of those servers. */
  private static final ImmutableSet<String> WEB_SERVERS =
      ImmutableSet.of("apache2", "httpd", "lighttpd", "nginx", "nginx-full", "nginx-light");

  /** Packages of programs that start services, each as its own user. */
  private static final ImmutableSet<String> MANAGERS =
      ImmutableSet.of("cron", "monit", "runit", "s6", "s6-overlay", "supervisor");

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  /** Where supervisord, s6 and runit look for what they start. */
  private static final Regex OF_SERVICES = Regex.of(
      "^/etc/(?:supervisor(?:d\\.conf|/|$)|(?:s6-overlay|services\\.d|cont-init\\.d|service|sv)(?:/|$))");

  /** A RUN that writes a file there. */
  private static final Regex WRITES_SERVICE = Regex.of(
      "(?:>|\\btee)\\s{0,9}(?:-a\\s{1,9})?[\"']?/etc/(?:supervisor(?:d\\.conf|/)|s6-overlay/|services\\.d/|service/|sv/)");

  private static final Trait MAY_WRITE_SERVICE = Trait.containing("/etc/s");

  private ManagedServices() {}

  /** Whether a target has some. */
  static boolean areIn(Subject subject, Stage target, StartUp startUp) {
    return hasWorkers(subject, target)
        || configuresServices(subject, target)
        || mayStartManager(subject, target, startUp);
  }

  /** Whether it installs a web server and gives files to its workers: whatever starts it begins as root. */
  private static boolean hasWorkers(Subject subject, Stage target) {
    Accounts.Owner owner = Accounts.of(subject, target).owner();
    return owner != null
        && !owner.byFlag()
        && WORKERS.contains(owner.user())
        && Privileges.installs(subject, target, ManagedServices::isWebServer);
  }

  /** Whether it brings services for a manager that begins as root, whoever starts that. */
  private static boolean configuresServices(Subject subject, Stage target) {
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction one : subject.model().having(IS_TRANSFER, stage)) {
        Word destination = ((Transfer) one).destination();
        if (destination != null && OF_SERVICES.matcher(destination.value()).find()) {
          return true;
        }
      }
      for (Instruction one : subject.model().having(MAY_WRITE_SERVICE, stage)) {
        if (WRITES_SERVICE.matcher(one.text()).find()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a script that nobody has read may start such a program, which is installed. */
  private static boolean mayStartManager(Subject subject, Stage target, StartUp startUp) {
    return startUp.unreadScript() != null
        && Privileges.installs(subject, target, ManagedServices::isManager);
  }

  private static boolean isWebServer(String word) {
    return isAnyPackage(word, WEB_SERVERS);
  }

  private static boolean isManager(String word) {
    return Managers.include(word) || isAnyPackage(word, MANAGERS);
  }

  private static boolean isAnyPackage(String word, ImmutableSet<String> names) {
    for (String name : names) {
      if (StartUp.isPackage(word, name)) {
        return true;
      }
    }
    return false;
  }
}
