package dev.plimsoll.lint;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.DockerfileNames;
import dev.plimsoll.context.FileName;
import dev.plimsoll.context.LockedNames;
import dev.plimsoll.context.RunSettings;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.context.Weight;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.DevelopmentEnvironment;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shellcheck.ShellCheckReport;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Memo;
import dev.plimsoll.syntax.Reads;
import dev.plimsoll.syntax.Stateless;
import dev.plimsoll.syntax.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a rule judges: a file, and what is known of the images and the folder that it names. All of it is immutable. What
 * the rule reads of the file is noted, so that it needn't run again after an edit of something else.
 */
public final class Subject {

  private static final ImmutableList<String> LICENSES =
      ImmutableList.of("LICENSE", "LICENSE.md", "LICENSE.txt", "COPYING");

  private static final Function<Asked<?>, Object> ANSWER = Asked::answer;

  private final SemanticModel model;
  private final ImageCatalog images;
  private final SourceReport sources;
  private final FileName name;
  private final ShellCheckReport shellCheck;
  private final Memo memo;
  private final ImmutableMap<RuleOption<?>, Object> options;

  /** Notes what is read; null where nobody asks. */
  private final @Nullable Reads reads;

  /** The asking of which this is a part; null where nobody keeps what is found. */
  private final @Nullable Inquiry inquiry;

  /**
   * @param model the file and what it means
   * @param images what is known of the images that the file names
   * @param sources what is known of the files that it copies
   * @param name how the file is called
   */
  public Subject(SemanticModel model, ImageCatalog images, SourceReport sources, FileName name) {
    this(
        model,
        images,
        sources,
        name,
        ShellCheckReport.NOTHING,
        model.file().memo(),
        ImmutableMap.of(),
        null,
        null);
  }

  /** A file of which nobody says how it is called. */
  public Subject(SemanticModel model, ImageCatalog images, SourceReport sources) {
    this(model, images, sources, FileName.UNKNOWN);
  }

  /** A file of which nobody has looked what lies beside it. */
  public Subject(SemanticModel model, ImageCatalog images) {
    this(model, images, SourceReport.NOTHING, FileName.UNKNOWN);
  }

  private Subject(
      SemanticModel model,
      ImageCatalog images,
      SourceReport sources,
      FileName name,
      ShellCheckReport shellCheck,
      Memo memo,
      ImmutableMap<RuleOption<?>, Object> options,
      @Nullable Reads reads,
      @Nullable Inquiry inquiry) {
    this.model = model;
    this.images = images;
    this.sources = sources;
    this.name = name;
    this.shellCheck = shellCheck;
    this.memo = memo;
    this.options = options;
    this.reads = reads;
    this.inquiry = inquiry;
  }

  /** The same with what ShellCheck has said of its scripts. */
  public Subject with(ShellCheckReport said) {
    return new Subject(model, images, sources, name, said, memo, options, reads, inquiry);
  }

  /** The same as one rule sees it. */
  Subject of(Reads reads, ImmutableMap<RuleOption<?>, Object> options, Inquiry inquiry) {
    return new Subject(
        model.watchedBy(reads), images, sources, name, shellCheck, memo, options, reads, inquiry);
  }

  /** The same as one rule sees it that looks at a part of a stage. */
  Subject near(Stage stage, Reads reads, ImmutableMap<RuleOption<?>, Object> options) {
    return new Subject(
        model.watchedBy(reads, stage),
        images,
        sources,
        name,
        shellCheck,
        memo,
        options,
        reads,
        null);
  }

  /**
   * Looks at parts of the file one by one. After an edit only those are looked at again for which it matters: what was read
   * for each of them is noted for it alone.
   *
   * @param parts instructions of one stage, at least one in each, in the order of the file
   * @param check a lambda or method reference that uses no variables from around it, for nobody would note what they know
   * @throws IllegalArgumentException if it does
   */
  public void each(List<ImmutableList<Instruction>> parts, PartCheck check, Reporter reporter) {
    Stateless.check(check, "a check of parts may use no variables from around it");
    if (inquiry != null) {
      inquiry.each(parts, check);
      return;
    }
    for (ImmutableList<Instruction> part : parts) {
      if (reads != null) {
        part.forEach(instruction -> reads.add(model.file().indexOf(instruction)));
      }
      check.check(this, part, reporter);
    }
  }

