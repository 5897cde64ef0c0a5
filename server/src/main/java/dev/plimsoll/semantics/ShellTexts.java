package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.semantics.ImagePath.Answer;
import dev.plimsoll.shell.ShellVariable;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.shell.WordPart;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.PartialText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a shell makes of the words of a script, as far as that is known. */
final class ShellTexts {

  /** Most words that braces make of one: with more it isn't known. */
  private static final int MAX_WORDS = 64;

  private final SemanticModel model;
  private final RunScript script;
  private final Basis basis;
  /** What is assigned to variables, by where their names stand. */
  private final Map<Integer, PartialText> assigned = new HashMap<>();

  private @Nullable Map<String, List<ShellVariable>> writes;

  /**
   * What a shell makes of a word.
   *
   * @param pattern whether {@code *} and the like in it stand for other characters
   */
  record Text(PartialText text, boolean pattern) {

    private static final Text EMPTY = new Text(PartialText.of(""), false);

    Text plus(Text other) {
      return new Text(text.plus(other.text), pattern || other.pattern);
    }

    boolean isFromRoot() {
      String known = text.text();
      return known != null && known.startsWith("/");
    }

    /** The place that it means in a directory. */
    ImagePath from(ImagePath directory) {
      return pattern ? directory.resolvePattern(text) : directory.resolve(text);
    }
  }

  /** What a shell makes of a word of literal text and patterns; null of one with anything else. */
  static @Nullable Text written(ShellWord word) {
    Text all = Text.EMPTY;
    for (WordPart part : word.parts()) {
      Text next = null;
      if (part instanceof WordPart.Literal literal) {
        next = literal(literal.text());
      } else if (part instanceof WordPart.Glob glob && glob.parts().isEmpty()) {
        String characters = part.range().shift(-word.range().start()).of(word.raw());
        next = new Text(PartialText.of(characters), true);
      }
      if (next == null) {
        return null;
      }
      all = all.plus(next);
    }
    return all;
  }

  ShellTexts(SemanticModel model, RunScript script, Basis basis) {
    this.model = model;
    this.script = script;
    this.basis = basis;
  }

  /**
   * Takes note of an assignment when the shell comes to it.
   *
   * @param beginning what stands in the word before the value, such as {@code NAME=}
   */
  void assign(int nameStart, String beginning, ShellWord word, ShellPosition position) {
    List<Text> texts = texts(word.parts(), position, true);
    boolean one = texts.size() == 1 && !texts.get(0).pattern();
    PartialText value = one ? texts.get(0).text().after(beginning) : null;
    if (value != null) {
      assigned.put(nameStart, value);
    }
  }

  /** Whether a shell of this name makes several words of <code>{a,b}</code>, as bash does. */
  Answer hasBraces(String shell) {
    return switch (shell) {
      case "bash", "rbash", "zsh", "ksh", "mksh" -> Answer.YES;
      case "sh" -> {
        Stage stage = model.stageOf(script.instruction());
        yield stage == null ? Answer.UNKNOWN : ofSh(model.family(stage));
      }
      default -> Answer.NO;
    };
  }

  private static Answer ofSh(BaseFamily family) {
    return switch (family) {
      case RHEL, RHEL_MINIMAL, ARCH, SUSE -> Answer.YES;
      case DEBIAN, UBUNTU, ALPINE, BUSYBOX, WOLFI -> Answer.NO;
      case DISTROLESS, SCRATCH, WINDOWS, UNKNOWN -> Answer.UNKNOWN;
    };
  }

  /** The words that a word becomes. */
  ImmutableList<Text> of(ShellWord word, ShellPosition position) {
    List<Text> texts = texts(word.parts(), position, false);
    return texts.size() > MAX_WORDS
        ? ImmutableList.of(unknown("", word.range().start()))
        : ImmutableList.copyOf(texts);
  }

  /** The texts of these words; of a word that is nothing but a variable, those into which its value is split. */
  ImmutableList<PartialText> fields(ShellWord word, ShellPosition position) {
    PartialText list = word.parts().size() == 1
            && word.parts().get(0) instanceof WordPart.Parameter parameter
            && isPlain(parameter)
            && parameter.operator().isEmpty()
        ? value(parameter.name(), parameter.range().start(), position)
        : null;
    ImmutableList.Builder<PartialText> fields = ImmutableList.builder();
    if (list == null) {
      of(word, position).forEach(text -> fields.add(text.text()));
    } else {
      list.split(' ').stream()
          .flatMap(one -> one.split('\n').stream())
          .flatMap(one -> one.split('\t').stream())
          .filter(one -> one.length() > 0)
          .forEach(fields::add);
    }
    return fields.build();
  }

  private static boolean isPlain(WordPart.Parameter parameter) {
    return parameter.prefix().isEmpty() && parameter.index() == null;
  }

  private List<Text> texts(List<WordPart> parts, ShellPosition position, boolean quoted) {
    List<Text> texts = List.of(Text.EMPTY);
    for (WordPart part : parts) {
      List<Text> next = texts(part, position, quoted);
      List<Text> joined = new ArrayList<>();
      for (Text text : texts) {
        for (Text end : next) {
          if (joined.size() <= MAX_WORDS) {
            joined.add(text.plus(end));
          }
        }
      }
      texts = joined;
    }
    return texts;
  }

