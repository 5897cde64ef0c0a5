package dev.plimsoll.lint.rules.images;

import dev.plimsoll.semantics.CommandQuery;
import org.jspecify.annotations.Nullable;

/** Which package managers the official images of Node have left out, according to the README of their project. */
public final class ManagersOfNode {

  private static final int FIRST_WITHOUT_COREPACK = 25;

  private static final int FIRST_WITHOUT_YARN = 26;

  private static final CommandQuery COREPACK = CommandQuery.of("corepack");

  private static final CommandQuery COREPACK_AND_YARN =
      CommandQuery.of("corepack", "yarn", "yarnpkg");

  private ManagersOfNode() {}

  /** The first release without Yarn, or else without Corepack. */
  public static int firstWithout(String program) {
    return program.equals("corepack") ? FIRST_WITHOUT_COREPACK : FIRST_WITHOUT_YARN;
  }

  public static boolean lackYarn(int major) {
    return major >= FIRST_WITHOUT_YARN;
  }

  /** Those that a release lacks; null where it lacks none. */
  public static @Nullable CommandQuery lackedBy(int major) {
    return lackYarn(major) ? COREPACK_AND_YARN : major >= FIRST_WITHOUT_COREPACK ? COREPACK : null;
  }
}
