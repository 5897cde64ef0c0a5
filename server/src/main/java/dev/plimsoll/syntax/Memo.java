package dev.plimsoll.syntax;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out for a file from small values, such as what is known of the image that a FROM names. The file after
 * an edit takes over what it asks for again; the rest is forgotten with the file.
 */
public final class Memo {

  private final Map<Object, Object> known = new ConcurrentHashMap<>();
  private final Map<Object, Object> before;

  private Memo(Map<Object, Object> before) {
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
    return get(new Key(function, value), () -> function.apply(value));
  }

  /**
   * What belongs to a key, worked out in the same way.
   *
   * @param key all that the value depends on
   * @param work a pure function of the key
   */
  public <R> R get(Object key, Supplier<R> work) {
    Object value = known.get(key);
    if (value == null) {
      value = before.get(key);
      if (value == null) {
        value = work.get();
      }
      known.put(key, value);
    }
    @SuppressWarnings("unchecked") // behind a key stands what its work gave
    R typed = (R) value;
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
