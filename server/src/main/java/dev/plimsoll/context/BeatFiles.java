package dev.plimsoll.context;

import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Where {@code celery beat} puts its files: in the directory in which it is called, unless it is told another one. */
public final class BeatFiles {

  private static final Regex BEAT =
      Regex.of("\\bcelery\\b.{0,400}[\\s\"',](?:beat|-B|--beat)(?![\\w-])");

  private static final String VALUE = "(?:=|[\\s\"',]{1,9}(?:- {1,5})?[\"']?)([\\w./~-]{0,200})";

  private static final Regex SCHEDULE = Regex.of("[\\s\"',](?:-s|--schedule)" + VALUE);

  private static final Regex PID_FILE = Regex.of("[\\s\"',]--pidfile" + VALUE);

  private static final Regex FOR_ALL = Regex.of("(?:/tmp|/var/tmp|/dev/shm)(?:/.*)?");

  private BeatFiles() {}

  /**
   * The directory of the first file that it writes elsewhere than where everybody may, empty for the one in which it is called;
   * null where it writes none, or isn't called.
   *
   * @param command in one line
   */
  public static @Nullable String directory(String command) {
    if (!BEAT.matcher(command).find()) {
      return null;
    }
    Matcher schedule = SCHEDULE.matcher(command);
    String directory = schedule.find() ? parent(schedule.group(1)) : "";
    if (!FOR_ALL.matcher(directory).matches()) {
      return directory;
    }
    Matcher pidFile = PID_FILE.matcher(command);
    if (!pidFile.find() || pidFile.group(1).isEmpty()) {
      return null;
    }
    String other = parent(pidFile.group(1));
    return FOR_ALL.matcher(other).matches() ? null : other;
  }

  private static String parent(String file) {
    int slash = file.lastIndexOf('/');
    return slash == 0 ? "/" : file.substring(0, Math.max(slash, 0));
  }
}
