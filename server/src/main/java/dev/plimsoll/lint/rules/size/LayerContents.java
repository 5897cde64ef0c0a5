package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.rules.apt.AptCommand;
import dev.plimsoll.lint.rules.apt.PackageLists;
import dev.plimsoll.lint.rules.layer.FindDeletes;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImagePath.Answer;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a script leaves in its layer that weighs something, as far as its commands say it: files and directories, caches of
 * package managers, package lists, packages. An empty directory, a link, a line of text and what is removed again weigh
 * nothing. What isn't certain isn't here.
 */
final class LayerContents {

  /** Commands that write less than a block, whatever they are told, or nothing. */
  private static final ImmutableSet<String> SMALL = ImmutableSet.of(
      "echo",
      "printf",
      "sed",
      "date",
      "env",
      "openssl",
      "ssh-keygen",
      "tee",
      "true",
      ":",
      "uname",
      "hostname",
      "whoami",
      "id");

  /** Files that people write, and signatures: a few kilobytes each. */
  private static final Regex TEXT = Regex.of(
      "(?!get-pip\\.).{0,300}\\.(?:asc|bash|cer|cfg|conf|crt|diff|env|gpg|ini|key|list|md5|patch|pem|pl|pub|py|rb|repo|service"
          + "|sh|sha\\d{1,3}(?:sums?)?|sig|sign|toml|txt|ya?ml)"
          + "|(?:.{0,300}[-_])?entry-?point|authorized_keys|known_hosts|id_(?:dsa|ecdsa|ed25519|rsa)");

  /** Files of pages, programs and data that are text: small unless somebody fetches them only to read them once. */
  private static final Regex DATA = Regex.of(
      ".{0,300}\\.(?:cjs|css|dtd|html?|j2|js|json|json5|jsonc|lock|lua|md|mjs|php|properties|rst|svg|tmpl|tpl|ts|xml|xsd|xslt?)");

  /** Files that are large as a rule. */
  private static final Regex ARCHIVE = Regex.of(
      "(?i).{0,300}\\.(?:appimage|bin|bz2|deb|exe|gz|iso|jar|msi|rpm|run|tar|tgz|txz|war|whl|xz|zip|zst)");

  /** Programs that are told by {@code -o} what they write: compilers, also for other systems, and what else makes one file. */
  private static final Regex WRITERS = Regex.of(
      "(?:[\\w.]{1,40}-){0,5}(?:as|cc|c\\+\\+|clang|clang\\+\\+|cpp|g\\+\\+|gcc|gfortran|go|ld|objcopy|strip)(?:-\\d[\\d.]{0,9})?"
          + "|aria2c|axel|bison|bun|crystal|cython3?|deno|dmd|dotnet|em\\+\\+|emcc|esbuild|flex|fpc|garble|gdown|genisoimage|ghc|gpg"
          + "|iconv|ldc2|mkisofs|mksquashfs|nasm|native-image|ocamlfind|ocamlopt|pandoc|protoc|rustc|sort|swiftc|tcc|tinygo|upx"
          + "|valac|xcaddy|xorriso|xsltproc|yasm|yt-dlp");

  /** Directories that also hold what others have written: what is in them may be of the base image. */
  private static final ImmutableSet<String> SHARED = ImmutableSet.of(
      "/",
      "/bin",
      "/etc",
      "/home",
      "/lib",
      "/root",
      "/sbin",
      "/usr",
      "/usr/bin",
      "/usr/lib",
      "/usr/local",
      "/usr/local/bin",
      "/usr/local/lib",
      "/usr/sbin",
      "/usr/share",
      "/var",
      "/var/lib");

  private static final Trait BRINGS = Trait.of(Transfer.class);

  private final RunScript script;
  private final ScriptPlaces places;
  private final SemanticModel model;

  private final List<ImagePath> files = new ArrayList<>();
  /** Directories that are full of what the script wrote. */
  private final List<ImagePath> trees = new ArrayList<>();
  /** Those of them that hold nothing but a project. */
  private final List<ImagePath> clones = new ArrayList<>();
  /** Those of them that archives were unpacked into, beside whatever was there. */
  private final List<ImagePath> unpacked = new ArrayList<>();
  /** What was read to fill them. */
  private final List<ImagePath> inputs = new ArrayList<>();
  /** Words of package managers that install: {@code gcc}, {@code .build-deps}. */
  private final Set<String> packages = new HashSet<>();

