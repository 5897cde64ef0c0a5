package dev.plimsoll.image;

/** What a text is when it is read as the name of an image: an {@link ImageReference}, or the reason why it is none. */
public sealed interface ParsedReference permits ImageReference, ParsedReference.Invalid {

  /** The text that was read, unchanged. */
  String text();

  /**
   * A text that names no image.
   *
   * @param text the text, unchanged
   * @param message what is wrong, in plain words
   * @param dockerMessage what Docker says, without the quoted text that it puts before
   */
  record Invalid(String text, String message, String dockerMessage) implements ParsedReference {}
}
