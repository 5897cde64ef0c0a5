package dev.plimsoll.ide.completion;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.text.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instruction that says how a container runs usually has in an image; the file {@code starts.txt} lists such and
 * describes its own format.
 *
 * @param keyword CMD, HEALTHCHECK, EXPOSE or STOPSIGNAL
 * @param subject the image, or the name of a family of {@link BaseFamily}, or {@code ANY} that has a shell
 * @param word what the tag must have, or {@code -}
 * @param text a JSON array for CMD, a script for HEALTHCHECK, else a word
 */
record UsualCommand(Keyword keyword, String subject, String word, String text) {

  private static final ImmutableSet<BaseFamily> WITHOUT_SHELL =
      ImmutableSet.of(BaseFamily.DISTROLESS, BaseFamily.SCRATCH, BaseFamily.WINDOWS);

  private static final ImmutableList<UsualCommand> ALL = read();

  /** Those for the stage at the cursor. */
  static ImmutableList<UsualCommand> at(Keyword keyword, Proposals to) {
    SemanticModel model = to.snapshot().model();
    Stage stage = model.stageAt(to.word().cursor());
    ImageUse base = stage == null ? null : model.baseImage(stage);
    BaseFamily family = stage == null ? BaseFamily.UNKNOWN : model.family(stage);
    return of(keyword, base == null ? null : base.image(), family);
  }

  /** The elements of the JSON array, which has no escapes. */
  ImmutableList<String> words() {
    String inner = text.substring("[\"".length(), text.length() - "\"]".length());
    return ImmutableList.copyOf(Splitter.on("\", \"").split(inner));
  }

  /** Those for an image of a family, those for the image itself first. */
  static ImmutableList<UsualCommand> of(
      Keyword keyword, @Nullable ImageReference image, BaseFamily family) {
    String name = image == null ? "" : image.canonicalName();
    ImmutableSet<String> words = image == null
        ? ImmutableSet.of()
        : ImmutableSet.copyOf(Splitter.on('-').split(image.tagOrLatest()));
    ImmutableList.Builder<UsualCommand> own = ImmutableList.builder();
    ImmutableList.Builder<UsualCommand> general = ImmutableList.builder();
    for (UsualCommand command : ALL) {
      if (command.keyword != keyword) {
        continue;
      }
      boolean any = command.subject.equals("ANY") && !WITHOUT_SHELL.contains(family);
      if (command.subject.equals(name)) {
        if (command.word.equals("-") || words.contains(command.word)) {
          own.add(command);
        }
      } else if (any || command.subject.equals(family.name())) {
        general.add(command);
      }
    }
    return own.addAll(general.build()).build();
  }

  private static ImmutableList<UsualCommand> read() {
    ImmutableList.Builder<UsualCommand> all = ImmutableList.builder();
    for (String line : Splitter.on('\n')
        .omitEmptyStrings()
        .split(Resource.text(UsualCommand.class, "starts.txt"))) {
      if (!line.startsWith("#")) {
        List<String> columns = Splitter.on('\t').splitToList(line);
        all.add(new UsualCommand(
            Keyword.of(columns.get(0)), columns.get(1), columns.get(2), columns.get(3)));
      }
    }
    return all.build();
  }
}
