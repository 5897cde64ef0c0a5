package dev.plimsoll.ide.outline;

import com.google.common.base.Strings;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.Visible;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How instructions and stages are called in an outline: as short as it goes, on one line. */
public final class SymbolNames {

  /** Longer texts are cut; an outline is narrow. */
  private static final int MAX_LENGTH = 60;

  /** For what is written in white space alone. */
  private static final String NAMELESS = "(no name)";

  /** An editor asks anew for the outline after every edit. */
  private static final Derivation<String> NAME = SymbolNames::name;

  private static final Derivation<String> DETAIL = SymbolNames::writtenDetail;

  private SymbolNames() {}

  /** A name that can be seen, because editors drop a symbol without one, and some the whole outline with it. */
  public static String visible(String name, String otherwise) {
    String shown = Visible.of(name.isBlank() ? otherwise : name);
    return shown.isBlank() ? NAMELESS : shown;
  }

  /** The name of a stage, else its base. */
  static String of(Stage stage) {
    Word name = stage.from().stageName();
    Word image = stage.from().image();
    String written = name != null ? name.value() : image != null ? image.value() : "";
    return written.isEmpty()
        ? stage.displayName()
        : visible(shortened(written), stage.displayName());
  }

  /** The base of a stage that has a name, else which stage it is. */
  static String detail(Stage stage) {
    Word image = stage.from().image();
    return stage.from().stageName() != null && image != null
        ? shortened(image.value())
        : "stage " + stage.index();
  }

  /** {@code RUN apt-get update}, {@code COPY a b → /dest}, {@code ENV A, B}. */
  static String of(Instruction instruction) {
    return instruction.derived(NAME);
  }

  private static String name(Instruction instruction) {
    String keyword = instruction.keyword() == Keyword.UNKNOWN
        ? Visible.of(instruction.source().writtenKeyword())
        : instruction.keyword().name();
    String arguments = shortened(arguments(instruction));
    String name = arguments.isEmpty() ? keyword : keyword + " " + arguments;
    return visible(
        name, shortened(instruction.text().strip())); // a line may be nothing but a backslash
  }

  /** The flags of an instruction, or the only value that it sets; null where there is nothing to add. */
  static @Nullable String detail(Instruction instruction) {
    String detail = instruction.derived(DETAIL);
    return detail.isEmpty() ? null : detail;
  }

  private static String writtenDetail(Instruction instruction) {
    if (instruction instanceof Instruction.Pairs pairs && pairs.pairs().size() == 1) {
      return Strings.nullToEmpty(value(pairs.pairs().get(0)));
    }
    StringBuilder flags = new StringBuilder();
    for (Flag flag : instruction.flags()) {
      flags.append(flags.isEmpty() ? "" : " ").append(flag.word().value());
      if (flags.length() > MAX_LENGTH) {
        break;
      }
    }
    return shortened(flags.toString());
  }

  /** The value of a variable or label; null where it has none. */
  static @Nullable String value(Pair pair) {
    return pair.value() == null ? null : shortened(pair.value().value());
  }

  private static String arguments(Instruction instruction) {
    if (instruction instanceof Instruction.Pairs pairs && !pairs.pairs().isEmpty()) {
      return keys(pairs.pairs());
    }
    if (instruction instanceof Instruction.Transfer transfer && transfer.destination() != null) {
      return joined(transfer.sources()) + " → " + transfer.destination().value();
    }
    if (instruction instanceof Instruction.Onbuild onbuild && onbuild.trigger() != null) {
      return of(onbuild.trigger());
    }
    if (instruction.source().json() || instruction.keyword() == Keyword.UNKNOWN) {
      return instruction.source().arguments().code();
    }
    if (instruction instanceof Instruction.Command command) {
      return command(command);
    }
    return joined(instruction.words());
  }

  private static String command(Instruction.Command command) {
    EmbeddedText code = command.shellCode();
    if (command instanceof Instruction.Healthcheck || code == null) {
      return joined(command.words());
    }
    return code.code().strip();
  }

  private static String keys(List<Pair> pairs) {
    StringBuilder keys = new StringBuilder();
    for (Pair pair : pairs) {
      if (keys.length() > MAX_LENGTH) {
        break;
      }
      keys.append(keys.isEmpty() ? "" : ", ").append(pair.key().value());
    }
    return keys.toString();
  }

  private static String joined(List<Word> words) {
    StringBuilder joined = new StringBuilder();
    for (Word word : words) {
      if (joined.length() > MAX_LENGTH) {
        break;
      }
      joined.append(joined.isEmpty() ? "" : " ").append(word.value());
    }
    return joined.toString();
  }

  /** The first line with runs of white space made one blank, cut at a code point. */
  static String shortened(String text) {
    StringBuilder shortened = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (shortened.length() >= MAX_LENGTH || c == '\n') {
        return Visible.of(shortened.append('…').toString());
      }
      boolean blank = Character.isWhitespace(c);
      if (!blank) {
        shortened.appendCodePoint(c);
      } else if (!shortened.isEmpty() && shortened.charAt(shortened.length() - 1) != ' ') {
        shortened.append(' ');
      }
    }
    return Visible.of(shortened.toString().stripTrailing());
  }
}
