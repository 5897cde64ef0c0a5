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

  String strong(String words) {
    return markdown ? "**" + words + "**" : words;
  }

  String code(String code) {
    return markdown ? "`" + code + "`" : code;
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

    private void writeMarkdown() {
      text.append('\n');
      for (int i = 0; i < rows.size(); i++) {
        text.append("| ").append(String.join(" | ", rows.get(i))).append(" |");
        if (i == 0) {
          text.append("\n| --- |").append(" ---: |".repeat(rows.get(0).length - 1));
        }
        text.append(i + 1 < rows.size() ? "\n" : "");
      }
    }

    private void writePlain() {
      int columns = rows.get(0).length;
      int[] widths = new int[columns];
      for (String[] row : rows) {
        for (int i = 0; i < columns; i++) {
          widths[i] = Math.max(widths[i], row[i].length());
        }
      }
      for (String[] row : rows) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns; i++) {
          String gap = " ".repeat(widths[i] - row[i].length());
          line.append(i == 0 ? row[i] + gap : "  " + gap + row[i]);
        }
        text.append('\n').append(line.toString().stripTrailing());
      }
    }
  }
}
