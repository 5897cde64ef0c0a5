package dev.plimsoll.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/configuration.md} are those that files are read by. */
class ConfigPageTest {

  private static final Path PAGE = Path.of("../docs/configuration.md");

  @Test
  void thePageOfDocumentationHasEveryKey() throws IOException {
    String page = Files.readString(PAGE);
    for (ConfigKind kind : ConfigKind.values()) {
      String begin = "<!-- keys of " + kind.names().get(0) + " -->\n";
      String end = "<!-- end -->";
      int start = page.indexOf(begin) + begin.length();
      assertThat(start).isGreaterThan(begin.length());
      String table = table(kind);
      String written = page.substring(start, page.indexOf(end, start));
      if (Boolean.getBoolean("plimsoll.update")) {
        page = page.substring(0, start) + table + page.substring(start + written.length());
        Files.writeString(PAGE, page);
        written = table;
      }
      assertThat(written).as("run the tests with -Dplimsoll.update=true").isEqualTo(table);
    }
  }

  private static String table(ConfigKind kind) {
    StringBuilder table = new StringBuilder("| key | value | meaning |\n| --- | --- | --- |\n");
    kind.keys().forEach(key -> add(table, "", key));
    return table.toString();
  }

  private static void add(StringBuilder table, String above, ConfigKey<?> key) {
    String name = above + key.name();
    table.append("| `" + name + "` | " + value(key.type()) + " | " + key.description() + " |\n");
    key.type().keys().forEach(inner -> add(table, name + ".", inner));
  }

  private static String value(ConfigType<?> type) {
    String choices = type.choices().isEmpty()
        ? "text"
        : "one of "
            + String.join(
                ", ",
                type.choices().stream()
                    .filter(it -> !it.isEmpty())
                    .map(it -> "`" + it + "`")
                    .toList());
    return switch (type.shape()) {
      case SWITCH -> "`true` or `false`";
      case TEXT -> choices;
      case TEXTS -> type.choices().isEmpty() ? "list of texts" : "list, each " + choices;
      case RULE_NAMES -> "list of rules";
      case TABLE -> "table";
      case CHOICES_BY_NAME -> "table of names, each with " + choices;
      case RULES -> "table of rules";
    };
  }
}
