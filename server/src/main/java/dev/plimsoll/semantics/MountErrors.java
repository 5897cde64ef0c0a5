package dev.plimsoll.semantics;

import com.google.common.base.Ascii;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.syntax.EditDistance;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.GoQuote;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Workdir;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Repair;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What BuildKit rejects in the mounts of a RUN. It takes the options from left to right, so that what an option may say
 * depends on the type that was given before it.
 */
final class MountErrors {

  private static final ImmutableSet<String> TYPES =
      ImmutableSet.of("bind", "cache", "tmpfs", "secret", "ssh");
  private static final ImmutableSet<String> SHARING =
      ImmutableSet.of("shared", "private", "locked");

  private static final ImmutableSet<String> KEYS = ImmutableSet.of(
      "type",
      "target",
      "source",
      "from",
      "id",
      "env",
      "mode",
      "uid",
      "gid",
      "size",
      "sharing",
      "required",
      "readonly",
      "readwrite",
      "dst",
      "src",
      "destination",
      "ro",
      "rw");

  private final SemanticModel model;
  private final Run run;
  private final ImmutableList.Builder<BuildError> errors;
  private String type = "bind";
  private final Set<String> owners = new HashSet<>();
  private String from = "";
  private String source = "";
  private String target = "";
  private String id = "";
  private String sharing = "";
  private boolean inEnvironment;
  private boolean failed;

  private MountErrors(SemanticModel model, Run run, ImmutableList.Builder<BuildError> errors) {
    this.model = model;
    this.run = run;
    this.errors = errors;
  }

