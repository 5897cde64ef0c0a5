package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A path of the build context that a Dockerfile names: a source of COPY and ADD, or of a bind mount of RUN, that is no
 * address, no here-document and from no stage.
 *
 * @param range where it is written, in the file
 * @param path what it means, variables expanded
 */
public record ContextSource(TextRange range, String path) {

  /** Instructions in which one may be named. */
  private static final Trait MAY_BE_IN =
      Trait.of(Instruction.Transfer.class, Instruction.Run.class);

  /** More sources than these tell no more of which folder is meant. */
  private static final int MAX_TELLING = 32;

  /**
   * All of a file, in order. Left out are those with variables whose values are not known before a build, and the patterns
   * of another kind that {@code --parents} takes.
   */
  public static ImmutableList<ContextSource> in(SemanticModel model) {
    ImmutableList.Builder<ContextSource> sources = ImmutableList.builder();
    for (Instruction instruction : model.having(MAY_BE_IN)) {
      addAll(model, instruction, sources);
    }
    return sources.build();
  }

  /** The one at an offset, or null. */
  public static @Nullable ContextSource at(SemanticModel model, int offset) {
    if (model.file().elements().isEmpty()) {
      return null;
    }
    ImmutableList.Builder<ContextSource> sources = ImmutableList.builder();
    if (model.file().element(model.file().indexAt(offset)) instanceof Instruction instruction) {
      addAll(model, instruction, sources);
    }
    return sources.build().stream()
        .filter(source -> source.range.touches(offset))
        .findFirst()
        .orElse(null);
  }

  /** The paths that tell which folder is the context: not the context itself, which is everywhere, unless it leads upwards. */
  public static ImmutableSet<String> telling(SemanticModel model) {
    return in(model).stream()
        .map(ContextSource::path)
        .filter(path -> ContextPath.levelsUp(path) > 0
            || !ContextPath.inContext(path).isEmpty() && !path.equals("*"))
        .limit(MAX_TELLING)
        .collect(ImmutableSet.toImmutableSet());
  }

  private static void addAll(
      SemanticModel model, Instruction instruction, ImmutableList.Builder<ContextSource> sources) {
    if (instruction instanceof Instruction.Transfer transfer && isFromContext(transfer)) {
      for (Word word : transfer.sources()) {
        boolean isWide = transfer.flag("parents") != null && word.value().contains("**");
        if (Heredoc.nameIn(word.value()) == null && !isWide) {
          add(model, instruction, word.value(), word.range(), sources);
        }
      }
    } else if (instruction instanceof Instruction.Run run) {
      for (Mount mount : run.mounts()) {
        Mount.Option source = mount.option("source");
        boolean isFromContext = mount.type().equals("bind") && mount.option("from") == null;
        if (isFromContext && source != null && source.value() != null) {
          add(model, instruction, source.value(), source.valueRange(), sources);
        }
      }
    }
  }

  private static boolean isFromContext(Instruction.Transfer transfer) {
    Flag from = transfer.flag("from");
    return from == null || from.valueOrEmpty().isEmpty();
  }

  private static void add(
      SemanticModel model,
      Instruction instruction,
      String written,
      TextRange inside,
      ImmutableList.Builder<ContextSource> sources) {
    String text = model.expand(instruction, written).textByDefault();
    if (text != null && !text.isEmpty() && RemoteSource.of(text) == RemoteSource.LOCAL) {
      // The backtick is there for the sake of the backslash, which then is a separator.
      String path = model.file().escape() == '`' ? text.replace('\\', '/') : text;
      sources.add(new ContextSource(model.range(instruction, inside), path));
    }
  }
}
