package dev.plimsoll.ide.hover;

import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.ide.Topic.Kind;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.ScriptVariable;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.VariableReference;
import dev.plimsoll.semantics.VariableReference.Expander;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Pair;
import org.jspecify.annotations.Nullable;

/** The value of a variable at a place, and where it comes from. */
final class VariableHover {

  private final Snapshot snapshot;
  private final SemanticModel model;
  private final Instruction instruction;
  private final Markup out;

  private VariableHover(Snapshot snapshot, Instruction instruction, boolean markdown) {
    this.snapshot = snapshot;
    this.model = snapshot.model();
    this.instruction = instruction;
    this.out = new Markup(markdown);
  }

  static @Nullable Section at(
      Snapshot snapshot, Instruction instruction, int offset, boolean markdown) {
    VariableHover hover = new VariableHover(snapshot, instruction, markdown);
    VariableReference used = reference(snapshot.model(), instruction, offset);
    if (used != null) {
      return hover.use(used);
    }
    if (instruction instanceof Instruction.Arg || instruction instanceof Instruction.Env) {
      for (Pair pair : instruction.source().pairs()) {
        if (pair.key().range().touches(offset)) {
          return hover.declaration(pair);
        }
      }
    }
    return null;
  }

  /** The innermost reference at an offset: nested ones come after those that they are nested in. */
  private static @Nullable VariableReference reference(
      SemanticModel model, Instruction instruction, int offset) {
    VariableReference found = null;
    for (VariableReference reference : VariableReference.in(model, instruction)) {
      if (reference.range().touches(offset)) {
        boolean inner = found == null || found.range().contains(reference.range());
        found = inner ? reference : found;
      }
    }
    return found;
  }

  private @Nullable Section use(VariableReference used) {
    ScriptVariable local = ScriptVariable.read(model, instruction, used);
    if (local != null) {
      ofScript(used, local);
      modifier(used);
      return new Section(used.range(), out);
    }
    Binding binding = model.binding(instruction, used.name());
    if (binding == null && !isName(used.name())) {
      return null; // $1, $@ and their like are the shell's
    }
    boolean gone = used.expander() == Expander.CONTAINER_SHELL
        && binding != null
        && binding.instruction() instanceof Instruction.Arg;
    out.heading(used.name()).text(kind(binding));
    if (binding == null) {
      unbound(used);
    } else {
      value(binding);
      origin(binding);
      if (ScriptVariable.mayBeSetBefore(model, instruction, used)) {
        out.paragraph("The script may give it another value before.");
      }
    }
    expander(used, gone);
    modifier(used);
    return new Section(used.range(), out);
  }

  private void ofScript(VariableReference used, ScriptVariable local) {
    if (local.secret() != null) {
      out.heading(used.name()).text(" · secret");
      out.paragraph().text("The secret ").code(local.secret()).text(" that this RUN is given.");
      return;
    }
    String where = local.isOfOneCommand() ? " · set for this command" : " · set in this script";
    Markup.Words heading = out.heading(used.name()).text(where);
    if (local.value() != null) {
      heading.text(" (").code(local.value()).text(")");
    }
    String line = "line " + (snapshot.lines().lineAt(local.offset()) + 1);
    out.paragraph((local.certain() ? "Set in " : "May be set in ") + line + ".");
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && (Character.isLetter(name.charAt(0)) || name.charAt(0) == '_');
  }

  private static String kind(@Nullable Binding binding) {
    Instruction by = binding == null ? null : binding.instruction();
    boolean inherited = binding != null && binding.base() != null;
    return by != null ? " · " + by.keyword() : inherited ? " · from the base image" : "";
  }

  private void unbound(VariableReference used) {
    Topic known = LanguageReference.find(Kind.VARIABLE, used.name());
    if (known != null) {
      out.prose(known.summary());
    }
    if (global(used.name()) != null) {
      out.paragraph()
          .text("It is empty here: only FROM sees an ARG above the first FROM. ")
          .code("ARG " + used.name())
          .text(" in this stage makes it visible here.");
      return;
    }
    Stage stage = model.stageOf(instruction);
    ImageUse base = stage == null ? null : model.baseImage(stage);
    if (stage != null
        && base != null
        && used.expander() == Expander.BUILDER
        && !model.mayInherit(stage, used.name())) {
      out.paragraph()
          .text("Nothing above sets it, nor does the base image ")
          .code(base.text())
          .text(", so it is empty.");
      return;
    }
    String where = instruction instanceof Instruction.From
        ? "It is empty: no ARG above the first FROM declares it."
        : used.expander() == Expander.BUILDER
            ? "Nothing above sets it, so it is empty unless the base image sets it."
            : "Nothing above sets it; the base image or the script may.";
    out.paragraph(where);
  }

  private void value(Binding binding) {
    String value = binding.withoutBuildArgs();
    if (value != null) {
      value(value, binding.valueByDefault() != null);
    } else if (binding.base() != null
        || binding.pair() != null && binding.pair().value() != null) {
      out.paragraph("Its value is too long to show.");
    } else {
      out.paragraph()
          .text("Empty, unless ")
          .code("--build-arg " + binding.name() + "=…")
          .text(" is given.");
    }
  }

