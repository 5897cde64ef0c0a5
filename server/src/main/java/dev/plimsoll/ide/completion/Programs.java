package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSetMultimap;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Stage;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** Programs that RUN runs. */
final class Programs {

  /** A command as it should be written so that it leaves nothing behind in the layer; … stands for what is installed. */
  private record Recipe(String program, String label) {

    String snippet() {
      return label.replace("…", "${1:package}");
    }
  }

  private static final ImmutableList<Recipe> RECIPES = ImmutableList.of(
      new Recipe(
          "apt-get",
          "apt-get update && apt-get install -y --no-install-recommends … && rm -rf /var/lib/apt/lists/*"),
      new Recipe("apk", "apk add --no-cache …"),
      new Recipe(
          "dnf", "dnf install -y --setopt=install_weak_deps=False --nodocs … && dnf clean all"),
      new Recipe("microdnf", "microdnf install -y --nodocs … && microdnf clean all"),
      new Recipe(
          "zypper", "zypper --non-interactive install --no-recommends … && zypper clean --all"),
      new Recipe("pacman", "pacman -Syu --noconfirm … && pacman -Scc --noconfirm"));

  /** The programs that only systems of some families have. */
  private static final ImmutableSetMultimap<String, BaseFamily> PACKAGE_MANAGERS =
      ImmutableSetMultimap.<String, BaseFamily>builder()
          .putAll("apt-get", BaseFamily.DEBIAN, BaseFamily.UBUNTU)
          .putAll("apt", BaseFamily.DEBIAN, BaseFamily.UBUNTU)
          .putAll("apt-cache", BaseFamily.DEBIAN, BaseFamily.UBUNTU)
          .putAll("apt-key", BaseFamily.DEBIAN, BaseFamily.UBUNTU)
          .putAll("dpkg", BaseFamily.DEBIAN, BaseFamily.UBUNTU)
          .putAll("apk", BaseFamily.ALPINE, BaseFamily.WOLFI)
          .putAll("dnf", BaseFamily.RHEL)
          .putAll("yum", BaseFamily.RHEL)
          .putAll("microdnf", BaseFamily.RHEL_MINIMAL)
          .putAll("zypper", BaseFamily.SUSE)
          .putAll("pacman", BaseFamily.ARCH)
          .build();

  private Programs() {}

  static void add(Slot.Program slot, Proposals to) {
    if (StartCommands.areIn(to.site().instruction())) {
      StartCommands.addPrograms(to);
      return;
    }
    Stage stage = to.snapshot().model().stageAt(to.word().cursor());
    BaseFamily family = stage == null ? null : to.snapshot().model().family(stage);
    for (Recipe recipe : RECIPES) {
      boolean ours = family != null && PACKAGE_MANAGERS.containsEntry(recipe.program, family);
      if (ours && slot.alone() && to.takesSnippets()) {
        to.add(Proposal.of(recipe.label, CompletionItemKind.Snippet)
            .snippet(recipe.snippet())
            .topic(LanguageReference.find(Topic.Kind.PROGRAM, recipe.program)));
      }
    }
    addUsual(stage, to);
    ImmutableList<Topic> programs = LanguageReference.topics(Topic.Kind.PROGRAM);
    for (Topic topic : programs) {
      boolean foreign = PACKAGE_MANAGERS.containsKey(topic.name())
          && !PACKAGE_MANAGERS.containsEntry(topic.name(), family);
      if (family == null || family == BaseFamily.UNKNOWN || !foreign) {
        to.add(Proposal.of(topic, CompletionItemKind.Function));
      }
    }
    // The others last: what the base is may be told wrongly.
    programs.forEach(topic -> to.add(Proposal.of(topic, CompletionItemKind.Function)));
  }

  /** What one uses an image for. */
  private static void addUsual(@Nullable Stage stage, Proposals to) {
    ImageUse base = stage == null ? null : to.snapshot().model().baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    for (CacheDirectory cache : CacheDirectory.all()) {
      for (String program : cache.programs()) {
        Topic topic = LanguageReference.find(Topic.Kind.PROGRAM, program);
        if (image != null && topic != null && cache.usual().contains(image.canonicalName())) {
          to.add(Proposal.of(topic, CompletionItemKind.Function));
        }
      }
    }
  }
}
