package dev.plimsoll.ide.signature;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which forms of an instruction fit what is written, and in which part of them the cursor stands. */
final class InstructionSignatures {

  private final Instruction instruction;
  private final int offset;
  private final ArgumentLayout layout;

  private InstructionSignatures(Instruction instruction, int offset) {
    this.instruction = instruction;
    this.offset = offset;
    this.layout = ArgumentLayout.of(instruction, offset);
  }

  /** @param offset relative to the instruction */
  static @Nullable Signatures at(Instruction instruction, int offset) {
    if (offset <= instruction.source().keywordRange().end()) {
      return null;
    }
    Signatures found = new InstructionSignatures(instruction, offset).find();
    Flag flag = flag(instruction, offset);
    if (found == null || (flag == null && !endsInDashes(instruction))) {
      return found;
    }
    return flag != null && flag.value() != null && flag.valueRange().touches(offset)
        ? FlagSignatures.ofValue(found, instruction, flag, offset)
        : FlagSignatures.ofName(found, instruction.keyword(), flag == null ? "" : flag.name());
  }

  /** Whether two dashes without a name, which BuildKit passes over, are all that is written behind the flags. */
  private static boolean endsInDashes(Instruction instruction) {
    String line = instruction.source().line().code().stripTrailing();
    return instruction.source().arguments().length() == 0 && line.endsWith(" --");
  }

  private static @Nullable Flag flag(Instruction instruction, int offset) {
    for (Flag flag : instruction.flags()) {
      if (flag.range().touches(offset)) {
        return flag;
      }
    }
    return null;
  }

  private @Nullable Signatures find() {
    return switch (instruction.keyword()) {
      case ADD -> files(SignatureForms.ADD, SignatureForms.ADD_JSON, SignatureForms.ADD_HEREDOC);
      case COPY ->
        files(SignatureForms.COPY, SignatureForms.COPY_JSON, SignatureForms.COPY_HEREDOC);
      case ARG -> argument();
      case CMD ->
        command(
            ImmutableList.of(SignatureForms.CMD_JSON, SignatureForms.CMD_PARAMETERS),
            SignatureForms.CMD);
      case ENTRYPOINT ->
        command(ImmutableList.of(SignatureForms.ENTRYPOINT_JSON), SignatureForms.ENTRYPOINT);
      case ENV -> pairs(SignatureForms.ENV);
      case LABEL -> pairs(SignatureForms.LABEL);
      case EXPOSE -> Signatures.of(SignatureForms.EXPOSE, layout.before(0) ? 1 : 0);
      case FROM -> from();
      case HEALTHCHECK -> healthcheck();
      case MAINTAINER -> Signatures.of(SignatureForms.MAINTAINER, 0);
      case ONBUILD -> onbuild((Instruction.Onbuild) instruction);
      case RUN -> run();
      case SHELL ->
        layout.bracket(false) < 0
            ? null
            : Signatures.of(SignatureForms.SHELL, layout.bracket(false));
      case STOPSIGNAL -> Signatures.of(SignatureForms.STOPSIGNAL, 0);
      case USER -> user();
      case VOLUME -> volume();
      case WORKDIR -> Signatures.of(SignatureForms.WORKDIR, 0);
      case UNKNOWN -> null;
    };
  }

  private @Nullable Signatures onbuild(Instruction.Onbuild onbuild) {
    Instruction trigger = onbuild.trigger();
    return trigger != null && offset > trigger.source().keywordRange().end()
        ? at(trigger, offset)
        : Signatures.of(SignatureForms.ONBUILD, 0);
  }

  /** ADD and COPY: sources and, as the last argument, the destination. */
  private Signatures files(SignatureForm list, SignatureForm json, SignatureForm heredoc) {
    List<TextRange> words = layout.words();
    ImmutableList<Flag> flags = instruction.flags();
    boolean inFlags = endsInDashes(instruction)
        || (!flags.isEmpty() && offset <= flags.get(flags.size() - 1).range().end());
    if (inFlags || words.isEmpty()) {
      return Signatures.of(ImmutableList.of(list, json, heredoc), inFlags ? 0 : 1);
    }
    int bracket = layout.bracketOfFiles();
    if (bracket >= 0) {
      return bracket == 0
          ? Signatures.of(ImmutableList.of(list, json), 1)
          : Signatures.of(json, bracket + 1);
    }
    int part = layout.listOfFiles();
    return layout.startsHeredoc()
        ? new Signatures(ImmutableList.of(list, heredoc), 1, part == 1 ? 1 : 2)
        : Signatures.of(list, part);
  }

  private Signatures command(ImmutableList<SignatureForm> json, SignatureForm shell) {
    int bracket = layout.bracket(false);
    if (bracket < 0) {
      return Signatures.of(shell, layout.argument(2));
    }
    ImmutableList<SignatureForm> both =
        ImmutableList.<SignatureForm>builder().addAll(json).add(shell).build();
    return Signatures.of(bracket == 0 ? both : json, bracket);
  }

  private Signatures run() {
    int bracket = layout.bracket(false);
    if (bracket > 0) {
      return Signatures.of(SignatureForms.RUN_JSON, bracket);
    }
    if (bracket == 0) {
      return Signatures.of(
          ImmutableList.of(SignatureForms.RUN, SignatureForms.RUN_JSON, SignatureForms.RUN_HEREDOC),
          0);
    }
    return layout.startsHeredoc()
        ? new Signatures(ImmutableList.of(SignatureForms.RUN, SignatureForms.RUN_HEREDOC), 1, 0)
        : Signatures.of(SignatureForms.RUN, layout.argument(2));
  }

