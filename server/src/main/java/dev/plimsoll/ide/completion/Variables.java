package dev.plimsoll.ide.completion;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Occurrence;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.Symbol;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** Variables: those that can be used, those that can be set, and what they are set to. */
final class Variables {

  /** Characters of a value that a list shows. */
  private static final int LONGEST = 60;

  private Variables() {}

  static void addUses(Slot.VariableUse slot, Proposals to) {
    SemanticModel model = to.snapshot().model();
    Instruction instruction = model.file().instructionAt(to.word().start());
    if (instruction == null) {
      return;
    }
    Set<String> visible = new HashSet<>();
    addOfScript(slot, instruction, visible, to);
    ImmutableList.Builder<Binding> predefined = ImmutableList.builder();
    for (Binding binding : model.bindings(instruction)) {
      if (binding.isPredefined()) {
        predefined.add(binding);
      } else if (isBefore(binding, to) && visible.add(binding.name())) {
        to.add(use(binding.name(), slot)
            .documentation(binding.valueByDefault())
            .detail(from(binding)));
      }
    }
    for (Binding binding : predefined.build()) {
      if (!visible.add(binding.name())) {
        continue;
      }
      to.add(use(binding.name(), slot)
          .detail(from(binding))
          .topic(LanguageReference.find(Topic.Kind.VARIABLE, binding.name())));
    }
    Stage stage = model.stageOf(instruction);
    if (stage != null && instruction != stage.from()) {
      addDeclarable(slot, instruction, visible, to);
    }
    for (Topic topic : LanguageReference.topics(Topic.Kind.VARIABLE)) {
      if (topic.name().endsWith("_PROXY")) {
        to.add(use(topic.name(), slot).topic(topic));
        to.add(use(Ascii.toLowerCase(topic.name()), slot).topic(topic));
      }
    }
  }

  /** What the script sets for itself before the cursor, and the secrets that it is given. */
  private static void addOfScript(
      Slot.VariableUse slot, Instruction instruction, Set<String> visible, Proposals to) {
    SemanticModel model = to.snapshot().model();
    TextRange whole = model.range(instruction);
    int script = model.range(instruction, instruction.source().argumentsRange()).start();
    if (!(instruction.innermost() instanceof Instruction.Command) || to.word().start() < script) {
      return;
    }
    for (Symbol symbol : model.symbols().all()) {
      Occurrence set = symbol.declaration();
      if (symbol.kind() == Symbol.Kind.SHELL_VARIABLE
          && set != null
          && whole.contains(set.range().start())
          && set.range().end() <= to.word().start()
          && visible.add(symbol.name())) {
        boolean secret = set.range().start() < script;
        to.add(use(symbol.name(), slot).detail(secret ? "secret" : "set in this script"));
      }
    }
  }

  private static boolean isBefore(Binding binding, Proposals to) {
    Instruction by = binding.instruction();
    return by == null || to.snapshot().file().start(by) < to.word().start();
  }

  /** In braces where one was opened or nothing of the name is there yet. */
  private static Proposal use(String name, Slot.VariableUse slot) {
    boolean braces = slot.braced() || slot.bare();
    String label = braces ? "${" + name + "}" : "$" + name;
    String text = braces && slot.braced() && slot.closed() ? "${" + name : label;
    return Proposal.of(label, CompletionItemKind.Variable)
        .text(text)
        .filter(slot.braced() ? "${" + name : "$" + name);
  }

  /** The value if it is short, or what declares the variable. */
  private static String from(Binding binding) {
    String value = binding.valueByDefault();
    Instruction by = binding.instruction();
    if (value == null || value.isEmpty() || value.length() > LONGEST) {
      return by != null ? by.keyword().name() : binding.base() == null ? "" : "from the base image";
    }
    return value;
  }

  /** What BuildKit or the file gives to every stage that declares it: the file's own first. */
  private static ImmutableList<Binding> declarable(Proposals to) {
    SemanticModel model = to.snapshot().model();
    ImmutableList.Builder<Binding> declarable = ImmutableList.builder();
    for (Binding binding : model.globalBindings()) {
      if (!binding.isPredefined() && !binding.name().isEmpty()) {
        declarable.add(binding);
      }
    }
    for (Topic topic : LanguageReference.topics(Topic.Kind.VARIABLE)) {
      for (Binding binding : model.globalBindings()) {
        if (binding.isPredefined() && binding.name().equals(topic.name())) {
          declarable.add(binding);
        }
      }
    }
    return declarable.build();
  }

