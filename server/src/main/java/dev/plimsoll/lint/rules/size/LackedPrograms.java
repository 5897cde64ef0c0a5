package dev.plimsoll.lint.rules.size;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageVariant;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.InstalledProjects;
import dev.plimsoll.lint.rules.dependencies.PrismaEngines;
import dev.plimsoll.lint.rules.dependencies.PythonRequirements;
import dev.plimsoll.lint.rules.dependencies.UsedPrograms;
import dev.plimsoll.lint.rules.dependencies.VariantPrograms;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a target uses, or may use, that its image has and a smaller variant lacks.
 *
 * @param programs those of all stages on the image, and of the scripts of the context that these start
 */
record LackedPrograms(Subject subject, Stage target, ImageReference image, UsedPrograms programs) {

  /** Where Debian has the library of OpenSSL in its smallest image: its coreutils are linked with it. */
  private static final String WITH_OPENSSL = "trixie";

  /** Those of them that programs call, and not only builds. */
  private static final ImmutableList<String> CALLED =
      ImmutableList.of("curl", "gcc", "git", "ssh", "wget");

  /** Packages of Python that call one. */
  private static final ImmutableMap<String, String> CALLERS = ImmutableMap.<String, String>builder()
      .put("ansible", "ssh")
      .put("ansible-core", "ssh")
      .put("ansible-runner", "ssh")
      .put("gitdb", "git")
      .put("gitpython", "git")
      .put("hglib", "hg")
      .put("python-hglib", "hg")
      .put("pysvn", "svn")
      .buildOrThrow();

  /** What brings programs from elsewhere, whose libraries no package names. */
  private static final ImmutableSet<String> DOWNLOADS = ImmutableSet.of("curl", "wget");

  private static final ImmutableSet<String> UNPACKS = ImmutableSet.of("tar", "unzip");

  private static final Trait COPIES = Trait.of(Transfer.class);

  /** Whether something is used that a variant, and any smaller one, lacks for certain. */
  boolean lacksAny(ImageVariant variant) {
    boolean small = SuitedVariants.isAlpine(variant, image) || SuitedVariants.isJre(variant);
    return small
        ? !missingOnAlpine(variant).isEmpty()
        : VariantPrograms.ON_BUILDPACK_DEPS.contains(image.canonicalName())
            && !missing(variant).isEmpty();
  }

  /** What is to be installed with a variant, each sentence after a blank. */
  String sentences(ImageVariant variant) {
    if (SuitedVariants.isAlpine(variant, image) || SuitedVariants.isJre(variant)) {
      return lacks(missingOnAlpine(variant));
    }
    String others =
        subject.isBuiltOn() ? " Another Dockerfile is FROM this image and may use more of it." : "";
    if (!VariantPrograms.ON_BUILDPACK_DEPS.contains(image.canonicalName())) {
      return others;
    }
    List<String> missing = missing(variant);
    return lacks(missing) + perhapsCalled(missing) + perhapsNeeded() + others;
  }

  private static String lacks(List<String> missing) {
    return missing.isEmpty()
        ? ""
        : " It lacks what is used here: " + Joiner.on(", ").join(missing) + ".";
  }

  /** What RUN or a started script uses that the slim variant lacks and nothing installs. */
  private List<String> missing(ImageVariant variant) {
    ImmutableList.Builder<String> missing = ImmutableList.builder();
    missing.addAll(VariantPrograms.missingInSlim(programs, image, called()));
    if (lacksOpenssl(variant) && PrismaEngines.areUsed(subject, target)) {
      missing.add("openssl");
    }
    return missing.build();
  }

  /** Whether a variant has no library of OpenSSL, as those of Node haven't that are without ca-certificates, and nothing installs it. */
  private boolean lacksOpenssl(ImageVariant variant) {
    return image.canonicalName().equals("node")
        && !variant.tag().contains(WITH_OPENSSL)
        && variant.aliases().stream().noneMatch(tag -> tag.contains(WITH_OPENSSL))
        && programs.installed().stream().noneMatch(PrismaEngines::isOpensslWith);
  }

  /** What health checks of Compose and Kubernetes call, and packages that requirements name. */
  private Set<String> called() {
    Set<String> called = new HashSet<>();
    for (String name : PythonRequirements.of(subject, target)) {
      called.add(CALLERS.getOrDefault(name, name));
    }
    called.addAll(subject.runSettings().called());
    if (InstalledProjects.of(subject, target).needGit()) {
      called.add("git");
    }
    return called;
  }

  /** What a health check calls that Alpine lacks: its BusyBox is a wget, but no curl. */
  private List<String> missingOnAlpine(ImageVariant variant) {
    boolean lacks = SuitedVariants.isAlpine(variant, image)
        && subject.runSettings().called().contains("curl")
        && !programs.installed().contains("curl");
    return lacks ? List.of("curl") : List.of();
  }

  /** What a program of the context may call that isn't known to be installed; empty where none is copied. */
  private String perhapsCalled(List<String> missing) {
    boolean copies = subject.model().having(COPIES, target).stream()
        .map(one -> ContextCopy.of(subject.model(), (Transfer) one, Basis.DEFAULTS))
        .anyMatch(copy -> copy != null && copy.copiesDirectory(subject));
    List<String> others = CALLED.stream()
        .filter(
            name -> !missing.contains(name) && !VariantPrograms.isInstalled(programs, image, name))
        .toList();
    return !copies || others.isEmpty()
        ? ""
        : " If the program calls " + Joiner.on(", ").join(others) + ", install what it calls.";
  }

  /** What isn't seen in the file of that which may be needed. */
  private String perhapsNeeded() {
    return programs.any(DOWNLOADS) && programs.any(UNPACKS)
        ? " What is unpacked here may need libraries of it."
        : "";
  }
}
