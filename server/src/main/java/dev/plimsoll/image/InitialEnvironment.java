package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import org.jspecify.annotations.Nullable;

/**
 * What an image hands on to the stages that are FROM it, beside its files: as its configuration says, or, where nobody has read
 * that, as far as its name tells.
 *
 * @param variables those whose values are known
 * @param shell what runs commands in shell form; empty where that is the platform's own, or isn't known
 * @param system the operating system, {@code linux} or {@code windows}; empty where nobody has read the configuration
 * @param directory the working directory, from the root; null where nobody has read the configuration
 * @param user as USER says it; empty where it is the system's usual one; null where nobody has read the configuration
 * @param isWhole whether nothing is missing: the configuration was read, and no trigger of the image's adds to it
 */
public record InitialEnvironment(
    ImmutableMap<String, String> variables,
    ImmutableList<String> shell,
    String system,
    @Nullable String directory,
    @Nullable String user,
    boolean isWhole) {

  /** That of an image of which nothing is known. */
  public static final InitialEnvironment UNKNOWN =
      new InitialEnvironment(ImmutableMap.of(), ImmutableList.of(), "", null, null, false);

  /**
   * @param images what is known of images; null where only their names are
   * @param platform the one that is asked for; null where none is
   */
  public static InitialEnvironment of(
      @Nullable ImageCatalog images, ImageReference image, @Nullable String platform) {
    PlatformFacts facts = images == null ? null : images.configured(image, platform);
    ImageDetails read = facts == null ? null : facts.details();
    if (facts == null || read == null) {
      return byName(image);
    }
    String name = facts.platform();
    String system = name.substring(0, Math.max(0, name.indexOf('/')));
    if (!read.onBuild().isEmpty()) { // which run first, and may change all of it
      return new InitialEnvironment(untouched(read), ImmutableList.of(), system, null, null, false);
    }
    String directory = read.workingDir().isEmpty() ? "/" : read.workingDir();
    return new InitialEnvironment(read.env(), read.shell(), system, directory, facts.user(), true);
  }

  /** The variables that no trigger names. */
  private static ImmutableMap<String, String> untouched(ImageDetails read) {
    String triggers = String.join("\n", read.onBuild());
    return ImmutableMap.copyOf(
        Maps.filterKeys(read.env(), variable -> !triggers.contains(variable)));
  }

  private static InitialEnvironment byName(ImageReference image) {
    ImmutableMap<String, String> variables = InitialVariables.of(image);
    ImmutableList<String> shell = InitialShell.of(image);
    return variables.isEmpty() && shell.isEmpty()
        ? UNKNOWN
        : new InitialEnvironment(variables, shell, "", null, null, false);
  }

  /** Whether the configuration was read. */
  public boolean isRead() {
    return !system.isEmpty();
  }

  /** Whether the image is known to start as somebody else than root. */
  public boolean startsAsOther() {
    return user != null && !user.isEmpty() && !PlatformFacts.isRoot(user);
  }

  /** Whether the image may set a variable, for all that is known. */
  public boolean maySet(String variable) {
    return !isWhole || variables.containsKey(variable);
  }
}
