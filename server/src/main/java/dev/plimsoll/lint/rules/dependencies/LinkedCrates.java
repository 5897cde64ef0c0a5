package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import org.jspecify.annotations.Nullable;

/** Crates of a project that are linked with libraries of C, or built with programs, that only the full image of Rust has. */
public final class LinkedCrates {

  private static final ImmutableSet<String> CRATES = ImmutableSet.of(
      "glib-sys",
      "gmp-mpfr-sys",
      "jemalloc-sys",
      "libgssapi-sys",
      "libxml",
      "link-cplusplus",
      "magick_rust",
      "mysqlclient-sys",
      "pq-sys",
      "tikv-jemalloc-sys");

  private static final String OPENSSL = "openssl-sys";

  /** Brings its own OpenSSL. */
  private static final String VENDORED = "openssl-src";

  private static final String LOCKFILE = "Cargo.lock";

  /** Installs headers and the like, probably those that are needed. */
  private static final Trait INSTALLS = Trait.of(
      Run.class, run -> run.text().contains("-dev") || run.text().contains("build-essential"));

  /** Installs a program from the registry, of which nobody knows here what it is linked with; that one needs nothing. */
  private static final Trait INSTALLS_PROGRAM = Trait.of(
      Run.class,
      run -> run.text().contains("cargo install ")
          && !run.text().contains("--path")
          && !run.text().contains("cargo-chef"));

  /** Most of them are linked with OpenSSL, if with anything. */
  private static final Trait INSTALLS_OPENSSL = Trait.containing("libssl-dev");

  private static final Trait COPIES_LOCKFILE =
      Trait.of(Transfer.class, copy -> copy.text().contains("/" + LOCKFILE));

  private LinkedCrates() {}

  /** Whether an image of Rust is one of the variants that lack what the crates need. */
  public static boolean isWithout(ImageReference image) {
    String tag = image.tagOrLatest();
    return image.canonicalName().equals("rust") && (tag.contains("slim") || tag.contains("alpine"));
  }

  /** Whether what a stage builds has such crates, or may have them, and nothing installs what they need. */
  public static boolean areIn(Subject subject, Stage stage) {
    if (subject.model().has(INSTALLS_PROGRAM, stage)
        && stage.chain().stream().noneMatch(one -> subject.model().has(INSTALLS_OPENSSL, one))) {
      return true;
    }
    for (Stage one : stage.chain()) {
      if (subject.model().has(INSTALLS, one)) {
        return false;
      }
    }
    if (isLinked(subject.lockedNames(LOCKFILE))) {
      return true;
    }
    for (Instruction copy : subject.model().having(COPIES_LOCKFILE, stage)) {
      for (Word source : ((Transfer) copy).sources()) {
        String path = ContextPath.inContext(source.value());
        if (path.endsWith("/" + LOCKFILE) && isLinked(subject.lockedNames(path))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isLinked(@Nullable ImmutableSet<String> names) {
    if (names == null) {
      return false;
    }
    for (String crate : CRATES) {
      if (names.contains(crate)) {
        return true;
      }
    }
    return names.contains(OPENSSL) && !names.contains(VENDORED);
  }
}
