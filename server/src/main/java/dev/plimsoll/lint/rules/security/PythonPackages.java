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
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Versions of packages that pip can install on no Python from 3.12 on, which has no distutils and other insides. */
final class PythonPackages {

  private static final int MINOR = 12;

  private static final String WHY = ", which Python 3." + MINOR + " can't install";

  private static final Regex RELEASE = Regex.of("(?:^| )3\\.(\\d{1,2})$");

  /**
   * The first version of each that can be installed there: of those before it there are no wheels for it, and what is built of
   * their sources fails, or there are no sources.
   */
  private static final ImmutableMap<String, String> FIRST = ImmutableMap.of(
      "gevent", "23.7",
      "greenlet", "3.0",
      "numpy", "1.26",
      "pyyaml", "6.0.1",
      "tensorflow", "2.16",
      "torch", "2.2",
      "torchvision", "0.17");

  /** Before it PyYAML is built without Cython, too. */
  private static final String FIRST_PYYAML_WITH_CYTHON = "5.4";

  /** A version and no other one, on whichever Python. */
  private static final Regex PINNED = Regex.of(
      "(?im)^[ \\t]{0,9}(gevent|greenlet|numpy|pyyaml|tensorflow|torch|torchvision)[ \\t]{0,9}==[ \\t]{0,9}(\\d{1,4}(?:\\.\\d{1,4}){1,3})(?![\\w.*])(?![^\\n]{0,300};)");

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
    if (minor(release) < MINOR || minor(ended) >= MINOR) {
      return null;
    }
    for (Stage stage : base.allStages(subject.model())) {
      if (needsSetuptools(subject.model(), stage)) {
        return "setup.py, which needs setuptools since Python 3." + MINOR;
      }
      for (CopiedFile list : PythonRequirements.lists(subject, stage)) {
        String refused = refused(list.file().beginning());
        if (refused != null) {
          return refused + " in " + list.path() + WHY;
        }
      }
      for (RunCommand install :
          VariableCommands.andWritten(subject.model(), PythonRequirements.READERS, stage)) {
        for (ShellWord word : install.operands()) {
          String refused = refused(String.valueOf(word.literal()));
          if (refused != null) {
            return refused + WHY;
          }
        }
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

  private static @Nullable String refused(String text) {
    Matcher pinned = PINNED.matcher(text);
    while (pinned.find()) {
      String name = PythonRequirements.normal(pinned.group(1));
      String version = pinned.group(2);
      String first = FIRST.get(name);
      boolean isOlder = first != null && isBefore(version, first);
      boolean isBuilt = name.equals("pyyaml") && isBefore(version, FIRST_PYYAML_WITH_CYTHON);
      if (isOlder && !isBuilt) {
        return pinned.group(1) + "==" + version;
      }
    }
    return null;
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
