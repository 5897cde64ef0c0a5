package dev.plimsoll.syntax;

import org.jspecify.annotations.Nullable;

/** The variables that an expansion can see. Names are case-sensitive. */
@FunctionalInterface
public interface Variables {

  /** None is set. */
  Variables NONE = name -> null;

  /** The value of a variable in a build without {@code --build-arg}, possibly empty, or null where it is not set. */
  @Nullable String valueOf(String name);

  /** What a variable is whatever the build is told, as far as that is known. */
  default PartialText certain(String name) {
    PartialText value = byDefault(name);
    return value == null ? PartialText.unknown(name) : value;
  }

  /** What a variable is as long as nothing departs from the defaults of ARGs; null where it has no value. */
  default @Nullable PartialText byDefault(String name) {
    String value = valueOf(name);
    return value == null ? null : PartialText.of(value);
  }
}
