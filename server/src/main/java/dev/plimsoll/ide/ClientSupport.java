package dev.plimsoll.ide;

import com.google.common.collect.ImmutableSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What the editor said at {@code initialize} that it can show or do. Immutable. */
public final class ClientSupport {

  private final EnumSet<Ability> abilities;
  private final EnumMap<ValueSet, ImmutableSet<String>> values;
  private final int maxFoldingRanges;

  private ClientSupport(
      EnumSet<Ability> abilities,
      EnumMap<ValueSet, ImmutableSet<String>> values,
      int maxFoldingRanges) {
    this.abilities = abilities;
    this.values = values;
    this.maxFoldingRanges = maxFoldingRanges;
  }

  public static ClientSupport of(Set<Ability> abilities) {
    EnumSet<Ability> copy = EnumSet.noneOf(Ability.class);
    copy.addAll(abilities);
    return new ClientSupport(copy, new EnumMap<>(ValueSet.class), Integer.MAX_VALUE);
  }

  /** An editor that says nothing of itself, and gets answers of the protocol's first version. */
  public static ClientSupport none() {
    return of(EnumSet.noneOf(Ability.class));
  }

  /** One that can do everything. */
  public static ClientSupport full() {
    return of(EnumSet.allOf(Ability.class));
  }

  /** The same editor, which lists these values; numbers as they are written. */
  public ClientSupport with(Map<ValueSet, ImmutableSet<String>> values) {
    EnumMap<ValueSet, ImmutableSet<String>> copy = new EnumMap<>(ValueSet.class);
    copy.putAll(values);
    return new ClientSupport(abilities, copy, maxFoldingRanges);
  }

  /** The same editor, which wants no more folding ranges than these. */
  public ClientSupport withMaxFoldingRanges(int max) {
    return new ClientSupport(abilities, values, max);
  }

  public boolean has(Ability ability) {
    return abilities.contains(ability);
  }

  /** Whether a value is among those that the editor lists; true too where it lists none, for it may know all. */
  public boolean knows(ValueSet set, String value) {
    ImmutableSet<String> listed = values.get(set);
    return listed == null || listed.contains(value);
  }

  /** Whether the editor lists the values of a set at all. */
  public boolean lists(ValueSet set) {
    return values.containsKey(set);
  }

  public int maxFoldingRanges() {
    return maxFoldingRanges;
  }
}
