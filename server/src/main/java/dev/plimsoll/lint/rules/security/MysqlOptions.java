package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.RunSettings;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Options of MySQL's server that newer releases don't know, so that it ends: in the file, in settings that it copies, or in
 * what Compose tells the server.
 */
final class MysqlOptions {

  private static final String OF_5 =
      "innodb[_-]file[_-]format|innodb[_-]large[_-]prefix|query[_-]cache[_-](?:limit|size|type)";

  private static final String OF_8_0 = "default[_-]authentication[_-]plugin";

  private static final Regex UNTIL_5 = options(OF_5 + "|" + OF_8_0);

  private static final Regex UNTIL_8_0 = options(OF_8_0);

  private static final Trait MAY_NAME = Trait.of(Transfer.class)
      .or(Trait.of(Instruction.class, one -> UNTIL_5.matcher(one.text()).find()));

  private static final int LAST_MAJOR_WITH_THEM = 8;

  private MysqlOptions() {}

  /** Behind the hyphens of the command line, or at the beginning of a line of settings. */
  private static Regex options(String names) {
    return Regex.of("(?m)(?:--|^[ \\t]{0,9})(" + names + ")\\b");
  }

  /** The first that the next release doesn't know, and where it stands; null where none is known. */
  static @Nullable String refused(Subject subject, NamedBase base, NextRelease next) {
    if (next.endedMajor() > LAST_MAJOR_WITH_THEM) {
      return null;
    }
    Regex options = next.endedMajor() == LAST_MAJOR_WITH_THEM ? UNTIL_8_0 : UNTIL_5;
    for (Stage stage : base.allStages(subject.model())) {
      for (Instruction one : subject.model().having(MAY_NAME, stage)) {
        String found = one instanceof Transfer copy
            ? inSettings(subject, copy, options)
            : first(options, one.text(), "");
        if (found != null) {
          return found;
        }
      }
    }
    return ofCompose(subject, options);
  }

  /** The first of them in what Compose tells the server, or mounts. */
  private static @Nullable String ofCompose(Subject subject, Regex options) {
    for (RunSettings.Started started : subject.runSettings().started()) {
      String found = first(options, started.command(), " in " + started.place());
      if (found != null) {
        return found;
      }
    }
    for (RunSettings.MountedSetting setting : subject.runSettings().mountedSettings()) {
      String found = first(options, setting.text(), " in " + setting.file());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String inSettings(Subject subject, Transfer copy, Regex options) {
    ImmutableList<String> sources = ContextCopy.sources(subject.model(), copy, Basis.DEFAULTS);
    for (String source : sources == null ? ImmutableList.<String>of() : sources) {
      String found = source.endsWith(".cnf")
          ? first(options, subject.contextFile(source).beginning(), " in " + source)
          : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String first(Regex options, String text, String where) {
    Matcher option = options.matcher(text);
    return option.find() ? option.group(1) + where + ", which newer releases don't know" : null;
  }
}
