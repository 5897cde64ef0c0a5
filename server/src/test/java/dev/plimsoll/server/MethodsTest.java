package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.Main;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MethodsTest {

  /** What the recording does not use starts slowly: its classes are not in the archive that is made of it. */
  @Test
  void theTrainingRunUsesEveryMethod() throws IOException {
    try (InputStream in = Main.class.getResourceAsStream("training-run.jsonl")) {
      assertThat(in).isNotNull();
      String recording = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // A workspace that is trusted would have registries asked.
      assertThat(Methods.BY_NAME.keySet().stream()
              .filter(it -> !it.equals("workspace/configuration"))
              .filter(it -> !it.equals("plimsoll/workspaceTrusted")))
          .allMatch(method -> recording.contains("\"method\":\"" + method + "\""));
    }
  }
}
