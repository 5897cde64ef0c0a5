package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Databases in files that folders of the build context bring, which a program mostly fills.
 *
 * @param folders those that they are in, from the root of the image
 * @param copies what brings them
 */
record CopiedDatabases(ImmutableSet<ImagePath> folders, ImmutableSet<Transfer> copies) {

  private static final Trait GIVES_TO_ROOT =
      Trait.of(Transfer.class, copy -> copy.flag("chown") == null);

  /** More sources are not looked into. */
  private static final int MOST_SOURCES = 30;

  static CopiedDatabases in(Subject subject, Stage target) {
    Set<ImagePath> folders = new LinkedHashSet<>();
    Set<Transfer> copies = new LinkedHashSet<>();
    int looked = 0;
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction instruction : subject.model().having(GIVES_TO_ROOT, stage)) {
        Transfer transfer = (Transfer) instruction;
        ContextCopy copy = ContextCopy.of(subject.model(), transfer, Basis.DEFAULTS);
        for (String source : copy == null ? ImmutableSet.<String>of() : copy.sources()) {
          boolean isFile = source.lastIndexOf('.') > source.lastIndexOf('/') + 1;
          for (String path : isFile || ++looked > MOST_SOURCES
              ? ImmutableSet.<String>of()
              : subject.databasesIn(source)) {
            int slash = path.lastIndexOf('/');
            String inside = path.substring(
                Math.min(source.isEmpty() ? 0 : source.length() + 1, slash + 1), slash + 1);
            ImagePath folder = copy == null ? null : copy.destination().resolve(inside);
            if (folder != null && folder.text() != null && !Obstacles.isOfSystem(folder)) {
              folders.add(folder);
              copies.add(transfer);
            }
          }
        }
      }
    }
    return new CopiedDatabases(ImmutableSet.copyOf(folders), ImmutableSet.copyOf(copies));
  }
}
