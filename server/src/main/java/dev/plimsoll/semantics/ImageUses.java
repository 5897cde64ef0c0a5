package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ParsedReference;
import dev.plimsoll.semantics.ImageUse.Role;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the images that a file names. */
final class ImageUses {

  private static final Function<String, ParsedReference> PARSE = ImageReference::parse;

  private final Dockerfile file;
  private final StageGraph graph;
  private final GlobalScope scope;
  private final ImmutableList.Builder<ImageUse> uses = ImmutableList.builder();

  private ImageUses(Dockerfile file, StageGraph graph, GlobalScope scope) {
    this.file = file;
    this.graph = graph;
    this.scope = scope;
  }

  static ImmutableList<ImageUse> of(SemanticModel model, StageGraph graph, GlobalScope scope) {
    ImageUses uses = new ImageUses(model.file(), graph, scope);
    for (Stage stage : graph.stages()) {
      if (stage.parent() == null) {
        uses.base(stage.from());
      }
      for (Instruction instruction : model.having(StageReference.MAY_REFER, stage)) {
        if (instruction instanceof Copy copy) {
          uses.copyFrom(copy);
        } else if (instruction instanceof Run run) {
          uses.mountFrom(run);
        }
      }
    }
    return uses.uses.build();
  }

  /** The image that a FROM names, or null. */
  static @Nullable ImageUse base(
      SemanticModel model, StageGraph graph, GlobalScope scope, From from) {
    ImageUses uses = new ImageUses(model.file(), graph, scope);
    uses.base(from);
    return Iterables.getFirst(uses.uses.build(), null);
  }

  private void base(From from) {
    Word word = from.image();
    if (word == null) {
      return;
    }
    String text = scope.expand(word.value(), file.memo()).withoutBuildArgs();
    TextRange range = word.range().shift(file.start(from));
    boolean written = text.equals(word.value());
    TextRange source = written ? literal(from, word) : argDefault(word.value(), text);
    add(Role.BASE, from, range, text, source, written ? null : argTag(word.value(), text));
  }

  /** The default of the ARG that follows the colon of {@code node:$VERSION}, where that is the tag as written. */
  private @Nullable TextRange argTag(String word, String text) {
    int colon = word.indexOf(":$");
    return colon >= 0 && text.startsWith(word.substring(0, colon + 1))
        ? argDefault(word.substring(colon + 1), text.substring(colon + 1))
        : null;
  }

  private @Nullable TextRange literal(Instruction instruction, Word word) {
    boolean contiguous = instruction.source().line().isContiguous(word.inLine());
    return contiguous ? word.range().shift(file.start(instruction)) : null;
  }

  /** The default of the ARG that the whole word stands for, where that default is the text as written. */
  private @Nullable TextRange argDefault(String word, String text) {
    Binding binding = scope.binding(variableName(word));
    if (binding == null || binding.instruction() == null || binding.pair() == null) {
      return null;
    }
    Pair pair = binding.pair();
    Word value = pair.value();
    return value != null && value.value().equals(text)
        ? literal(binding.instruction(), value)
        : null;
  }

  /** The name in {@code $NAME} or {@code ${NAME}}, or the empty text. */
  static String variableName(String word) {
    if (!word.startsWith("$")) {
      return "";
    }
    boolean braces = word.startsWith("${") && word.endsWith("}");
    return braces ? word.substring(2, word.length() - 1) : word.substring(1);
  }

  private void copyFrom(Copy copy) {
    Flag from = copy.from();
    if (from == null) {
      return;
    }
    String name = from.valueOrEmpty();
    if (graph.named(name) == null && isNoVariable(name) && StageReference.index(name) == null) {
      TextRange range = from.valueRange().shift(file.start(copy));
      add(Role.COPY_FROM, copy, range, name, range.length() == name.length() ? range : null, null);
    }
  }

  /** A dollar sign at the very end is an ordinary character. */
  static boolean isNoVariable(String name) {
    int dollar = name.indexOf('$');
    return dollar < 0 || dollar == name.length() - 1;
  }

  private void mountFrom(Run run) {
    for (Mount mount : run.mounts()) {
      Mount.Option from = mount.option("from");
      if (from == null || from.value() == null || from.value().isEmpty()) {
        continue;
      }
      String name = from.value();
      if (graph.named(name) == null && isNoVariable(name)) {
        TextRange range = from.valueRange().shift(file.start(run));
        add(
            Role.MOUNT_FROM,
            run,
            range,
            name,
            range.length() == name.length() ? range : null,
            null);
      }
    }
  }

  /** @param argTag where the tag stands if not in {@code source} */
  private void add(
      Role role,
      Instruction instruction,
      TextRange range,
      String text,
      @Nullable TextRange source,
      @Nullable TextRange argTag) {
    ParsedReference reference = file.memo().get(PARSE, text);
    TextRange tag = reference instanceof ImageReference image ? image.tagRange() : null;
    TextRange tagSource = source != null && tag != null ? tag.shift(source.start()) : argTag;
    uses.add(new ImageUse(role, instruction, range, text, reference, source, tagSource));
  }
}
