package dev.plimsoll.lint.rules.dependencies;

import com.google.common.primitives.Ints;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;

/** The npm of every stage, each looked up once. */
public final class NpmVersions {

  /** What instructions have in common that may install an npm of their own. */
  public static final Trait MAY_REPLACE_NPM = Trait.containing("npm@");

  /** Systems whose own npm is older than 5.7. */
  private static final Regex OF_OLD_SYSTEM = Regex.of(
      "ubuntu:(?:1[2-8]\\.|trusty|xenial|bionic).{0,60}|debian:(?:[89]|jessie|stretch)(?:[.-].{0,60})?");

  private static final Regex RELEASE = Regex.of("\\d{1,3}(?![\\da-z])");

  private static final Trait BRINGS_NODE = Trait.containing("nodesource");

  private static final CommandQuery APT = CommandQuery.of("apt", "apt-get").told("install");

  private final SemanticModel model;
  private final Map<Stage, NpmVersion> known = new HashMap<>();

  public NpmVersions(SemanticModel model) {
    this.model = model;
  }

  /** The npm that a stage has. */
  public NpmVersion of(Stage stage) {
    return known.computeIfAbsent(stage, this::find);
  }

  /** The major version of the npm that an official image of Node brings; 0 where that isn't known. */
  public int major(Stage stage) {
    ImageReference image = model.baseReference(stage);
    if (image == null || !image.canonicalName().equals("node") || replacesNpm(stage)) {
      return 0;
    }
    Matcher release = RELEASE.matcher(image.tagOrLatest());
    Integer major = release.lookingAt() ? Ints.tryParse(release.group()) : null;
    return major == null ? 0 : LaterNpm.ofNode(major);
  }

  private NpmVersion find(Stage stage) {
    ImageReference image = model.baseReference(stage);
    if (image == null || replacesNpm(stage)) {
      return NpmVersion.UNKNOWN;
    }
    if (isOfOldSystem(stage, image)) {
      return NpmVersion.FIRST;
    }
    if (image.tag() == null || !ContextPath.name(image.canonicalName()).equals("node")) {
      return NpmVersion.UNKNOWN;
    }
    Word written = stage.root().from().image();
    boolean literal = written != null && written.value().indexOf('$') < 0;
    NpmVersion version = literal ? NpmVersion.ofTag(image.tag()) : NpmVersion.UNKNOWN;
    // Others have taken their Node from there; which npm they have since added nobody knows.
    return version.isOld() || image.canonicalName().equals("node") ? version : NpmVersion.UNKNOWN;
  }

  private boolean isOfOldSystem(Stage stage, ImageReference image) {
    return !model.has(BRINGS_NODE, stage)
        && OF_OLD_SYSTEM
            .matcher(image.familiarName() + ":" + image.tagOrLatest())
            .matches()
        && model.commands(APT, stage).stream().anyMatch(NpmVersions::installsNpm);
  }

  private static boolean installsNpm(RunCommand install) {
    return install.operands().stream().anyMatch(word -> word.isLiteral("npm"));
  }

  /** Whether the stage installs an npm of its own. */
  private boolean replacesNpm(Stage stage) {
    for (Stage part = stage; part != null; part = part.parent()) {
      if (model.has(MAY_REPLACE_NPM, part)) {
        return true;
      }
    }
    return false;
  }
}
