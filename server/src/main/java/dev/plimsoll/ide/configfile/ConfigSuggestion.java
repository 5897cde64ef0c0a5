package dev.plimsoll.ide.configfile;

/**
 * Something that can be written at a place.
 *
 * @param text as it is written
 * @param behind what follows it when it is chosen
 * @param about Markdown that explains it
 */
record ConfigSuggestion(String text, String behind, String about) {}
