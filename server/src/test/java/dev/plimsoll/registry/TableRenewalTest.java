package dev.plimsoll.registry;

import static dev.plimsoll.registry.FakeRegistry.config;
import static dev.plimsoll.registry.FakeRegistry.entry;
import static dev.plimsoll.registry.FakeRegistry.index;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.RenewImages;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.MeasuredImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that maintainers run, from the list to the tables, with registries on this machine. */
class TableRenewalTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC);

  private static final String HEAD = "# What it is.\n# newest day ";
  private static final String OLD_AMD64 = FakeRegistry.digestOf("old amd64");
  private static final String OLD_ARM64 = FakeRegistry.digestOf("old arm64");

  /** Of tags that were offered when the table was made; 18 has not been since. */
  private static final String TABLE = HEAD + "2026-09-02\n"
      + "=app\n"
      + "22 latest\t" + row("linux/amd64", 1000, OLD_AMD64, "node", "2026-09-02") + "\t"
      + row("linux/arm64", 1100, OLD_ARM64, "node", "2026-09-02") + "\n"
      + "18\t" + row("linux/amd64", 900, FakeRegistry.digestOf("18"), "node", "2026-05-01") + "\n"
      + "+22.1 22.2\n"
      + "=tool\n"
      + "1\t" + row("linux/amd64", 500, FakeRegistry.digestOf("tool"), "-", "2026-09-01") + "\n";

  private static final String OLDER = HEAD + "2019-01-02\n"
      + "=app\n"
      + "6\t" + row("linux/amd64", 700, FakeRegistry.digestOf("6"), "-", "2019-01-02") + "\n";

  private static final String LIST = """
      # Image, and patterns of the tags that get a row.
      app \\d+(-slim)?
      tool \\d+
      """;

  @TempDir
  private Path folder;

  private final FakeRegistry registry = new FakeRegistry();
  private final FakeRegistry web = new FakeRegistry();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private static String row(String platform, long bytes, String digest, String user, String day) {
    return platform + " " + bytes + " 3 " + digest.substring("sha256:".length()) + " " + user + " "
        + day;
  }

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("images.list"), LIST);
    Files.writeString(folder.resolve("images.txt"), TABLE);
    Files.writeString(folder.resolve("images-older.txt"), OLDER);
  }

  @AfterEach
  void close() {
    registry.close();
    web.close();
  }

  /** A run of its own, which knows nothing of what former runs were told. */
  private int renew(String from) {
    printed.reset();
    Registries registries = new Registries(Lookups.options()
        .withDockerHub(new RegistryOptions.DockerHubAddress(registry.uri(), web.uri())));
    return RenewImages.run(
        new String[] {
          folder.resolve("images.list").toString(),
          folder.toString(),
          folder.resolve("done").toString(),
          from
        },
        registries,
        NOW,
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private int renewFromDockerHub() {
    return renew("docker.io/library");
  }

  private String said() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String read(String table) {
    try {
      return Files.readString(folder.resolve(table));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> platforms(String table, String image, String tag) {
    return MeasuredImages.read(read(table)).of(image).platforms(tag).stream()
        .map(it -> it.platform() + " " + it.compressedBytes() + " " + it.layers() + " " + it.user()
            + " " + it.asOf())
        .toList();
  }

  private static String tagOnHub(String name, String day, String... images) {
    return "{\"name\": \"" + name + "\", \"tag_last_pushed\": \"" + day
        + "T01:02:03Z\", \"images\": [" + String.join(",", images) + "]}";
  }

  private static String imageOnHub(String architecture, long size, String digest) {
    return "{\"os\": \"linux\", \"architecture\": \"" + architecture + "\", \"size\": " + size
        + ", \"digest\": \"" + digest + "\"}";
  }

  private void listOnHub(String image, String... tags) {
    web.answer(
        "/v2/namespaces/library/repositories/" + image
            + "/tags?page_size=100&ordering=last_updated&page=1",
        200,
        Stream.of(tags).collect(Collectors.joining(",", "{\"next\": null, \"results\": [", "]}")));
  }

  /** Its images run on Windows alone; the list names its registry. */
  @Test
  void anImageOfAnotherRegistryIsAskedForThere() throws IOException {
    fillHub();
    String image = registry.host() + "/windows/base";
    Files.writeString(
        folder.resolve("images.list"), "app \\d+(-slim)?\n" + image + " ltsc\\d+\ntool \\d+\n");
    Files.writeString(
        folder.resolve("images.txt"),
        TABLE.replace(
            "=app\n", "=" + image + "\nltsc2022\twindows/amd64 1000 1 - ? 2026-08-09\n=app\n"));
    JsonObject config = config("windows", "amd64");
    config.addProperty("created", "2026-11-01T00:00:00Z");
    registry.put("windows/base", "ltsc2022", config, 2_000);
    registry.put("windows/base", "ltsc2028", config, 3_000);
    registry.answer(
        "/v2/windows/base/tags/list?n=1000", 200, "{\"tags\": [\"ltsc2022\", \"ltsc2028\"]}");
    renewFromDockerHub();
    assertThat(platforms("images.txt", image, "ltsc2022"))
        .containsExactly("windows/amd64 2000 1  2026-11-01");
    assertThat(platforms("images.txt", image, "ltsc2028"))
        .containsExactly("windows/amd64 3000 1  2026-11-01");
    assertThat(platforms("images.txt", "app", "22")).hasSize(2);
  }

  /** 22 is new, and latest the same; 18 is gone; nobody has built 6 and 4 for years; 24-slim is new altogether. */
  private void fillHub() {
    String slim = registry.put(
        "library/app", "24-slim", JsonParser.parseString("""
        {"os": "linux", "architecture": "amd64", "config": {"User": "app"}}""").getAsJsonObject(), 40, 2);
    listOnHub(
        "app",
        tagOnHub(
            "24-slim",
            "2026-11-20",
            imageOnHub("amd64", 42, slim),
            imageOnHub("s390x", 43, OLD_AMD64)),
        tagOnHub("24.1-slim", "2026-11-20", imageOnHub("amd64", 42, slim)),
        tagOnHub(
            "22",
            "2026-11-19",
            imageOnHub("amd64", 1001, FakeRegistry.digestOf("new")),
            imageOnHub("arm64", 1100, OLD_ARM64)),
        tagOnHub("22.1", "2026-11-18", imageOnHub("amd64", 1001, FakeRegistry.digestOf("new"))),
        tagOnHub(
            "latest",
            "2026-11-18",
            imageOnHub("amd64", 1000, OLD_AMD64),
            imageOnHub("arm64", 1100, OLD_ARM64)),
        tagOnHub("6", "2019-01-02", imageOnHub("amd64", 700, FakeRegistry.digestOf("6"))),
        tagOnHub("4", "2018-01-02", imageOnHub("amd64", 600, FakeRegistry.digestOf("4"))));
    listOnHub(
        "tool",
        tagOnHub("1", "2026-09-01", imageOnHub("amd64", 500, FakeRegistry.digestOf("tool"))));
  }

  @Test
  void takesWhatIsNewAndKeepsWhatIsNotOfferedAnyMore() {
    fillHub();
    assertThat(renewFromDockerHub()).as(said()).isZero();
    assertThat(platforms("images.txt", "app", "22"))
        .containsExactly(
            "linux/amd64 1001 -1 node 2026-11-19", "linux/arm64 1100 3 node 2026-09-02");
    assertThat(platforms("images.txt", "app", "latest"))
        .containsExactly(
            "linux/amd64 1000 3 node 2026-09-02", "linux/arm64 1100 3 node 2026-09-02");
    assertThat(platforms("images.txt", "app", "24-slim"))
        .containsExactly("linux/amd64 42 2 app 2026-11-20");
    assertThat(MeasuredImages.read(read("images.txt")).of("app").measured())
        .containsOnlyKeys("22", "latest", "24-slim");
    assertThat(MeasuredImages.read(read("images.txt")).of("app").further()).containsExactly("22.1");
    assertThat(platforms("images-older.txt", "app", "18"))
        .containsExactly("linux/amd64 900 3 node 2026-05-01");
    assertThat(MeasuredImages.read(read("images-older.txt")).of("app").measured())
        .containsOnlyKeys("6", "18");
    assertThat(read("images.txt")).startsWith(HEAD + "2026-11-20\n=app\n");
    assertThat(read("images-older.txt"))
        .startsWith(HEAD + "2026-05-01\n=app\n")
        .endsWith("\n+22.2\n");
    assertThat(folder.resolve("done")).doesNotExist();
  }

  /** Docker Hub counts manifests as pulls: of a tag that was known only the size is asked, which is none. */
  @Test
  void costsAPullForEachImageThatIsNewAltogether() {
    fillHub();
    renewFromDockerHub();
    assertThat(web.requests()).hasSize(2);
    assertThat(registry.requests())
        .hasSize(2)
        .allMatch(it -> it.startsWith("GET /v2/library/app/"));
    String table = read("images.txt");
    assertThat(renewFromDockerHub()).isZero();
    assertThat(registry.requests()).as("nothing is new").hasSize(2);
    assertThat(read("images.txt")).isEqualTo(table);
  }

  @Test
  void whereARegistryFailsTheRowsStay() {
    fillHub();
    web.answer("/v2/namespaces/library/repositories/app/tags", 500, "");
    web.answer(
        "/v2/namespaces/library/repositories/app/tags?page_size=100&ordering=last_updated&page=1",
        500,
        "");
    assertThat(renewFromDockerHub()).isEqualTo(1);
    assertThat(said()).isEqualTo("""
            app: 3 tags weighed, 1 no longer offered, as before
              app: Docker Hub has a fault and can't answer now.
            tool: 1 tags weighed, 0 no longer offered, as before
            Rows without an answer stay as they were: 1. Run it again later.
            """);
    assertThat(read("images.txt")).isEqualTo(TABLE);
    assertThat(read("images-older.txt")).isEqualTo(OLDER);
  }

  @Test
  void aTagThatTheRegistryCannotDescribeKeepsItsRow() {
    fillHub();
    listOnHub(
        "app",
        tagOnHub("22", "2026-11-19"),
        tagOnHub("latest", "2026-11-19"),
        tagOnHub("18", "2026-11-19"));
    assertThat(renewFromDockerHub()).as("it has no manifest of them either").isZero();
    assertThat(platforms("images-older.txt", "app", "22")).hasSize(2);
    write(TABLE);
    registry.answer("/v2/library/app/manifests/22", 200, "{\"odd\": true}");
    assertThat(renewFromDockerHub()).isEqualTo(1);
    assertThat(said()).contains("  app:22: Docker Hub gave an answer that can't be used.\n");
    assertThat(platforms("images.txt", "app", "22")).hasSize(2);
  }

  private void write(String table) {
    try {
      Files.writeString(folder.resolve("images.txt"), table);
      Files.writeString(folder.resolve("images-older.txt"), OLDER);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void stopsWhereItIsAskedToAndGoesOnFromThere() {
    fillHub();
    String tool =
        "/v2/namespaces/library/repositories/tool/tags?page_size=100&ordering=last_updated&page=1";
    web.answer(tool, 429, "", "Retry-After", "3600");
    assertThat(renewFromDockerHub()).isEqualTo(1);
    assertThat(said())
        .contains(
            "Stopped: Docker Hub was asked too often and answers later. Run it again after 20")
        .endsWith("; it goes on with this image.\n");
    assertThat(platforms("images.txt", "app", "24-slim"))
        .as("what was done is kept")
        .hasSize(1);
    assertThat(platforms("images.txt", "tool", "1")).hasSize(1);
    assertThat(web.requests()).hasSize(2);
    fillHub();
    assertThat(renewFromDockerHub()).isZero();
    assertThat(web.requests()).hasSize(3).last().isEqualTo("GET " + tool);
    assertThat(folder.resolve("done")).doesNotExist();
  }

  @Test
  void inTheMiddleOfAnImageItKeepsWhatItHas() {
    listOnHub(
        "app",
        tagOnHub("22", "2026-11-19", imageOnHub("amd64", 1001, FakeRegistry.digestOf("new"))),
        tagOnHub("latest", "2026-11-19"),
        tagOnHub("18", "2026-11-19"));
    registry.answer("/v2/library/app/manifests/latest", 429, "");
    assertThat(renewFromDockerHub()).isEqualTo(1);
    assertThat(platforms("images.txt", "app", "22"))
        .containsExactly("linux/amd64 1001 -1 node 2026-11-19");
    assertThat(platforms("images.txt", "app", "latest")).hasSize(2);
    assertThat(platforms("images.txt", "app", "18")).hasSize(1);
    assertThat(registry.requests()).containsExactly("HEAD /v2/library/app/manifests/latest");
  }

  @Test
  void doesNotGoOnWhereNobodyAnswers() throws IOException {
    Files.writeString(folder.resolve("images.list"), "a\nb\nc\nd\n");
    assertThat(renew("127.0.0.1:9")).isEqualTo(1);
    assertThat(said())
        .contains("  127.0.0.1:9/a: 127.0.0.1:9 can't be reached.\n")
        .endsWith("Nothing came of 3 images in a row. Run it again later.\n")
        .doesNotContain("127.0.0.1:9/d");
    assertThat(read("images.txt")).isEqualTo(TABLE);
  }

  @Test
  void saysWhatItCannotBeginWith() throws IOException {
    Files.writeString(folder.resolve("images.list"), "app [\n");
    assertThat(renewFromDockerHub()).isEqualTo(2);
    assertThat(said())
        .startsWith("The table can't be renewed: ")
        .contains("Unclosed character class");
    Files.delete(folder.resolve("images.list"));
    assertThat(renewFromDockerHub()).isEqualTo(2);
    assertThat(said()).startsWith("The table can't be renewed: ").contains("images.list");
    assertThat(web.requests()).isEmpty();
  }

  /** Or an image would stay as it is for good. */
  @Test
  void theListNamesEveryImageOfTheTable() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("src/build/images.list")).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
    assertThat(lines.stream().map(line -> line.substring(0, line.indexOf(' '))))
        .containsAll(new EmbeddedImages().repositories())
        .isSorted();
    assertThat(lines.stream().flatMap(line -> Stream.of(line.split(" ")).skip(1)))
        .allSatisfy(pattern ->
            assertThat(Pattern.compile(pattern).matcher("").matches()).isFalse());
  }

  /** Other registries list names alone: one HEAD tells which tags are the same, and only what is new is read. */
  @Test
  void asksOtherRegistriesForEachTag() {
    String amd64 = registry.put("library/app", "a", config("linux", "amd64"), 1000);
    String arm64 = registry.put("library/app", "b", config("linux", "arm64"), 1200);
    JsonObject both = index(entry(amd64, "linux/amd64"), entry(arm64, "linux/arm64"));
    registry.put("library/app", "22", both);
    registry.put("library/app", "latest", both);
    registry.answer("/v2/library/app/tags/list", 200, "{\"tags\": [\"22\", \"latest\", \"odd\"]}");
    registry.answer("/v2/library/tool/tags/list", 200, "{\"tags\": []}");
    assertThat(renew(registry.host() + "/library")).isEqualTo(1);
    assertThat(said())
        .contains("tool: " + registry.host() + " has no such image, or it is private.");
    assertThat(platforms("images.txt", "app", "22"))
        .isEqualTo(platforms("images.txt", "app", "latest"))
        .containsExactly("linux/amd64 1000 1  2026-11-29", "linux/arm64 1200 1  2026-11-29");
    assertThat(registry.requests()).filteredOn(it -> it.startsWith("HEAD ")).hasSize(2);
    assertThat(registry.requests())
        .filteredOn(it -> it.endsWith("/manifests/" + amd64))
        .hasSize(2);
    assertThat(platforms("images.txt", "tool", "1")).hasSize(1);
  }

  /** From an image that somebody pushes to what the server reads. */
  @Test
  void aRealRegistryMakesATable() throws IOException, InterruptedException {
    try (RealRegistry real =
        new RealRegistry(Files.createDirectory(folder.resolve("real")), false)) {
      OciLayout layout = new OciLayout(folder.resolve("layout"));
      JsonObject amd64 =
          layout.image(layoutConfig("amd64"), List.of("root file system", "the program"));
      JsonObject arm64 = layout.image(layoutConfig("arm64"), List.of("root file system"));
      layout.name("all", layout.index(amd64, arm64));
      layout.name("one", amd64);
      real.push(folder.resolve("layout") + ":all", "library/app:24", "--all");
      real.push(folder.resolve("layout") + ":all", "library/app:latest", "--all");
      real.push(folder.resolve("layout") + ":one", "library/tool:2");
      assertThat(renew(real.host() + "/library")).as(said()).isZero();
    }
    long both = OciLayout.size("root file system") + OciLayout.size("the program");
    String all = "linux/amd64 " + both + " 2 node 2026-11-02";
    String one = "linux/arm64 " + OciLayout.size("root file system") + " 1 node 2026-11-02";
    assertThat(platforms("images.txt", "app", "24")).containsExactly(all, one);
    assertThat(platforms("images.txt", "app", "latest")).containsExactly(all, one);
    assertThat(platforms("images.txt", "tool", "2")).containsExactly(all);
    assertThat(platforms("images-older.txt", "app", "22")).hasSize(2);
    assertThat(platforms("images-older.txt", "tool", "1")).hasSize(1);
  }

  private static JsonObject layoutConfig(String architecture) {
    JsonObject config = config("linux", architecture);
    config.addProperty("created", "2026-11-02T10:11:12Z");
    config.add("config", JsonParser.parseString("{\"User\": \"node\"}"));
    return config;
  }
}
