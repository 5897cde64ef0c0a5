package dev.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two tables are the architecture; the JDK's {@code jdeps} tells what the compiled classes use. */
class LayersTest {

  /** The packages of {@code dev.plimsoll} from top to bottom: each may use itself and those on lower lines. */
  private static final List<List<String>> LAYERS = List.of(
      List.of("Main"),
      List.of("server", "cli"),
      List.of("ide"),
      List.of("config"),
      List.of("lint.rules"),
      List.of("lint", "format"),
      List.of("rewrite", "shellcheck"),
      List.of("semantics"),
      List.of("context", "registry", "engine"),
      List.of("image"),
      List.of("syntax"),
      List.of("shell"),
      List.of("program"),
      List.of("text"));

  /** The protocol, JSON, files and sockets: who may name them. A URI and its escapes are text, not sockets. */
  private static final Map<String, List<String>> RESERVED = Map.of(
      "org\\.eclipse\\.lsp4j\\..*", List.of("Main", "server", "ide"),
      "org\\.snakeyaml\\..*", List.of("config"),
      "com\\.google\\.gson\\..*",
          List.of("server", "cli", "context", "registry", "shellcheck", "engine"),
      "java\\.nio\\.file\\..*|java\\.io\\.(File|RandomAccess).*",
          List.of("Main", "server", "cli", "context", "registry", "shellcheck"),
      "java\\.net\\.(?!URI|URLDecoder|URLEncoder).*|java\\.nio\\.channels\\..*",
          List.of("registry", "engine"));

  private record Use(String from, String to) {

    boolean isAllowed() {
      String user = packageOf(from);
      return layer(user) >= 0
          && (!isOwn() || packageOf(to).equals(user) || layer(user) < layer(packageOf(to)))
          && RESERVED.keySet().stream()
              .allMatch(it -> !to.matches(it) || RESERVED.get(it).contains(user));
    }

    boolean isOwn() {
      return to.startsWith("dev.plimsoll.");
    }

    boolean marksPackage() {
      return from.endsWith(".package-info") && to.equals("org.jspecify.annotations.NullMarked");
    }
  }

  /** The package as {@link #LAYERS} names it: a part of rules or ide belongs to it, a class in none is Main. */
  private static String packageOf(String type) {
    String name = fullPackageOf(type).substring("dev.".length());
    return name.equals("plimsoll")
        ? "Main"
        : name.substring("plimsoll.".length()).replaceFirst("^(lint\\.rules|ide)\\..*", "$1");
  }