  /** @param known whether all variables in it have a value */
  private Markup.Words value(String value, boolean known) {
    Markup.Words words = out.paragraph().text("Value: ");
    Markup.Words written = value.isEmpty() ? words.text("empty") : words.code(value);
    return known ? written : written.text(", as long as what isn't set here is empty");
  }

  private void origin(Binding binding) {
    Instruction by = binding.instruction();
    if (binding.base() != null) {
      out.paragraph()
          .text("Set by the base image ")
          .code(binding.base())
          .text(". The container has it too.");
      return;
    }
    if (by == null) {
      Topic known = LanguageReference.find(Kind.VARIABLE, binding.name());
      out.prose("Predefined. " + (known == null ? "" : known.summary()));
      return;
    }
    Markup.Words origin = out.paragraph()
        .text((by.keyword() == Keyword.ARG ? "Declared" : "Set") + " in line " + line(by));
    Stage stage = model.stageOf(by);
    if (stage == null && !model.stages().isEmpty()) {
      origin.text(", before the first FROM");
    } else if (stage != null && stage != model.stageOf(instruction)) {
      origin.text(", inherited from the stage ").code(stage.displayName());
    }
    nature(by, binding, origin.text("."));
  }

  private void nature(Instruction by, Binding binding, Markup.Words out) {
    if (by.keyword() == Keyword.ENV) {
      out.text(" The container has it too.");
      return;
    }
    boolean ownDefault = binding.pair() != null && binding.pair().value() != null;
    Binding global = ownDefault || model.stageOf(by) == null ? null : global(binding.name());
    Instruction declaration = global == null ? null : global.instruction();
    if (global != null && declaration == null) {
      out.text(" Its value is BuildKit's.");
      return;
    }
    if (declaration != null) {
      out.text(" Its default is that of line " + line(declaration) + ".");
    }
    out.text(" ").code("--build-arg " + binding.name() + "=…").text(" changes it.");
  }

  private void expander(VariableReference used, boolean gone) {
    if (gone) {
      out.paragraph("An ARG is not set in the container, so this is empty there. Use ENV.");
    } else if (used.expander() == Expander.CONTAINER_SHELL) {
      out.prose("The shell in the container expands it; `docker run -e` may change it.");
    } else if (used.expander() == Expander.NOBODY) {
      out.paragraph("It is not expanded here: it stays as it is written.");
    }
  }

  private void modifier(VariableReference used) {
    Topic modifier = LanguageReference.find(Kind.MODIFIER, used.modifier());
    if (modifier == null) {
      return;
    }
    out.paragraph()
        .code("${" + used.name() + used.modifier() + "…}")
        .text(": ")
        .prose(modifier.summary());
    String written = used.range().of(instruction.text());
    if (used.expander() == Expander.BUILDER && written.startsWith("${")) {
      Expansion whole = model.expand(instruction, written);
      if (whole.error() == null) {
        String text = whole.withoutBuildArgs();
        Markup.Words gives = out.paragraph().text("Here it gives ");
        (text.isEmpty() ? gives.text("nothing") : gives.code(text)).text(".");
      }
    }
  }

  private @Nullable Section declaration(Pair pair) {
    boolean arg = instruction instanceof Instruction.Arg;
    String written = pair.key().value();
    String name = arg ? written : model.expand(instruction, written).withoutBuildArgs();
    out.heading(name).text(" · " + instruction.keyword());
    if (pair.value() == null) {
      inherited(name);
    } else {
      declared(pair.value().value());
    }
    Topic known = LanguageReference.find(Kind.VARIABLE, name);
    if (known != null) {
      out.prose(known.summary());
    } else if (arg) {
      String reach = model.stageOf(instruction) == null
          ? "Only FROM sees it, unless a stage declares it again. "
          : "It is set only during the build, up to the end of the stage. ";
      out.paragraph().text(reach).code("--build-arg " + name + "=…").text(" changes it.");
    } else {
      out.paragraph("It is set for the instructions that follow and in the container.");
    }
    return new Section(pair.key().range(), out);
  }

  private void declared(String written) {
    Expansion value = model.expand(instruction, written);
    if (value.error() == null) {
      value(value.withoutBuildArgs(), value.textByDefault() != null);
    }
    if (written.indexOf('$') >= 0) {
      out.paragraph().text("Written: ").code(written);
    }
  }

  /** An ARG without a default takes that of the ARG before the first FROM, or BuildKit's value. */
  private void inherited(String name) {
    Binding global = model.stageOf(instruction) == null ? null : global(name);
    if (global != null && global.withoutBuildArgs() != null) {
      Instruction by = global.instruction();
      value(global.withoutBuildArgs(), global.valueByDefault() != null)
          .text(by == null ? ", from BuildKit" : ", the default of line " + line(by));
      return;
    }
    Binding before = model.stageOf(instruction) == null ? null : model.binding(instruction, name);
    if (before != null && before.base() != null && before.withoutBuildArgs() != null) {
      value(before.withoutBuildArgs(), true).text(", from the base image ").code(before.base());
    } else {
      out.paragraph("It has no default, so it is empty unless --build-arg sets it.");
    }
  }

  /** What FROM sees under a name, or null. */
  private @Nullable Binding global(String name) {
    return model.stages().isEmpty() ? null : model.binding(model.stages().get(0).from(), name);
  }

  private int line(Instruction other) {
    return snapshot.lines().lineAt(model.range(other).start()) + 1;
  }
}
