package dev.plimsoll.lint.rules.size;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
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
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Add;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** ADD for files that COPY would copy just the same. */
public final class AddInsteadOfCopy implements Rule {

  private static final CharMatcher QUOTES = CharMatcher.anyOf("\"'");

  private static final RuleInfo INFO = RuleInfo.of(
          "add-instead-of-copy", Category.SIZE, Severity.INFORMATION, """
          ADD downloads URLs, clones repositories and unpacks archives; for all other files COPY does the same.

          COPY has no surprises: a file that happens to be an archive is copied as it is.

          ```dockerfile bad fix=safe
          FROM python:3.13-slim
          ADD --chown=1000 requirements.txt app.py /srv/
          ```

          ```dockerfile good
          FROM python:3.13-slim
          COPY --chown=1000 requirements.txt app.py /srv/
          ```

          These need ADD and are not reported: archives, URLs and repositories, and the flags `--checksum`, \
          `--unpack` and `--keep-git-dir`.

          ```dockerfile good
          FROM debian:bookworm-slim
          ADD rootfs.tar.xz /
          ADD https://example.com/tool.deb /tmp/
          ADD https://github.com/example/tool.git#v1.2.0 /src
          ```

          ADD looks into a file to find out whether it is an archive; so does this rule where the build context is there.
          Where it isn't, and for patterns and variables, the name has to tell: the fix is a suggestion unless the extension
          is one of source code, settings or text.
          """)
      .since("0.1.0")
      .withSafeFix()
      .withAlias(Tool.HADOLINT, "DL3020")
      .in(Profile.HADOLINT, Severity.ERROR);

  /** How the names of files end that ADD unpacks; {@code .gem}, {@code .apk} and the like are such archives inside. */
  private static final ImmutableSet<String> ARCHIVES = ImmutableSet.of(
      "apk", "box", "bz2", "crate", "gem", "gz", "lzma", "ova", "tar", "taz", "tb2", "tbz", "tbz2",
      "tgz", "tlz", "tlzma", "txz", "tz", "tz2", "tzst", "xz", "z", "zst");

  private static final ImmutableSet<String> FLAGS_OF_ADD_ALONE =
      ImmutableSet.of("checksum", "keep-git-dir", "unpack");

  /** How the names of files end that ADD doesn't unpack: texts, pictures, and archives of other kinds. */
  private static final ImmutableSet<String> NOT_UNPACKED = ImmutableSet.of(
      "jar",
      "war",
      "ear",
      "zip",
      "whl",
      "deb",
      "rpm",
      "exe",
      "dll",
      "class",
      "pdf",
      "png",
      "jpg",
      "jpeg",
      "gif",
      "ico",
      "ttf",
      "woff",
      "woff2",
      "bash",
      "bat",
      "c",
      "cc",
      "cfg",
      "cgi",
      "cjs",
      "clj",
      "cmake",
      "cmd",
      "cnf",
      "conf",
      "config",
      "cpp",
      "crt",
      "cs",
      "csproj",
      "css",
      "csv",
      "cue",
      "dart",
      "dockerignore",
      "env",
      "erb",
      "erl",
      "ex",
      "exs",
      "fs",
      "gitignore",
      "go",
      "gradle",
      "groovy",
      "h",
      "hcl",
      "hpp",
      "hs",
      "htm",
      "html",
      "ini",
      "j2",
      "java",
      "jl",
      "js",
      "json",
      "json5",
      "jsonc",
      "jsx",
      "key",
      "kt",
      "kts",
      "lock",
      "lua",
      "m",
      "m4",
      "md",
      "mjs",
      "mk",
      "mod",
      "npmrc",
      "nvmrc",
      "patch",
      "pem",
      "php",
      "pl",
      "plist",
      "pm",
      "prisma",
      "properties",
      "proto",
      "ps1",
      "pub",
      "py",
      "r",
      "rb",
      "repo",
      "rs",
      "rst",
      "ru",
      "sbt",
      "scala",
      "scss",
      "sh",
      "sln",
      "sql",
      "sum",
      "svg",
      "swift",
      "tf",
      "tmpl",
      "toml",
      "tpl",
      "ts",
      "tsx",
      "txt",
      "vue",
      "xml",
      "yaml",
      "yarnrc",
      "yml",
      "zsh");

  /** What is known of the sources of an ADD, from harmless to needed. */
  private enum Sources {
    PLAIN,
    UNCERTAIN,
    /** One is an archive and another is not: one of them stands in the wrong instruction. */
    MIXED,
    NEED_ADD
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    for (Add add : model.instructions(Add.class)) {
      check(add, add, subject, reporter);
    }
    for (Onbuild onbuild : model.instructions(Onbuild.class)) {
      if (onbuild.trigger() instanceof Add add) {
        check(add, onbuild, subject, reporter);
      }
    }
  }

