package dev.plimsoll.lint.rules.security;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What reads a variable while the image is built: a command, or the settings with which a package manager installs. */
record SecretOfBuild(Subject subject, Stage stage, String name) {

  private static final Trait COPIES = Trait.of(Transfer.class);

  /** Files in which package managers put in what variables have. Programs read them that people start, as a rule, only to build. */
  private static final ImmutableList<String> SETTINGS = ImmutableList.of(
      "NuGet.Config",
      "nuget.config",
      "NuGet.config",
      "Nuget.config",
      ".npmrc",
      ".yarnrc.yml",
      "bunfig.toml",
      "pip.conf",
      "requirements.txt",
      "settings.xml",
      ".mvn/settings.xml",
      "build.gradle",
      "build.gradle.kts",
      "settings.gradle",
      "settings.gradle.kts",
      "Gemfile");

  private static final ImmutableSet<String> NAMES = SETTINGS.stream()
      .map(path -> Ascii.toLowerCase(ContextPath.name(path)))
      .collect(ImmutableSet.toImmutableSet());

  /** More COPYs of a stage, more of their sources, and more RUNs are passed over. */
  private static final int MOST = 20;

  /** The file that is copied and reads it; null where none is known. */
  @Nullable String file() {
    Pattern use = Pattern.compile(USE.formatted(Pattern.quote(name)));
    for (String source : copied()) {
      String found = reading(source, use);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Those of them that are there for little else than to log in. */
  private static final ImmutableSet<String> LOGINS =
      ImmutableSet.of("nuget.config", ".npmrc", ".yarnrc.yml", "pip.conf", "settings.xml");

  /** A file that is copied by its name, may read it, and isn't known, as it isn't in the repository; null where there is none. */
  @Nullable String unknownFile() {
    for (String source : copied()) {
      String file = ContextPath.name(source);
      if (LOGINS.contains(Ascii.toLowerCase(file))
          && !subject.contextFile(source).isFile()) {
        return file;
      }
    }
    return null;
  }

  /** What the stage copies from the build context. */
  private List<String> copied() {
    List<String> all = new ArrayList<>();
    for (Instruction one : Iterables.limit(subject.model().having(COPIES, stage), MOST)) {
      ImmutableList<String> sources =
          ContextCopy.sources(subject.model(), (Transfer) one, Basis.DEFAULTS);
      if (sources != null) {
        Iterables.addAll(all, Iterables.limit(sources, MOST));
      }
    }
    return all;
  }

  /** How the settings of these programs and the languages of their build files name a variable. */
  private static final String USE =
      "%%%1$s%%|\\$\\{(?:env\\.)?%1$s[:?}-]|(?:getenv|environmentVariable)\\(\\s{0,9}[\"']%1$s[\"']|\\bENV(?:\\.fetch\\(|\\[)\\s{0,9}[\"']%1$s[\"']";

  private @Nullable String reading(String source, Pattern use) {
    if (NAMES.contains(Ascii.toLowerCase(ContextPath.name(source)))) {
      return isIn(source, use) ? ContextPath.name(source) : null;
    }
    boolean isFolder = source.isEmpty() || subject.contextFile(source).isFolder();
    for (String path : isFolder ? SETTINGS : ImmutableList.<String>of()) {
      if (isIn(source + "/" + path, use)) {
        return ContextPath.name(path);
      }
    }
    return null;
  }

  private boolean isIn(String path, Pattern use) {
    String text = subject.contextFile(path).beginning();
    return text.contains(name) && use.matcher(text).find(); // the former is quicker
  }

  /** Whether a RUN names it. */
  boolean isNamedByRun() {
    for (Instruction use :
        Iterables.limit(subject.model().having(Trait.containing(name), stage), MOST)) {
      RunScript script = use instanceof Instruction.Run ? subject.model().script(use) : null;
      if (script != null
          && Iterables.any(
              script.script().parameters(), parameter -> parameter.name().equals(name))) {
        return true;
      }
    }
    return false;
  }
}
