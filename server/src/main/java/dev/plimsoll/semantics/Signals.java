package dev.plimsoll.semantics;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.syntax.EditDistance;
import org.jspecify.annotations.Nullable;

/** The signals that STOPSIGNAL takes: github.com/moby/sys/signal on Linux. */
public final class Signals {

  private static final ImmutableSet<String> NAMES = ImmutableSet.of(
      "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL",
      "PIPE", "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP",
      "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN",
      "RTMAX");

  /** SIGRTMIN is 34 and SIGRTMAX 64: names in between count from the nearer end. */
  private static final int LAST_OVER_MIN = 15;

  private static final int LAST_UNDER_MAX = 14;

  private Signals() {}

  /** Whether it is a number other than 0, or a name in any case with or without SIG. */
  public static boolean isValid(String signal) {
    Integer number = StageReference.index(signal);
    if (number != null) {
      return number != 0;
    }
    String name = Ascii.toUpperCase(signal);
    name = name.startsWith("SIG") ? name.substring(3) : name;
    return NAMES.contains(name)
        || isRealTime(name, "RTMIN+", LAST_OVER_MIN)
        || isRealTime(name, "RTMAX-", LAST_UNDER_MAX);
  }

  /** The signal that was probably meant, with SIG, or null. */
  static @Nullable String meant(String signal) {
    ImmutableList.Builder<String> known = ImmutableList.builder();
    for (String name : NAMES) {
      known.add("SIG" + name);
    }
    String upper = Ascii.toUpperCase(signal);
    return EditDistance.meant(upper.startsWith("S") ? upper : "SIG" + upper, known.build());
  }

  private static boolean isRealTime(String name, String prefix, int last) {
    if (!name.startsWith(prefix) || name.startsWith(prefix + "0")) {
      return false;
    }
    Integer distance = StageReference.index(name.substring(prefix.length()));
    return distance != null
        && distance > 0
        && distance <= last
        && Character.isDigit(name.charAt(prefix.length()));
  }
}
