package dev.plimsoll.lint;

import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import org.jspecify.annotations.Nullable;

/** All that a verdict on elements which follow each other depends on: these very elements, and a state. */
final class Passage {

  private final Rule rule;
  private final Element[] elements;
  private final Object state;

  Passage(Rule rule, Dockerfile file, int first, int last, Object state) {
    this.rule = rule;
    this.elements = new Element[last - first + 1];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = file.element(first + i);
    }
    this.state = state;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Passage that)
        || rule != that.rule
        || elements.length != that.elements.length
        || !state.equals(that.state)) {
      return false;
    }
    for (int i = 0; i < elements.length; i++) {
      if (elements[i] != that.elements[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return 31 * System.identityHashCode(rule)
        + System.identityHashCode(elements[elements.length - 1]);
  }
}
