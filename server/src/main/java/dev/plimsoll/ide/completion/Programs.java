package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.semantics.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** Programs that RUN runs, their subcommands and options. */
final class Programs {

  /**
   * A command as it should be written so that it leaves nothing behind in the layer.
   *
   * @param program what it runs first
   * @param label as the list shows it, and, with {@code $} for the place to fill in, as it is put in
   */
  private record Recipe(String program, String label, BaseFamily... families) {

    String snippet() {
      return label.replace("…", "${1:package}");
    }

    boolean isFor(@Nullable BaseFamily family) {
      return families.length == 0 || List.of(families).contains(family);
    }
  }

  private static final ImmutableList<Recipe> RECIPES = ImmutableList.of(
      new Recipe(
          "apt-get",
          "apt-get update && apt-get install -y --no-install-recommends … && rm -rf /var/lib/apt/lists/*",
          BaseFamily.DEBIAN,
          BaseFamily.UBUNTU),
      new Recipe("apk", "apk add --no-cache …", BaseFamily.ALPINE, BaseFamily.WOLFI),
      new Recipe(
          "dnf",
          "dnf install -y --setopt=install_weak_deps=False --nodocs … && dnf clean all",
          BaseFamily.RHEL),
      new Recipe(
          "microdnf",
          "microdnf install -y --nodocs … && microdnf clean all",
          BaseFamily.RHEL_MINIMAL),
      new Recipe(
          "zypper",
          "zypper --non-interactive install --no-recommends … && zypper clean --all",
          BaseFamily.SUSE),
      new Recipe(
          "pacman", "pacman -Syu --noconfirm … && pacman -Scc --noconfirm", BaseFamily.ARCH));

  private Programs() {}

  static void add(Slot.Program slot, Proposals to) {
    Stage stage = to.snapshot().model().stageAt(to.word().cursor());
    BaseFamily family = stage == null ? null : to.snapshot().model().family(stage);
    Set<String> foreign = new HashSet<>();
    for (Recipe recipe : RECIPES) {
      if (!recipe.isFor(family)) {
        foreign.add(recipe.program);
      } else if (slot.alone() && to.takesSnippets()) {
        to.add(Proposal.of(recipe.label, CompletionItemKind.Snippet)
            .snippet(recipe.snippet())
            .topic(LanguageReference.find(Topic.Kind.PROGRAM, recipe.program)));
      }
    }
    boolean known = family != null && family != BaseFamily.UNKNOWN;
    for (Topic topic : LanguageReference.topics(Topic.Kind.PROGRAM)) {
      if (!known || !foreign.contains(topic.name())) {
        to.add(Proposal.of(topic, CompletionItemKind.Function));
      }
    }
    for (Topic topic : LanguageReference.topics(Topic.Kind.PROGRAM)) {
      to.add(Proposal.of(topic, CompletionItemKind.Function));
    }
  }

  static void addArguments(Slot.ProgramArgument slot, Proposals to) {
    String typed = to.word().prefix();
    ImmutableList<Topic> subcommands =
        LanguageReference.topics(Topic.Kind.SUBCOMMAND, slot.program());
    Topic subcommand = null;
    Set<String> given = new HashSet<>();
    boolean operand = false;
    for (String word : slot.before()) {
      given.add(word);
      if (!word.startsWith("-") && !operand) {
        operand = true;
        subcommand = LanguageReference.find(Topic.Kind.SUBCOMMAND, slot.program(), word);
      }
    }
    if (given.contains("--")) {
      return;
    }
    if (!operand && !typed.startsWith("-")) {
      for (Topic topic : subcommands) {
        to.add(Proposal.of(topic, CompletionItemKind.Method));
      }
    }
    if (typed.isEmpty() || typed.startsWith("-")) {
      String name = subcommand == null ? null : subcommand.name();
      for (Topic option : LanguageReference.options(slot.program(), name)) {
        if (!given.contains(option.name())) {
          to.add(Proposal.of(option, CompletionItemKind.Field)
              .detail(String.join(" ", option.aliases())));
        }
      }
    }
  }
}
