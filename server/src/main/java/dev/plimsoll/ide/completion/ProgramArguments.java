package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.program.Programs;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** What a program that RUN runs takes: subcommands, options and, of package managers, the names of packages. */
final class ProgramArguments {

  private final Slot.ProgramArgument slot;
  private final Proposals to;
  private final String program;
  private final ImmutableList<String> others;

  private ProgramArguments(Slot.ProgramArgument slot, Proposals to) {
    this.slot = slot;
    this.to = to;
    Topic topic = LanguageReference.find(Topic.Kind.PROGRAM, slot.program());
    this.program = topic == null ? slot.program() : topic.name();
    this.others = ImmutableList.<String>builder()
        .addAll(slot.before())
        .addAll(slot.after())
        .build();
  }

  static void add(Slot.ProgramArgument slot, Proposals to) {
    if (StartCommands.areIn(to.site().instruction())) {
      StartCommands.addArguments(slot, to);
    }
    new ProgramArguments(slot, to).add();
  }

  private void add() {
    if (slot.before().contains("--")) {
      return;
    }
    Arguments before = Arguments.ofLiterals(Programs.named(slot.program()), slot.before());
    String typed = to.word().prefix();
    boolean isOption = typed.startsWith("-");
    ShellWord verb = before.operands().isEmpty() ? null : before.operands().get(0);
    String operand = verb == null ? null : verb.literal();
    if (operand == null && !isOption) {
      for (Topic topic : LanguageReference.topics(Topic.Kind.SUBCOMMAND, program)) {
        to.add(Proposal.of(topic, CompletionItemKind.Method));
      }
    }
    Topic subcommand =
        operand == null ? null : LanguageReference.find(Topic.Kind.SUBCOMMAND, program, operand);
    List<Topic> options = options(subcommand == null ? null : subcommand.name());
    boolean any = typed.isEmpty() || isOption;
    if (any && subcommand != null) {
      options.stream().filter(option -> isWanted(option, subcommand)).forEach(this::addOption);
    }
    if (!isOption) {
      addPackages(before);
    }
    if (any) {
      options.forEach(this::addOption);
    }
  }

  /** Those that aren't given yet. */
  private List<Topic> options(@Nullable String subcommand) {
    List<Topic> options = new ArrayList<>();
    for (Topic option : LanguageReference.options(program, subcommand)) {
      if (!isGiven(option.name()) && option.aliases().stream().noneMatch(this::isGiven)) {
        options.add(option);
      }
    }
    return options;
  }

  private boolean isGiven(String option) {
    return others.contains(option);
  }

  private static boolean isWanted(Topic option, Topic subcommand) {
    return option.wanted().contains(subcommand.name());
  }

  private void addOption(Topic option) {
    to.add(
        Proposal.of(option, CompletionItemKind.Field).detail(String.join(" ", option.aliases())));
  }

  private void addPackages(Arguments before) {
    if (!PackageNames.areTaken(program, before)) {
      return;
    }
    Stage stage = to.snapshot().model().stageAt(to.word().cursor());
    BaseFamily family =
        stage == null ? BaseFamily.UNKNOWN : to.snapshot().model().family(stage);
    for (String name : PackageNames.of(program, family)) {
      if (!PackageNames.isNamed(name, others)) {
        to.add(Proposal.of(name, CompletionItemKind.Module).detail("package"));
      }
    }
  }
}
