package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.syntax.Keyword;
import org.eclipse.lsp4j.CompletionItemKind;

/** Where the mounts of a RUN are put. */
final class MountTargets {

  /** Where programs look for their secrets, in the home directory. */
  private static final ImmutableList<String> SECRETS = ImmutableList.of(
      "/.npmrc",
      "/.netrc",
      "/.git-credentials",
      "/.aws/credentials",
      "/.config/pip/pip.conf",
      "/.m2/settings.xml",
      "/.docker/config.json");

  private static final ImmutableList<String> TEMPORARY =
      ImmutableList.of("/tmp", "/var/tmp", "/var/cache", "/var/log", "/run");

  private MountTargets() {}

  static void add(Slot.MountTarget slot, Proposals to) {
    switch (slot.type()) {
      case "cache" -> CacheMounts.addTargets("", true, to);
      case "secret" -> {
        String home = RunUser.homeAt(to);
        addAll(Iterables.transform(SECRETS, file -> home + file), CompletionItemKind.File, to);
      }
      case "tmpfs" -> addAll(TEMPORARY, CompletionItemKind.Folder, to);
      default -> Directories.add(new Slot.Directory(Keyword.RUN), to);
    }
  }

  private static void addAll(Iterable<String> paths, CompletionItemKind kind, Proposals to) {
    for (String path : paths) {
      to.add(Proposal.of(path, kind));
    }
  }
}
