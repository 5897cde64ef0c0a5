package dev.plimsoll;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The file from which the next start takes its classes, already parsed and linked: a class-data archive (JEP 310) or,
 * from Java 25 on, an AOT cache (JEP 514). Either holds the JDK's classes, too, but only those of a session. A launcher
 * names it in {@code -Dplimsoll.archive}, and tells the
 * JVM to use it if it is there. If it is not, the server has it made in the background, or a command when it ends. Server
 * and commands have one each.
 *
 * <p>An archive is never more than a gain of time: whatever fails here, fails silently.
 */
final class ClassArchive implements Runnable {

  /** The command, with the file as its argument, of the process that makes an archive. */
  static final String OPTION = "--make-archive";

  /** The editor gets its first answers before the making takes processor time from them. */
  private static final long DELAY_MILLIS = 3000;

  /** Where no archive can be made, or none that the JVM takes, this much time passes between two attempts. */
  private static final long PATIENCE_MILLIS = TimeUnit.HOURS.toMillis(1);

  /** One that is in use all the same is simply made again. */
  private static final long KEPT_MILLIS = TimeUnit.DAYS.toMillis(60);

  private static final long LIMIT_SECONDS = 120;

  /** Puts a process behind others, but not so far behind that on a busy machine it would never end. */
  private static final String[] LOW_PRIORITY = {"/usr/bin/nice", "-n", "5"};

  private final String file;

  private ClassArchive(String file) {
    this.file = file;
  }

  /**
   * Has the archive made if the launcher asked for one and it is missing, older than the jar, or not accepted.
   *
   * @return the thread that waits before it begins; an interrupt ends the waiting. Null if there is nothing to do
   */
  static @Nullable Thread keep() {
    String file = System.getProperty("plimsoll.archive");
    if (file == null || !isWanted(new File(file))) {
      return null;
    }
    Thread thread = new Thread(new ClassArchive(file), "class archive");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** The same when a command ends: the making outlives this process, which doesn't wait for it. */
  static void keepForCommands() {
    String file = System.getProperty("plimsoll.archive");
    if (file != null && isWanted(new File(file)) && canBeMade(Path.of(file))) {
      try {
        ProcessBuilder maker = java("-Xmx32m", OPTION, file, TrainingRun.COMMANDS);
        if (Files.isExecutable(Path.of(LOW_PRIORITY[0]))) {
          maker.command().addAll(0, Arrays.asList(LOW_PRIORITY));
        }
        maker.start();
      } catch (IOException e) {
        // The next command tries again.
      }
    }
  }

  /** Whether there is, or can be, its folder: in a build's container, for one, often not. */
  private static boolean canBeMade(Path file) {
    Path folder = file.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    return folder != null && Files.isWritable(folder);
  }

  private static boolean isWanted(File file) {
    if (isOlderThanJar(file)) {
      return true;
    }
    // A JVM that rejects an archive altogether does without the JDK's own as well, and says so
    // here.
    boolean accepted =
        file.length() > 0 && System.getProperty("java.vm.info", "").contains("sharing");
    return !accepted && !isFresh(file);
  }

  /** Or missing. */
  private static boolean isOlderThanJar(File file) {
    return file.lastModified() < new File(classPath()).lastModified();
  }

  private static boolean isFresh(File file) {
    return System.currentTimeMillis() - file.lastModified() < PATIENCE_MILLIS;
  }

  @Override
  public void run() {
    try {
      Thread.sleep(DELAY_MILLIS);
    } catch (InterruptedException e) {
      // The session ends: now nobody waits for the processor.
    }
    try {
      // A process of its own, for this one may end first.
      java("-Xmx32m", OPTION, file).start();
    } catch (IOException e) {
      // The next start tries again.
    }
  }

  /**
   * Makes the archive, unless it is being made, and removes those of other versions.
   *
   * @param training the arguments of the training run
   */
  static void make(Path file, String... training) throws InterruptedException {
    if (!isOlderThanJar(file.toFile()) && isFresh(file.toFile())) {
      return; // another process was quicker
    }
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent(), ownersOnly(file));
      Files.deleteIfExists(file);
      Files.createFile(
          file); // empty, it says that the making has begun, and fails where another began
      Path unfinished = Files.createTempFile(folder, "unfinished", ".jsa");
      try {
        if (write(unfinished, training) && Files.size(unfinished) > 0) {
          Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
          removeOthers(file, folder);
        }
      } finally {
        Files.deleteIfExists(unfinished);
        Files.deleteIfExists(classList(unfinished));
        Files.deleteIfExists(Path.of(unfinished + ".config")); // which Java 25 makes on the way
      }
    } catch (IOException e) {
      // A full disk, a folder that can't be written, another process with the same task: no archive
      // this time.
    }
  }

  /** What is in an archive runs: nobody else may write to its folder. On Windows it is in one that is the user's own. */
  private static FileAttribute<?>[] ownersOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean write(Path archive, String... training)
      throws IOException, InterruptedException {
    if (Runtime.version().feature() >= 25) {
      return endsWell(java("-XX:AOTCacheOutput=" + archive, training));
    }
    Path classes = classList(archive);
    return endsWell(java("-XX:DumpLoadedClassList=" + classes, training))
        && endsWell(jvm(
            "-Xshare:dump",
            "-XX:SharedClassListFile=" + classes,
            "-XX:SharedArchiveFile=" + archive));
  }

  /** What a session loads, as the JVM lists it. */
  private static Path classList(Path archive) {
    return Path.of(archive + ".classes");
  }

  private static boolean endsWell(ProcessBuilder program) throws IOException, InterruptedException {
    Process run = program.start();
    if (!run.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      run.destroyForcibly();
      return false;
    }
    return run.exitValue() == 0;
  }

  /** This program anew. */
  private static ProcessBuilder java(String javaOption, String... arguments) {
    ProcessBuilder process = jvm(javaOption);
    process.command().add(Main.class.getName());
    process.command().addAll(Arrays.asList(arguments));
    return process;
  }

  /**
   * This Java with the classes of this program. What the collector is must be known when an AOT cache is made; the rest
   * saves time.
   */
  private static ProcessBuilder jvm(String... javaOptions) {
    ProcessBuilder process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xlog:disable",
        "-cp",
        classPath());
    process.command().addAll(Arrays.asList(javaOptions));
    return process.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
  }

  /** The path of the jar, exactly as the launcher gave it: the JVM compares it with the one in the archive. */
  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** The launchers name an archive {@code PLACE-IDENTITY.jsa}: of each place only the newest is of use. */
  private static void removeOthers(Path file, Path folder) throws IOException {
    String name = file.getFileName().toString();
    String place = name.substring(0, name.indexOf('-') + 1);
    long oldest = System.currentTimeMillis() - KEPT_MILLIS;
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "*.jsa")) {
      for (Path other : archives) {
        boolean samePlace = !place.isEmpty() && other.getFileName().toString().startsWith(place);
        boolean old = Files.getLastModifiedTime(other).toMillis() < oldest;
        if ((samePlace || old) && !other.getFileName().equals(file.getFileName())) {
          Files.deleteIfExists(other);
        }
      }
    }
  }
}
