package dev.plimsoll.rewrite;

import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** What the author says of an instruction: in the comments right above it, or above the block of variables that it is in, or between its lines. */
public final class AuthorsComment {

  /** Comments above that are looked at. */
  private static final int MOST = 20;

  /** What a comment says that speaks of layers, of the cache, or of keeping commands apart. */
  private static final Regex APART = Regex.of("(?i)\\b(?:layers?"
      + "|cached|caching|(?:better|build|docker|for|from|uses?|using|bust\\w{0,3}|invalidat\\w{1,3}) (?:the )?cache"
      + "|shar(?:e|es|ing)|(?:are|be|is) shared|shared (?:across|between|by|with)"
      + "|re-?us(?:e|es|ed|able|ing)|apart|separate(?:ly|d)?|own run|dockerfiles|docker files)\\b");

  private AuthorsComment() {}

  /** Whether one of those comments gives a reason why a RUN is a layer of its own. */
  public static boolean keepsApart(Dockerfile file, Instruction instruction) {
    return has(file, instruction, APART);
  }

  /** Whether one of those comments has some words. */
  public static boolean has(Dockerfile file, Instruction instruction, Regex words) {
    int index = file.indexOf(instruction);
    for (int i = index - 1; i >= Math.max(0, index - MOST); i--) {
      Element above = file.element(i);
      if (above instanceof Instruction.Pairs && instruction instanceof Instruction.Pairs) {
        continue; // one block of variables
      }
      if (!(above instanceof Element.Comment comment)) {
        break;
      }
      if (words.matcher(comment.content()).find()) {
        return true;
      }
    }
    for (Token token : instruction.source().tokens()) {
      if (token.kind() == Token.Kind.COMMENT
          && words.matcher(token.range().of(instruction.text())).find()) {
        return true;
      }
    }
    return false;
  }

  /** The comments right above an instruction, and those between its lines, as one text. */
  public static String text(Dockerfile file, Instruction instruction) {
    StringBuilder text = new StringBuilder();
    int index = file.indexOf(instruction);
    int first = index;
    while (first > Math.max(0, index - MOST)
        && file.element(first - 1) instanceof Element.Comment) {
      first--;
    }
    for (int i = first; i < index; i++) {
      if (file.element(i) instanceof Element.Comment comment) {
        text.append(comment.content()).append(' ');
      }
    }
    for (Token token : instruction.source().tokens()) {
      if (token.kind() == Token.Kind.COMMENT) {
        text.append(token.range().of(instruction.text())).append(' ');
      }
    }
    return text.toString();
  }

  /** The instruction right below the comments of which the element at an index is one; null where there is none. */
  public static @Nullable Instruction below(Dockerfile file, int comment) {
    int end = Math.min(file.elements().size(), comment + MOST);
    for (int i = comment + 1; i < end; i++) {
      Element element = file.element(i);
      if (!(element instanceof Element.Comment)) {
        return element instanceof Instruction instruction ? instruction : null;
      }
    }
    return null;
  }

  /** The same of the comments that the file begins with. */
  public static boolean heads(Dockerfile file, Regex words) {
    for (int i = 0; i < MOST && i < file.elements().size(); i++) {
      Element element = file.element(i);
      if (element instanceof Instruction) {
        return false;
      }
      if (element instanceof Element.Comment comment
          && words.matcher(comment.content()).find()) {
        return true;
      }
    }
    return false;
  }
}
