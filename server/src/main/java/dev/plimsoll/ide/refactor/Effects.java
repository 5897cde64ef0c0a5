package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What an instruction needs of those before it and changes for those after it: names of things that are part of a build.
 * Where something isn't certain it is both needed and changed.
 *
 * @param reads what it needs
 * @param writes what it changes so that the order of two changes counts
 */
record Effects(ImmutableSet<String> reads, ImmutableSet<String> writes) {

  private static final String FILES = "files";
  /** What a RUN sees of all variables. It sets none, but that it "writes" them keeps it behind those that do. */
  private static final String ENVIRONMENT = "environment";

  private static final String USER = "user";
  private static final String DIRECTORY = "directory";
  private static final String SHELL = "shell";
  /** Before the name of a variable; alone it is any variable that an instruction names. */
  private static final String VARIABLE = "$";

  private static final String LABEL = "label ";
  private static final String ANY_LABEL = "labels";

  static Effects of(Instruction instruction) {
    return new Gathering().of(instruction);
  }

  boolean isIndependentOf(Effects other) {
    return Collections.disjoint(reads, other.writes)
        && Collections.disjoint(other.reads, writes)
        && Collections.disjoint(writes, other.writes);
  }

  private static final class Gathering {
    private final Set<String> reads = new HashSet<>();
    private final Set<String> writes = new HashSet<>();

    Effects of(Instruction instruction) {
      if (instruction instanceof Instruction.Pairs pairs) {
        pairs(pairs);
      } else if (instruction instanceof Instruction.Transfer transfer) {
        transfer(transfer);
      } else {
        other(instruction);
      }
      return new Effects(ImmutableSet.copyOf(reads), ImmutableSet.copyOf(writes));
    }

    private void pairs(Instruction.Pairs instruction) {
      mentions(instruction);
      String kind = instruction instanceof Instruction.Label ? LABEL : VARIABLE;
      for (Pair pair : instruction.pairs()) {
        String key = pair.key().value();
        if (isPlain(key)) {
          writes.add(kind + key);
          reads.add(kind.equals(LABEL) ? ANY_LABEL : ENVIRONMENT);
        } else {
          writes.add(kind.equals(LABEL) ? ANY_LABEL : VARIABLE);
        }
        if (!isPlain(key) || steersTheBuild(key)) {
          everything();
        }
      }
    }

    private static boolean isPlain(String key) {
      return key.chars()
          .allMatch(c -> Mentions.isNameCharacter((char) c) || c == '.' || c == '-' || c == '/');
    }

    /** Variables that the builder itself looks at. */
    private static boolean steersTheBuild(String name) {
      String upper = name.toUpperCase(Locale.ROOT);
      return upper.startsWith("BUILDKIT")
          || upper.startsWith("SOURCE_DATE_EPOCH")
          || upper.endsWith("_PROXY");
    }

    private void transfer(Instruction.Transfer instruction) {
      mentions(instruction);
      reads.add(FILES);
      writes.add(FILES);
      reads.add(DIRECTORY);
    }

    private void other(Instruction instruction) {
      switch (instruction.keyword()) {
        case RUN -> everything();
        case VOLUME -> {
          mentions(instruction);
          everything();
        }
        case CMD, ENTRYPOINT, HEALTHCHECK -> {
          reads.add(SHELL);
          writes.add(instruction.keyword().name());
        }
        case EXPOSE -> mentions(instruction); // a set: the order doesn't count
        case STOPSIGNAL -> {
          mentions(instruction);
          writes.add(instruction.keyword().name());
        }
        case MAINTAINER, ONBUILD -> writes.add(instruction.keyword().name());
        case SHELL -> writes.add(SHELL);
        case USER -> {
          mentions(instruction);
          writes.add(USER);
        }
        case WORKDIR -> {
          mentions(instruction);
          reads.add(USER);
          reads.add(DIRECTORY);
          writes.add(DIRECTORY);
          writes.add(FILES);
          reads.add(FILES);
        }
        default -> everything();
      }
    }

    private void mentions(Instruction instruction) {
      for (String name : Mentions.in(instruction.text())) {
        reads.add(VARIABLE);
        reads.add(VARIABLE + name);
      }
    }

    private void everything() {
      for (String one : ImmutableSet.of(FILES, ENVIRONMENT, USER, DIRECTORY, SHELL)) {
        reads.add(one);
        writes.add(one);
      }
    }
  }
}
