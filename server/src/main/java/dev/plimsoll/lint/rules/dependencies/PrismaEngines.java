package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import java.util.Set;

/** The engines of Prisma, ready-made programs and modules that load the library of OpenSSL. */
public final class PrismaEngines {

  private static final String NAME = "prisma";

  /** The packages that run them. */
  private static final ImmutableSet<String> PACKAGES = ImmutableSet.of(NAME, "@prisma/client");

  private static final Trait NAMES_THEM = Trait.of(Command.class, PrismaEngines::namesThem)
      .or(Trait.of(Transfer.class, PrismaEngines::namesThem));

  /** Packages of Debian that are, bring or depend on the library of OpenSSL. */
  private static final ImmutableSet<String> WITH_OPENSSL =
      ImmutableSet.of("ca-certificates", "curl", "libpq5", "openssh-client", "openssl", "python3");

  private PrismaEngines() {}

  /** Whether the manifests of what is installed in a target, or is in it in the end, name Prisma, or its instructions and the scripts that it starts do. */
  public static boolean areUsed(Subject subject, Stage target) {
    for (Stage stage : target.chain()) {
      if (subject.model().has(NAMES_THEM, stage)) {
        return true;
      }
    }
    Set<String> installed = InstalledProjects.of(subject, target).packagesOfNode();
    NodeProject project = NodeProject.atEnd(subject, target);
    boolean[] named = {
      Iterables.any(
          PACKAGES, one -> installed.contains(one) || project != null && project.dependsOn(one))
    };
    StartedScripts.each(subject, target, script -> named[0] |= script.code().contains(NAME));
    return named[0];
  }

  private static boolean namesThem(Instruction instruction) {
    return instruction.text().contains(NAME);
  }

  /** Whether the library of OpenSSL comes with a package of Debian. */
  public static boolean isOpensslWith(String installed) {
    return WITH_OPENSSL.contains(installed)
        || installed.startsWith("libssl")
        || installed.startsWith("postgresql-client");
  }
}
