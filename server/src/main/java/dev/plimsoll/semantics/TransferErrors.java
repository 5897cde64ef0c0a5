package dev.plimsoll.semantics;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.GoQuote;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction.Add;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sources, destinations and flags of ADD and COPY that BuildKit rejects when it builds the step, variables expanded. */
final class TransferErrors {

  private final SemanticModel model;
  private final Transfer transfer;
  private final ImmutableList.Builder<BuildError> errors;
  private final boolean onWindows;

  private TransferErrors(
      SemanticModel model, Transfer transfer, ImmutableList.Builder<BuildError> errors) {
    this.model = model;
    this.transfer = transfer;
    this.errors = errors;
    Stage stage = model.stageOf(transfer);
    this.onWindows = stage != null && model.family(stage) == BaseFamily.WINDOWS;
  }

  /** Whether the flags and words of an instruction have to be looked at where it stands: most are fine for certain. */
  static boolean mayBeIn(Transfer transfer) {
    return transfer.flag("chmod") != null
        || transfer.flag("checksum") != null
        || (transfer.flag("link") != null && transfer.flag("chown") != null)
        || !ValueErrors.areFine(transfer, word -> isFine(word, transfer instanceof Add));
  }

  private static boolean isFine(String word, boolean add) {
    RemoteSource remote = RemoteSource.of(word);
    return remote == RemoteSource.LOCAL
        ? word.indexOf(':') < 0 && !word.startsWith("//")
        : add && (remote == RemoteSource.HTTP || word.indexOf('?') < 0);
  }

  /** In the order in which BuildKit looks at them. */
  static void of(SemanticModel model, Transfer transfer, ImmutableList.Builder<BuildError> errors) {
    TransferErrors found = new TransferErrors(model, transfer, errors);
    Word destination = transfer.destination();
    if (destination != null) {
      found.path(destination, "removing drive letter: ");
    }
    found.owner();
    found.mode(transfer.flag("chmod"));
    String checksum = found.checksum(transfer.flag("checksum"));
    for (Word source : transfer.sources()) {
      if (Heredoc.nameIn(source.value()) == null) {
        found.source(source, checksum);
      }
    }
  }

  private void add(Word word, String message, String buildkit) {
    errors.add(BuildError.at(model.range(transfer, word.range()), message, buildkit));
  }

  private void add(Flag flag, String message, String buildkit) {
    errors.add(BuildError.at(model.range(transfer, flag.valueRange()), message, buildkit));
  }

  /** An error of a value that an argument without a default may be missing in. */
  private void addUnlessGiven(Flag flag, String message, String buildkit) {
    BuildError error = BuildError.at(model.range(transfer, flag.valueRange()), message, buildkit);
    errors.add(EmptyVariable.unlessGiven(model, transfer, flag.valueOrEmpty(), error));
  }

  private String expanded(String text) {
    return ExpansionErrors.isPlain(text, transfer.source().escape())
        ? text
        : model.expand(transfer, text).withoutBuildArgs();
  }

  /** A path in an image of Windows. */
  private void path(Word word, String prefix) {
    if (!onWindows) {
      return;
    }
    String path = expanded(word.value());
    String problem = WindowsPath.problem(path);
    if (problem != null) {
      add(word, WindowsPath.advice(path), prefix + problem);
    }
  }

  /**
   * With --link the files go into a layer of their own, where no /etc/passwd knows a name but root. BuildKit leaves --link
   * out where --chmod is given.
   */
  private void owner() {
    Flag link = transfer.flag("link");
    Flag chown = transfer.flag("chown");
    Flag chmod = transfer.flag("chmod");
    boolean linked = link != null && !Ascii.equalsIgnoreCase(link.valueOrEmpty(), "false");
    boolean copied = chmod != null && !expanded(chmod.valueOrEmpty()).isEmpty();
    if (chown == null || !linked || copied || onWindows) {
      return;
    }
    String owner = expanded(chown.valueOrEmpty());
    for (String name : Splitter.on(':').limit(2).split(owner)) {
      if (!name.isEmpty()
          && !name.equals("root")
          && !CharMatcher.inRange('0', '9').matchesAllOf(name)) {
        add(
            chown,
            "With --link no name but root is known here. Write the numbers of user and group, or leave --link out.",
            "--chown=" + owner + ": user and group names can't be resolved when used with --link,"
                + " use numeric uid[:gid] instead");
        return;
      }
    }
  }

