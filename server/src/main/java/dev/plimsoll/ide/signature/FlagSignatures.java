package dev.plimsoll.ide.signature;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.ide.Topic.Kind;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.FlagSpec;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.KnownFlags;
import dev.plimsoll.syntax.Mount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms of flags, and of the mounts that RUN takes. */
final class FlagSignatures {

  private FlagSignatures() {}

  /** The form of the flag in whose value the cursor stands, and behind it what was found for the instruction. */
  static Signatures ofValue(Signatures found, Instruction instruction, Flag flag, int offset) {
    Topic topic = LanguageReference.flag(instruction.keyword(), flag.name());
    if (topic == null) {
      return found;
    }
    Signatures value = flag.name().equals("mount")
        ? mount((Instruction.Run) instruction, flag, offset)
        : Signatures.of(form(instruction.keyword(), topic), 0);
    return value == null ? found : value.with(found.forms());
  }

  /** What was found for the instruction, and behind it the flags that begin as the one that is being written. */
  static Signatures ofName(Signatures found, Keyword keyword, String prefix) {
    ImmutableList.Builder<SignatureForm> flags = ImmutableList.builder();
    for (Topic topic : LanguageReference.flags(keyword)) {
      if (topic.name().startsWith(prefix)) {
        flags.add(form(keyword, topic));
      }
    }
    Signatures all = found.with(flags.build());
    boolean flagsArePart = found.forms().get(0).label().contains("[flags]");
    return flagsArePart || all.forms().size() == found.forms().size()
        ? all
        : new Signatures(all.forms(), found.forms().size(), 0);
  }

  private static SignatureForm form(Keyword keyword, Topic topic) {
    String value = placeholder(keyword, topic);
    boolean healthcheck = keyword == Keyword.HEALTHCHECK;
    String flag = (healthcheck ? "HEALTHCHECK --" : "--") + topic.name() + "=";
    int end = flag.length() + value.length();
    return new SignatureForm(
        flag + value + (healthcheck ? " ..." : ""),
        topic.summary(),
        ImmutableList.of(new SignatureForm.Parameter(flag.length(), end, value(topic))));
  }

  private static String value(Topic flag) {
    String value = "The value of `--" + flag.name() + "`.";
    return flag.preset().isEmpty() ? value : value + " Without the flag: " + flag.preset() + ".";
  }

  /** What stands for the value in the form of a flag. */
  private static String placeholder(Keyword keyword, Topic flag) {
    FlagSpec known = KnownFlags.find(keyword, flag.name());
    if (known != null && !known.values().isEmpty()) {
      return String.join("|", known.values());
    }
    return switch (flag.name()) {
      case "from" -> "stage";
      case "chown" -> "user:group";
      case "chmod" -> "mode";
      case "exclude" -> "pattern";
      case "checksum" -> "digest";
      case "mount" -> "type=...";
      case "start-period" -> "5s"; // the default, 0s, shows nothing
      default -> flag.preset().isEmpty() ? flag.name() : flag.preset();
    };
  }

  /** The forms of the type of a mount, or of all types that begin as the one that is being written. */
  private static @Nullable Signatures mount(Instruction.Run run, Flag flag, int offset) {
    for (Mount mount : run.mounts()) {
      if (mount.flag() == flag) {
        Mount.Option written = mount.option("type");
        String type =
            written == null || written.value() == null ? "" : Ascii.toLowerCase(written.value());
        Topic known = LanguageReference.find(Kind.MOUNT, type);
        ImmutableList.Builder<SignatureForm> forms = ImmutableList.builder();
        for (Topic topic : LanguageReference.topics(Kind.MOUNT)) {
          if (known == null ? topic.name().startsWith(type) : topic == known) {
            forms.add(form(topic));
          }
        }
        ImmutableList<SignatureForm> found = forms.build();
        String keys = known == null ? "bind" : known.name();
        return found.isEmpty() ? null : Signatures.of(found, part(mount, keys, offset));
      }
    }
    return null;
  }

  private static SignatureForm form(Topic mount) {
    StringBuilder label = new StringBuilder("--mount=");
    ImmutableList.Builder<SignatureForm.Parameter> parameters = ImmutableList.builder();
    for (Topic key : LanguageReference.topics(Kind.MOUNT_KEY, mount.name())) {
      int start = label.length();
      label.append(key.name()).append('=').append(value(mount, key));
      parameters.add(new SignatureForm.Parameter(start, label.length(), key.summary()));
      label.append(',');
    }
    label.setLength(label.length() - 1);
    return new SignatureForm(label.toString(), mount.summary(), parameters.build());
  }

  private static String value(Topic mount, Topic key) {
    return switch (key.name()) {
      case "type" -> mount.name();
      case "target", "source" -> "path";
      case "from" -> "stage";
      case "id" -> "name";
      case "env" -> "variable";
      case "size" -> "bytes";
      default -> key.preset();
    };
  }

  /** The option at the cursor; where none is begun yet, the first that isn't given. */
  private static int part(Mount mount, String type, int offset) {
    ImmutableList<Topic> keys = LanguageReference.topics(Kind.MOUNT_KEY, type);
    String writing = "";
    List<String> given = new ArrayList<>();
    for (Mount.Option option : mount.options()) {
      if (option.valueRange().end() - option.field().length() <= offset
          && offset <= option.valueRange().end()) {
        writing = option.key();
      }
      given.add(option.key());
    }
    for (int i = 0; i < keys.size(); i++) {
      Topic key = keys.get(i);
      boolean match = writing.isEmpty()
          ? !given.contains(key.name()) && key.aliases().stream().noneMatch(given::contains)
          : key.name().startsWith(writing) || key.aliases().contains(writing);
      if (match) {
        return i;
      }
    }
    return 0;
  }
}
