package dev.plimsoll.format;

import com.google.common.base.Ascii;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import dev.plimsoll.format.ContinuedLines.Line;
import dev.plimsoll.format.FormatOptions.KeywordCase;
import dev.plimsoll.format.FormatOptions.Level;
import dev.plimsoll.format.FormatOptions.OperatorPosition;
import dev.plimsoll.rewrite.ChainLayout;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.text.TextRange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a whole file: what was chosen, and where nothing was, what most of the file shows.
 *
 * @param upper whether keywords are in capitals; not looked at where each is kept
 * @param step what continued lines are indented by
 * @param indented whether instructions are indented below their FROM
 * @param argumentColumn the column, counted from the keyword, in which all arguments begin; 0 where there is none, or where
 *     the full level keeps none
 * @param leading whether an operator begins a line rather than ending one; asked for by the full level alone
 */
public record FileStyle(
    boolean upper, Indent step, boolean indented, int argumentColumn, boolean leading) {

  /** What the continued lines of an instruction are indented by, if they show it. */
  private static final Derivation<Optional<Indent>> SHOWN = FileStyle::shown;

  private static final Indent TERMINAL = Indent.tab(8);

  private static final int KEYWORD_OF_THREE = "RUN ".length();

  public static FileStyle of(Dockerfile file, FormatOptions options) {
    boolean started = !hasFrom(file);
    int upper = 0;
    int lower = 0;
    int indented = 0;
    int margin = 0;
    Map<Indent, Integer> votes = new HashMap<>();
    Indent step = null;
    ArgumentColumns argumentColumns = new ArgumentColumns();
    for (Element element : file.elements()) {
      if (!(element instanceof Instruction instruction)) {
        continue;
      }
      started |= instruction instanceof From;
      if (started && instruction.keyword() != Keyword.UNKNOWN) {
        String written = instruction.source().writtenKeyword();
        upper += written.equals(Ascii.toUpperCase(written)) ? 1 : 0;
        lower += written.equals(Ascii.toLowerCase(written)) ? 1 : 0;
      }
      argumentColumns.add(instruction);
      if (!(instruction instanceof From)) {
        boolean isIndented = ContinuedLines.isBlank(instruction.text().charAt(0));
        indented += isIndented ? 1 : 0;
        margin += isIndented ? 0 : 1;
      }
      Indent shown = options.indent() == null ? instruction.derived(SHOWN).orElse(null) : null;
      if (shown != null) {
        int count = votes.merge(shown, 1, Integer::sum);
        step = step == null || count > votes.getOrDefault(step, 0) ? shown : step;
      }
    }
    return new FileStyle(
        options.keywordCase() == KeywordCase.AUTO
            ? upper >= lower
            : options.keywordCase() == KeywordCase.UPPER,
        step(options, step),
        indented > margin,
        options.level() == Level.FULL ? 0 : argumentColumns.common(),
        isLeading(file, options));
  }

  /** The columns in which arguments begin that stand more than one blank behind their keyword. */
  private static final class ArgumentColumns {
    /** By column the lengths of the keywords, one for each instruction. */
    private final ListMultimap<Integer, Integer> keywords = ArrayListMultimap.create();

    void add(Instruction instruction) {
      int column = argumentColumn(instruction);
      int keyword = instruction.source().writtenKeyword().length();
      if (column > keyword + 1) {
        keywords.put(column, keyword);
      }
    }

    /** That of most of them, where keywords of more than one length are followed by it. */
    int common() {
      int common = 0;
      for (int column : keywords.keySet()) {
        common = keywords.get(column).size() > keywords.get(common).size() ? column : common;
      }
      List<Integer> lengths = keywords.get(common);
      boolean most = lengths.size() > 2 && lengths.size() * 3 > keywords.size() * 2;
      return most && new HashSet<>(lengths).size() > 1 ? common : 0;
    }
  }

  /** The column, counted from its keyword, in which the arguments of an instruction begin; tabs are those of a terminal. */
  static int argumentColumn(Instruction instruction) {
    String text = instruction.text();
    TextRange keyword = instruction.source().keywordRange();
    int word = keyword.end();
    while (word < text.length() && ContinuedLines.isBlank(text.charAt(word))) {
      word++;
    }
    return TERMINAL.column(text, keyword.start(), word);
  }

  private static Indent step(FormatOptions options, @Nullable Indent shown) {
    if (options.indent() != null) {
      return options.indent();
    }
    if (shown == null) {
      return options.usualIndent();
    }
    return shown.tabs() ? Indent.tab(options.usualIndent().width()) : shown;
  }

  private static boolean isLeading(Dockerfile file, FormatOptions options) {
    return options.operators() == OperatorPosition.AUTO && options.level() == Level.FULL
        ? ChainLayout.isLeading(file)
        : options.operators() != OperatorPosition.TRAILING;
  }

  private static boolean hasFrom(Dockerfile file) {
    for (Element element : file.elements()) {
      if (element instanceof From) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Indent> shown(Instruction instruction) {
    String text = instruction.text();
    if (text.indexOf('\n') == text.length() - 1 || text.indexOf('\n') < 0) {
      return Optional.empty();
    }
    FreeSpace space = instruction.derived(FreeSpace.OF);
    int own = -1;
    int least = Integer.MAX_VALUE;
    int others = Integer.MAX_VALUE;
    for (Line line : instruction.derived(ContinuedLines.OF).lines()) {
      int column = line.text() - line.start();
      if (own < 0) {
        own = column;
      } else if (line.isCode() && !space.mayBreak(line.inLine())) {
        if (!space.isScript()) {
          return Optional.empty(); // its lines can't be moved together
        }
      } else if (line.isCode() && column > own) {
        if (text.charAt(line.start()) == '\t') {
          return Optional.of(Indent.tab(1));
        }
        boolean hangs = column == own + 1 && "&|;".indexOf(text.charAt(line.text())) >= 0;
        least = Math.min(least, column);
        others = hangs ? others : Math.min(others, column);
      }
    }
    int step = (least == own + 1 && others < Integer.MAX_VALUE ? others : least) - own;
    boolean aligned = step == argumentColumn(instruction);
    if (aligned && instruction.source().writtenKeyword().length() + 1 == KEYWORD_OF_THREE) {
      return Optional.of(Indent.spaces(KEYWORD_OF_THREE));
    }
    return least == Integer.MAX_VALUE || step < 2 || step > Indentation.MAX_INDENT || aligned
        ? Optional.empty()
        : Optional.of(Indent.spaces(step));
  }
}
