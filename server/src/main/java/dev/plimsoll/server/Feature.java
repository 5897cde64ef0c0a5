package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.server.Features.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@link Features} that was found.
 *
 * @param answer takes parameters of the class that the row names
 */
record Feature(Class<?> params, Lane lane, Answer<Object> answer) {

  /** What stands in a row but for the answer. */
  record Row(String method, Class<?> params, String capability) {}

  /** All rows, in their order. */
  static final ImmutableList<Row> ROWS = rows();

  private static ImmutableList<Row> rows() {
    Listing listing = new Listing();
    Features.find(listing);
    return listing.rows.build();
  }

  private static final class Listing implements Features.Rows {
    private final ImmutableList.Builder<Row> rows = ImmutableList.builder();

    @Override
    public boolean is(String method, Class<?> params, Lane lane, String capability) {
      rows.add(new Row(method, params, capability));
      return false;
    }
  }

  /** The feature that answers a method, or null where there is none. */
  @SuppressWarnings("unchecked") // whoever asks compares the parameters with their class
  static @Nullable Feature of(String method) {
    Search search = new Search(method);
    Answer<?> answer = Features.find(search);
    return answer == null ? null : new Feature(search.params, search.lane, (Answer<Object>) answer);
  }

  private static final class Search implements Features.Rows {
    private final String wanted;
    private Class<?> params = Object.class;
    private Lane lane = Lane.ANALYSIS;

    Search(String wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean is(String method, Class<?> params, Lane lane, String capability) {
      this.params = params;
      this.lane = lane;
      return method.equals(wanted);
    }
  }
}
