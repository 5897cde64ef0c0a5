package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Pragma;
import dev.plimsoll.lint.PragmaName;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleNames;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.shellcheck.ShellCheckComment;
import dev.plimsoll.shellcheck.ShellCheckScript;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A comment that silences a rule where there is nothing to silence. */
public final class PragmaUnused implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "pragma-unused", Category.MAINTAINABILITY, Severity.HINT, """
          A comment that silences nothing will silence what somebody writes there later.

          A rule counts as it would report if it were on, whatever the settings are. Comments for other tools are reported \
          only where these can't find anything either: `# hadolint ignore=DL3008` where nothing calls apt-get. A code of \
          ShellCheck is reported where that has been asked about all scripts that the comment is for. Nothing is said of \
          rules that look at other files or at registries, nor in a file that has errors.

          ```dockerfile bad fix=suggestion
          FROM debian:13-slim
          # plimsoll ignore=sudo-in-run,cd-in-run
          RUN sudo make
          ```

          ```dockerfile good
          FROM debian:13-slim
          # plimsoll ignore=sudo-in-run
          RUN sudo make
          ```

          ```dockerfile bad fix=suggestion
          FROM debian:13-slim
          # hadolint ignore=DL3008
          RUN make
          ```

          ```dockerfile good
          FROM debian:13-slim
          RUN make
          ```

          A comment between the lines of an instruction or behind it belongs to no linter: it has to stand above.

          ```dockerfile bad fix=suggestion
          FROM debian:13-slim
          RUN make && \\
              # plimsoll ignore=sudo-in-run
              sudo make install
          ```

          ```dockerfile good
          FROM debian:13-slim
          # plimsoll ignore=sudo-in-run
          RUN make && \\
              sudo make install
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .whenFinished();

  private static final Trait MAY_HOLD_ONE = Trait.of(
      Instruction.class, one -> one.text().contains("ignore") && one.text().indexOf('#') > 0);

  /** Without quotation marks: a script may write such a comment into a file. */
  private static final Regex BEHIND = Regex.of(
      "(?<![\\s#])[\\t ]+(?<pragma>#[\\t ]*(?:plimsoll|hadolint|tally)[\\t ][^\"'`\\n]*)$");

  /** What these checks of BuildKit's find depends on what a registry says of the base image. */
  private static final ImmutableSet<String> CHECKS_OF_THE_BASE =
      ImmutableSet.of("UndefinedVar", "JSONArgsRecommended", "InvalidBaseImagePlatform");

  private final Supplier<ImmutableList<Rule>> rules;

  /** @param rules gives all that there are */
  PragmaUnused(Supplier<ImmutableList<Rule>> rules) {
    this.rules = rules;
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Dockerfile file = subject.file();
    for (int index : file.where(MAY_HOLD_ONE).asList()) {
      if (file.element(index) instanceof Instruction instruction
          && instruction.heredocs().isEmpty()) {
        reportWithin(file, instruction, file.start(index), reporter);
        reportBehind(file, instruction, file.start(index), reporter);
      }
    }
    ImmutableList<PragmaName> names = PragmaName.all(file);
    if (names.isEmpty()
        || subject.model().stages().isEmpty()
        || !subject.file().errors().isEmpty()) {
      return;
    }
    String text = file.text(); // what silences nothing depends on all of it
    Map<RuleInfo, Subject.Others> asked = new HashMap<>();
    for (int i = 0; i < names.size(); ) {
      int end = i;
      while (end < names.size() && names.get(end).element() == names.get(i).element()) {
        end++;
      }
      ImmutableList<PragmaName> comment = names.subList(i, end);
      List<PragmaName> unused = new ArrayList<>();
      for (PragmaName name : comment) {
        if (isUnused(subject, name, text, asked)) {
          unused.add(name);
        }
      }
      report(file, comment, unused, reporter);
      i = end;
    }
  }

  /** Reports those that stand between the lines of an instruction, where neither a build nor a linter sees them. */
  private static void reportWithin(
      Dockerfile file, Instruction instruction, int start, Reporter reporter) {
    String text = instruction.text();
    int end = text.indexOf('\n') + 1;
    for (int line = end; line > 0 && line < text.length(); line = end) {
      int lineFeed = text.indexOf('\n', line);
      end = lineFeed < 0 ? text.length() : lineFeed + 1;
      String one = text.substring(line, end);
      if (one.stripLeading().startsWith("#") && Pragma.read(new Element.Comment(one)) != null) {
        String above = new Surroundings(file, instruction).indent() + one.strip();
        TextRange place =
            TextRange.ofLength(start + line + one.indexOf('#'), one.strip().length());
        reporter.report(Finding.at(
                place, "This silences nothing: it stands within an instruction. Move it above.")
            .withTag(Finding.Tag.UNNECESSARY)
            .withFix(
                lineFeed < 0
                    ? null
                    : Fix.suggestion(
                        "Move this comment above the instruction",
                        TextEdit.insert(start, above + Surroundings.lineEnding(file)),
                        TextEdit.delete(new TextRange(start + line, start + end)))));
      }
    }
  }

  /** Reports one behind the last line of an instruction, where it is a part of that. */
  private static void reportBehind(
      Dockerfile file, Instruction instruction, int start, Reporter reporter) {
    String text = instruction.text().stripTrailing();
    Matcher behind = BEHIND.matcher(text);
    if (behind.find() && Pragma.read(new Element.Comment(behind.group("pragma"))) != null) {
      Surroundings around = new Surroundings(file, instruction);
      reporter.report(Finding.at(
              new TextRange(behind.start("pragma"), behind.end()).shift(start),
              "This silences nothing: it is a part of the instruction. Move it above.")
          .withTag(Finding.Tag.UNNECESSARY)
          .withFix(Fix.suggestion(
              "Move this comment above the instruction",
              TextEdit.insert(
                  start, around.indent() + behind.group("pragma") + around.lineEnding()),
              TextEdit.delete(new TextRange(behind.start(), behind.end()).shift(start)))));
    }
  }

  private boolean isUnused(
      Subject subject, PragmaName name, String text, Map<RuleInfo, Subject.Others> asked) {
    if (name.isAll()) {
      return false;
    }
    if (RuleNames.isOfShellCheck(name.text())) {
      return name.scope() == null || isUnusedCode(subject, name, name.scope());
    }
    List<Rule> named = new ArrayList<>();
    for (Rule rule : rules.get()) {
      if (rule.info().isCalled(name.text())) {
        named.add(rule);
      }
    }
    if (named.isEmpty() || !isKnownToTool(name, text)) {
      return false;
    }
    if (name.scope() == null) {
      return true;
    }
    for (Rule rule : named) {
      if (rule instanceof PragmaUnused
          || rule instanceof PragmaUnknownRule
          || rule instanceof NoIgnorePragma) {
        return false;
      }
      Subject.Others found = asked.get(rule.info());
      if (found == null) {
        found = subject.findingsOf(rule);
        asked.put(rule.info(), found);
      }
      if (!found.certain() || found.findings().stream().anyMatch(name::covers)) {
        return false;
      }
    }
    return true;
  }

  /** Whether ShellCheck has answered for all that it may be asked about there, and never with the code. */
  private static boolean isUnusedCode(Subject subject, PragmaName name, TextRange scope) {
    Dockerfile file = subject.file();
    for (Instruction instruction : subject.model().having(ShellCheckScript.MAY_HAVE_ONE)) {
      if (scope.contains(file.start(file.indexOf(instruction)))) {
        ShellCheckScript script = ShellCheckScript.of(subject.model(), instruction);
        ImmutableList<ShellCheckComment> said =
            script == null ? null : subject.shellCheck().answers().get(script.input());
        if (said == null || said.stream().anyMatch(one -> isCode(name, one.code()))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isCode(PragmaName name, int code) {
    return RuleInfo.key(name.text()).equals("sc" + code);
  }

  /** Whether the tool that the comment is for can find nothing more than we do. */
  private static boolean isKnownToTool(PragmaName name, String text) {
    String code = name.text().substring(name.text().lastIndexOf('/') + 1);
    return switch (name.tool()) {
      case "plimsoll" -> true;
      case PragmaName.CHECK -> !CHECKS_OF_THE_BASE.contains(code);
      default -> {
        TextRange scope = name.scope();
        boolean hadolints = code.startsWith("DL");
        yield scope == null
            ? hadolints
            : hadolints
                && HadolintWords.exclude(
                    code,
                    text.substring(
                        name.reach() == Pragma.Reach.INSTRUCTION
                            ? Math.min(name.range().end(), scope.end())
                            : scope.start(),
                        Math.min(scope.end(), text.length())));
      }
    };
  }

  private static void report(
      Dockerfile file, List<PragmaName> comment, List<PragmaName> unused, Reporter reporter) {
    Element element = comment.get(0).in(file);
    if (unused.size() == comment.size() && element instanceof Element.Comment) {
      int start = file.start(comment.get(0).element());
      String line = element.text();
      TextRange place =
          new TextRange(start + line.indexOf('#'), start + line.stripTrailing().length());
      TextEdit edit = removal(file, comment.get(0).element());
      reporter.report(Finding.at(place, message(comment.get(0), comment))
          .withTag(Finding.Tag.UNNECESSARY)
          .withFix(edit == null ? null : Fix.suggestion("Remove this comment", edit)));
      return;
    }
    for (PragmaName name : unused) {
      TextRange cut = cut(comment, comment.indexOf(name), unused);
      reporter.report(Finding.at(name.range(), message(name, List.of(name)))
          .withTag(Finding.Tag.UNNECESSARY)
          .withFix(
              cut == null
                  ? null
                  : Fix.suggestion("Remove " + name.text() + " here", TextEdit.delete(cut))));
    }
  }

  private static String message(PragmaName name, List<PragmaName> names) {
    if (name.scope() == null) {
      return name.reach() == Pragma.Reach.STAGE
          ? "This silences nothing: it doesn't stand above a FROM."
          : "This silences nothing: no instruction follows.";
    }
    StringBuilder all = new StringBuilder();
    for (PragmaName one : names) {
      all.append(all.length() == 0 ? "" : ", ").append(one.text());
    }
    String where = switch (name.reach()) {
      case INSTRUCTION -> "the instruction below";
      case STAGE -> "this stage";
      case FILE -> "this file";
    };
    return "This silences nothing: there is no problem of " + all + " in " + where + ".";
  }

  /** The edit that removes a comment; null where the one below would become a parser directive. */
  private static @Nullable TextEdit removal(Dockerfile file, int index) {
    boolean first = true;
    for (int i = 0; i < index; i++) {
      first &= file.element(i) instanceof Element.Directive
          || file.element(i) instanceof Element.ByteOrderMark;
    }
    boolean mayBecomeDirective = first
        && index + 1 < file.elements().size()
        && file.element(index + 1) instanceof Element.Comment below
        && below.text().contains("=");
    return mayBecomeDirective
        ? null
        : TextEdit.delete(
            TextRange.ofLength(file.start(index), file.element(index).length()));
  }

  /** A name with the comma that has to go with it, so that the cuts of several names don't meet; null for the only one. */
  private static @Nullable TextRange cut(
      List<PragmaName> names, int index, List<PragmaName> unused) {
    for (int i = index + 1; i < names.size(); i++) {
      if (!unused.contains(names.get(i))) {
        return new TextRange(
            names.get(index).range().start(), names.get(index + 1).range().start());
      }
    }
    return index == 0
        ? null
        : new TextRange(
            names.get(index - 1).range().end(), names.get(index).range().end());
  }
}
