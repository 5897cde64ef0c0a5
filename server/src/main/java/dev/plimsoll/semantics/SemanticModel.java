package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.shell.ShellDialect;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a Dockerfile means. Made once per snapshot; what is dear is computed when first asked for. */
public final class SemanticModel {

  private final Dockerfile file;
  private final GlobalScope globalScope;
  private final StageGraph graph;
  private final IdentityHashMap<Instruction, Place> places;
  private final Map<Stage, State> stateAtEnd;
  private final ImmutableSet<Stage> finalChain;
  private final Map<Instruction.Shell, Shell> shells = new ConcurrentHashMap<>();
  private final Map<Class<?>, ImmutableList<? extends Instruction>> byKind =
      new ConcurrentHashMap<>();

  /** Filled at the first call; a race computes the same value twice. */
  private @Nullable Scopes scopes;

  private @Nullable ImmutableList<ImageUse> imageUses;
  private @Nullable ImmutableList<BuildError> buildErrors;
  private @Nullable Symbols symbols;
  private @Nullable IdentityHashMap<Instruction, ImageUse> bases;
  private @Nullable ImmutableSet<Stage> needed;

  /** Where an instruction belongs: its stage, its ordinal there (-1 for FROM), and what is in force when it runs. */
  private record Place(Stage stage, int ordinal, State before) {}

  private SemanticModel(Dockerfile file) {
    this.file = file;
    this.globalScope = new GlobalScope(globalArgs(file), file.escape());
    this.graph = StageGraph.of(file, globalScope);
    this.places = new IdentityHashMap<>(file.elements().size());
    this.stateAtEnd = new HashMap<>();
    for (Stage stage : graph.stages()) {
      follow(stage);
    }
    this.finalChain = chain(finalStage());
  }

  public static SemanticModel of(Dockerfile file) {
    return new SemanticModel(file);
  }

  private static ImmutableList<Arg> globalArgs(Dockerfile file) {
    ImmutableList.Builder<Arg> args = ImmutableList.builder();
    for (Instruction instruction : file.instructions()) {
      if (instruction instanceof Instruction.From) {
        break;
      }
      if (instruction instanceof Arg arg) {
        args.add(arg);
      }
    }
    return args.build();
  }

  private void follow(Stage stage) {
    State state = stage.parent() == null ? State.INITIAL : stateAtEnd(stage.parent());
    places.put(stage.from(), new Place(stage, -1, State.INITIAL));
    for (int i = 0; i < stage.instructions().size(); i++) {
      Instruction instruction = stage.instructions().get(i);
      places.put(instruction, new Place(stage, i, state));
      state = state.after(instruction);
    }
    stateAtEnd.put(stage, state);
  }

  private static ImmutableSet<Stage> chain(@Nullable Stage last) {
    ImmutableSet.Builder<Stage> chain = ImmutableSet.builder();
    for (Stage stage = last; stage != null; stage = stage.parent()) {
      chain.add(stage);
    }
    return chain.build();
  }

  public Dockerfile file() {
    return file;
  }

  public ImmutableList<Stage> stages() {
    return graph.stages();
  }

  /** The ARGs before the first FROM. */
  public ImmutableList<Arg> globalArgs() {
    return graph.globalArgs();
  }

  /** Instructions other than ARG before the first FROM: they belong to no stage, and BuildKit rejects them. */
  public ImmutableList<Instruction> instructionsBeforeFirstStage() {
    return graph.orphans();
  }

  /** The stage that is built unless a target is named, or null in a file without FROM. */
  public @Nullable Stage finalStage() {
    return Iterables.getLast(graph.stages(), null);
  }

  /** Whether the layers of a stage are part of the image: the final stage and the stages it is FROM. */
  public boolean ships(Stage stage) {
    return finalChain.contains(stage);
  }

  /** Whether the layers that an instruction makes are part of the image. */
  public boolean ships(Instruction instruction) {
    Stage stage = stageOf(instruction);
    return stage != null && ships(stage);
  }

