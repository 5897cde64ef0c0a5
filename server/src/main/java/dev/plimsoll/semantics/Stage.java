package dev.plimsoll.semantics;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A build stage: a FROM and the instructions up to the next one. Two stages of one file are equal only if they are one. */
public final class Stage {

  private static final Trait IS_INSTRUCTION = Trait.of(Instruction.class);

  /** One of these among the words of a name. */
  private static final ImmutableSet<String> FOR_DEVELOPMENT = ImmutableSet.of(
      "check",
      "checks",
      "ci",
      "coverage",
      "debug",
      "debugger",
      "dev",
      "devcontainer",
      "devel",
      "develop",
      "developer",
      "developers",
      "development",
      "devenv",
      "devserver",
      "devshell",
      "docs",
      "e2e",
      "eslint",
      "format",
      "jest",
      "lint",
      "linter",
      "linting",
      "phpunit",
      "pytest",
      "rspec",
      "test",
      "tester",
      "testing",
      "tests",
      "typecheck",
      "unittest",
      "unittests",
      "vet");

  /** The same as the last word: an {@code audit-service} or {@code local-storage} is deployed. */
  private static final ImmutableSet<String> AT_END = ImmutableSet.of(
      "artefact",
      "artefacts",
      "artifact",
      "artifacts",
      "audit",
      "bench",
      "benchmark",
      "benchmarks",
      "local",
      "scan",
      "upload",
      "validate");

  private static final Derivation<Boolean> IS_FOR_DEVELOPMENT =
      from -> isForDevelopment(Strings.nullToEmpty(nameOf((From) from)));

  private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');
  private static final Splitter WORDS = Splitter.on(CharMatcher.anyOf("-_."));

  private final int index;
  private final From from;
  private final @Nullable String name;
  private final @Nullable Stage parent;
  private final Stage root;
  private final Dockerfile file;
  private final int start;
  private final int end;

  /** Filled at the first call; a race computes the same value twice. */
  private @Nullable ImmutableList<Instruction> instructions;

  /**
   * @param start the index of its FROM among the elements of the file
   * @param end the index of the next FROM, or the number of elements
   */
  Stage(
      int index,
      From from,
      @Nullable String name,
      @Nullable Stage parent,
      Dockerfile file,
      int start,
      int end) {
    this.index = index;
    this.from = from;
    this.name = name;
    this.parent = parent;
    this.root = parent == null ? this : parent.root;
    this.file = file;
    this.start = start;
    this.end = end;
  }

  /** In lower case; null where it gives none. */
  static @Nullable String nameOf(From from) {
    Word written = from.stageName();
    return written == null ? null : written.value().toLowerCase(Locale.ROOT);
  }

  /** Counted from 0 over all FROMs of the file, as {@code COPY --from=0} does. */
  public int index() {
    return index;
  }

  public From from() {
    return from;
  }

  /** In lower case, as BuildKit compares it; null where the stage has none. */
  public @Nullable String name() {
    return name;
  }

  /** The earlier stage that it is FROM, or null where its base is an image. */
  public @Nullable Stage parent() {
    return parent;
  }

  /** This stage and those that it is made of, the one that is FROM an image last. */
  public ImmutableList<Stage> chain() {
    ImmutableList.Builder<Stage> chain = ImmutableList.builder();
    for (Stage stage = this; stage != null; stage = stage.parent) {
      chain.add(stage);
    }
    return chain.build();
  }

  /** The first stage of the chain of FROMs that ends here: the one whose base is an image. */
  public Stage root() {
    return root;
  }

  /**
   * Whether its name says that it is for developers, for tests or for what a pipeline does besides: {@code dev},
   * {@code unit-test}, {@code lint}, {@code upload-artifact}.
   */
  public boolean isForDevelopment() {
    return from.derived(IS_FOR_DEVELOPMENT);
  }

  private static boolean isForDevelopment(String name) {
    String last = "";
    for (String word : WORDS.split(name)) {
      last = DIGITS.trimTrailingFrom(word);
      if (FOR_DEVELOPMENT.contains(last)) {
        return true;
      }
    }
    return AT_END.contains(last);
  }

  /** What follows its FROM. Others ask {@link SemanticModel#instructions(Stage)}, which notes it. */
  ImmutableList<Instruction> instructions() {
    ImmutableList<Instruction> known = instructions;
    if (known == null) {
      ImmutableList.Builder<Instruction> found = ImmutableList.builderWithExpectedSize(end - start);
      for (int i = start + 1; i < end; i++) {
        if (file.element(i) instanceof Instruction instruction) {
          found.add(instruction);
        }
      }
      known = found.build();
      instructions = known;
    }
    return known;
  }

  /** How many instructions of this stage stand before one of them; see {@link SemanticModel#ordinal}, which notes it. */
  int ordinal(Instruction instruction) {
    return file.where(IS_INSTRUCTION, start + 1, file.indexOf(instruction)).length();
  }

  /** The index of its FROM among the elements of the file. */
  int start() {
    return start;
  }

  /** The index of the element behind it. */
  int end() {
    return end;
  }

  /** How BuildKit calls the stage in messages. */
  public String displayName() {
    return name == null ? "stage-" + index : name;
  }

  @Override
  public String toString() {
    return displayName();
  }
}
