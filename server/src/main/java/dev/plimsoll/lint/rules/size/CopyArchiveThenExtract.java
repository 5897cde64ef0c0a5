package dev.plimsoll.lint.rules.size;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.Set;

/** An archive that is copied, and then extracted by a RUN: both stay in the image. */
public final class CopyArchiveThenExtract implements Rule {

  /** How the names of archives end, and of files that are compressed like those. */
  private static final ImmutableSet<String> ENDINGS = ImmutableSet.of(
      "tar", "Z", "bz2", "gz", "lz", "lzma", "xz", "tZ", "tb2", "tbz", "tbz2", "tgz", "tlz", "tpz",
      "txz");

  private static final CommandQuery EXTRACT = CommandQuery.of(
      "tar", "unzip", "gunzip", "bunzip2", "unlzma", "unxz", "zgz", "uncompress", "zcat", "gzcat");

  private static final Trait COPIES_ARCHIVE =
      Trait.of(Copy.class, copy -> copy.from() == null && !archives(copy).isEmpty());

  private static final RuleInfo INFO = RuleInfo.of(
          "copy-archive-then-extract", Category.SIZE, Severity.INFORMATION, """
          The archive stays in the layer of COPY, though only what the RUN extracts from it is needed.

          ADD extracts a local tar file where it puts it, so that no archive is left. Files that are only compressed it leaves
          as they are: of those only the ones are told who ask for the rule, and where a comment says why ADD isn't used. Where the
          RUN moves what it extracts, or removes some of it, that would stay in the layer of ADD: there a mount is advised.

          ```dockerfile bad fix=suggestion
          FROM debian:13-slim
          COPY site.tar.gz /tmp/
          RUN tar -xzf /tmp/site.tar.gz -C /srv && rm /tmp/site.tar.gz && chmod 755 /srv
          ```

          ```dockerfile good
          FROM debian:13-slim
          ADD site.tar.gz /srv/
          RUN chmod 755 /srv
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL3010")
      .withAlias(Tool.DROAST, "DF067")
      .in(Profile.HADOLINT, Severity.INFORMATION);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    for (Stage stage : model.stages()) {
      if (!model.has(COPIES_ARCHIVE, stage)) {
        continue;
      }
      ImmutableList<RunCommand> extracting = model.commands(EXTRACT, stage);
      for (Instruction one : model.having(COPIES_ARCHIVE, stage)) {
        Copy copy = (Copy) one;
        RunCommand extract = extracting.stream()
            .filter(it -> model.ordinal(it.instruction()) > model.ordinal(copy))
            .filter(it -> extracts(it, archives(copy)))
            .findFirst()
            .orElse(null);
        if (extract != null) {
          reporter.report(finding(model, copy, extract));
        }
      }
    }
  }

  /** ADD extracts tar files alone: {@code a.sql.gz} stays as it is. */
  private static Finding finding(SemanticModel model, Copy copy, RunCommand extract) {
    boolean isTar = extract.program().equals("tar");
    boolean isChanged = isChanged(extract) || isMoved(copy, extract);
    Finding finding = Finding.at(
            model.range(copy, copy.words().get(0).range()),
            "The archive stays in this layer beside what is extracted from it. "
                + (!isTar
                    ? "Extract it in another stage."
                    : isChanged
                        ? "Mount it in the RUN that extracts it, with --mount=type=bind."
                        : "Use ADD, which extracts it."))
        .withRelated(extract.head(), "Here it is extracted.");
    if (!isTar || AuthorsComment.has(model.file(), copy, ADD)) {
      return finding.asPedantic();
    }
    return isChanged ? finding : finding.withFix(ExtractByAdd.fix(model, copy, extract));
  }

  /** What a comment says that gives a reason for COPY. */
  private static final Regex ADD = Regex.of("\\bADD\\b");

  /** Whether the RUN moves what it extracts, or removes some of it, which would stay in the layer of an ADD. */
  private static boolean isMoved(Copy copy, RunCommand extract) {
    ImmutableSet<String> archives = archives(copy);
    for (Invocation other : extract.script().script().invocations()) {
      boolean isBehind = other.range().start() > extract.invocation().range().start();
      if (isBehind
          && (other.is("mv")
              || other.is("rm")
                  && Iterables.any(
                      other.arguments().operands(),
                      word -> !archives.contains(lastName(word.raw()))))) {
        return true;
      }
    }
    return false;
  }

  /** Whether what is extracted gets other paths than ADD would give it, or isn't all of it. */
  private static boolean isChanged(RunCommand extract) {
    return Iterables.any(
        extract.arguments().words(), word -> CHANGES.matcher(word.raw()).find());
  }

  private static final Regex CHANGES = Regex.of(
      "^--(?:strip|transform|xform|exclude|include|wildcards|one-top-level|to-stdout|occurrence)");

  /** The last names of the archives that a COPY makes. */
  private static ImmutableSet<String> archives(Copy copy) {
    Word destination = copy.destination();
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    String target = destination == null ? "" : lastName(destination.value());
    if (isArchive(target)) {
      return ImmutableSet.of(target);
    }
    for (Word source : copy.sources()) {
      String name = lastName(source.value());
      if (isArchive(name)) {
        names.add(name);
      }
    }
    return names.build();
  }

  static boolean isArchive(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && ENDINGS.contains(name.substring(dot + 1));
  }

  static String lastName(String path) {
    String plain = CharMatcher.anyOf("\"'").trimFrom(path);
    return plain.substring(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1);
  }

  private static boolean extracts(RunCommand command, Set<String> archives) {
    return (!command.program().equals("tar") || command.has("--extract"))
        && command.arguments().words().stream()
            .anyMatch(
                word -> word.literal() != null && archives.contains(lastName(word.literal())));
  }
}
