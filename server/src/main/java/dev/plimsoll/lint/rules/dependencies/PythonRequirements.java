package dev.plimsoll.lint.rules.dependencies;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What the requirements files of the build context say that pip or uv installs. */
public final class PythonRequirements {

  /** Those that read them and the packages that they are told. */
  public static final CommandQuery READERS =
      CommandQuery.of("pip", "uv").told("install", "wheel", "download", "pip install");

  /** A name at the beginning of a line. */
  private static final Regex NAME = Regex.of("(?m)^[ \\t]{0,9}([A-Za-z0-9][\\w.-]{0,99})");

  /** A version and no other one, or none but its faults' fixes. */
  private static final Regex PINNED = Regex.of(
      "(?m)^[A-Za-z0-9][\\w.\\[\\]-]{0,99}[ \\t]{0,9}(?:==[ \\t]{0,9}\\d|~=[ \\t]{0,9}\\d{1,4}\\.\\d{1,4}\\.\\d)");

  /** Another list, beside the one that names it, whose packages are installed, too. */
  private static final Regex INSTALLED =
      Regex.of("(?m)^[ \\t]{0,9}(?:-r|--requirement)[ \\t=]{0,9}([^\\s#$]{1,200})");

  /** The same, or one of versions alone. */
  private static final Regex NESTED =
      Regex.of("(?m)^[ \\t]{0,9}(?:-[rc]|--requirement|--constraint)[ \\t=]{0,9}([^\\s#$]{1,200})");

  private static final int MOST = 16;

  /** Commands of a stage whose lists are looked for: for each its whole script is read. */
  private static final int MOST_INSTALLS = 50;

  private PythonRequirements() {}

  /** The lockfiles that package managers install by, in the directory in which they run. */
  private static final ImmutableMap<CommandQuery, String> LOCKFILES = ImmutableMap.of(
      CommandQuery.of("pdm").told("install", "sync"), "pdm.lock",
      CommandQuery.of("pipenv").told("install", "sync"), "Pipfile.lock",
      CommandQuery.of("poetry").told("install", "sync", "export"), "poetry.lock",
      CommandQuery.of("uv").told("sync", "export"), "uv.lock");

  /** The name of the first file with exact versions that a stage installs; null where none is known to be. */
  public static @Nullable String pinning(Subject subject, Stage stage) {
    for (CopiedFile list : lists(subject, stage)) {
      if (PINNED.matcher(list.file().beginning()).find()) {
        return list.path();
      }
    }
    for (Map.Entry<CommandQuery, String> one : LOCKFILES.entrySet()) {
      for (RunCommand install : subject.model().commands(one.getKey(), stage)) {
        CopiedFile copied = copied(subject, install, one.getValue());
        if (copied != null) {
          return copied.path();
        }
      }
    }
    return null;
  }

  /**
   * The files by which a stage installs packages or builds them, and those that they name, for versions alone, too, as far as
   * they are known.
   */
  public static ImmutableList<CopiedFile> lists(Subject subject, Stage stage) {
    return lists(subject, stage, NESTED);
  }

  private static ImmutableList<CopiedFile> lists(Subject subject, Stage stage, Regex nested) {
    Map<String, CopiedFile> lists = new LinkedHashMap<>();
    for (RunCommand install :
        Iterables.limit(subject.model().commands(READERS, stage), MOST_INSTALLS)) {
      for (GivenOption given : install.arguments().options()) {
        String file = given.is("--requirement") ? given.literalValue() : null;
        if (file != null) {
          add(subject, install, file, nested, lists);
        }
      }
    }
    return ImmutableList.copyOf(lists.values());
  }

  /** @param lists by their paths: a list may name one that names it */
  private static void add(
      Subject subject,
      RunCommand install,
      String file,
      Regex nested,
      Map<String, CopiedFile> lists) {
    CopiedFile copied = lists.size() == MOST ? null : copied(subject, install, file);
    if (copied == null || lists.putIfAbsent(copied.path(), copied) != null) {
      return;
    }
    String folder = file.substring(0, file.lastIndexOf('/') + 1);
    Matcher other = nested.matcher(copied.file().beginning());
    for (int i = 0; i < MOST && other.find(); i++) {
      add(subject, install, folder + other.group(1), nested, lists);
    }
  }

  /** The packages, in lower case and with hyphens, that the stages on one base image install so. */
  public static ImmutableSet<String> of(Subject subject, Stage target) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (Stage stage : subject.model().stages()) {
      if (stage.root() == target.root()) {
        for (CopiedFile list : lists(subject, stage, INSTALLED)) {
          Matcher found = NAME.matcher(list.file().beginning());
          while (found.find()) {
            names.add(normal(found.group(1)));
          }
        }
      }
    }
    return names.build();
  }

  /** A name as PyPI compares names. */
  public static String normal(String name) {
    return Ascii.toLowerCase(name).replace('_', '-').replace('.', '-');
  }

  private static @Nullable CopiedFile copied(Subject subject, RunCommand install, String file) {
    ScriptPlaces places = ScriptPlaces.of(subject.model(), install.script(), Basis.DEFAULTS);
    return CopiedFile.at(
        subject,
        install.instruction(),
        places.directory(install.invocation()).resolve(file),
        Basis.DEFAULTS);
  }
}
