package dev.plimsoll.ide.hover;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.ide.Topic.Kind;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** What a flag does, or the value at the pointer, or the option of a mount. */
final class FlagHover {

  /** A longer list of values is for completion. */
  private static final int MOST_VALUES = 5;

  private final Instruction instruction;
  private final Flag flag;
  private final int offset;
  private final Markup out;

  private FlagHover(Instruction instruction, Flag flag, int offset, boolean markdown) {
    this.instruction = instruction;
    this.flag = flag;
    this.offset = offset;
    this.out = new Markup(markdown);
  }

  static @Nullable Section at(Instruction instruction, Flag flag, int offset, boolean markdown) {
    Topic topic = LanguageReference.flag(instruction.keyword(), flag.name());
    if (topic == null) {
      return null;
    }
    FlagHover hover = new FlagHover(instruction, flag, offset, markdown);
    boolean inValue = flag.value() != null && flag.valueRange().touches(offset);
    Section found = inValue ? hover.value() : null;
    return found != null
        ? found
        : hover.section(
            flag.range(),
            "--" + flag.name(),
            topic,
            LanguageReference.topics(Kind.VALUE, instruction.keyword() + " " + flag.name()));
  }

  private Section section(TextRange range, String title, Topic topic) {
    return section(range, title, topic, ImmutableList.of());
  }

  private Section section(TextRange range, String title, Topic topic, ImmutableList<Topic> values) {
    out.heading(title);
    topic.describe(out);
    if (values.size() <= MOST_VALUES) {
      values.forEach(
          value -> out.paragraph().code(value.name()).text(" – ").prose(value.summary()));
    }
    return new Section(range, out);
  }

  private @Nullable Section value() {
    if (instruction instanceof Instruction.Run run && flag.name().equals("mount")) {
      return mount(run);
    }
    if (flag.name().equals("chmod")) {
      return mode(flag.valueOrEmpty());
    }
    String parent = instruction.keyword() + " " + flag.name();
    Topic value = LanguageReference.find(Kind.VALUE, parent, flag.valueOrEmpty());
    return value == null
        ? null
        : section(flag.valueRange(), "--" + flag.name() + "=" + value.name(), value);
  }

  private @Nullable Section mount(Instruction.Run run) {
    for (Mount mount : run.mounts()) {
      if (mount.flag() == flag) {
        for (Mount.Option option : mount.options()) {
          TextRange range = wholeRange(option);
          if (range.touches(offset)) {
            return option(mount.type(), option, range);
          }
        }
      }
    }
    return null;
  }

  /** Key and value, as far as they stand in the text as they are read. */
  private TextRange wholeRange(Mount.Option option) {
    int start = option.valueRange().end() - option.field().length();
    return start >= flag.valueRange().start()
        ? new TextRange(start, option.valueRange().end())
        : option.valueRange();
  }

  private @Nullable Section option(String type, Mount.Option option, TextRange range) {
    String value = option.value();
    if (option.key().equals("type") && value != null && option.valueRange().touches(offset)) {
      Topic mount = LanguageReference.find(Kind.MOUNT, Ascii.toLowerCase(value));
      return mount == null ? null : section(range, "type=" + mount.name(), mount);
    }
    if (value != null && option.valueRange().touches(offset)) {
      String parent = type + " " + option.key();
      Topic known = LanguageReference.find(Kind.MOUNT_VALUE, parent, Ascii.toLowerCase(value));
      if (known != null) {
        return section(range, option.key() + "=" + known.name(), known);
      }
      if (option.key().equals("mode")) {
        Section mode = mode(value);
        return mode == null ? null : new Section(range, mode.said());
      }
    }
    Topic key = LanguageReference.find(Kind.MOUNT_KEY, type, option.key());
    if (key == null) {
      return null;
    }
    ImmutableList<Topic> values =
        LanguageReference.topics(Kind.MOUNT_VALUE, type + " " + key.name());
    return section(range, key.name() + " of a " + type + " mount", key, values);
  }

  private @Nullable Section mode(String octal) {
    return OctalMode.describe(octal, out) ? new Section(flag.valueRange(), out) : null;
  }
}
