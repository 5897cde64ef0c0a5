package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value gets a name: an ARG before the first FROM for a part of an image's name, an ARG or ENV in the stage for
 * anything else. A selection says which value, and gets the choice; a cursor stands for the tag, or the version, that it
 * is in, and gets what is mostly meant: an ARG for all places.
 */
final class ExtractVariable implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.EXTRACT;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    Instruction instruction = selection.soundInstruction();
    Stage stage = instruction == null ? null : selection.model().stageOf(instruction);
    if (instruction == null || stage == null) {
      return ImmutableList.of();
    }
    ImmutableList<Offer> offers = instruction instanceof From from
        ? ofImage(selection, from, stage)
        : ofValue(selection, instruction, stage);
    return selection.isCursor() && !offers.isEmpty() ? offers.subList(0, 1) : offers;
  }

  private static ImmutableList<Offer> ofImage(Selection selection, From from, Stage stage) {
    Word image = from.image();
    TextRange part = image == null || stage.parent() != null ? null : imagePart(selection, from);
    if (part == null || image == null) {
      return ImmutableList.of();
    }
    int start = part.start() - selection.model().range(from, image.range()).start();
    String text = part.of(selection.file().text());
    String name = VariableNames.ofImagePart(selection.file(), image.value(), start, text);
    List<TextRange> all = new ArrayList<>();
    String head = image.value().substring(0, start);
    for (Stage other : selection.model().stages()) {
      Word word = other.from().image();
      if (word != null && other.parent() == null && continuesWith(word.value(), head, text)) {
        all.add(TextRange.ofLength(
            selection.model().range(other.from(), word.range()).start() + start, text.length()));
      }
    }
    TextEdit declaration = globalArg(selection, name + "=" + text);
    String title = "Extract " + text + " to ARG " + name;
    ImmutableList.Builder<Offer> offers = ImmutableList.builder();
    if (all.size() > 1) {
      offers.add(offer(title + " (" + all.size() + " places)", name, List.of(declaration), all));
    }
    return offers.add(offer(title, name, List.of(declaration), List.of(part))).build();
  }

  /** Whether an image's name is the same up to the end of the part, and that end is not within a version. */
  private static boolean continuesWith(String image, String head, String part) {
    return image.startsWith(head + part)
        && (image.length() == head.length() + part.length()
            || image.charAt(head.length() + part.length()) == '-')
        && Expansion.isPlain(image, '\\');
  }

  /** The selected part of an image's name, or its tag; null where it isn't plain text in one piece. */
  private static @Nullable TextRange imagePart(Selection selection, From from) {
    Word image = from.words().get(0);
    TextRange place = selection.model().range(from, image.range());
    if (!ValueSpots.isPlain(image.value())
        || image.value().equals("scratch")
        || place.length() != image.value().length()
        || !place.touches(selection.range().start())
        || !place.touches(selection.range().end())) {
      return null;
    }
    if (!selection.isCursor()) {
      return selection.range();
    }
    int end = image.value().indexOf('@');
    String name = end < 0 ? image.value() : image.value().substring(0, end);
    int colon = name.lastIndexOf(':');
    boolean version = colon > name.lastIndexOf('/') && colon + 1 < name.length();
    return !version || name.endsWith(":latest")
        ? null
        : new TextRange(place.start() + colon + 1, place.start() + name.length());
  }

  /** Declares an ARG before the first FROM, behind the ARGs that are there. */
  private static TextEdit globalArg(Selection selection, String declaration) {
    From first = selection.model().stages().get(0).from();
    List<Instruction.Arg> args = selection.model().globalArgs();
    Surroundings around = new Surroundings(selection.file(), first);
    int place = args.isEmpty()
        ? around.placeAbove()
        : new Surroundings(selection.file(), args.get(args.size() - 1)).end();
    return TextEdit.insert(
        place, first.source().inSameCase(Keyword.ARG) + " " + declaration + around.lineEnding());
  }

  private static ImmutableList<Offer> ofValue(
      Selection selection, Instruction instruction, Stage stage) {
    if (selection.isCursor()
        && (instruction instanceof Instruction.Arg || instruction instanceof Instruction.Env)) {
      return ImmutableList.of(); // the value has a name
    }
    TextRange place = selection.isCursor() ? version(selection) : selection.range();
    String value = place == null ? "" : place.of(selection.file().text());
    if (place == null || !ValueSpots.isPlain(value)) {
      return ImmutableList.of();
    }
    ValueSpots spots = new ValueSpots(selection.model(), value);
    if (!spots.in(instruction).contains(place)) {
      return ImmutableList.of();
    }
    String name = VariableNames.ofValue(selection.file(), instruction, place);
    Map<Stage, List<TextRange>> everywhere = new LinkedHashMap<>();
    Map<Stage, Instruction> firstUses = new LinkedHashMap<>();
    for (Stage each : selection.model().stages()) {
      for (Instruction other : selection.model().instructions(each)) {
        Set<TextRange> found = spots.in(other);
        if (!found.isEmpty()) {
          everywhere.computeIfAbsent(each, any -> new ArrayList<>()).addAll(found);
          firstUses.putIfAbsent(each, other);
        }
      }
    }
    return offers(
        new Extraction(selection, value, name), instruction, stage, place, everywhere, firstUses);
  }

  private record Extraction(Selection selection, String value, String name) {

    Offer local(Keyword keyword, Instruction before, String places, List<TextRange> uses) {
      TextEdit declaration = above(before, keyword, name + "=" + value);
      return offer(
          "Extract " + value + " to " + keyword + " " + name + places,
          name,
          List.of(declaration),
          uses);
    }

    TextEdit above(Instruction instruction, Keyword keyword, String declaration) {
      Surroundings around = new Surroundings(selection.file(), instruction);
      return TextEdit.insert(
          around.placeAbove(),
          around.indent() + instruction.source().inSameCase(keyword) + " " + declaration
              + around.lineEnding());
    }
  }

  private static ImmutableList<Offer> offers(
      Extraction extraction,
      Instruction instruction,
      Stage stage,
      TextRange place,
      Map<Stage, List<TextRange>> everywhere,
      Map<Stage, Instruction> firstUses) {
    ImmutableList.Builder<Offer> offers = ImmutableList.builder();
    List<TextRange> here = everywhere.getOrDefault(stage, List.of());
    Instruction first = firstUses.getOrDefault(stage, instruction);
    for (Keyword keyword : List.of(Keyword.ARG, Keyword.ENV)) {
      if (here.size() > 1) {
        String places = " (" + here.size() + " places)";
        offers.add(extraction.local(keyword, first, places, here));
      }
      offers.add(extraction.local(keyword, instruction, "", List.of(place)));
    }
    if (everywhere.size() > 1) {
      List<TextEdit> declarations = new ArrayList<>();
      String name = extraction.name();
      declarations.add(globalArg(extraction.selection(), name + "=" + extraction.value()));
      firstUses.values().forEach(use -> declarations.add(extraction.above(use, Keyword.ARG, name)));
      List<TextRange> all = everywhere.values().stream().flatMap(List::stream).toList();
      offers.add(offer(
          "Extract " + extraction.value() + " to ARG " + name + " of all stages (" + all.size()
              + " places)",
          name,
          declarations,
          all));
    }
    return offers.build();
  }

  private static Offer offer(
      String title, String name, List<TextEdit> declarations, List<TextRange> uses) {
    List<TextEdit> edits = new ArrayList<>(declarations);
    for (TextRange use : uses) {
      edits.add(TextEdit.replace(use, "${" + name + "}"));
    }
    return new Offer(title, TextEdit.inOrder(edits));
  }

  /** The version that the cursor is in: numbers with dots between. */
  private static @Nullable TextRange version(Selection selection) {
    String text = selection.file().text();
    int start = selection.range().start();
    int end = start;
    while (start > 0 && isVersionCharacter(text.charAt(start - 1))) {
      start--;
    }
    while (end < text.length() && isVersionCharacter(text.charAt(end))) {
      end++;
    }
    while (end > start && text.charAt(end - 1) == '.') {
      end--;
    }
    boolean version =
        end > start && text.charAt(start) != '.' && text.substring(start, end).indexOf('.') > 0;
    return version ? new TextRange(start, end) : null;
  }

  private static boolean isVersionCharacter(char c) {
    return c == '.' || (c >= '0' && c <= '9');
  }
}
