package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.ImageReference;
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
import dev.plimsoll.lint.rules.security.SecretNames;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.VariableReference;
import dev.plimsoll.semantics.VariableReference.Expander;
import dev.plimsoll.syntax.EditDistance;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A variable that nothing defines: neither the file nor its base image. */
public final class UndefinedVar implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "undefined-var", Category.CORRECTNESS, Severity.WARNING, """
          BuildKit puts nothing in the place of a variable that neither the file nor its base image defines.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          ARG APP_DIR=/opt/app
          WORKDIR $APPDIR/bin
          ```

          ```dockerfile good
          FROM alpine:3.22
          ARG APP_DIR=/opt/app
          WORKDIR $APP_DIR/bin
          ```

          No shell reads these instructions, so HOME is not set either, and what the machine of the builder sets
          isn't known. A variable with a default is reported as information, for only an ARG takes what
          `--build-arg` says:

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          ENV MODE=${MODE:-production}
          ```

          ```dockerfile good
          FROM alpine:3.22
          ARG MODE
          ENV MODE=${MODE:-production}
          ```

          Of a name such as `DB_PASSWORD` no ARG is suggested, which would keep the secret in the image's history.

          Each variable is reported where a stage uses it first. Nothing is said where the base image may set it,
          and of ARGs that are declared in another place `arg-out-of-scope` speaks. A value that extends itself,
          `LIB=/opt/lib:$LIB`, is a hint, and `LIB=/opt/lib${LIB:+:$LIB}` needs none.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          ENV LD_LIBRARY_PATH=/opt/lib:$LD_LIBRARY_PATH
          ```

          ```dockerfile good
          FROM alpine:3.22
          ENV LD_LIBRARY_PATH=/opt/lib
          ```

          ```dockerfile good
          FROM node:22-slim
          LABEL node=$NODE_VERSION
          ```
          """)
      .since("0.1.0")
      .withBase()
      .withSuggestion()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "UndefinedVar")
      .whenFinished();

  /** Instructions in which BuildKit replaces variables, but for EXPOSE, where an empty one is an error. */
  private static final Trait USES_VARIABLES = Trait.of(
      Instruction.class,
      instruction -> instruction.text().indexOf('$') >= 0
          && switch (instruction.keyword()) {
            case ADD, ARG, COPY, ENV, LABEL, STOPSIGNAL, USER, VOLUME, WORKDIR -> true;
            case RUN -> !((Instruction.Run) instruction).mounts().isEmpty();
            default -> false;
          });

  /** What BuildKit reads by itself. */
  private static final ImmutableSet<String> OF_BUILDKIT =
      ImmutableSet.of("BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE");

  /** Lists of directories of which an empty one is the working directory. */
  private static final ImmutableSet<String> SEARCH_PATHS = ImmutableSet.of(
      "CLASSPATH", "CPATH", "LD_LIBRARY_PATH", "LIBRARY_PATH", "PATH", "PYTHONPATH");

  /** Lists of which an empty entry is what is searched by default: at either end a colon is meant. */
  private static final ImmutableSet<String> WITH_DEFAULTS = ImmutableSet.of(
      "BIBINPUTS", "BSTINPUTS", "INFOPATH", "MANPATH", "TERMINFO_DIRS", "TEXINPUTS");

  private static final ImmutableSet<String> OF_FEDORA =
      ImmutableSet.of("DISTTAG", "FGC", "container");

  /** What shells set for themselves, and nobody gives to a build. */
  private static final ImmutableSet<String> OF_SHELL =
      ImmutableSet.of("OLDPWD", "PPID", "PWD", "RANDOM", "SECONDS", "SHELL");

  private static final String DIRECTORY = "WORKDIR";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    List<ImmutableList<Instruction>> stages = new ArrayList<>();
    for (Stage stage : subject.model().stages()) {
      ImmutableList<Instruction> uses = subject.model().having(USES_VARIABLES, stage);
      if (!uses.isEmpty()) {
        stages.add(uses);
      }
    }
    subject.each(stages, UndefinedVar::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    SemanticModel model = subject.model();
    Stage stage = model.stageOf(part.get(0));
    Set<String> seen = new HashSet<>();
    for (Instruction instruction : part) {
      Names names = new Names(model, instruction);
      for (VariableReference use : VariableReference.in(model, instruction)) {
        if (stage != null
            && use.expander() == Expander.BUILDER
            && !model.isBound(instruction, use.name())
            && !names.isDeclaredBefore(use)
            && !OF_BUILDKIT.contains(use.name())
            && !isOutOfScope(model, stage, use)
            && isUnknownToBase(subject, stage, use.name())) {
          Finding finding = finding(model, instruction, use, names);
          reporter.report(seen.add(use.name()) ? finding : finding.forTheCheckOnly());
        }
      }
    }
  }

  /** Whether an ARG elsewhere declares it, or BuildKit would if one did: that is another rule's. */
  private static boolean isOutOfScope(SemanticModel model, Stage stage, VariableReference use) {
    return use.modifier().isEmpty()
        && (model.globalBinding(use.name()) != null
            || model.argumentAbove(stage, use.name()) != null);
  }

  private static boolean isUnknownToBase(Subject subject, Stage stage, String name) {
    ImageReference image = ArgOutOfScope.image(subject.model(), stage);
    if (image != null && image.canonicalName().equals("fedora") && OF_FEDORA.contains(name)) {
      return false;
    }
    // An image that may set HOME may set what begins like it; that a shell has a HOME doesn't
    // matter here.
    return ArgOutOfScope.isUnknownToBase(subject, stage, name.equals("HOME") ? "HOME_" : name);
  }

  private static Finding finding(
      SemanticModel model, Instruction instruction, VariableReference use, Names names) {
    if (names.extendsItself(use)) {
      return extending(model, instruction, use);
    }
    boolean replaced = use.modifier().endsWith("-") || use.modifier().endsWith("+");
    if (names.isItsOwnDefault(use)) {
      return ofOwnDefault(model, instruction, use, replaced);
    }
    boolean secret = SecretNames.include(use.name());
    String name = use.name();
    String meant = names.meant(use);
    Finding finding = Finding.at(
        model.range(instruction, use.range()),
        replaced
            ? "Nothing defines " + name
                + ", so that this is always the same, whatever --build-arg says. "
                + (secret ? "Write it plainly, without the variable." : "Declare it with ARG.")
            : "Nothing defines " + name + ", so it is empty here. "
                + (meant == null ? advice(names, use, secret) : "Is " + meant + " meant?"));
    if (replaced) {
      finding = finding.withSeverity(Severity.INFORMATION);
    }
    boolean plain = use.nameRange().length() == name.length();
    return finding
        .withFix(
            meant == null || !plain
                ? null
                : Fix.suggestion(
                    "Change to " + meant,
                    TextEdit.replace(model.range(instruction, use.nameRange()), meant)))
        .withFix(secret ? null : declare(model, instruction, name));
  }

  /** {@code ARG REGION=${REGION:-eu}}, which a build argument takes the place of as it does of {@code ARG REGION=eu}. */
  private static Finding ofOwnDefault(
      SemanticModel model, Instruction instruction, VariableReference use, boolean replaced) {
    return Finding.at(
            model.range(instruction, use.range()),
            "Nothing defines " + use.name() + " above, so its default names it in vain. "
                + (replaced ? "Write the default plainly, without the variable." : "Leave it out."))
        .withSeverity(Severity.HINT)
        .forTheCheckOnly();
  }

  private static String advice(Names names, VariableReference use, boolean secret) {
    String name = use.name();
    if (secret) {
      return "Leave it out, and give it to the container when that is started.";
    }
    if (name.equals(DIRECTORY)) {
      return "The instruction WORKDIR sets no variable. Write the path.";
    }
    if (!OF_SHELL.contains(name)) {
      return names.isHandedOn(use)
          ? "Declare it with ARG if the build is given it; else leave it out, and give it to the container."
          : "Declare it with ARG or ENV.";
    }
    return "Only a shell sets it, and none reads this instruction. Write "
        + (name.endsWith("PWD") ? "the path." : "the value.");
  }

  /** An ARG would change nothing: who extends a list doesn't mean to pass it. */
  private static Finding extending(
      SemanticModel model, Instruction instruction, VariableReference use) {
    String name = use.name();
    TextRange range = model.range(instruction, use.range());
    if (!use.modifier().isEmpty()) { // as ${LIB:+:$LIB}, which leaves no empty entry
      return Finding.at(range, "Nothing defines " + name + ", so it is empty here.")
          .withSeverity(Severity.HINT)
          .forTheCheckOnly();
    }
    TextRange entry = entry(instruction.text(), use.range());
    if (entry != null && WITH_DEFAULTS.contains(name)) {
      return Finding.at(
              range,
              "Nothing defines " + name
                  + ", so this entry is empty and means the default search path.")
          .withSeverity(Severity.HINT)
          .forTheCheckOnly();
    }
    boolean isPath = entry != null && SEARCH_PATHS.contains(name);
    return Finding.at(
            range,
            "Nothing defines " + name + ", so it is empty here"
                + (isPath ? ", and an empty entry is the working directory" : "")
                + ". Leave it out.")
        .withSeverity(Severity.HINT)
        .withFix(
            entry == null
                ? null
                : Fix.suggestion("Leave it out", TextEdit.delete(model.range(instruction, entry))));
  }

  /** An entry of a list with the colon that parts it from the others; null where none does. */
  private static @Nullable TextRange entry(String text, TextRange use) {
    if (use.start() > 0 && text.charAt(use.start() - 1) == ':') {
      boolean atEnd =
          use.end() == text.length() || "\"' \t\r\n:".indexOf(text.charAt(use.end())) >= 0;
      return atEnd ? new TextRange(use.start() - 1, use.end()) : null;
    }
    boolean atStart = use.start() == 0 || "\"'= \t".indexOf(text.charAt(use.start() - 1)) >= 0;
    return atStart && use.end() < text.length() && text.charAt(use.end()) == ':'
        ? new TextRange(use.start(), use.end() + 1)
        : null;
  }

  private static @Nullable Fix declare(SemanticModel model, Instruction instruction, String name) {
    String line = instruction.source().inSameCase(Keyword.ARG) + " " + name;
    return name.equals("HOME") || name.equals(DIRECTORY) || OF_SHELL.contains(name)
        ? null
        : Fix.suggestion(
            "Declare it: " + line,
            InstructionEdits.insertAbove(model.file(), instruction, ImmutableList.of(line)));
  }

  /** The names that an instruction sees, and those that it sets. */
  private static final class Names {

    /** How many are compared with one that may be misspelt: files that people write have fewer. */
    private static final int MOST = 100;

    private final SemanticModel model;
    private final Instruction instruction;

    /** By name, the first pair that sets it. */
    private @Nullable Map<String, Pair> own;

    private @Nullable ImmutableSet<String> seen;

    Names(SemanticModel model, Instruction instruction) {
      this.model = model;
      this.instruction = instruction;
    }

    private @Nullable Pair own(String name) {
      Map<String, Pair> known = own;
      if (known == null) {
        known = new HashMap<>();
        if (instruction instanceof Instruction.Pairs pairs) {
          for (Pair pair : pairs.pairs()) {
            known.putIfAbsent(pair.key().value(), pair);
          }
        }
        own = known;
      }
      return known.get(name);
    }

    /** Whether the same ARG declares it: {@code ARG MAJOR=1 VERSION=$MAJOR.2}. */
    boolean isDeclaredBefore(VariableReference use) {
      Pair pair = instruction instanceof Instruction.Arg ? own(use.name()) : null;
      return pair != null
          && pair.key().range().end() < use.range().start()
          && (pair.value() == null || pair.value().range().end() < use.range().start());
    }

    /** Whether it stands in the default of the ARG of its own name. */
    boolean isItsOwnDefault(VariableReference use) {
      return instruction instanceof Instruction.Arg && own(use.name()) != null;
    }

    /** {@code ENV HOST=$HOST}: whoever builds the image or starts the container is meant to give it. */
    boolean isHandedOn(VariableReference use) {
      return instruction instanceof Instruction.Env && own(use.name()) != null;
    }

    /** {@code LIB=/opt/lib:$LIB}, which is right wherever there is something to extend. */
    boolean extendsItself(VariableReference use) {
      Pair pair = instruction instanceof Instruction.Env ? own(use.name()) : null;
      Word value = pair == null ? null : pair.value();
      return value != null
          && value.range().length() > use.range().length() + 2
          && value.range().start() <= use.range().start()
          && use.range().end() <= value.range().end();
    }

    /**
     * The name that was probably meant; null where none is near, and where the variable is what is set: {@code ENV A=$A}, whose
     * value somebody means to hand in.
     */
    @Nullable String meant(VariableReference use) {
      if (own(use.name()) != null) {
        return null;
      }
      ImmutableSet<String> known = seen;
      if (known == null) {
        known = model.namesBound(instruction, MOST);
        seen = known;
      }
      List<String> near = new ArrayList<>();
      for (String name : known) {
        if (SlipOfName.isBetween(use.name(), name)) {
          near.add(name);
        }
      }
      return EditDistance.meant(use.name(), near);
    }
  }
}
