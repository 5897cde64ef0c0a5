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

  /** Those with a later apt before version 3. */
  private static final ImmutableSet<String> BEFORE_3 = ImmutableSet.of("mantic", "noble");

  private static final double LAST_DEBIAN = 12.99;

  private static final double LAST_UBUNTU_BEFORE_2_7 = 23.04;

  private static final double LAST_UBUNTU_BEFORE_3 = 24.04;

  private AptVersion() {}

  /** Whether the apt of a stage is certainly older than 2.7, which brought {@code install --update}. */
  public static boolean lacksUpdateOption(SemanticModel model, Stage stage) {
    return isBefore(model, stage, LAST_UBUNTU_BEFORE_2_7, ImmutableSet.of());
  }

  /** Whether it is certainly older than 3, whose {@code apt} resolves dependencies otherwise than {@code apt-get}. */
  public static boolean resolvesAlike(SemanticModel model, Stage stage) {
    return isBefore(model, stage, LAST_UBUNTU_BEFORE_3, BEFORE_3);
  }

  private static boolean isBefore(
      SemanticModel model, Stage stage, double lastUbuntu, ImmutableSet<String> besidesOld) {
    ImageReference image = model.certainBase(stage);
    if (image == null || image.tag() == null || !image.isOfficial()) {
      return false;
    }
    List<String> parts = Splitter.on('-').splitToList(image.tag());
    Double number = Doubles.tryParse(parts.get(0));
    double last = switch (image.canonicalName()) {
      case "debian" -> LAST_DEBIAN;
      case "ubuntu" -> lastUbuntu;
      default -> 0;
    };
    return (number != null && number <= last)
        || parts.stream().anyMatch(part -> OLD.contains(part) || besidesOld.contains(part));
  }
}
