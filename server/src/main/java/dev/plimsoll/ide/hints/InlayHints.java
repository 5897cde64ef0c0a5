package dev.plimsoll.ide.hints;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.BaseSize;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.InitialEnvironment;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import dev.plimsoll.text.Visible;
import java.util.List;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** What is true at a place and stands elsewhere: values of variables, the user and the directory in force, sizes. */
public final class InlayHints {

  /** What an instruction says so many lines above is in sight, and needs no hint. */
  private static final int NEAR_LINES = 10;

  private static final int MAX_LABEL = 40;

  private final Snapshot snapshot;
  private final SemanticModel model;
  private final ImageCatalog images;
  private final InlayHintOptions options;
  private final ImmutableList.Builder<InlayHint> hints = ImmutableList.builder();

  private InlayHints(Snapshot snapshot, ImageCatalog images, InlayHintOptions options) {
    this.snapshot = snapshot;
    this.model = snapshot.model();
    this.images = images;
    this.options = options;
  }

  /** The hints of the instructions that a range touches. */
  public static ImmutableList<InlayHint> in(
      Snapshot snapshot, TextRange range, ImageCatalog images, InlayHintOptions options) {
    if (!snapshot.isDockerfile() || !options.any() || snapshot.file().elements().isEmpty()) {
      return ImmutableList.of();
    }
    InlayHints found = new InlayHints(snapshot, images, options);
    int last = snapshot.file().indexAt(range.end());
    for (int i = snapshot.file().indexAt(range.start()); i <= last; i++) {
      if (snapshot.file().elements().get(i) instanceof Instruction instruction) {
        found.instruction(instruction, snapshot.file().start(i));
      }
    }
    return found.hints.build();
  }

  private void instruction(Instruction instruction, int start) {
    if (instruction instanceof Instruction.From from) {
      from(from, start);
      return;
    }
    if (options.variables()) {
      variables(instruction, start);
    }
    if (options.directories()) {
      directory(instruction, start);
    }
    if (options.users()
        && (instruction instanceof Instruction.Cmd
            || instruction instanceof Instruction.Entrypoint)) {
      startsAs(instruction, start);
    }
  }

  private void from(Instruction.From from, int start) {
    Word image = from.image();
    Stage stage = model.stageOf(from);
    if (image == null || stage == null) {
      return;
    }
    if (options.images()) {
      value(from, image, start);
    }
    int end = start + from.range().end();
    inherited(stage, end);
    if (options.sizes()) {
      size(stage, end);
    }
  }

  /** What the base image weighs: where it is named, and where it ships. */
  private void size(Stage stage, int end) {
    BaseSize size = BaseSize.of(stage, model, images);
    boolean ships = model.deployedTargets().contains(stage);
    if (size == null || !ships && stage.parent() != null) {
      return;
    }
    String weight = size.image().familiar() + ": " + size.measured() + ".";
    if (ships) {
      add(
          end,
          "ships " + size.text() + " of base",
          weight + " It is part of the image that ships; what this file adds comes on top.");
    } else {
      add(end, size.text(), weight + (model.ships(stage) ? "" : " It doesn't ship."));
    }
  }

  private void inherited(Stage stage, int end) {
    Stage parent = stage.parent();
    if (parent == null) {
      return;
    }
    Instruction.User user = model.stateAtEnd(parent).user();
    if (options.users() && user != null && user.name() != null) {
      add(end, "as " + expanded(user, user.name()), leftBy("user", parent));
    }
    Instruction.Workdir workdir = model.stateAtEnd(parent).workdir();
    String directory = workdir == null ? null : after(workdir);
    if (options.directories() && workdir != null && directory != null) {
      add(end, "in " + directory, leftBy("directory", parent) + unlessArgument(workdir));
    }
  }

  /** The directory from a WORKDIR on, or null. */
  private @Nullable String after(Instruction.Workdir workdir) {
    return model.directoryAfter(workdir, Basis.DEFAULTS).text();
  }

  private static String leftBy(String thing, Stage parent) {
    return "The " + thing + " that the stage " + parent.displayName() + " leaves.";
  }

  /** The values of words that the builder expands, where all variables in them are known. */
  private void variables(Instruction instruction, int start) {
    if (instruction.text().indexOf('$') < 0) {
      return;
    }
    switch (instruction.keyword()) {
      case ARG, ENV -> {
        for (Pair pair : instruction.source().pairs()) {
          if (pair.value() != null) {
            value(instruction, pair.value(), start);
          }
        }
      }
      case ADD, COPY, EXPOSE, STOPSIGNAL, USER, VOLUME -> {
        for (Word word : instruction.words()) {
          value(instruction, word, start);
        }
      }
      case WORKDIR -> {
        Word path = instruction.words().isEmpty() ? null : instruction.words().get(0);
        if (path != null && !options.directories()) {
          value(instruction, path, start); // else its directory is shown
        }
      }
      default -> {}
    }
  }

  private void value(Instruction instruction, Word word, int start) {
    if (word.value().indexOf('$') < 0 || Heredoc.nameIn(word.value()) != null) {
      return;
    }
    Expansion expansion = model.expand(instruction, word.value());
    String text = expansion.matched().isEmpty() ? null : expansion.textByDefault();
    if (text != null && !text.isEmpty() && !text.equals(word.value())) {
      add(
          start + word.range().end(),
          "= " + text,
          isOfBase(instruction, word)
              ? "With the values that this file and its base image give; --build-arg and another "
                  + "base image may change them."
              : "With the values that this file gives; --build-arg may change them.");
    }
  }

