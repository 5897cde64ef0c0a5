package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.HereDocument;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.ScriptVisitor;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;

/** A here-document that no command reads. */
public final class HeredocWithoutCommand implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "heredoc-without-command", Category.CORRECTNESS, Severity.WARNING, """
          A here-document is the input of the command before it. Without a command, its lines are ignored.

          Only where it is all that a RUN has are its lines run. After `&&`, or with anything else beside it, it needs a \
          command that reads it, such as a shell.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          RUN apk add --no-cache curl && <<EOF
          adduser -D app
          EOF
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN apk add --no-cache curl && sh -e <<EOF
          adduser -D app
          EOF
          ```

          The same goes for a redirection to a file, which is empty then:

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          RUN >/etc/motd <<EOF
          Hello.
          EOF
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN cat >/etc/motd <<EOF
          Hello.
          EOF
          ```

          It is reported, too, after commands that read nothing, such as `set`, `cd` and `echo`.
          """)
      .since("0.1.0")
      .withSuggestion()
      .whenFinished();

  private static final Trait HAS_HEREDOC = Trait.orTriggered(
      Instruction.Run.class,
      instruction -> instruction.innermost() instanceof Instruction.Run
          && !instruction.heredocs().isEmpty());

  /** Commands that never look at their input. {@code :} isn't one of them: it is used to leave lines out. */
  private static final ImmutableSet<String> READS_NOTHING = ImmutableSet.of(
      "cd",
      "chmod",
      "chown",
      "echo",
      "exit",
      "export",
      "groupadd",
      "ln",
      "ls",
      "mkdir",
      "mv",
      "printf",
      "pwd",
      "rm",
      "rmdir",
      "set",
      "sleep",
      "touch",
      "umask",
      "unset");

  /** What the shell would do in the body before it hands it on. */
  private static final Regex EXPANDED = Regex.of("[$`\\\\]");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(HAS_HEREDOC, HeredocWithoutCommand::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    RunScript run = subject.model().script(part.get(0));
    if (run != null && !run.shell().name().equals("zsh")) {
      Search search = new Search();
      search.script(run.script());
      for (Command.Simple command : search.found) {
        reporter.report(finding(run, command));
      }
    }
  }

  private static Finding finding(RunScript run, Command.Simple command) {
    Redirection heredoc = heredoc(command);
    String name = program(command);
    boolean toFile = command.redirections().stream()
        .anyMatch(one -> one.operator().startsWith(">") || one.operator().startsWith("&>"));
    String message = !name.isEmpty()
        ? name
            + " doesn't read this here-document, so nothing is done with its lines. Give them to a shell of their"
            + " own: sh -e " + heredoc.operator() + heredoc.target().raw() + "."
        : toFile
            ? "No command reads this here-document, so the file stays empty. Put cat before it."
            : "No command reads this here-document, so its lines are not run. Put a shell before it.";
    Finding finding = Finding.at(run.range(heredoc.range()), message);
    long bodies = command.redirections().stream().filter(Redirection::isHeredoc).count();
    if (!name.isEmpty() || !command.assignments().isEmpty() || bodies > 1) {
      return finding;
    }
    int place = run.home(command.range().start());
    return finding.withFix(
        toFile
            ? Fix.suggestion("Put cat before it", TextEdit.insert(place, "cat "))
            : toShell(run, place, heredoc));
  }

  /** Has a shell read it, just as it is written. */
  private static Fix toShell(RunScript run, int place, Redirection heredoc) {
    String shell = run.shell().name() + " -e";
    List<TextEdit> edits = new ArrayList<>();
    edits.add(TextEdit.insert(place, shell + " "));
    for (HereDocument document : run.script().heredocs()) {
      if (document.redirection().equals(heredoc)
          && !document.literal()
          && EXPANDED.matcher(document.body().range().of(run.script().code())).find()) {
        edits.add(TextEdit.replace(
            run.range(heredoc.target().range()), "'" + document.delimiter() + "'"));
      }
    }
    return new Fix(
        "Put " + shell + " before it", Fix.Safety.SUGGESTION, ImmutableList.copyOf(edits));
  }

  private static Redirection heredoc(Command.Simple command) {
    return command.redirections().stream()
        .filter(Redirection::isHeredoc)
        .findFirst()
        .orElseThrow();
  }

  /** The program that is run, the empty text where there is none. */
  private static String program(Command.Simple command) {
    if (command.words().isEmpty()) {
      return "";
    }
    ShellWord first = command.words().get(0);
    String literal = first.literal();
    return literal == null ? first.raw() : literal;
  }

  /** The commands that have a here-document and read none. */
  private static final class Search extends ScriptVisitor {
    private final List<Command.Simple> found = new ArrayList<>();

    @Override
    protected void simple(Command.Simple simple) {
      boolean reads = !simple.words().isEmpty() && !READS_NOTHING.contains(program(simple));
      if (!reads && simple.redirections().stream().anyMatch(one -> isInput(one))) {
        found.add(simple);
      }
      super.simple(simple);
    }

    private static boolean isInput(Redirection redirection) {
      return redirection.isHeredoc()
          && (redirection.descriptor().isEmpty() || redirection.descriptor().equals("0"));
    }
  }
}
