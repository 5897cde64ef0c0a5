package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.PartialText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the commands of a script run, and which places of the image their arguments mean. {@code cd} is followed as the
 * shell does it, and is taken to succeed where no {@code ||} says what happens else. Behind {@code eval} and a file that is
 * sourced the directory isn't known.
 */
public final class ScriptPlaces {

  private final ShellPosition start;
  private final ShellTexts texts;
  private final Map<Command.Simple, ShellPosition> positions;

  private ScriptPlaces(
      ShellPosition start, ShellTexts texts, Map<Command.Simple, ShellPosition> positions) {
    this.start = start;
    this.texts = texts;
    this.positions = positions;
  }

  /** The places of a script, as far as they are known on a basis. */
  public static ScriptPlaces of(SemanticModel model, RunScript script, Basis basis) {
    ShellTexts texts = new ShellTexts(model, script, basis);
    ShellPosition start = ShellPosition.at(
        model.directory(script.instruction(), basis),
        HomeDirectory.of(model, script.instruction(), basis),
        script.execForm() ? ImagePath.Answer.NO : texts.hasBraces(script.shell().name()));
    return new ScriptPlaces(start, texts, ShellWalk.of(script, texts, start));
  }

  /**
   * The place that an argument of a program means wherever that runs and whatever variables say: one that is written from the
   * root. Null where that isn't known from the word alone.
   */
  public static @Nullable ImagePath fromRoot(Invocation invocation, ShellWord argument) {
    ShellTexts.Text text = ShellTexts.written(argument);
    return text == null || !text.isFromRoot() || invocation.prefix("chroot") != null
        ? null
        : text.from(ImagePath.ROOT);
  }

  /** The home of the user who runs the script. */
  public ImagePath home() {
    return start.home().path();
  }

  /** The directory in which a program runs. */
  public ImagePath directory(Invocation invocation) {
    return position(invocation).directory();
  }

  private ShellPosition position(Invocation invocation) {
    ShellPosition position = positions.get(invocation.command());
    if (position == null || ShellWalk.runsElsewhere(invocation)) {
      return (position == null ? start : position).lost();
    }
    return position;
  }

  /** The place that an argument of a program means; several, where the shell makes several words of it. */
  public ImmutableList<ImagePath> places(Invocation invocation, ShellWord argument) {
    ShellPosition position = position(invocation);
    ImmutableList.Builder<ImagePath> places = ImmutableList.builder();
    for (ShellTexts.Text text : texts.of(argument, position)) {
      places.add(
          invocation.prefix("chroot") != null
              ? ImagePath.unknown()
              : text.from(position.directory()));
    }
    return places.build();
  }

  /**
   * What an argument of a program is, whatever it means; several texts, where the shell makes several words of it. A value
   * of several words counts as those where the argument is nothing but that variable.
   */
  public ImmutableList<PartialText> texts(Invocation invocation, ShellWord argument) {
    return texts.fields(argument, position(invocation));
  }

  /** The places that arguments of a program mean. */
  public ImmutableList<ImagePath> places(Invocation invocation, List<ShellWord> arguments) {
    ImmutableList.Builder<ImagePath> places = ImmutableList.builder();
    for (ShellWord argument : arguments) {
      places.addAll(places(invocation, argument));
    }
    return places.build();
  }
}
