package dev.plimsoll.lint.rules.dependencies;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;

/**
 * Settings beside {@code package.json} that a lockfile was written with, and that an install doesn't have in the image: one that
 * keeps to the lockfile then finds another one than it would write, and fails.
 *
 * @param names of the files
 * @param copyable whether they can be copied without giving away a secret, or other files that they name
 */
public record UncopiedSettings(ImmutableList<String> names, boolean copyable) {

  private record Settings(String file, Regex deciding) {}

  private static final Regex ANY = Regex.of("(?s).");

  /** What npm and pnpm look at when they choose versions, or when they compare the lockfile with the manifest. */
  private static final Regex CHOOSES = Regex.of(
      "(?m)^\\s{0,9}(?:legacy-peer-deps|force|strict-peer-deps|install-links|install-strategy|auto-install-peers"
          + "|dedupe-peer-dependents|exclude-links-from-lockfile|inject-workspace-packages)\\s{0,9}=");

  private static final ImmutableListMultimap<Manager, Settings> DECIDING =
      ImmutableListMultimap.<Manager, Settings>builder()
          .put(Manager.NPM, new Settings(".npmrc", CHOOSES))
          .put(Manager.PNPM, new Settings(".npmrc", CHOOSES))
          .put(Manager.PNPM, new Settings(".pnpmfile.cjs", ANY))
          .put(Manager.PNPM, new Settings("pnpm-workspace.yaml", ANY))
          .put(Manager.YARN, new Settings(".yarnrc", Regex.of("(?m)^\\s{0,9}yarn-path")))
          .put(Manager.YARN, new Settings(".yarnrc.yml", ANY))
          .build();

  /** A token, or a variable that the build may not have; patches, plugins and a Yarn of the project's own. */
  private static final Regex TIED = Regex.of(
      "(?i)_auth|_password|npmAuth|\\$\\{|\\.yarn/|yarn-path|patches/|\\.patch\\b|require\\(");

  /** A file that is made by a command or mounted. */
  private static final Trait MAKES = Trait.containing(".npmrc")
      .or(Trait.containing(".yarnrc"))
      .or(Trait.containing("pnpmfile"))
      .or(Trait.containing("pnpm-workspace"));

  /** Those of an install of a project that is in the build context; none where it isn't known that they are missing. */
  public static UncopiedSettings of(
      Subject subject, RunScript script, NodeInstall install, NodeProject project) {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    boolean copyable = true;
    if (!areMade(subject.model(), script)) {
      for (Settings one : DECIDING.get(install.manager())) {
        ContextFile file = subject.contextFile(project.beside(one.file()));
        if (one.deciding().matcher(file.head()).find()
            && CopiedFile.at(
                    subject,
                    script.instruction(),
                    project.directory().resolve(one.file()),
                    Basis.DEFAULTS)
                == null) {
          names.add(one.file());
          copyable &= !TIED.matcher(file.head()).find();
        }
      }
    }
    return new UncopiedSettings(names.build(), copyable);
  }

  private static boolean areMade(SemanticModel model, RunScript script) {
    for (Stage stage = model.stageOf(script.instruction()); stage != null; stage = stage.parent()) {
      if (model.has(MAKES, stage)) {
        return true;
      }
    }
    return false;
  }

  /** Nothing hinders an install that keeps to the lockfile. */
  public boolean areNone() {
    return names.isEmpty();
  }

  /** Their names, in a sentence. */
  public String text() {
    return Joiner.on(" and ").join(names);
  }
}