  /** hadolint finds each ADD that takes more than archives and addresses, whatever a variable in it may stand for. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    for (Add add : subject.model().instructions(Add.class)) {
      if (!add.sources().isEmpty()
          && !Iterables.all(add.sources(), source -> isForAdd(source.value()))) {
        reporter.report(Finding.at(
                subject.model().range(add, add.source().keywordRange()),
                "ADD is for archives and URLs. Use COPY for files of the build context.")
            .forHadolintOnly());
      }
    }
  }

  private static boolean isForAdd(String source) {
    String plain = QUOTES.trimFrom(source);
    return isRemote(plain) || isArchive(plain) || Heredoc.nameIn(source) != null;
  }

  /**
   * @param add the instruction
   * @param outer the instruction that its ranges are relative to: itself or its ONBUILD
   */
  private static void check(Add add, Instruction outer, Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    if (add.sources().isEmpty()
        || !add.heredocs().isEmpty()
        || !outer.errors().isEmpty()
        || hasFlagOfItsOwn(add)) {
      return;
    }
    Sources sources = sources(add, outer, subject);
    if (sources == Sources.NEED_ADD) {
      return;
    }
    TextRange keyword = model.range(outer, add.source().keywordRange());
    Finding finding = Finding.at(
        keyword,
        sources == Sources.MIXED
            ? "ADD unpacks the archive among these files. Use COPY for the others."
            : "ADD is for archives and URLs. Use COPY for files of the build context.");
    TextEdit edit = InstructionEdits.replaceKeyword(
        model.file(), outer, add.source().keywordRange(), add.source().inSameCase(Keyword.COPY));
    reporter.report(finding.withFix(fix(sources, edit)));
  }

  private static @Nullable Fix fix(Sources sources, TextEdit edit) {
    return switch (sources) {
      case PLAIN -> Fix.safe("Replace ADD with COPY", edit);
      case UNCERTAIN -> Fix.suggestion("Replace ADD with COPY", edit);
      case MIXED, NEED_ADD -> null;
    };
  }

  private static boolean hasFlagOfItsOwn(Add add) {
    for (Flag flag : add.flags()) {
      if (FLAGS_OF_ADD_ALONE.contains(flag.name())) {
        return true;
      }
    }
    return false;
  }

  private static Sources sources(Add add, Instruction outer, Subject subject) {
    boolean certain = true;
    int archives = 0;
    for (Word source : add.sources()) {
      String name = expanded(source.value(), add, outer, subject.model());
      if (name == null && isFileOfSomeName(source.value())) {
        certain = false;
        continue; // no value of the variable makes an archive or an address of it
      }
      if (name == null || isRemote(name)) {
        return Sources.NEED_ADD;
      }
      boolean literal = name.equals(source.value()) && !isPattern(name);
      // What ONBUILD adds is in the context of another build.
      ContextFile file =
          isPattern(name) || outer != add ? ContextFile.UNKNOWN : subject.contextFile(name);
      archives += isArchive(name) || file.isArchive() ? 1 : 0;
      certain &= literal && isKnownNotToBeAnArchive(name, file);
    }
    if (archives > 0) {
      return archives == add.sources().size() ? Sources.NEED_ADD : Sources.MIXED;
    }
    return certain ? Sources.PLAIN : Sources.UNCERTAIN;
  }

  /** A variable without a value in the name of a file of the context, behind its folder and before how the name ends. */
  private static final Regex OF_SOME_NAME =
      Regex.of("[\\w.-]+/[\\w./-]*\\$(?:\\w+|\\{\\w+\\})[\\w-]*\\.\\w+");

  private static boolean isFileOfSomeName(String source) {
    return OF_SOME_NAME.matcher(source).matches()
        && NOT_UNPACKED.contains(Ascii.toLowerCase(extension(source)));
  }

  /** The name without quotes and with the values of its variables, or null where the file doesn't tell them all. */
  private static @Nullable String expanded(
      String source, Add add, Instruction outer, SemanticModel model) {
    char escape = add.source().escape();
    if (source.indexOf('$') < 0
        && source.indexOf('"') < 0
        && source.indexOf('\'') < 0
        && source.indexOf(escape) < 0) {
      return source;
    }
    Expansion expansion = outer == add
        ? model.expand(add, source)
        : Expansion.of(source, escape, ExpansionMode.ARGUMENT, Variables.NONE);
    return expansion.textByDefault();
  }

  /** An address with a scheme, or a repository as {@code git@host:path}. */
  private static boolean isRemote(String source) {
    return source.contains("://") || (source.startsWith("git@") && source.indexOf(':') > 0);
  }

  private static boolean isArchive(String source) {
    return ARCHIVES.contains(Ascii.toLowerCase(extension(source)));
  }

  private static boolean isPattern(String source) {
    return source.indexOf('*') >= 0 || source.indexOf('?') >= 0 || source.indexOf('[') >= 0;
  }

  /** A directory, a file that says so itself, or one whose extension does. */
  private static boolean isKnownNotToBeAnArchive(String source, ContextFile file) {
    if (file.certain() && (file.isFile() || file.isFolder())) {
      return !file.isArchive();
    }
    String name = ContextPath.name(source);
    return name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || NOT_UNPACKED.contains(Ascii.toLowerCase(extension(source)));
  }

  /** What follows the last dot of the file's name; a dot at its start counts, too. */
  private static String extension(String source) {
    String name = ContextPath.name(source);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }
}
