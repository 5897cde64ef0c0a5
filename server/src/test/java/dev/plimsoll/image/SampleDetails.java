package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration of an image of which a test says what matters to it; the rest is empty. */
public final class SampleDetails {

  private ImmutableList<String> entrypoint = ImmutableList.of();
  private ImmutableMap<String, String> env = ImmutableMap.of();
  private String workingDir = "";
  private ImmutableList<String> shell = ImmutableList.of();
  private ImmutableList<String> onBuild = ImmutableList.of();
  private @Nullable Instant created;

  public SampleDetails entrypoint(List<String> words) {
    entrypoint = ImmutableList.copyOf(words);
    return this;
  }

  public SampleDetails env(Map<String, String> variables) {
    env = ImmutableMap.copyOf(variables);
    return this;
  }

  public SampleDetails workingDir(String path) {
    workingDir = path;
    return this;
  }

  public SampleDetails shell(List<String> words) {
    shell = ImmutableList.copyOf(words);
    return this;
  }

  public SampleDetails onBuild(String... triggers) {
    onBuild = ImmutableList.copyOf(triggers);
    return this;
  }

  public SampleDetails created(Instant instant) {
    created = instant;
    return this;
  }

  public ImageDetails build() {
    return new ImageDetails(
        ImmutableList.of(),
        entrypoint,
        ImmutableList.of(),
        ImmutableList.of(),
        env,
        workingDir,
        shell,
        ImmutableList.of(),
        onBuild,
        null,
        ImmutableMap.of(),
        created);
  }
}
