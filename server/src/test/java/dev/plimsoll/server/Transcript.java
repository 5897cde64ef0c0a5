package dev.plimsoll.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer, as a page of the documentation shows them: a line that names the method, a file with the
 * cursor {@value #CURSOR} in it, and the answer.
 *
 * <pre>
 * `textDocument/rename` to *builder*:
 *
 * ```dockerfile
 * FROM golang AS b▮
 * ```
 *
 * ```dockerfile
 * FROM golang AS builder
 * ```
 * </pre>
 *
 * @param method of the protocol
 * @param argument what stands in italics behind the method: a new name, the title of an action…; or null
 * @param language of the file: {@code dockerfile} or {@code ignore}
 * @param text of the file, with the cursor
 * @param answer as the page has it
 * @param start where the answer begins in the page
 * @param end where it ends
 */
record Transcript(
    String method,
    @Nullable String argument,
    String language,
    String text,
    String answer,
    int start,
    int end) {

  static final String CURSOR = "▮";

  private static final Pattern FORM = Pattern.compile("""
      `((?:textDocument|workspace|callHierarchy|completionItem|plimsoll)/[A-Za-z/]+)`((?:.|\\n(?!\\n))*)

      ```(dockerfile|ignore)
      ([^`]*?)```

      (`{3,})[a-z]*
      ([\\s\\S]*?)\\5
      """);

  private static final Pattern ARGUMENT = Pattern.compile("\\*([^*]+)\\*");

  static List<Transcript> in(String page) {
    List<Transcript> transcripts = new ArrayList<>();
    for (Matcher form = FORM.matcher(page); form.find(); ) {
      Matcher argument = ARGUMENT.matcher(form.group(2));
      transcripts.add(new Transcript(
          form.group(1),
          argument.find() ? argument.group(1) : null,
          form.group(3),
          form.group(4),
          form.group(6),
          form.start(6),
          form.end(6)));
    }
    return transcripts;
  }

  /** The page without transcripts. */
  static String rest(String page) {
    return FORM.matcher(page).replaceAll("");
  }

  /** The page with the answers that were given to the transcripts in it. */
  static String withAnswers(String page, List<Transcript> transcripts, List<String> answers) {
    StringBuilder result = new StringBuilder(page);
    for (int i = transcripts.size() - 1; i >= 0; i--) {
      result.replace(transcripts.get(i).start(), transcripts.get(i).end(), answers.get(i));
    }
    return result.toString();
  }

  /** The text of the file. */
  String file() {
    return text.replace(CURSOR, "");
  }

  /** The offset of the cursor in {@link #file}, in UTF-16; its end where the transcript has no cursor. */
  int cursor() {
    int cursor = text.indexOf(CURSOR);
    return cursor < 0 ? text.length() : cursor;
  }

  @Override
  public String toString() {
    return argument == null ? method : method + " " + argument;
  }
}
