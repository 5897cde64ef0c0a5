package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The shell of the base image as a comment {@code # hadolint shell=NAME} declares it. */
final class DeclaredShell {

  private static final Regex FORM = Regex.of("hadolint\\s+shell\\s*=\\s*(\\S+).*");

  static final Trait IS_DECLARATION =
      Trait.of(Element.Comment.class, comment -> name(comment) != null);

  private DeclaredShell() {}

  private static @Nullable String name(Element.Comment comment) {
    if (!comment.text().contains("hadolint")) {
      return null;
    }
    Matcher form = FORM.matcher(comment.content());
    return form.matches() ? form.group(1) : null;
  }

  /**
   * What the last such comment declares that counts for an element: one in its stage or a stage that this is FROM, or one
   * before all stages.
   *
   * @param stage that of the element, or null
   * @param since the element from which on they count: the SHELL that is in force, or -1
   */
  static @Nullable Shell of(Dockerfile file, @Nullable Stage stage, int element, int since) {
    ImmutableIntArray places = file.where(IS_DECLARATION);
    for (int i = places.length() - 1; i >= 0; i--) {
      int place = places.get(i);
      if (place < element && place > since && counts(file, place, stage)) {
        String name = name((Element.Comment) file.element(place));
        return name == null ? null : Shell.of(ImmutableList.of(name, "-c"));
      }
    }
    return null;
  }

  private static boolean counts(Dockerfile file, int place, @Nullable Stage stage) {
    for (Stage one = stage; one != null; one = one.parent()) {
      if (one.start() <= place && place < one.end()) {
        return true;
      }
    }
    return file.where(Trait.of(Instruction.From.class), 0, place).isEmpty();
  }
}
