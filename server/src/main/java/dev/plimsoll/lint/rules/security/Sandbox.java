package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.InstalledProjects;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Libraries that start Chrome without its sandbox for root, and for nobody else: in a container that sandbox mostly fails. */
final class Sandbox {

  private static final ImmutableList<String> OF_PYTHON = ImmutableList.of("nodriver", "zendriver");

  private static final String OF_GO = "chromedp";

  private static final Trait BRINGS_BROWSER =
      Trait.of(Run.class, run -> run.text().contains("chrom"));

  private Sandbox() {}

  /** The library that a program starts Chrome with, which another user than root has to be told of; null where none is known. */
  static @Nullable String library(Subject subject, Stage target, ImageReference base) {
    boolean hasBrowser = base.text().contains("chrom");
    for (Stage stage : target.chain()) {
      hasBrowser |= subject.model().has(BRINGS_BROWSER, stage);
    }
    if (!hasBrowser) {
      return null;
    }
    Set<String> installed = InstalledProjects.of(subject, target).names();
    for (String library : OF_PYTHON) {
      if (installed.contains(library)) {
        return library;
      }
    }
    String modules = subject.contextFile("go.mod").text();
    return modules != null && modules.contains("github.com/chromedp/chromedp ") ? OF_GO : null;
  }
}
