package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.DemandedSources;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ContextSource;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A source that is not in the build context. */
public final class CopySourceMissing implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "copy-source-missing", Category.CORRECTNESS, Severity.INFORMATION, """
          There is no such file or folder in the build context, so the build fails here unless something creates it first.

          What another step creates before the build is often not there while the Dockerfile is written; that is why this
          is information and no error. Nothing is said of what `.gitignore` leaves out, of Git's submodules, of what is
          made by its name, such as `dist/` or `target/app.jar`, or too large for Git, such as `model.safetensors`, of what a comment
          above asks people to put there, or a comment or a test in the script that builds, of placeholders such as `__NAME__` or `@NAME@`, of what lies in a folder for each platform, such as `$TARGETPLATFORM/app`, nor where GoReleaser, a plugin of Maven or Gradle, a build file of Mill, or code or a script that runs `docker build` gathers the build context. What is probably missing for one reason, more than two sources or two of one folder, is reported once, at the first. The examples are those of a folder without `entripoint.sh`:

          ```dockerfile bad fix=none
          FROM alpine:3.22
          COPY entripoint.sh /
          ```

          ```dockerfile good
          FROM alpine:3.22
          COPY entrypoint.sh /
          ```

          Nothing is said of patterns, of paths with variables that only a build knows, of names without an ending such as
          `my-server`, which are mostly those of programs or data, of files outside of a workspace
          folder, and where it isn't sure which folder is the context: most sources tell, and where there are as many, Compose, a workflow or a
          script that names the Dockerfile, but not where another folder of the project has all of them, or where too many of the others are
          missing, too. [A setting](../settings.md#plimsollbuildcontext), or
          `--context` on the command line, makes it sure.
          """)
      .since("0.1.0")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    if (subject.sources().missing().isEmpty()) {
      return;
    }
    List<ContextSource> missing = new ArrayList<>();
    for (ContextSource source : ContextSource.in(subject.model())) {
      if (subject.sources().missing().contains(source.path())
          && !isMade(source.path())
          && !OF_PLATFORM.matcher(source.range().of(subject.file().text())).find()
          && !PLACEHOLDER.matcher(source.path()).find()
          && !isGiven(subject, source)
          && !isAskedFor(subject.file(), source)) {
        missing.add(source);
      }
    }
    if (haveOneCause(missing)) {
      reporter.report(
          Lists.transform(missing, source -> finding(subject, source)),
          found -> together(subject, missing, found));
    } else {
      missing.forEach(source -> reporter.report(finding(subject, source)));
    }
  }

  /** More than these are not missing by mistake one by one: something else gathers the context, or it is another folder. */
  private static final int MOST_MISTAKES = 2;

  private static boolean haveOneCause(List<ContextSource> missing) {
    return missing.size() > MOST_MISTAKES
        || missing.size() == MOST_MISTAKES
            && !folder(missing.get(0)).isEmpty()
            && folder(missing.get(0)).equals(folder(missing.get(1)));
  }

  private static String folder(ContextSource source) {
    String path = ContextPath.inContext(source.path());
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }

  private static Finding finding(Subject subject, ContextSource source) {
    return Finding.at(source.range(), source.path() + " isn't" + inContext(subject) + "it first.");
  }

  private static String inContext(Subject subject) {
    return " in the build context " + subject.sources().folder()
        + ": the build fails here unless something creates ";
  }

  /** @param found of some of those that are missing */
  private static Finding together(
      Subject subject, List<ContextSource> missing, List<Finding> found) {
    Set<TextRange> places = new LinkedHashSet<>(Lists.transform(found, Finding::range));
    Set<String> paths = new LinkedHashSet<>();
    for (ContextSource source : missing) {
      if (places.contains(source.range())) {
        paths.add(source.path());
      }
    }
    Finding first = found.get(0);
    int more = paths.size() - 1;
    Finding all = more == 0
        ? first
        : Finding.at(
            first.range(),
            paths.iterator().next() + " and " + more + " more aren't" + inContext(subject)
                + "them first.");
    return all.withRelated(
        Lists.transform(found.subList(1, found.size()), Finding::range),
        more == 0 ? "It isn't there here either." : "This isn't there either.");
  }

  private static final Regex VARIABLE = Regex.of("\\$\\{?(\\w{1,80})");

  /** Whether the project gives a variable of the path a value, so that the default is another one's. */
  private static boolean isGiven(Subject subject, ContextSource source) {
    Matcher variable = VARIABLE.matcher(source.range().of(subject.file().text()));
    while (variable.find()) {
      if (subject.isGiven(variable.group(1))) {
        return true;
      }
    }
    return false;
  }

  /** A folder for each platform holds what was built for it. */
  private static final Regex OF_PLATFORM =
      Regex.of("\\$\\{?(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)\\b");

  /** What something else writes a name in the place of, or puts into the context, before the image is built, as Taskgraph does. */
  private static final Regex PLACEHOLDER = Regex.of(
      "^topsrcdir(?:/|$)|__[A-Z][A-Z0-9_]*__|@[A-Za-z_]\\w*@|%[A-Z_][A-Z0-9_]*%|\\{\\{|\\}\\}|<[A-Za-z_]+>|<%");

  /** Folders that tools make and that nobody commits. */
  private static final ImmutableSet<String> OUTPUTS = ImmutableSet.of(
      "dist",
      "build",
      "target",
      "out",
      "bin",
      "output",
      "release",
      "publish",
      "node_modules",
      "vendor",
      "_build",
      "_output",
      "artifacts",
      ".next",
      ".output",
      "generated");

  /** How data is called that is too large for Git. */
  private static final Regex LARGE = Regex.of(
      "(?i).*\\.(?:bag|ckpt|gguf|h5|hdf5|img|iso|mcap|np[yz]|onnx|parquet|pcap|pth?|qcow2|safetensors"
          + "|tflite|vmdk|weights)");

  /** Files that tools make. */
  private static final ImmutableSet<String> PRODUCTS = ImmutableSet.of(
      "jar", "war", "ear", "whl", "deb", "rpm", "apk", "gem", "tar", "gz", "tgz", "xz", "zip",
      "exe", "so");

  /** Names without an ending that are those of sources. Another one at the top is mostly a program, or a folder of data. */
  private static final ImmutableSet<String> KEPT = ImmutableSet.of(
      "Brewfile",
      "CHANGELOG",
      "Gemfile",
      "LICENSE",
      "Makefile",
      "NOTICE",
      "Pipfile",
      "Procfile",
      "README",
      "Rakefile",
      "VERSION",
      "api",
      "app",
      "apps",
      "assets",
      "backend",
      "client",
      "cmd",
      "conf",
      "config",
      "configs",
      "docs",
      "frontend",
      "gradlew",
      "internal",
      "lib",
      "libs",
      "migrations",
      "mvnw",
      "packages",
      "pkg",
      "prisma",
      "public",
      "scripts",
      "server",
      "src",
      "static",
      "templates",
      "test",
      "tests",
      "web");

  /** Whether a path tells that something is made there before the image is built. */
  private static boolean isMade(String path) {
    List<String> names = Splitter.on('/').splitToList(ContextPath.inContext(path));
    String last = names.get(names.size() - 1);
    return !Collections.disjoint(names, OUTPUTS)
        || names.size() == 1 && last.indexOf('.') < 0 && !KEPT.contains(last)
        || LARGE.matcher(last).matches()
        || PRODUCTS.contains(last.substring(last.lastIndexOf('.') + 1));
  }

  /** Whether a comment in the block of lines that a path stands in says that it, or its folder, has to be there first. */
  private static boolean isAskedFor(Dockerfile file, ContextSource source) {
    int index = file.indexAt(source.range().start());
    for (int i = index - 1; i >= Math.max(0, index - MOST); i--) {
      Element above = file.element(i);
      if (above instanceof Element.Blank || above instanceof Instruction.From) {
        return false;
      }
      if (above instanceof Element.Comment comment
          && DemandedSources.asks(comment.content())
          && names(comment.content(), source.path())) {
        return true;
      }
    }
    return false;
  }

  /** Elements above a COPY, and parts of its path, that are looked at. */
  private static final int MOST = 20;

  private static boolean names(String comment, String path) {
    for (String name : Iterables.limit(Splitter.on('/').split(ContextPath.inContext(path)), MOST)) {
      if (name.length() > 2
          && Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])")
              .matcher(comment)
              .find()) {
        return true;
      }
    }
    return false;
  }
}
