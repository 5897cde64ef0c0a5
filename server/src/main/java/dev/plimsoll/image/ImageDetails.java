package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest and the configuration of an image say, beside its size and its user.
 *
 * @param layers from the lowest to the topmost, each with what made it; what only changed the configuration has no layer
 * @param entrypoint in exec form; empty where there is none
 * @param cmd in exec form; empty where there is none
 * @param exposedPorts as they were written: {@code 8080/tcp}, or {@code 8080} without a protocol, which means TCP
 * @param env the environment variables in their order
 * @param workingDir the working directory; empty where none was set and it is the root
 * @param shell what runs commands in shell form; empty where none was set and it is the platform's
 * @param volumes the paths of its volumes
 * @param onBuild the instructions that run in a build on top of it, in their order
 * @param stopSignal such as {@code SIGQUIT}; null where none was set
 * @param labels its labels
 * @param created when it was built; null where that isn't said. Reproducible builds say a day long ago
 */
public record ImageDetails(
    ImmutableList<ImageLayer> layers,
    ImmutableList<String> entrypoint,
    ImmutableList<String> cmd,
    ImmutableList<String> exposedPorts,
    ImmutableMap<String, String> env,
    String workingDir,
    ImmutableList<String> shell,
    ImmutableList<String> volumes,
    ImmutableList<String> onBuild,
    @Nullable String stopSignal,
    ImmutableMap<String, String> labels,
    @Nullable Instant created) {

  /** Before Docker there were no images: an earlier date is one that a reproducible build has put there. */
  private static final int FIRST_YEAR = 2013;

  /** The day on which it was built; null where that isn't known. */
  public @Nullable LocalDate builtOn() {
    LocalDate day = created == null ? null : created.atOffset(ZoneOffset.UTC).toLocalDate();
    return day == null || day.getYear() < FIRST_YEAR ? null : day;
  }
}
