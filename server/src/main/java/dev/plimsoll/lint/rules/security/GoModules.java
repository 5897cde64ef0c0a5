package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What {@code go.mod} tells of newer releases of Go, which keep what they promise, but not to modules that rely on more. */
final class GoModules {

  private static final String FILE = "go.mod";

  private static final Regex GO = Regex.of("(?m)^go[ \\t]{1,9}1\\.(\\d{1,3})");

  /** A module that copies the TLS of each Go, and up to this minor version refuses by build tags those that it doesn't know. */
  private static final Regex QUIC = Regex.of(
      "(?m)^(?:require)?[ \\t]{1,9}github\\.com/(?:lucas-clemente|quic-go)/(quic-go v0\\.(\\d{1,3})\\.\\d{1,3})");

  private static final Regex QUIC_REPLACED =
      Regex.of("/quic-go(?:[ \\t]{1,9}v[\\w.+-]{1,99})?[ \\t]{1,9}=>");

  private static final int FIRST_QUIC_FOR_ALL = 37;
  private static final int FIRST_GO_REFUSED = 21;

  /** So many releases on, there are modules of the time that rely on what has changed. */
  private static final int SEVERAL = 3;

  private static final Regex TAG = Regex.of("^1\\.(\\d{1,2})(?!\\d)");

  /** Since this one Go loads another one that a manifest asks for, which the official images turn off. */
  private static final int FIRST_WITH_TOOLCHAINS = 21;

  /** Since this one Go reads a manifest wherever there is one. */
  private static final int FIRST_OF_MODULES = 13;

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  /** What older ones take for an error. */
  private static final Regex NEW_FORM =
      Regex.of("(?m)^(?:go[ \\t]{1,9}1\\.\\d{1,3}\\.\\d{1,3}|toolchain[ \\t]{1,9}go[\\w.]{1,20})");

  private static final CommandQuery BUILDS = CommandQuery.of("go")
      .told("build", "list", "mod download", "mod tidy", "mod vendor", "mod verify", "test");

  /** What loads another Go, or changes the manifest before. */
  private static final Trait CHANGES = Trait.containing("TOOLCHAIN")
      .or(Trait.containing("go mod edit"))
      .or(Trait.containing("go mod init"))
      .or(Trait.containing("sed "))
      .or(Trait.containing("GO111MODULE=off"))
      .or(Trait.containing("-modfile"))
      .or(Trait.containing("go.dev/dl"));

  /** How what is said begins where the build stops. */
  static final String FAILS = " The build fails: ";

  private GoModules() {}

  /** The module of a manifest that can't be built with a release; {@link WantedRelease#ANY} where none is known. */
  static @Nullable String refusing(Subject subject, String folder, int minor) {
    String path = folder + FILE;
    String text = subject.contextFile(path).beginning();
    if (text.isEmpty()) {
      return null;
    }
    Matcher quic = QUIC.matcher(text);
    return minor >= FIRST_GO_REFUSED
            && quic.find()
            && number(quic.group(2)) < FIRST_QUIC_FOR_ALL
            && !QUIC_REPLACED.matcher(text).find()
        ? quic.group(1) + " in " + path
        : WantedRelease.ANY;
  }

  /**
   * What to say of a manifest that is of a much older Go than a release, or of a newer one than the image has, with a blank before
   * it; empty where there is none.
   */
  static String test(Subject subject, NamedBase base, String release, WantedRelease wanted) {
    int target = number(release.substring(release.indexOf('.') + 1));
    for (String folder : wanted.folders(base)) {
      ContextFile manifest = subject.contextFile(folder + FILE);
      String text = manifest.beginning();
      Matcher go = GO.matcher(text);
      if (go.find()) {
        boolean isCertain = manifest.certain() && isBuilt(subject.model(), base, folder + FILE);
        String refusal = isCertain ? refusal(base, text) : "";
        if (!refusal.isEmpty()) {
          return FAILS + folder + FILE + refusal;
        }
        return target - number(go.group(1)) >= SEVERAL
            ? " Test it: " + folder + FILE + " is of Go 1." + go.group(1) + "."
            : "";
      }
    }
    return "";
  }

  /** Why the image can't build what a manifest belongs to; empty where it may. */
  private static String refusal(NamedBase base, String manifest) {
    Matcher own = TAG.matcher(base.image().tagOrLatest());
    Matcher asked = GO.matcher(manifest);
    if (!own.find() || !asked.find() || !base.image().isOfficial()) {
      return "";
    }
    int minor = number(own.group(1));
    Matcher form = NEW_FORM.matcher(manifest);
    if (minor >= FIRST_OF_MODULES && minor < FIRST_WITH_TOOLCHAINS && form.find()) {
      String line = form.group().strip();
      return " says \"" + line + "\", and Go reads such a "
          + (line.startsWith("toolchain") ? "line" : "form of three numbers") + " only since 1.21.";
    }
    return minor >= FIRST_WITH_TOOLCHAINS && number(asked.group(1)) > minor
        ? " asks for Go 1." + asked.group(1) + ", and the image loads no other Go than its own."
        : "";
  }

  /** Whether Go reads a manifest as it is in the build context, with what the image brings. */
  private static boolean isBuilt(SemanticModel model, NamedBase base, String path) {
    boolean isBuilt = false;
    boolean isCopied = false;
    for (Stage stage : base.allStages(model)) {
      if (model.has(CHANGES, stage)) {
        return false;
      }
      isBuilt |= !model.commands(BUILDS, stage).isEmpty();
      for (Instruction one : model.having(IS_TRANSFER, stage)) {
        isCopied |= brings(model, (Transfer) one, path);
      }
    }
    return isBuilt && isCopied;
  }

  private static boolean brings(SemanticModel model, Transfer copy, String path) {
    ImmutableList<String> sources = ContextCopy.sources(model, copy, Basis.DEFAULTS);
    for (String source : sources == null ? ImmutableList.<String>of() : sources) {
      boolean isPattern = source.endsWith("go.*") || source.endsWith("go.mod*");
      String plain = isPattern ? source.substring(0, source.lastIndexOf('/') + 1) + FILE : source;
      if (plain.isEmpty() || plain.equals(path) || path.startsWith(plain + "/")) {
        return true;
      }
    }
    return false;
  }

  private static int number(String digits) {
    Integer number = Ints.tryParse(digits);
    return number == null ? 0 : number;
  }
}
