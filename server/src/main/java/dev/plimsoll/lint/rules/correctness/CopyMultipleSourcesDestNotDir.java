package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.image.BaseFamily;
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
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Add;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** Several sources for a destination that may be a file. */
public final class CopyMultipleSourcesDestNotDir implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "copy-multiple-sources-dest-not-dir", Category.CORRECTNESS, Severity.WARNING, """
          Several sources need a directory as destination, and only a `/` at its end makes it one.

          Where there is no such directory yet, BuildKit writes each file over the one before, and only the last one is \
          left; the old builder stops with an error.

          ```dockerfile bad fix=suggestion
          FROM node:22-slim
          COPY package.json package-lock.json /app
          ```

          ```dockerfile good
          FROM node:22-slim
          COPY package.json package-lock.json /app/
          ```

          The fix is a suggestion: where a later command takes the destination for the file that is left, it finds a \
          directory then. Nothing is said of `.`, of directories that the file makes further up or that every system has, and where a \
          variable decides.

          A mode isn't the last word, as it is for `install`:

          ```dockerfile bad fix=suggestion
          FROM postgres:17
          COPY init.sql /docker-entrypoint-initdb.d/ 644
          ```

          ```dockerfile good
          FROM postgres:17
          COPY --chmod=644 init.sql /docker-entrypoint-initdb.d/
          ```

          ```dockerfile good
          FROM ruby:3.4-slim
          WORKDIR /srv/app
          COPY Gemfile Gemfile.lock /srv/app
          COPY start stop /usr/local/bin
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL3021")
      .in(Profile.HADOLINT, Severity.ERROR)
      .withAlias(Tool.DROAST, "DF048")
      .whenFinished();

  private static final Trait HAS_SOURCES = Trait.orTriggered(
      Transfer.class,
      instruction -> instruction.innermost() instanceof Transfer transfer
          && transfer.sources().size() > 1
          && transfer.flag("parents") == null
          && transfer.errors().isEmpty());

  /** Loaded where a COPY or ADD has several sources: few have. */
  private static final class Paths {

    /** What ends the path of a directory. */
    static final Regex IS_DIRECTORY = Regex.of("(?s).*[/\\\\]|(.*/)?\\.\\.?");

    /** What ADD unpacks, into a directory of that name. */
    static final Regex ARCHIVE = Regex.of("(?i).*\\.(tar(\\..*)?|t[a-z]z2?|gz|xz|bz2|zst)[\"']?");

    /** The directories of the Filesystem Hierarchy Standard that programs and files are copied to. */
    static final Regex OF_EVERY_SYSTEM = Regex.of(
        "/(bin|boot|etc|home|lib|media|mnt|opt|root|run|sbin|srv|tmp|usr(/(bin|include|lib|sbin|share|src))?|"
            + "usr/local(/(bin|etc|include|lib|sbin|share|src))?|var(/(cache|lib|log|run|spool|tmp))?)?");
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction instruction : subject.model().having(HAS_SOURCES)) {
      if (!(instruction.innermost() instanceof Transfer transfer)) {
        continue;
      }
      Word destination = transfer.destination();
      if (destination != null && ModeAsDestination.isIn(transfer)) {
        reporter.report(Finding.at(
                subject.model().range(instruction, destination.range()),
                "The last word is the destination, so " + destination.value()
                    + " is no mode. Write --chmod=" + destination.value() + " before the sources.")
            .withFix(ModeAsDestination.fix(subject, instruction, transfer)));
      } else if (destination != null && mayBeFile(subject.model(), instruction, destination)) {
        reporter.report(Finding.at(
                subject.model().range(instruction, destination.range()),
                "Several sources need a directory: without a / at the end, each may be written over the one before."
                    + " End the destination with a /.")
            .withFix(fix(subject.model(), instruction, destination)));
      }
    }
  }

  private static boolean mayBeFile(SemanticModel model, Instruction instruction, Word destination) {
    Stage stage = model.stageOf(instruction);
    String path = model.expand(instruction, destination.value()).text();
    if (stage == null
        || path == null
        || path.isEmpty()
        || Paths.IS_DIRECTORY.matcher(path).matches()
        || model.family(stage) == BaseFamily.WINDOWS
        || unpacks(instruction.innermost())) {
      return false;
    }
    ImagePath place = model.place(instruction, destination.value(), Basis.ANY_BUILD);
    boolean everywhere = model.family(stage) != BaseFamily.SCRATCH
        && Paths.OF_EVERY_SYSTEM.matcher(String.valueOf(place.text())).matches();
    return !everywhere && !MadeDirectories.contain(model, instruction, place);
  }

  private static boolean unpacks(Instruction instruction) {
    return instruction instanceof Add add
        && add.sources().stream()
            .anyMatch(source -> Paths.ARCHIVE.matcher(source.value()).matches());
  }

  /** A slash at the end, inside of quotes that stand there; null where the word isn't written in one piece. */
  private static @Nullable Fix fix(SemanticModel model, Instruction instruction, Word destination) {
    if (!instruction.source().line().isContiguous(destination.inLine())) {
      return null;
    }
    TextRange range = model.range(instruction, destination.range());
    char last = instruction.text().charAt(destination.range().end() - 1);
    int end = range.end() - (last == '"' || last == '\'' ? 1 : 0);
    return Fix.suggestion("End the destination with a /", TextEdit.insert(end, "/"));
  }
}
