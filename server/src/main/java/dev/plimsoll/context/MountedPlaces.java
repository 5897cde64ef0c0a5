package dev.plimsoll.context;

import dev.plimsoll.context.RunSettings.Mounted;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Gathers where volumes and folders of the host are mounted in an image, in sets as {@link RunSettings} has them. */
final class MountedPlaces {

  /** Folders that are called so are written to; others may hold the sources. */
  private static final Pattern KEEPS = Pattern.compile(
      "/var/.*|.*/(?:backups?|cache|data|db|downloads?|generated|logs?|media|outputs?|results?|storage|tmp|uploads?)/?");

  /** The name of a volume; what else stands before the colon is a path of the host. */
  private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][\\w.-]*");

  /** Paths of files, as far as their names tell, and places where a program reads its configuration. */
  private static final Pattern READ_ONLY = Pattern.compile(
      "/etc(?:/.*)?|.*/[^/]*\\w\\.\\w{1,8}|(?:.*/)?\\.(?:env|gitconfig|htpasswd|netrc|npmrc|pgpass)");

  /** What shells and those who write the program have in their home directories. */
  private static final Pattern OF_SHELLS = Pattern.compile(
      "/root/\\.(?:(?:bash|zsh|ash|sh|profile|inputrc|vim|gitconfig|python_history|vscode)[\\w.-]*|history)(?:/.*)?");

  /** A database in a file, which is written to, and so is the folder that it is in. */
  private static final Pattern DATABASE = Pattern.compile("(?i).*\\.(?:sqlite3?|db3?)");

  /** Places where the sockets of other programs are, which are their owners'. */
  private static final Pattern OF_SOCKETS =
      Pattern.compile("(?:/var)?/run(?:/.*)?|/cloudsql(?:/.*)?|/tmp/\\.X11-unix/?");

  /** The same of volumes: those that programs are known to share so. */
  private static final Pattern OF_KNOWN_SOCKETS = Pattern.compile(
      "(?:/var)?/run(?:/[^/]{1,100}\\.sock|/(?:avahi|clamav|containerd|crio|cups|dbus|docker|libvirt|mongodb|mysqld?|pcscd|php"
          + "|podman|postgresql|proxy|redis|secrets|spire|systemd|tailscale|user)[^/]{0,100}(?:/.*)?)?/?|/cloudsql(?:/.*)?|/tmp/\\.X11-unix/?");

  final Set<Mounted> volumes = new LinkedHashSet<>();
  final Set<Mounted> mounts = new LinkedHashSet<>();
  final Set<Mounted> bound = new LinkedHashSet<>();
  final Set<Mounted> sources = new LinkedHashSet<>();
  final Set<Mounted> contexts = new LinkedHashSet<>();

  /** Whether it is written to, or in the home directory of root, which nobody else may look into. */
  static boolean isKept(Mounted place) {
    return isInHome(place) || KEEPS.matcher(place.path()).matches();
  }

  /** Whether it is in the home directory of root, and not only for a shell that somebody opens there. */
  static boolean isInHome(Mounted place) {
    return place.path().startsWith("/root/") && !OF_SHELLS.matcher(place.path()).matches();
  }

  static boolean isDatabase(String path) {
    return DATABASE.matcher(path).matches();
  }

  /**
   * Adds a volume, or to some places a folder of the host, unless that is one file or configuration outside of root's home
   * directory, or sockets are there: a program that makes one of its own mostly makes the directory, too.
   */
  void add(String source, Mounted place, Set<Mounted> places) {
    boolean isVolume = VOLUME.matcher(source).matches();
    Pattern sockets = isVolume ? OF_KNOWN_SOCKETS : OF_SOCKETS;
    if (sockets.matcher(place.path()).matches()) {
      return;
    }
    if (isVolume) {
      volumes.add(place);
    } else if (isDatabase(place.path())) {
      mounts.add(place);
    } else if (isInHome(place)
        || !READ_ONLY.matcher(source).matches()
            && !READ_ONLY.matcher(place.path()).matches()) {
      places.add(place);
    }
  }
}
