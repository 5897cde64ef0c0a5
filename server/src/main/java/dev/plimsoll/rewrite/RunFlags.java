package dev.plimsoll.rewrite;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Mount;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the flags of RUN instructions. */
public final class RunFlags {

  private RunFlags() {}

  /** Whether two RUNs have the same flags, in whatever order, and the same mounts, however their options are written. */
  public static boolean same(Run a, Run b) {
    return a.flags().size() == b.flags().size()
        && (a.flags().isEmpty() || normalized(a).equals(normalized(b)));
  }

  /** Whether no mount of a RUN forgets what is written to it, so that a second RUN would find it empty again. */
  static boolean keepFiles(Run run) {
    for (Mount mount : run.mounts()) {
      boolean forgets = mount.type().equals("tmpfs")
          || mount.type().equals("bind")
              && (mount.option("rw") != null || mount.option("readwrite") != null);
      if (forgets) {
        return false;
      }
    }
    return true;
  }

  private static Multiset<String> normalized(Run run) {
    Multiset<String> flags = HashMultiset.create();
    for (Flag flag : run.flags()) {
      if (!flag.name().equals("mount")) {
        flags.add(flag.name() + "=" + flag.value());
      }
    }
    for (Mount mount : run.mounts()) {
      flags.add(normalized(mount));
    }
    return flags;
  }

  private static String normalized(Mount mount) {
    TreeMap<String, @Nullable String> options = new TreeMap<>();
    options.put("type", mount.type());
    for (Mount.Option option : mount.options()) {
      String key = canonical(option.key());
      if (!key.equals("type")) {
        options.put(key, option.value() == null ? "true" : option.value());
      }
    }
    return options.toString();
  }

  private static String canonical(String key) {
    return switch (key) {
      case "dst", "destination" -> "target";
      case "src" -> "source";
      case "ro" -> "readonly";
      case "rw" -> "readwrite";
      default -> key;
    };
  }
}
