package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.text.Regex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
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

  /** A folder before a path. */
  private static final String IN = "(?:[^\\s;]{0,100}/)?\\z";

  /** What stands before the operand of a test: of a shell, of make, or of PowerShell. */
  private static final Regex TESTS = Regex.of(
      "(?:(?:\\[|\\btest\\b)[^\\]\\n;]{0,200}\\s-[adefhLrswx]\\s{1,9}|\\$\\(wildcard\\s{1,9}"
          + "|\\bTest-Path\\s{1,9}(?:-(?:Literal)?Path\\s{1,9})?)[\"']?" + IN);

  /** The same of a variable, in one of the ways in which its value is taken. */
  private static final Regex VALUE_OF = Regex.of("\\$[{(]?\\z");

  /** How a variable gets its value. */
  private static final Regex ASSIGNS = Regex.of(
      "(?m)(?:^[ \\t]{0,40}(?:(?:export|local|readonly)\\s{1,9})?\\$?(\\w{1,60})[ \\t]{0,9}[:?]?=[ \\t]{0,9}[\"']?"
          + "|\\bfor\\s{1,9}(\\w{1,60})\\s{1,9}in\\s[^\\n;]{0,300}?)" + IN);

  /** What may stand behind a path or a variable. */
  private static final CharMatcher END = CharMatcher.whitespace().or(CharMatcher.anyOf("\"';)]"));

  /** How many places of a path or a variable are looked at, and how much before each. */
  private static final int MOST = 20;

  private static final int BEFORE = 500;

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
    for (Path file : scripts.near(own, root, deadline)) {
      if (scripts.text(file, deadline).contains(path) && !isForReaders(file)) {
        naming.add(file);
      }
    }
    if (naming.isEmpty()) {
      return false;
    }
    Set<Path> building = new HashSet<>(); // scripts, and the folders that they are in
    for (Path file : scripts.near(own, root, deadline)) {
      if (BUILDS.matcher(scripts.text(file, deadline)).find()) {
        building.add(file);
        building.add(file.resolveSibling(""));
      }
    }
    String image = disk.beginning(dockerfile, deadline);
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
    Set<String> variables = new LinkedHashSet<>();
    for (String before : before(path, script)) {
      Matcher variable = ASSIGNS.matcher(before);
      if (variable.find()) {
        variables.add(variable.group(1) == null ? variable.group(2) : variable.group(1));
      }
      if (TESTS.matcher(before).find()) {
        return true;
      }
    }
    return Iterables.any(variables, name -> isTested(name, script)) || isAskedForIn(script, path);
  }

  private static boolean isTested(String variable, String script) {
    for (String before : before(variable, script)) {
      Matcher value = VALUE_OF.matcher(before);
      if (value.find() && TESTS.matcher(before.substring(0, value.start())).find()) {
        return true;
      }
    }
    return false;
  }

  /** What stands before each place where a word ends. */
  private static List<String> before(String word, String script) {
    List<String> before = new ArrayList<>();
    for (int at = script.indexOf(word);
        at >= 0 && before.size() < MOST;
        at = script.indexOf(word, at + word.length())) {
      int end = at + word.length();
      int next = script.startsWith("/", end) || script.startsWith("}", end) ? end + 1 : end;
      if (next == script.length() || END.matches(script.charAt(next))) {
        before.add(script.substring(Math.max(0, at - BEFORE), at));
      }
    }
    return before;
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
