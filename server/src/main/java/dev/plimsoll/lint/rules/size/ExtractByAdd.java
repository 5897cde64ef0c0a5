package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ADD in the place of a COPY and of the tar that extracts what it copied. */
final class ExtractByAdd {

  /** How the names of files end that ADD extracts. */
  private static final ImmutableSet<String> EXTRACTED = ImmutableSet.of(
      ".tar", ".tar.bz2", ".tar.gz", ".tar.xz", ".tb2", ".tbz", ".tbz2", ".tgz", ".txz");

  private ExtractByAdd() {}

  /** ADD to where tar extracts it, if tar is told nothing else. */
  static @Nullable Fix fix(SemanticModel model, Copy copy, RunCommand tar) {
    String directory = tar.value("--directory");
    boolean plain = tar.program().equals("tar")
        && directory != null
        && directory.matches("/[\\w./-]{0,200}")
        && copy.flags().isEmpty()
        && !copy.source().json()
        && copy.sources().size() == 1
        && EXTRACTED.stream().anyMatch(copy.sources().get(0).value()::endsWith)
        && tar.operands().isEmpty()
        && tar.arguments().options().stream()
            .allMatch(it ->
                it.is("-x") || it.is("-f") || it.is("-C") || it.is("-v") || isCompression(it));
    Word destination = copy.destination();
    TextEdit without = plain ? removal(tar) : null;
    if (without == null || destination == null || directory == null) {
      return null;
    }
    String target = directory.endsWith("/") ? directory : directory + "/";
    return Fix.suggestion(
        "Let ADD extract it to " + directory,
        InstructionEdits.replaceKeyword(
            model.file(),
            copy,
            copy.source().keywordRange(),
            copy.source().inSameCase(Keyword.ADD)),
        TextEdit.replace(model.range(copy, destination.range()), target),
        without);
  }

  private static boolean isCompression(GivenOption option) {
    return option.is("-z") || option.is("-j") || option.is("-J") || option.is("-a");
  }

  /** Takes the command out of its RUN, and the removal of the archive behind it. */
  private static @Nullable TextEdit removal(RunCommand tar) {
    RunScript script = tar.script();
    List<Invocation> all = script.script().invocations();
    int at = 0;
    while (all.get(at).command() != tar.invocation().command()) {
      at++;
    }
    boolean leads = at == 0
        && Sequence.of(script.script()).isChain()
        && all.size() > 2
        && all.get(1).is("rm")
        && !all.get(1).isNested()
        && !all.get(2).isNested()
        && all.get(1).arguments().operands().size() == 1
        && CopyArchiveThenExtract.lastName(
                all.get(1).arguments().operands().get(0).literalPrefix())
            .equals(CopyArchiveThenExtract.lastName(String.valueOf(tar.value("--file"))));
    TextRange gone = leads
        ? new TextRange(
            all.get(0).command().range().start(), all.get(2).command().range().start())
        : null;
    return gone != null && script.code().isContiguous(gone) && !script.execForm()
        ? TextEdit.delete(script.range(gone))
        : null;
  }
}