  private static String fullPackageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }

  private static int layer(String name) {
    return LAYERS.indexOf(
        LAYERS.stream().filter(it -> it.contains(name)).findFirst().orElse(List.of()));
  }

  @Test
  void everyClassUsesOnlyWhatItsPackageMay() {
    assertThat(uses()).hasSizeGreaterThan(1000).allMatch(Use::isAllowed);
  }

  /** What is shell, and what another language, is known in one place: {@code semantics.ShellForm}. */
  @Test
  void onlySemanticsParsesWhatAnInstructionRuns() {
    assertThat(calls("dev/plimsoll/(shell/S(cript|hell)\\.parse|syntax/.*\\.shellCommand|"
            + "syntax/ShellCommand\\.of\\w*):"))
        .hasSizeGreaterThan(5)
        .allMatch(caller -> caller.matches("dev\\.plimsoll\\.(shell|syntax|semantics)\\..*"));
  }

  /** Packages of one layer, such as those of {@code ide}, have no order in the table; each may use others all the same. */
  @Test
  void noPackageUsesItselfThroughOthers() {
    SetMultimap<String, String> used = HashMultimap.create();
    uses().stream()
        .filter(Use::isOwn)
        .forEach(it -> used.put(fullPackageOf(it.from), fullPackageOf(it.to)));
    used.entries().removeIf(it -> it.getKey().equals(it.getValue()));
    assertThat(used.keySet()).contains("dev.plimsoll.ide.hover", "dev.plimsoll.lint.rules.size");
    while (used.values().retainAll(Set.copyOf(used.keySet()))) {
      // What uses nothing that is left is in no circle.
    }
    assertThat(used.asMap()).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(uses().stream()
            .filter(Use::marksPackage)
            .map(it -> it.from.replace(".package-info", "")))
        .containsExactlyInAnyOrderElementsOf(
            uses().stream().map(it -> fullPackageOf(it.from)).distinct().toList());
  }

  @ParameterizedTest
  @CsvSource({
    "true,  dev.plimsoll.Main,                         dev.plimsoll.text.TextRange",
    "true,  dev.plimsoll.lint.rules.size.AptCache,     dev.plimsoll.lint.rules.Rules",
    "true,  dev.plimsoll.lint.rules.size.AptCache,     dev.plimsoll.lint.Rule",
    "false, dev.plimsoll.lint.Linter,                  dev.plimsoll.lint.rules.Rules",
    "false, dev.plimsoll.text.TextRange,               dev.plimsoll.syntax.Dockerfile",
    "false, dev.plimsoll.cli.Lint,                     dev.plimsoll.server.Diagnostics",
    "false, dev.plimsoll.util.Strings,                 java.lang.Object",
    "false, dev.plimsoll.ide.hover.Hovers,             dev.plimsoll.util.Strings",
    "true,  dev.plimsoll.ide.hover.Hovers,             org.eclipse.lsp4j.Hover",
    "true,  dev.plimsoll.config.YamlText,              org.snakeyaml.engine.v2.nodes.Node",
    "false, dev.plimsoll.server.Settings,              org.snakeyaml.engine.v2.nodes.Node",
    "false, dev.plimsoll.lint.Problem,                 org.eclipse.lsp4j.jsonrpc.messages.Either",
    "false, dev.plimsoll.ide.hover.Hovers,             com.google.gson.JsonObject",
    "true,  dev.plimsoll.context.DockerIgnore,         java.nio.file.Path",
    "false, dev.plimsoll.image.SizeTable,              java.io.FileInputStream",
    "true,  dev.plimsoll.image.SizeTable,              java.io.InputStream",
    "false, dev.plimsoll.server.Documents,             java.net.http.HttpClient",
    "false, dev.plimsoll.cli.Lint,                     java.net.URL",
    "true,  dev.plimsoll.server.Documents,             java.net.URI",
    "true,  dev.plimsoll.registry.Http,                java.net.http.HttpClient",
    "true,  dev.plimsoll.registry.DockerConfig,        java.nio.file.Files",
  })
  void judges(boolean allowed, String from, String to) {
    assertThat(new Use(from, to).isAllowed()).isEqualTo(allowed);
  }

  /** What {@code jdeps} prints, in lines such as {@code dev.plimsoll.Main -> java.lang.String java.base}. */
  private static List<Use> uses() {
    StringWriter printed = new StringWriter();
    int exit = ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(
            new PrintWriter(printed),
            new PrintWriter(printed),
            "-verbose:class",
            classes().toString());
    assertThat(exit).as(printed.toString()).isZero();
    return printed
        .toString()
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 2 && words[0].startsWith("dev.plimsoll."))
        .map(words -> new Use(words[0], words[2]))
        .toList();
  }

  /** The classes that call a method, as {@code javap} prints it: {@code package/Class.method:}. */
  private static List<String> calls(String method) {
    Pattern call = Pattern.compile("Method " + method);
    return disassembled().stream()
        .filter(code -> call.matcher(code).find())
        .map(code ->
            code.replaceFirst("(?s).*?(?:class|interface) (dev\\.plimsoll\\.[\\w.$]+).*", "$1"))
        .toList();
  }

  /** Every compiled class, one text each. */
  private static List<String> disassembled() {
    try (Stream<Path> files = Files.walk(classes())) {
      List<String> arguments = new ArrayList<>(List.of("-c", "-p"));
      files.map(Path::toString).filter(it -> it.endsWith(".class")).forEach(arguments::add);
      StringWriter printed = new StringWriter();
      ToolProvider.findFirst("javap")
          .orElseThrow()
          .run(
              new PrintWriter(printed), new PrintWriter(printed), arguments.toArray(String[]::new));
      return List.of(printed.toString().split("(?m)^}"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Path classes() {
    try {
      return Path.of(
          Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
