package dev.plimsoll.server;

import org.jspecify.annotations.Nullable;

/** Looks for the feature that answers a method. */
final class FeatureSearch extends Features {

  private final String wanted;
  private Class<?> params = Object.class;
  private Lane lane = Lane.ANALYSIS;

  FeatureSearch(String wanted) {
    this.wanted = wanted;
  }

  @Override
  boolean is(String method, Class<?> params, Lane lane, String capability) {
    if (!method.equals(wanted)) {
      return false;
    }
    this.params = params;
    this.lane = lane;
    return true;
  }

  /** How the feature answers parameters of its class; null where there is no such feature. */
  @SuppressWarnings("unchecked") // whoever calls it compares the parameters with their class
  @Nullable Answer<Object> answer() {
    return (Answer<Object>) find();
  }

  /** Of the feature that was found. */
  Class<?> params() {
    return params;
  }

  /** Of the feature that was found. */
  Lane lane() {
    return lane;
  }
}
