package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ParsedReference;
import dev.plimsoll.syntax.ExpandableWord;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.GoQuote;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Repair;
import dev.plimsoll.syntax.VariableUse;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Bases of stages that can't be used: names that are empty or invalid, platforms that are none. */
final class BaseErrors {

  private static final String EMPTY_TAG = "the tag is empty";

  private BaseErrors() {}

  /** Names and platforms of all FROMs, before any image is looked at. */
  static void of(SemanticModel model, ImmutableList.Builder<BuildError> errors) {
    for (Stage stage : model.stages()) {
      name(model, stage.from(), errors);
      platform(model, stage.from(), errors);
    }
  }

  private static void name(
      SemanticModel model, From from, ImmutableList.Builder<BuildError> errors) {
    Word image = from.image();
    if (image == null) {
      return;
    }
    TextRange range = model.range(from, image.range());
    Expansion expansion = model.expand(from, image.value());
    if (expansion.error() != null) {
      errors.add(ExpansionErrors.of(model, from, range, expansion, ""));
    } else if (expansion.withoutBuildArgs().isEmpty()) {
      errors.add(empty(
          model,
          from,
          image,
          "the base image has no name",
          "Name an image: the word is empty.",
          "base name (" + image.value() + ") should not be blank"));
    }
  }

  /**
   * An error of a word in which variables are empty.
   *
   * @param consequence what becomes of the word by that
   * @param otherwise what is said where no variable is empty
   */
  private static BuildError empty(
      SemanticModel model,
      From from,
      Word word,
      String consequence,
      String otherwise,
      String buildkit) {
    ImmutableList<EmptyVariable> variables =
        EmptyVariable.in(model, from, missingPart(word.value(), consequence));
    TextRange range = model.range(from, word.range());
    if (variables.isEmpty()) {
      String digest = variableOfDigest(model, from, word.value());
      return digest == null
          ? BuildError.at(range, otherwise, buildkit)
          : BuildError.at(
                  range,
                  otherwise + " The default of " + digest + " is none: pass --build-arg " + digest
                      + "=value.",
                  buildkit)
              .unlessArgument();
    }
    BuildError error = BuildError.at(
            range, EmptyVariable.explain(model, variables, consequence), buildkit)
        .withRepair(misspelt(model, from, word, variables));
    return EmptyVariable.waitForTheBuild(variables) ? error.unlessArgument() : error;
  }

  /** The build argument that the digest of an image is, and that has a default; null where there is none. */
  private static @Nullable String variableOfDigest(SemanticModel model, From from, String word) {
    int at = word.indexOf('@');
    List<VariableUse> uses = at < 0
        ? List.of()
        : ExpandableWord.of(word.substring(at), from.source().escape(), ExpansionMode.ARGUMENT)
            .allUses();
    return uses.size() == 1 && model.globalBinding(uses.get(0).name()) != null
        ? uses.get(0).name()
        : null;
  }

  /** The name of the only variable as it is declared, where that is nearly what is written. */
  private static @Nullable Repair misspelt(
      SemanticModel model, From from, Word word, List<EmptyVariable> variables) {
    EmptyVariable first = variables.get(0);
    String meant = variables.size() == 1 && first.reason() == EmptyVariable.Reason.UNDECLARED
        ? EmptyVariable.nearest(model, first.name())
        : null;
    TextRange range = model.range(from, word.range());
    if (meant == null || range.length() != word.value().length()) {
      return null;
    }
    List<TextEdit> edits = new ArrayList<>();
    for (VariableUse use : ExpandableWord.of(
            word.value(), from.source().escape(), ExpansionMode.ARGUMENT)
        .allUses()) {
      if (use.name().equals(first.name())) {
        edits.add(TextEdit.replace(use.nameRange().shift(range.start()), meant));
      }
    }
    return new Repair("Change to " + meant, ImmutableList.copyOf(edits));
  }

