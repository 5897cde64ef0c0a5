package dev.plimsoll.ide.completion;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.syntax.ExpandableWord;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.FlagSpec;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.InstructionText;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.KnownFlags;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.VariableUse;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in an instruction that has a letter where the cursor is. Ranges are those of its logical line. */
final class InstructionSite {

  private static final String MODIFIERS = "}:-+?#%/";

  private final Instruction whole;
  private final EmbeddedText line;
  private final String code;
  private final int start;
  private final int home;
  private final int at;
  private final boolean posix;

  /**
   * @param start the offset of the instruction in the file
   * @param home the offset of the letter in the instruction
   * @param posix whether its shell form is for a shell of the POSIX family
   */
  InstructionSite(Instruction whole, int start, int home, boolean posix) {
    this.whole = whole;
    this.line = whole.source().line();
    this.code = line.code();
    this.start = start;
    this.home = home;
    this.at = line.fromHome(home);
    this.posix = posix;
  }

  @Nullable Site find() {
    for (Heredoc heredoc : whole.heredocs()) {
      if (heredoc.body().contains(home) || heredoc.terminator().touches(home)) {
        return whole.innermost() instanceof Instruction.Run run ? shell(run) : null;
      }
    }
    return at < code.length() && line.home(at) == home ? in(whole, false) : null;
  }

  private @Nullable Site in(Instruction instruction, boolean trigger) {
    InstructionText source = instruction.source();
    if (source.keywordRange().contains(home)) {
      boolean comment = at + 1 < code.length() && code.charAt(at + 1) == '#';
      boolean alone = source.flags().isEmpty() && source.argumentsInLine().isEmpty() && !comment;
      TextRange keyword = wordAround(at);
      return site(keyword, true, instruction, new Slot.InstructionKeyword(trigger, alone));
    }
    for (Flag flag : source.flags()) {
      if (flag.word().inLine().contains(at)) {
        return instruction.keyword() == Keyword.ONBUILD ? null : flag(instruction, flag);
      }
    }
    if (instruction instanceof Instruction.Onbuild onbuild) {
      return onbuild.trigger() == null ? null : in(onbuild.trigger(), true);
    }
    return source.argumentsInLine().contains(at) ? arguments(instruction) : null;
  }

