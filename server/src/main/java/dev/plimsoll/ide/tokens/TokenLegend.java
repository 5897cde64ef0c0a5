package dev.plimsoll.ide.tokens;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.ValueSet;
import org.jspecify.annotations.Nullable;

/** The types and modifiers that an editor knows, in the order in which tokens refer to them. */
public final class TokenLegend {

  private static final int NONE = -1;

  private final ImmutableList<String> types;
  private final ImmutableList<String> modifiers;
  /** By ordinal. */
  private final int[] typeIndices = new int[TokenType.values().length];

  private final int[] modifierBits = new int[TokenModifier.values().length];

  private TokenLegend(ClientSupport support) {
    ImmutableList.Builder<String> knownTypes = ImmutableList.builder();
    int count = 0;
    for (TokenType type : TokenType.values()) {
      boolean known = support.knows(ValueSet.TOKEN_TYPES, type.id());
      typeIndices[type.ordinal()] = known ? count++ : indexOf(type.substitute());
      if (known) {
        knownTypes.add(type.id());
      }
    }
    ImmutableList.Builder<String> knownModifiers = ImmutableList.builder();
    int bit = 1;
    for (TokenModifier modifier : TokenModifier.values()) {
      if (support.knows(ValueSet.TOKEN_MODIFIERS, modifier.id())) {
        knownModifiers.add(modifier.id());
        modifierBits[modifier.ordinal()] = bit;
        bit <<= 1;
      }
    }
    this.types = knownTypes.build();
    this.modifiers = knownModifiers.build();
  }

  public static TokenLegend of(ClientSupport support) {
    return new TokenLegend(support);
  }

  private int indexOf(@Nullable TokenType type) {
    return type == null ? NONE : typeIndices[type.ordinal()];
  }

  public ImmutableList<String> types() {
    return types;
  }

  public ImmutableList<String> modifiers() {
    return modifiers;
  }

  /** The index of a type, of its substitute, or -1 where the editor knows neither. */
  int type(int kind) {
    return typeIndices[kind & TokenList.TYPE_MASK];
  }

  /** The bits of the modifiers that the editor knows. */
  int modifiers(int kind) {
    int bits = 0;
    int rest = kind >> TokenList.MODIFIERS;
    for (int i = 0; rest != 0; i++, rest >>= 1) {
      if ((rest & 1) != 0) {
        bits |= modifierBits[i];
      }
    }
    return bits;
  }
}