  private List<Text> texts(WordPart part, ShellPosition position, boolean quoted) {
    int start = part.range().start();
    if (part instanceof WordPart.Literal literal) {
      return List.of(literal(literal.text()));
    } else if (part instanceof WordPart.SingleQuoted single) {
      return List.of(literal(single.text()));
    } else if (part instanceof WordPart.Escaped escaped) {
      return List.of(literal(escaped.text()));
    } else if (part instanceof WordPart.DoubleQuoted both) {
      return texts(both.parts(), position, true);
    } else if (part instanceof WordPart.Tilde) {
      return List.of(tilde(written(part), start, position));
    } else if (part instanceof WordPart.Parameter parameter) {
      return List.of(parameter(parameter, position, quoted));
    } else if (part instanceof WordPart.Glob glob && glob.parts().isEmpty()) {
      return List.of(new Text(PartialText.of(written(part)), true));
    } else if (part instanceof WordPart.Brace brace) {
      return brace(brace, position);
    }
    return List.of(unknown(written(part), start));
  }

  private String written(WordPart part) {
    return part.range().of(script.script().code());
  }

  private static Text literal(String text) {
    return new Text(PartialText.of(text), false);
  }

  /** Another text each time, for all that is known. */
  private static Text unknown(String written, int place) {
    return new Text(PartialText.unknown(written + "#" + place), false);
  }

  private static Text tilde(String written, int start, ShellPosition position) {
    if (!written.equals("~")) {
      return written.equals("~root") ? literal("/root") : unknown(written, start);
    }
    String home = position.home().path().text();
    return home == null ? new Text(PartialText.unknown("HOME"), false) : literal(home);
  }

  private List<Text> brace(WordPart.Brace brace, ShellPosition position) {
    if (position.braces() == Answer.NO) {
      return List.of(literal(written(brace)));
    }
    if (position.braces() == Answer.UNKNOWN || brace.alternatives().size() == 1) {
      return List.of(unknown(written(brace), brace.range().start()));
    }
    List<Text> texts = new ArrayList<>();
    for (ImmutableList<WordPart> alternative : brace.alternatives()) {
      texts.addAll(texts(alternative, position, false));
    }
    return texts;
  }

  private Text parameter(WordPart.Parameter parameter, ShellPosition position, boolean quoted) {
    int start = parameter.range().start();
    PartialText value = isPlain(parameter) ? value(parameter.name(), start, position) : null;
    boolean kept = switch (parameter.operator()) {
      case "" -> true;
      case ":-", "-", ":=", "=", ":?", "?" -> value != null && value.hasKnownPart();
      default -> false;
    };
    String text = value == null ? null : value.text();
    boolean split = !quoted && text != null && !isOneWord(text);
    return value == null || !kept || split
        ? unknown(written(parameter), start)
        : new Text(value, false);
  }

  /** Whether a value stays one word, and that word, where no quotes stand around the variable. */
  private static boolean isOneWord(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == '*' || c == '?' || c == '[') {
        return false;
      }
    }
    return true;
  }

  /** The value of a variable at an offset of the script; null where the script sets it and not to what is known. */
  private @Nullable PartialText value(String name, int at, ShellPosition position) {
    ShellVariable last = null;
    for (ShellVariable write : writes().getOrDefault(name, List.of())) {
      if (write.access() == ShellVariable.Access.PERHAPS_ASSIGNED) {
        return null;
      }
      last = write.from() <= at ? write : last;
    }
    if (isOfOneCommand(name, at)) {
      return null;
    }
    if (last != null) {
      return assigned.get(last.range().start());
    }
    if (name.equals("PWD")) {
      String directory = position.directory().text();
      return directory == null ? null : PartialText.of(directory);
    }
    Binding binding = model.binding(script.instruction(), name);
    if (binding == null && name.equals("HOME")) {
      String home = position.home().path().text();
      return home == null ? PartialText.unknown(name) : PartialText.of(home);
    }
    return !ShellVariable.isName(name)
        ? null
        : binding == null ? PartialText.unknown(name) : binding.on(basis);
  }

  /** Whether what is read at an offset is a variable that one command alone is given. */
  private boolean isOfOneCommand(String name, int at) {
    for (ShellVariable variable : script.script().variables()) {
      int start = variable.range().start();
      if (variable.isOfOneCommand()
          && start > at
          && start <= at + 2
          && variable.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private Map<String, List<ShellVariable>> writes() {
    Map<String, List<ShellVariable>> known = writes;
    if (known == null) {
      known = new HashMap<>();
      for (ShellVariable variable : script.script().variables()) {
        if (variable.access() != ShellVariable.Access.READ && !variable.isOfOneCommand()) {
          known.computeIfAbsent(variable.name(), any -> new ArrayList<>(1)).add(variable);
        }
      }
      writes = known;
    }
    return known;
  }
}
