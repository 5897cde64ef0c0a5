package dev.plimsoll.syntax;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** Code that brings no values along, of which nobody could say whether they are still the same. */
public final class Stateless {

  private Stateless() {}

  /**
   * Refuses code that does.
   *
   * @param otherwise what to tell who wrote it
   * @throws IllegalArgumentException if it uses variables from around it
   */
  public static void check(Object code, String otherwise) {
    for (Field field : code.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        throw new IllegalArgumentException(otherwise);
      }
    }
  }
}
