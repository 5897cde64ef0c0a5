package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What stands on a retired image and is wrong on the one in its place: its package manager, its packages, its places. */
final class MadeForImage {

  private static final CommandQuery MANAGERS =
      CommandQuery.of("apk", "apt", "apt-get", "dnf", "microdnf", "yum");

  /** What openjdk had from buildpack-deps, and eclipse-temurin doesn't install. */
  private static final CommandQuery PROGRAMS = CommandQuery.of("git", "hg", "ssh", "svn", "unzip");

  /** Their packages, where these are called otherwise. */
  private static final ImmutableMap<String, String> PACKAGES =
      ImmutableMap.of("hg", "mercurial", "ssh", "openssh-client", "svn", "subversion");

  /** A script that installs packages may have what it calls from there. */
  private static final Regex INSTALLS =
      Regex.of("\\b(?:apt|apt-get|aptitude)\\s[^\\n]{0,200}\\binstall\\b");

  private static final Regex OF_JAVA = Regex.of(
      "(?<![\\w.-])/usr/bin/java(?![\\w.-])|/usr/local/openjdk-\\d{1,2}|/docker-java-home|/usr/java/openjdk-\\d{1,2}|/usr/lib/jvm/java-[\\w.-]{1,40}");

  private static final Regex OF_CENTOS = Regex.of(
      "/etc/yum\\.repos\\.d/(?:CentOS|\\*)[\\w.*-]{0,40}|(?:vault|mirror)\\.centos\\.org|centos-release-[\\w-]{1,40}|RPM-GPG-KEY-(?i:centos)\\w{0,20}|\\bPowerTools\\b");

  private static final Trait NAMES_PLACE_OF_JAVA =
      Trait.of(Instruction.class, one -> OF_JAVA.matcher(one.text()).find());

  private static final Trait NAMES_CENTOS =
      Trait.of(Instruction.class, one -> OF_CENTOS.matcher(one.text()).find());

  private MadeForImage() {}

  /**
   * The first of it, as the file has it; null where there is none.
   *
   * @param instead the image in its place; null where none is known
   */
  static @Nullable String first(Subject subject, NamedBase base, @Nullable ImageReference instead) {
    SemanticModel model = subject.model();
    if (base.image().canonicalName().equals("centos")) {
      return named(model, base, NAMES_CENTOS, OF_CENTOS); // the packages are the same
    }
    BaseFamily family = BaseFamily.of(base.image());
    BaseFamily next = instead == null ? BaseFamily.UNKNOWN : BaseFamily.of(instead);
    String lost = next == BaseFamily.UNKNOWN ? null : lackingManager(model, base, next);
    lost = lost == null && instead != null && next == BaseFamily.UBUNTU
        ? lackingProgram(subject, base, instead)
        : lost;
    lost = lost == null ? PinnedToRelease.versions(model, base, false) : lost;
    lost = lost == null ? LostPackages.first(model, base, false) : lost;
    lost = lost == null ? NamedRelease.ofDistribution(model, base) : lost;
    lost = lost == null ? named(model, base, NAMES_PLACE_OF_JAVA, OF_JAVA) : lost;
    lost = lost == null ? whereJavaIsCalled(subject) : lost;
    return lost == null && next == BaseFamily.UBUNTU && family != next
        ? TakenNumber.first(model, base)
        : lost;
  }

  /** The first package manager that is run and that images of a family don't have. */
  private static @Nullable String lackingManager(
      SemanticModel model, NamedBase base, BaseFamily family) {
    for (Stage stage : base.allStages(model)) {
      for (RunCommand command : model.commands(MANAGERS, stage)) {
        String name = command.invocation().nameWord().raw();
        boolean has = name.contains("apt")
            ? family.hasApt()
            : name.contains("apk") ? family.hasApk() : family.isRhelLike();
        if (!has) {
          return name;
        }
      }
    }
    return null;
  }

  /**
   * The first program that is run, or that a script of the context calls which is run, that isn't installed, and that the
   * images for Java on Ubuntu don't have.
   */
  private static @Nullable String lackingProgram(
      Subject subject, NamedBase base, ImageReference instead) {
    SemanticModel model = subject.model();
    for (Stage stage : base.allStages(model)) {
      Map<String, String> called = new LinkedHashMap<>(); // each with where that is
      for (RunCommand command : model.commands(PROGRAMS, stage)) {
        called.put(command.program(), "");
      }
      StartedScripts.eachNamed(subject, stage, (path, script) -> {
        List<Invocation> calls = new ArrayList<>(script.invocations());
        calls.removeIf(one -> !PROGRAMS.matches(one));
        if (!calls.isEmpty() && !INSTALLS.matcher(script.code()).find()) {
          calls.forEach(one -> called.putIfAbsent(String.valueOf(one.name()), " in " + path));
        }
      });
      for (Map.Entry<String, String> one : called.entrySet()) {
        String name = one.getKey();
        if (!LostPackages.isInstalled(model, stage, PACKAGES.getOrDefault(name, name))) {
          return name + one.getValue() + ", which " + instead.familiarName() + " lacks";
        }
      }
    }
    return null;
  }

  /** Where Compose or Kubernetes look for Java, in words; null where they don't say. */
  private static @Nullable String whereJavaIsCalled(Subject subject) {
    for (String called : subject.runSettings().called()) {
      if (called.startsWith("/")) {
        return called + " in a Compose file or a manifest";
      }
    }
    return null;
  }

  private static @Nullable String named(
      SemanticModel model, NamedBase base, Trait trait, Regex names) {
    for (Stage stage : base.allStages(model)) {
      for (Instruction one : model.having(trait, stage)) {
        Matcher name = names.matcher(one.text());
        if (name.find()) {
          return name.group();
        }
      }
    }
    return null;
  }
}
