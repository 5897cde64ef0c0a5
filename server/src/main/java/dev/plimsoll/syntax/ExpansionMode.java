package dev.plimsoll.syntax;

/**
 * What the expansion of a word leaves alone. BuildKit expands the same grammar in different ways in different places.
 *
 * @param rawQuotes quotes stay in the result
 * @param rawEscapes escape characters stay in the result
 * @param skipUnset a variable that is not set stays as it was written instead of becoming empty
 * @param plainQuotes quotes are ordinary characters, they group nothing
 */
public record ExpansionMode(
    boolean rawQuotes, boolean rawEscapes, boolean skipUnset, boolean plainQuotes) {

  /** The arguments of instructions. */
  public static final ExpansionMode ARGUMENT = new ExpansionMode(false, false, false, false);

  /** The body of a here-document that COPY or ADD writes to a file. Its escape character is always the backslash. */
  public static final ExpansionMode HEREDOC_BODY = new ExpansionMode(false, false, false, true);

  /** The search for here-documents in an instruction, which changes nothing in the words that it finds. */
  public static final ExpansionMode AS_WRITTEN = new ExpansionMode(true, true, true, false);
}
