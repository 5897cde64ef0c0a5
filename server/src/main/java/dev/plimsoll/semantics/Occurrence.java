package dev.plimsoll.semantics;

import dev.plimsoll.text.TextRange;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A place that names a {@link Symbol}.
 *
 * @param range in the file
 * @param stage the stage that it belongs to; null before the first FROM and in FROM itself
 */
public record Occurrence(
    TextRange range, Role role, Form form, @Nullable Stage stage) {

  public enum Role {
    /** Brings the symbol into being, or declares it again. */
    DECLARATION,
    /** Gives what is declared already another value. */
    WRITE,
    READ
  }

  /** How the place names it, which decides what a new name does to the place. */
  public enum Form {
    /** By its name, in any case of letters that the symbol allows. */
    NAME,
    /** By its name in lower case: FROM takes a stage no other way. */
    LOWER_CASE_NAME,
    /** By something that stays true under another name: an index, or a variable whose default is a place of its own. */
    INDIRECT,
    /** By an expression that happens to come to the name. */
    COMPUTED
  }

  static final Comparator<Occurrence> BY_POSITION =
      Comparator.comparingInt(occurrence -> occurrence.range().start());

  static Occurrence of(TextRange range, Role role, @Nullable Stage stage) {
    return new Occurrence(range, role, Form.NAME, stage);
  }

  public boolean isRead() {
    return role == Role.READ;
  }

  /** Whether a new name has to be written here. */
  public boolean isNamed() {
    return form == Form.NAME || form == Form.LOWER_CASE_NAME;
  }
}
