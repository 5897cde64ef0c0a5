package dev.plimsoll.lint.rules.cache;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Assignment;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an install is told of where to fetch from and how to log in there. A command that only fetches has to be told the same. */
final class FetchOptions {

  /** What may choose repositories or log in, by tool. */
  private static final ImmutableListMultimap<String, String> CHOOSING =
      ImmutableListMultimap.<String, String>builder()
          .putAll("dotnet", "--source", "--configfile")
          .putAll(
              "gradle",
              "--init-script",
              "--settings-file",
              "--gradle-user-home",
              "--project-prop",
              "--system-prop")
          .putAll(
              "maven",
              "--settings",
              "--global-settings",
              "--toolchains",
              "--global-toolchains",
              "--activate-profiles",
              "--define")
          .build();

  private static final ImmutableList<String> PROPERTIES =
      ImmutableList.of("--define", "--project-prop", "--system-prop");

  /** Those whose value is a file or a folder that is read. */
  private static final ImmutableListMultimap<String, String> NAMING =
      ImmutableListMultimap.<String, String>builder()
          .putAll("dotnet", "--configfile")
          .putAll("gradle", "--init-script", "--settings-file")
          .putAll("maven", "--settings", "--global-settings", "--toolchains", "--global-toolchains")
          .putAll("npm", "--userconfig", "--globalconfig", "--cafile")
          .putAll("pip", "--find-links", "--cert", "--client-cert")
          .putAll("uv", "--find-links", "--config-file")
          .putAll("yarn", "--use-yarnrc")
          .build();

  /** Variables that are for compilers alone. */
  private static final Regex OF_COMPILER = Regex.of(
      "CGO_\\w{1,60}|GO(?:OS|ARCH|ARM|ARM64|AMD64|386|EXPERIMENT)|CC|CXX|(?:C|CPP|CXX|LD)FLAGS");

  /** Nobody names more files. */
  private static final int MOST_FILES = 9;

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  private FetchOptions() {}

  /** The variables that are set for a command alone, as they stand before it; those for compilers left out. */
  static String environment(Invocation invocation) {
    StringBuilder variables = new StringBuilder();
    for (Assignment assignment : invocation.environment()) {
      if (!isOfCompiler(assignment.name())) {
        variables
            .append(assignment.name())
            .append('=')
            .append(assignment.value().raw())
            .append(' ');
      }
    }
    return variables.toString();
  }

  static boolean isOfCompiler(String variable) {
    return OF_COMPILER.matcher(variable).matches();
  }

  /** The options that choose repositories or log in, with a blank before each. */
  static String choosing(Invocation invocation, String tool) {
    Set<String> options = new LinkedHashSet<>(); // letters of an unknown option share a word
    for (GivenOption given : invocation.arguments().options()) {
      ShellWord value = given.value();
      boolean property = tool.equals("sbt") && given.word().raw().startsWith("-D");
      if (property || isOneOf(given, CHOOSING.get(tool)) && !skips(given)) {
        String separate = value != null && given.hasSeparateValue() ? " " + value.raw() : "";
        options.add(" " + given.word().raw() + separate);
      }
    }
    return String.join("", options);
  }

  /** Whether it is a property such as {@code skipTests}: what only fetches does neither. */
  private static boolean skips(GivenOption given) {
    return given.value() != null
        && isOneOf(given, PROPERTIES)
        && Ascii.toLowerCase(given.value().raw()).contains("skip");
  }

  private static boolean isOneOf(GivenOption given, ImmutableList<String> spellings) {
    return Iterables.any(spellings, given::is);
  }

  /** The files that an install is told to read besides its manifests. */
  static ImmutableList<ShellWord> files(PlacedInstall install) {
    ImmutableList<String> naming = NAMING.get(install.install().tool());
    List<ShellWord> files = new ArrayList<>();
    for (GivenOption given : install.invocation().module().arguments().options()) {
      ShellWord value = given.value();
      boolean isFile = value != null && isOneOf(given, naming) && !value.raw().contains("://");
      if (value != null && isFile && files.size() < MOST_FILES) {
        files.add(value);
      }
    }
    return ImmutableList.copyOf(files);
  }

  /** Those of them that come with a copy of everything, by their paths below its destination, or as they are written. */
  static ImmutableList<String> filesIn(
      Subject subject, PlacedInstall install, ContextCopy copy, ImmutableList<String> manifests) {
    Set<String> read = new LinkedHashSet<>();
    for (ShellWord file : files(install)) {
      read.add(pathIn(subject, install, copy, file));
    }
    for (ImagePath file : FilesOfEnvironment.named(subject.model(), install)) {
      read.add(pathIn(subject, install, copy, file));
    }
    ImmutableList.Builder<String> paths = ImmutableList.builder();
    for (String path : read) {
      if (!path.isEmpty()
          && !isCopied(subject.model(), install, copy, path)
          && !Iterables.any(
              manifests, one -> one.equals(path) || one.endsWith("/") && path.startsWith(one))) {
        paths.add(path);
      }
    }
    return paths.build();
  }

  /** Empty where it comes from elsewhere. */
  private static String pathIn(
      Subject subject, PlacedInstall install, ContextCopy copy, ShellWord file) {
    String literal = file.literal();
    if (literal == null) {
      return file.raw();
    }
    ImagePath place = ScriptPlaces.of(subject.model(), install.script(), Basis.DEFAULTS)
        .directory(install.invocation())
        .resolve(literal);
    return pathIn(subject, install, copy, place);
  }

  private static String pathIn(
      Subject subject, PlacedInstall install, ContextCopy copy, ImagePath place) {
    String path = copy.destination().pathTo(place);
    return path == null
            || CopiedFile.isMissing(subject, install.script().instruction(), place, Basis.DEFAULTS)
        ? ""
        : path;
  }

  /** Whether another COPY above the install names it. */
  private static boolean isCopied(
      SemanticModel model, PlacedInstall install, ContextCopy all, String path) {
    Instruction run = install.script().instruction();
    Stage stage = model.stageOf(run);
    String name = ContextPath.name(path);
    return stage != null
        && Iterables.any(
            model.having(IS_TRANSFER, stage),
            one -> one != all.instruction()
                && model.ordinal(one) < model.ordinal(run)
                && Iterables.any(
                    ((Transfer) one).words(),
                    word -> ContextPath.name(word.value()).equals(name)));
  }
}