  /** What a stage takes from other stages, in file order. */
  public ImmutableList<Dependency> dependencies(Stage stage) {
    return Dependency.of(stage, this);
  }

  /** Whether a stage is built at all unless a target is named: the final stage, and all that it depends on. */
  public boolean isNeeded(Stage stage) {
    ImmutableSet<Stage> known = needed;
    if (known == null) {
      known = needed();
      needed = known;
    }
    return known.contains(stage);
  }

  private ImmutableSet<Stage> needed() {
    Set<Stage> found = new LinkedHashSet<>(finalChain);
    Deque<Stage> toVisit = new ArrayDeque<>(finalChain);
    while (!toVisit.isEmpty()) {
      for (Dependency dependency : dependencies(toVisit.remove())) {
        if (found.add(dependency.stage())) {
          toVisit.add(dependency.stage());
        }
      }
    }
    return ImmutableSet.copyOf(found);
  }

  /** The stage of an instruction of this file; null before the first FROM. */
  public @Nullable Stage stageOf(Instruction instruction) {
    Place place = places.get(instruction);
    return place == null ? null : place.stage();
  }

  /** The stage of the last instruction that begins before an offset of the file; null before the first FROM. */
  public @Nullable Stage stageAt(int offset) {
    for (int i = file.elements().isEmpty() ? -1 : file.indexAt(offset); i >= 0; i--) {
      if (file.elements().get(i) instanceof Instruction instruction && file.start(i) < offset) {
        return stageOf(instruction);
      }
    }
    return null;
  }

  /** The stage of a name that COPY or a mount gives, in any case of its letters: the last one; or null. */
  public @Nullable Stage stageNamed(String name) {
    return graph.named(name);
  }

  /** What is in force when an instruction runs. */
  public State stateBefore(Instruction instruction) {
    Place place = places.get(instruction);
    return place == null ? State.INITIAL : place.before();
  }

  /** The shell that runs the shell form of an instruction: the last SHELL, else sh. */
  public Shell shell(Instruction instruction) {
    Instruction.Shell chosen = stateBefore(instruction).shell();
    return chosen == null || !chosen.source().json() || chosen.words().isEmpty()
        ? Shell.sh()
        : shells.computeIfAbsent(chosen, SemanticModel::program);
  }

  private static Shell program(Instruction.Shell chosen) {
    return Shell.of(chosen.words().stream().map(Word::value).toList());
  }

  /** The language of the shell form of an instruction: on Windows it is that of cmd where no SHELL chooses another. */
  public ShellDialect shellDialect(Instruction instruction) {
    Stage stage = stageOf(instruction);
    boolean chosen = stateBefore(instruction).shell() != null;
    return !chosen && stage != null && family(stage) == BaseFamily.WINDOWS
        ? ShellDialect.CMD
        : shell(instruction).dialect();
  }

  /** What is in force at the end of a stage. */
  public State stateAtEnd(Stage stage) {
    return stateAtEnd.getOrDefault(stage, State.INITIAL);
  }

  /** All instructions of a kind in file order, those inside ONBUILD left out. */
  public <T extends Instruction> ImmutableList<T> instructions(Class<T> kind) {
    @SuppressWarnings("unchecked") // the map holds under each class the list of its instances
    ImmutableList<T> known = (ImmutableList<T>) byKind.computeIfAbsent(kind, any -> select(kind));
    return known;
  }

  private <T extends Instruction> ImmutableList<T> select(Class<T> kind) {
    ImmutableList.Builder<T> found = ImmutableList.builder();
    for (Instruction instruction : file.instructions()) {
      if (kind.isInstance(instruction)) {
        found.add(kind.cast(instruction));
      }
    }
    return found.build();
  }

  /** The instruction directly before another one in the file, comments and blank lines passed over, or null. */
  public @Nullable Instruction previous(Instruction instruction) {
    for (int i = file.indexOf(instruction) - 1; i >= 0; i--) {
      Element element = file.elements().get(i);
      if (element instanceof Instruction found) {
        return found;
      }
    }
    return null;
  }

