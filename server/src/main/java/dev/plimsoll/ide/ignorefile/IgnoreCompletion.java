package dev.plimsoll.ide.ignorefile;

import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.Entry;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/**
 * Files and folders of the build context, to be named in a .dockerignore file. Any name may be the last of its line, which
 * Enter ends: where one is written, nothing is offered in its place, and editors ask anew with each key.
 */
public final class IgnoreCompletion {

  private IgnoreCompletion() {}

  public static CompletionList at(
      Snapshot snapshot, int offset, BuildContext context, Deadline deadline) {
    String text = snapshot.text();
    int line = snapshot.lines().startOf(snapshot.lines().lineAt(offset));
    String typed = text.substring(line, offset);
    if (typed.startsWith("#")) {
      return new CompletionList(false, List.of());
    }
    int start = typed.length() - typed.stripLeading().length();
    boolean exception = typed.startsWith("!", start);
    int path = exception ? start + 1 : start;
    int name = Math.max(path, typed.lastIndexOf('/') + 1);
    String folder = unescaped(typed.substring(path, name));
    TextRange replaced = new TextRange(line + name, endOfName(text, offset));
    List<CompletionItem> items = new ArrayList<>();
    String begun = text.substring(line + name, offset);
    for (Entry entry : context.list(folder, deadline).entries()) {
      String written = escaped(entry.name(), name == start);
      if (!begun.isEmpty() && written.equals(begun)) {
        return new CompletionList(true, List.of());
      }
      if (written.regionMatches(true, 0, begun, 0, begun.length())) {
        items.add(item(entry, snapshot, replaced, written));
      }
    }
    return new CompletionList(!items.isEmpty(), items);
  }

  /** The end of the name that the cursor is in: it is replaced as a whole. */
  private static int endOfName(String text, int offset) {
    int end = offset;
    while (end < text.length() && "/\r\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    while (end > offset && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static CompletionItem item(
      Entry entry, Snapshot snapshot, TextRange replaced, String written) {
    CompletionItem item = new CompletionItem(entry.name() + (entry.folder() ? "/" : ""));
    item.setKind(entry.folder() ? CompletionItemKind.Folder : CompletionItemKind.File);
    boolean ignored = entry.verdict().ignored();
    item.setSortText((ignored ? "2" : entry.folder() ? "0" : "1") + entry.name());
    item.setTextEdit(Either.forLeft(new TextEdit(snapshot.range(replaced), written)));
    if (ignored) {
      item.setDetail("left out already");
    }
    return item;
  }

  /** A name as a pattern that matches only it. */
  private static String escaped(String name, boolean first) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean marks = first && i == 0 && (c == '#' || c == '!');
      if (marks || "*?[]\\".indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  private static String unescaped(String pattern) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) {
        i++;
      }
      name.append(pattern.charAt(i));
    }
    return name.toString();
  }
}
