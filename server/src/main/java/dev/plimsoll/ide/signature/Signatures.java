package dev.plimsoll.ide.signature;

import com.google.common.collect.ImmutableList;

/**
 * The forms that fit what has been written so far.
 *
 * @param active the index of the form that fits best
 * @param parameter the index of the part of that form in which the cursor stands
 */
record Signatures(ImmutableList<SignatureForm> forms, int active, int parameter) {

  static Signatures of(ImmutableList<SignatureForm> forms, int parameter) {
    return new Signatures(forms, 0, parameter);
  }

  static Signatures of(SignatureForm form, int parameter) {
    return new Signatures(ImmutableList.of(form), 0, parameter);
  }

  /** These, and others that fit less behind them. */
  Signatures with(ImmutableList<SignatureForm> others) {
    ImmutableList<SignatureForm> all =
        ImmutableList.<SignatureForm>builder().addAll(forms).addAll(others).build();
    return new Signatures(all, active, parameter);
  }
}
