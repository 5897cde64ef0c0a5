package dev.plimsoll.ide.completion;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.text.Resource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The packages that Dockerfiles install most; the file {@code packages.txt} lists them and describes its own format. */
final class PackageNames {

  /** Package managers, and by whose names the file calls their packages. */
  private static final ImmutableMap<String, String> MANAGERS =
      ImmutableMap.<String, String>builder()
          .put("apt-get", "apt")
          .put("apt", "apt")
          .put("aptitude", "apt")
          .put("apk", "apk")
          .put("dnf", "dnf")
          .put("microdnf", "dnf")
          .put("yum", "dnf")
          .put("zypper", "zypper")
          .put("pacman", "pacman")
          .build();

  private static final ImmutableListMultimap<String, String> NAMES = read();

  private PackageNames() {}

  /** Whether the words before the cursor are those of a program that installs the packages that are named next. */
  static boolean areTaken(String program, Arguments before) {
    return switch (program) {
      case "pacman" -> before.hasFlag("--sync");
      case "apk" -> "add".equals(before.verb());
      default -> MANAGERS.containsKey(program) && "install".equals(before.verb());
    };
  }

  /** Those that a package manager knows on a system of a family; none where nothing is known of it. */
  static Set<String> of(String program, BaseFamily family) {
    String manager = MANAGERS.get(program);
    Set<String> names = new LinkedHashSet<>();
    if (manager != null) {
      names.addAll(NAMES.get(manager));
      names.addAll(NAMES.get(manager + " " + family.name()));
    }
    return names;
  }

  /** Whether a word of a command names a package, perhaps in some version or for some architecture. */
  static boolean isNamed(String name, Collection<String> words) {
    for (String word : words) {
      boolean same = word.startsWith(name)
          && (word.length() == name.length() || "=:<>~".indexOf(word.charAt(name.length())) >= 0);
      if (same) {
        return true;
      }
    }
    return false;
  }

  private static ImmutableListMultimap<String, String> read() {
    ImmutableListMultimap.Builder<String, String> names = ImmutableListMultimap.builder();
    for (String line : Splitter.on('\n')
        .omitEmptyStrings()
        .split(Resource.text(PackageNames.class, "packages.txt"))) {
      int tab = line.indexOf('\t');
      if (!line.startsWith("#")) {
        ImmutableList<String> packages =
            ImmutableList.copyOf(Splitter.on(' ').split(line.substring(tab + 1)));
        names.putAll(line.substring(0, tab), packages);
      }
    }
    return names.build();
  }
}
