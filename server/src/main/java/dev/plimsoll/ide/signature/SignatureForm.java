package dev.plimsoll.ide.signature;

import com.google.common.collect.ImmutableList;

/**
 * One form in which something can be written.
 *
 * @param label the form itself: {@code COPY [flags] source ... dest}
 * @param summary what it does
 * @param parameters the parts of the label, in order
 */
record SignatureForm(String label, String summary, ImmutableList<Parameter> parameters) {

  /**
   * A part of the label.
   *
   * @param summary what to write there; empty where that goes without saying
   */
  record Parameter(int start, int end, String summary) {}

  /** A form whose parameters are given as their texts in the label, in order, each with its summary behind it. */
  static SignatureForm of(String label, String summary, String... parameters) {
    ImmutableList.Builder<Parameter> found = ImmutableList.builder();
    int from = 0;
    for (int i = 0; i < parameters.length; i += 2) {
      int start = label.indexOf(parameters[i], from);
      from = start + parameters[i].length();
      found.add(new Parameter(start, from, parameters[i + 1]));
    }
    return new SignatureForm(label, summary, found.build());
  }

  /** Whether it is a JSON array. */
  boolean isArray() {
    return parameters.stream().anyMatch(parameter -> label(parameter).equals("["));
  }

  /** How many arguments of different meaning there are, without those that are more of the same. */
  long countArguments() {
    return parameters.stream()
        .filter(it -> !it.summary().isEmpty() && !label(it).equals("..."))
        .count();
  }

  String label(Parameter parameter) {
    return label.substring(parameter.start(), parameter.end());
  }
}
