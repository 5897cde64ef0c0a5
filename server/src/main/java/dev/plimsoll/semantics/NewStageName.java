package dev.plimsoll.semantics;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.Occurrence.Form;
import dev.plimsoll.syntax.ExpandableWord;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.StageName;
import dev.plimsoll.syntax.VariableUse;
import dev.plimsoll.syntax.Word;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges a new name for a stage. */
final class NewStageName {

  private static final CharMatcher SEPARATORS =
      CharMatcher.whitespace().or(CharMatcher.anyOf(",\"'$=\\`"));

  private NewStageName() {}

  /** An image is called by others; a name that may be a build context is changed where it is written. */
  static @Nullable String obstacle(Symbols.Mention image) {
    boolean written =
        image.occurrence().form() == Form.NAME && image.occurrence().stage() != null;
    return written ? null : image.symbol().name() + " is an image, and no stage of this file.";
  }

  /** A FROM that puts the name of a stage together may mean this one too, in another build. */
  static @Nullable String obstacle(SemanticModel model, Symbol symbol) {
    for (Stage stage : model.stages()) {
      Word image = stage.from().image();
      if (image != null && mayComeTo(image.value(), model.file().escape(), symbol.name())) {
        return "FROM " + image.value() + " in line "
            + Renaming.line(model, model.range(stage.from()).start())
            + " may come to the name " + symbol.name() + ".";
      }
    }
    return null;
  }

  private static boolean mayComeTo(String word, char escape, String name) {
    if (word.indexOf('$') < 0) {
      return false;
    }
    ImmutableList<VariableUse> uses =
        ExpandableWord.of(word, escape, ExpansionMode.ARGUMENT).uses();
    if (uses.isEmpty()) {
      return false;
    }
    String prefix = word.substring(0, uses.get(0).range().start());
    String suffix = word.substring(uses.get(uses.size() - 1).range().end());
    int known = prefix.length() + suffix.length();
    return known > 0 && name.length() >= known && name.startsWith(prefix) && name.endsWith(suffix);
  }

  /** Of what can't be told whether it is a stage, only that it can be written. */
  static @Nullable String refusal(String name) {
    return name.isEmpty() || SEPARATORS.matchesAnyOf(name)
        ? "\"" + name + "\" is neither a stage nor an image."
        : null;
  }

  static @Nullable String refusal(SemanticModel model, Symbol symbol, String name) {
    if (!StageName.isValid(name)) {
      return "\"" + name
          + "\" can't be the name of a stage: it must begin with a letter, and go on with letters, digits,"
          + " \"-\", \"_\" and \".\".";
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals(symbol.name())) {
      return null; // in other letters the same
    }
    if (lower.equals("scratch") || lower.equals("context")) {
      return "BuildKit keeps the name " + lower + " to itself.";
    }
    for (Symbol other : model.symbols().all()) {
      if (!other.name().equals(lower)) {
        continue;
      }
      if (other.kind() == Symbol.Kind.STAGE) {
        return "There is a stage " + name + " already, in line "
            + Renaming.line(model, other.occurrences().get(0)) + ".";
      }
      Occurrence taken = other.kind() == Symbol.Kind.IMAGE ? taken(symbol, other) : null;
      if (taken != null) {
        return "The image " + name + " in line " + Renaming.line(model, taken)
            + " would be taken for the stage.";
      }
    }
    return null;
  }

  /** A place that names an image and would mean the stage: any in COPY and in mounts, and a FROM behind it. */
  private static @Nullable Occurrence taken(Symbol stage, Symbol image) {
    Occurrence declaration = stage.declaration();
    for (Occurrence place : image.occurrences()) {
      boolean from = place.stage() == null;
      if (!from
          || declaration == null
          || declaration.range().start() < place.range().start()) {
        return place;
      }
    }
    return null;
  }
}
