package dev.plimsoll.image;

/**
 * A repository that a search found.
 *
 * @param name as Docker prints it: {@code node}, {@code bitnami/redis}
 * @param description a line of its owner's, as text; may be empty
 * @param stars how many people marked it
 * @param official whether it is one of the Docker Official Images
 */
public record FoundRepository(String name, String description, long stars, boolean official) {}
