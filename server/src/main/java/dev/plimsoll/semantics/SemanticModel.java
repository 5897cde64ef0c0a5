package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InitialEnvironment;
import dev.plimsoll.image.PlatformName;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Reads;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a Dockerfile means. Made once per snapshot; what is dear is computed when first asked for.
 *
 * <p>Of a model that is {@link #watchedBy watched} it is noted what is asked: each question adds the trait of the elements
 * that its answer depends on, and whether that follows from how the file is built of stages. What follows from SHELL and
 * ONBUILD, from what stands before the first FROM, and from the order of the instructions in a stage isn't noted.
 */
public final class SemanticModel {

  private static final Derivation<Shell> PROGRAM =
      shell -> Shell.of(Lists.transform(shell.words(), Word::value));

  private static final Function<ImmutableList<String>, Shell> OF_BASE = Shell::of;

  private static final Function<String, BaseFamily> FAMILY =
      name -> ImageReference.parse(name) instanceof ImageReference image
          ? BaseFamily.of(image)
          : BaseFamily.UNKNOWN;

  /** WORKDIR makes its folder, except the one that is always there. All else is only noted in the configuration. */
  private static final Trait ADDS_LAYER = Trait.of(
          Instruction.Run.class, Instruction.Transfer.class)
      .or(Trait.of(
          Instruction.Workdir.class,
          workdir -> workdir.path() != null && !workdir.path().value().equals("/")));

  private static final Trait IS_WORKDIR = Trait.of(Instruction.Workdir.class);

  /** What a base of which nobody knows the system is taken for. */
  private enum Guess {
    WINDOWS,
    POSIX,
    NOTHING
  }

  private final Dockerfile file;

  /** What is known of the images that stages are FROM; null where only their names are. */
  private final @Nullable ImageCatalog images;

  private final GlobalScope globalScope;
  private final StageGraph graph;
  private final States states;
  private final Inherited<StageScope> scopes;
  private final Inherited<BoundNames> names;
  /** One for each basis. */
  private final ImmutableList<WorkingDirectories> directories;

  private final Map<Class<?>, ImmutableList<? extends Instruction>> byKind;

  /** Filled at the first call; a race computes the same value twice. */
  private @Nullable ImmutableList<ImageUse> imageUses;

  private @Nullable StageTree tree;
  private @Nullable Symbols symbols;
  private @Nullable StageArguments arguments;
  private @Nullable ImmutableSet<Stage> needed;
  private @Nullable ImmutableSet<Stage> used;
  private @Nullable Guess guess;
  private @Nullable ImmutableList<Stage> targets;
  private @Nullable ImmutableList<Stage> deployed;
  private @Nullable ImmutableSet<Stage> shipped;

  private @Nullable ImmutableList<BuildError> buildErrors;

  /** By the index of the stage. */
  private final Map<Integer, ImmutableList<Dependency>> dependencies;

  /** By the index of the stage, filled where it is asked for; so are their families. */
  private final @Nullable ImageUse[] bases;

  private final @Nullable BaseFamily[] families;
  private final @Nullable InitialEnvironment[] environments;

  /** The model of which this is a view, or itself. */
  private final SemanticModel whole;

  /** Where it is noted what this view is asked; null where nobody wants to know. */
  private final @Nullable Reads reads;

  /** The stage of the part of the file that somebody reads in; null where it is the whole file. */
  private final @Nullable Stage near;

  private SemanticModel(Dockerfile file, @Nullable ImageCatalog images) {
    this.whole = this;
    this.reads = null;
    this.near = null;
    this.file = file;
    this.images = images;
    this.globalScope = GlobalScope.of(file, globalArgs(file));
    this.graph = StageGraph.of(file, globalScope);
    this.states = new States(file, graph.stages());
    Set<String> withValues = ConcurrentHashMap.newKeySet();
    this.scopes = new Inherited<>((above, stage) ->
        new StageScope(above, withValues, globalScope, begunWith(stage), file, stage));
    Set<String> bound = ConcurrentHashMap.newKeySet();
    this.names = new Inherited<>(
        (above, stage) -> new BoundNames(above, bound, begunWith(stage).keySet(), file, stage));
    this.byKind = new ConcurrentHashMap<>();
    this.dependencies = new ConcurrentHashMap<>();
    this.directories = ImmutableList.of(
        new WorkingDirectories(this, Basis.ANY_BUILD),
        new WorkingDirectories(this, Basis.DEFAULTS));
    this.bases = new @Nullable ImageUse[graph.stages().size()];
    this.families = new @Nullable BaseFamily[graph.stages().size()];
    this.environments = new @Nullable InitialEnvironment[graph.stages().size()];
  }

  private SemanticModel(SemanticModel whole, Reads reads, @Nullable Stage near) {
    this.whole = whole;
    this.reads = reads;
    this.near = near;
    this.file = whole.file.watchedBy(reads);
    this.images = whole.images;
    this.globalScope = whole.globalScope;
    this.graph = whole.graph;
    this.states = whole.states;
    this.scopes = whole.scopes;
    this.names = whole.names;
    this.directories = whole.directories;
    this.byKind = whole.byKind;
    this.dependencies = whole.dependencies;
    this.bases = whole.bases;
    this.families = whole.families;
    this.environments = whole.environments;
  }

  /** A file of whose images only the names are known. */
  public static SemanticModel of(Dockerfile file) {
    return new SemanticModel(file, null);
  }

  /** A file, with what is known of the images that its stages are FROM. */
  public static SemanticModel of(Dockerfile file, ImageCatalog images) {
    return new SemanticModel(file, images);
  }

  /** The same model; what this view of it is asked is noted. */
  public SemanticModel watchedBy(Reads reads) {
    return new SemanticModel(whole, reads, null);
  }

  /**
   * The same for somebody who looks at a part of a stage. What follows from the FROMs of that stage, and of those that it is
   * FROM, isn't noted; what follows from other stages and from the order of instructions is.
   */
  public SemanticModel watchedBy(Reads reads, Stage stage) {
    return new SemanticModel(whole, reads, stage);
  }

  private void read(Trait trait) {
    if (reads != null) {
      reads.add(trait);
    }
  }

  /** Notes what was read of a stage and of those that it is FROM. */
  private void read(Trait trait, @Nullable Stage stage) {
    if (reads != null) {
      if (isNear(stage)) {
        reads.addNear(trait);
      } else {
        reads.add(trait);
        reads.addOrder();
      }
    }
  }

  /** Notes that something was read which follows from a stage and from those that it is FROM. */
  private void read(@Nullable Stage stage) {
    if (reads != null && !isNear(stage)) {
      reads.addOrder();
    }
  }

  /** Notes that something was read which follows from how the file is built. */
  private void readOrder() {
    if (reads != null) {
      reads.addOrder();
    }
  }

  private void readTargets() {
    if (reads != null) {
      reads.addTargets();
      reads.addOrder();
    }
  }

  private boolean isNear(@Nullable Stage stage) {
    if (near == null || stage == null || stage.root() != near.root()) {
      return false;
    }
    return stage == near || stage == stage.root() || whole.tree().isFrom(near, stage);
  }

  private StageTree tree() {
    StageTree known = tree;
    if (known == null) {
      known = new StageTree(graph.stages());
      tree = known;
    }
    return known;
  }

  private void readEverything() {
    if (reads != null) {
      reads.addEverything();
    }
  }

  private static ImmutableList<Arg> globalArgs(Dockerfile file) {
    ImmutableList.Builder<Arg> args = ImmutableList.builder();
    for (Element element : file.elements()) {
      if (element instanceof Instruction.From) {
        break;
      }
      if (element instanceof Arg arg) {
        args.add(arg);
      }
    }
    return args.build();
  }

  private static ImmutableSet<Stage> chain(@Nullable Stage last) {
    return last == null ? ImmutableSet.of() : ImmutableSet.copyOf(last.chain());
  }

  public Dockerfile file() {
    return file;
  }

  public ImmutableList<Stage> stages() {
    readOrder();
    return graph.stages();
  }

  /** The ARGs before the first FROM. */
  public ImmutableList<Arg> globalArgs() {
    return graph.globalArgs();
  }

  /** Instructions other than ARG before the first FROM: they belong to no stage, and BuildKit rejects them. */
  public ImmutableList<Instruction> instructionsBeforeFirstStage() {
    readOrder();
    return graph.orphans();
  }

  /** The stage that is built unless a target is named, or null in a file without FROM. */
  public @Nullable Stage finalStage() {
    readOrder();
    return Iterables.getLast(graph.stages(), null);
  }

  /**
   * The stages that are images of their own, in file order: the final one, and those that start a program and that no other
   * stage uses, which are built as {@code --target}.
   */
  public ImmutableList<Stage> targets() {
    readTargets();
    return whole.allTargets();
  }

  /** Those of them that aren't for developers or tests by their name; the final one where there are no others. */
  public ImmutableList<Stage> deployedTargets() {
    readTargets();
    return whole.allDeployedTargets();
  }

  private ImmutableList<Stage> allDeployedTargets() {
    ImmutableList<Stage> known = deployed;
    if (known == null) {
      ImmutableList.Builder<Stage> found = ImmutableList.builder();
      for (Stage target : allTargets()) {
        if (!target.isForDevelopment()) {
          found.add(target);
        }
      }
      known = found.build();
      known = known.isEmpty() && finalStage() != null ? ImmutableList.of(finalStage()) : known;
      deployed = known;
    }
    return known;
  }

  private ImmutableList<Stage> allTargets() {
    ImmutableList<Stage> known = targets;
    if (known == null) {
      known = Targets.of(this, globalScope);
      targets = known;
    }
    return known;
  }

  /** Whether the layers of a stage are part of an image that is deployed: such a target, or a stage that one is FROM. */
  public boolean ships(Stage stage) {
    if (!isNear(stage)) {
      readTargets();
    }
    return whole.shipped().contains(stage);
  }

  private ImmutableSet<Stage> shipped() {
    ImmutableSet<Stage> known = shipped;
    if (known == null) {
      ImmutableSet.Builder<Stage> found = ImmutableSet.builder();
      for (Stage target : allDeployedTargets()) {
        found.addAll(chain(target));
      }
      known = found.build();
      shipped = known;
    }
    return known;
  }

  /** Elements besides FROM that decide which stages ship. */
  public static Trait decidesWhatShips() {
    return Targets.DECIDE;
  }

  /** Whether the same stages ship where one element, which isn't FROM, stands in the place of another. */
  public static boolean shipAlike(Element one, Element other) {
    return Targets.decideAlike(one, other);
  }

  /** Whether the layers that an instruction makes are part of such an image. */
  public boolean ships(Instruction instruction) {
    Stage stage = stageOf(instruction);
    return stage != null && ships(stage);
  }

  /** What a stage takes from other stages, in file order. */
  public ImmutableList<Dependency> dependencies(Stage stage) {
    read(StageReference.MAY_REFER);
    readOrder();
    return whole.dependencies.computeIfAbsent(stage.index(), any -> Dependency.of(stage, whole));
  }

  /** Whether the layers of a stage are part of a target, deployed or not. */
  public boolean isInTarget(Stage stage) {
    return targets().stream().anyMatch(target -> chain(target).contains(stage));
  }

  /** Whether a stage is built at all unless a target is named: the final stage, and all that it depends on. */
  public boolean isNeeded(Stage stage) {
    read(StageReference.MAY_REFER);
    readOrder();
    return whole.needed().contains(stage);
  }

  /** Whether another stage uses it, or it is an image of its own: else it is built only where somebody asks for it by name. */
  public boolean isUsed(Stage stage) {
    read(StageReference.MAY_REFER);
    readTargets();
    return whole.used().contains(stage);
  }

  private ImmutableSet<Stage> used() {
    ImmutableSet<Stage> known = used;
    if (known == null) {
      ImmutableSet.Builder<Stage> found = ImmutableSet.builder();
      found.addAll(allTargets());
      for (Stage stage : stages()) {
        for (Dependency dependency : dependencies(stage)) {
          found.add(dependency.stage());
        }
      }
      known = found.build();
      used = known;
    }
    return known;
  }

  private ImmutableSet<Stage> needed() {
    ImmutableSet<Stage> known = needed;
    if (known == null) {
      known = neededFor(finalStage());
      needed = known;
    }
    return known;
  }

  /** A stage and all that it depends on: what is built where it is the target. Nothing without a target. */
  public ImmutableSet<Stage> neededFor(@Nullable Stage target) {
    ImmutableSet<Stage> chain = chain(target);
    Set<Stage> found = new LinkedHashSet<>(chain);
    Deque<Stage> toVisit = new ArrayDeque<>(chain);
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
    Stage stage = stageOfElement(file.find(instruction));
    read(stage);
    return stage;
  }

  /** Whether an instruction of this file stands before the first FROM: what is there counts for everybody. */
  public boolean isBeforeStages(Instruction instruction) {
    return stageOfElement(file.find(instruction)) == null;
  }

  /** How many instructions of its stage stand before an instruction, the FROM not counted; 0 before the first stage. */
  public int ordinal(Instruction instruction) {
    readOrder();
    int element = file.find(instruction);
    Stage stage = stageOfElement(element);
    return stage == null || stage.start() == element ? 0 : stage.ordinal(instruction);
  }

  private @Nullable Stage stageOfElement(int element) {
    int low = 0;
    int high = graph.stages().size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (graph.stages().get(middle).start() <= element) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? null : graph.stages().get(low - 1);
  }

  /** The stage of the last instruction that begins before an offset of the file; null before the first FROM. */
  public @Nullable Stage stageAt(int offset) {
    readOrder();
    for (int i = file.elements().isEmpty() ? -1 : file.indexAt(offset); i >= 0; i--) {
      if (whole.file.element(i) instanceof Instruction && file.start(i) < offset) {
        return stageOfElement(i);
      }
    }
    return null;
  }

  /** The stage of a name that COPY or a mount gives, in any case of its letters: the last one; or null. */
  public @Nullable Stage stageNamed(String name) {
    readOrder();
    return graph.named(name);
  }

  /** What is in force when an instruction runs. */
  public State stateBefore(Instruction instruction) {
    read(States.CHANGES_STATE, stageOfElement(file.find(instruction)));
    return whole.state(instruction);
  }

  private State state(Instruction instruction) {
    int element = file.find(instruction);
    Stage stage = stageOfElement(element);
    return stage == null || stage.start() == element
        ? State.INITIAL
        : states.before(stage, element);
  }

  /** The last WORKDIR before an instruction, in its stage or one that this is FROM; null where there is none. */
  public Instruction.@Nullable Workdir workdirBefore(Instruction instruction) {
    read(IS_WORKDIR, stageOfElement(file.find(instruction)));
    return whole.state(instruction).workdir();
  }

  /** The shell that runs the shell form of an instruction: the last SHELL, else that of the base image. */
  public Shell shell(Instruction instruction) {
    Stage stage = stageOfElement(file.find(instruction));
    read(stage);
    return shell(
        whole.instructions(Instruction.Shell.class).isEmpty()
            ? null
            : whole.state(instruction).shell(),
        stage);
  }

  /** The shell that runs what follows a stage, such as the CMD of one that is FROM it. */
  public Shell shellAtEnd(Stage stage) {
    return shell(stateAtEnd(stage).shell(), stage);
  }

  private Shell shell(Instruction.@Nullable Shell chosen, @Nullable Stage stage) {
    if (chosen != null && chosen.source().json() && !chosen.words().isEmpty()) {
      return chosen.derived(PROGRAM);
    }
    ImmutableList<String> inherited =
        stage == null ? ImmutableList.of() : environment(stage).shell();
    if (!inherited.isEmpty()) {
      return whole.file.memo().get(OF_BASE, inherited);
    }
    BaseFamily family =
        stage == null ? guessed(BaseFamily.UNKNOWN, InitialEnvironment.UNKNOWN) : family(stage);
    return family == BaseFamily.WINDOWS ? Shell.cmd() : Shell.sh();
  }

  /**
   * The shell that a comment {@code # hadolint shell=NAME} declares to be that of the base image, as long as no SHELL chooses
   * another one for an instruction; null where none does. It is for who reads scripts, and changes nothing of what is built.
   */
  public @Nullable Shell declaredShell(Instruction instruction) {
    read(DeclaredShell.IS_DECLARATION);
    int element = file.find(instruction);
    Instruction.Shell chosen = stateBefore(instruction).shell();
    return DeclaredShell.of(
        whole.file,
        stageOfElement(element),
        element,
        chosen == null ? -1 : whole.file.indexOf(chosen));
  }

  /** Whether a SHELL, here or in the base image, chooses the shell that runs the shell form of an instruction. */
  public boolean isShellChosen(Instruction instruction) {
    Stage stage = stageOf(instruction);
    return whole.state(instruction).shell() != null
        || stage != null && !environment(stage).shell().isEmpty();
  }

  /** What is known to be handed on by the image that a stage stands on, through all stages that it is FROM. */
  public InitialEnvironment environment(Stage stage) {
    read(stage);
    int root = stage.root().index();
    InitialEnvironment known = environments[root];
    if (known == null) {
      known = whole.initial(stage.root());
      environments[root] = known;
    }
    return known;
  }

  private InitialEnvironment initial(Stage root) {
    ImageUse base = baseImage(root);
    if (base == null || base.image() == null) {
      return InitialEnvironment.UNKNOWN;
    }
    return InitialEnvironment.of(images, base.image(), platform(root));
  }

  /** The platform for which a stage's base image is taken, in its usual form; null where its FROM names none for certain. */
  public @Nullable String platform(Stage stage) {
    read(stage);
    Flag written = stage.root().from().platform();
    return written == null
        ? null
        : PlatformName.of(
            globalScope.expand(written.valueOrEmpty(), whole.file.memo()).withoutBuildArgs());
  }

  /** The variables that a stage begins with, by name. */
  private ImmutableMap<String, Binding> begunWith(Stage stage) {
    return BaseVariables.of(environment(stage), baseImage(stage));
  }

  /** Whether the image that a stage stands on in some build may set a variable, for all that is known of it. */
  public boolean mayInherit(Stage stage, String variable) {
    return certainBase(stage) == null || environment(stage).maySet(variable);
  }

  /**
   * What a RUN, or the RUN of an ONBUILD, runs, in whatever form it is written; null where it is none, where a shell of
   * another family runs it, and where not all of it is understood.
   */
  public @Nullable RunScript script(Instruction instruction) {
    RunScript script = RunScript.of(this, instruction);
    return script == null || !script.script().isComplete() ? null : script;
  }

  /** The same, although not all of it may be understood: for features that answer while it is written. */
  public @Nullable RunScript partialScript(Instruction instruction) {
    return RunScript.of(this, instruction);
  }

  /** The code of a command in shell form, in whatever language: opaque where that isn't the one of POSIX shells. */
  public @Nullable ShellCommand shellForm(Instruction instruction) {
    return ShellForm.of(this, instruction);
  }

  /** Those of a stage, in order. */
  public ImmutableList<RunScript> scripts(Stage stage) {
    return scripts(stage, RunScript.IS_RUN);
  }

  /** Those of a stage whose instructions have a trait, in order. */
  public ImmutableList<RunScript> scripts(Stage stage, Trait trait) {
    ImmutableList.Builder<RunScript> scripts = ImmutableList.builder();
    for (Instruction instruction : having(trait, stage)) {
      RunScript script = script(instruction);
      if (script != null) {
        scripts.add(script);
      }
    }
    return scripts.build();
  }

  /** Every command of a stage that is looked for, in order, whatever form its RUN is written in. */
  public ImmutableList<RunCommand> commands(CommandQuery query, Stage stage) {
    ImmutableList.Builder<RunCommand> commands = ImmutableList.builder();
    for (Instruction instruction : having(query.trait(), stage)) {
      RunScript script = script(instruction);
      if (script != null) {
        commands.addAll(query.in(script));
      }
    }
    return commands.build();
  }

  /** What is in force at the end of a stage. */
  public State stateAtEnd(Stage stage) {
    read(States.CHANGES_STATE, stage);
    return states.atEnd(stage);
  }

  /** All instructions of a kind in file order, those inside ONBUILD left out. */
  public <T extends Instruction> ImmutableList<T> instructions(Class<T> kind) {
    read(Trait.of(kind));
    return whole.select(kind);
  }

  private <T extends Instruction> ImmutableList<T> select(Class<T> kind) {
    @SuppressWarnings("unchecked") // the map holds under each class the list of its instances
    ImmutableList<T> known = (ImmutableList<T>) byKind.get(kind);
    if (known == null) {
      known = find(kind);
      byKind.put(kind, known);
    }
    return known;
  }

  private <T extends Instruction> ImmutableList<T> find(Class<T> kind) {
    ImmutableIntArray places = file.where(Trait.of(kind));
    ImmutableList.Builder<T> found = ImmutableList.builderWithExpectedSize(places.length());
    for (int i = 0; i < places.length(); i++) {
      found.add(kind.cast(file.element(places.get(i))));
    }
    return found.build();
  }

  /** What follows the FROM of a stage. */
  public List<Instruction> instructions(Stage stage) {
    ImmutableList<Instruction> all = stage.instructions();
    return reads == null ? all : file.watched(all);
  }

  /** All that a stage is made of, its FROM and comments and blank lines included. */
  public List<Element> elements(Stage stage) {
    readOrder();
    return file.elements().subList(stage.start(), stage.end());
  }

  /** The classes of the same, of which it isn't noted what they say. */
  public List<Class<? extends Element>> kinds(Stage stage) {
    if (reads != null) {
      reads.addPlace(stage.start());
      reads.addPlace(stage.end() - 1);
    }
    return Lists.transform(
        whole.file.elements().subList(stage.start(), stage.end()), Element::getClass);
  }

  /** The one at an index of these. */
  public Element element(Stage stage, int index) {
    return file.element(stage.start() + index);
  }

  /** How many layers the instructions of a stage add to those that it is FROM. */
  public int layers(Stage stage) {
    return having(ADDS_LAYER, stage).size();
  }

  /** The instructions of a stage, its FROM left out, that have a trait, in order. */
  public ImmutableList<Instruction> having(Trait trait, Stage stage) {
    read(trait, stage);
    return whole.instructionsAt(whole.file.where(trait, stage.start() + 1, stage.end()));
  }

  /** Whether instructions of a stage, its FROM left out, have a trait: what they say besides doesn't matter. */
  public boolean has(Trait trait, Stage stage) {
    if (reads != null && isNear(stage)) {
      reads.addPresenceNear(trait);
    } else {
      readPresence(trait);
      read(stage);
    }
    return !whole.file.where(trait, stage.start() + 1, stage.end()).isEmpty();
  }

  private void readPresence(Trait trait) {
    if (reads != null) {
      reads.addPresence(trait);
    }
  }

  /** Those of the file, of which it isn't noted what they say: that is for whoever looks at each as a part. */
  public ImmutableList<Instruction> present(Trait trait) {
    readPresence(trait);
    return whole.instructionsAt(whole.file.where(trait));
  }

  /** The instructions of the file that have a trait, in order. */
  public ImmutableList<Instruction> having(Trait trait) {
    read(trait);
    return whole.instructionsAt(whole.file.where(trait));
  }

  private ImmutableList<Instruction> instructionsAt(ImmutableIntArray places) {
    if (places.isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Instruction> found =
        ImmutableList.builderWithExpectedSize(places.length());
    for (int i = 0; i < places.length(); i++) {
      if (file.element(places.get(i)) instanceof Instruction instruction) {
        found.add(instruction);
      }
    }
    return found.build();
  }

  /** The instruction directly before another one in the file, comments and blank lines passed over, or null. */
  public @Nullable Instruction previous(Instruction instruction) {
    int index = whole.before(file.indexOf(instruction));
    readBetween(index, file.indexOf(instruction));
    return index < 0 ? null : (Instruction) file.element(index);
  }

  /** Whether an instruction is the next one after another, comments and blank lines passed over. */
  public boolean follows(Instruction instruction, Instruction other) {
    int index = whole.before(file.indexOf(instruction));
    readBetween(index, file.indexOf(instruction));
    return index == file.indexOf(other);
  }

  /**
   * The instructions of a stage, its FROM left out, that have a trait: together those of one kind of which one follows the other,
   * comments and blank lines passed over. What they say isn't noted: that is for whoever looks at a row as a part.
   */
  public ImmutableList<ImmutableList<Instruction>> rows(Trait trait, Stage stage) {
    readPresence(trait);
    readOrder();
    ImmutableIntArray places = whole.file.where(trait, stage.start() + 1, stage.end());
    ImmutableList.Builder<ImmutableList<Instruction>> rows = ImmutableList.builder();
    int start = 0;
    for (int i = 1; i <= places.length(); i++) {
      if (i == places.length() || !continuesRow(places.get(i), places.get(i - 1))) {
        rows.add(whole.instructionsAt(places.subArray(start, i)));
        start = i;
      }
    }
    return rows.build();
  }

  /** Whether an element is of the kind of one above it, and nothing but comments and blank lines stands between. */
  private boolean continuesRow(int element, int above) {
    return whole.before(element) == above
        && whole.file.element(element).getClass() == whole.file.element(above).getClass();
  }

  private void readBetween(int before, int element) {
    if (reads != null) {
      reads.addPlace(Math.max(before, 0));
      reads.addPlace(element);
    }
  }

  /** The index of the last instruction before an element, or -1. */
  private int before(int element) {
    int index = element - 1;
    while (index >= 0 && !(file.element(index) instanceof Instruction)) {
      index--;
    }
    return index;
  }

  /** Expands a word of an instruction as BuildKit does when it gets there. */
  public Expansion expand(Instruction instruction, String word) {
    if (Expansion.isPlain(word, file.escape())) {
      return Expansion.ofPlain(word); // without asking for scopes, which are dear
    }
    int element = file.find(instruction);
    Stage stage = stageOfElement(element);
    readBindings(stage, element);
    if (stage == null && instruction instanceof Arg arg) {
      return globalScope.expand(word, arg);
    }
    return stage == null || stage.start() == element
        ? globalScope.expand(word, whole.file.memo())
        : scopes.of(stage).expand(word, element);
  }

  /** FROM sees only what is declared before all stages, which counts for everybody. */
  private void readBindings(@Nullable Stage stage, int element) {
    if (stage == null || stage.start() != element) {
      read(StageScope.BINDS, stage);
    } else {
      read(stage);
    }
  }

  /** What BuildKit makes of the default of an ARG, which sees what the same ARG declares before it as well. */
  Expansion expandDefault(Arg arg, Pair pair) {
    Stage stage = stageOfElement(file.find(arg));
    read(StageScope.BINDS, stage);
    return stage == null ? globalScope.expandDefault(pair) : scopes.of(stage).expandDefault(pair);
  }

  /** The working directory in which an instruction runs. */
  public ImagePath directory(Instruction instruction, Basis basis) {
    readDirectories(instruction);
    return directories.get(basis.ordinal()).before(instruction);
  }

  /** The working directory from a WORKDIR on. */
  public ImagePath directoryAfter(Instruction.Workdir workdir, Basis basis) {
    readDirectories(workdir);
    return directories.get(basis.ordinal()).after(workdir);
  }

  /** The place in the image that a word of an instruction means, seen from the working directory. */
  public ImagePath place(Instruction instruction, String word, Basis basis) {
    ImagePath fixed = fixedPlace(instruction, word);
    if (fixed != null) {
      return fixed;
    }
    readDirectories(instruction);
    WorkingDirectories known = directories.get(basis.ordinal());
    return known.resolve(instruction, word, known.before(instruction));
  }

  private static final Function<String, ImagePath> FROM_ROOT = ImagePath.ROOT::resolve;

  /** The place that a word means wherever it stands: a path from the root without variables. Null of others. */
  @Nullable ImagePath fixedPlace(Instruction instruction, String word) {
    if (!word.startsWith("/")
        || word.indexOf('\\') >= 0
        || !Expansion.isPlain(word, file.escape())) {
      return null;
    }
    Stage stage = stageOf(instruction);
    return stage != null && family(stage) == BaseFamily.WINDOWS
        ? null
        : whole.file.memo().get(FROM_ROOT, word);
  }

  /** The home of the user in force when an instruction runs. */
  public ImagePath home(Instruction instruction, Basis basis) {
    return HomeDirectory.of(this, instruction, basis).path();
  }

  private void readDirectories(Instruction instruction) {
    Stage stage = stageOfElement(file.find(instruction));
    read(IS_WORKDIR, stage);
    read(StageScope.BINDS, stage);
    if (stage != null) {
      family(stage); // decides how paths are read
    }
  }

  /** What binds a variable for an instruction, or null where it is not defined there. */
  public @Nullable Binding binding(Instruction instruction, String name) {
    int element = file.find(instruction);
    Stage stage = stageOfElement(element);
    readBindings(stage, element);
    if (stage != null && stage.start() != element) {
      return scopes.of(stage).before(name, element);
    }
    Binding environment = graph.stages().isEmpty() ? ofFragment(element, name) : null;
    if (environment != null) {
      return environment;
    }
    return stage == null && instruction instanceof Arg arg
        ? globalScope.binding(name, arg)
        : globalScope.binding(name);
  }

  /** Whether something binds a variable for an instruction: cheaper than to ask what. */
  public boolean isBound(Instruction instruction, String name) {
    int element = file.find(instruction);
    Stage stage = stageOfElement(element);
    if (stage == null || stage.start() == element || !names.of(stage).isComplete()) {
      return binding(instruction, name) != null;
    }
    readBindings(stage, element);
    return names.of(stage).isBoundBefore(name, element);
  }

  /**
   * The last ENV before an element. Of a file without any FROM nobody knows which part of one it is: ENV, which may not
   * stand before FROM, says what it would say in a stage.
   */
  private @Nullable Binding ofFragment(int element, String name) {
    for (int i = element - 1; i >= 0; i--) {
      if (whole.file.element(i) instanceof Instruction.Env env) {
        for (Pair pair : env.pairs().reverse()) {
          if (pair.key().value().equals(name) && pair.value() != null) {
            return Binding.environment(name, expand(env, pair.value().value()), env, pair);
          }
        }
      }
    }
    return null;
  }

  /** The first ARG of a name in the nearest of the stages above a stage that has one; null where none has. */
  public @Nullable StageArgument argumentAbove(Stage stage, String name) {
    StageArguments all = whole.allArguments();
    if (reads != null) {
      reads.add(all.declaring(name));
      reads.addOrder();
    }
    return all.above(stage, name);
  }

  private StageArguments allArguments() {
    StageArguments known = arguments;
    if (known == null) {
      known = new StageArguments(this);
      arguments = known;
    }
    return known;
  }

  /** What binds a variable for FROM, or null where nothing does. */
  public @Nullable Binding globalBinding(String name) {
    return globalScope.binding(name);
  }

  /** What has a name in the file, and all places that name it. */
  public Symbols symbols() {
    readEverything();
    return whole.allSymbols();
  }

  private Symbols allSymbols() {
    Symbols known = symbols;
    if (known == null) {
      known = Symbols.of(this);
      symbols = known;
    }
    return known;
  }

  /** What binds each of the variables that are defined for an instruction, by name. */
  public ImmutableList<Binding> bindings(Instruction instruction) {
    int element = file.find(instruction);
    Stage stage = stageOfElement(element);
    readBindings(stage, element);
    if (stage == null && instruction instanceof Arg arg) {
      return globalScope.bindings(arg);
    }
    return stage == null || stage.start() == element
        ? globalScope.bindings()
        : scopes.of(stage).bindings(element);
  }

  /** The names of variables that the stages bind for an instruction, those of its own first; no more than so many. */
  public ImmutableSet<String> namesBound(Instruction instruction, int most) {
    int element = file.find(instruction);
    Stage stage = stageOfElement(element);
    readBindings(stage, element);
    return stage == null ? ImmutableSet.of() : names.of(stage).before(element, most);
  }

  /** What binds each of the variables that FROM sees: what a stage may declare with ARG. */
  public ImmutableList<Binding> globalBindings() {
    return globalScope.bindings();
  }

  /** The variables that an instruction sees. */
  public Variables variables(Instruction instruction) {
    return new BoundVariables(name -> binding(instruction, name));
  }

  /** What stops a build although every instruction can be read, in the order in which BuildKit comes to it. */
  public ImmutableList<BuildError> buildErrors() {
    readOrder();
    if (stages().isEmpty()) {
      file().lastVisible(); // an error stands there
    }
    ImmutableList<BuildError> errors = whole.allBuildErrors();
    if (errors.isEmpty()) { // where some stand in them, it matters where that is
      read(BuildErrors.MAY_FAIL_BY_THEMSELVES);
      file.ask(BuildErrors.NAMED);
    } else {
      read(BuildErrors.MAY_FAIL);
    }
    // What is said of a FROM names the ARG of a stage that it can't see.
    if (!errors.isEmpty() || !whole.file.where(BuildErrors.MAY_FAIL_BY_A_VALUE).isEmpty()) {
      read(StageScope.BINDS);
    }
    return errors;
  }

  private ImmutableList<BuildError> allBuildErrors() {
    ImmutableList<BuildError> known = buildErrors;
    if (known == null) {
      known = BuildErrors.of(this);
      buildErrors = known;
    }
    return known;
  }

  /** Every place that names an image, in file order; names of stages are left out. */
  public ImmutableList<ImageUse> imageUses() {
    read(StageReference.MAY_REFER);
    readOrder();
    return whole.allImageUses();
  }

  private ImmutableList<ImageUse> allImageUses() {
    ImmutableList<ImageUse> known = imageUses;
    if (known == null) {
      known = ImageUses.of(this, graph, globalScope);
      imageUses = known;
    }
    return known;
  }

  /** The image that a stage stands on, through all stages that it is FROM; null where FROM names none. */
  public @Nullable ImageUse baseImage(Stage stage) {
    read(stage);
    int root = stage.root().index();
    ImageUse known = bases[root];
    if (known == null) {
      known = ImageUses.base(whole, graph, globalScope, stage.root().from());
      bases[root] = known;
    }
    return known;
  }

  /** The reference of that image, by the defaults of build arguments; null where it isn't known. */
  public @Nullable ImageReference baseReference(Stage stage) {
    ImageUse base = baseImage(stage);
    return base == null ? null : base.image();
  }

  /** The image that a stage stands on in every build; null where a build argument may name another one. */
  public @Nullable ImageReference certainBase(Stage stage) {
    ImageUse base = baseImage(stage);
    return base == null || !base.isCertain() ? null : base.image();
  }

  /**
   * The kind of system that a stage stands on, through all stages that it is FROM. A platform that is written out and
   * begins with {@code windows} decides; else the name of the image does. Where that says nothing, it is Windows if the
   * file is written for Windows: by its escape character, or by what it runs on bases of which nothing is known.
   */
  public BaseFamily family(Stage stage) {
    read(stage);
    return guessed(whole.named(stage), environment(stage));
  }

  /**
   * Whether a shell of the POSIX family runs the commands of a stage for certain: its base is known, or what is run on bases
   * that nobody knows is what no other system has.
   */
  public boolean isPosix(Stage stage) {
    read(stage);
    BaseFamily named = whole.named(stage);
    if (named != BaseFamily.UNKNOWN) {
      return named != BaseFamily.WINDOWS;
    }
    InitialEnvironment environment = environment(stage);
    if (environment.isRead()) {
      return true; // what is for Windows has its name
    }
    read(SystemSigns.POSIX);
    readOrder();
    return guessed(named, environment) != BaseFamily.WINDOWS && whole.guess() == Guess.POSIX;
  }

  private BaseFamily named(Stage stage) {
    int root = stage.root().index();
    BaseFamily known = families[root];
    if (known == null) {
      known = named(stage.root().from().platform(), baseImage(stage));
      boolean windows =
          known == BaseFamily.UNKNOWN && environment(stage).system().equals("windows");
      known = windows ? BaseFamily.WINDOWS : known;
      families[root] = known;
    }
    return known;
  }

  private BaseFamily named(@Nullable Flag platform, @Nullable ImageUse base) {
    if (platform != null && platform.valueOrEmpty().startsWith("windows")) {
      return BaseFamily.WINDOWS;
    }
    return base == null ? BaseFamily.UNKNOWN : file.memo().get(FAMILY, base.text());
  }

  private BaseFamily guessed(BaseFamily named, InitialEnvironment environment) {
    if (named != BaseFamily.UNKNOWN || environment.isRead() || !hasSignOfWindows()) {
      return named;
    }
    read(SystemSigns.POSIX);
    readOrder();
    return whole.guess() == Guess.WINDOWS ? BaseFamily.WINDOWS : named;
  }

  private boolean hasSignOfWindows() {
    read(SystemSigns.WINDOWS);
    return file.escape() == SystemSigns.WINDOWS_ESCAPE
        || !whole.file.where(SystemSigns.WINDOWS).isEmpty();
  }

  private Guess guess() {
    Guess known = guess;
    if (known == null) {
      boolean posix = isShown(SystemSigns.POSIX);
      boolean windows =
          file.escape() == SystemSigns.WINDOWS_ESCAPE || !posix && isShown(SystemSigns.WINDOWS);
      known = windows ? Guess.WINDOWS : posix ? Guess.POSIX : Guess.NOTHING;
      guess = known;
    }
    return known;
  }

  /** Whether an instruction shows it that stands on a base of which nothing is known. */
  private boolean isShown(Trait sign) {
    for (Instruction instruction : instructionsAt(file.where(sign))) {
      Stage stage = stageOf(instruction);
      if (stage == null ? graph.stages().isEmpty() : named(stage) == BaseFamily.UNKNOWN) {
        return true;
      }
    }
    return false;
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
