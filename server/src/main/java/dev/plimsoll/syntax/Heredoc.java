package dev.plimsoll.syntax;

import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A here-document of RUN, COPY or ADD. All ranges are relative to the start of the instruction.
 *
 * @param name the delimiter, quotes removed
 * @param opener the word that opens it, such as {@code <<-"EOF"}
 * @param body the lines between opener and terminator, the last line ending included
 * @param terminator the terminating line without its line ending; empty at the end of the file where it is missing
 * @param expand whether the builder expands variables in the body: no quote characters stood around the name
 * @param chomp whether leading tabs are stripped from every line, the {@code <<-} form
 * @param terminated whether the terminator was found
 */
public record Heredoc(
    String name,
    Word opener,
    TextRange body,
    TextRange terminator,
    boolean expand,
    boolean chomp,
    boolean terminated) {

  /** The name of the here-document that an argument of ADD or COPY, taken whole, stands for; null where it is a path. */
  public static @Nullable String nameIn(String argument) {
    return HeredocScanner.nameIn(argument);
  }
}
