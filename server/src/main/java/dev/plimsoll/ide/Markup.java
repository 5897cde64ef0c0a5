package dev.plimsoll.ide;

import java.util.ArrayList;
import java.util.List;

/** A text that is being written as Markdown, or as plain text for editors that don't show Markdown. */
final class Markup {

  private final boolean markdown;
  private final StringBuilder text = new StringBuilder();

  Markup(boolean markdown) {
    this.markdown = markdown;
  }

  void heading(String heading) {
    paragraph(strong(heading));
  }

  void paragraph(String paragraph) {
    text.append(text.isEmpty() ? "" : "\n\n").append(paragraph);
  }

  /** Paragraphs in which code stands between backticks and nothing else is marked. */
  void prose(String prose) {
    paragraph(markdown ? prose : prose.replace("`", ""));
  }

  /** Lines of a Dockerfile. */
  void example(String code) {
    paragraph(markdown ? "```dockerfile\n" + code + "\n```" : "  " + code.replace("\n", "\n  "));
  }

  void link(String title, String url) {
    paragraph(markdown ? "[" + title + "](" + url + ")" : url);
  }

  String strong(String words) {
    return markdown ? "**" + words + "**" : words;
  }

  /** Code in a line; with backticks in it, it stands between two of them. */
  String code(String code) {
    if (!markdown || code.isEmpty()) {
      return code;
    }
    return code.indexOf('`') < 0 ? "`" + code + "`" : "`` " + code + " ``";
  }

  Table table(String... columns) {
    return new Table(columns);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** A table whose first column is text and whose others are figures. */
  final class Table {
    private final List<String[]> rows = new ArrayList<>();

    private Table(String... columns) {
      rows.add(columns);
    }

    void row(String... cells) {
      rows.add(cells);
    }

    boolean isEmpty() {
      return rows.size() == 1;
    }

    void end() {
      if (isEmpty()) {
        return;
      }
      text.append("\n");
      if (markdown) {
        writeMarkdown();
      } else {
        writePlain();
      }
    }

    /** In columns too, because some editors show Markdown as it is written. */
    private void writeMarkdown() {
      int[] widths = widths();
      for (int i = 0; i < rows.size(); i++) {
        text.append("\n| ")
            .append(String.join(" | ", padded(rows.get(i), widths)))
            .append(" |");
        if (i == 0) {
          text.append("\n|").append("-".repeat(widths[0] + 2)).append('|');
          for (int column = 1; column < widths.length; column++) {
            text.append("-".repeat(widths[column] + 1)).append(":|");
          }
        }
      }
    }

    private void writePlain() {
      int[] widths = widths();
      for (String[] row : rows) {
        text.append('\n').append(String.join("  ", padded(row, widths)).stripTrailing());
      }
    }

    private String[] padded(String[] row, int[] widths) {
      String[] padded = new String[row.length];
      for (int i = 0; i < row.length; i++) {
        String gap = " ".repeat(widths[i] - row[i].length());
        padded[i] = i == 0 ? row[i] + gap : gap + row[i];
      }
      return padded;
    }

    private int[] widths() {
      int[] widths = new int[rows.get(0).length];
      for (String[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          widths[i] = Math.max(widths[i], row[i].length());
        }
      }
      return widths;
    }
  }
}
