package dev.plimsoll.lint.rules.security;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Folders such as {@code log} that a Makefile or a script makes which a RUN calls: for the program to fill, and root's. */
final class MadeFolders {

  private static final Regex MAKES = Regex.of("\\bmkdir[ \\t]([^\\n;&|]{1,300})");

  /** A path from where it is called, which no variable changes. */
  private static final Regex PLAIN = Regex.of("\\w[\\w./-]{0,200}|\\./[\\w./-]{1,200}");

  private static final Splitter WORDS = Splitter.on(CharMatcher.anyOf(" \t\"'")).omitEmptyStrings();

  private static final Trait MAY_CALL =
      Trait.of(Run.class, run -> run.text().contains("make") || run.text().contains(".sh"));

  private MadeFolders() {}

  /** Those that the RUNs of a target make, where they are called. */
  static ImmutableSet<ImagePath> in(Subject subject, Stage target) {
    ImmutableSet.Builder<ImagePath> made = ImmutableSet.builder();
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : subject.model().having(MAY_CALL, stage)) {
        RunScript script = subject.model().partialScript(run);
        if (script != null) {
          ScriptPlaces places = ScriptPlaces.of(subject.model(), script, Basis.DEFAULTS);
          for (Invocation invocation : script.script().invocations()) {
            ImagePath file = file(places, invocation);
            CopiedFile copied =
                file == null ? null : CopiedFile.at(subject, run, file, Basis.DEFAULTS);
            String text = copied == null ? null : copied.file().text();
            if (text != null) {
              made.addAll(folders(text, places.directory(invocation)));
            }
          }
        }
      }
    }
    return made.build();
  }

  /** The Makefile or the script that is called; null where none is. */
  private static @Nullable ImagePath file(ScriptPlaces places, Invocation invocation) {
    if (invocation.is("make")) {
      return invocation.arguments().hasAnyFlag("-C", "-f", "--directory", "--file")
          ? null
          : places.directory(invocation).resolve("Makefile");
    }
    ShellWord name = invocation.nameWord();
    ImmutableList<ShellWord> operands =
        ImmutableList.copyOf(invocation.arguments().operands());
    boolean isShell = invocation.is("sh") || invocation.is("bash");
    ShellWord script = isShell ? (operands.isEmpty() ? null : operands.get(0)) : name;
    if (script == null || !script.literalPrefix().endsWith(".sh")) {
      return null;
    }
    ImmutableList<ImagePath> found = places.places(invocation, script);
    return found.size() == 1 ? found.get(0) : null;
  }

  private static ImmutableSet<ImagePath> folders(String text, ImagePath directory) {
    ImmutableSet.Builder<ImagePath> folders = ImmutableSet.builder();
    Matcher makes = MAKES.matcher(text);
    while (makes.find()) {
      for (String word : WORDS.split(makes.group(1))) {
        ImagePath folder = PLAIN.matcher(word).matches() ? directory.resolve(word) : null;
        if (folder != null
            && folder.text() != null
            && StateFolders.MADE_BY_SCRIPT.contains(String.valueOf(folder.name()))) {
          folders.add(folder);
        }
      }
    }
    return folders.build();
  }
}
