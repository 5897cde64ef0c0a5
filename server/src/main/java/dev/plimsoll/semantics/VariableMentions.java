package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.VariableMention.Kind;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellVariable;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.ExpandableWord;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.VariableUse;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the variables that an instruction names, in all places that BuildKit or a shell of the POSIX family expands. */
final class VariableMentions {

  private static final Derivation<ImmutableList<VariableMention>> DERIVATION =
      instruction -> new VariableMentions(instruction).find(instruction);

  /** The instruction of the file, whose text all ranges are relative to: around a trigger its ONBUILD. */
  private final Instruction outer;

  private final ImmutableList.Builder<VariableMention> found = ImmutableList.builder();

  /** The variables that hold secrets. */
  private final Set<String> secrets = new HashSet<>();

  /** Where a part of a text stands, relative to the instruction. */
  private interface Home {
    TextRange of(TextRange part);
  }

  private VariableMentions(Instruction outer) {
    this.outer = outer;
  }

  static ImmutableList<VariableMention> of(Instruction instruction) {
    return mayHave(instruction) ? instruction.derived(DERIVATION) : ImmutableList.of();
  }

  /** Most instructions name no variable; those are not worth keeping an empty list for. */
  private static boolean mayHave(Instruction instruction) {
    return switch (instruction.keyword()) {
      case ARG, ENV, ONBUILD, RUN -> true;
      default -> instruction.text().indexOf('$') >= 0;
    };
  }

  private ImmutableList<VariableMention> find(Instruction instruction) {
    in(instruction);
    return found.build();
  }

  private void in(Instruction instruction) {
    if (instruction instanceof Instruction.Pairs pairs) {
      pairs(pairs);
    } else if (instruction instanceof Instruction.Transfer transfer) {
      transfer(transfer);
    } else if (instruction instanceof Instruction.Run run) {
      run(run);
    } else if (instruction instanceof Instruction.Command command) {
      script(command, Kind.RUNTIME_READ);
    } else if (instruction instanceof Instruction.Onbuild onbuild) {
      if (onbuild.trigger() != null) {
        in(onbuild.trigger());
      }
    } else if (instruction instanceof Instruction.From from) {
      flag(from.platform());
      word(from.image());
    } else if (isExpanded(instruction)) {
      for (Word word : instruction.words()) {
        word(word);
      }
    }
  }

  private static boolean isExpanded(Instruction instruction) {
    return switch (instruction.keyword()) {
      case EXPOSE, STOPSIGNAL, USER, VOLUME, WORKDIR -> true;
      default -> false;
    };
  }

  private void pairs(Instruction.Pairs pairs) {
    for (Pair pair : pairs.pairs()) {
      if (pairs instanceof Instruction.Arg) {
        declared(pair.key(), Kind.ARG);
      } else if (pairs instanceof Instruction.Env) {
        key(pair.key());
      } else {
        word(pair.key());
      }
      word(pair.value());
    }
    if (pairs instanceof Instruction.Env
        && pairs.pairs().isEmpty()
        && pairs.words().size() == 1) {
      declared(pairs.words().get(0), Kind.ENV); // its value is still to be written
    }
  }

  private void declared(Word name, Kind kind) {
    if (ShellVariable.isName(name.value())) {
      add(name.value(), name.range(), kind, true);
    }
  }

  /** ENV expands the names that it sets. */
  private void key(Word key) {
    if (ShellVariable.isName(key.value())) {
      declared(key, Kind.ENV);
      return;
    }
    Word inner = Unquoted.of(outer, key);
    if (inner != null && ShellVariable.isName(inner.value())) {
      declared(inner, Kind.ENV);
      return;
    }
    add(key.value(), key.range(), Kind.ENV_EXPRESSION, false);
    word(key);
  }

  private void transfer(Instruction.Transfer transfer) {
    for (Flag flag : transfer.flags()) {
      switch (flag.name()) {
        case "chown", "chmod", "checksum", "from" -> flag(flag);
        default -> {}
      }
    }
    for (Word word : transfer.words()) {
      if (Heredoc.nameIn(word.value()) == null) {
        word(word);
      }
    }
    for (Heredoc heredoc : outer.heredocs()) {
      if (heredoc.expand()) {
        TextRange body = heredoc.body();
        String text = body.of(outer.text());
        uses(text, '\\', ExpansionMode.HEREDOC_BODY, body, part -> part.shift(body.start()));
      }
    }
  }