  /** Whether a variable in a word has the value that the base image sets. */
  private boolean isOfBase(Instruction instruction, Word word) {
    for (String name : model.expand(instruction, word.value()).matched()) {
      Binding binding = model.binding(instruction, name);
      if (binding != null && binding.base() != null) {
        return true;
      }
    }
    return false;
  }

  /** A relative WORKDIR in full; and the directory that a relative destination means where WORKDIR isn't in sight. */
  private void directory(Instruction instruction, int start) {
    if (instruction instanceof Instruction.Workdir workdir && workdir.path() != null) {
      String directory = after(workdir);
      if (directory != null && !directory.equals(withoutSlash(workdir.path().value()))) {
        add(
            start + workdir.path().range().end(),
            "= " + directory,
            "The directory from here on." + unlessArgument(workdir));
      }
    } else if (instruction instanceof Instruction.Transfer transfer
        && transfer.destination() != null) {
      destination(transfer, transfer.destination(), start);
    }
  }

  private void destination(Instruction.Transfer transfer, Word destination, int start) {
    Instruction.Workdir workdir = model.workdirBefore(transfer);
    if (workdir == null || !isRelative(destination.value()) || isNear(workdir, transfer)) {
      return;
    }
    String directory = after(workdir);
    if (directory != null) {
      add(
          start + destination.range().end(),
          "in " + directory,
          "The directory that WORKDIR chose in line " + line(workdir) + "."
              + unlessArgument(workdir));
    }
  }

  /** What to add where the directory depends on the default of an ARG, or on the base image. */
  private String unlessArgument(Instruction.Workdir workdir) {
    if (model.directoryAfter(workdir, Basis.ANY_BUILD).text() != null) {
      return "";
    }
    Stage stage = model.stageOf(workdir);
    return stage != null && !model.environment(stage).equals(InitialEnvironment.UNKNOWN)
        ? " --build-arg or another base image may change it."
        : " --build-arg may change it.";
  }

  private static String withoutSlash(String path) {
    String trimmed = CharMatcher.is('/').trimTrailingFrom(path);
    return trimmed.isEmpty() ? "/" : trimmed;
  }

  private static boolean isRelative(String path) {
    return !path.startsWith("/") && !path.startsWith("$") && !path.startsWith("\"");
  }

  private boolean isNear(Instruction other, Instruction instruction) {
    return model.stageOf(other) == model.stageOf(instruction)
        && line(instruction) - line(other) <= NEAR_LINES;
  }

  /** Who runs the program of the image, at the last CMD or ENTRYPOINT of a stage that is run. */
  private void startsAs(Instruction instruction, int start) {
    Stage stage = model.stageOf(instruction);
    if (stage == null
        || !model.targets().contains(stage)
        || lastStart(model, stage) != instruction) {
      return;
    }
    Instruction.User set = model.stateAtEnd(stage).user();
    int end = start + instruction.range().end();
    if (set != null && set.name() != null) {
      if (!isNear(set, instruction)) {
        String user = expanded(set, set.name());
        add(end, "as " + user, "The user that USER chose in line " + line(set) + ".");
      }
      return;
    }
    String user = set == null ? baseUser(stage) : "";
    if (!user.isEmpty()) {
      add(end, "as " + user, "The user of the base image.");
    }
  }

  private static @Nullable Instruction lastStart(SemanticModel model, Stage stage) {
    List<Instruction> instructions = model.instructions(stage);
    for (int i = instructions.size() - 1; i >= 0; i--) {
      if (instructions.get(i) instanceof Instruction.Cmd
          || instructions.get(i) instanceof Instruction.Entrypoint) {
        return instructions.get(i);
      }
    }
    return null;
  }

  /** The user of the base image where it is known and isn't root; else empty. */
  private String baseUser(Stage stage) {
    ImageUse base = model.baseImage(stage);
    if (base == null || base.image() == null || base.image().isScratch()) {
      return "";
    }
    ImageFacts facts = images.facts(base.image());
    PlatformFacts known = facts.on(ImageFacts.AMD64);
    return known == null ? "" : known.userButRoot();
  }

  private String expanded(Instruction instruction, Word word) {
    String text = model.expand(instruction, word.value()).textByDefault();
    return text == null ? word.value() : text;
  }

  private int line(Instruction instruction) {
    return snapshot.lines().lineAt(model.range(instruction).start()) + 1;
  }

  private void add(int offset, String label, String tooltip) {
    String text = Visible.of(CharMatcher.whitespace().collapseFrom(label, ' '));
    String shown = text.length() <= MAX_LABEL ? text : text.substring(0, MAX_LABEL - 1) + "…";
    InlayHint hint = new InlayHint(snapshot.position(offset), Either.forLeft(shown));
    hint.setPaddingLeft(true);
    String said = Visible.of(tooltip);
    hint.setTooltip(shown.equals(text) ? said : text + "\n\n" + said);
    hints.add(hint);
  }
}
