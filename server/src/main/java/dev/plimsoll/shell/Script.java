package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.TextRange;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A shell script, parsed as the shells of the POSIX family read it, bash included.
 *
 * <p>All ranges in it are UTF-16 offsets of {@link #code()}. A script is a value: two of the same code are equal.
 */
public final class Script {

  private final String code;
  private final boolean opaque;
  private final CommandList body;
  private final ImmutableList<Comment> comments;
  private final ImmutableList<HereDocument> heredocs;
  private final ImmutableList<TextRange> reservedWords;
  private final ImmutableList<ShellProblem> problems;
  /** Gathered when first asked for; threads that race gather the same. */
  private @Nullable Inventory inventory;

  private @Nullable ImmutableList<StateChange> stateChanges;

  private @Nullable Readers readers;

  /** The programs that read what commands write to a pipe, by these. */
  private record Readers(Map<Command, Invocation> byWriter) {}

  private Script(
      String code,
      boolean opaque,
      CommandList body,
      ImmutableList<Comment> comments,
      ImmutableList<HereDocument> heredocs,
      ImmutableList<TextRange> reservedWords,
      ImmutableList<ShellProblem> problems) {
    this.code = code;
    this.opaque = opaque;
    this.body = body;
    this.comments = comments;
    this.heredocs = heredocs;
    this.reservedWords = reservedWords;
    this.problems = problems;
  }

  /** Parses any text; what isn't understood is an opaque node and a {@link #problems() problem}. */
  public static Script parse(String code) {
    Cursor cursor = new Cursor(code, 0, code.length());
    CommandList body = new CommandParser(cursor).script();
    return new Script(
        code,
        false,
        body,
        ImmutableList.copyOf(cursor.comments),
        ImmutableList.copyOf(cursor.heredocs),
        ImmutableList.copyOf(cursor.reservedWords),
        ImmutableList.copyOf(cursor.problems));
  }

  /** The body of one of its {@link #heredocs} that is a script itself, as the shell reads it. */
  public Script body(HereDocument heredoc) {
    return parse(heredoc.body().range().of(code));
  }

  /** Code of a language that isn't of the POSIX family: never complete, and without commands. */
  public static Script opaque(String code) {
    CommandList nothing = new CommandList(TextRange.at(0), ImmutableList.of());
    return new Script(
        code,
        true,
        nothing,
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of());
  }

  public String code() {
    return code;
  }

  public CommandList body() {
    return body;
  }

  /** All comments, those in substitutions included, in the order in which they are read. */
  public ImmutableList<Comment> comments() {
    return comments;
  }

  /** All heredocs, in the order in which their bodies are read. */
  public ImmutableList<HereDocument> heredocs() {
    return heredocs;
  }

  /** Where {@code if}, {@code do}, {@code !}, a brace and the like stand, and what else compound commands have of their own. */
  public ImmutableList<TextRange> reservedWords() {
    return reservedWords;
  }

  /** What keeps the script from being complete. */
  public ImmutableList<ShellProblem> problems() {
    return problems;
  }

  /** Whether code of another language was taken as it is. */
  public boolean isOpaque() {
    return opaque;
  }

  /** Whether all of it was understood. */
  public boolean isComplete() {
    return !opaque && problems.isEmpty();
  }

  public boolean hasProblem(ShellProblem.Kind kind) {
    for (ShellProblem problem : problems) {
      if (problem.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /** Every program that the script runs, as far as that can be read from it, in document order. */
  public ImmutableList<Invocation> invocations() {
    return inventory().invocations();
  }

  /** The program that reads what another one of the script writes to a pipe; null where none does, or it isn't known which. */
  public @Nullable Invocation reader(Invocation writer) {
    Readers known = readers;
    if (known == null) {
      known = findReaders();
      readers = known;
    }
    return known.byWriter.get(writer.command());
  }

  private Readers findReaders() {
    Map<Command, Invocation> programs = new IdentityHashMap<>();
    invocations().forEach(one -> programs.putIfAbsent(one.command(), one));
    Map<Command, Invocation> found = new IdentityHashMap<>();
    new ScriptVisitor() {
      @Override
      protected void pipeline(CommandList.Pipeline pipeline) {
        for (int i = 1; i < pipeline.commands().size(); i++) {
          Invocation reader = programs.get(pipeline.commands().get(i));
          if (reader != null) {
            found.put(pipeline.commands().get(i - 1), reader);
          }
        }
        super.pipeline(pipeline);
      }
    }.script(this);
    return new Readers(found);
  }

  /** The script that a command gives to the shell that it starts, with ranges of this code; null where it gives none. */
  public @Nullable CommandList embedded(Command.Simple command) {
    return inventory().embedded().get(command);
  }

  /** The changes that commands after it would see in the same shell. */
  ImmutableList<StateChange> stateChanges() {
    ImmutableList<StateChange> known = stateChanges;
    if (known == null) {
      known = StateChange.of(this);
      stateChanges = known;
    }
    return known;
  }

  /** Whether it runs at least one of some programs: cheap, for those who look for a few programs in many scripts. */
  public boolean runsAny(ImmutableSet<String> programs) {
    for (String program : inventory().programs()) {
      if (programs.contains(program)) {
        return true;
      }
    }
    return false;
  }

  /** Every parameter that the script expands, in document order. */
  public ImmutableList<WordPart.Parameter> parameters() {
    return inventory().parameters();
  }

  /** Every place that names a variable of the shell, in document order. */
  public ImmutableList<ShellVariable> variables() {
    return inventory().variables();
  }

  /**
   * Whatever stands around an offset and touches it: lists, and-or lists, pipelines, commands, words and their parts.
   * Some stand in others, and some only beside the offset.
   */
  public ImmutableList<TextRange> around(int offset) {
    return Enclosing.of(this, offset);
  }

  private Inventory inventory() {
    Inventory known = inventory;
    if (known == null) {
      known = Inventory.of(this);
      inventory = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Script that && opaque == that.opaque && code.equals(that.code);
  }

  @Override
  public int hashCode() {
    return code.hashCode();
  }

  @Override
  public String toString() {
    return code;
  }
}
