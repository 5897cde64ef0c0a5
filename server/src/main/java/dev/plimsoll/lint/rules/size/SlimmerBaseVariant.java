package dev.plimsoll.lint.rules.size;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ByteSize;
import dev.plimsoll.image.ConcreteTags;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageVariant;
import dev.plimsoll.image.ImageVariants;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.TagMovement;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.AttachedAgents;
import dev.plimsoll.lint.rules.dependencies.CompiledPackages;
import dev.plimsoll.lint.rules.dependencies.InstalledProjects;
import dev.plimsoll.lint.rules.dependencies.LinkedCrates;
import dev.plimsoll.lint.rules.dependencies.PythonRequirements;
import dev.plimsoll.lint.rules.dependencies.UsedPrograms;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A base image that has a smaller variant of the same version. */
public final class SlimmerBaseVariant implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "slimmer-base-variant", Category.SIZE, Severity.INFORMATION, """
          The full variant of an official image carries compilers, headers and tools that a running program doesn't use.

          No other single line of a Dockerfile weighs as much. The slim variant is the same distribution with the same \
          C library and comes first; a variant of Alpine is often smaller still, but has musl instead of glibc: ready-made \
          native modules may be missing, and programs may behave differently. A JDK has a JRE to run what it compiled.

          ```dockerfile bad fix=suggestion
          FROM node:22
          CMD ["node", "server.js"]
          ```

          ```dockerfile good
          FROM node:22-slim
          CMD ["node", "server.js"]
          ```

          Only the bases of images that are run are judged. What builds may be large, because it is left behind:

          ```dockerfile good
          FROM golang:1.25 AS build
          RUN go build -o /app .
          FROM scratch
          COPY --from=build /app /app
          ```

          Sizes are those of the compressed layers, which is what a download transfers, as measured for the official \
          images on the day that the message names. An Alpine variant is not offered where the stage runs what Alpine \
          lacks (`apt-get`, `dpkg`, `useradd`, `bash` and the like), compiles with `gcc` or `make`, or installs Python \
          packages that may have no ready-made files for musl, nor for PostgreSQL, whose indexes depend on the C library, and \
          a JRE is not offered where something is compiled, tools of the JDK such as `jcmd` are run, or `pom.xml` or `build.gradle` \
          names a library that attaches an agent to its own JVM, such as `reactor-tools`. Where RUN, a script or a health check of Compose or Kubernetes uses tools that the variant \
          lacks, the message names them. Nothing is said where a build argument chooses the variant, where apt-get installs what \
          weighs many times the difference, such as a compiler, where pip compiles what it \
          installs, such as `psycopg2`, with what the full image brings, where tests are what the image runs, and where an image of Go, \
          Rust or Haskell compiles when it runs, unless `CGO_ENABLED=0` is set.
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withBase()
      .withSuggestion();

  /** Alpine has other programs for these, or none. */
  private static final ImmutableSet<String> NOT_ON_ALPINE = ImmutableSet.of(
      "add-apt-repository",
      "apt",
      "apt-cache",
      "apt-get",
      "apt-key",
      "apt-mark",
      "aptitude",
      "bash",
      "debconf-set-selections",
      "dnf",
      "dpkg",
      "dpkg-deb",
      "dpkg-query",
      "dpkg-reconfigure",
      "groupadd",
      "groupmod",
      "locale-gen",
      "localedef",
      "microdnf",
      "rpm",
      "service",
      "systemctl",
      "update-alternatives",
      "update-ca-trust",
      "update-locale",
      "update-rc.d",
      "useradd",
      "usermod",
      "yum");

  /** Packages of PyPI with wheels for glibc only, large enough that nobody compiles them. */
  private static final ImmutableSet<String> WITHOUT_MUSL_WHEELS = ImmutableSet.of(
      "jaxlib",
      "onnxruntime",
      "playwright",
      "tensorflow",
      "tensorflow-cpu",
      "torch",
      "torchaudio",
      "torchvision");

  /** What compiles, against glibc up to now; Alpine's images don't have them. */
  private static final ImmutableSet<String> COMPILERS =
      ImmutableSet.of("c++", "cc", "clang", "cmake", "g++", "gcc", "make", "ninja", "node-gyp");

  /** What installs packages of Python that other files name, of which nobody knows here whether musl has wheels. */
  private static final ImmutableSet<String> PYTHON_PROJECTS =
      ImmutableSet.of("conda", "mamba", "pdm", "pipenv", "poetry", "uv");

  /** Databases whose indexes are in the order of the C library: with another one an existing database is damaged. */
  private static final ImmutableSet<String> SORTS_BY_LIBC = ImmutableSet.of("postgres");

  /** The minimal variants of Red Hat's relatives have {@code microdnf} and little else. */
  private static final ImmutableSet<String> NOT_IN_MINIMAL = ImmutableSet.of(
      "dnf", "groupadd", "systemctl", "useradd", "usermod", "yum", "yum-config-manager");

  /** What needs a JDK. */
  private static final ImmutableSet<String> JAVA_TOOLS = ImmutableSet.of(
      "ant",
      "gradle",
      "gradlew",
      "jar",
      "javac",
      "javadoc",
      "jcmd",
      "jdb",
      "jdeps",
      "jhsdb",
      "jinfo",
      "jlink",
      "jmap",
      "jpackage",
      "jshell",
      "jstack",
      "jstat",
      "lein",
      "mvn",
      "mvnw",
      "sbt");

  /** Programs that come with buildpack-deps, on which the full images stand, and not with the slim ones. */
  private static final ImmutableList<String> NOT_IN_SLIM = ImmutableList.of(
      "autoconf",
      "automake",
      "bzip2",
      "c++",
      "cc",
      "curl",
      "file",
      "g++",
      "gcc",
      "git",
      "hg",
      "make",
      "patch",
      "ssh",
      "svn",
      "unzip",
      "wget",
      "xz");

  /** The packages that bring some of them, where those have other names. */
  private static final ImmutableMap<String, String> PACKAGES = ImmutableMap.of(
      "hg", "mercurial", "ssh", "openssh-client", "svn", "subversion", "xz", "xz-utils");

  /** Those of them that programs call, and not only builds. */
  private static final ImmutableList<String> CALLED =
      ImmutableList.of("curl", "gcc", "git", "ssh", "wget");

  /** Packages of Python that call one. */
  private static final ImmutableMap<String, String> CALLERS = ImmutableMap.of(
      "gitpython", "git", "gitdb", "git", "python-hglib", "hg", "hglib", "hg", "pysvn", "svn");

  /** What brings programs from elsewhere, whose libraries no package names. */
  private static final ImmutableSet<String> DOWNLOADS = ImmutableSet.of("curl", "wget");

  private static final ImmutableSet<String> UNPACKS = ImmutableSet.of("tar", "unzip");

  private static final Trait COPIES = Trait.of(Transfer.class);

  private static final ImmutableSet<String> BUILD_ESSENTIAL =
      ImmutableSet.of("c++", "cc", "g++", "gcc", "make");

  /** Images whose slim variant runs programs but has no compiler. */
  private static final ImmutableSet<String> SLIM_CANNOT_COMPILE = ImmutableSet.of("swift");

  /** Images on buildpack-deps. */
  private static final ImmutableSet<String> ON_BUILDPACK_DEPS = ImmutableSet.of(
      "elixir", "erlang", "haskell", "hylang", "node", "perl", "pypy", "python", "ruby", "rust");

  /** Whether an image is a full variant, which has all that buildpack-deps has. */
  static boolean isOnBuildpackDeps(ImageReference image) {
    String tag = image.tagOrLatest();
    return image.isOfficial()
        && ON_BUILDPACK_DEPS.contains(image.familiarName())
        && !tag.contains("slim")
        && !tag.contains("alpine")
        && !tag.contains("windows")
        && !tag.contains("nanoserver");
  }

  private static final ImageQuestion<ImmutableList<ImageVariant>> SLIMMER = ImageVariants::slimmer;
  private static final ImageQuestion<ImmutableList<String>> VERSIONS =
      (images, image, platform) -> ConcreteTags.of(images, image);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Set<TextRange> seen = new HashSet<>();
    for (Stage target : subject.model().deployedTargets()) {
      ImageUse base = subject.model().baseImage(target);
      if (base != null && seen.add(base.range())) {
        check(subject, target, base, reporter);
      }
    }
  }

  private static void check(Subject subject, Stage target, ImageUse base, Reporter reporter) {
    ImageReference written = base.image();
    if (written == null || written.isScratch() || !written.isOfficial()) {
      return;
    }
    if (written.digest() != null && written.tag() == null) {
      return; // of whatever variant
    }
    ImageReference image = withVersion(written, subject);
    String platform = platform(target.root().from().platform());
    List<ImageVariant> variants = subject.about(image, platform, SLIMMER);
    if (variants.isEmpty() && image != written) {
      image = written; // the variants of that version aren't known
      variants = subject.about(image, platform, SLIMMER);
    }
    if (variants.isEmpty()
        || isOnBuildpackDeps(image) && CompiledPackages.areIn(subject, target)
        || image.canonicalName().equals("rust") && LinkedCrates.areIn(subject, target)) {
      return;
    }
    UsedPrograms programs = UsedPrograms.of(subject.model(), target);
    boolean needsKit =
        variants.stream().anyMatch(SlimmerBaseVariant::isJre) && AttachedAgents.mayBeIn(subject);
    variants = usable(
        versioned(variants, subject).stream()
            .filter(one -> !needsKit || !isJre(one))
            .toList(),
        image,
        programs);
    boolean weighed = !variants.isEmpty() && variants.get(0).facts().on(platform) != null;
    if (weighed
        && !StartedBuild.isIn(subject, target, image)
        && !isDwarfed(variants.get(0), programs)
        && !isChosenByArgument(base, variants)
        && !subject.isReplaced(written.familiarName())) {
      reporter.report(finding(target, base, image, variants, programs, platform, subject));
    }
  }

  /** Packages that weigh hundreds of MB with what they need: compilers, databases, browsers, Java. */
  private static final Regex HEAVY = Regex.of(
      "build-essential|g(?:cc|\\+\\+|fortran)(?:-.*)?|clang(?:-.*)?|llvm(?:-.*)?|chromium.*|firefox.*|google-chrome.*|libreoffice.*"
          + "|texlive.*|(?:default|openjdk|temurin).*-(?:jdk|jre).*|mssql-server.*|(?:mariadb|mysql)-server.*|postgresql(?:-.*)?|mongodb-.*"
          + "|cuda.*|nvidia-.*|libcudnn.*|ros-.*|dotnet-sdk.*|golang(?:-.*)?|rustc|r-base.*|kicad|blender|ghc|qemu-system.*");

  /** A smaller gain than this is nothing beside such packages, in bytes. */
  private static final long SMALL_GAIN = 60_000_000;

  /** Whether what apt installs on top weighs many times what the variant spares. */
  private static boolean isDwarfed(ImageVariant variant, UsedPrograms programs) {
    Long difference = variant.difference();
    return difference != null
        && -difference < SMALL_GAIN
        && programs.installed().stream().anyMatch(name -> HEAVY.matcher(name).matches());
  }

  /** Whether build arguments make up the variant: {@code php:$VERSION-fpm-$SYSTEM}. */
  private static boolean isChosenByArgument(ImageUse base, List<ImageVariant> variants) {
    return !base.isCertain()
        && base.image() != null
        && base.image().digest() == null
        && variants.stream().allMatch(variant -> edit(base, variant.tag()) == null);
  }

  /** The version that {@code latest} means, so that the variant has a version, too. */
  private static ImageReference withVersion(ImageReference image, Subject subject) {
    if (image.digest() != null || !image.tagOrLatest().equals("latest")) {
      return image;
    }
    List<String> tags = subject.about(image, VERSIONS);
    return tags.isEmpty() ? image : image.withTag(tags.get(0));
  }

  /** The variants with tags that name a version; those without are left out. */
  private static ImmutableList<ImageVariant> versioned(
      List<ImageVariant> variants, Subject subject) {
    ImmutableList.Builder<ImageVariant> versioned = ImmutableList.builder();
    for (ImageVariant variant : variants) {
      ImageReference image = variant.reference();
      if (TagMovement.of(image) == TagMovement.NONE) {
        versioned.add(variant);
      } else if (!subject.about(image, VERSIONS).isEmpty()) {
        ImageReference version = image.withTag(subject.about(image, VERSIONS).get(0));
        versioned.add(
            new ImageVariant(version, variant.aliases(), variant.facts(), variant.difference()));
      }
    }
    return versioned.build();
  }

  private static String platform(@Nullable Flag flag) {
    String written = flag == null ? "" : flag.valueOrEmpty();
    return written.startsWith("linux/") ? written : ImageFacts.AMD64;
  }

  /** The variants that are smaller, each than all before it, and have what the stages run. */
  private static ImmutableList<ImageVariant> usable(
      List<ImageVariant> variants, ImageReference image, UsedPrograms programs) {
    ImmutableList.Builder<ImageVariant> usable = ImmutableList.builder();
    long best = 0;
    for (ImageVariant variant : variants) {
      Long difference = variant.difference();
      if (fits(variant, image, programs) && (difference == null || difference < best)) {
        usable.add(variant);
        best = difference == null ? best : difference;
      }
    }
    return usable.build();
  }

  private static boolean fits(ImageVariant variant, ImageReference image, UsedPrograms programs) {
    if (isAlpine(variant, image)) {
      if (SORTS_BY_LIBC.contains(image.canonicalName())) {
        return false;
      }
      boolean wheels = programs.pythonPackages().stream().anyMatch(WITHOUT_MUSL_WHEELS::contains);
      return programs.understood()
          && !programs.longAdduser()
          && !programs.any(NOT_ON_ALPINE)
          && !programs.any(COMPILERS)
          && !programs.any(PYTHON_PROJECTS)
          && !wheels;
    }
    if (isJre(variant)) {
      // What starts Java by itself may look for more than a JRE has, as servers do that attach
      // agents.
      return programs.understood()
          && !programs.scripts()
          && (programs.names().contains("java") || programs.names().isEmpty())
          && !programs.any(JAVA_TOOLS);
    }
    String name = image.canonicalName();
    if (BaseFamily.of(image).isRhelLike()) {
      return programs.understood() && !programs.scripts() && !programs.any(NOT_IN_MINIMAL);
    }
    return !SLIM_CANNOT_COMPILE.contains(name) || !programs.names().contains(name);
  }

  /** Whether a variant has Alpine, and the image hasn't. */
  private static boolean isAlpine(ImageVariant variant, ImageReference image) {
    return variant.tag().contains("alpine") && !image.tagOrLatest().contains("alpine");
  }

  private static boolean isJre(ImageVariant variant) {
    return variant.tag().contains("jre");
  }

  private static Finding finding(
      Stage target,
      ImageUse base,
      ImageReference image,
      List<ImageVariant> variants,
      UsedPrograms programs,
      String platform,
      Subject subject) {
    PlatformFacts now = exact(subject.about(image, ImageQuestion.FACTS), platform);
    ImageVariant first = variants.get(0);
    boolean isOther = isAlpine(first, image) || isJre(first);
    List<String> missing = isOther
        ? missingOnAlpine(first, image, programs, subject)
        : missing(image, programs, called(subject, target));
    String perhaps = isOther
        ? ""
        : perhapsCalled(subject, target, image, programs, missing)
            + perhapsNeeded(subject, image, programs);
    Finding finding =
        Finding.at(base.range(), message(image, now, first, missing, platform) + perhaps);
    if (now != null && first.difference() != null) {
      finding = finding.withSavedBytes(-first.difference());
    }
    for (ImageVariant variant : variants) {
      TextEdit edit = edit(base, variant.tag());
      finding = finding.withFix(
          edit == null ? null : Fix.suggestion(title(variant, image, platform), edit));
    }
    return finding;
  }

  private static @Nullable PlatformFacts exact(ImageFacts facts, String platform) {
    return facts.match() == ImageFacts.Match.EXACT ? facts.on(platform) : null;
  }

  /** What scripts of the context that are started call, health checks of Compose and Kubernetes, and packages that requirements name. */
  private static Set<String> called(Subject subject, Stage target) {
    Set<String> called = new HashSet<>();
    StartedScripts.each(
        subject,
        target,
        script -> script.invocations().forEach(one -> called.add(String.valueOf(one.name()))));
    for (String name : PythonRequirements.of(subject, target)) {
      called.add(CALLERS.getOrDefault(name, name));
    }
    called.addAll(subject.runSettings().called());
    if (InstalledProjects.of(subject, target).needGit()) {
      called.add("git");
    }
    return called;
  }

  /** What a program of the context may call that isn't known to be installed; empty where none is copied. */
  private static String perhapsCalled(
      Subject subject,
      Stage target,
      ImageReference image,
      UsedPrograms programs,
      List<String> missing) {
    boolean copies = subject.model().having(COPIES, target).stream()
        .map(one -> ContextCopy.of(subject.model(), (Transfer) one, Basis.DEFAULTS))
        .anyMatch(copy -> copy != null && copy.copiesDirectory(subject));
    List<String> others = CALLED.stream()
        .filter(name -> !missing.contains(name) && !isInstalled(name, image, programs))
        .toList();
    return !copies || others.isEmpty() || !ON_BUILDPACK_DEPS.contains(image.canonicalName())
        ? ""
        : " If the program calls " + Joiner.on(", ").join(others) + ", install what it calls.";
  }

  /** What isn't seen in the file of that which may be needed. */
  private static String perhapsNeeded(
      Subject subject, ImageReference image, UsedPrograms programs) {
    String needed = ON_BUILDPACK_DEPS.contains(image.canonicalName())
            && programs.any(DOWNLOADS)
            && programs.any(UNPACKS)
        ? " What is unpacked here may need libraries of it."
        : "";
    return subject.isBuiltOn()
        ? needed + " Another Dockerfile is FROM this image and may use more of it."
        : needed;
  }

  private static boolean isInstalled(String program, ImageReference image, UsedPrograms programs) {
    boolean compilers = programs.installed().contains("build-essential")
        || image.canonicalName().equals("rust");
    return programs.installed().contains(PACKAGES.getOrDefault(program, program))
        || compilers && BUILD_ESSENTIAL.contains(program);
  }

  /** What RUN or a started script uses that the slim variant lacks and nothing installs. */
  private static List<String> missing(
      ImageReference image, UsedPrograms programs, Set<String> called) {
    if (!ON_BUILDPACK_DEPS.contains(image.canonicalName())) {
      return List.of();
    }
    ImmutableList.Builder<String> missing = ImmutableList.builder();
    for (String program : NOT_IN_SLIM) {
      boolean used = programs.names().contains(program) || called.contains(program);
      if (used && !isInstalled(program, image, programs)) {
        missing.add(program);
      }
    }
    return missing.build();
  }

  /** What a health check calls that Alpine lacks: its BusyBox is a wget, but no curl. */
  private static List<String> missingOnAlpine(
      ImageVariant first, ImageReference image, UsedPrograms programs, Subject subject) {
    boolean lacks = isAlpine(first, image)
        && subject.runSettings().called().contains("curl")
        && !programs.installed().contains("curl");
    return lacks ? List.of("curl") : List.of();
  }

  private static String message(
      ImageReference image,
      @Nullable PlatformFacts now,
      ImageVariant first,
      List<String> missing,
      String platform) {
    String smaller = first.reference().familiarName() + ":" + first.tag();
    PlatformFacts then = first.facts().on(platform);
    String message;
    if (then == null || then.asOf() == null) {
      message = smaller + " is a smaller variant of this image.";
    } else {
      String about = first.facts().match() == ImageFacts.Match.EXACT ? "" : "about ";
      String measured = " (compressed, " + platform + ", " + then.asOf() + ")";
      String size = about + ByteSize.format(then.compressedBytes());
      message = now != null && first.difference() != null
          ? "A download of " + image.familiarName() + ":" + image.tagOrLatest() + " is "
              + ByteSize.format(now.compressedBytes()) + ", of " + smaller + " " + size + measured
              + ": "
              + ByteSize.format(-first.difference()) + " less."
          : smaller + " is a smaller variant of this image: a download is " + size + measured + ".";
    }
    if (isAlpine(first, image)) {
      message += " Alpine has musl instead of glibc, so test it.";
    } else if (isJre(first)) {
      message += " A JRE lacks the JDK's compiler and tools, so test it.";
    }
    return missing.isEmpty()
        ? message
        : message + " It lacks what is used here: " + Joiner.on(", ").join(missing) + ".";
  }

  private static String title(ImageVariant variant, ImageReference image, String platform) {
    String name = variant.reference().familiarName() + ":" + variant.tag();
    PlatformFacts facts = variant.facts().on(platform);
    String about = variant.facts().match() == ImageFacts.Match.EXACT ? "" : "about ";
    String size =
        facts == null ? "" : about + ByteSize.format(facts.compressedBytes()) + " compressed";
    String caution =
        isAlpine(variant, image) ? "musl instead of glibc" : isJre(variant) ? "no compiler" : "";
    String both = size + (size.isEmpty() || caution.isEmpty() ? "" : ", ") + caution;
    return "Use " + name + (both.isEmpty() ? "" : " (" + both + ")");
  }

  /** Appends to a tag that a variable begins, so that the variable keeps its version; else replaces the tag. */
  private static @Nullable TextEdit edit(ImageUse base, String tag) {
    ImageReference image = base.image();
    boolean writtenInFrom = base.tagSource() != null && base.range().contains(base.tagSource());
    boolean plain = base.range().length() > 0
        && image != null
        && image.digest() == null
        && base.source() == null;
    String written = image == null || image.tag() == null ? "" : image.tag();
    if (plain && !writtenInFrom && !written.isEmpty() && tag.startsWith(written + "-")) {
      return TextEdit.insert(base.range().end(), tag.substring(written.length()));
    }
    return base.withTag(tag);
  }
}