  private void run(Instruction.Run run) {
    for (Mount mount : run.mounts()) {
      for (Mount.Option option : mount.options()) {
        if (option.value() != null) {
          part(option.value(), option.valueRange());
        }
      }
      secret(mount);
    }
    script(run, Kind.SHELL_READ);
  }

  /** A secret that a variable holds is there in the whole RUN, and hides what ARG and ENV call so. */
  private void secret(Mount mount) {
    Mount.Option env = mount.type().equals("secret") ? mount.option("env") : null;
    if (env != null && env.value() != null && ShellVariable.isName(env.value())) {
      boolean exact = env.valueRange().of(outer.text()).equals(env.value());
      secrets.add(env.value());
      add(env.value(), env.valueRange(), Kind.LOCAL_WRITE, exact);
    }
  }

  /** The shell form, or the exec form that gives a shell its script: {@code ["sh", "-c", "…"]}. */
  private void script(Instruction.Command command, Kind kind) {
    ShellCommand code = ShellForm.of(command);
    ShellCommand given = code == null ? ShellForm.ofExecForm(outer) : code;
    if (given != null) {
      script(given.script(), kind, given::home);
    }
  }

  private void script(Script script, Kind kind, Home home) {
    Map<String, Integer> locals = locals(script);
    for (ShellVariable variable : script.variables()) {
      boolean read = variable.access() == ShellVariable.Access.READ;
      int from = locals.getOrDefault(variable.name(), Integer.MAX_VALUE);
      boolean local = variable.isOfOneCommand()
          || secrets.contains(variable.name())
          || (read ? variable.range().start() >= from : from < Integer.MAX_VALUE);
      Kind found = read ? kind : kind == Kind.SHELL_READ ? Kind.SHELL_WRITE : kind;
      if (local) {
        found = read ? Kind.LOCAL_READ : Kind.LOCAL_WRITE;
      }
      int scope = variable.isOfOneCommand()
          ? home.of(TextRange.ofLength(variable.scope(), 1)).start()
          : -1;
      TextRange range = home.of(variable.range());
      this.found.add(new VariableMention(variable.name(), range, found, true, scope));
    }
  }

  /**
   * From which offset on a name means a variable of the script alone. A name that is only perhaps assigned keeps its
   * meaning, and the assignment counts as one to it.
   */
  private static Map<String, Integer> locals(Script script) {
    Map<String, Integer> local = new HashMap<>();
    Set<String> perhaps = new HashSet<>();
    for (ShellVariable variable : script.variables()) {
      if (variable.isOfOneCommand()) {
        continue;
      }
      if (variable.access() == ShellVariable.Access.ASSIGNED) {
        local.merge(variable.name(), variable.from(), Math::min);
      } else if (variable.access() == ShellVariable.Access.PERHAPS_ASSIGNED) {
        perhaps.add(variable.name());
      }
    }
    local.keySet().removeAll(perhaps);
    return local;
  }

  private void word(@Nullable Word word) {
    if (word == null || word.value().indexOf('$') < 0) {
      return;
    }
    Word written = Unquoted.written(outer, word);
    if (written == null || !written.value().equals(word.value())) {
      uses(word.value(), outer.source().escape(), ExpansionMode.ARGUMENT, word.range(), null);
      return;
    }
    EmbeddedText line = outer.source().line();
    int start = written.inLine().start();
    Home home = part -> line.home(part.shift(start));
    uses(word.value(), outer.source().escape(), ExpansionMode.ARGUMENT, word.range(), home);
  }

  private void flag(@Nullable Flag flag) {
    if (flag != null && flag.value() != null) {
      part(flag.value(), flag.valueRange());
    }
  }

  /** A value in a flag, whose quotes and escapes are gone. */
  private void part(String value, TextRange range) {
    boolean written = range.of(outer.text()).equals(value);
    Home home = part -> part.shift(range.start());
    uses(value, outer.source().escape(), ExpansionMode.ARGUMENT, range, written ? home : null);
  }

  /** @param home null where the text is not written as it is */
  private void uses(
      String text, char escape, ExpansionMode mode, TextRange whole, @Nullable Home home) {
    if (text.indexOf('$') < 0) {
      return;
    }
    for (VariableUse use : ExpandableWord.of(text, escape, mode).allUses()) {
      if (ShellVariable.isName(use.name())) {
        TextRange range = home == null ? whole : home.of(use.nameRange());
        add(use.name(), range, Kind.READ, home != null);
      }
    }
  }

  private void add(String name, TextRange range, Kind kind, boolean exact) {
    found.add(new VariableMention(name, range, kind, exact, -1));
  }
}