  private final List<ImagePath> madeIn = new ArrayList<>();
  private final MadePlaces made = new MadePlaces();
  private @Nullable ArchiveNames archives;
  private boolean lists;
  private boolean readsLists;

  private LayerContents(SemanticModel model, RunScript script) {
    this.model = model;
    this.script = script;
    this.places = ScriptPlaces.of(model, script, Basis.DEFAULTS);
  }

  /** Those of a script. */
  static LayerContents of(SemanticModel model, RunScript script) {
    LayerContents contents = new LayerContents(model, script);
    contents.packageLists();
    for (Invocation invocation : script.script().invocations()) {
      contents.add(invocation.module());
    }
    contents.leaveOutMounts();
    return contents;
  }

  /** Whether package lists of apt are among them. */
  boolean hasLists() {
    return lists;
  }

  /** Whether the script installs with the package lists of apt. */
  boolean readsLists() {
    return readsLists;
  }

  /** Whether a package is among them that is written like this. */
  boolean hasPackage(ShellWord name) {
    return packages.contains(name.raw());
  }

  /** Whether {@code make} has left what it made in a directory. */
  boolean isMadeIn(ImagePath directory) {
    return madeIn.stream().anyMatch(made -> made.isSameAs(directory) == Answer.YES);
  }

  /**
   * Whether something at a place, or below it, is among them.
   *
   * @param deep whether the place counts with all that is below it
   */
  boolean has(ImagePath place, boolean deep) {
    return hasFile(place, deep, file -> true) || deep && hasTree(place);
  }

  /** The same where only another owner or mode is stored: one of a text costs next to nothing. */
  boolean hasBesidesData(ImagePath place, boolean deep) {
    return hasFile(place, deep, file -> !isNamed(file, DATA)) || deep && hasTree(place);
  }

  /** Whether a place is part of a directory that was filled: nobody knows with what. */
  boolean mayHave(ImagePath place) {
    return trees.stream()
        .anyMatch(tree -> tree.certainlyContains(place) && isOwn(tree) && !wasThere(place, tree));
  }

  /** Whether a place is called like the folder in an archive that was unpacked there. */
  boolean isNamedByArchive(ImagePath place) {
    return unpacked.stream().anyMatch(tree -> isFolderOfArchive(place, tree));
  }

  /** Whether all that was filled with a place in it came out of archives. */
  boolean isUnpacked(ImagePath place) {
    return trees.stream()
        .noneMatch(tree -> tree.certainlyContains(place) && !unpacked.contains(tree));
  }

  /** What the script makes, whether it stays or not. */
  MadePlaces made() {
    return made;
  }

  private boolean isFolderOfArchive(ImagePath place, ImagePath tree) {
    if (tree.contains(place) == Answer.NO || place.depth() != tree.depth() + 1) {
      return false;
    }
    ArchiveNames known = archives;
    if (known == null) {
      known = ArchiveNames.of(script, places);
      archives = known;
    }
    return known.nameFolder(place);
  }

