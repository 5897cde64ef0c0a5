package dev.plimsoll.lint.rules.security;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.PythonRequirements;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.VariableCommands;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Versions of packages that pip can't install on newer releases of Python: 3.12 has no distutils, and each has other insides. */
final class PythonPackages {

  private static final int MINOR = 12;

  private static final Regex RELEASE = Regex.of("(?:^| )3\\.(\\d{1,2})$");

  /**
   * The first version of each that can be installed on a Python and newer ones: of those before it there are no wheels for it, and
   * what is built of their sources fails, or there are no sources.
   */
  private static final ImmutableMap<Integer, ImmutableMap<String, String>> FIRST = ImmutableMap.of(
      MINOR,
      ImmutableMap.of(
          "gevent", "23.7",
          "greenlet", "3.0",
          "numpy", "1.26",
          "pyyaml", "6.0.1",
          "tensorflow", "2.16",
          "torch", "2.2",
          "torchvision", "0.17"),
      13,
      ImmutableMap.of(
          "greenlet", "3.1",
          "pydantic", "2.8",
          "tensorflow", "2.20",
          "torch", "2.5",
          "torchvision", "0.20"),
      14,
      ImmutableMap.of(
          "pydantic", "2.12",
          "tensorflow", "2.21",
          "tiktoken", "0.12",
          "torch", "2.9",
          "torchvision", "0.24"));

  /** Before them what fails isn't there yet: PyYAML is built without Cython, and Pydantic is plain Python, too. */
  private static final ImmutableMap<String, String> PLAIN_BEFORE =
      ImmutableMap.of("pydantic", "2.0", "pyyaml", "5.4");

  /** A version and no other one, on whichever Python. */
  private static final Regex PINNED = Regex.of(
      "(?im)^[ \\t]{0,9}(gevent|greenlet|numpy|pydantic|pyyaml|tensorflow|tiktoken|torch|torchvision)(?:\\[[^\\]\\n]{0,99}\\])?"
          + "[ \\t]{0,9}==[ \\t]{0,9}(\\d{1,4}(?:\\.\\d{1,4}){1,3})(?![\\w.*])(?![^\\n]{0,300};)");

  private static final CommandQuery INSTALL = CommandQuery.of("pip").told("install");

  private static final CommandQuery PYTHON = CommandQuery.of("python", "python3");

  private static final Trait MAY_BRING_SETUPTOOLS = Trait.containing("setuptools")
      .or(Trait.containing("venv"))
      .or(Trait.containing("conda"))
      .or(Trait.containing("poetry"))
      .or(Trait.containing("--from="));

  private static final Splitter DOT = Splitter.on('.');

  private PythonPackages() {}

  /**
   * The first of them, and where, or what needs a module that a release since has left out; null where none is known, or the step
   * from one release to another one isn't that from before 3.12.
   *
   * @param folders where projects may be
   */
  static @Nullable String refused(
      Subject subject, NamedBase base, String ended, String release, Set<String> folders) {
    if (minor(release) >= CgiUsers.MINOR && minor(ended) < CgiUsers.MINOR) {
      String user = CgiUsers.first(subject, base.allStages(subject.model()), folders);
      if (user != null) {
        return user;
      }
    }
    Versions versions = new Versions(minor(ended), minor(release));
    for (Stage stage : base.allStages(subject.model())) {
      if (versions.cross(MINOR) && needsSetuptools(subject.model(), stage)) {
        return "setup.py, which needs setuptools since Python 3." + MINOR;
      }
      for (CopiedFile list : PythonRequirements.lists(subject, stage)) {
        String refused = versions.refused(list.file().beginning(), " in " + list.path());
        if (refused != null) {
          return refused;
        }
      }
      for (RunCommand install :
          VariableCommands.andWritten(subject.model(), PythonRequirements.READERS, stage)) {
        for (ShellWord word : install.operands()) {
          String refused = versions.refused(String.valueOf(word.literal()), "");
          if (refused != null) {
            return refused;
          }
        }
      }
    }
    for (Map.Entry<String, String> manifest :
        PythonDependencies.in(subject, folders).entrySet()) {
      String refused = versions.refused(manifest.getValue(), " in " + manifest.getKey());
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  /** Whether a setup.py is run where nothing is installed before, and nothing but the image has setuptools. */
  private static boolean needsSetuptools(SemanticModel model, Stage target) {
    RunCommand setup = setup(model, target);
    if (setup == null) {
      return false;
    }
    int start = model.file().start(setup.instruction());
    for (Stage stage : target.chain()) {
      if (model.has(MAY_BRING_SETUPTOOLS, stage)) {
        return false;
      }
      for (RunCommand install : VariableCommands.andWritten(model, INSTALL, stage)) {
        if (model.file().start(install.instruction()) <= start) {
          return false;
        }
      }
    }
    return true;
  }

  private static @Nullable RunCommand setup(SemanticModel model, Stage stage) {
    for (RunCommand python : model.commands(PYTHON, stage)) {
      ImmutableList<ShellWord> words = python.arguments().words();
      if (!words.isEmpty() && "setup.py".equals(words.get(0).literal())) {
        return python;
      }
    }
    return null;
  }

  /** The minor versions of Python that has ended and of the next one. */
  private record Versions(int ended, int next) {

    /** Whether the step between them leads to a version or past it. */
    boolean cross(int minor) {
      return ended < minor && next >= minor;
    }

    @Nullable String refused(String requirements, String where) {
      Matcher pinned = PINNED.matcher(requirements);
      while (pinned.find()) {
        String name = PythonRequirements.normal(pinned.group(1));
        String version = pinned.group(2);
        for (Map.Entry<Integer, ImmutableMap<String, String>> python : FIRST.entrySet()) {
          if (cross(python.getKey()) && isRefused(name, version, python.getValue())) {
            return pinned.group(1) + "==" + version + where + ", which Python 3." + python.getKey()
                + " can't install";
          }
        }
      }
      return null;
    }

    private static boolean isRefused(
        String name, String version, ImmutableMap<String, String> firsts) {
      String first = firsts.get(name);
      String plain = PLAIN_BEFORE.get(name);
      return first != null
          && isBefore(version, first)
          && !(plain != null && isBefore(version, plain));
    }
  }

  private static boolean isBefore(String version, String other) {
    List<String> own = DOT.splitToList(version);
    List<String> others = DOT.splitToList(other);
    for (int i = 0; i < others.size(); i++) {
      int difference = (i < own.size() ? number(own.get(i)) : 0) - number(others.get(i));
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static int minor(String release) {
    Matcher minor = RELEASE.matcher(release);
    return minor.find() ? number(minor.group(1)) : -1;
  }

  private static int number(String digits) {
    Integer number = Ints.tryParse(digits);
    return number == null ? 0 : number;
  }
}
