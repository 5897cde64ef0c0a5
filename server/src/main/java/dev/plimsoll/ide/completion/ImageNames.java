package dev.plimsoll.ide.completion;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.plimsoll.image.FoundRepository;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.RetiredImages;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.CompletionItemKind;

/** Stages and images: what the file defines, what it and others name, what is known, and what a search finds. */
final class ImageNames {

  /** The images that Dockerfiles begin with most, in about that order; the others follow by name. */
  private static final ImmutableList<String> OFTEN_USED = ImmutableList.of(
      "alpine",
      "node",
      "python",
      "debian",
      "ubuntu",
      "golang",
      "nginx",
      "eclipse-temurin",
      "rust",
      "ruby",
      "php",
      "maven",
      "gradle",
      "postgres",
      "redis",
      "httpd",
      "busybox");

  /** Fewer find anything. */
  private static final int SEARCHED_LETTERS = 3;

  /** A repository of Docker Hub, or its beginning: the name of another registry has a dot or a port. */
  private static final Pattern SEARCHED =
      Pattern.compile("(?!localhost/)[a-z0-9_-]+(/[a-z0-9._-]*)?");

  private ImageNames() {}

  static void addNames(Slot.ImageName slot, Proposals to) {
    addStages(slot.role(), to);
    boolean base = slot.role() == ImageUse.Role.BASE;
    // What is copied from an earlier stage needs no base; a first stage hardly ever is without one.
    boolean first = to.isEmpty();
    if (base && !first) {
      addScratch(to);
    }
    ImmutableSet<String> known = ImmutableSet.copyOf(to.images().repositories());
    addUsed(known, to);
    for (String name : OFTEN_USED) {
      if (known.contains(name)) {
        to.add(image(name, to));
      }
    }
    if (base) {
      addScratch(to);
    }
    ImmutableSet<String> retired =
        known.stream().filter(RetiredImages::has).collect(ImmutableSet.toImmutableSet());
    for (String name : Sets.difference(known, retired)) {
      to.add(image(name, to));
    }
    for (String name : retired) {
      to.add(image(name, to).deprecated());
    }
    to.addMoreLater(to.search().lookForNamed(!to.hasAny(to.word().prefix())));
    addFound(to);
  }

  /** What the workspace names and the catalog doesn't know: one's own images. */
  private static void addUsed(ImmutableSet<String> known, Proposals to) {
    for (ImageReference used : to.imagesNamedBeside()) {
      String name = used.familiarName();
      if (!used.isScratch() && !known.contains(name)) {
        to.add(Proposal.of(name, CompletionItemKind.Module).detail("used in this workspace"));
      }
    }
  }

  /** What Docker Hub finds, where enough was typed to search for and it can't be the name of another registry. */
  private static void addFound(Proposals to) {
    String typed = Ascii.toLowerCase(to.word().prefix());
    if (typed.length() < SEARCHED_LETTERS || !SEARCHED.matcher(typed).matches()) {
      return;
    }
    boolean known = to.hasAny(typed);
    to.addMoreLater(to.search().lookForRepositories(typed, !known));
    for (FoundRepository found : to.search().found(typed)) {
      String own = found.name().substring(found.name().lastIndexOf('/') + 1);
      Proposal proposal = Proposal.of(found.name(), CompletionItemKind.Module)
          .detail((found.official() ? "official image, " : "")
              + found.stars()
              + (found.stars() == 1 ? " star" : " stars"))
          .documentation(found.description().isEmpty() ? null : found.description());
      to.add(
          !found.name().startsWith(typed) && own.startsWith(typed)
              ? proposal.filter(own + " " + found.name())
              : proposal);
    }
  }

  private static void addScratch(Proposals to) {
    to.add(Proposal.of("scratch", CompletionItemKind.Module)
        .detail("empty image")
        .reference(reference("scratch")));
  }

  private static String reference(String image) {
    ImageReference reference = ImageReference.of(image);
    return reference == null ? "" : Documentation.reference(reference);
  }

  private static Proposal image(String name, Proposals to) {
    ImageReference reference = ImageReference.of(name);
    Proposal proposal = Proposal.of(name, CompletionItemKind.Module);
    return reference == null
        ? proposal
        : proposal
            .detail(ImageVersions.detail(reference, to.images()))
            .reference(Documentation.reference(reference));
  }

  /**
   * Stages that stand before, the first of a name; COPY takes the index of one without a name too. A trigger may take
   * from the stage that keeps it, for it runs in another.
   */
  private static void addStages(ImageUse.Role role, Proposals to) {
    int cursor = to.word().cursor();
    Stage here = to.snapshot().model().stageAt(cursor);
    boolean trigger = to.snapshot().file().instructionAt(cursor) instanceof Instruction.Onbuild;
    Set<String> names = new HashSet<>();
    for (Stage stage : to.snapshot().model().stages()) {
      if (here != null
          && (trigger ? stage.index() > here.index() : stage.index() >= here.index())) {
        break;
      }
      Word written = stage.from().stageName();
      if (written != null && names.add(written.value().toLowerCase(Locale.ROOT))) {
        String name =
            role == ImageUse.Role.BASE ? written.value().toLowerCase(Locale.ROOT) : written.value();
        to.add(stage(name, stage));
      } else if (written == null && role == ImageUse.Role.COPY_FROM) {
        to.add(stage(String.valueOf(stage.index()), stage));
      }
    }
  }

  private static Proposal stage(String name, Stage stage) {
    Word base = stage.from().image();
    String image = base == null ? "" : base.value();
    return Proposal.of(name, CompletionItemKind.Reference)
        .detail("stage " + stage.index())
        .documentation(image);
  }
}
