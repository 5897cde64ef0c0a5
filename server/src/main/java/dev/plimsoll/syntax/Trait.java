package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A question that an element answers by itself, whatever stands around it: whether it is a RUN that runs apt-get, say.
 * {@link Dockerfile#where} keeps the answers, and after an edit asks only the elements that are new.
 *
 * <p>Traits that ask the same are equal, wherever they are made: a question consists of a kind of elements, of code that
 * brings no values along, and of a value that is compared. So what is kept by traits is found again and doesn't grow.
 */
public final class Trait {

  /** What no element has. */
  public static final Trait NONE = new Trait(ImmutableSet.of());

  private static final String NO_VARIABLES =
      "a trait's test may use no variables from around it: give them as the key";

  private final ImmutableSet<Question<?, ?>> any;
  /** The same: every element is asked them, so that an iterator would count. */
  private final Question<?, ?>[] questions;

  private final int hash;

  private Trait(ImmutableSet<Question<?, ?>> any) {
    this.any = any;
    this.questions = any.toArray(new Question<?, ?>[0]);
    this.hash = any.hashCode();
  }

  /** Elements of some kinds. */
  @SafeVarargs
  public static Trait of(Class<? extends Element>... kinds) {
    ImmutableSet.Builder<Question<?, ?>> any = ImmutableSet.builder();
    for (Class<? extends Element> kind : kinds) {
      any.add(new Question<>(kind, true, (element, key) -> true));
    }
    return new Trait(any.build());
  }

  /**
   * Elements of a kind that pass a test.
   *
   * @param test a lambda or method reference that uses no variables from around it
   * @throws IllegalArgumentException if it does
   */
  public static <E extends Element> Trait of(Class<E> kind, Predicate<? super E> test) {
    return new Trait(ImmutableSet.of(new Question<E, Test<E>>(
        kind, new Test<>(test), (element, key) -> key.test.test(element))));
  }

  /**
   * Elements of a kind that pass a test with a value.
   *
   * @param key a value with {@code equals}, such as a set of names
   * @param test a lambda or method reference that uses no variables from around it
   * @throws IllegalArgumentException if it does, or if the value is compared by identity
   */
  public static <E extends Element, K> Trait of(
      Class<E> kind, K key, BiPredicate<? super E, ? super K> test) {
    if (isComparedByIdentity(key)) {
      throw new IllegalArgumentException("a trait's key needs equals: " + key.getClass());
    }
    return new Trait(ImmutableSet.of(new Question<E, K>(kind, key, test)));
  }

  /**
   * Instructions of a kind, or ONBUILDs, which may trigger one, that pass a test.
   *
   * @param test as for one kind; it is asked of any ONBUILD
   */
  public static Trait orTriggered(Class<? extends Instruction> kind, Predicate<Instruction> test) {
    return of(kind, test).or(of(Instruction.Onbuild.class, test));
  }

  /** The same with a value. */
  public static <K> Trait orTriggered(
      Class<? extends Instruction> kind, K key, BiPredicate<Instruction, K> test) {
    return of(kind, key, test).or(of(Instruction.Onbuild.class, key, test));
  }

  /** Instructions in which a text stands anywhere, whether or not it means something there. */
  public static Trait containing(String text) {
    return of(Instruction.class, text, (instruction, part) -> instruction.text().contains(part));
  }

  /** Whether an element has it; also where the test fails: who goes by it looks at the element, and is told then. */
  public boolean isOf(Element element) {
    try {
      for (Question<?, ?> question : questions) {
        if (question.holds(element)) {
          return true;
        }
      }
      return false;
    } catch (RuntimeException e) {
      return true; // else a single test would keep the whole file from being read
    }
  }

  /** Whether elements of a class can have it. */
  boolean mayBeOf(Class<?> kind) {
    for (Question<?, ?> question : questions) {
      if (question.kind.isAssignableFrom(kind)) {
        return true;
      }
    }
    return false;
  }

  /** This or another. */
  public Trait or(Trait other) {
    return new Trait(
        ImmutableSet.<Question<?, ?>>builder().addAll(any).addAll(other.any).build());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Trait that && hash == that.hash && any.equals(that.any);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  private static boolean isComparedByIdentity(Object key) {
    try {
      return !(key instanceof Class)
          && key.getClass().getMethod("equals", Object.class).getDeclaringClass() == Object.class;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  /** A test that is equal to any other of the same code. */
  private record Test<E>(Predicate<? super E> test) {

    Test {
      Stateless.check(test, NO_VARIABLES);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Test<?> that && test.getClass() == that.test.getClass();
    }

    @Override
    public int hashCode() {
      return test.getClass().hashCode();
    }
  }

  /** Whether an element of a kind passes a test with a value. */
  private record Question<E extends Element, K>(
      Class<E> kind, K key, BiPredicate<? super E, ? super K> test) {

    Question {
      Stateless.check(test, NO_VARIABLES);
    }

    boolean holds(Element element) {
      @SuppressWarnings("unchecked") // of the kind, if it comes to that
      E one = (E) element;
      return kind.isInstance(element) && test.test(one, key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Question<?, ?> that
          && kind == that.kind
          && test.getClass() == that.test.getClass()
          && key.equals(that.key);
    }

    @Override
    public int hashCode() {
      return (31 * kind.hashCode() + key.hashCode()) * 31 + test.getClass().hashCode();
    }
  }
}
