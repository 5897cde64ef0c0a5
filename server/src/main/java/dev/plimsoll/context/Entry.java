package dev.plimsoll.context;

import org.jspecify.annotations.Nullable;

/**
 * A file or a folder of the build context.
 *
 * @param name its own name
 * @param path from the root of the context, with slashes; empty for the root
 * @param folder whether it is a folder, or a link to one
 * @param bytes the size of a file
 * @param verdict what .dockerignore makes of it
 */
public record Entry(String name, String path, boolean folder, long bytes, Verdict verdict) {

  /** Whether COPY can see it, or may see something in it. */
  public boolean isVisible() {
    return !verdict.ignored() || (folder && !verdict.closed());
  }

  /** The pattern that hides it, or null where it is visible. */
  public @Nullable IgnorePattern hiddenBy() {
    return isVisible() ? null : verdict.pattern();
  }
}