  /**
   * Looks at the instructions that have a trait one by one, each a part of its own; at those before the first stage, too.
   *
   * @param check as for parts
   */
  public void eachHaving(Trait trait, PartCheck check, Reporter reporter) {
    List<ImmutableList<Instruction>> parts = new ArrayList<>();
    for (Instruction instruction : model.present(trait)) {
      if (model.isBeforeStages(instruction)) {
        check.check(this, ImmutableList.of(instruction), reporter);
      } else {
        parts.add(ImmutableList.of(instruction));
      }
    }
    each(parts, check, reporter);
  }

  /**
   * Looks at the stages one by one.
   *
   * @param check as for parts: given the FROM of a stage
   */
  public void eachStage(PartCheck check, Reporter reporter) {
    List<ImmutableList<Instruction>> parts = new ArrayList<>();
    for (Stage stage : model.stages()) {
      parts.add(ImmutableList.of(stage.from()));
    }
    each(parts, check, reporter);
  }

  /**
   * Looks at rows of instructions that have a trait, each a part of its own: several of one kind of which one follows the other,
   * comments and blank lines passed over.
   *
   * @param check as for parts
   */
  public void eachRow(Trait trait, PartCheck check, Reporter reporter) {
    List<ImmutableList<Instruction>> rows = new ArrayList<>();
    for (Stage stage : model.stages()) {
      for (ImmutableList<Instruction> row : model.rows(trait, stage)) {
        if (row.size() > 1) {
          rows.add(row);
        }
      }
    }
    each(rows, check, reporter);
  }

  public SemanticModel model() {
    return model;
  }

  public ImageCatalog images() {
    noteOutside();
    return images;
  }

  public SourceReport sources() {
    if (reads != null) {
      reads.addAllFiles();
    }
    return sources;
  }

  /** What ShellCheck has said so far of the scripts of the file. */
  public ShellCheckReport shellCheck() {
    noteOutside();
    return shellCheck;
  }

  private void noteOutside() {
    if (reads != null) {
      reads.addOutside();
    }
  }

  /**
   * What is known of a path of the build context. Who asks for the first time is told that nothing is known, and is asked
   * again when somebody has looked.
   *
   * @param path from the root of the context, taken literally
   */
  public ContextFile contextFile(String path) {
    String normal = ContextPath.inContext(path);
    if (reads != null) {
      reads.addFile(normal);
    }
    return sources.file(normal);
  }

  /**
   * The names of the packages that a lockfile of the build context has versions for; null where that isn't known. Those of
   * npm of version 2 and later aren't.
   *
   * @param lockfile from the root of the context
   */
  public @Nullable ImmutableSet<String> lockedNames(String lockfile) {
    String text = lockedBy(lockfile);
    if (text == null) {
      return null;
    }
    ImmutableSet<String> names = LINES
        .splitToStream(text)
        .filter(line -> line.indexOf(' ') < 0) // others say something of the lockfile
        .collect(ImmutableSet.toImmutableSet());
    return names.isEmpty()
            || names.equals(ImmutableSet.of(LockedNames.REFUSED))
            || names.equals(ImmutableSet.of(LockedNames.ALL_IN_PRODUCTION))
        ? null
        : names;
  }

  /** The packages for developers only that a project asks for by name, as far as npm's lockfile is known to say so. */
  public ImmutableSet<String> lockedForDevelopment(String lockfile) {
    String text = lockedBy(lockfile);
    for (String line : LINES.split(text == null ? "" : text)) {
      if (line.startsWith(LockedNames.DEVELOPMENT)) {
        return ImmutableSet.copyOf(
            Splitter.on(' ').split(line.substring(LockedNames.DEVELOPMENT.length())));
      }
    }
    return ImmutableSet.of();
  }