  private Signatures volume() {
    int bracket = layout.bracket(true);
    if (bracket < 0) {
      return Signatures.of(SignatureForms.VOLUME, layout.argument(1));
    }
    return bracket == 0
        ? Signatures.of(ImmutableList.of(SignatureForms.VOLUME_JSON, SignatureForms.VOLUME), 0)
        : Signatures.of(SignatureForms.VOLUME_JSON, bracket);
  }

  /** The pair in which the cursor stands, or which would begin there. */
  private Signatures argument() {
    for (Word word : instruction.words()) {
      int equals = word.value().indexOf('=');
      if (word.range().touches(offset) && equals >= 0) {
        boolean value = offset > word.range().start() + equals;
        return Signatures.of(SignatureForms.ARG_DEFAULT, value ? 1 : 0);
      }
    }
    return Signatures.of(ImmutableList.of(SignatureForms.ARG, SignatureForms.ARG_DEFAULT), 0);
  }

  /** ENV and LABEL: one pair with a blank between, or any number of pairs with an equals sign. */
  private Signatures pairs(ImmutableList<SignatureForm> forms) {
    List<Word> words = instruction.words();
    if (words.isEmpty()) {
      return Signatures.of(forms, 0);
    }
    Word first = words.get(0);
    int equals = first.value().indexOf('=');
    boolean after = offset > first.range().end();
    if (equals < 0) {
      return after
          ? Signatures.of(forms.get(0), 1)
          : Signatures.of(words.size() == 1 ? forms : forms.subList(0, 1), 0);
    }
    boolean more = words.size() > 1 || after;
    ImmutableList<SignatureForm> fitting = more ? forms.subList(2, 3) : forms.subList(1, 3);
    if (!after) {
      return Signatures.of(fitting, offset > first.range().start() + equals ? 1 : 0);
    }
    for (Word word : words.subList(1, words.size())) {
      int split = word.value().indexOf('=');
      if (word.range().touches(offset)) {
        return Signatures.of(fitting, split >= 0 && offset > word.range().start() + split ? 3 : 2);
      }
    }
    return Signatures.of(fitting, 2);
  }

  /** A word in which <code>${name:-word}</code> has become as many letters: what it separates is not the image's. */
  private static String withoutBraces(String word) {
    StringBuilder plain = new StringBuilder(word);
    int depth = 0;
    for (int i = 0; i < word.length(); i++) {
      depth += word.startsWith("${", i) ? 1 : 0;
      if (depth > 0) {
        depth -= word.charAt(i) == '}' ? 1 : 0;
        plain.setCharAt(i, 'v');
      }
    }
    return plain.toString();
  }

  private @Nullable Signatures from() {
    List<Word> words = instruction.words();
    if (words.isEmpty()) {
      return Signatures.of(SignatureForms.FROM, 0);
    }
    if (words.size() > 2 && offset > words.get(2).range().end()) {
      return null;
    }
    Word image = words.get(0);
    String written = withoutBraces(image.value());
    int digest = written.indexOf('@');
    int tag = digest >= 0 ? -1 : written.indexOf(':', written.lastIndexOf('/') + 1);
    boolean named = words.size() > 1 || offset > image.range().end();
    ImmutableList<SignatureForm> all = SignatureForms.FROM;
    ImmutableList<SignatureForm> forms;
    if (digest >= 0) {
      forms = named ? all.subList(5, 6) : ImmutableList.of(all.get(2), all.get(5));
    } else if (tag >= 0) {
      forms = named ? all.subList(4, 5) : ImmutableList.of(all.get(1), all.get(4));
    } else {
      forms = named ? all.subList(3, 6) : all;
    }
    return Signatures.of(forms, partOfFrom(words, Math.max(digest, tag)));
  }

  private int partOfFrom(List<Word> words, int separator) {
    if (words.size() > 1 && offset > words.get(1).range().end()) {
      return 3;
    }
    TextRange image = words.get(0).range();
    if (offset > image.end()) {
      return 2;
    }
    return separator >= 0 && offset > image.start() + separator ? 1 : 0;
  }

  private @Nullable Signatures healthcheck() {
    List<Word> words = instruction.words();
    if (words.isEmpty()) {
      return instruction.flags().isEmpty() && !endsInDashes(instruction)
          ? Signatures.of(
              ImmutableList.of(SignatureForms.HEALTHCHECK_EMPTY, SignatureForms.HEALTHCHECK_NONE),
              0)
          : Signatures.of(SignatureForms.HEALTHCHECK, 0);
    }
    Word type = words.get(0);
    boolean after = offset > type.range().end();
    if ("NONE".startsWith(Ascii.toUpperCase(type.value()))) {
      return after ? null : Signatures.of(SignatureForms.HEALTHCHECK_NONE, 0);
    }
    return Signatures.of(
        SignatureForms.HEALTHCHECK, after ? 2 : offset < type.range().start() ? 0 : 1);
  }

  private Signatures user() {
    String written =
        instruction.words().isEmpty() ? "" : instruction.words().get(0).value();
    boolean number = !written.isEmpty() && Character.isDigit(written.charAt(0));
    int colon = written.indexOf(':');
    if (colon < 0) {
      return new Signatures(
          ImmutableList.of(
              SignatureForms.USER,
              SignatureForms.USER_GROUP,
              SignatureForms.UID,
              SignatureForms.UID_GID),
          number ? 2 : 0,
          0);
    }
    boolean group = offset > instruction.words().get(0).range().start() + colon;
    return new Signatures(
        ImmutableList.of(SignatureForms.USER_GROUP, SignatureForms.UID_GID),
        number ? 1 : 0,
        group ? 1 : 0);
  }
}