  private void mode(@Nullable Flag chmod) {
    if (chmod == null || chmod.valueOrEmpty().isEmpty()) {
      return;
    }
    String mode = model.expand(transfer, chmod.valueOrEmpty()).withoutBuildArgs();
    if (!mode.isEmpty() && !FileMode.isValid(mode)) {
      addUnlessGiven(
          chmod,
          "This is not a file mode. Write an octal number such as 755, or a symbolic mode such as u=rwX,go=rX.",
          mode.charAt(0) >= '0' && mode.charAt(0) <= '9'
              ? "invalid chmod parameter: '" + mode
                  + "'. it should be octal string and between 0 and 07777"
              : "invalid syntax");
    }
  }

  /** The checksum that is asked for, variables expanded; empty where there is none, or where it is an error to ask. */
  private String checksum(@Nullable Flag checksum) {
    if (!(transfer instanceof Add) || checksum == null) {
      return "";
    }
    String expected = expanded(checksum.valueOrEmpty());
    if (expected.isEmpty()) {
      return "";
    }
    List<Word> sources = new ArrayList<>();
    for (Word source : transfer.sources()) {
      if (Heredoc.nameIn(source.value()) == null) {
        sources.add(source);
      }
    }
    if (sources.size() != 1) {
      errors.add(BuildError.at(
          model.range(transfer, checksum.range()),
          "--checksum is of a single file: name only one source.",
          "checksum can't be specified for multiple sources"));
      return "";
    }
    RemoteSource remote = RemoteSource.of(expanded(sources.get(0).value()));
    if (remote == RemoteSource.LOCAL) {
      errors.add(BuildError.at(
          model.range(transfer, checksum.range()),
          "--checksum is for URLs and Git repositories, and this source is local: remove it.",
          "checksum requires HTTP(S) or Git sources"));
      return "";
    }
    String problem = remote == RemoteSource.HTTP ? Digest.problem(expected) : null;
    if (problem != null) {
      BuildError error = BuildError.at(
          model.range(transfer, checksum.valueRange()),
          "This is not a checksum. Write sha256: and 64 hexadecimal digits in lower case.",
          problem);
      boolean waits = model.expand(transfer, checksum.valueOrEmpty()).textByDefault() == null;
      errors.add(EmptyVariable.unlessGiven(
          model, transfer, checksum.valueOrEmpty(), waits ? error.unlessArgument() : error));
    }
    return expected;
  }

  private void source(Word source, String checksum) {
    String text = expanded(source.value());
    RemoteSource remote = RemoteSource.of(text);
    if (remote == RemoteSource.LOCAL) {
      path(source, "removing drive letter: removing drive letter: ");
      return;
    }
    GitQuery git = remote == RemoteSource.GIT ? GitQuery.of(text) : null;
    String query = git == null ? null : git.problem();
    if (query != null) {
      add(source, "BuildKit doesn't take the query of this address: " + query + ".", query);
    } else if (!(transfer instanceof Add)) {
      add(
          source,
          "COPY can't fetch a " + (git == null ? "URL" : "Git repository") + ": use ADD.",
          "source can't be a " + (git == null ? "URL" : "git ref") + " for COPY");
    } else if (git != null
        && !checksum.isEmpty()
        && !git.commit().isEmpty()
        && !checksum.equals(git.commit())) {
      add(
          source,
          "The address asks for another commit than --checksum. Name it once.",
          "checksum mismatch " + GoQuote.of(checksum) + " != " + GoQuote.of(git.commit()));
    }
  }
}
