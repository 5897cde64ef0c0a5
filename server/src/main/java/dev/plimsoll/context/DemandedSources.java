package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.text.Regex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What whoever builds has to bring, as the script that builds says, or one beside it: it tests whether that is there, or a
 * comment in it asks for that.
 */
public final class DemandedSources {

  private static final Regex BUILDS =
      Regex.of("\\b(?:docker|podman|nerdctl|buildah)\\b[^\\n#]{0,80}\\b(?:build|bud|bake|up)\\b");

  /** How a comment says that somebody has to bring something. */
  private static final Regex ASKS = Regex.of(
      "(?i)\\b(?:must|needs?|should|requires?|place|put|download|expects?|contain(?:s|ing)?|provide|before\\s+build)");

  /** What stands before the operand of a test: of a shell, of make, or of PowerShell. */
  private static final String TESTS =
      "(?:(?:\\[|\\btest\\b)[^\\]\\n;]{0,200}\\s-[adefhLrswx]\\s{1,9}|\\$\\(wildcard\\s{1,9}"
          + "|\\bTest-Path\\s{1,9}(?:-(?:Literal)?Path\\s{1,9})?)[\"']?";

  /** How a variable gets its value. */
  private static final String ASSIGNS =
      "(?m)(?:^[ \\t]{0,40}(?:(?:export|local|readonly)\\s{1,9})?\\$?(\\w{1,60})[ \\t]{0,9}[:?]?=[ \\t]{0,9}[\"']?"
          + "|\\bfor\\s{1,9}(\\w{1,60})\\s{1,9}in\\s[^\\n;]{0,300}?)";

  /** Behind a path or a variable. */
  private static final String END = "(?=[\"'\\s;)\\]]|$)";

  /** More variables with the same value are passed over. */
  private static final int MOST_VARIABLES = 8;

  private final Disk disk;
  private final BuildScripts scripts;

  DemandedSources(Disk disk, BuildScripts scripts) {
    this.disk = disk;
    this.scripts = scripts;
  }

  /** Whether a comment asks for something. */
  public static boolean asks(String comment) {
    return ASKS.matcher(comment).find();
  }

  /**
   * Whether a path of the build context is demanded.
   *
   * @param own the folder of the Dockerfile
   * @param root the project's
   */
  boolean include(String path, Path dockerfile, Path own, Path root, Deadline deadline) {
    List<Path> naming = new ArrayList<>();
    Set<Path> building = new HashSet<>(); // scripts, and the folders that they are in
    for (Path file : scripts.near(own, root, deadline)) {
      String text = scripts.text(file, deadline);
      if (BUILDS.matcher(text).find()) {
        building.add(file);
        building.add(file.resolveSibling(""));
      }
      if (text.contains(path) && !isForReaders(file)) {
        naming.add(file);
      }
    }
    String image = naming.isEmpty() ? "" : disk.beginning(dockerfile, deadline);
    for (Path file : naming) {
      // What the Dockerfile names may be started in the image.
      boolean isBeside = building.contains(file.resolveSibling(""))
          && !image.contains(String.valueOf(file.getFileName()));
      if ((building.contains(file) || isBeside) && isIn(scripts.text(file, deadline), path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isForReaders(Path file) {
    return Ascii.toLowerCase(String.valueOf(file.getFileName())).startsWith("readme");
  }

  private static boolean isIn(String script, String path) {
    String operand = "(?:[^\\s;]{0,100}/)?" + Pattern.quote(path) + "/?" + END;
    return Pattern.compile("(?m)" + TESTS + operand).matcher(script).find()
        || isTestedByVariable(script, operand)
        || isAskedForIn(script, path);
  }

  private static boolean isTestedByVariable(String script, String operand) {
    Matcher variable = Pattern.compile(ASSIGNS + operand).matcher(script);
    for (int i = 0; i < MOST_VARIABLES && variable.find(); i++) {
      String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
      String use = "\\$[{(]?" + Pattern.quote(name) + "[})]?" + END;
      if (Pattern.compile("(?m)" + TESTS + use).matcher(script).find()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAskedForIn(String script, String path) {
    Pattern named = Pattern.compile("(?<![\\w-])" + Pattern.quote(path) + "(?![\\w-])");
    StringBuilder comment = new StringBuilder();
    for (String line : Iterables.concat(Splitter.on('\n').split(script), ImmutableList.of(""))) {
      if (line.stripLeading().startsWith("#")) {
        comment.append(line).append('\n');
        continue;
      }
      if (comment.length() > 0
          && asks(comment.toString())
          && named.matcher(comment).find()) {
        return true;
      }
      comment.setLength(0);
    }
    return false;
  }
}