  /** The part of a name that a consequence is about: a registry before an empty tag may well be empty. */
  private static String missingPart(String word, String consequence) {
    int tag = consequence.equals(EMPTY_TAG) ? word.lastIndexOf(":$") : -1;
    return tag > word.lastIndexOf('/') ? word.substring(tag + 1) : word;
  }

  /** What becomes of the name of an image by variables that are empty: the part that is missing. */
  private static String withoutVariables(String expanded) {
    int slash = expanded.lastIndexOf('/');
    if (expanded.endsWith("@") || expanded.endsWith("@sha256:")) {
      return "the digest is empty";
    }
    return expanded.endsWith(":")
            && expanded.indexOf(':', slash + 1) == expanded.length() - 1
            && expanded.length() > slash + 2
        ? EMPTY_TAG
        : "'" + expanded + "' is not the name of an image";
  }

  private static void platform(
      SemanticModel model, From from, ImmutableList.Builder<BuildError> errors) {
    Flag flag = from.platform();
    if (flag == null || flag.valueOrEmpty().isEmpty()) {
      return;
    }
    TextRange range = model.range(from, flag.valueRange());
    Expansion expansion = model.expand(from, flag.valueOrEmpty());
    if (expansion.error() != null) {
      BuildError error = ExpansionErrors.of(model, from, range, expansion, "");
      String buildkit = "failed to process arguments for platform : " + error.buildkit();
      BuildError ofPlatform = BuildError.at(range, error.message(), buildkit);
      errors.add(error.needsArgument() ? ofPlatform.unlessArgument() : ofPlatform);
      return;
    }
    String platform = expansion.withoutBuildArgs();
    if (platform.isEmpty()) {
      errors.add(empty(
          model,
          from,
          new Word(flag.valueOrEmpty(), flag.valueRange(), flag.word().inLine()),
          "the platform is empty",
          "Name a platform, such as linux/amd64: the value is empty.",
          "empty platform value from expression " + flag.value()));
      return;
    }
    String problem = PlatformSpecifier.problem(platform);
    if (problem != null) {
      errors.add(BuildError.at(
          range,
          GoQuote.of(platform) + " is not a platform. Write os/architecture, such as linux/amd64.",
          "failed to parse platform " + flag.value() + ": " + problem));
    }
  }

  /** Images that have no valid name. BuildKit looks at them when all stages and copies are resolved. */
  static void references(SemanticModel model, ImmutableList.Builder<BuildError> errors) {
    for (ImageUse use : model.imageUses()) {
      if (use.reference() instanceof ParsedReference.Invalid invalid
          && !use.text().isEmpty()) {
        String buildkit =
            "failed to parse stage name " + GoQuote.of(use.text()) + ": " + invalid.dockerMessage();
        Word word = use.instruction() instanceof From from ? from.image() : null;
        BuildError error = word == null
            ? BuildError.at(use.range(), invalid.message(), buildkit)
            : empty(
                model,
                (From) use.instruction(),
                word,
                withoutVariables(use.text()),
                invalid.message(),
                buildkit);
        errors.add(error.repair() == null ? error.withRepair(mended(use)) : error);
      }
    }
  }

  /** Whether nothing in a name is in lower case: a script may put another one in its place. */
  private static boolean isPlaceholder(String name) {
    return name.equals(name.toUpperCase(Locale.ROOT));
  }

  /** The name in lower case, or without the protocol of a URL, where that makes it the name of an image. */
  private static @Nullable Repair mended(ImageUse use) {
    String name = use.text();
    int protocol = name.indexOf("://");
    String meant = (protocol < 0 ? name : name.substring(protocol + 3)).toLowerCase(Locale.ROOT);
    return use.source() != null
            && !meant.equals(name)
            && !isPlaceholder(name)
            && ImageReference.parse(meant) instanceof ImageReference
        ? Repair.change(use.source(), meant)
        : null;
  }
}
