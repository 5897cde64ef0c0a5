package dev.plimsoll.syntax;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out for a file from small values, such as what is known of the image that a FROM names. The file after
 * an edit takes over what it asks for again; the rest is forgotten with the file.
 */
public final class Memo {

  private final Map<Key, Object> known = new ConcurrentHashMap<>();
  private final Map<Key, Object> before;

  private Memo(Map<Key, Object> before) {
    this.before = before;
  }

  static Memo empty() {
    return new Memo(Map.of());
  }

  /** For the file after an edit. */
  Memo next() {
    return new Memo(known.isEmpty() ? before : known);
  }

  /**
   * What a function makes of a value, worked out where neither this file nor the one before it has asked for it.
   *
   * @param function pure; a constant of the class that asks
   */
  public <T, R> R get(Function<T, R> function, T value) {
    Key key = new Key(function, value);
    Object result = known.get(key);
    if (result == null) {
      result = before.get(key);
      if (result == null) {
        result = function.apply(value);
      }
      known.put(key, result);
    }
    @SuppressWarnings(
        "unchecked") // behind a function and a value stands what the one makes of the other
    R typed = (R) result;
    return typed;
  }

  private static final class Key {
    private final Function<?, ?> function;
    private final Object value;

    Key(Function<?, ?> function, Object value) {
      this.function = function;
      this.value = value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && function == that.function && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(function) + value.hashCode();
    }
  }
}
