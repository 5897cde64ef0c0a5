package dev.plimsoll.lint.rules.security;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.RunSettings;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction.Workdir;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program of a target does as root that another user may not.
 *
 * @param ports those below 1024 that it listens on
 * @param mayListenOn80 whether ASP.NET listens there in the base image, where only EXPOSE, which changes nothing, says otherwise
 * @param directories those that it writes into and that belong to root, from the root of the image
 * @param filled those of them into which files are copied
 * @param deep whether a script writes into some of them, perhaps to files that are there already
 * @param unseen what else is written where it isn't known, or into copied files, such as by a script, in words; empty where nothing is
 * @param settings directories that variables of the image point to, for data as their names tell
 * @param workdir where it starts, if that belongs to root and nothing says whether it writes there; else empty
 * @param mounted where folders of the host are mounted that it may write to
 * @param home where Compose or a script mounts something in the home directory of root, which no other user may look into
 * @param key a private key that is copied or made, which mostly only its owner may read; empty where none is seen
 * @param closed what to do about a file that its mode may keep from others than root; empty where none is seen
 * @param inHome what to do about what is put into the home directory of root; empty where nothing is
 * @param needsHomeOfRoot whether it is in root's home directory, or looks for programs there
 * @param installer what to say of what has installed something for root that is needed; empty where nothing has
 */
