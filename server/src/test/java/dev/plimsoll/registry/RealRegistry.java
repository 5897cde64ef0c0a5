package dev.plimsoll.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The registry that most private ones are ({@code docker-registry} in Debian), as a process of its own on this machine, with
 * what {@code skopeo} pushes to it. It keeps all in memory.
 */
public final class RealRegistry implements AutoCloseable {

  /** Where it has this value, a missing program fails a test instead of skipping it. */
  private static final boolean REQUIRED =
      System.getProperty("plimsoll.registry", "").equals("required");

  private static final int LIMIT_SECONDS = 60;

  /** The password {@code s3cret}. */
  private static final String ALICE =
      "alice:$2b$05$NN1vQJGJhH.8aWAk.v.Qyut9OGWyyl9.BPWEdkKzplZV3C3zamGom\n";

  private final Process process;
  private final String host;
  private final boolean withLogin;
  private final Path folder;

  /**
   * Starts one, or skips the test where the programs aren't there.
   *
   * @param folder for its settings and its log
   * @param withLogin whether it wants the login {@code alice:s3cret}
   */
  public RealRegistry(Path folder, boolean withLogin) throws IOException, InterruptedException {
    program("skopeo");
    String program = program("docker-registry");
    this.folder = folder;
    this.withLogin = withLogin;
    host = "127.0.0.1:" + freePort();
    Path users = Files.writeString(folder.resolve("htpasswd"), ALICE);
    Path settings = Files.writeString(
        folder.resolve("registry.yml"),
        "version: 0.1\nlog: {level: warn}\nstorage: {inmemory: {}}\nhttp: {addr: '" + host + "'}\n"
            + (withLogin ? "auth: {htpasswd: {realm: test, path: '" + users + "'}}\n" : ""));
    process = start(List.of(program, "serve", settings.toString()), "registry.log");
    awaitAnswer();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private Process start(List<String> command, String log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(log).toFile());
    builder.environment().put("OTEL_TRACES_EXPORTER", "none");
    return builder.start();
  }

  private void awaitAnswer() throws InterruptedException, IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (System.nanoTime() - end < 0) {
      if (!process.isAlive()) {
        break;
      }
      if (answers()) {
        return;
      }
      Thread.sleep(20);
    }
    process.destroyForcibly();
    throw new AssertionError(Files.readString(folder.resolve("registry.log")));
  }

  private boolean answers() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create("http://" + host + "/v2/").toURL().openConnection();
      return connection.getResponseCode() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String program(String name) {
    String found = find(name);
    if (found == null) {
      String message = "no " + name + " on the PATH";
      if (REQUIRED) {
        Assertions.fail(message);
      }
      Assumptions.abort(message);
      throw new AssertionError(message);
    }
    return found;
  }

  private static @Nullable String find(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path file = Path.of(folder, name);
      if (Files.isExecutable(file)) {
        return file.toString();
      }
    }
    return null;
  }

  /** The registry in image names, {@code 127.0.0.1:40000}. */
  public String host() {
    return host;
  }

  /**
   * Copies an image or an index from a folder.
   *
   * @param layout the folder with the image's name in it, {@code folder:name}
   * @param image repository and tag
   * @param options such as {@code --format}, {@code v2s2}
   */
  public void push(String layout, String image, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        program("skopeo"), "--insecure-policy", "copy", "--quiet", "--dest-tls-verify=false"));
    command.addAll(
        withLogin ? List.of("--dest-creds", "alice:s3cret") : List.of("--dest-no-creds"));
    command.addAll(List.of(options));
    command.addAll(List.of("oci:" + layout, "docker://" + host + "/" + image));
    Process copying = start(command, "skopeo.log");
    boolean ended = copying.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    copying.destroyForcibly();
    assertThat(ended && copying.exitValue() == 0)
        .as(Files.readString(folder.resolve("skopeo.log")))
        .isTrue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
