package dev.plimsoll.ide.outline;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SelectionRange;

/**
 * What a growing selection takes in: a word, its argument, the command, the list of commands, the instruction, the stage,
 * the file.
 */
public final class SelectionRanges {

  private final Snapshot snapshot;
  private final int offset;
  private final List<TextRange> found = new ArrayList<>();

  private SelectionRanges(Snapshot snapshot, int offset) {
    this.snapshot = snapshot;
    this.offset = offset;
  }

  /** For each position the smallest range, whose parents hold each other. */
  public static ImmutableList<SelectionRange> at(Snapshot snapshot, List<Position> positions) {
    ImmutableList.Builder<SelectionRange> ranges = ImmutableList.builder();
    for (Position position : positions) {
      ranges.add(new SelectionRanges(snapshot, snapshot.offset(position)).chain());
    }
    return ranges.build();
  }

  private SelectionRange chain() {
    TextRange file = new TextRange(0, snapshot.file().length());
    if (snapshot.isDockerfile() && !snapshot.file().elements().isEmpty()) {
      int index = snapshot.file().indexAt(offset);
      Element element = snapshot.file().elements().get(index);
      int start = snapshot.file().start(index);
      if (element instanceof Instruction instruction) {
        stage(instruction);
        instruction(instruction, start);
        comments(instruction, start);
      } else {
        line(element, index);
      }
      word();
    }
    found.sort(Comparator.comparingInt(TextRange::length).reversed());
    SelectionRange outer = new SelectionRange(snapshot.range(file), null);
    TextRange around = file;
    for (TextRange range : found) {
      // Two neighbours may both touch the cursor: the first one is kept, and what lies in it.
      if (around.contains(range) && range.length() < around.length() && !range.isEmpty()) {
        outer = new SelectionRange(snapshot.range(range), outer);
        around = range;
      }
    }
    return outer;
  }

  private void add(TextRange range) {
    if (range.touches(offset)) {
      found.add(range);
    }
  }

  private void stage(Instruction instruction) {
    Stage stage = snapshot.model().stageOf(instruction);
    if (stage != null) {
      int count = snapshot.model().instructions(stage).size();
      Instruction last =
          count == 0 ? stage.from() : snapshot.model().instructions(stage).get(count - 1);
      add(snapshot.file().range(stage.from()).hull(snapshot.file().range(last)));
    }
  }

  /** A comment or directive, and the block of comments that it belongs to. */
  private void line(Element element, int index) {
    List<Element> elements = snapshot.file().elements();
    if (!(element instanceof Element.Comment) && !(element instanceof Element.Directive)) {
      return;
    }
    int first = index;
    while (first > 0 && elements.get(first - 1).getClass() == element.getClass()) {
      first--;
    }
    int last = index;
    while (last + 1 < elements.size() && elements.get(last + 1).getClass() == element.getClass()) {
      last++;
    }
    TextRange line = trimmed(element.text(), snapshot.file().start(index));
    add(trimmed(elements.get(first).text(), snapshot.file().start(first))
        .hull(trimmed(elements.get(last).text(), snapshot.file().start(last))));
    add(line);
    int content = line.start() + 1;
    while (content < line.end()
        && Character.isWhitespace(snapshot.file().characters().charAt(content))) {
      content++;
    }
    if (content <= line.end()) {
      add(new TextRange(content, line.end()));
    }
  }

  private static TextRange trimmed(String text, int start) {
    String stripped = text.stripLeading();
    int from = start + text.length() - stripped.length();
    return TextRange.ofLength(from, stripped.stripTrailing().length());
  }

  private void instruction(Instruction instruction, int start) {
    add(instruction.range().shift(start));
    add(instruction.source().argumentsRange().shift(start));
    for (Flag flag : instruction.flags()) {
      add(flag.range().shift(start));
      add(flag.nameRange().shift(start));
      add(flag.valueRange().shift(start));
    }
    for (Word word : instruction.words()) {
      word(word, instruction, start);
    }
    for (Heredoc heredoc : instruction.heredocs()) {
      add(heredoc.body().hull(heredoc.terminator()).shift(start));
      add(heredoc.body().shift(start));
    }
    add(instruction.source().keywordRange().shift(start));
    if (instruction instanceof Instruction.Pairs pairs) {
      for (Pair pair : pairs.pairs()) {
        pair(pair, start);
      }
    } else if (instruction instanceof Instruction.Run run) {
      for (Mount mount : run.mounts()) {
        for (Mount.Option option : mount.options()) {
          TextRange value = option.valueRange().shift(start);
          add(value);
          add(new TextRange(Math.max(0, value.end() - option.field().length()), value.end()));
        }
      }
    } else if (instruction instanceof Instruction.Onbuild onbuild && onbuild.trigger() != null) {
      instruction(onbuild.trigger(), start);
    }
    if (instruction instanceof Instruction.Command command) {
      shell(command, start);
    }
  }

  /** Those between its lines. */
  private void comments(Instruction instruction, int start) {
    if (instruction.text().indexOf('#') < 0) {
      return;
    }
    for (Token token : instruction.source().tokens()) {
      if (token.kind() == Token.Kind.COMMENT) {
        add(token.range().shift(start));
      }
    }
  }

  private void pair(Pair pair, int start) {
    TextRange key = pair.key().range();
    add(key.shift(start));
    if (pair.value() != null) {
      add(key.hull(pair.value().range()).shift(start));
      add(pair.value().range().shift(start));
      addUnquoted(pair.value().range(), start);
    }
  }

  private void word(Word word, Instruction instruction, int start) {
    add(word.range().shift(start));
    if (instruction.source().json()) {
      addUnquoted(word.range(), start);
    }
  }

  /** What stands between the quotes. */
  private void addUnquoted(TextRange range, int start) {
    TextRange whole = range.shift(start);
    CharSequence text = snapshot.file().characters();
    if (whole.length() > 2) {
      char quote = text.charAt(whole.start());
      if ((quote == '"' || quote == '\'') && text.charAt(whole.end() - 1) == quote) {
        add(new TextRange(whole.start() + 1, whole.end() - 1));
      }
    }
  }

  private void shell(Instruction.Command command, int start) {
    ShellCommand shell = snapshot.model().shellForm(command);
    if (shell == null || shell.script().isOpaque()) {
      return;
    }
    int inScript = shell.code().fromHome(offset - start);
    for (TextRange range : shell.script().around(inScript)) {
      add(shell.home(range).shift(start));
    }
  }

  /** The letters, digits and underscores around the cursor, and with them dashes and dots. */
  private void word() {
    add(run(SelectionRanges::isNamePart));
    add(run(c -> isNamePart(c) || c == '-' || c == '.'));
  }

  private interface Characters {
    boolean include(char c);
  }

  private TextRange run(Characters characters) {
    CharSequence text = snapshot.file().characters();
    int from = offset;
    while (from > 0 && characters.include(text.charAt(from - 1))) {
      from--;
    }
    int to = offset;
    while (to < text.length() && characters.include(text.charAt(to))) {
      to++;
    }
    return new TextRange(from, to);
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c);
  }
}
