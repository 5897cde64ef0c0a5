package dev.plimsoll.lint.rules.dependencies;

import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which lockfiles of Node package managers a stage has, as far as it has been read from its beginning on. */
public final class Lockfiles {

  private final Subject subject;
  private final SemanticModel model;
  private @Nullable Lockfiles parent;
  private final List<Transfer> unread = new ArrayList<>();
  /** Whether ONBUILD copies a directory, wherever the stage built on this one is then. */
  private boolean copiesOnbuild;
  /** Whose lockfile a COPY names, or a pattern of its. */
  private final Set<Manager> named = EnumSet.noneOf(Manager.class);
  /** Where whole directories of the context were copied to: any lockfile may be among their files. */
  private final Set<ImagePath> copied = new HashSet<>();

  private boolean nodeModules;
  private boolean modernYarn;
  private boolean yarn;

  /**
   * @param parent the lockfiles at the end of the stage that this one is FROM, or null
   */
  public Lockfiles(Subject subject, @Nullable Lockfiles parent) {
    this.subject = subject;
    this.model = subject.model();
    this.parent = parent;
  }

  /**
   * Takes note of what a COPY or ADD brings.
   *
   * @param instruction the COPY, the ADD or its ONBUILD
   */
  public void add(Instruction instruction, Transfer transfer) {
    if (instruction == transfer) {
      unread.add(transfer);
    } else {
      readOnbuild(transfer);
    }
  }

  private void readOnbuild(Transfer transfer) {
    for (Word word : transfer.sources()) {
      String name = names(word, transfer);
      for (Manager manager : Manager.values()) {
        addNamed(manager, name);
      }
      copiesOnbuild |= name.isEmpty() || name.equals("*");
    }
  }

  /** Reads what has been noted; most stages are never asked for it. */
  private void read() {
    if (parent != null) {
      parent.read();
      inherit(parent);
      parent = null;
    }
    unread.forEach(this::read);
    unread.clear();
  }

  private void inherit(Lockfiles other) {
    named.addAll(other.named);
    copied.addAll(other.copied);
    copiesOnbuild |= other.copiesOnbuild;
    nodeModules |= other.nodeModules;
    modernYarn |= other.modernYarn;
    yarn |= other.yarn;
  }

  private void read(Transfer transfer) {
    for (Word word : transfer.sources()) {
      String name = names(word, transfer);
      for (Manager manager : Manager.values()) {
        addNamed(manager, name);
      }
    }
    ContextCopy copy = ContextCopy.of(model, transfer, Basis.DEFAULTS);
    if (copy != null && copy.copiesDirectory(subject)) {
      copied.add(copy.destination());
    }
  }

  /** Takes note of what the name of a source tells, and returns it: the last part of its path. */
  private String names(Word source, Transfer transfer) {
    String name = ContextPath.name(ContextPath.inContext(source.value()));
    Word destination = transfer.destination();
    nodeModules |= name.startsWith("node_modules")
        || (destination != null && destination.value().contains("node_modules"));
    modernYarn |= name.startsWith(".yarn");
    yarn |= name.equals(".yarn")
        || name.startsWith("yarn-")
        || source.value().contains(".yarn/")
        || source.value().contains("yarn/releases");
    return name;
  }

  private void addNamed(Manager manager, String name) {
    for (String lockfile : manager.lockfiles()) {
      if (!name.equals("*") && PathGlob.of(name).matches(lockfile)) {
        named.add(manager);
      }
    }
  }

  /**
   * Whether there may be a lockfile.
   *
   * @param directory where it is needed as long as ARGs have their defaults, or null where that isn't known
   */
  public boolean mayHave(Manager manager, @Nullable ImagePath directory) {
    read();
    if (named.contains(manager) || (copiesOnbuild && directory == null)) {
      return true;
    }
    for (ImagePath root : copied) {
      if (directory == null || root.certainlyContains(directory)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a folder was copied as it is in the context. */
  public boolean hasFolder(ImagePath directory) {
    read();
    return copied.stream().anyMatch(root -> root.certainlyContains(directory));
  }

  /** Whether {@code node_modules} has been copied. */
  public boolean hasNodeModules() {
    read();
    return nodeModules;
  }

  /** Whether files were copied that only Yarn 2 and later have. */
  public boolean isModernYarn() {
    read();
    return modernYarn;
  }

  /** Whether files were copied that may be a Yarn of the project's own. */
  public boolean hasYarn() {
    read();
    return yarn;
  }
}
