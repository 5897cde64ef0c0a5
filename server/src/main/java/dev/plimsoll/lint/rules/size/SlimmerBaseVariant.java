package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
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
import dev.plimsoll.lint.rules.dependencies.LinkedCrates;
import dev.plimsoll.lint.rules.dependencies.UsedPrograms;
import dev.plimsoll.lint.rules.dependencies.VariantPrograms;
import dev.plimsoll.lint.rules.files.DevelopmentComment;
import dev.plimsoll.lint.rules.images.DecidedVariant;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Flag;
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
          lacks, or Prisma, whose engines need OpenSSL, the message names them, and there is no fix. Nothing is said of files of others, as in `vendor`, where the image doesn't say what it runs, or only waits \
          for somebody who comes in, where a comment above FROM says why the image isn't slim, where a build argument chooses the variant, where apt-get installs what \
          weighs many times the difference, such as a compiler, where packages are compiled, such as `psycopg2`, or load libraries, \
          such as `python-magic`, with what the full image brings, where the image runs tests or a build, such as `./gradlew bootRun`, and where an image of Go, \
          Rust or Haskell compiles when it runs, unless `CGO_ENABLED=0` is set.
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withBase()
      .withSuggestion();

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
    if (subject.name().fixture() || DevelopmentComment.isIn(subject)) {
      return;
    }
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
        || !KnownStart.isIn(subject, target)
        || VariantPrograms.isOnBuildpackDeps(image) && CompiledPackages.areIn(subject, target)
        || image.canonicalName().equals("rust") && LinkedCrates.areIn(subject, target)) {
      return;
    }
    UsedPrograms programs = UsedPrograms.of(subject.model(), target);
    UsedPrograms all = UsedPrograms.withScripts(subject, target);
    boolean needsKit =
        variants.stream().anyMatch(SuitedVariants::isJre) && AttachedAgents.mayBeIn(subject);
    variants = SuitedVariants.of(
        versioned(variants, subject).stream()
            .filter(one -> !needsKit || !SuitedVariants.isJre(one))
            .toList(),
        image,
        programs,
        all);
    boolean weighed = !variants.isEmpty() && variants.get(0).facts().on(platform) != null;
    if (weighed
        && !DecidedVariant.isAgainst(subject, base, variants.get(0).tag())
        && !StartedBuild.isIn(subject, target, image)
        && !isDwarfed(variants.get(0), all)
        && !isChosenByArgument(base, variants)
        && !subject.isReplaced(written.familiarName())) {
      reporter.report(finding(target, base, image, variants, all, platform, subject));
    }
  }

  /** Packages that weigh hundreds of MB with what they need: compilers, databases, browsers, Java. */
  private static final Regex HEAVY = Regex.of(
      "build-essential|g(?:cc|\\+\\+|fortran)(?:-.*)?|clang(?:-.*)?|llvm(?:-.*)?|chromium.*|firefox.*|google-chrome.*|libreoffice.*"
          + "|texlive.*|(?:default|openjdk|temurin).*-(?:jdk|jre).*|mssql-server.*|(?:mariadb|mysql)-server.*|postgresql(?:-.*)?|mongodb-.*"
          + "|cuda.*|nvidia-.*|libcudnn.*|ros-.*|dotnet-sdk.*|flatpak(?:-builder)?|golang(?:-.*)?|rustc|r-base.*|kicad|blender|ghc|qemu-system.*|wine.*");

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
    LackedPrograms lacked = new LackedPrograms(subject, target, image, programs);
    Finding finding = Finding.at(
        base.range(),
        VariantSentences.message(image, now, first, platform) + lacked.sentences(first));
    if (now != null && first.difference() != null) {
      finding = finding.withSavedBytes(-first.difference());
    }
    for (ImageVariant variant : lacked.lacksAny(first) ? List.<ImageVariant>of() : variants) {
      boolean isMeant = !DecidedVariant.isAgainst(subject, base, variant.tag());
      TextEdit edit = isMeant ? edit(base, variant.tag()) : null;
      finding = finding.withFix(
          edit == null
              ? null
              : Fix.suggestion(VariantSentences.title(variant, image, platform), edit));
    }
    return finding;
  }

  private static @Nullable PlatformFacts exact(ImageFacts facts, String platform) {
    return facts.match() == ImageFacts.Match.EXACT ? facts.on(platform) : null;
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