  /**
   * Whether the mounts of a RUN have to be looked at where it stands: most are caches and secrets as in the manual. On
   * Windows a secret needs a target.
   */
  static boolean mayBeIn(Run run) {
    for (Mount mount : run.mounts()) {
      String type = mount.options().get(0).field();
      boolean targeted = false;
      for (Mount.Option option : mount.options().subList(1, mount.options().size())) {
        String value = option.value();
        if (value == null
            || value.isEmpty()
            || !Expansion.isPlain(value, run.source().escape())) {
          return true;
        }
        switch (option.key()) {
          case "target" -> targeted |= value.length() > 1 && isPath(value);
          case "id" -> {}
          default -> {
            return true;
          }
        }
      }
      boolean secret = type.equals("type=secret") && mount.options().size() > 1;
      if (!targeted || !(secret || type.equals("type=cache"))) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is absolute and certainly not another name of the root directory. */
  private static boolean isPath(String target) {
    return target.charAt(0) == '/' && target.charAt(1) != '/' && target.charAt(1) != '.';
  }

  /** BuildKit reads all mounts of a RUN before it resolves the first. */
  static void of(
      SemanticModel model, Stage stage, Run run, ImmutableList.Builder<BuildError> errors) {
    ImmutableList<Mount> mounts = run.mounts();
    List<MountErrors> read = new ArrayList<>(mounts.size());
    for (Mount mount : mounts) {
      MountErrors found = new MountErrors(model, run, errors);
      for (Mount.Option option : mount.options()) {
        found.option(option);
      }
      if (!found.failed) {
        found.whole(mount);
      }
      read.add(found);
    }
    for (int i = 0; i < read.size(); i++) {
      if (!read.get(i).failed) {
        read.get(i).resolve(stage, mounts.get(i));
      }
    }
  }

  private void error(TextRange range, String message, String buildkit) {
    error(range, message, buildkit, null);
  }

  private void error(TextRange range, String message, String buildkit, @Nullable Repair repair) {
    failed = true;
    errors.add(BuildError.at(model.range(run, range), message, buildkit).withRepair(repair));
  }

  /** An error of the value of an option, which an argument without a default may be missing in. */
  private void error(
      Mount.Option option, String message, String buildkit, @Nullable Repair repair) {
    failed = true;
    BuildError error =
        BuildError.at(model.range(run, option.valueRange()), message, buildkit).withRepair(repair);
    errors.add(EmptyVariable.unlessGiven(model, run, Strings.nullToEmpty(option.value()), error));
  }

  private void option(Mount.Option option) {
    String written = option.value();
    if (written == null) {
      flag(option);
      return;
    }
    String value = expanded(option, written);
    if (value == null) {
      return;
    }
    switch (option.key()) {
      case "type" -> type(option, value);
      case "from" -> from = value;
      case "source", "src" -> source = value;
      case "target", "dst", "destination" -> target = value;
      case "readonly", "ro", "readwrite", "rw" -> bool(option, value);
      case "required" -> {
        if (takesRequired(option)) {
          bool(option, value);
        }
      }
      case "size" -> {
        if (!type.equals("tmpfs")) {
          unexpected(option);
        } else if (!ByteCount.isValid(value)) {
          error(
              option,
              "A size is a number of bytes, or a number with k, m, g or t, such as 64m.",
              "invalid value for size: " + value,
              null);
        }
      }
      case "id" -> id = value;
      case "env" -> inEnvironment = true;
      case "sharing" -> sharing(option, value);
      case "mode" -> number(option, value, 8);
      case "uid", "gid" -> number(option, value, 10);
      default ->
        unknown(option, "unexpected key '" + option.key() + "' in '" + option.field() + "'");
    }
  }

  /** An option that no mount has. */
  private void unknown(Mount.Option option, String buildkit) {
    String meant = EditDistance.meant(option.key(), KEYS);
    TextRange key = keyRange(option);
    error(
        key == null ? option.valueRange() : key,
        "A mount has no option " + option.key() + "."
            + (meant == null ? "" : " Did you mean " + meant + "?"),
        buildkit,
        meant == null || key == null ? null : repair(key, meant));
  }

  /** Where the key of an option stands, relative to the instruction; null where that isn't known for quotes. */
  private @Nullable TextRange keyRange(Mount.Option option) {
    int end = option.valueRange().start() - (option.value() == null ? 0 : 1);
    int start = end - option.key().length();
    return start > 0 && run.text().regionMatches(true, start, option.key(), 0, end - start)
        ? new TextRange(start, end)
        : null;
  }

  private Repair repair(TextRange range, String meant) {
    return Repair.change(model.range(run, range), meant);
  }

  /** What a value was meant to be, where it is written as it is. */
  private @Nullable Repair repair(Mount.Option option, @Nullable String meant) {
    return meant != null
            && option.value() != null
            && option.valueRange().of(run.text()).equals(option.value())
        ? repair(option.valueRange(), meant)
        : null;
  }

  /** Null where the value can't be expanded, which is reported. */
  private @Nullable String expanded(Mount.Option option, String written) {
    if (ExpansionErrors.isPlain(written, run.source().escape())) {
      return written;
    }
    Expansion expansion = model.expand(run, written);
    if (expansion.error() == null) {
      return expansion.withoutBuildArgs();
    }
    failed = true;
    errors.add(
        ExpansionErrors.of(model, run, model.range(run, option.valueRange()), expansion, ""));
    return null;
  }

  /** An option without a value. */
  private void flag(Mount.Option option) {
    switch (option.key()) {
      case "readonly", "ro", "readwrite", "rw" -> {}
      case "required" -> takesRequired(option);
      default -> {
        String buildkit = "invalid field '" + option.field() + "' must be a key=value pair";
        if (KEYS.contains(option.key())) {
          error(
              option.valueRange(),
              "Give " + option.key() + " a value: " + option.key() + "=value.",
              buildkit);
        } else {
          unknown(option, buildkit);
        }
      }
    }
  }

  private boolean takesRequired(Mount.Option option) {
    boolean takes = type.equals("secret") || type.equals("ssh");
    if (!takes) {
      unexpected(option);
    }
    return takes;
  }

  private void unexpected(Mount.Option option) {
    error(
        option.valueRange(),
        "A mount of type " + type + " has no option " + option.key()
            + ". If another type is meant, put type= before it.",
        "unexpected key '" + option.key() + "' for mount type '" + type + "'");
  }

  private void type(Mount.Option option, String value) {
    String lower = Ascii.toLowerCase(value);
    if (TYPES.contains(lower)) {
      type = lower;
    } else {
      error(
          option,
          "There is no mount type " + value + ". It is bind, cache, tmpfs, secret or ssh.",
          "unsupported mount type " + GoQuote.of(value),
          repair(option, EditDistance.meant(value, TYPES)));
    }
  }

  private void sharing(Mount.Option option, String value) {
    sharing = Ascii.toLowerCase(value);
    if (!SHARING.contains(sharing)) {
      error(
          option,
          "sharing is shared, private or locked.",
          "unsupported sharing value " + GoQuote.of(value),
          repair(option, EditDistance.meant(value, SHARING)));
    }
  }

  private void bool(Mount.Option option, String value) {
    if (!ImmutableSet.of(
            "1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False")
        .contains(value)) {
      error(
          option,
          option.key() + " is true or false.",
          "invalid value for " + option.key() + ": " + value,
          null);
    }
  }

  private void number(Mount.Option option, String value, int radix) {
    owners.add(option.key());
    long number = -1;
    if (!value.isEmpty() && value.length() <= 11) {
      number = 0;
      for (int i = 0; i < value.length() && number >= 0; i++) {
        char c = value.charAt(i);
        number = c >= '0' && c < '0' + radix ? number * radix + c - '0' : -1;
      }
    }
    if (number < 0 || number > 0xFFFF_FFFFL) {
      error(
          option,
          option.key() + " is " + (radix == 8 ? "an octal number such as 0755." : "a number."),
          "invalid value " + value + " for " + option.key(),
          null);
    }
  }

  /** What the options say together. */
  private void whole(Mount mount) {
    TextRange range = mount.flag().range();
    boolean ownsFiles = type.equals("secret") || type.equals("ssh") || type.equals("cache");
    if (!owners.isEmpty() && !ownsFiles) {
      String first = owners.contains("mode") ? "mode" : owners.contains("uid") ? "uid" : "gid";
      error(
          range,
          "Only mounts of type cache, secret and ssh have " + first + "=: remove it.",
          first + " not allowed for \"" + type + "\" type mounts");
    } else if (!sharing.isEmpty() && !type.equals("cache") && !type.equals("secret")) {
      error(
          range,
          "Only a cache mount has sharing=: remove it.",
          "invalid cache sharing set for " + type + " mount");
    } else if (type.equals("secret")) {
      secret(range);
    }
  }

  /** What BuildKit finds when it looks for what is mounted. */
  private void resolve(Stage stage, Mount mount) {
    TextRange range = mount.flag().range();
    order(stage, mount);
    if (type.equals("ssh")) {
      if (!source.isEmpty()) {
        error(
            range,
            "An ssh mount has no source: name the agent with id=.",
            "ssh does not support source");
      }
    } else if (type.equals("secret")) {
      if (model.family(stage) == BaseFamily.WINDOWS) {
        onWindows(range);
      }
    } else if (absoluteTarget().equals("/")) {
      Mount.Option option = mount.option("target");
      BuildError error = BuildError.at(
          model.range(run, range),
          target.isEmpty()
              ? "Say where to mount: target=/path."
              : "Nothing can be mounted over the root directory: name another target.",
          "invalid mount target \"/\"");
      failed = true;
      errors.add(
          option == null || option.value() == null
              ? error
              : EmptyVariable.unlessGiven(model, run, option.value(), error));
    }
  }

  /** Nothing is like /run/secrets on Windows: a secret that is a file must say where it goes. */
  private void onWindows(TextRange range) {
    String name = id.isEmpty() ? source : id;
    if (target.isEmpty() && !inEnvironment) {
      error(
          range,
          "On Windows a secret needs a target: target=C:/path/to/secret.",
          "secret target is required on Windows, e.g. --mount=type=secret,id=" + name
              + ",target=C:/path/to/secret");
    } else if (WindowsPath.isDriveRelative(target)) {
      error(
          range,
          "Write the target from the root of its drive, with slashes: target=C:/path/to/secret.",
          "secret target " + GoQuote.of(target)
              + " must be an absolute path with forward slashes on Windows, e.g. --mount=type=secret,id="
              + name + ",target=C:/path/to/secret");
    }
  }

  /** A stage that begins further down is not built yet. */
  private void order(Stage stage, Mount mount) {
    Mount.Option option = mount.option("from");
    Stage source =
        option == null || option.value() == null ? null : model.stageNamed(option.value());
    if (option != null && source != null && source.index() >= stage.index()) {
      BuildError error = BuildError.at(
          model.range(run, option.valueRange()),
          SourceErrors.tooLate(source, stage),
          "cannot mount from stage " + GoQuote.of(from) + " to " + GoQuote.of(target)
              + ", stage needs to be defined before current command");
      failed = true;
      errors.add(error.of(SourceErrors.kind(source, stage)));
    }
  }

  private void secret(TextRange range) {
    if (!from.isEmpty()) {
      error(
          range,
          "A secret comes from the builder, not from a stage: remove from=.",
          "secret mount should not have a from");
    } else if (!sharing.isEmpty()) {
      error(
          range,
          "A secret mount has no sharing=: remove it.",
          "secret mount should not define sharing");
    } else if (source.isEmpty() && target.isEmpty() && id.isEmpty()) {
      error(
          range,
          "Name the secret: id=name.",
          "invalid secret mount. one of source, target required");
    } else if (!source.isEmpty() && !id.isEmpty()) {
      error(
          range, "source and id mean the same here: keep one.", "both source and id can't be set");
    }
  }

  /** The target under the working directory, as far as WORKDIR is known: a base image's own is taken to be the root. */
  private String absoluteTarget() {
    Workdir workdir = model.workdirBefore(run);
    boolean absolute = target.startsWith("/");
    if (!absolute && workdir != null) {
      return ".";
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c != '/' && !(c == '.' && isDotComponent(i))) {
        return target;
      }
    }
    return "/";
  }

  private boolean isDotComponent(int i) {
    boolean starts = i == 0 || target.charAt(i - 1) == '/';
    boolean ends = i + 1 == target.length() || target.charAt(i + 1) == '/';
    return starts && ends;
  }
}
