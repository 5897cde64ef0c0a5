package dev.plimsoll.ide;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.Visible;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;

/**
 * A text that is being written as Markdown, or as plain text for editors that don't show Markdown. Everything that is put in is
 * plain text and is shown as it is, whoever wrote it; only the methods here make marks.
 */
public final class Markup {

  private static final Splitter PARAGRAPHS = Splitter.on("\n\n");
  private static final Splitter BACKTICKS = Splitter.on('`');
  private static final String PLAIN_INDENT = "  ";

  private final boolean markdown;
  private final List<String> blocks = new ArrayList<>();
  /** How many blocks say what is asked first; -1 while nothing else has been said. */
  private int lead = -1;

  /** The paragraph that words are added to. */
  private final StringBuilder open = new StringBuilder();

  private final Words words = new Words();

  public Markup(boolean markdown) {
    this.markdown = markdown;
  }

  /** A paragraph that begins with a name, which stands out. */
  public Words heading(String name) {
    return paragraph().strong(name);
  }

  public void paragraph(String text) {
    paragraph().text(text);
  }

  /** Begins a paragraph. */
  public Words paragraph() {
    close();
    return words;
  }

  /** Our own sentences, in which code stands between backticks. */
  public void prose(String prose) {
    for (String paragraph : PARAGRAPHS.split(prose)) {
      paragraph().prose(paragraph);
    }
  }

  /** Lines of a Dockerfile. */
  public void example(String code) {
    block("dockerfile", code);
  }

  /** What stands in a column. */
  public enum Column {
    /** Words, which begin at the same place. */
    TEXT,
    /** Figures, which end at the same place. */
    FIGURES
  }

  /**
   * Rows in columns; a column in which nothing stands is left out. They are lined up as code, which every editor shows as it
   * is: not all know tables, and where marks are hidden, columns with marks in them shift.
   *
   * @param rows as many cells in each as there are columns
   */
  public void columns(List<Column> columns, List<ImmutableList<String>> rows) {
    int[] widths = new int[columns.size()];
    for (ImmutableList<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Visible.of(row.get(i)).length());
      }
    }
    StringBuilder lines = new StringBuilder();
    for (ImmutableList<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = Visible.of(row.get(i));
        String gap = " ".repeat(widths[i] - cell.length());
        line.append(line.isEmpty() || widths[i] == 0 ? "" : "  ")
            .append(columns.get(i) == Column.TEXT ? cell + gap : gap + cell);
      }
      lines.append(lines.isEmpty() ? "" : "\n").append(line.toString().stripTrailing());
    }
    block("text", lines.toString());
  }

  private void block(String language, String code) {
    close();
    blocks.add(
        markdown
            ? Markdown.block(language, code)
            : PLAIN_INDENT + Visible.lines(code).replace("\n", "\n" + PLAIN_INDENT));
  }

  /** A link to an address of this program's choice. */
  public void link(String title, String address) {
    close();
    blocks.add(markdown ? Markdown.link(title, address) : address);
  }

  /** What was said up to here is what is asked first; what follows may stand below other things. */
  public void details() {
    close();
    lead = blocks.size();
  }

  /** What another text, of another thing, says first. */
  public void addLead(Markup other) {
    other.close();
    if (markdown && !blocks.isEmpty()) {
      blocks.add("---");
    }
    blocks.addAll(other.blocks.subList(0, other.leadSize()));
  }

  /** What another text says after that. */
  public void addDetails(Markup other) {
    other.close();
    blocks.addAll(other.blocks.subList(other.leadSize(), other.blocks.size()));
  }

  /** All of another text, which is of the same thing. */
  public void addMore(Markup other) {
    other.close();
    blocks.addAll(other.blocks);
  }

  private int leadSize() {
    return lead < 0 ? blocks.size() : lead;
  }

  public boolean isEmpty() {
    close();
    return blocks.isEmpty();
  }

  private void close() {
    if (!open.isEmpty()) {
      blocks.add(open.toString().stripTrailing());
      open.setLength(0);
    }
  }

  /** As it is sent. */
  public MarkupContent content() {
    return new MarkupContent(markdown ? MarkupKind.MARKDOWN : MarkupKind.PLAINTEXT, toString());
  }

  @Override
  public String toString() {
    close();
    return String.join("\n\n", blocks);
  }

  /** The words of a paragraph, one after the other. */
  public final class Words {

    private Words() {}

    public Words text(String text) {
      return add(markdown ? Markdown.text(text, startsLine()) : Visible.of(text));
    }

    /** A name that stands out. */
    public Words strong(String name) {
      return add(markdown ? Markdown.strong(name) : Visible.of(name));
    }

    public Words code(String code) {
      return add(markdown ? Markdown.code(code) : Visible.of(code));
    }

    /** Two marks that touch would become one. */
    private Words add(String more) {
      boolean marks = markdown && !more.isEmpty() && !open.isEmpty();
      char last = marks ? open.charAt(open.length() - 1) : 0;
      boolean touch = marks && (last == '`' || last == '*') && more.charAt(0) == last;
      open.append(touch ? " " : "").append(more);
      return this;
    }

    /** Each of some names as code, with commas between. */
    public Words list(List<String> names) {
      for (int i = 0; i < names.size(); i++) {
        text(i == 0 ? "" : ", ").code(names.get(i));
      }
      return this;
    }

    /** Our own sentences, in which code stands between backticks. */
    public Words prose(String prose) {
      boolean code = false;
      for (String part : BACKTICKS.split(prose)) {
        if (code) {
          code(part);
        } else {
          text(part);
        }
        code = !code;
      }
      return this;
    }

    /** Goes on in the next line of the same paragraph. */
    public Words line() {
      open.append(open.isEmpty() ? "" : markdown ? "  \n" : "\n");
      return this;
    }

    private boolean startsLine() {
      return open.isEmpty() || open.charAt(open.length() - 1) == '\n';
    }
  }
}
