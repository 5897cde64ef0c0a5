package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Lists;
import com.google.common.collect.MultimapBuilder;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InitialDirectory;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Add;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Files that are copied to wherever the base image begins. */
public final class CopyRelativeDestWithoutWorkdir implements Rule {

  private static final Trait TO_RELATIVE = Trait.of(
          Copy.class, CopyRelativeDestWithoutWorkdir::isRelative)
      .or(Trait.of(Add.class, CopyRelativeDestWithoutWorkdir::isRelative));

  private static final RuleInfo INFO = RuleInfo.of(
          "copy-relative-dest-without-workdir", Category.CORRECTNESS, Severity.INFORMATION, """
          Without a WORKDIR a relative destination is taken from the directory of the base image.

          Which directory that is, nothing in the file says, and the next version of the base image may choose another. \
          ADD takes its destination the same way. All of a stage are told as one. On an image of which nothing is known it is a hint: such images often \
          choose a directory for those who build on them. A path from the root is offered where nothing shows that a command \
          looks in that directory for something that the stage copies, and nothing else is advised where something below names what \
          is copied by such a path. Nothing is said on `scratch` and on distroless images, which begin at the root.

          ```dockerfile bad fix=safe
          FROM golang:1.25
          COPY go.mod src/
          ```

          ```dockerfile good
          FROM golang:1.25
          COPY go.mod /go/src/
          ```

          ```dockerfile good
          FROM golang:1.25
          WORKDIR /app
          COPY go.mod src/
          ```
          """)
      .since("0.1.0")
      .withBase()
      .withSafeFix()
      .withAlias(Tool.HADOLINT, "DL3045")
      .withAlias(Tool.DROAST, "DF063")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    List<ImmutableList<Instruction>> stages = new ArrayList<>();
    for (Stage stage : subject.model().stages()) {
      ImmutableList<Instruction> relative = subject.model().having(TO_RELATIVE, stage);
      if (!relative.isEmpty()) {
        stages.add(relative);
      }
    }
    subject.each(stages, CopyRelativeDestWithoutWorkdir::check, reporter);
  }

  /** Looks at those of a stage. All of one kind are told as one. */
  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    ListMultimap<String, Finding> kinds =
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    Stage stage = subject.model().stageOf(part.get(0));
    if (stage == null) {
      return;
    }
    Set<Instruction> read = new HashSet<>();
    Set<Instruction> named = new HashSet<>();
    for (Instruction instruction : part) {
      Transfer transfer = (Transfer) instruction;
      if (isReadThere(subject.model(), stage, transfer)
          || StartedBeside.isIn(subject, stage, transfer)) {
        read.add(instruction);
      } else if (isNamedFromRoot(subject.model(), stage, transfer)) {
        named.add(instruction);
      }
    }
    for (Instruction instruction : part) {
      Use use = read.contains(instruction)
          ? Use.READ
          : named.contains(instruction) || read.isEmpty() && !named.isEmpty()
              ? Use.NAMED
              : read.isEmpty() ? Use.NONE : Use.OF_OTHERS;
      Finding finding = finding(subject.model(), (Transfer) instruction, use);
      if (finding != null && finding.audience() == Finding.Audience.ONLY_HADOLINT) {
        reporter.report(finding);
      } else if (finding != null) {
        kinds.put(finding.message(), finding);
      }
    }
    for (String message : kinds.keySet()) {
      List<Finding> alike = kinds.get(message);
      if (alike.size() == 1) {
        reporter.report(alike.get(0));
        continue;
      }
      reporter.report(alike, CopyRelativeDestWithoutWorkdir::together);
      for (Finding one : alike) {
        if (one.audience() != Finding.Audience.BEYOND_HADOLINT) {
          reporter.report(one.forHadolintOnly());
        }
      }
    }
  }

  private static Finding together(List<Finding> alike) {
    Finding first = alike.get(0);
    if (alike.size() == 1) {
      return first.beyondHadolint(); // comments have silenced the others
    }
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    boolean isSafe = true;
    for (Finding one : alike) {
      for (Fix fix : one.fixes()) {
        edits.addAll(fix.edits());
        isSafe &= fix.isSafe();
      }
    }
    Fix.Safety safety = isSafe ? Fix.Safety.SAFE : Fix.Safety.SUGGESTION;
    Fix fix = new Fix("Write these paths from the root", safety, edits.build());
    Finding all = Finding.at(first.range(), first.message())
        .withFix(fix.edits().isEmpty() ? null : fix)
        .withRelated(
            Lists.transform(alike.subList(1, alike.size()), Finding::range),
            "This one is relative, too.")
        .beyondHadolint();
    return first.severity() == null ? all : all.withSeverity(first.severity());
  }

  /** Whether what is copied is looked for in the directory that no WORKDIR sets. */
  private enum Use {
    READ(", where a command looks for the file too. Set a WORKDIR above."),
    /** What others copy is: one WORKDIR is for all. */
    OF_OTHERS(". Set a WORKDIR above."),
    /** It is looked for by a path from the root, which a WORKDIR would make wrong. */
    NAMED(". Write the path from the root, by which it is named below."),
    NONE(". Set a WORKDIR above, or write the path from the root.");

    private final String advice;

    Use(String advice) {
      this.advice = advice;
    }
  }

  private static @Nullable Finding finding(SemanticModel model, Transfer transfer, Use use) {
    Stage stage = model.stageOf(transfer);
    Word destination = transfer.destination();
    if (stage == null || destination == null || model.workdirBefore(transfer) != null) {
      return null;
    }
    ImageUse base = model.baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    String directory = image == null ? null : InitialDirectory.of(image);
    Finding plain = Finding.at(
        model.range(transfer, destination.range()),
        "A relative destination is taken from the directory of the base image"
            + (directory == null ? "" : " (" + directory + ")")
            + use.advice);
    Finding finding = transfer instanceof Add ? plain.beyondHadolint() : plain;
    if (ModeAsDestination.isIn(transfer)
        || CopyWithShellSyntax.isIn(transfer)
        || image != null && isAtRoot(image)) {
      // Who else asks is told that a mode or a shell is meant.
      return transfer instanceof Add ? null : plain.forHadolintOnly();
    }
    if (base == null || directory == null) {
      return finding.withSeverity(Severity.HINT);
    }
    return use == Use.NONE || use == Use.NAMED
        ? finding.withFix(fromRoot(model, transfer, destination, directory, base))
        : finding;
  }

  /** How many of a stage, and how many of its sources, are looked for: files that people write have fewer. */
  private static final int MOST = 10;

  private static final CharMatcher OF_NAMES = CharMatcher.inRange('a', 'z')
      .or(CharMatcher.inRange('A', 'Z'))
      .or(CharMatcher.inRange('0', '9'))
      .or(CharMatcher.anyOf("_.*-"));

  private static final Regex NAME = Regex.of("(?:.*/)?(\\w[\\w-]{0,60}\\.[\\w.-]{1,60})");

  /** Whether a command behind it names a file that is copied as one in the directory that no WORKDIR sets. */
  private static boolean isReadThere(SemanticModel model, Stage stage, Transfer transfer) {
    if (model.having(TO_RELATIVE, stage).size() > MOST) {
      return false; // each is a search through the stage
    }
    for (Word source : Iterables.limit(transfer.sources(), MOST)) {
      Matcher name = NAME.matcher(source.value());
      if (!name.matches()) {
        continue;
      }
      for (Instruction one : model.having(Trait.containing(name.group(1)), stage)) {
        if (one instanceof Command
            && model.ordinal(one) > model.ordinal(transfer)
            && model.workdirBefore(one) == null
            && namesFile(one.text(), name.group(1))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether something behind it names what is copied by its path from the root, where the directory is or may be the root. */
  private static boolean isNamedFromRoot(SemanticModel model, Stage stage, Transfer transfer) {
    ImageReference image = model.baseReference(stage);
    String directory = image == null ? null : InitialDirectory.of(image);
    Word destination = transfer.destination();
    if (destination == null
        || directory != null && !directory.equals("/")
        || model.having(TO_RELATIVE, stage).size() > MOST) {
      return false;
    }
    for (String name : namesAtRoot(transfer, destination.value())) {
      for (Instruction one : model.having(Trait.containing("/" + name), stage)) {
        if (model.ordinal(one) > model.ordinal(transfer) && namesPath(one.text(), "/" + name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What a transfer makes at the root if its directory is that: its sources, or the first folder of the destination. */
  private static List<String> namesAtRoot(Transfer transfer, String destination) {
    String inside = destination.startsWith("./") ? destination.substring(2) : destination;
    List<String> names = new ArrayList<>();
    if (inside.isEmpty() || inside.equals(".")) {
      for (Word source : Iterables.limit(transfer.sources(), MOST)) {
        names.add(ContextPath.name(source.value()));
      }
    } else {
      names.add(inside.substring(0, (inside + "/").indexOf('/')));
    }
    names.removeIf(name -> name.equals("..") || !AT_ROOT.matcher(name).matches());
    return names;
  }

  private static final Regex AT_ROOT = Regex.of("\\w[\\w.-]{1,60}");

  /** Whether a path from the root is a word of a text, or begins one. */
  private static boolean namesPath(String text, String path) {
    for (int at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) {
      boolean begins = at > 0 && " \t\n\"'=[,:(".indexOf(text.charAt(at - 1)) >= 0;
      int end = at + path.length();
      if (begins && (end == text.length() || !OF_NAMES.matches(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a name is a word of a text, or one behind {@code ./}. */
  private static boolean namesFile(String text, String name) {
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int start = text.startsWith("./", at - 2) ? at - 2 : at;
      int end = at + name.length();
      boolean isWord =
          start == 0 || !OF_NAMES.matches(text.charAt(start - 1)) && text.charAt(start - 1) != '/';
      if (isWord && (end == text.length() || !OF_NAMES.matches(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether it has nothing but the root to begin in, and never had: of distroless images only nonroot has a home. */
  private static boolean isAtRoot(ImageReference image) {
    return image.isScratch()
        || BaseFamily.of(image) == BaseFamily.DISTROLESS
            && !image.tagOrLatest().contains("nonroot");
  }

  private static @Nullable Fix fromRoot(
      SemanticModel model, Transfer transfer, Word destination, String directory, ImageUse base) {
    String written = destination.value();
    boolean plain = CharMatcher.anyOf("\"'\\$").matchesNoneOf(written)
        && !written.startsWith("..")
        && !transfer.source().json()
        && transfer.source().line().isContiguous(destination.inLine());
    if (!plain) {
      return null;
    }
    String inside =
        written.equals(".") ? "" : written.startsWith("./") ? written.substring(2) : written;
    String path = (directory.endsWith("/") ? directory : directory + "/") + inside;
    TextEdit edit = TextEdit.replace(model.range(transfer, destination.range()), path);
    String title = "Use " + path;
    return base.isCertain() ? Fix.safe(title, edit) : Fix.suggestion(title, edit);
  }

  private static boolean isRelative(Transfer transfer) {
    Word destination = transfer.destination();
    return destination != null && isRelative(destination.value());
  }

  /** Whether a path is neither absolute, on Windows or elsewhere, nor known to a variable only. */
  private static boolean isRelative(String written) {
    int start = written.startsWith("\"") || written.startsWith("'") ? 1 : 0;
    char first = written.length() > start ? written.charAt(start) : '/';
    boolean drive = written.startsWith(":", start + 1) && Character.isLetter(first);
    return first != '/' && first != '\\' && first != '$' && !drive;
  }
}