  /** Expands a word of an instruction as BuildKit does when it gets there, with the defaults of all ARGs. */
  public Expansion expand(Instruction instruction, String word) {
    if (Expansion.isPlain(word, file.escape())) {
      return Expansion.ofPlain(word); // without asking for scopes, which are dear
    }
    Place place = places.get(instruction);
    return place == null || place.ordinal() < 0
        ? globalScope.expand(word)
        : scopes().of(place.stage()).expand(word, place.ordinal());
  }

  /** What binds a variable for an instruction, or null where it is not defined there. */
  public @Nullable Binding binding(Instruction instruction, String name) {
    Place place = places.get(instruction);
    return place == null || place.ordinal() < 0
        ? globalScope.binding(name)
        : scopes().of(place.stage()).before(name, place.ordinal());
  }

  /** What binds a variable for FROM, or null where nothing does. */
  @Nullable Binding globalBinding(String name) {
    return globalScope.binding(name);
  }

  /** What has a name in the file, and all places that name it. */
  public Symbols symbols() {
    Symbols known = symbols;
    if (known == null) {
      known = Symbols.of(this);
      symbols = known;
    }
    return known;
  }

  /** What binds each of the variables that are defined for an instruction, by name. */
  public ImmutableList<Binding> bindings(Instruction instruction) {
    Place place = places.get(instruction);
    return place == null || place.ordinal() < 0
        ? globalScope.bindings()
        : scopes().of(place.stage()).bindings(place.ordinal());
  }

  /** What binds each of the variables that FROM sees: what a stage may declare with ARG. */
  public ImmutableList<Binding> globalBindings() {
    return globalScope.bindings();
  }

  /** The variables that an instruction sees, with the defaults of all ARGs. */
  public Variables variables(Instruction instruction) {
    return name -> {
      Binding binding = binding(instruction, name);
      return binding == null ? null : binding.value();
    };
  }

  /** What stops a build although every instruction can be read, in the order in which BuildKit comes to it. */
  public ImmutableList<BuildError> buildErrors() {
    ImmutableList<BuildError> known = buildErrors;
    if (known == null) {
      known = BuildErrors.of(this);
      buildErrors = known;
    }
    return known;
  }

  private Scopes scopes() {
    Scopes known = scopes;
    if (known == null) {
      known = new Scopes(graph.stages(), globalScope, file.escape());
      scopes = known;
    }
    return known;
  }

  /** Every place that names an image, in file order; names of stages are left out. */
  public ImmutableList<ImageUse> imageUses() {
    ImmutableList<ImageUse> known = imageUses;
    if (known == null) {
      known = ImageUses.of(file, graph, globalScope);
      imageUses = known;
    }
    return known;
  }

  /** The image that a stage stands on, through all stages that it is FROM; null where FROM names none. */
  public @Nullable ImageUse baseImage(Stage stage) {
    IdentityHashMap<Instruction, ImageUse> known = bases;
    if (known == null) {
      known = new IdentityHashMap<>();
      for (ImageUse use : imageUses()) {
        if (use.role() == ImageUse.Role.BASE) {
          known.put(use.instruction(), use);
        }
      }
      bases = known;
    }
    return known.get(stage.root().from());
  }

  /**
   * The kind of system that a stage stands on, through all stages that it is FROM. A platform that is written out and
   * begins with {@code windows} decides; else the name of the image does.
   */
  public BaseFamily family(Stage stage) {
    Flag platform = stage.root().from().platform();
    if (platform != null && platform.valueOrEmpty().startsWith("windows")) {
      return BaseFamily.WINDOWS;
    }
    ImageUse base = baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    return image == null ? BaseFamily.UNKNOWN : BaseFamily.of(image);
  }

  /** Where an instruction stands in the file, from its keyword to its last character of code. */
  public TextRange range(Instruction instruction) {
    return file.range(instruction);
  }

  /** A range inside an instruction as offsets of the file. */
  public TextRange range(Instruction instruction, TextRange inside) {
    return inside.shift(file.start(instruction));
  }
}