record Obstacles(
    ImmutableSet<Integer> ports,
    boolean mayListenOn80,
    ImmutableList<String> directories,
    ImmutableSet<String> filled,
    boolean deep,
    String unseen,
    ImmutableSet<ImagePath> settings,
    String workdir,
    ImmutableList<String> mounted,
    ImmutableList<String> home,
    String key,
    String closed,
    String inHome,
    boolean needsHomeOfRoot,
    String installer) {

  static final int FIRST_FREE_PORT = 1024;

  /** A path that no shell changes. */
  private static final Regex PLAIN = Regex.of("/[\\w./-]+");

  /** How many are named. */
  private static final int MOST = 3;

  /** Directories that programs of the system are in, or that are no program's own: nobody is given one as a whole. */
  private static final ImmutableSet<String> OF_SYSTEM = ImmutableSet.of(
      "/",
      "/bin",
      "/etc",
      "/home",
      "/lib",
      "/mnt",
      "/opt",
      "/sbin",
      "/tmp",
      "/usr",
      "/usr/bin",
      "/usr/lib",
      "/usr/local",
      "/usr/local/bin",
      "/usr/local/lib",
      "/usr/local/sbin",
      "/usr/sbin",
      "/usr/share",
      "/var",
      "/var/lib",
      "/var/tmp");

  /** Whether a directory is no program's own. */
  static boolean isOfSystem(ImagePath directory) {
    return OF_SYSTEM.contains(String.valueOf(directory.text()));
  }

  /** The directory that one leads to. */
  static @Nullable ImagePath workdir(SemanticModel model, @Nullable Workdir workdir) {
    Word path = workdir == null ? null : workdir.path();
    return workdir == null || path == null
        ? null
        : model.place(workdir, path.value(), Basis.DEFAULTS);
  }

  /**
   * The directories that a RUN can give to a user without storing a file again, and that in which the program starts;
   * empty where they are too many to name.
   */
  ImmutableList<String> toGive() {
    List<String> empty = new ArrayList<>(directories);
    if (!workdir.isEmpty() && !empty.contains(workdir)) {
      empty.add(0, workdir);
    }
    empty.removeIf(
        directory -> filled.contains(directory) || !PLAIN.matcher(directory).matches());
    return directories.size() > MOST ? ImmutableList.of() : ImmutableList.copyOf(empty);
  }

  /**
   * Whether a program can write wherever it is known to, once a user has some directories.
   *
   * @param given those that a user is given
   */
  boolean isEnough(ImmutableList<String> given) {
    return home.isEmpty()
        && key.isEmpty()
        && closed.isEmpty()
        && inHome.isEmpty()
        && installer.isEmpty()
        && given.containsAll(directories)
        && (workdir.isEmpty() || given.contains(workdir))
        && settings.stream()
            .allMatch(place -> given.stream()
                .anyMatch(one -> ImagePath.ROOT.resolve(one).certainlyContains(place)));
  }

  /**
   * What the title of a fix ends with: on what it depends, which nobody but the reader can know. Other rights are those to
   * write elsewhere, to listen on a low port, to read what is root's, and whatever else root has.
   *
   * @param unread the script that may need root; null where none may
   * @param given the directories that the user is given
   * @param isBuilt whether the build has put something into them that stays root's
   */
  String condition(@Nullable String unread, ImmutableList<String> given, boolean isBuilt) {
    String program = needsHomeOfRoot && unread == null ? "it" : "the program";
    return (needsHomeOfRoot ? ", once what the program needs is out of /root" : "")
        + (unread == null ? ", if " : ", if " + unread + " needs no root and ")
        + program
        + (mounted.isEmpty() ? "" : " may write to what is mounted at " + named(mounted) + " and")
        + " needs no other rights"
        + (isBuilt && !given.isEmpty() ? ", not even to what the build has put there" : "");
  }

  /** What to say of them, each sentence with a blank before it. */
  String text() {
    StringBuilder text = new StringBuilder();
    if (!ports.isEmpty()) {
      text.append(ports.size() == 1 ? " Port " : " Ports ")
          .append(Joiner.on(", ").join(ports))
          .append(ports.size() == 1 ? " is" : " are")
          .append(" below 1024, where other users may not listen on every system.");
    } else if (mayListenOn80) {
      text.append(" In this image ASP.NET listens on port 80 unless the program names another one:"
          + " below 1024 other users may not listen on every system.");
    }
    text.append(ownership());
    if (!mounted.isEmpty()) {
      boolean isFile = mounted.size() == 1 && RunSettings.isDatabase(mounted.get(0));
      text.append(
              isFile
                  ? " A file of the host is"
                  : mounted.size() == 1 ? " A folder of the host is" : " Folders of the host are")
          .append(" mounted at ")
          .append(named(mounted))
          .append(
              isFile
                  ? ": that and its folder must be writable for that user."
                  : ": what it writes to there must be writable for that user.");
    }
    if (!home.isEmpty()) {
      text.append(" Other users can't look into /root: mount elsewhere what is mounted at ")
          .append(named(home))
          .append(", where the program then looks for it.");
    }
    if (!key.isEmpty()) {
      text.append(" If it reads ").append(key).append(", that must be readable for that user.");
    }
    text.append(closed).append(installer).append(inHome);
    if (needsHomeOfRoot) {
      text.append(" Put what it needs elsewhere than in /root, which other users can't read.");
    }
    return text.toString();
  }

  /** What has to belong to the other user: what is known, and a reminder of what can't be. */
  private String ownership() {
    if (directories.isEmpty() && unseen.isEmpty()) {
      return " Find out where it writes" + (workdir.isEmpty() ? "" : ", perhaps in " + workdir)
          + ", and give those directories to that user.";
    }
    String known = named(directories);
    if (unseen.isEmpty()) {
      return " Give " + known + " to that user, and whatever else it writes in.";
    }
    boolean isClosed = known.isEmpty() || unseen.endsWith(",");
    return " Give " + (known.isEmpty() ? "" : known + ", and ") + unseen + (isClosed ? "" : ",")
        + " to that user, or it can't write there.";
  }

  /** The first of them, and how many follow: one more is named as well. */
  private static String named(ImmutableList<String> directories) {
    int more = directories.size() - MOST;
    return more <= 1
        ? Joiner.on(", ").join(directories)
        : Joiner.on(", ").join(directories.subList(0, MOST)) + " and " + more + " more";
  }
}
