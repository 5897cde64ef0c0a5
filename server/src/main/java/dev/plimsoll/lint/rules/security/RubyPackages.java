package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.text.Regex;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Gems that a project has locked, or asks for, and that don't load on a newer Ruby: most need a part of the library that has
 * become a gem, which they don't name, so that Bundler hides it.
 */
final class RubyPackages {

  /**
   * One of them.
   *
   * @param lines those that name it in a file, and its version
   * @param satisfied what that file says where nothing is missing; empty where that isn't the reason
   * @param first the first Ruby that it doesn't load on, as {@link #number}
   * @param why what stands behind its name and the file's
   */
  private record OldGem(Regex lines, String satisfied, int first, String why) {

    /** One with its versions that need another gem, as lockfiles name it. */
    static OldGem needing(String other, int first, String name, String versions) {
      String satisfied = "\n    " + other + " (";
      return new OldGem(lockedLines(name, versions), satisfied, first, needs(other, first));
    }

    /** One with its versions that are made for older Rubies. */
    static OldGem locked(int first, String name, String versions) {
      return new OldGem(lockedLines(name, versions), "", first, notOn(first));
    }

    /** One that a Gemfile asks for in versions alone that need another gem. */
    static OldGem asked(String other, int first, String name, String versions) {
      Regex lines = Regex.of("(?m)^[ \\t]{0,40}gem[ \\t(]{1,9}[\"'](" + name
          + ")[\"'],[ \\t]{0,9}[\"']((?:(?:~>|=)[ \\t]{0,9})?" + versions + ")[\"']");
      return new OldGem(lines, other, first, needs(other, first));
    }

    private static Regex lockedLines(String name, String versions) {
      return Regex.of("(?m)^ {4}(" + name + ") \\((" + versions + ")\\)");
    }

    private static String needs(String other, int first) {
      return ", which needs the gem " + other + " since Ruby " + text(first);
    }

    /** As a file has it, and why; null where it has none, or all that it needs. */
    @Nullable String in(String text, String path) {
      Matcher found = lines.matcher(text);
      return found.find() && (satisfied.isEmpty() || !text.contains(satisfied))
          ? found.group(1) + " " + found.group(2) + " in " + path + why
          : null;
    }
  }

  private static final int MAJOR = 100;

  private static final Regex NUMBERS = Regex.of("(?:^| )(\\d{1,2})\\.(\\d{1,2})(?:\\.\\d{1,2})?$");

  private static final String REST = "\\.[\\w.]{1,30}";

  private static final ImmutableList<OldGem> LOCKED = ImmutableList.of(
      OldGem.needing("net-smtp", 301, "mail", "(?:[01]|2\\.[0-7])" + REST),
      OldGem.locked(302, "liquid", "[0-3]" + REST + "|4\\.0\\.[0-3]"),
      OldGem.needing("csv", 304, "jekyll", "(?:[0-3]|4\\.[0-3])" + REST),
      OldGem.needing("mutex_m", 304, "activesupport", "(?:[4-6]|7\\.0)" + REST),
      OldGem.needing("mutex_m", 304, "httpclient", "2\\.[0-8]" + REST),
      OldGem.locked(304, "nokogiri", "1\\.1[1-6]\\.\\d{1,2}-x86_64-linux"),
      OldGem.locked(400, "nokogiri", "1\\.1[78]\\.\\d{1,2}-x86_64-linux[a-z-]{0,9}"),
      OldGem.needing("logger", 400, "activesupport|jekyll", "\\d{1,2}" + REST),
      OldGem.needing("ostruct", 400, "rake", "(?:1[0-2]|13\\.[01])" + REST));

  private static final ImmutableList<OldGem> ASKED = ImmutableList.of(
      OldGem.asked("csv", 304, "jekyll", "(?:[0-3]\\.\\d|4\\.[0-3])\\.\\d{1,2}"),
      OldGem.asked("mutex_m", 304, "rails", "[4-6]\\.\\d(?:\\.\\d{1,2}){0,2}"));

  /** With which Bundler a lockfile was made, which restarts as that; before 2.1 it calls what Ruby 3.2 has dropped. */
  private static final Regex BUNDLER =
      Regex.of("(?m)^BUNDLED WITH\\r?\\n {1,9}((?:1\\.\\d{1,2}|2\\.0)\\.[\\w.]{1,20})");

  private static final int FIRST_WITHOUT_TAINT = 302;

  private RubyPackages() {}

  /**
   * The first that works with the release of an image and not with the next one; null where none is known.
   *
   * @param folders where projects may be; the last one is empty, and counts where no other has one
   */
  static @Nullable String refused(Subject subject, NextRelease next, Set<String> folders) {
    int ended = number(next.ended().release());
    int release = number(next.release());
    boolean isFound = false;
    for (String folder : folders) {
      ContextFile gemfile = subject.contextFile(folder + "Gemfile");
      if (gemfile.isFile() && !(folder.isEmpty() && isFound)) {
        isFound = true;
        String old = refused(subject, gemfile, folder, ended, release);
        if (old != null) {
          return old;
        }
      }
    }
    return null;
  }

  private static @Nullable String refused(
      Subject subject, ContextFile gemfile, String folder, int ended, int release) {
    String path = folder + "Gemfile.lock";
    ContextFile lock = subject.contextFile(path);
    if (lock.isMissing()) {
      return first(ASKED, gemfile.beginning(), folder + "Gemfile", ended, release);
    }
    String text = lock.text();
    if (text == null) {
      return null;
    }
    Matcher bundler = BUNDLER.matcher(text);
    boolean isTainted = ended < FIRST_WITHOUT_TAINT && release >= FIRST_WITHOUT_TAINT;
    return isTainted && bundler.find()
        ? "Bundler " + bundler.group(1) + " in " + path + notOn(FIRST_WITHOUT_TAINT)
        : first(LOCKED, text, path, ended, release);
  }

  private static @Nullable String first(
      ImmutableList<OldGem> gems, String text, String path, int ended, int release) {
    for (OldGem gem : gems) {
      String old = ended < gem.first() && release >= gem.first() ? gem.in(text, path) : null;
      if (old != null) {
        return old;
      }
    }
    return null;
  }

  private static String notOn(int first) {
    return ", which doesn't run on Ruby " + text(first) + " and later";
  }

  private static String text(int number) {
    return number / MAJOR + "." + number % MAJOR;
  }

  /** 304 for Ruby 3.4; 0 where that isn't known. */
  private static int number(String release) {
    Matcher numbers = NUMBERS.matcher(release);
    Integer major = numbers.find() ? Ints.tryParse(numbers.group(1)) : null;
    Integer minor = major == null ? null : Ints.tryParse(numbers.group(2));
    return major == null || minor == null ? 0 : major * MAJOR + minor;
  }
}