  private boolean hasFile(ImagePath place, boolean deep, Predicate<ImagePath> counts) {
    for (ImagePath file : files) {
      if ((deep ? place.certainlyContains(file) : isOne(place, file)) && counts.test(file)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamed(ImagePath file, Regex name) {
    return name.matcher(String.valueOf(file.name())).matches();
  }

  /** Whether a place is a folder in a project that was cloned, mostly a small one, and nothing else has filled it. */
  boolean isPartOfClone(ImagePath place) {
    List<ImagePath> filled = new ArrayList<>(trees);
    clones.forEach(filled::remove);
    return clones.stream()
            .anyMatch(clone -> clone.certainlyContains(place)
                && !place.certainlyContains(clone)
                && !isAllOf(clone, place))
        && filled.stream()
            .noneMatch(tree -> tree.certainlyContains(place) || place.certainlyContains(tree));
  }

  private boolean hasTree(ImagePath place) {
    for (ImagePath tree : trees) {
      if (place.certainlyContains(tree) || isAllOf(tree, place) && isOwn(tree)) {
        return true;
      }
    }
    return false;
  }

  /** Whether something in a directory may have been there before it was filled: an archive that was read, or what COPY brings. */
  private boolean wasThere(ImagePath place, ImagePath tree) {
    for (ImagePath input : inputs) {
      if (place.certainlyContains(input) && !isAllOf(tree, place)) {
        return true;
      }
    }
    Stage stage = model.stageOf(script.instruction());
    for (Instruction one : stage == null ? List.<Instruction>of() : model.having(BRINGS, stage)) {
      if (model.file().start(one) < model.file().start(script.instruction())
          && mayBring((Transfer) one, place, tree)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is a pattern of all that is in a directory. */
  private static boolean isAllOf(ImagePath tree, ImagePath place) {
    return place.certainlyContains(tree.resolve("a")) && place.certainlyContains(tree.resolve("b"));
  }

  /** Whether a COPY to a directory, or into it, may have brought something that is in it. */
  private boolean mayBring(Transfer copy, ImagePath place, ImagePath tree) {
    Word last = copy.destination();
    ImagePath to = last == null ? null : model.place(copy, last.value(), Basis.DEFAULTS);
    if (to == null || !tree.certainlyContains(to) || isAllOf(tree, place)) {
      return false;
    }
    for (Word source : copy.sources()) {
      String name = ContextPath.name(source.value());
      boolean mayBeFolder = name.indexOf('.') <= 0;
      if (mayBeFolder ? to.mayContain(place) : place.mayContain(to.resolve(name))) {
        return true;
      }
    }
    return to.isSameAs(place) == Answer.YES;
  }

  /** The same, if it is known to be much: a directory as a whole, or an archive. */
  boolean hasMuch(ImagePath place, boolean deep) {
    return hasFile(place, deep, file -> isNamed(file, ARCHIVE))
        || deep && trees.stream().anyMatch(place::certainlyContains);
  }

  private static boolean isOne(ImagePath place, ImagePath file) {
    return place.certainlyContains(file)
        && (place.isPattern() ? place.depth() == file.depth() : file.certainlyContains(place));
  }

  private static boolean isOwn(ImagePath tree) {
    String path = tree.text();
    return path == null || !SHARED.contains(path);
  }

  /** Whether a command of the script names a place, or what is below it. */
  boolean names(ImagePath place) {
    for (Invocation invocation : script.script().invocations()) {
      for (ImagePath named : places.places(invocation, invocation.arguments().words())) {
        if (place.certainlyContains(named) || named.depth() > 1 && named.certainlyContains(place)) {
          return true;
        }
      }
    }
    return false;
  }

  private void packageLists() {
    for (AptCommand apt : AptCommand.in(script)) {
      readsLists |= apt.readsLists();
      if (apt.updatesLists()) {
        PackageLists found = PackageLists.in(model, script);
        lists = !found.areMounted() && !found.areRemoved(apt.start());
      }
    }
  }

  private void leaveOutMounts() {
    for (Mount mount : script.run().mounts()) {
      if (!mount.target().isEmpty()) {
        ImagePath target = model.place(script.instruction(), mount.target(), Basis.DEFAULTS);
        files.removeIf(target::mayContain);
        trees.removeIf(target::mayContain);
      }
    }
  }

  private void add(Invocation command) {
    String name = String.valueOf(command.name());
    if (MadePlaces.build(command)) {
      made.addIn(command, places.directory(command));
    }
    redirections(command, name);
    switch (name) {
      case "rm" -> remove(places(command, command.arguments().operands()));
      case "find" -> {
        if (FindDeletes.of(command) == FindDeletes.ALL) {
          remove(places(command, command.arguments().operands()));
        }
      }
      case "cp", "mv", "install", "rsync" -> copy(command, name);
      case "curl" -> curl(command);
      case "wget" -> wget(command);
      case "git" -> gitClone(command);
      case "tar", "bsdtar", "gtar" -> tar(command);
      case "unzip" -> tree(command, command.arguments().option("-d"));
      case "dd" -> dd(command);
      case "make", "gmake" -> make(command);
      case "mkdir", "touch" ->
        made.add(command, places(command, command.arguments().operands()));
      default -> other(command, name);
    }
  }

  private void redirections(Invocation command, String name) {
    boolean small =
        SMALL.contains(name) || name.equals("cat") && command.arguments().isEmpty();
    for (Redirection redirection : command.command().redirections()) {
      String operator = redirection.operator();
      boolean writes =
          operator.startsWith(">") && !operator.endsWith("&") || operator.startsWith("&>");
      if (writes) {
        List<ImagePath> written = places.places(command, redirection.target());
        made.add(command, written);
        if (!small) {
          files(written);
        }
      }
    }
  }

  /** Files that a command writes. */
  private void files(Invocation command, List<ImagePath> written) {
    made.add(command, written);
    files(written);
  }

  /** Directories that a command fills. */
  private void trees(Invocation command, List<ImagePath> filled) {
    made.add(command, filled);
    trees.addAll(filled);
  }

  private void files(List<ImagePath> written) {
    for (ImagePath place : written) {
      if (!ImagePath.ROOT.resolve("dev").certainlyContains(place)
          && place.depth() > 0
          && !isText(place)) {
        files.add(place);
      }
    }
  }

  private static boolean isText(ImagePath file) {
    return isNamed(file, TEXT);
  }

  private void remove(List<ImagePath> removed) {
    for (ImagePath place : removed) {
      files.removeIf(place::certainlyContains);
      trees.removeIf(tree -> place.certainlyContains(tree)
          || place.isPattern() && tree.certainlyContains(place) && tree.depth() + 1 == place.depth()
          || unpacked.contains(tree) && isFolderOfArchive(place, tree));
    }
  }

  private List<ImagePath> places(Invocation command, List<ShellWord> words) {
    return places.places(command, words);
  }

  private List<ImagePath> value(Invocation command, @Nullable GivenOption option) {
    ShellWord value = option == null ? null : option.value();
    return value == null || value.isLiteral("-") ? List.of() : places.places(command, value);
  }

  private void copy(Invocation command, String name) {
    List<ShellWord> operands = command.arguments().operands();
    GivenOption target = name.equals("rsync") ? null : command.arguments().option("-t");
    if (name.equals("install") && command.arguments().hasFlag("-d")
        || operands.size() < 2 && target == null) {
      return;
    }
    List<ShellWord> sources = target == null ? operands.subList(0, operands.size() - 1) : operands;
    ShellWord last = operands.get(operands.size() - 1);
    List<ImagePath> from = places(command, sources);
    if (name.equals("mv")) {
      remove(from);
    }
    for (ImagePath to : target == null ? places.places(command, last) : value(command, target)) {
      boolean directory =
          target != null || last.raw().endsWith("/") || last.isLiteral(".") || sources.size() > 1;
      if (!directory) {
        made.add(command, List.of(to));
        if (isText(to) || from.size() == 1 && isText(from.get(0))) {
          continue;
        }
        files(List.of(to));
      }
      for (ImagePath source : from) {
        ImagePath inside = to.withNameOf(source);
        if (inside != null && !source.isPattern()) {
          files(command, List.of(inside));
        }
      }
    }
  }

  private void curl(Invocation command) {
    boolean named = command.arguments().hasAnyFlag("-O", "--remote-name-all");
    for (GivenOption option : command.arguments().options()) {
      if (option.is("-o")) {
        files(command, value(command, option));
      }
    }
    if (named) {
      named(command, places.directory(command));
    }
  }

  private void wget(Invocation command) {
    GivenOption output = command.arguments().option("-O");
    if (output != null) {
      files(command, value(command, output));
      return;
    }
    List<ImagePath> prefix = value(command, command.arguments().option("-P"));
    named(command, prefix.isEmpty() ? places.directory(command) : prefix.get(0));
  }

  /** What is fetched has the last name of its address. */
  private void named(Invocation command, ImagePath directory) {
    for (ImagePath address : places(command, command.arguments().operands())) {
      ImagePath file = directory.withNameOf(address);
      if (file != null) {
        files(command, List.of(file));
      }
    }
  }

  private void gitClone(Invocation command) {
    List<ShellWord> operands = command.arguments().operandsOfVerb();
    if (!"clone".equals(command.arguments().verb()) || operands.isEmpty()) {
      return;
    }
    String address = operands.get(0).literal();
    List<ImagePath> cloned = List.of();
    if (operands.size() > 1) {
      cloned = places.places(command, operands.get(1));
    } else if (address != null) {
      String path = address.endsWith(".git") ? address.substring(0, address.length() - 4) : address;
      cloned =
          List.of(places.directory(command).resolve(path.substring(path.lastIndexOf('/') + 1)));
    }
    trees(command, cloned);
    clones.addAll(cloned);
  }

  private void tar(Invocation command) {
    if (command.arguments().hasAnyFlag("-x", "--extract")) {
      tree(command, command.arguments().option("-C"));
    } else if (command.arguments().hasAnyFlag("-c", "--create")) {
      files(command, value(command, command.arguments().option("-f")));
    }
  }

  /** A directory that is filled: the one that an option names, or the working directory. */
  private void tree(Invocation command, @Nullable GivenOption option) {
    inputs.addAll(places(command, command.arguments().words()));
    List<ImagePath> filled =
        option == null ? List.of(places.directory(command)) : value(command, option);
    for (ImagePath directory : filled) {
      made.addIn(command, directory);
    }
    if (option != null && option.is("-d")) {
      made.add(command, filled);
    }
    trees.addAll(filled);
    unpacked.addAll(filled);
  }

  private void dd(Invocation command) {
    for (ShellWord word : command.arguments().words()) {
      String text = word.literal();
      if (text != null && text.startsWith("of=")) {
        files(command, List.of(places.directory(command).resolve(text.substring(3))));
      }
    }
  }

  private void make(Invocation command) {
    ImagePath in = madeIn(command, places);
    if (cleans(command)) {
      madeIn.removeIf(made -> made.isSameAs(in) == Answer.YES);
    } else {
      madeIn.add(in);
    }
  }

  /** Where a {@code make} works. */
  static ImagePath madeIn(Invocation make, ScriptPlaces places) {
    GivenOption option = make.arguments().option("-C");
    ShellWord directory = option == null ? null : option.value();
    List<ImagePath> named = directory == null ? List.of() : places.places(make, directory);
    return named.isEmpty() ? places.directory(make) : named.get(0);
  }

  /** Whether a {@code make} removes what was made. */
  static boolean cleans(Invocation make) {
    return make.arguments().operands().stream()
        .anyMatch(word -> word.isLiteral("clean") || word.isLiteral("distclean"));
  }

  private void other(Invocation command, String name) {
    installer(command);
    if (PackageCache.isCleanedBy(command)) {
      remove(PackageCache.of(command, places));
    } else if (PackageCache.isFilledBy(command) && !PackageCache.isToldOfByOthers(name)) {
      trees(command, PackageCache.of(command, places));
    }
    trees(command, PackageCache.installed(command, places.directory(command)));
    ShellWord before = null;
    for (ShellWord word : command.arguments().words()) {
      if (before != null
          && isOutput(name, before.literalPrefix())
          && !word.mayBeOption()
          && !word.literalPrefix().startsWith("-")
          && !SMALL.contains(name)) {
        files(command, places.places(command, word));
      }
      before = word;
    }
  }

  /** Whether an option names what a program writes: to many others a short one says something else, as to {@code useradd}. */
  private static boolean isOutput(String program, String option) {
    return switch (option) {
      case "--output-dir", "--outdir", "--outfile" -> true;
      case "-o", "-out", "--out", "--output" -> WRITERS.matcher(program).matches();
      default -> false;
    };
  }

  private void installer(Invocation command) {
    if (PackageCache.uninstalls(command)) {
      command.arguments().operandsOfVerb().forEach(word -> packages.remove(word.raw()));
    } else if (PackageCache.installs(command)) {
      command.arguments().operandsOfVerb().forEach(word -> packages.add(word.raw()));
      GivenOption group = command.arguments().option("--virtual");
      if (group != null && group.value() != null) {
        packages.add(group.value().raw());
      }
    }
  }
}
