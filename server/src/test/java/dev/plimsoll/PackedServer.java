package dev.plimsoll;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/** The server in one jar, as it ships, but for the packing. */
public final class PackedServer {

  private static final int LIMIT_SECONDS = 240;

  private static final List<Class<?>> SHIPPED = List.of(
      Main.class,
      ImmutableList.class,
      Gson.class,
      CommandLine.class,
      Endpoint.class,
      Diagnostic.class,
      LoadSettings.class);

  private PackedServer() {}

  /** Made when the first process is started: with the archive the next ones start in a third of the time. */
  private static final class Archived {
    static final List<String> OPTIONS = options();

    private static List<String> options() {
      try {
        Path folder = Files.createTempDirectory("plimsoll");
        Path jar = folder.resolve("samples.jar");
        Path archive = folder.resolve("samples.jsa");
        folder.toFile().deleteOnExit(); // after what is in it
        jar.toFile().deleteOnExit();
        archive.toFile().deleteOnExit();
        pack(jar, SampleServer.class, SampleRules.class);
        List<String> options = new ArrayList<>(List.of("-cp", jar.toString()));
        if (archive(jar, archive)) {
          options.add("-XX:SharedArchiveFile=" + archive);
        }
        return options;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static boolean archive(Path jar, Path archive)
        throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(java());
      command.addAll(List.of(
          "-XX:ArchiveClassesAtExit=" + archive,
          "-cp",
          jar.toString(),
          Main.class.getName(),
          TrainingRun.OPTION));
      Process training = new ProcessBuilder(command)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
      return training.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)
          && training.exitValue() == 0
          && Files.exists(archive);
    }
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-Xlog:disable");
  }

  /** The command that starts {@link Main} or {@link SampleServer}, without its arguments. */
  public static List<String> command(Class<?> main, String... javaOptions) {
    List<String> command = new ArrayList<>(java());
    command.addAll(Archived.OPTIONS);
    command.addAll(List.of(javaOptions));
    command.add(main.getName());
    return command;
  }

  /**
   * Writes a jar without signatures, as a class archive demands.
   *
   * @param more classes of the tests that are to be in it
   */
  static void pack(Path jar, Class<?>... more) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.setLevel(Deflater.NO_COMPRESSION);
      Set<String> written = new HashSet<>();
      for (Class<?> type : SHIPPED) {
        Path source = source(type);
        if (Files.isDirectory(source)) {
          copy(source, source, out, written);
        } else {
          try (FileSystem inside = FileSystems.newFileSystem(source)) {
            copy(inside.getPath("/"), inside.getPath("/"), out, written);
          }
        }
      }
      Path resources = resources();
      copy(resources, resources, out, written);
      for (Class<?> type : more) {
        copy(source(type), source(type).resolve(type.getName().replace('.', '/')), out, written);
      }
    }
  }

  /** Where the server's resources are: among its classes, or, for {@code try-rule}, in the folder of their sources. */
  private static Path resources() {
    String name = "/dev/plimsoll/training-run.jsonl";
    URI file = URI.create(requireNonNull(Main.class.getResource(name)).toString());
    return Path.of(file).resolve("../../..").normalize();
  }

  private static Path source(Class<?> type) {
    return Path.of(
        URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** Copies all below a folder, or the files whose names begin with that of a class. */
  private static void copy(Path root, Path start, JarOutputStream out, Set<String> written)
      throws IOException {
    boolean whole = Files.isDirectory(start);
    List<Path> files;
    try (Stream<Path> walked = Files.walk(whole ? start : start.getParent())) {
      files = walked
          .filter(it -> whole || it.toString().startsWith(start.toString()))
          .filter(Files::isRegularFile)
          .toList();
    }
    for (Path file : files) {
      String name = root.relativize(file).toString().replace('\\', '/');
      if (!name.startsWith("META-INF") && !name.equals("module-info.class") && written.add(name)) {
        out.putNextEntry(new JarEntry(name));
        Files.copy(file, out);
      }
    }
  }
}