  /**
   * A package that npm's lockfile in the build context lacks although another one in it wants it as a peer; null where none is
   * known.
   */
  public @Nullable Lacked lackedPeer(String lockfile) {
    return lacked(lockfile, LockedNames.LACKS_PEER);
  }

  /** The same of one that the other has only on some systems. */
  public @Nullable Lacked lackedOptional(String lockfile) {
    return lacked(lockfile, LockedNames.LACKS_OPTIONAL);
  }

  private @Nullable Lacked lacked(String lockfile, String kind) {
    String text = lockedBy(lockfile);
    int start = text == null ? -1 : ("\n" + text).indexOf("\n" + kind);
    if (text == null || start < 0) {
      return null;
    }
    String line = LINES.split(text.substring(start)).iterator().next();
    int blank = line.lastIndexOf(' ');
    return new Lacked(
        line.substring(kind.length(), blank),
        line.substring(blank + 1),
        kind.equals(LockedNames.LACKS_OPTIONAL));
  }

  /**
   * A package that isn't in a lockfile.
   *
   * @param by the package in it that wants it
   * @param optional whether only on some systems
   */
  public record Lacked(String name, String by, boolean optional) {}

  /** Whether a lockfile of npm in the build context is known to have no package that is there for developers only. */
  public boolean isAllInProduction(String lockfile) {
    String names = lockedBy(lockfile);
    return names != null
        && (names.equals(LockedNames.ALL_IN_PRODUCTION)
            || names.endsWith("\n" + LockedNames.ALL_IN_PRODUCTION));
  }

  /** Whether npm ci is known to refuse a lockfile of the build context, whatever the manifest says: it is broken. */
  public boolean isRefused(String lockfile) {
    return LockedNames.REFUSED.equals(lockedBy(lockfile));
  }

  /** The version of webpack that a lockfile of the build context has; null where none is known. */
  public @Nullable String lockedWebpack(String lockfile) {
    String names = lockedBy(lockfile);
    if (names == null || !names.startsWith(LockedNames.WEBPACK)) {
      return null;
    }
    int end = names.indexOf('\n');
    return names.substring(LockedNames.WEBPACK.length(), end < 0 ? names.length() : end);
  }

  private @Nullable String lockedBy(String lockfile) {
    String asked = ContextPath.lockedBy(lockfile);
    if (reads != null) {
      reads.addFile(asked);
    }
    return sources.files().getOrDefault(asked, ContextFile.UNKNOWN).text();
  }

  /**
   * The databases in files that a folder of the build context holds, or a folder in it, as far as they are known.
   *
   * @param folder from the root of the context, as the paths that are found
   */
  public ImmutableList<String> databasesIn(String folder) {
    String asked = ContextPath.databasesIn(folder);
    if (reads != null) {
      reads.addFile(asked);
    }
    String found = sources.files().getOrDefault(asked, ContextFile.UNKNOWN).text();
    return found == null ? ImmutableList.of() : ImmutableList.copyOf(LINES.split(found));
  }

  /**
   * The paths of the files that a pattern matches, as far as they are known.
   *
   * @param pattern from the root of the context, as those paths
   */
  public ImmutableList<String> filesMatching(String pattern) {
    String asked = ContextPath.filesMatching(pattern);
    if (reads != null) {
      reads.addFile(asked);
    }
    String found = sources.files().getOrDefault(asked, ContextFile.UNKNOWN).text();
    return found == null ? ImmutableList.of() : ImmutableList.copyOf(LINES.split(found));
  }

  /** The paths of other Dockerfiles in the folder of the file and beside it, as {@link FileName} has them. */
  public ImmutableList<String> nearDockerfiles() {
    if (reads != null) {
      reads.addFile(ContextPath.NEAR);
    }
    String found =
        sources.files().getOrDefault(ContextPath.NEAR, ContextFile.UNKNOWN).text();
    return found == null ? ImmutableList.of() : ImmutableList.copyOf(LINES.split(found));
  }

