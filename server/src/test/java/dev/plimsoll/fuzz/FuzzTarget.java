package dev.plimsoll.fuzz;

import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.graph.BuildGraphs;
import dev.plimsoll.ide.hover.Hovers;
import dev.plimsoll.ide.links.DocumentLinks;
import dev.plimsoll.ide.outline.DocumentSymbols;
import dev.plimsoll.ide.outline.FoldingRanges;
import dev.plimsoll.ide.outline.SelectionRanges;
import dev.plimsoll.ide.problems.CodeActions;
import dev.plimsoll.ide.problems.Diagnostics;
import dev.plimsoll.ide.tokens.SemanticTokens;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.BuildError;
import dev.plimsoll.semantics.BuildFailure;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.SyntaxError;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;

/**
 * What must hold for any text whatsoever: nothing throws, nothing is lost, an edit is as good as a parse, and what is said
 * of a text lies inside it. Jazzer calls {@link #fuzzerTestOneInput} with bytes of its choice; nothing here needs Jazzer.
 */
public final class FuzzTarget {

  private static final ImageCatalog IMAGES = new EmbeddedImages();

  private static final Checks CHECKS =
      new Checks(() -> Rules.ALL, IMAGES, LintOptions.DEFAULT, (rule, failure) -> {
        throw failure;
      });

  /** An editor that understands everything. */
  private static final ClientSupport SUPPORT = ClientSupport.full();

  private FuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    check(new String(input, StandardCharsets.UTF_8));
  }

  static void check(String text) {
    Dockerfile file = Dockerfile.parse(text);
    tokensTile(file, text);
    model(file);
    Snapshot snapshot = Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, CHECKS);
    problems(snapshot);
    requests(snapshot);
    edits(file, text);
  }

  private static void tokensTile(Dockerfile file, String text) {
    StringBuilder all = new StringBuilder();
    for (Element element : file.elements()) {
      int start = all.length();
      if (element instanceof Instruction instruction) {
        int at = 0;
        for (Token token : instruction.source().tokens()) {
          require(token.range().start() == at && token.range().end() > at, "tokens leave a gap");
          at = token.range().end();
        }
        require(at == instruction.text().length(), "tokens end early");
        inside(instruction.range(), instruction.text());
        shell(instruction);
      }
      all.append(element.text());
      require(all.length() > start, "an element is empty");
    }
    require(all.toString().equals(text), "the elements are not the text");
  }

  private static void shell(Instruction instruction) {
    ShellCommand command =
        instruction instanceof Instruction.Command form ? form.shellCommand() : null;
    if (command == null) {
      return;
    }
    Script script = command.script();
    for (Invocation invocation : script.invocations()) {
      inside(invocation.range(), script.code());
      inside(command.home(invocation.range()), instruction.text());
      for (ShellWord word : invocation.arguments().words()) {
        inside(word.range(), script.code());
        sameAlone(word);
      }
    }
    Sequence.of(script).stateChanges();
  }

  /** A word that needs no expansion has the same value wherever it is written. */
  private static void sameAlone(ShellWord word) {
    if (word.literal() == null || word.raw().indexOf('\n') >= 0) {
      return;
    }
    List<Invocation> alone = Script.parse("x " + word.raw()).invocations();
    require(alone.size() == 1, "a word is several commands");
    List<ShellWord> words = alone.get(0).arguments().words();
    require(
        words.size() == 1 && word.literal().equals(words.get(0).literal()),
        "a word reads differently alone");
  }

  private static void model(Dockerfile file) {
    String text = file.text();
    for (SyntaxError error : file.errors()) {
      inside(error.range(), text);
    }
    SemanticModel model = SemanticModel.of(file);
    BuildFailure.of(model);
    for (BuildError error : model.buildErrors()) {
      inside(error.range(), text);
    }
    for (ImageUse use : model.imageUses()) {
      inside(use.range(), text);
    }
    for (Stage stage : model.stages()) {
      model.family(stage);
      model.stateAtEnd(stage);
    }
    for (Instruction instruction : file.instructions()) {
      inside(model.range(instruction), text);
      model.shell(instruction);
    }
  }

  private static void problems(Snapshot snapshot) {
    String text = snapshot.text();
    for (Problem problem : snapshot.problems()) {
      inside(problem.range(), text);
      for (Finding.Related related : problem.related()) {
        inside(related.range(), text);
      }
      for (Fix fix : problem.fixes()) {
        for (TextEdit edit : fix.edits()) {
          inside(edit.range(), text);
        }
        Dockerfile.parse(TextEdit.apply(text, fix.edits()));
      }
    }
  }

  private static void requests(Snapshot snapshot) {
    Diagnostics.of(snapshot, SUPPORT);
    int length = snapshot.text().length();
    for (int i = 0; i <= 8; i++) {
      int offset = length * i / 8;
      require(snapshot.offset(snapshot.position(offset)) <= length, "a position is outside");
      Hovers.at(snapshot, offset, IMAGES, SUPPORT);
      TextRange range = new TextRange(offset, length);
      CodeActions.at(snapshot, range, new CodeActionContext(List.of()), null, true, SUPPORT);
    }
    CodeActions.fixAll(snapshot, null, new CodeAction("all"), SUPPORT);
    BuildGraphs.of(snapshot, IMAGES);
    SemanticTokens.of(snapshot, SUPPORT);
    DocumentSymbols.of(snapshot, SUPPORT);
    FoldingRanges.of(snapshot, SUPPORT);
    DocumentLinks.of(snapshot, List.of(), SUPPORT);
    SelectionRanges.at(snapshot, List.of(snapshot.position(length / 2)));
  }

  /** Types the text character by character at three places, and takes pieces out. */
  private static void edits(Dockerfile whole, String text) {
    int length = text.length();
    for (int i = 1; i < 4; i++) {
      int at = length * i / 4;
      same(whole, text, TextEdit.delete(new TextRange(at, Math.min(length, at + i))));
      same(whole, text, TextEdit.insert(at, text.substring(0, Math.min(length, i * i))));
      same(whole, text, TextEdit.insert(at, i % 2 == 0 ? "\n" : "\\\n"));
      String start = text.substring(0, at);
      same(Dockerfile.parse(start), start, TextEdit.insert(at, text.substring(at)));
    }
  }

  private static void same(Dockerfile before, String text, TextEdit edit) {
    String expected = TextEdit.apply(text, List.of(edit));
    Dockerfile edited = before.edit(edit);
    require(edited.equals(Dockerfile.parse(expected)), "an edit differs from a parse");
    require(edited.text().equals(expected), "an edit loses text");
    require(
        LineMap.of(text).edit(edit, edited.characters()).equals(LineMap.of(expected)),
        "an edit differs in its lines");
  }

  private static void inside(TextRange range, String text) {
    require(range.start() >= 0 && range.end() <= text.length(), "a range is outside");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
