package dev.plimsoll.lint.rules.maintainability;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.files.ProgramSettings;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;

/** wget that fills the log of a build. */
public final class WgetProgressBar implements Rule {

  private static final CommandQuery WGET = CommandQuery.of("wget");
  private static final String MESSAGE =
      "wget fills the build log with its progress. Add an option that shows less.";

  /** Those that say what is shown, or where. */
  private static final String[] OPTIONS = {
    "--progress", "--quiet", "--no-verbose", "--output-file", "--append-output"
  };

  /** What a file tells every wget to show. */
  private static final ProgramSettings.Option SETTING = new ProgramSettings.Option(
      "wgetrc",
      ImmutableList.of(
          ImagePath.ROOT.resolve("etc/wgetrc"), ImagePath.ROOT.resolve("root/.wgetrc")),
      "WGETRC",
      "WGETRC",
      Regex.of("(?i)\\b(?:progress|show[-_]?progress|no[-_]?verbose|log[-_]?file"
          + "|quiet\\s{0,9}=\\s{0,9}(?:on|1|yes)|verbose\\s{0,9}=\\s{0,9}(?:off|0|no))\\b"));

  private static final CommandQuery APK_ADD = CommandQuery.of("apk").told("add");

  /** How the names of files end of which one line of progress is all there is to see. */
  private static final Regex SMALL = Regex.of(
      "(?i)(?:SUMS?|\\.(?:asc|c|conf|cpp|diff|gpg|h|json|key|list|md5|minisig|patch|pem|pub|py|repo|sh|sha\\d+|sha\\d+sums?|sig|sign|sources|txt|ya?ml)"
          + "|-(?:apt-config|install|keyring|release|repo)[_.-](?![^/]*(?:amd64|arm64|x86_64|aarch64|local))[^/]*(?:deb|rpm)"
          + "|/packages-microsoft-prod\\.(?:deb|rpm))$");

  /** Scripts that have a whole program in them, most often for one processor. */
  private static final Regex LARGE =
      Regex.of("(?i)(?:conda|mamba|miniforge|x86_64|amd64|aarch64|arm64|ppc64le|s390x)[^/]*\\.sh$");

  /** The end of an address of keys. */
  private static final Regex KEY_ADDRESS =
      Regex.of("(?i)/(?:gpg(?:[-_.]?key)?|key|keys|public[-_.]?key|pubkey|signing[-_.]?key)$");

  /** Where keys belong. */
  private static final Regex AMONG_KEYS = Regex.of("/(?:keyrings|trusted\\.gpg\\.d)/[^/]+$");

