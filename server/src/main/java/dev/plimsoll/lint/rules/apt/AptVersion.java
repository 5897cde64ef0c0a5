package dev.plimsoll.lint.rules.apt;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Doubles;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import java.util.List;

/** What the tag of an official image tells of the apt in it. */
public final class AptVersion {

  /** Releases of Debian and Ubuntu with an apt before 2.7. */
  private static final ImmutableSet<String> OLD = ImmutableSet.of(
      "jessie",
      "stretch",
      "buster",
      "bullseye",
      "bookworm",
      "trusty",
      "xenial",
      "bionic",
      "focal",
      "jammy",
      "kinetic",
      "lunar");

  private static final double LAST_OLD_DEBIAN = 12.99;

  private static final double LAST_OLD_UBUNTU = 23.04;

  private AptVersion() {}

  /** Whether the apt of a stage is certainly older than 2.7, which brought {@code install --update}. */
  public static boolean lacksUpdateOption(SemanticModel model, Stage stage) {
    ImageReference image = model.certainBase(stage);
    if (image == null || image.tag() == null || !image.isOfficial()) {
      return false;
    }
    List<String> parts = Splitter.on('-').splitToList(image.tag());
    Double number = Doubles.tryParse(parts.get(0));
    double last = switch (image.canonicalName()) {
      case "debian" -> LAST_OLD_DEBIAN;
      case "ubuntu" -> LAST_OLD_UBUNTU;
      default -> 0;
    };
    return (number != null && number <= last) || parts.stream().anyMatch(OLD::contains);
  }
}