  private static final Splitter LINES = Splitter.on('\n').omitEmptyStrings();

  /**
   * What a COPY would send of a source of the build context, {@link Weight#UNKNOWN} unless it is known for certain.
   *
   * @param source from the root of the context; a pattern stands for all that it matches
   */
  public Weight contextWeight(String source) {
    String asked = ContextPath.weightOf(source);
    if (reads != null) {
      reads.addFile(asked);
    }
    ContextFile found = sources.files().getOrDefault(asked, ContextFile.UNKNOWN);
    return found.certain() ? found.weight() : Weight.UNKNOWN;
  }

  /**
   * Whether the project that the file is in is known to build an image: its README, Makefile or the like says so.
   *
   * @param name without a tag
   */
  public boolean isBuiltHere(String name) {
    return isSo(ContextPath.buildOf(name));
  }

  /**
   * Whether the project is known to build with a context of this name, as a bake file, Compose or a script says: then FROM
   * means that, and no image.
   *
   * @param name of an image, without a tag
   */
  public boolean isReplaced(String name) {
    return isSo(ContextPath.replacementOf(name));
  }

  /**
   * Whether a Dockerfile near the file is known to make an image that runs as root.
   *
   * @param name of the image, with its tag, perhaps
   */
  public boolean isRootHere(String name) {
    return isSo(ContextPath.rootOf(name));
  }

  /**
   * Whether a Dockerfile of the project that is called like an image is known to make it.
   *
   * @param name without a tag
   */
  public boolean isMadeHere(String name) {
    return isSo(ContextPath.userOf(name));
  }

  /**
   * Whether such a Dockerfile says that its containers don't run as root, or brings what changes the user.
   *
   * @param name without a tag
   */
  public boolean hasUserHere(String name) {
    String user = isMadeHere(name) ? sources.file(ContextPath.userOf(name)).text() : null;
    return user != null && !user.isEmpty();
  }

  /**
   * What the Dockerfile says from which the project makes an image; null where none is known to.
   *
   * @param name without a tag
   */
  public @Nullable String dockerfileOf(String name) {
    String asked = ContextPath.dockerfileOf(name);
    return isSo(asked) ? sources.file(asked).text() : null;
  }

  /** Whether it is known which folder is the build context: elsewhere only the Dockerfile tells what it is built with. */
  public boolean knowsContext() {
    return contextFile("").isKnown();
  }

  /** Whether a Dockerfile near the file is known to be FROM its image. */
  public boolean isBuiltOn() {
    return isSo(ContextPath.BUILT_ON);
  }

  /** Whether the project is known to give a build argument a value, for whatever image of its. */
  public boolean isGiven(String argument) {
    return isSo(ContextPath.argumentOf(argument));
  }

  /**
   * Whether a stage is built by nobody: no other one uses it, it starts nothing, and the project is known not to name it. One
   * for developers or tests is built by hand.
   */
  public boolean isUnused(Stage stage) {
    return !model.isUsed(stage) && isNoTarget(stage);
  }

  /** Whether the project is known not to name a stage as what is to be built; one for developers or tests is built by hand. */
  public boolean isNoTarget(Stage stage) {
    if (stage.isForDevelopment()) {
      return false;
    }
    String name = stage.name() == null ? String.valueOf(stage.index()) : stage.name();
    String asked = ContextPath.targetOf(name);
    if (reads != null) {
      reads.addFile(asked);
    }
    return sources.files().getOrDefault(asked, ContextFile.UNKNOWN).isMissing();
  }

  private boolean isSo(String asked) {
    if (reads != null) {
      reads.addFile(asked);
    }
    return sources.files().getOrDefault(asked, ContextFile.UNKNOWN).isFile();
  }

  /** How the image is run, as far as Compose files, manifests of Kubernetes and the README beside the file are known to say. */
  public RunSettings runSettings() {
    if (reads != null) {
      reads.addFile(ContextPath.RUN_SETTINGS);
    }
    return RunSettings.of(
        sources.files().getOrDefault(ContextPath.RUN_SETTINGS, ContextFile.UNKNOWN));
  }

