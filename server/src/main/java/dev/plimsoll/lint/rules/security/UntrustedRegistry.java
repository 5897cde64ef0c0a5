package dev.plimsoll.lint.rules.security;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.OptionType;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleOption;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.ImageUse;

/** Images from registries that the project hasn't chosen. */
public final class UntrustedRegistry implements Rule {

  /** Those that images may come from. */
  public static final RuleOption<ImmutableList<String>> REGISTRIES = new RuleOption<>(
      "registries",
      OptionType.TEXTS,
      ImmutableList.of(),
      "The registries that images may come from, such as `ghcr.io` or `registry.example.com:5000`. `docker.io` also stands"
          + " for names without a registry. A `*` at the beginning or the end stands for anything: `*.example.com`.");

  private static final ImmutableSet<String> DOCKER_HUB =
      ImmutableSet.of("docker.io", "hub.docker.com", "index.docker.io", "registry-1.docker.io");

  private static final RuleInfo INFO = RuleInfo.of(
          "untrusted-registry", Category.SECURITY, Severity.WARNING, """
          Whoever controls a registry decides what is in the images that a build takes from it.

          The option `registries` lists those that a project takes images from; without it nothing is reported. FROM, \
          `COPY --from` and `RUN --mount=from=` are looked at. `scratch` and the names of stages need no registry.

          ```dockerfile bad fix=none registries=docker.io,*.example.com
          FROM ghcr.io/example/base:1.2
          ```

          ```dockerfile good registries=docker.io,*.example.com
          FROM debian:13-slim AS base

          FROM registry.example.com/base:1.2
          COPY --from=base /etc/os-release /
          ```
          """)
      .since("0.1.0")
      .withOption(REGISTRIES)
      .withAlias(Tool.HADOLINT, "DL3026")
      .withAlias(Tool.DROAST, "DF065")
      .in(Profile.HADOLINT, Severity.ERROR)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    ImmutableList<String> trusted = subject.option(REGISTRIES);
    if (trusted.isEmpty()) {
      return;
    }
    for (ImageUse use : subject.model().imageUses()) {
      ImageReference image = use.image();
      if (image != null && !image.isScratch() && !isTrusted(image.domain(), trusted)) {
        reporter.report(Finding.at(
            use.range(),
            "The registry " + image.domain() + " is not one of " + String.join(", ", trusted)
                + ". Take the image from one of them."));
      }
    }
  }

  private static boolean isTrusted(String registry, ImmutableList<String> trusted) {
    for (String pattern : trusted) {
      String name = Ascii.toLowerCase(pattern);
      boolean matches = name.equals("*")
          || (name.startsWith("*") && registry.endsWith(name.substring(1)))
          || (name.endsWith("*") && registry.startsWith(name.substring(0, name.length() - 1)))
          || registry.equals(name)
          || (DOCKER_HUB.contains(name) && registry.equals(ImageReference.DOCKER_HUB));
      if (matches) {
        return true;
      }
    }
    return false;
  }
}
