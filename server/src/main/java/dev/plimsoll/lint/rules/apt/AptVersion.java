package dev.plimsoll.lint.rules.apt;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Doubles;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Word;
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

  /** What stands behind a variable in the tag of an official image: {@code bookworm} of {@code golang:${V}-bookworm}. */
  private static List<String> releases(SemanticModel model, Stage stage) {
    ImageUse base = model.baseImage(stage);
    ImageReference usual = base == null ? null : base.image();
    Word image = stage.root().from().image();
    String written = image == null ? "" : image.value();
    int variable = written.indexOf('$');
    int end = written.lastIndexOf('}');
    boolean inTag = written.indexOf(':') > 0 && written.indexOf(':') < variable;
    return usual != null
            && usual.isOfficial()
            && inTag
            && written.startsWith("-", end + 1)
            && written.indexOf('@') < 0
        ? Splitter.on('-').splitToList(written.substring(end + 1))
        : List.of();
  }

  private static boolean isBefore(
      SemanticModel model, Stage stage, double lastUbuntu, ImmutableSet<String> besidesOld) {
    ImageReference image = model.certainBase(stage);
    if (image == null) {
      return releases(model, stage).stream()
          .anyMatch(part -> OLD.contains(part) || besidesOld.contains(part));
    }
    if (image.tag() == null || !image.isOfficial()) {
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