  /** What the stage sees once an ARG names it: put that in, too. */
  private static void addDeclarable(
      Slot.VariableUse slot, Instruction instruction, Set<String> visible, Proposals to) {
    String keyword = Instructions.inCase("ARG", to);
    for (Binding binding : declarable(to)) {
      if (!visible.contains(binding.name())) {
        String declaration = keyword + " " + binding.name();
        to.add(use(binding.name(), slot)
            .detail("adds " + declaration)
            .documentation(binding.valueByDefault())
            .with(declare(declaration, instruction, to)));
      }
    }
  }

  /** On a line before the instruction, and before the comments that belong to it. */
  private static TextEdit declare(String declaration, Instruction instruction, Proposals to) {
    return InstructionEdits.insertAbove(
        to.snapshot().file(), instruction, ImmutableList.of(declaration));
  }

  static void addNames(Slot.VariableName slot, Proposals to) {
    boolean argument = slot.keyword() == Keyword.ARG;
    Stage stage = to.snapshot().model().stageAt(to.word().start());
    if (argument && stage != null) {
      for (Binding binding : declarable(to)) {
        if (!slot.given().contains(binding.name())) {
          to.add(Proposal.of(binding.name(), CompletionItemKind.Variable)
              .detail(binding.isPredefined() ? "" : from(binding))
              .topic(LanguageReference.find(Topic.Kind.VARIABLE, binding.name())));
        }
      }
    }
    if (argument) {
      for (Topic topic : LanguageReference.topics(Topic.Kind.VARIABLE)) {
        boolean worthwhile =
            topic.name().startsWith("BUILDKIT_") || topic.name().equals("SOURCE_DATE_EPOCH");
        if (worthwhile && !slot.given().contains(topic.name())) {
          to.add(Proposal.of(topic, CompletionItemKind.Variable));
        }
      }
    } else {
      addDeclaredArguments(slot, stage, to);
    }
    String base = base(stage, to);
    for (boolean own : new boolean[] {true, false}) {
      for (EnvironmentVariable variable : EnvironmentVariable.all()) {
        if (variable.images().contains(base) == own && !slot.given().contains(variable.name())) {
          to.add(name(variable, slot, to));
        }
      }
    }
  }

  /** The name of the image that a stage stands on; empty where it isn't known. */
  private static String base(@Nullable Stage stage, Proposals to) {
    ImageUse use = stage == null ? null : to.snapshot().model().baseImage(stage);
    ImageReference image = use == null ? null : use.image();
    return image == null ? "" : image.canonicalName();
  }

  /** An ARG of the stage becomes part of the image as an ENV of the same name. */
  private static void addDeclaredArguments(
      Slot.VariableName slot, @Nullable Stage stage, Proposals to) {
    if (stage == null) {
      return;
    }
    for (Instruction instruction : to.snapshot().model().instructions(stage)) {
      if (instruction instanceof Instruction.Arg arg
          && to.snapshot().file().start(arg) < to.word().start()) {
        for (Pair pair : arg.pairs()) {
          String name = pair.key().value();
          if (!slot.given().contains(name) && !name.isEmpty()) {
            to.add(Proposal.of(name, CompletionItemKind.Variable)
                .text(slot.hasValue() ? name : name + "=${" + name + "}")
                .detail("= ${" + name + "}"));
          }
        }
      }
    }
  }

  private static Proposal name(EnvironmentVariable variable, Slot.VariableName slot, Proposals to) {
    String name = variable.name();
    Proposal proposal =
        Proposal.of(name, CompletionItemKind.Variable).documentation(variable.description());
    if (slot.hasValue()) {
      return proposal;
    }
    return variable.values().isEmpty() || !to.takesSnippets()
        ? proposal.text(name + "=")
        : proposal.snippet(name + "=${1:" + variable.values().get(0).replace("$", "\\$") + "}");
  }

  static void addValues(Slot.VariableValue slot, Proposals to) {
    for (EnvironmentVariable variable : EnvironmentVariable.all()) {
      if (variable.name().equals(slot.name())) {
        for (String value : variable.values()) {
          to.add(Proposal.of(value, CompletionItemKind.Value));
        }
      }
    }
  }
}
