package dev.plimsoll.syntax;

import org.jspecify.annotations.Nullable;

/** The variables that an expansion can see. */
@FunctionalInterface
public interface Variables {

  /** The value of a variable, possibly empty, or null where it is not set. Names are case-sensitive. */
  @Nullable String valueOf(String name);
}
