package dev.plimsoll.semantics;

import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.EmbeddedText;
import org.jspecify.annotations.Nullable;

/**
 * The words of a RUN in exec form as code that a shell would read as those words. In their double quotes they stand as
 * they are, unless a shell would find more in them: then single quotes stand around them.
 */
final class ExecWords {

  private final String text;
  private final EmbeddedText.Builder code = new EmbeddedText.Builder();

  private ExecWords(String text) {
    this.text = text;
  }

  /** The code; null where a word has escapes of JSON that can't be followed home. */
  static @Nullable ShellCommand read(Run run) {
    ExecWords words = new ExecWords(run.text());
    int end = 0;
    for (Word word : run.words()) {
      if (end > 0) {
        words.code.append(" ", 0, 1, end);
      }
      if (!words.add(word)) {
        return null;
      }
      end = word.range().end();
    }
    return ShellCommand.ofWords(words.code.build(0));
  }

  private boolean add(Word word) {
    int start = word.range().start();
    int end = word.range().end();
    if (end - start < 2) {
      return false;
    }
    if (isPlain(word.value()) && text.startsWith(word.value(), start + 1)) {
      code.append(text, start, end);
      return end - start == word.value().length() + 2;
    }
    code.append("'", 0, 1, start);
    StringBuilder value = new StringBuilder();
    int from = start + 1;
    for (int i = from; i < end - 1; i++) {
      char c = text.charAt(i);
      if (c != '\\' && c != '\'') {
        continue;
      }
      value.append(text, from, i);
      code.append(text, from, i);
      i += c == '\\' ? 1 : 0;
      String read = c == '\\' ? unescaped(text.charAt(i)) : "'";
      if (read == null) {
        return false;
      }
      value.append(read);
      add(read, i);
      from = i + 1;
    }
    value.append(text, from, end - 1);
    code.append(text, from, end - 1).append("'", 0, 1, end - 1);
    return value.toString().equals(word.value());
  }

  /** A character between single quotes, which a single quote itself has to leave. */
  private void add(String character, int home) {
    if (character.equals("'")) {
      code.append("'", 0, 1, home)
          .append("\\", 0, 1, home)
          .append("'", 0, 1, home)
          .append("'", 0, 1, home + 1);
    } else {
      code.append(character, 0, 1, home);
    }
  }

  private static @Nullable String unescaped(char c) {
    return switch (c) {
      case '"', '\\', '/' -> String.valueOf(c);
      case 'n' -> "\n";
      case 't' -> "\t";
      default -> null;
    };
  }

  /** Whether it stands for itself between the double quotes of a shell. */
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      if ("$`\\\"!".indexOf(value.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
