package dev.plimsoll.syntax;

/**
 * A question that an element answers by itself, whatever stands around it: whether it is a RUN that runs apt-get, say. A
 * constant of the class that asks. {@link Dockerfile#where} keeps the answers, and after an edit asks only the elements
 * that are new.
 */
@FunctionalInterface
public interface Trait {

  boolean isOf(Element element);

  /** This or another. To be put together once, not at every question. */
  default Trait or(Trait other) {
    return element -> isOf(element) || other.isOf(element);
  }
}
