package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.JavaProjects;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;

/** Libraries of Java that need a JDK when they run: they attach an agent to their own JVM, or call its compiler. */
public final class AttachedAgents {

  /** With dots where a catalogue of Gradle is asked: {@code libs.reactor.tools}. */
  private static final Regex LIBRARY = Regex.of(
      "(?<![\\w.-])(?:libs\\.)?(?:[\\w.]{1,60}[:.])?(?:reactor[-.]tools|blockhound(?:-junit-platform)?|byte[-.]buddy[-.]agent|ea[-.]agent[-.]loader"
          + "|arthas[-.]spring[-.]boot[-.]starter|(?:opentelemetry|applicationinsights)[-.]runtime[-.]attach|apm[-.]agent[-.]attach"
          + "|openhft:compiler|google[-.]java[-.]format|rewrite[-.]java[-.]\\d+)(?![\\w-])"
          + "|\\btools\\.jar\\b|\\bjdk\\.(?:attach|compiler|jdi|jshell)\\b");

  /** What is there for tests, or while something is compiled. */
  private static final Regex NOT_AT_RUN_TIME = Regex.of(
      "(?i)^[ \\t]{0,99}(?://|test\\w{0,40}|integrationTest\\w{0,40}|(?:kapt|ksp|annotationProcessor|compileOnly|classpath|id)\\b)"
          + "|<scope>\\s{0,9}(?:test|provided)\\s{0,9}</scope>|--add-(?:exports|opens)");

  /** Folders in which builds of Maven and Gradle leave what they make. */
  private static final ImmutableSet<String> OUTPUTS = ImmutableSet.of("build", "src", "target");

  /** How far a declaration reaches around a name. */
  private static final int NEAR = 600;

  private static final Trait COPIES = Trait.of(Transfer.class);

  /** How many folders are looked into: files that people write copy from fewer. */
  private static final int MOST = 10;

  private AttachedAgents() {}

  /** Whether a manifest of a project that is copied from the build context names such a library for when it runs. */
  public static boolean mayBeIn(Subject subject) {
    for (String folder : folders(subject)) {
      for (String manifest : JavaProjects.MANIFESTS) {
        String text = subject.contextFile(folder + manifest).text();
        if (text != null && names(text)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Set<String> folders(Subject subject) {
    Set<String> folders = new LinkedHashSet<>();
    folders.add("");
    for (Stage stage : subject.model().stages()) {
      for (Instruction copy : subject.model().having(COPIES, stage)) {
        for (Word source : ((Transfer) copy).sources()) {
          if (folders.size() < MOST && copy.flag("from") == null) {
            folders.add(project(ContextPath.inContext(source.value())));
          }
        }
      }
    }
    return folders;
  }

  /** The folder of the project that a path is of, with a slash behind it. */
  private static String project(String path) {
    int end = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', end)) {
      if (OUTPUTS.contains(path.substring(end, slash))) {
        break;
      }
      end = slash + 1;
    }
    return path.substring(0, end);
  }

  private static boolean names(String manifest) {
    Matcher library = LIBRARY.matcher(manifest);
    while (library.find()) {
      boolean isOfMaven = manifest.startsWith("</", library.end());
      String before = manifest.substring(Math.max(0, library.start() - NEAR), library.start());
      String after =
          manifest.substring(library.end(), Math.min(manifest.length(), library.end() + NEAR));
      int end = after.indexOf(isOfMaven ? "</dependency>" : "\n");
      String declared = before.substring(before.lastIndexOf('\n') + 1)
          + (end < 0 ? after : after.substring(0, end));
      if (!NOT_AT_RUN_TIME.matcher(declared).find()) {
        return true;
      }
    }
    return false;
  }
}