  private TextRange wordAround(int offset) {
    int from = offset;
    while (from > 0 && !isBlank(code.charAt(from - 1))) {
      from--;
    }
    int to = offset;
    while (to < code.length() && !isBlank(code.charAt(to))) {
      to++;
    }
    return new TextRange(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  // Flags

  private @Nullable Site flag(Instruction instruction, Flag flag) {
    TextRange word = flag.word().inLine();
    int equals = code.indexOf('=', word.start());
    boolean hasValue = equals >= 0 && equals < word.end();
    if (!hasValue || at < equals) {
      TextRange name = new TextRange(word.start(), hasValue ? equals : word.end());
      return site(name, true, instruction, flagName(instruction, flag, hasValue));
    }
    return flagValue(instruction, flag, unquoted(new TextRange(equals + 1, word.end())));
  }

  private static Slot flagName(Instruction instruction, @Nullable Flag typed, boolean hasValue) {
    ImmutableSet.Builder<String> given = ImmutableSet.builder();
    for (Flag flag : instruction.flags()) {
      FlagSpec known = KnownFlags.find(instruction.keyword(), flag.name());
      if (flag != typed && known != null && known.kind() != FlagSpec.Kind.REPEATABLE) {
        given.add(flag.name());
      }
    }
    return new Slot.FlagName(instruction.keyword(), given.build(), typed != null, hasValue);
  }

  private TextRange unquoted(TextRange range) {
    if (range.start() >= at || "\"'".indexOf(code.charAt(range.start())) < 0) {
      return range;
    }
    boolean closed =
        range.length() > 2 && code.charAt(range.end() - 1) == code.charAt(range.start());
    return new TextRange(range.start() + 1, closed ? range.end() - 1 : range.end());
  }

  private @Nullable Site flagValue(Instruction instruction, Flag flag, TextRange value) {
    Site variable = variable(instruction, value);
    if (variable != null) {
      return variable;
    }
    Keyword keyword = instruction.keyword();
    if (keyword == Keyword.RUN && (flag.name().equals("mount") || flag.name().equals("device"))) {
      return option((Instruction.Run) instruction, flag, value);
    }
    if (flag.name().equals("chown")) {
      return owner(instruction, value);
    }
    return keyword == Keyword.COPY && flag.name().equals("from")
        ? image(instruction, value, ImageUse.Role.COPY_FROM, true)
        : site(value, true, instruction, new Slot.FlagValue(keyword, flag.name()));
  }

  /** One of the options with commas between them that a mount or a device consists of. */
  private @Nullable Site option(Instruction.Run run, Flag flag, TextRange value) {
    int from = Math.max(value.start(), code.lastIndexOf(',', at) + 1);
    int comma = code.indexOf(',', at);
    int to = comma < 0 ? value.end() : Math.min(comma, value.end());
    int equals = code.indexOf('=', from);
    boolean hasValue = equals >= 0 && equals < to;
    ImmutableSet.Builder<String> given = ImmutableSet.builder();
    String type = null;
    String stage = null;
    for (Mount mount : run.mounts()) {
      for (Mount.Option option : mount.flag() == flag ? mount.options() : List.<Mount.Option>of()) {
        boolean typed = option.valueRange().touches(home);
        type = option.key().equals("type") && !typed ? option.value() : type;
        stage = option.key().equals("from") ? option.value() : stage;
        given.add(typed ? "" : option.key());
      }
    }
    if (!hasValue || at < equals) {
      TextRange key = new TextRange(from, hasValue ? equals : to);
      Slot slot = new Slot.OptionKey(flag.name(), type, given.build(), hasValue);
      return site(key, true, run, slot);
    }
    String key = Ascii.toLowerCase(code.substring(from, equals));
    TextRange word = new TextRange(equals + 1, to);
    return switch (key) {
      case "from" -> image(run, word, ImageUse.Role.MOUNT_FROM, true);
      case "source", "src" ->
        type == null || type.equals("bind")
            ? new Site(typed(word), true, run, sources(false, stage))
            : null;
      case "target", "dst", "destination" ->
        site(word, true, run, new Slot.MountTarget(type == null ? "bind" : type));
      default -> site(word, true, run, new Slot.MountValue(type == null ? "bind" : type, key));
    };
  }

  // Arguments

  private @Nullable Site arguments(Instruction instruction) {
    InstructionText source = instruction.source();
    Keyword keyword = instruction.keyword();
    return switch (keyword) {
      case FROM -> from(instruction);
      case COPY, ADD -> transfer((Instruction.Transfer) instruction);
      case ENV, ARG, LABEL -> pair((Instruction.Pairs) instruction);
      case RUN, CMD, ENTRYPOINT -> command(instruction, source.argumentsInLine());
      case HEALTHCHECK -> healthcheck(instruction);
      case SHELL -> shellElement(instruction);
      case VOLUME -> volume(instruction);
      case EXPOSE, USER, STOPSIGNAL, WORKDIR -> value(instruction);
      case MAINTAINER, ONBUILD, UNKNOWN -> null;
    };
  }

  /** The index of the word that holds the letter, or -1. */
  private int indexIn(List<Word> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).inLine().contains(at)) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable Site from(Instruction instruction) {
    int index = indexIn(instruction.words());
    if (index < 0 || index > 1) {
      return null;
    }
    TextRange word = instruction.words().get(index).inLine();
    if (index == 1) {
      return site(word, false, instruction, new Slot.StageWord());
    }
    Site variable = variable(instruction, word);
    return variable != null ? variable : image(instruction, word, ImageUse.Role.BASE, true);
  }

  /** The name, the tag or the digest of an image; flags may stand before the first argument. */
  private @Nullable Site image(
      Instruction instruction, TextRange word, ImageUse.Role role, boolean needed) {
    String typed = code.substring(word.start(), at);
    int digest = typed.indexOf('@') + 1;
    if (digest > 0) {
      String name = typed.substring(0, digest - 1);
      TextRange after = new TextRange(word.start() + digest, word.end());
      return site(after, needed, instruction, new Slot.ImageDigest(name));
    }
    int colon = typed.lastIndexOf(':');
    if (colon > typed.lastIndexOf('/')) {
      TextRange tag = new TextRange(word.start() + colon + 1, endBefore("@", word));
      return site(tag, needed, instruction, new Slot.ImageTag(typed.substring(0, colon)));
    }
    TextRange name = new TextRange(word.start(), endBefore(":@", word));
    Slot image = new Slot.ImageName(role);
    return role == ImageUse.Role.BASE && isBeginOfFlag(typed)
        ? site(name, needed, instruction, image, flagName(instruction, null, false))
        : site(name, needed, instruction, image);
  }

  private int endBefore(String characters, TextRange word) {
    int end = at;
    while (end < word.end() && characters.indexOf(code.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static boolean isBeginOfFlag(String typed) {
    return typed.isEmpty() || typed.equals("-");
  }

  private @Nullable Site transfer(Instruction.Transfer transfer) {
    Flag flag = transfer.keyword() == Keyword.COPY ? transfer.flag("from") : null;
    String from = flag == null || flag.valueOrEmpty().isEmpty() ? null : flag.value();
    ImmutableList<Slot> sources = sources(false, from);
    Slot destination = new Slot.Directory(transfer.keyword());
    TextRange arguments = transfer.source().argumentsInLine();
    if (code.charAt(arguments.start()) == '[') {
      JsonString string = JsonString.at(code, arguments.start(), arguments.end(), at);
      return string == null
          ? null
          : argument(
              transfer,
              string.content(),
              true,
              string.before().isEmpty()
                  ? sources(true, from)
                  : and(destination, sources(true, from)));
    }
    int index = indexIn(transfer.words());
    int last = transfer.words().size() - 1;
    if (index < 0 || transfer.words().get(index).value().startsWith("<<")) {
      return null;
    }
    TextRange word = transfer.words().get(index).inLine();
    if (index == 0) {
      return isBeginOfFlag(code.substring(word.start(), at))
          ? argument(
              transfer,
              word,
              true,
              ImmutableList.<Slot>builder()
                  .addAll(sources)
                  .add(flagName(transfer, null, false))
                  .build())
          : argument(transfer, word, true, sources);
    }
    return index < last
        ? argument(transfer, word, true, sources)
        : argument(transfer, word, last == 1, and(destination, sources));
  }

  /** Where the files come from; those of a trigger are in the build context of a later build. */
  private ImmutableList<Slot> sources(boolean quoted, @Nullable String from) {
    return from == null && whole.keyword() == Keyword.ONBUILD
        ? ImmutableList.of()
        : ImmutableList.of(new Slot.Source(quoted, from));
  }

  private static ImmutableList<Slot> and(Slot first, ImmutableList<Slot> others) {
    return ImmutableList.<Slot>builder().add(first).addAll(others).build();
  }

  /** A word in which variables may be used. */
  private Site argument(
      Instruction instruction, TextRange word, boolean needed, ImmutableList<Slot> slots) {
    Site variable = variable(instruction, word);
    return variable != null ? variable : new Site(typed(word), needed, instruction, slots);
  }

  private @Nullable Site pair(Instruction.Pairs pairs) {
    ImmutableList<Word> words = pairs.words();
    int index = indexIn(words);
    if (index < 0) {
      return null;
    }
    TextRange word = words.get(index).inLine();
    boolean legacy = pairs.keyword() != Keyword.ARG && words.get(0).value().indexOf('=') < 0;
    if (legacy && index > 0) {
      return argument(
          pairs,
          word,
          true,
          ImmutableList.of(new Slot.VariableValue(words.get(0).value())));
    }
    int equals = code.indexOf('=', word.start());
    boolean hasValue = equals >= 0 && equals < word.end();
    if (hasValue && at > equals) {
      TextRange value = new TextRange(equals + 1, word.end());
      Site variable = variable(pairs, value);
      Slot slot = new Slot.VariableValue(code.substring(word.start(), equals));
      return variable != null ? variable : site(unquoted(value), true, pairs, slot);
    }
    TextRange key = new TextRange(word.start(), hasValue ? equals : word.end());
    Slot slot = pairs.keyword() == Keyword.LABEL
        ? new Slot.LabelKey(hasValue)
        : new Slot.VariableName(pairs.keyword(), otherNames(pairs, index), hasValue);
    return argument(pairs, key, index == 0, ImmutableList.of(slot));
  }

  private static ImmutableSet<String> otherNames(Instruction.Pairs pairs, int index) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (int i = 0; i < pairs.pairs().size(); i++) {
      if (i != index) {
        names.add(pairs.pairs().get(i).key().value());
      }
    }
    return names.build();
  }

  private @Nullable Site healthcheck(Instruction instruction) {
    int index = indexIn(instruction.words());
    if (index < 0) {
      return null;
    }
    Word type = instruction.words().get(0);
    if (index == 0) {
      String typed = code.substring(type.inLine().start(), at);
      Slot word = new Slot.HealthcheckType();
      return isBeginOfFlag(typed)
          ? site(type.inLine(), true, instruction, word, flagName(instruction, null, false))
          : site(type.inLine(), true, instruction, word);
    }
    int command = instruction.words().get(1).inLine().start();
    TextRange rest =
        new TextRange(command, instruction.source().argumentsInLine().end());
    return type.value().equalsIgnoreCase("cmd") ? command(instruction, rest) : null;
  }

  /** What a shell or, as a JSON array, the system itself runs. */
  private @Nullable Site command(Instruction instruction, TextRange range) {
    if (beginsArray(range)) {
      JsonString string = JsonString.at(code, range.start(), range.end(), at);
      return string == null ? null : execElement(instruction, string);
    }
    Site site = shell((Instruction.Command) instruction);
    if (site == null || at != range.start() && !site.word().prefix().equals("-")) {
      return site;
    }
    boolean first = site.word().start() == start + line.home(range.start());
    boolean run = instruction.keyword() == Keyword.RUN;
    Slot form = first && range.length() == 1 ? new Slot.ExecForm(instruction.keyword()) : null;
    ImmutableList.Builder<Slot> slots = ImmutableList.builder();
    if (form != null && !run) {
      slots.add(form);
    }
    slots.addAll(site.slots());
    if (first && run) {
      slots.add(flagName(instruction, null, false));
    }
    if (form != null && run) {
      slots.add(form);
    }
    return new Site(site.word(), site.needed(), instruction, slots.build());
  }

  /** Whether it is, or becomes, a JSON array and no {@code [} of the shell. */
  private boolean beginsArray(TextRange range) {
    if (code.charAt(range.start()) != '[') {
      return false;
    }
    int next = range.start() + 1;
    while (next < range.end() && isBlank(code.charAt(next))) {
      next++;
    }
    return next == range.end() || next == at || code.charAt(next) == '"';
  }

  private @Nullable Site execElement(Instruction instruction, JsonString string) {
    ImmutableList<String> before = string.before();
    TextRange content = string.content();
    boolean script = before.size() == 2 && before.get(1).endsWith("c");
    if (script && content.of(code).indexOf('\\') < 0) {
      return new ScriptSite(instruction, start)
          .in(line.slice(content.start(), content.end()), home);
    }
    int dollar = code.lastIndexOf('$', at);
    if (dollar >= content.start()) {
      return variableOf(
          instruction,
          content,
          variableNameAt(dollar),
          dollar,
          dollar + 1 < at && code.charAt(dollar + 1) == '{');
    }
    Slot slot = before.isEmpty()
        ? new Slot.Program(false)
        : new Slot.ProgramArgument(
            before.get(0), before.subList(1, before.size()), ImmutableList.of());
    return site(content, false, instruction, slot);
  }

  private @Nullable Site shell(Instruction.Command command) {
    ShellCommand shell = posix ? ShellForm.of(command) : null;
    return shell == null ? null : new ScriptSite(command, start).in(shell, home);
  }

  private @Nullable Site shellElement(Instruction instruction) {
    TextRange range = instruction.source().argumentsInLine();
    if (beginsArray(range)) {
      JsonString string = JsonString.at(code, range.start(), range.end(), at);
      return string == null
          ? null
          : site(string.content(), true, instruction, new Slot.ShellElement(string.before()));
    }
    return range.length() == 1
        ? site(range, true, instruction, new Slot.ExecForm(Keyword.SHELL))
        : null;
  }

  private @Nullable Site volume(Instruction instruction) {
    TextRange range = instruction.source().argumentsInLine();
    Slot directory = new Slot.Directory(Keyword.VOLUME);
    if (beginsArray(range)) {
      JsonString string = JsonString.at(code, range.start(), range.end(), at);
      return string == null
          ? null
          : argument(instruction, string.content(), true, ImmutableList.of(directory));
    }
    ImmutableList<Word> words = instruction.words();
    int index = indexIn(words);
    return index < 0
        ? null
        : argument(
            instruction,
            words.get(index).inLine(),
            index == 0,
            range.length() == 1
                ? ImmutableList.of(new Slot.ExecForm(Keyword.VOLUME), directory)
                : ImmutableList.of(directory));
  }

  private @Nullable Site value(Instruction instruction) {
    int index = indexIn(instruction.words());
    if (index < 0) {
      return null;
    }
    TextRange word = instruction.words().get(index).inLine();
    Site variable = variable(instruction, word);
    if (variable != null) {
      return variable;
    }
    return switch (instruction.keyword()) {
      case USER -> owner(instruction, word);
      case STOPSIGNAL -> site(word, true, instruction, new Slot.Signal());
      case WORKDIR -> site(word, true, instruction, new Slot.Directory(Keyword.WORKDIR));
      default -> port(instruction, word, index == 0);
    };
  }

  /** {@code user:group}. */
  private Site owner(Instruction instruction, TextRange word) {
    int colon = code.indexOf(':', word.start());
    boolean group = colon >= 0 && colon < at;
    TextRange name = group
        ? new TextRange(colon + 1, word.end())
        : new TextRange(word.start(), endBefore(":", word));
    return site(name, true, instruction, group ? new Slot.GroupName() : new Slot.UserName());
  }

  private Site port(Instruction instruction, TextRange word, boolean needed) {
    int slash = code.indexOf('/', word.start());
    return slash >= 0 && slash < at
        ? site(new TextRange(slash + 1, word.end()), true, instruction, new Slot.PortProtocol())
        : site(
            new TextRange(word.start(), endBefore("/", word)),
            needed,
            instruction,
            new Slot.Port());
  }

  // Variables

  /** The variable whose name, or whose modifier, is being typed in a word; null where there is none. */
  private @Nullable Site variable(Instruction instruction, TextRange word) {
    String text = word.of(code);
    if (text.indexOf('$') < 0) {
      return null;
    }
    char escape = instruction.source().escape();
    for (VariableUse use :
        ExpandableWord.of(text, escape, ExpansionMode.ARGUMENT).allUses()) {
      TextRange name = use.nameRange().shift(word.start());
      int dollar = use.range().start() + word.start();
      boolean braced = name.start() == dollar + 2;
      if (name.contains(at)) {
        return variableOf(instruction, word, name, dollar, braced);
      }
      if (braced && at == name.end() + 1 && code.charAt(name.end()) == ':') {
        return site(new TextRange(name.end(), at + 1), true, instruction, new Slot.Modifier());
      }
    }
    return null;
  }

  private @Nullable Site variableOf(
      Instruction instruction, TextRange word, TextRange name, int dollar, boolean braced) {
    if (!name.contains(at)) {
      return null;
    }
    boolean closed = name.end() < word.end() && MODIFIERS.indexOf(code.charAt(name.end())) >= 0;
    return site(
        new TextRange(dollar, name.end()),
        true,
        instruction,
        new Slot.VariableUse(braced, at == dollar + 1, closed));
  }

  /** The name after a dollar sign where no grammar is known but that of names. */
  private TextRange variableNameAt(int dollar) {
    int from =
        dollar + 1 < code.length() && code.charAt(dollar + 1) == '{' ? dollar + 2 : dollar + 1;
    int to = from;
    while (to < code.length()
        && (Character.isLetterOrDigit(code.charAt(to)) || code.charAt(to) == '_')) {
      to++;
    }
    return new TextRange(from, to);
  }

  private TypedWord typed(TextRange word) {
    return TypedWord.of(line, word, at, start);
  }

  private Site site(TextRange word, boolean needed, Instruction instruction, Slot... slots) {
    return Site.of(typed(word), needed, instruction, slots);
  }
}
