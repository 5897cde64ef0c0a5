package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.Occurrence.Form;
import dev.plimsoll.semantics.Occurrence.Role;
import dev.plimsoll.semantics.VariableMention.Kind;
import dev.plimsoll.syntax.Instruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which mentions of variables mean the same one.
 *
 * <p>In one stage, and in the stages that are FROM it, a name means one variable, whoever sets it. Before the first FROM
 * and in FROM it means another one, until an ARG in a stage takes that one over.
 */
final class VariableSymbols {

  /** The mentions of a name in one stage, or outside of all; those that mean one variable point to one of them. */
  private static final class Group {
    private final String name;
    private final List<Occurrence> occurrences = new ArrayList<>(4);
    private final List<Occurrence> atRuntime = new ArrayList<>(0);
    private boolean declared;
    /** Whether one of those that mean the same is declared; known of the root only. */
    private boolean defined;

    private boolean argument;
    private boolean environment;
    private Group same = this;

    Group(String name) {
      this.name = name;
    }

    Group root() {
      Group root = this;
      while (root.same != root) {
        root.same = root.same.same;
        root = root.same;
      }
      return root;
    }

    void join(Group other) {
      Group mine = root();
      Group its = other.root();
      if (mine != its) {
        mine.same = its;
        its.environment |= mine.environment;
        its.defined |= mine.defined;
      }
    }
  }

  private final SemanticModel model;
  private final Map<String, Group> outside = new LinkedHashMap<>();
  private final List<Map<String, Group>> byStage = new ArrayList<>();
  private final ScriptVariables locals = new ScriptVariables();

  private VariableSymbols(SemanticModel model) {
    this.model = model;
  }

  static ImmutableList<Symbol> of(SemanticModel model) {
    VariableSymbols variables = new VariableSymbols(model);
    variables.gather();
    variables.takeOver();
    variables.inherit();
    return variables.symbols();
  }

  private void gather() {
    for (Instruction instruction : model.file().instructions()) {
      Stage stage = model.stageOf(instruction);
      if (stage != null && stage.index() == byStage.size()) {
        byStage.add(new LinkedHashMap<>());
      }
      boolean inStage = stage != null && !(instruction instanceof Instruction.From);
      add(instruction, inStage ? stage : null);
    }
  }

  private void add(Instruction instruction, @Nullable Stage stage) {
    ImmutableList<VariableMention> mentions = VariableMentions.of(instruction);
    if (mentions.isEmpty()) {
      return;
    }
    int start = model.file().start(instruction);
    Map<String, Group> groups = stage == null ? outside : byStage.get(stage.index());
    boolean posix = model.shell(instruction).isPosix();
    for (VariableMention mention : mentions) {
      String name = mention.kind() == Kind.ENV_EXPRESSION
          ? model.expand(instruction, mention.name()).withoutBuildArgs()
          : mention.name();
      if (name.isEmpty() || mention.isShell() && !posix) {
        continue;
      }
      if (mention.isLocal()) {
        Role role = mention.kind() == Kind.LOCAL_READ ? Role.READ : Role.WRITE;
        int script = mention.scope() < 0 ? start : start + mention.scope();
        locals.add(script, name, Occurrence.of(mention.range().shift(start), role, stage));
      } else {
        add(groups.computeIfAbsent(name, Group::new), mention, start, stage);
      }
    }
  }

  private static void add(Group group, VariableMention mention, int start, @Nullable Stage stage) {
    Form form = mention.exact() ? Form.NAME : Form.COMPUTED;
    Occurrence occurrence =
        new Occurrence(mention.range().shift(start), role(mention, group), form, stage);
    switch (mention.kind()) {
      case RUNTIME_READ -> {
        group.atRuntime.add(occurrence);
        return;
      }
      case ARG -> group.argument = true;
      case ENV, ENV_EXPRESSION -> group.environment = true;
      default -> {}
    }
    group.declared |= mention.isSetting();
    group.defined |= mention.isSetting();
    group.occurrences.add(occurrence);
  }