  private static final RuleInfo INFO = RuleInfo.of(
          "wget-progress-bar", Category.MAINTAINABILITY, Severity.INFORMATION, """
          wget shows its progress in the build log: a line for every 50 kB.

          `--progress=dot:giga` writes one for every 32 MB. `-nv` writes a line for each file, and `-q` nothing at all, not \
          even what went wrong. Nothing is said of signatures, checksums and other files that are small by their names, such as packages that only add a repository (`cuda-keyring_1.1-1_all.deb`), also by the name behind `-O`, of what `sh`, `gpg` or the like reads from a pipe, nor of \
          the wget of BusyBox, which Alpine has unless `apk add wget` is run: it writes a line a second at most. Nor on `scratch`, whose wget is copied from elsewhere. Nothing is said either behind what may tell every wget to show less: a `wgetrc` that is written or copied, \
          unless it is known to say nothing of it, or the variable `WGETRC`.

          ```dockerfile bad fix=safe
          FROM buildpack-deps:bookworm
          RUN wget https://example.org/data.tar.gz
          ```

          ```dockerfile good
          FROM buildpack-deps:bookworm
          RUN wget --progress=dot:giga https://example.org/data.tar.gz
          ```

          The fix is safe where wget is known to be GNU's, on Debian and Ubuntu. Where nothing is known of the image, it is `-nv`, \
          which the wget of BusyBox takes, too.
          """)
      .since("0.1.0")
      .withSafeFix()
      .withAlias(Tool.HADOLINT, "DL3047")
      .in(Profile.HADOLINT, Severity.INFORMATION)
      .withAlias(Tool.DROAST, "DF056")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    ProgramSettings settings = new ProgramSettings(subject, SETTING);
    for (Stage stage : model.stages()) {
      List<RunCommand> loud = new ArrayList<>();
      for (RunCommand wget : model.commands(WGET, stage)) {
        if (!isQuiet(wget)
            && model.family(stage) != BaseFamily.SCRATCH // whose wget comes from elsewhere
            && !isOfBusyBox(model, stage)
            && !areSmall(wget)
            && !isForScriptOrKey(wget)
            && !settings.maySet(stage, wget)) {
          loud.add(wget);
        }
      }
      RunCommand.byInstruction(loud).forEach(one -> report(model, stage, one, reporter));
    }
  }

  /** hadolint asks neither which wget it is nor how large the file is. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    subject.eachHaving(WGET.trait(), WgetProgressBar::checkAny, reporter);
  }

  private static void checkAny(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    RunScript script = subject.model().script(part.get(0));
    for (RunCommand wget : script == null ? ImmutableList.<RunCommand>of() : WGET.in(script)) {
      if (!wget.hasAny(OPTIONS)) {
        reporter.report(Finding.at(wget.head(), MESSAGE).forHadolintOnly());
        return;
      }
    }
  }

  /** Reports those of one RUN together: they are mended together. */
  private static void report(
      SemanticModel model, Stage stage, List<RunCommand> loud, Reporter reporter) {
    reporter.report(Finding.at(loud.get(0).head(), MESSAGE).withFix(fix(model, stage, loud)));
  }

  private static boolean isOfBusyBox(SemanticModel model, Stage stage) {
    BaseFamily family = model.family(stage);
    boolean busyBox =
        family == BaseFamily.ALPINE || family == BaseFamily.BUSYBOX || family == BaseFamily.WOLFI;
    for (Stage one = stage; busyBox && one != null; one = one.parent()) {
      for (RunCommand add : model.commands(APK_ADD, one)) {
        busyBox &= add.operands().stream().noneMatch(WgetProgressBar::isWget);
      }
    }
    return busyBox;
  }

  /** A package, with its version or without. */
  private static boolean isWget(ShellWord word) {
    return word.literalPrefix().matches("wget(?:[=<>~].{0,200})?");
  }

  /** By the addresses, or by the name of the file that {@code -O} or a redirection makes of them. */
  private static boolean areSmall(RunCommand wget) {
    boolean areSmall = !wget.operands().isEmpty();
    for (ShellWord address : wget.operands()) {
      String path = path(address);
      if (LARGE.matcher(path).find()) {
        return false;
      }
      areSmall &= SMALL.matcher(path).find() || KEY_ADDRESS.matcher(path).find();
    }
    GivenOption output = wget.option("--output-document");
    return areSmall
        || output != null && output.value() != null && isSmall(output.value())
        || wget.invocation().command().redirections().stream()
            .anyMatch(one -> one.operator().startsWith(">") && isSmall(one.target()));
  }

  /** An address without what may follow the name of the file. */
  private static String path(ShellWord address) {
    String text = address.raw();
    int end = CharMatcher.anyOf("?#\"'").indexIn(text, 1);
    return text.substring(0, end < 0 ? text.length() : end);
  }

  private static boolean isSmall(ShellWord file) {
    String path = CharMatcher.anyOf("\"'").trimFrom(file.raw());
    return SMALL.matcher(path).find() && !LARGE.matcher(path).find()
        || AMONG_KEYS.matcher(path).find();
  }

  /** What reads a script or a key from a pipe: both are small. */
  private static final ImmutableSet<String> READERS = ImmutableSet.of(
      "ash", "apt-key", "bash", "dash", "gpg", "gpg2", "ksh", "node", "perl", "php", "python",
      "python3", "rpm", "ruby", "sh", "zsh");

  /** Whether another program reads what it loads, which only reads scripts or keys. */
  private static boolean isForScriptOrKey(RunCommand wget) {
    Invocation reader = wget.script().script().reader(wget.invocation());
    return reader != null
        && (READERS.contains(String.valueOf(reader.name()))
            || "tee".equals(reader.name())
                && reader.arguments().operands().stream().anyMatch(WgetProgressBar::isSmall));
  }

  /** Whether it is told what to show, shows nothing by itself, or may be told so by what can't be read here. */
  private static boolean isQuiet(RunCommand wget) {
    return wget.hasAny(OPTIONS)
        || wget.hasAny(
            "--show-progress", "--no-show-progress", "--execute", "--config", "--background")
        || wget.hasAny("--spider", "--help", "--version")
        || wget.arguments().mayHideOptions()
        || wget.invocation().command().redirections().stream()
            .anyMatch(one -> one.descriptor().equals("2") || one.operator().startsWith("&>"));
  }

  private static Fix fix(SemanticModel model, Stage stage, List<RunCommand> loud) {
    // That of BusyBox knows -nv, and not the other.
    boolean isKnown = model.family(stage) != BaseFamily.UNKNOWN;
    String option = isKnown ? "--progress=dot:giga" : "-nv";
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    loud.forEach(wget -> edits.add(wget.insert(option)));
    Fix fix = new Fix("Add " + option, Fix.Safety.SAFE, edits.build());
    BaseFamily family = model.family(stage);
    boolean gnu = family == BaseFamily.DEBIAN || family == BaseFamily.UBUNTU;
    return gnu && model.certainBase(stage) != null ? fix : fix.asSuggestion();
  }
}
