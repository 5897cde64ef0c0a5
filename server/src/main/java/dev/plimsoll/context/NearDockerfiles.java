package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.text.Regex;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What other Dockerfiles of a project say of the image of one: those in its folder, and in folders beside it. */
final class NearDockerfiles {

  /** More files than these are not read. */
  private static final int MAX_FILES = 60;

  /** More files than these are not told of. */
  private static final int MAX_PATHS = 300;

  private static final String NAME = "Dockerfile";

  /** Names of folders and files that say of no image which one it is. */
  private static final ImmutableSet<String> GENERIC =
      ImmutableSet.of("build", "container", "docker", "dockerfile", "image", "images", "src");

  private static final Pattern USER =
      Pattern.compile("(?mi)^[ \\t]{0,20}USER[ \\t]{1,20}[\"']?([^\\s:\"']{1,100})");

  private final Disk disk;

  NearDockerfiles(Disk disk) {
    this.disk = disk;
  }

  /**
   * Whether one of them is FROM the image of a Dockerfile, which mostly is called like its folder, or like what tells the file
   * from others.
   *
   * @param root the project's folder
   */
  boolean buildOn(Path dockerfile, Path root, Deadline deadline) {
    String name = imageOf(dockerfile);
    if (name == null) {
      return false;
    }
    // Without a folder, a variable or a tag it may be a stage.
    String quoted = Pattern.quote(name);
    Pattern from = Pattern.compile("(?mi)^[ \\t]{0,20}FROM[ \\t]{1,20}(?:--\\S{1,200}[ \\t]{1,20})?"
        + "(?:[^\\s#]{0,200}[/}]" + quoted + "(?=[:@\\s]|$)|" + quoted + "[:@])");
    int read = 0;
    for (Path file : files(dockerfile, root, deadline)) {
      ContextFile head =
          file.equals(dockerfile) || ++read > MAX_FILES ? null : disk.head(file, deadline);
      if (head != null && from.matcher(head.beginning()).find()) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String imageOf(Path dockerfile) {
    String file = Ascii.toLowerCase(String.valueOf(dockerfile.getFileName()));
    String own = file.startsWith("dockerfile")
        ? file.substring(Math.min(NAME.length() + 1, file.length()))
        : file.endsWith(".dockerfile")
            ? file.substring(0, file.length() - ".dockerfile".length())
            : "";
    Path folder = dockerfile.getParent();
    Path name = folder == null ? null : folder.getFileName();
    String image = own.isEmpty() ? String.valueOf(name) : own;
    return GENERIC.contains(Ascii.toLowerCase(image)) ? null : image;
  }

  private Set<Path> files(Path dockerfile, Path root, Deadline deadline) {
    Set<Path> files = new LinkedHashSet<>();
    Path folder = dockerfile.getParent();
    for (int i = 0; i < 2 && folder != null && folder.startsWith(root); i++) {
      for (Folder.Item item : disk.folder(folder, deadline).items().values()) {
        if (item.kind() == Folder.Kind.FOLDER) {
          files.add(item.path().resolve(NAME));
        } else if (DockerfileNames.include(item.name())) {
          files.add(item.path());
        }
      }
      folder = folder.getParent();
    }
    return files;
  }

  /**
   * Where they lie or, in other folders, may lie: a file with a path in each line, as {@link FileName} has it.
   *
   * @param root the project's folder
   */
  ContextFile paths(Path dockerfile, Path root, Deadline deadline) {
    ImmutableList.Builder<String> paths = ImmutableList.builder();
    for (Path file : Iterables.limit(files(dockerfile, root, deadline), MAX_PATHS)) {
      if (!file.equals(dockerfile)) {
        paths.add(FileName.of(file.toString().replace('\\', '/'), "").path());
      }
    }
    return ContextFile.of(String.join("\n", paths.build()));
  }

  /**
   * Whether one of them makes an image, as the name of its folder says, and ends as root, or names no user.
   *
   * @param image with its tag, perhaps
   * @param own the folder of the Dockerfile that asks
   * @param root the project's
   */
  boolean endAsRoot(String image, Path own, Path root, Deadline deadline) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    int colon = last.indexOf(':');
    Set<String> names = new LinkedHashSet<>();
    names.add(colon < 0 ? last : last.substring(0, colon));
    if (colon >= 0) {
      names.add(last.substring(colon + 1));
    }
    for (Path folder = own;
        folder != null && folder.startsWith(root);
        folder = folder.getParent()) {
      for (String name : names) {
        ContextFile head = head(folder, name, deadline);
        if (head != null && head.isFile() && !folder.resolve(name).equals(own)) {
          return isRoot(head.beginning());
        }
      }
    }
    return false;
  }

  /**
   * Whether one of them, in a folder beside a Dockerfile, makes an image that is called like its folder, and doesn't only stand
   * on it.
   *
   * @param image without a tag
   * @param own the folder of the Dockerfile that asks
   * @param root the project's
   */
  boolean make(String image, Path own, Path root, Deadline deadline) {
    Path folder = own.getParent();
    int slash = image.lastIndexOf('/');
    String name = image.substring(slash + 1);
    if (slash < 0
        || GENERIC.contains(Ascii.toLowerCase(name))
        || folder == null
        || !folder.startsWith(root)
        || name.equals(String.valueOf(own.getFileName()))) {
      return false;
    }
    ContextFile head = head(folder, name, deadline);
    return head != null
        && head.isFile()
        && FROM.matcher(head.beginning()).find()
        && !head.beginning().contains(image);
  }

  /** What changes the user where a container starts. */
  private static final Regex CHANGES_USER = Regex.of(
      "(?m)^(?![ \\t]{0,20}#).{0,500}?(?<![\\w.-])(?:gosu|su-exec|setpriv|runuser|s6-setuidgid|fixuid)(?![\\w-])");

  private static final Regex COPY = Regex.of(
      "(?mi)^[ \\t]{0,20}(?:COPY|ADD)[ \\t]{1,20}(?:--(?!from)\\S{1,200}[ \\t]{1,20})?([\\w./-]{1,200})[ \\t]{1,20}(/[\\w./-]{1,200})[ \\t]{0,20}$");

  private static final int MOST_COPIES = 60;

  /**
   * As whom an image runs that a Dockerfile of the project makes, as the project says, or its name: {@code Dockerfile.NAME},
   * {@code NAME.Dockerfile} or {@code NAME/Dockerfile}: a file that is empty where that is root as far as it is seen, else
   * what says so; missing where there is no such Dockerfile.
   *
   * @param image without a tag
   * @param told what the project says that it is built from
   * @param asking the Dockerfile that asks
   * @param root the project's folder
   */
  ContextFile user(String image, Set<Path> told, Path asking, Path root, Deadline deadline) {
    Path file = dockerfile(image, told, asking, root, deadline);
    if (file == null) {
      return ContextFile.of(ContextFile.Kind.MISSING);
    }
    String text = disk.beginning(file, deadline);
    return !isRoot(text.substring(lastStage(text)))
            || CHANGES_USER.matcher(text).find()
            || bringsChange(text, file, root, deadline)
        ? ContextFile.of("another user")
        : ContextFile.of("");
  }

  /** What the Dockerfile says that makes an image, found in the same way; missing where there is none. */
  ContextFile making(String image, Set<Path> told, Path asking, Path root, Deadline deadline) {
    Path file = dockerfile(image, told, asking, root, deadline);
    return file == null
        ? ContextFile.of(ContextFile.Kind.MISSING)
        : ContextFile.of(disk.beginning(file, deadline));
  }

  private @Nullable Path dockerfile(
      String image, Set<Path> told, Path asking, Path root, Deadline deadline) {
    for (Path file :
        Iterables.concat(Iterables.limit(told, MAX_FILES), calledLike(image, asking, root))) {
      ContextFile head = file.equals(asking) ? null : disk.head(file, deadline);
      if (head != null && head.isFile() && FROM.matcher(head.beginning()).find()) {
        return file;
      }
    }
    return null;
  }

  private static Set<Path> calledLike(String image, Path asking, Path root) {
    Set<Path> files = new LinkedHashSet<>();
    String name = image.substring(image.lastIndexOf('/') + 1);
    Path folder = GENERIC.contains(Ascii.toLowerCase(name)) ? null : asking.getParent();
    for (; folder != null && folder.startsWith(root); folder = folder.getParent()) {
      for (String path : ImmutableList.of(
          NAME + "." + name,
          name + "." + NAME,
          name + "." + Ascii.toLowerCase(NAME),
          name + "/" + NAME)) {
        Path file = resolved(folder, path);
        if (file != null) {
          files.add(file);
        }
      }
    }
    return files;
  }

  private static int lastStage(String text) {
    int last = 0;
    Matcher from = FROM.matcher(text);
    while (from.find()) {
      last = from.start();
    }
    return last;
  }

  /** Whether a script that is copied to where it is started changes the user. */
  private boolean bringsChange(String text, Path dockerfile, Path root, Deadline deadline) {
    String commands = commands(text);
    Matcher copy = COPY.matcher(text);
    for (int i = 0; i < MOST_COPIES && copy.find(); i++) {
      if (commands.contains(copy.group(2))) {
        for (Path folder = dockerfile.getParent();
            folder != null && folder.startsWith(root);
            folder = folder.getParent()) {
          Path file = resolved(folder, copy.group(1));
          ContextFile script = file == null ? null : disk.head(file, deadline);
          if (script != null && CHANGES_USER.matcher(script.beginning()).find()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static final Regex COMMAND =
      Regex.of("(?mi)^[ \\t]{0,20}(?:ENTRYPOINT|CMD)[ \\t]{1,20}[^\\n]{1,1000}");

  private static String commands(String text) {
    StringBuilder commands = new StringBuilder();
    Matcher command = COMMAND.matcher(text);
    while (command.find()) {
      commands.append(command.group()).append('\n');
    }
    return commands.toString();
  }

  /** A place in a folder, whatever the path is: what somebody else has written must not lead out of the project. */
  private static @Nullable Path resolved(Path folder, String path) {
    try {
      return folder.resolve(ContextPath.inContext(path));
    } catch (InvalidPathException e) {
      return null; // the name has letters that the system's have not
    }
  }

  private static final Regex FROM = Regex.of("(?mi)^[ \\t]{0,20}FROM[ \\t]");

  private @Nullable ContextFile head(Path folder, String name, Deadline deadline) {
    Path file = resolved(folder, name + "/" + NAME);
    return file == null ? null : disk.head(file, deadline);
  }

  private static boolean isRoot(String text) {
    String last = "root";
    Matcher user = USER.matcher(text);
    while (user.find()) {
      last = user.group(1);
    }
    return last.equals("root") || last.equals("0");
  }
}
