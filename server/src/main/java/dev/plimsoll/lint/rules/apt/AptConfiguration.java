package dev.plimsoll.lint.rules.apt;

import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.Map;

/**
 * Where apt is configured: from which instruction of a stage on {@code apt.conf} may set an option, or that a base image
 * does.
 *
 * <p>Asked for the instructions of a stage in order, for the stages in order, so that the work is linear.
 */
public final class AptConfiguration {

  /** What is configured. */
  public enum Option {
    ASSUME_YES("Assume-Yes", "(?:cimg|circleci)/.{1,200}"),
    INSTALL_RECOMMENDS(
        "Install-Recommends",
        "r-base|(?:.{1,200}/)?(?:rocker(?:-org)?/(?:r-base|r-devel\\w{0,20}|drd|drr|r-apt|r-ubuntu|r2u)|bitnami\\w{0,20}/.{1,200})");

    /** A part of its name, as it is spelled in apt's manuals. */
    private final String spelled;
    /** The images that set it to what nobody need say any more. */
    private final Regex images;

    Option(String spelled, String images) {
      this.spelled = spelled;
      this.images = Regex.of(images);
    }
  }

  private final SemanticModel model;
  private final Option option;
  private final Map<Stage, Boolean> atEnd = new HashMap<>();

  /** What instructions have in common that may set an option. */
  public static final Trait MAY_SET = Trait.containing("apt.conf");

  public AptConfiguration(SemanticModel model, Option option) {
    this.model = model;
    this.option = option;
  }

  /** Whether the stages that a stage is FROM set the option, or its base image. */
  public boolean before(Stage stage) {
    if (stage.parent() != null) {
      return atEnd.getOrDefault(stage.parent(), false);
    }
    ImageReference image = model.baseReference(stage);
    return image != null && option.images.matcher(image.canonicalName()).matches();
  }

  /** Keeps for the stages that are FROM this one whether the option is set at its end. */
  public void end(Stage stage, boolean set) {
    atEnd.put(stage, set);
  }

  /** Whether an instruction sets the option: it writes an {@code apt.conf} that has it, or copies one. */
  public boolean isSetBy(Instruction instruction) {
    if (!MAY_SET.isOf(instruction)) {
      return false;
    }
    if (instruction instanceof Transfer transfer) {
      Word destination = transfer.destination();
      return destination != null && destination.value().startsWith("/etc/apt/apt.conf");
    }
    return instruction.text().contains(option.spelled);
  }
}
