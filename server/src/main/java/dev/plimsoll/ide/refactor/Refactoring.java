package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;

/**
 * A change of form that keeps the meaning, or how exactly an image is named. Has no state; is offered only where it is certain
 * to hold.
 */
public interface Refactoring {

  /** What the protocol calls the kinds of refactorings. */
  enum Kind {
    /** A value gets a name. */
    EXTRACT("refactor.extract"),
    /** A name is replaced by its value. */
    INLINE("refactor.inline"),
    /** The same is said in other words. */
    REWRITE("refactor.rewrite");

    private final String protocolName;

    Kind(String protocolName) {
      this.protocolName = protocolName;
    }

    public String protocolName() {
      return protocolName;
    }
  }

  Kind kind();

  /** What can be done at a selection, the likeliest first; mostly nothing. */
  ImmutableList<Offer> at(Selection selection);
}
