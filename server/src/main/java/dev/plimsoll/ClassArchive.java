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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The file from which the next start takes its classes, already parsed and linked: a dynamic class-data archive (JEP
 * 350) or, from Java 25 on, an AOT cache (JEP 514). A launcher names it in {@code -Dplimsoll.archive}, and tells the
 * JVM to use it if it is there. If it is not, the server has it made in the background.
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

  private static boolean isWanted(File file) {
    long made = file.lastModified();
    if (made < new File(classPath()).lastModified()) {
      return true;
    }
    // A JVM that rejects an archive altogether does without the JDK's own as well, and says so
    // here.
    boolean accepted =
        file.length() > 0 && System.getProperty("java.vm.info", "").contains("sharing");
    return !accepted && !isFresh(file);
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
      java("-Xmx32m", OPTION, file);
    } catch (IOException e) {
      // The next start tries again.
    }
  }

  /** Makes the archive, unless it is being made, and removes those of other versions. */
  static void make(Path file) throws InterruptedException {
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent(), ownersOnly(file));
      Files.deleteIfExists(file);
      Files.createFile(
          file); // empty, it says that the making has begun, and fails where another began
      Path unfinished = Files.createTempFile(folder, "unfinished", ".jsa");
      try {
        Process training = java(outputOption().concat(unfinished.toString()), TrainingRun.OPTION);
        if (!training.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          training.destroyForcibly();
        } else if (training.exitValue() == 0 && Files.size(unfinished) > 0) {
          Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
          removeOthers(file, folder);
        }
      } finally {
        Files.deleteIfExists(unfinished);
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

  private static String outputOption() {
    return Runtime.version().feature() >= 25 ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
  }

  /** Starts this program anew. What the collector is must be known when an AOT cache is made; the rest saves time. */
  private static Process java(String javaOption, String... arguments) throws IOException {
    ProcessBuilder process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xlog:disable",
        javaOption,
        "-cp",
        classPath(),
        Main.class.getName());
    for (String argument : arguments) {
      process.command().add(argument);
    }
    return process
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
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
