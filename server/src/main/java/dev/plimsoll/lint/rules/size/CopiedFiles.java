package dev.plimsoll.lint.rules.size;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.Weight;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImagePath.Answer;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Add;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a COPY or ADD writes, where a command changes all of that.
 *
 * @param copy the instruction
 * @param destination what it names last
 * @param changed the places that the command names: the destination, or the files in it
 * @param isOfFiles whether no directory is among them
 */
record CopiedFiles(
    SemanticModel model,
    Transfer copy,
    ImagePath destination,
    ImmutableList<ImagePath> changed,
    boolean isOfFiles) {

  private static final Trait MAY_WRITE = Trait.of(Transfer.class).or(RunScript.IS_RUN);

  /** How names end that nobody gives to directories. */
  private static final ImmutableSet<String> EXTENSIONS = ImmutableSet.of(
      "bash",
      "conf",
      "crt",
      "ini",
      "jar",
      "json",
      "key",
      "pem",
      "properties",
      "py",
      "sh",
      "sql",
      "toml",
      "war",
      "xml",
      "yaml",
      "yml");

  /** How names of texts end that people write. */
  private static final ImmutableSet<String> TEXTS = ImmutableSet.of(
      "bash",
      "conf",
      "crt",
      "ini",
      "json",
      "key",
      "lock",
      "md",
      "pem",
      "properties",
      "py",
      "sh",
      "toml",
      "txt",
      "xml",
      "yaml",
      "yml");

  private static final Trait COPIES = Trait.of(Transfer.class);

  /** Directories of programs, in which there are no directories. */
  private static final ImmutableSet<String> PROGRAMS = ImmutableSet.of(
      "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin");

  /** Modes that only a file needs to be given: directories have them. */
  private static final Regex OF_PROGRAM = Regex.of("[augo]*\\+r?x|0?[57]55");

  /** Those that chown or chmod changes; null where it changes something else, less, or nobody knows what. */
  static @Nullable CopiedFiles changedBy(SemanticModel model, Transfer copy, RunCommand change) {
    Word last = copy.destination();
    List<ShellWord> words = change.operands();
    if (last == null || words.size() < 2 || change.program().equals("chmod") && mayUnpack(copy)) {
      return null;
    }
    ImmutableList<ImagePath> changed = ScriptPlaces.of(model, change.script(), Basis.ANY_BUILD)
        .places(change.invocation(), words.subList(1, words.size()));
    ImagePath destination = model.place(copy, last.value(), Basis.ANY_BUILD);
    boolean recursive = change.has("-R");
    // ADD may unpack what is called like a program.
    boolean byName = recursive || copy instanceof Add;
    boolean files = copy.sources().stream().allMatch(one -> Heredoc.nameIn(one.value()) != null)
        || changed.stream().allMatch(one -> isFile(one, byName));
    boolean known;
    if (areSame(changed, List.of(destination))) {
      boolean one = copy.sources().size() == 1 && !isDirectory(last.value());
      files = files && one;
      known = files || recursive || one && makesProgram(change);
    } else {
      known = (files || !recursive) && areSame(changed, inside(model, copy, destination));
    }
    return known ? new CopiedFiles(model, copy, destination, changed, files) : null;
  }

  private static final Regex ARCHIVE =
      Regex.of("(?i).{1,300}\\.(?:tar(?:\\.(?:gz|bz2|xz|zst))?|tgz|tbz2?|txz)");

  /** Whether ADD unpacks an archive of the build context, as its name tells. */
  static boolean mayUnpack(Transfer copy) {
    return copy instanceof Add
        && copy.sources().stream()
            .anyMatch(
                one -> ARCHIVE.matcher(one.value()).matches() && !one.value().contains("://"));
  }

  /** Whether it is sure that a COPY or ADD writes nothing of what a command changes. */
  static boolean areOthers(Subject subject, Transfer copy, RunCommand change) {
    SemanticModel model = subject.model();
    List<ShellWord> words = change.operands();
    ContextCopy copied = ContextCopy.of(model, copy, Basis.ANY_BUILD);
    boolean areFiles = copied != null
        && copy.errors().isEmpty()
        && !mayUnpack(copy)
        && copy.flag("parents") == null
        && !copied.copiesDirectory(subject);
    ImagePath destination = destination(model, copy);
    for (ImagePath place : ScriptPlaces.of(model, change.script(), Basis.ANY_BUILD)
        .places(change.invocation(), words.subList(Math.min(1, words.size()), words.size()))) {
      String name = place.name();
      boolean isAnother = copied != null
          && areFiles
          && name != null
          && !copied.names(name)
          && destination.isSameAs(place) == Answer.NO;
      if (!isAnother && destination.isApartFrom(place) != Answer.YES) {
        return false;
      }
    }
    return true;
  }

  /** Package managers that install in the directory in which they run. */
  private static final CommandQuery INSTALLERS =
      CommandQuery.of("npm", "yarn", "pnpm", "bun", "composer");

  /** Who installs packages where a command then goes down into directories; null where nobody is seen to. */
  static @Nullable String installerBelow(SemanticModel model, RunCommand change) {
    Stage stage = model.stageOf(change.instruction());
    if (stage == null) {
      return null;
    }
    RepeatedChange repeated = RepeatedChange.of(model, change);
    for (RunCommand install : model.commands(INSTALLERS, stage)) {
      boolean isBefore = model.ordinal(install.instruction()) < model.ordinal(change.instruction())
          && (NodeInstall.of(install.invocation()) != null
              || install.program().equals("composer") && install.isTold("install"));
      if (isBefore) {
        ImagePath directory = ScriptPlaces.of(model, install.script(), Basis.ANY_BUILD)
            .directory(install.invocation());
        if (isBelow(model, directory, change)
            && !repeated.isDone(install.instruction(), directory)) {
          return install.program();
        }
      }
    }
    return null;
  }

  /** Whether a command that goes down into directories changes all that was copied, and perhaps more. */
  static boolean areBelow(SemanticModel model, Transfer copy, RunCommand change) {
    return copy.destination() != null && isBelow(model, destination(model, copy), change);
  }

  /** The same of all that is in a directory. */
  static boolean isBelow(SemanticModel model, ImagePath directory, RunCommand change) {
    List<ShellWord> words = change.operands();
    return words.size() > 1
        && change.has("-R")
        && isBelow(model, directory, change, change.invocation(), words.subList(1, words.size()));
  }

  /** Whether {@code find}, in the RUN of a command, goes through all that was copied. */
  static boolean areFound(SemanticModel model, Transfer copy, RunCommand change, Invocation find) {
    return copy.destination() != null
        && isBelow(
            model, destination(model, copy), change, find, find.arguments().operands());
  }

  private static boolean isBelow(
      SemanticModel model,
      ImagePath directory,
      RunCommand change,
      Invocation one,
      List<ShellWord> words) {
    for (ImagePath changed :
        ScriptPlaces.of(model, change.script(), Basis.ANY_BUILD).places(one, words)) {
      if (changed.certainlyContains(directory)) {
        return true;
      }
    }
    return false;
  }

  /** Programs that write nothing where a program is copied to, or nothing that anybody has to own. */
  private static final ImmutableSet<String> ELSEWHERE = ImmutableSet.of(
      "addgroup",
      "adduser",
      "apk",
      "apt",
      "apt-get",
      "chgrp",
      "chmod",
      "chown",
      "dnf",
      "export",
      "groupadd",
      "groupmod",
      "id",
      "ls",
      "microdnf",
      "rm",
      "set",
      "test",
      "true",
      "useradd",
      "usermod",
      "yum");

  /** Whether RUNs before a command that goes down into directories, or its own, may have written there. */
  static boolean areWrittenBelow(SemanticModel model, RunCommand change) {
    List<ShellWord> words = change.operands();
    if (words.size() < 2 || !change.has("-R")) {
      return false;
    }
    ImmutableList<ImagePath> places = ScriptPlaces.of(model, change.script(), Basis.ANY_BUILD)
        .places(change.invocation(), words.subList(1, words.size()));
    for (Stage stage = model.stageOf(change.instruction()); stage != null; stage = stage.parent()) {
      for (Instruction run : model.having(RunScript.IS_RUN, stage)) {
        int end =
            run == change.instruction() ? change.invocation().range().start() : Integer.MAX_VALUE;
        if (model.file().start(run) <= model.file().start(change.instruction())
            && mayWriteTo(model, run, end, places)) {
          return true;
        }
      }
    }
    return false;
  }

  /** @param end in the script of the RUN */
  private static boolean mayWriteTo(
      SemanticModel model, Instruction run, int end, ImmutableList<ImagePath> places) {
    RunScript script = model.partialScript(run);
    if (script != null
        && script.script().invocations().stream()
            .filter(one -> one.range().start() < end)
            .allMatch(one -> ELSEWHERE.contains(String.valueOf(one.name())))) {
      return false;
    }
    ImagePath directory = model.directory(run, Basis.ANY_BUILD);
    return places.stream()
        .anyMatch(place -> place.certainlyContains(directory)
            || place.text() != null && run.text().contains(place.text()));
  }

  /** How many of the places that a command names hold nothing that its stage has copied. */
  static long othersBelow(SemanticModel model, Stage stage, RunCommand change) {
    List<ShellWord> words = change.operands();
    return words.size() < 2
        ? 0
        : ScriptPlaces.of(model, change.script(), Basis.ANY_BUILD)
            .places(change.invocation(), words.subList(1, words.size()))
            .stream()
            .filter(place -> model.having(COPIES, stage).stream()
                .map(one -> destination(model, (Transfer) one))
                .noneMatch(place::mayContain))
            .count();
  }

  /** Whether what a COPY takes from elsewhere may weigh much: not all of it is text by its name. */
  static boolean mayBeMany(Transfer copy) {
    return copy.sources().stream().map(Word::value).anyMatch(source -> !isText(source));
  }

  private static boolean isText(String source) {
    String name = ContextPath.name(source);
    int dot = name.lastIndexOf('.');
    return dot > 0 && TEXTS.contains(name.substring(dot + 1));
  }

  private static boolean areSame(List<ImagePath> places, List<ImagePath> others) {
    return places.stream().allMatch(place -> isAmong(place, others))
        && others.stream().allMatch(other -> isAmong(other, places));
  }

  private static boolean isAmong(ImagePath place, List<ImagePath> places) {
    return places.stream().anyMatch(one -> one.isSameAs(place) == Answer.YES);
  }

  /** The sources in the directory that they are copied to. */
  private static ImmutableList<ImagePath> inside(
      SemanticModel model, Transfer copy, ImagePath directory) {
    ImmutableList.Builder<ImagePath> places = ImmutableList.builder();
    for (Word source : copy.sources()) {
      String heredoc = Heredoc.nameIn(source.value());
      String path = heredoc == null ? model.expand(copy, source.value()).text() : heredoc;
      places.add(
          path == null || isDirectory(path)
              ? ImagePath.unknown()
              : directory.resolve(ContextPath.name(path)));
    }
    return places.build();
  }

  /** Whether a path can only be that of a directory. */
  private static boolean isDirectory(String path) {
    return path.endsWith("/") || path.endsWith(".");
  }

  /** @param byName whether only the name can tell, and not the directory */
  private static boolean isFile(ImagePath place, boolean byName) {
    String name = place.name();
    String directory = place.parent().text();
    int dot = name == null ? -1 : name.lastIndexOf('.');
    return name != null
        && (dot > 0 && EXTENSIONS.contains(name.substring(dot + 1))
            || !byName && directory != null && PROGRAMS.contains(directory));
  }

  /** Folders in which compilers leave what they make. */
  private static final ImmutableSet<String> OUTPUTS =
      ImmutableSet.of("bin", "build", "dist", "out", "output", "release", "target");

  private static final Regex OF_JAVA = Regex.of(".{0,500}\\.(?:ear|jar|war)");

  /** Whether a COPY brings a program of Java with all that it needs, which weighs much even where nobody has built it yet. */
  static boolean bringsJar(Transfer copy) {
    return copy.flag("unpack") == null
        && copy.sources().stream()
            .anyMatch(source -> OF_JAVA.matcher(source.value()).matches());
  }

  /** Whether it is one program, as its place tells, and one that was compiled, as tells where it comes from. */
  boolean isOfBuiltProgram() {
    if (copy.sources().size() != 1 || changed.size() != 1) {
      return false;
    }
    if (bringsJar(copy)) {
      return true;
    }
    String name = String.valueOf(changed.get(0).name());
    boolean isProgram = PROGRAMS.contains(String.valueOf(changed.get(0).parent().text()))
        && name.indexOf('.') < 0
        && !name.contains("entrypoint");
    List<String> folders = Splitter.on('/').splitToList(copy.sources().get(0).value());
    return isProgram
        && (copy.flag("from") != null
            || folders.subList(0, folders.size() - 1).stream().anyMatch(OUTPUTS::contains));
  }

  private static final Regex SCRIPT = Regex.of(
      ".{0,300}\\.(?:bash|cfg|conf|env|ini|pl|py|rb|sh|toml|ya?ml)|(?:.{0,300}[-_])?entry-?point");

  /** Whether all are scripts by their names, or settings: a few kilobytes, whatever the context says of them. */
  boolean areScripts() {
    return changed.stream()
        .allMatch(file -> SCRIPT.matcher(String.valueOf(file.name())).matches());
  }

  private static boolean makesProgram(RunCommand change) {
    String mode = change.operands().get(0).literal();
    return change.program().equals("chmod")
        && mode != null
        && OF_PROGRAM.matcher(mode).matches();
  }

  String keyword() {
    return copy.keyword().name();
  }

  /** What it copies from the build context; null where that isn't known, as of an archive that ADD unpacks. */
  @Nullable WastedBytes weight(Subject subject) {
    return WastedBytes.of(weight(subject, copy));
  }

  /** The same of a COPY or ADD. */
  static Weight weight(Subject subject, Transfer copy) {
    if (!copy.heredocs().isEmpty()) {
      return copy.heredocs().size() == copy.sources().size() ? weight(copy) : Weight.UNKNOWN;
    }
    ContextCopy copied = ContextCopy.of(subject.model(), copy, Basis.ANY_BUILD);
    if (copied == null || copy.flag("exclude") != null) {
      return Weight.UNKNOWN;
    }
    Weight sum = new Weight(0, 0, true);
    for (String source : copied.sources()) {
      boolean asItIs = copy instanceof Copy
          || source.isEmpty()
          || subject.contextFile(source).isFolder();
      sum = sum.plus(asItIs ? subject.contextWeight(source) : Weight.UNKNOWN);
    }
    return sum;
  }

  /** What stands in here-documents. */
  private static Weight weight(Transfer copy) {
    long bytes = 0;
    for (Heredoc heredoc : copy.heredocs()) {
      bytes += heredoc.body().of(copy.text()).getBytes(StandardCharsets.UTF_8).length;
    }
    return new Weight(copy.heredocs().size(), bytes, true);
  }

  /** Whether all of the changed places are in a directory that the instruction needn't make. */
  boolean directoryWasThere() {
    ImagePath there = model.directory(copy, Basis.ANY_BUILD);
    return there.text() != null
        && changed.stream().allMatch(one -> one.parent().certainlyContains(there));
  }

  /** Whether the working directory is among what is changed: it was there before, and keeps its owner. */
  boolean changesWorkdir() {
    ImagePath there = model.directory(copy, Basis.ANY_BUILD);
    return !isOfFiles
        && there.text() != null
        && !there.equals(ImagePath.ROOT)
        && changed.stream().anyMatch(one -> one.certainlyContains(there));
  }

  /** Whether an earlier COPY or ADD of the stage wrote to what is changed, too. */
  boolean followsCopies() {
    Stage stage = model.stageOf(copy);
    return stage != null
        && model.having(COPIES, stage).stream()
            .filter(one -> model.file().start(one) < model.file().start(copy))
            .map(one -> destination(model, (Transfer) one))
            .anyMatch(place -> changed.stream().anyMatch(other -> other.certainlyContains(place)));
  }

  static ImagePath destination(SemanticModel model, Transfer copy) {
    Word last = copy.destination();
    return last == null ? ImagePath.unknown() : model.place(copy, last.value(), Basis.ANY_BUILD);
  }

  /** Whether an earlier instruction may have written to the same directory. */
  boolean isMixed() {
    if (isOfFiles || !changed.contains(destination)) {
      return false;
    }
    for (Stage stage = model.stageOf(copy); stage != null; stage = stage.parent()) {
      for (Instruction one : model.having(MAY_WRITE, stage)) {
        if (model.file().start(one) < model.file().start(copy) && mayWrite(one)) {
          return true;
        }
      }
    }
    return ImagePath.ROOT.equals(destination);
  }

  private boolean mayWrite(Instruction instruction) {
    if (instruction instanceof Transfer other) {
      Word last = other.destination();
      return last != null
          && destination.isApartFrom(model.place(other, last.value(), Basis.ANY_BUILD))
              != Answer.YES;
    }
    String path = destination.text();
    return destination.certainlyContains(model.directory(instruction, Basis.ANY_BUILD))
        || path != null && instruction.text().contains(path);
  }
}
