package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A package manager that the base image doesn't have: mostly one of another distribution. */
public final class PackageManagerMissing implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "package-manager-missing", Category.CORRECTNESS, Severity.WARNING, """
          Each distribution has a package manager of its own: that of another one isn't there, and the build fails.

          `apt-get` is on Debian and Ubuntu, `apk` on Alpine, `dnf`, `yum` or `microdnf` on Fedora and its kin. A tag with
          another suffix, such as `-alpine`, is another distribution, and so is now and then another release of an image:
          `mysql` was Debian once, and is Oracle Linux.

          ```dockerfile bad fix=none
          FROM node:24-alpine
          RUN apt-get update && apt-get install -y git
          ```

          ```dockerfile good
          FROM node:24-alpine
          RUN apk add --no-cache git
          ```

          The official images of Node have left out Corepack since 25 and Yarn since 26:

          ```dockerfile bad fix=none
          FROM node:26-alpine
          RUN corepack enable
          ```

          ```dockerfile good
          FROM node:26-alpine
          RUN npm install -g corepack@0.34.0 && corepack enable
          ```

          It is said of official images alone, unless the project builds one of that name. Nothing is said where a script may
          ask first what is there, where a failure is passed over, and where the program may have been installed or copied.
          """)
      .since("0.1.0")
      .withBase()
      .superseding( // what is to be done better where the package manager is there
          "apk-no-cache",
          "apk-unpinned",
          "apt-install-without-yes",
          "apt-instead-of-apt-get",
          "apt-lists-not-removed",
          "apt-no-install-recommends",
          "apt-unpinned",
          "apt-update-separate-from-install",
          "dist-upgrade",
          "dnf-clean-missing",
          "dnf-install-without-yes",
          "dnf-unpinned",
          "yum-clean-missing",
          "yum-install-without-yes",
          "yum-unpinned")
      .whenFinished();

  private static final ImmutableSet<String> OF_DEBIAN = ImmutableSet.of("apt", "apt-get");
  private static final ImmutableSet<String> OF_ALPINE = ImmutableSet.of("apk");
  private static final ImmutableSet<String> OF_RED_HAT = ImmutableSet.of("dnf", "microdnf", "yum");

  private static final CommandQuery MANAGERS = CommandQuery.of(ImmutableSet.<String>builder()
      .addAll(OF_DEBIAN)
      .addAll(OF_ALPINE)
      .addAll(OF_RED_HAT)
      .build());

  private static final CommandQuery REMOVES =
      MANAGERS.told("autoremove", "del", "erase", "purge", "remove");

  /** Those of each kind of distribution, by one of them. */
  private static final ImmutableMap<String, CommandQuery> OF_A_KIND = ImmutableMap.of(
      "apt-get", CommandQuery.of(OF_DEBIAN),
      "apk", CommandQuery.of(OF_ALPINE),
      "yum", CommandQuery.of(OF_RED_HAT));

  /** What a script may ask for a program, and what goes on where it fails. */
  private static final Regex MAY_GO_ON =
      Regex.of("[;|\\n]|\\b(?:command|which|type|hash|test|if|case)\\b|\\[");

  private static final Derivation<Boolean> MAY_SUCCEED = instruction -> {
    Script script = RunScript.script(instruction);
    return script == null || MAY_GO_ON.matcher(script.code().strip()).find();
  };

  /** Packages that bring a package manager of another distribution. */
  private static final ImmutableMap<String, String> PACKAGES = ImmutableMap.of("apk-tools", "apk");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachStage(PackageManagerMissing::checkStage, reporter);
  }

  private static void checkStage(
      Subject subject, ImmutableList<Instruction> from, Reporter reporter) {
    SemanticModel model = subject.model();
    Stage stage = model.stageOf(from.get(0));
    if (stage == null) {
      return;
    }
    ImageReference image = model.certainBase(stage);
    Finding ofNode = image == null || !image.canonicalName().equals("node")
        ? null
        : MissingNodeManager.first(subject, stage, image);
    if (ofNode != null) {
      reporter.report(ofNode);
    }
    BaseFamily family = model.family(stage);
    String own = image == null ? null : ofImage(image, family);
    if (image != null && own != null && callsMissing(model, stage, family)) {
      check(subject, stage, image, own, reporter);
    }
  }

  /** Whether a RUN of a stage calls one that its image may lack: mostly none does. */
  private static boolean callsMissing(SemanticModel model, Stage stage, BaseFamily family) {
    for (Map.Entry<String, CommandQuery> kind : OF_A_KIND.entrySet()) {
      if (isMissing(family, kind.getKey()) && model.has(kind.getValue().trait(), stage)) {
        return true;
      }
    }
    return false;
  }

  private static void check(
      Subject subject, Stage stage, ImageReference image, String own, Reporter reporter) {
    SemanticModel model = subject.model();
    BaseFamily family = model.family(stage);
    boolean asWritten = model.instructions(Instruction.Shell.class).isEmpty();
    ListMultimap<Set<String>, Call> missing =
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    for (Instruction instruction : model.having(MANAGERS.trait(), stage)) {
      boolean read = asWritten || model.script(instruction) != null;
      for (Call call : read ? instruction.derived(CALLS) : ImmutableList.<Call>of()) {
        if (missing.containsKey(call.kind())
            || isMissing(family, call.name())
                && call.endsTheRun()
                && !mayBeBrought(model, instruction, call.name())
                && !subject.isReplaced(image.familiarName())
                && !subject.isBuiltHere(image.familiarName())) {
          missing.put(call.kind(), call);
        }
      }
    }
    for (Collection<Call> same : missing.asMap().values()) {
      reporter.report(finding(model, image, own, ImmutableList.copyOf(same)));
    }
  }

  /**
   * A call of a package manager, as far as its instruction tells.
   *
   * @param name of the program as it is written, without its directory
   * @param program its own name
   * @param kind the package managers of the distributions that have it
   * @param place where its name stands, counted from the instruction
   * @param endsTheRun whether the RUN fails where the program can't be found
   */
  private record Call(
      Instruction instruction,
      String name,
      String program,
      ImmutableSet<String> kind,
      TextRange place,
      boolean endsTheRun) {

    static Call of(RunCommand command) {
      String name = String.valueOf(command.invocation().name());
      TextRange place = command.range(command.invocation().nameWord());
      return new Call(
          command.instruction(),
          name,
          command.program(),
          PackageManagerMissing.kind(name),
          place,
          PackageManagerMissing.endsTheRun(command));
    }
  }

  private static final Derivation<ImmutableList<Call>> CALLS = instruction -> {
    RunScript script = RunScript.alone(instruction);
    return script == null
        ? ImmutableList.of()
        : MANAGERS.in(script).stream().map(Call::of).collect(ImmutableList.toImmutableList());
  };

  /** Reports the first of some calls; the build gets no further. */
  private static Finding finding(
      SemanticModel model, ImageReference image, String own, ImmutableList<Call> calls) {
    Call first = calls.get(0);
    ImmutableList.Builder<TextRange> others = ImmutableList.builder();
    for (Call call : calls) {
      if (call.instruction() != first.instruction()) {
        others.add(model.range(call.instruction(), call.place()));
      }
    }
    return Finding.at(
            model.range(first.instruction(), first.place()),
            "The image " + image.text() + " has no " + first.program()
                + ": the build fails here. It has " + own
                + ", for which packages may have other names.")
        .withRelated(others.build(), "This isn't there either.");
  }

  /** The package managers of the distributions that have this one. */
  private static ImmutableSet<String> kind(String program) {
    return OF_DEBIAN.contains(program)
        ? OF_DEBIAN
        : OF_ALPINE.contains(program) ? OF_ALPINE : OF_RED_HAT;
  }

  /** The package manager of an image; null where it isn't known for sure. */
  private static @Nullable String ofImage(ImageReference image, BaseFamily family) {
    if (!image.isOfficial() || isOtherOnce(image)) {
      return null;
    }
    return switch (family) {
      case DEBIAN, UBUNTU -> "apt-get";
      case ALPINE -> "apk";
      case RHEL ->
        isOfOpenjdk(image) ? "microdnf or yum" : isOlderThanDnf(image) ? "yum" : "dnf or yum";
      case RHEL_MINIMAL -> "microdnf";
      default -> null;
    };
  }

  /** Whether an image stands on a release of before dnf, such as CentOS 7. */
  private static boolean isOlderThanDnf(ImageReference image) {
    Matcher number = NUMBER.matcher(image.tagOrLatest());
    int major = number.find() ? Integer.parseInt(number.group()) : Integer.MAX_VALUE;
    return switch (image.canonicalName()) {
      case "amazonlinux" -> major < FIRST_AMAZON_LINUX_WITH_DNF;
      case "centos", "oraclelinux" -> major < FIRST_RELEASE_WITH_DNF;
      case "mysql" -> major < FIRST_MYSQL_ON_NEWER;
      default -> false;
    };
  }

  /** The major version of a tag, or its year. */
  private static final Regex NUMBER = Regex.of("\\d{1,9}");

  private static final int FIRST_RELEASE_WITH_DNF = 8;
  private static final int FIRST_AMAZON_LINUX_WITH_DNF = 2022;
  private static final int FIRST_MYSQL_ON_NEWER = 8;

  /** Tags that are of another distribution than the newer ones of the same image. */
  private static boolean isOtherOnce(ImageReference image) {
    String tag = image.tagOrLatest();
    return switch (image.canonicalName()) {
      case "mysql" -> tag.startsWith("5.5") || tag.startsWith("5.6") || DOT.countIn(tag) > 1;
      case "wordpress" -> tag.contains("cli");
      case "kong" -> true;
      case "openjdk" -> EARLY_ACCESS.matcher(tag).find();
      default -> false;
    };
  }

  /** Releases of before the first one, which were Debian at times. */
  private static final Regex EARLY_ACCESS = Regex.of("-ea\\b");

  /** Whether an image is the small Oracle Linux of OpenJDK, 7 with yum or 8 with microdnf. */
  private static boolean isOfOpenjdk(ImageReference image) {
    return image.canonicalName().equals("openjdk")
        || image.canonicalName().equals("maven") && !image.tagOrLatest().contains("corretto");
  }

  private static final CharMatcher DOT = CharMatcher.is('.');

  private static boolean isMissing(BaseFamily family, String program) {
    return switch (family) {
      case DEBIAN, UBUNTU -> OF_ALPINE.contains(program) || OF_RED_HAT.contains(program);
      case ALPINE -> OF_DEBIAN.contains(program) || OF_RED_HAT.contains(program);
      case RHEL, RHEL_MINIMAL -> OF_DEBIAN.contains(program) || OF_ALPINE.contains(program);
      default -> false;
    };
  }

  /** Whether a RUN ends with an error where it finds no program for one of its commands. */
  static boolean endsTheRun(RunCommand command) {
    return command.instruction().innermost() instanceof Run
        && !command.invocation().isNested()
        && command.invocation().prefixes().isEmpty()
        && !command.instruction().derived(MAY_SUCCEED);
  }

  /** Whether something above may bring a program: a package of its name, or a COPY. */
  private static boolean mayBeBrought(SemanticModel model, Instruction call, String program) {
    Stage own = model.stageOf(call);
    for (Stage stage = own; stage != null; stage = stage.parent()) {
      for (Instruction copy : model.having(COPIES_FROM_STAGE, stage)) {
        if (stage != own || model.ordinal(copy) < model.ordinal(call)) {
          return true;
        }
      }
      for (RunCommand command : model.commands(MANAGERS, stage)) {
        if (REMOVES.matches(command.invocation())) {
          continue;
        }
        for (ShellWord word : command.operands()) {
          String name = word.literalPrefix();
          if (name.equals(program)
              || name.equals("apt") && program.equals("apt-get")
              || program.equals(PACKAGES.get(name))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** What may replace the whole system: a COPY of all of a stage or of its programs. */
  private static final Trait COPIES_FROM_STAGE = Trait.of(
      Transfer.class,
      copy -> copy.flag("from") != null && copiesPrograms(copy)
          || copy.flag("from") == null
              && copy.destination() != null
              && copy.destination().value().equals("/"));

  private static boolean copiesPrograms(Transfer copy) {
    for (String program : ImmutableList.of("apk", "apt", "dnf", "yum")) {
      if (copy.text().contains(program)) {
        return true;
      }
    }
    return copy.destination() != null
        && ImmutableList.of(
                "/", "/usr", "/usr/", "/usr/bin", "/usr/bin/", "/bin", "/bin/", "/sbin/")
            .contains(copy.destination().value());
  }
}