  /** Whether its name or folder says that nobody deploys what it makes, as {@code Dockerfile.dev}, or else the ENV of all that it makes. */
  public boolean isForDevelopment() {
    return name.forDevelopment() || DevelopmentEnvironment.isInAll(model);
  }

  /** Whether nobody mends it here: others wrote it, as its folder says, which has a license of its own, or tests read it. */
  public boolean isOfOthers() {
    return name.fixture() || !name.vendored().isEmpty() && isOfOtherProject(name.vendored());
  }

  /** Whether the build context lies in a folder for others, and has a license. */
  private boolean isOfOtherProject(String path) {
    for (int slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
      String inside = path.substring(slash == 0 ? 0 : slash + 1);
      boolean isBelow = !DockerfileNames.vendored("/" + inside, "/").isEmpty();
      if (isBelow && contextFile(inside).isFile()) {
        return false;
      }
    }
    for (String license : LICENSES) {
      if (contextFile(license).isFile()) {
        return true;
      }
    }
    return false;
  }

  /** How the file is called. */
  public FileName name() {
    return name;
  }

  public Dockerfile file() {
    return model.file();
  }

  /** What is chosen for an option of the rule that asks. */
  public <T> T option(RuleOption<T> option) {
    @SuppressWarnings("unchecked") // under an option stands what its type has read
    T chosen = (T) options.get(option);
    return chosen == null ? option.usual() : chosen;
  }

  /** Whether somebody has chosen something for an option of the rule that asks, be it what is usual. */
  public boolean isChosen(RuleOption<?> option) {
    return options.containsKey(option);
  }

  /**
   * What another rule finds here, whatever severity somebody chose for it and whatever comments silence.
   *
   * @param findings in no order
   * @param certain whether no file beside this one, and no registry, decides on them
   */
  public record Others(ImmutableList<Finding> findings, boolean certain) {}

  /** Asks another rule: for a rule about what silences rules. */
  public Others findingsOf(Rule other) {
    Reads own = new Reads();
    ImmutableList.Builder<Finding> found = ImmutableList.builder();
    ImmutableMap<RuleOption<?>, Object> chosen =
        inquiry == null ? ImmutableMap.of() : inquiry.optionsOf(other.info());
    other.check(
        new Subject(
            model.watchedBy(own),
            images,
            sources,
            FileName.UNKNOWN,
            shellCheck,
            memo,
            chosen,
            own,
            null),
        found::add);
    if (reads != null) {
      reads.addAll(own, 0);
    }
    return new Others(found.build(), !own.isOutside());
  }

  /**
   * What a function makes of a value, such as of what a file of the build context says, which is kept as long as the Dockerfile
   * asks for it.
   *
   * @param function pure; a constant of the class that asks
   */
  public <T, R> R derived(Function<T, R> function, T value) {
    return memo.get(function, value);
  }

  /** The answer to a question about an image on linux/amd64, which is kept as long as the file asks for it. */
  public <T> T about(ImageReference image, ImageQuestion<T> question) {
    return about(image, ImageFacts.AMD64, question);
  }

  /** The same for another platform. */
  public <T> T about(ImageReference image, String platform, ImageQuestion<T> question) {
    noteOutside();
    @SuppressWarnings("unchecked") // what the question answers
    T answer = (T) memo.get(ANSWER, new Asked<>(question, images, image, platform));
    return answer;
  }

  /** All that an answer depends on; an image is what its text says. */
  private record Asked<T>(
      ImageQuestion<T> question, ImageCatalog images, ImageReference image, String platform) {

    Object answer() {
      return question.answer(images, image, platform);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Asked<?> that
          && question == that.question
          && images.equals(that.images)
          && platform.equals(that.platform)
          && image.text().equals(that.image.text());
    }

    @Override
    public int hashCode() {
      return 31 * image.text().hashCode() + System.identityHashCode(question);
    }
  }
}
