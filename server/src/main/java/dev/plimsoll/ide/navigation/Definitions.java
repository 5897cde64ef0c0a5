package dev.plimsoll.ide.navigation;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.semantics.Occurrence;
import dev.plimsoll.semantics.Origins;
import dev.plimsoll.semantics.Symbols.Mention;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** Where what the cursor is on gets its meaning. */
public final class Definitions {

  private Definitions() {}

  /** Whether a name stands at an offset. */
  public static boolean isAt(Snapshot snapshot, int offset) {
    return snapshot.mentionAt(offset) != null;
  }

  /** Where it is declared and where it got the value that it has here; nothing for what the file doesn't define. */
  public static Either<List<? extends Location>, List<? extends LocationLink>> at(
      Snapshot snapshot, int offset, ClientSupport support) {
    Mention mention = snapshot.mentionAt(offset);
    ImmutableList<Occurrence> origins =
        mention == null ? ImmutableList.of() : Origins.definitions(snapshot.model(), mention);
    return answer(snapshot, mention, origins, support.has(Ability.DEFINITION_LINKS));
  }

  /** Where it is declared first: the ARG before the first FROM of which an ARG in a stage is another declaration. */
  public static Either<List<? extends Location>, List<? extends LocationLink>> declarationAt(
      Snapshot snapshot, int offset, ClientSupport support) {
    Mention mention = snapshot.mentionAt(offset);
    Occurrence origin = mention == null ? null : Origins.declaration(mention);
    return answer(
        snapshot,
        mention,
        origin == null ? ImmutableList.of() : ImmutableList.of(origin),
        support.has(Ability.DECLARATION_LINKS));
  }

  private static Either<List<? extends Location>, List<? extends LocationLink>> answer(
      Snapshot snapshot,
      @Nullable Mention mention,
      ImmutableList<Occurrence> origins,
      boolean links) {
    if (links && mention != null) {
      ImmutableList.Builder<LocationLink> found = ImmutableList.builder();
      for (Occurrence origin : origins) {
        found.add(link(snapshot, mention.occurrence().range(), origin.range()));
      }
      return Either.forRight(found.build());
    }
    ImmutableList.Builder<Location> found = ImmutableList.builder();
    for (Occurrence origin : origins) {
      found.add(new Location(snapshot.uri(), snapshot.range(origin.range())));
    }
    return Either.forLeft(found.build());
  }

  /** The whole instruction is shown, its name is gone to. */
  private static LocationLink link(Snapshot snapshot, TextRange from, TextRange to) {
    Instruction instruction = snapshot.file().instructionAt(to.start());
    TextRange shown =
        instruction == null ? to : snapshot.file().range(instruction).hull(to);
    return new LocationLink(
        snapshot.uri(), snapshot.range(shown), snapshot.range(to), snapshot.range(from));
  }
}