  /** ENV writes to what is declared in the same stage; an ARG always declares. */
  private static Role role(VariableMention mention, Group group) {
    return switch (mention.kind()) {
      case ARG -> Role.DECLARATION;
      case ENV, ENV_EXPRESSION -> group.declared ? Role.WRITE : Role.DECLARATION;
      case SHELL_WRITE -> Role.WRITE;
      case READ, SHELL_READ, RUNTIME_READ, LOCAL_READ, LOCAL_WRITE -> Role.READ;
    };
  }

  /** An ARG in a stage takes over the variable of that name outside, be it declared there or by BuildKit. */
  private void takeOver() {
    for (Map<String, Group> groups : byStage) {
      for (Group group : groups.values()) {
        if (!group.argument) {
          continue;
        }
        Group global = outside.get(group.name);
        if (global == null && GlobalScope.isPredefined(group.name)) {
          global = new Group(group.name);
          outside.put(group.name, global);
        }
        if (global != null && (global.declared || GlobalScope.isPredefined(group.name))) {
          group.join(global);
        }
      }
    }
  }

  /** Joins what a stage mentions with what the stages that it is FROM declare: down the tree of stages, once. */
  private void inherit() {
    List<List<Stage>> children = new ArrayList<>();
    Deque<Stage> open = new ArrayDeque<>();
    for (Stage stage : model.stages()) {
      children.add(new ArrayList<>(0));
      if (stage.parent() == null) {
        open.push(stage);
      } else {
        children.get(stage.parent().index()).add(stage);
      }
    }
    Map<String, Group> inForce = new HashMap<>();
    Deque<Map<String, Group>> hidden = new ArrayDeque<>();
    Deque<Stage> path = new ArrayDeque<>();
    while (!open.isEmpty()) {
      Stage stage = open.pop();
      while (!path.isEmpty() && path.peek() != stage.parent()) {
        path.pop();
        inForce.putAll(hidden.pop()); // a stage that doesn't inherit them is next
      }
      path.push(stage);
      hidden.push(enter(byStage.get(stage.index()), inForce));
      for (Stage child : children.get(stage.index())) {
        open.push(child);
      }
    }
  }

  /** Puts what a stage declares in force; returns what was before. */
  private static Map<String, Group> enter(Map<String, Group> stage, Map<String, Group> inForce) {
    Map<String, Group> before = new HashMap<>();
    for (Group group : stage.values()) {
      Group inherited = inForce.get(group.name);
      if (inherited != null && inherited.declared) {
        group.join(inherited);
      }
      if (group.declared) {
        before.put(group.name, inherited == null ? new Group(group.name) : inherited);
        inForce.put(group.name, group);
      }
    }
    return before;
  }

  private ImmutableList<Symbol> symbols() {
    Map<Group, List<Occurrence>> joined = new LinkedHashMap<>();
    Map<Group, List<Occurrence>> apart = new LinkedHashMap<>();
    collect(outside, joined, apart);
    for (Map<String, Group> groups : byStage) {
      collect(groups, joined, apart);
    }
    ImmutableList.Builder<Symbol> symbols = ImmutableList.builder();
    joined.forEach((group, places) -> add(group.name, places, symbols));
    apart.forEach((group, places) -> add(group.name, places, symbols));
    locals.addTo(symbols);
    return symbols.build();
  }

  /** What is read when the image runs is the variable only if ENV sets it; what only scripts set is theirs. */
  private void collect(
      Map<String, Group> groups,
      Map<Group, List<Occurrence>> joined,
      Map<Group, List<Occurrence>> apart) {
    for (Group group : groups.values()) {
      Group root = group.root();
      List<Occurrence> all = joined.computeIfAbsent(root, any -> new ArrayList<>());
      all.addAll(
          root.defined ? group.occurrences : locals.take(model, group.name, group.occurrences));
      (root.environment ? all : apart.computeIfAbsent(root, any -> new ArrayList<>()))
          .addAll(group.atRuntime);
    }
  }

  private static void add(
      String name, List<Occurrence> places, ImmutableList.Builder<Symbol> symbols) {
    if (!places.isEmpty()) {
      symbols.add(Symbol.of(Symbol.Kind.VARIABLE, name, places));
    }
  }
}
