package dev.plimsoll.syntax;

import static dev.plimsoll.syntax.FlagSpec.Kind.BOOLEAN;
import static dev.plimsoll.syntax.FlagSpec.Kind.REPEATABLE;
import static dev.plimsoll.syntax.FlagSpec.Kind.STRING;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import org.jspecify.annotations.Nullable;

/** All flags that BuildKit knows, with the versions that docs.docker.com/reference/dockerfile names. */
public final class KnownFlags {

  private static final ImmutableList<FlagSpec> ALL = ImmutableList.of(
      flag(Keyword.ADD, "checksum", STRING, "1.6"),
      flag(Keyword.ADD, "chmod", STRING, "1.2"),
      flag(Keyword.ADD, "chown", STRING, ""),
      flag(Keyword.ADD, "exclude", REPEATABLE, "1.19"),
      flag(Keyword.ADD, "keep-git-dir", BOOLEAN, "1.1", "true", "false"),
      flag(Keyword.ADD, "link", BOOLEAN, "1.4", "true", "false"),
      flag(Keyword.ADD, "unpack", BOOLEAN, "1.17", "true", "false"),
      flag(Keyword.COPY, "chmod", STRING, "1.2"),
      flag(Keyword.COPY, "chown", STRING, ""),
      flag(Keyword.COPY, "exclude", REPEATABLE, "1.19"),
      flag(Keyword.COPY, "from", STRING, ""),
      flag(Keyword.COPY, "link", BOOLEAN, "1.4", "true", "false"),
      flag(Keyword.COPY, "parents", BOOLEAN, "1.20", "true", "false"),
      flag(Keyword.FROM, "platform", STRING, ""),
      flag(Keyword.HEALTHCHECK, "interval", STRING, ""),
      flag(Keyword.HEALTHCHECK, "retries", STRING, ""),
      flag(Keyword.HEALTHCHECK, "start-interval", STRING, ""),
      flag(Keyword.HEALTHCHECK, "start-period", STRING, ""),
      flag(Keyword.HEALTHCHECK, "timeout", STRING, ""),
      flag(Keyword.RUN, "device", REPEATABLE, "1.27"),
      flag(Keyword.RUN, "mount", REPEATABLE, "1.2"),
      flag(Keyword.RUN, "network", STRING, "1.3", "default", "none", "host"),
      flag(Keyword.RUN, "security", STRING, "1.20", "insecure", "sandbox"));

  private static final ImmutableListMultimap<Keyword, FlagSpec> BY_KEYWORD =
      Multimaps.index(ALL, FlagSpec::keyword);

  private KnownFlags() {}

  private static FlagSpec flag(
      Keyword keyword, String name, FlagSpec.Kind kind, String since, String... values) {
    return new FlagSpec(keyword, name, kind, since, ImmutableList.copyOf(values));
  }

  /** The flags of all instructions, in the order of their names. */
  public static ImmutableList<FlagSpec> all() {
    return ALL;
  }

  /** The flags of an instruction by name; none for most. */
  public static ImmutableList<FlagSpec> of(Keyword keyword) {
    return BY_KEYWORD.get(keyword);
  }

  /** The name of a flag of an instruction that was probably meant by one that it doesn't have, or null. */
  public static @Nullable String nearest(Keyword keyword, String name) {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (FlagSpec flag : of(keyword)) {
      names.add(flag.name());
    }
    return EditDistance.meant(name, names.build());
  }

  /** The flag of a name (case-sensitive, without dashes), or null. */
  public static @Nullable FlagSpec find(Keyword keyword, String name) {
    for (FlagSpec flag : of(keyword)) {
      if (flag.name().equals(name)) {
        return flag;
      }
    }
    return null;
  }
}
