package dev.plimsoll.ide.hover;

import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Occurrence;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.Symbol;
import dev.plimsoll.semantics.Symbols.Mention;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** Where a user or a group comes from: a line of the file, the base image, or every image. */
final class UserHover {

  private final Snapshot snapshot;
  private final Instruction instruction;
  private final Markup out;

  private UserHover(Snapshot snapshot, Instruction instruction, boolean markdown) {
    this.snapshot = snapshot;
    this.instruction = instruction;
    this.out = new Markup(markdown);
  }

  /** @param offset relative to the instruction, as the range of the answer is */
  static @Nullable Section at(
      Snapshot snapshot, Instruction instruction, int offset, boolean markdown) {
    UserHover hover = new UserHover(snapshot, instruction, markdown);
    int start = snapshot.file().start(instruction);
    Mention mention = snapshot.mentionAt(start + offset);
    if (mention != null && isAccount(mention.symbol())) {
      Markup said = hover.name(mention.symbol(), mention.occurrence());
      return said == null ? null : new Section(mention.occurrence().range().shift(-start), said);
    }
    Word word = instruction instanceof Instruction.User user ? user.name() : null;
    return word != null && word.range().touches(offset) ? hover.number(word) : null;
  }

  private static boolean isAccount(Symbol symbol) {
    return symbol.kind() == Symbol.Kind.USER || symbol.kind() == Symbol.Kind.GROUP;
  }

  private @Nullable Markup name(Symbol symbol, Occurrence place) {
    boolean group = symbol.kind() == Symbol.Kind.GROUP;
    String name = symbol.name();
    Occurrence made = symbol.declaration();
    if (made != null) {
      heading(group, name);
      out.paragraph(
          made == place
              ? "Made here."
              : "Made in line " + (snapshot.lines().lineAt(made.range().start()) + 1) + ".");
      return out;
    }
    if (name.equals("root")) {
      heading(group, name);
      out.paragraph(
          group ? "Group 0, root, which every image has." : "User 0, root, who may do everything.");
      return out;
    }
    ImageReference image = base();
    ImageUser user = image == null ? null : ImageUser.of(image);
    if (image == null || user == null || !user.name().equals(name)) {
      return null;
    }
    heading(group, name);
    int id = group ? user.gid() : user.uid();
    out.paragraph()
        .text("Comes with ")
        .code(image.familiar())
        .text(id == ImageUser.UNKNOWN_ID ? "." : ", as number " + id + ".");
    return out;
  }

  private void heading(boolean group, String name) {
    out.paragraph().text(group ? "Group " : "User ").strong(name);
  }

  private @Nullable Section number(Word word) {
    TextRange range = word.range();
    if (word.value().equals("0")) {
      out.paragraph().text("User ").strong("0").text(" · root, who may do everything.");
      return new Section(range, out);
    }
    ImageReference image = base();
    ImageUser user = image == null ? null : ImageUser.of(image);
    if (image == null
        || user == null
        || user.name().isEmpty()
        || !word.value().equals(String.valueOf(user.uid()))) {
      return null;
    }
    out.paragraph()
        .text("User ")
        .strong(word.value())
        .text(" · ")
        .code(user.name())
        .text(" of ")
        .code(image.familiar())
        .text(".");
    return new Section(range, out);
  }

  private @Nullable ImageReference base() {
    Stage stage = snapshot.model().stageOf(instruction);
    ImageUse use = stage == null ? null : snapshot.model().baseImage(stage);
    return use == null ? null : use.image();
  }
}
