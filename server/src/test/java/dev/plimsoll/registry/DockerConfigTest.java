package dev.plimsoll.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerConfigTest {

  @TempDir
  private Path folder;

  private DockerConfig config(ImmutableMap<String, String> environment) {
    RegistryOptions none = Lookups.options();
    return new DockerConfig(new RegistryOptions(
        none.insecureHosts(), true, false, null, environment, folder, none.dockerHub()));
  }

  private void write(String folderName, String name) throws IOException {
    Path file = folder.resolve(folderName).resolve("config.json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "{\"auths\": {\"https://index.docker.io/v1/\": {\"username\": \"" + name
            + "\", \"password\": \"x\"}}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker.io", "index.docker.io", "registry-1.docker.io"})
  void dockerHubHasAnOldName(String registry) throws IOException, InterruptedException {
    write(".docker", "alice");
    assertThat(config(ImmutableMap.of()).login(registry)).isEqualTo(new Credentials("alice", "x"));
    assertThat(config(ImmutableMap.of()).login("docker.io.example")).isNull();
  }

  @Test
  void theFolderMayBeAnotherOne() throws IOException, InterruptedException {
    write(".docker", "alice");
    write("elsewhere", "bob");
    DockerConfig config =
        config(ImmutableMap.of("DOCKER_CONFIG", folder.resolve("elsewhere").toString()));
    assertThat(config.login("docker.io")).isEqualTo(new Credentials("bob", "x"));
  }

  @Test
  void whatIsNoFileOrTooLargeIsNotRead() throws IOException, InterruptedException {
    assertThat(config(ImmutableMap.of()).login("docker.io")).isNull();
    write(".docker", "a".repeat(2 << 20));
    assertThat(config(ImmutableMap.of()).login("docker.io")).isNull();
    assertThat(config(ImmutableMap.of("DOCKER_CONFIG", "\0")).login("docker.io"))
        .isNull();
  }
}
