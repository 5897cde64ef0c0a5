package dev.plimsoll.ide;

import java.util.EnumSet;
import java.util.Set;

/** What the editor said at {@code initialize} that it can show or do. Immutable. */
public final class ClientSupport {

  private final EnumSet<Ability> abilities;

  private ClientSupport(EnumSet<Ability> abilities) {
    this.abilities = abilities;
  }

  public static ClientSupport of(Set<Ability> abilities) {
    EnumSet<Ability> copy = EnumSet.noneOf(Ability.class);
    copy.addAll(abilities);
    return new ClientSupport(copy);
  }

  /** An editor that says nothing of itself, and gets answers of the protocol's first version. */
  public static ClientSupport none() {
    return new ClientSupport(EnumSet.noneOf(Ability.class));
  }

  /** One that can do everything. */
  public static ClientSupport full() {
    return new ClientSupport(EnumSet.allOf(Ability.class));
  }

  public boolean has(Ability ability) {
    return abilities.contains(ability);
  }
}
