package dev.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.lint.rules.Rules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrainingRunTest {

  @Test
  void everyRequestThatIsRecordedSucceeds() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TrainingRun.play(() -> Rules.ALL, out);
    List<JsonObject> sent = messages(out.toString(StandardCharsets.UTF_8)).toList();

    assertThat(sent).noneMatch(message -> message.has("error"));
    assertThat(sent)
        .as("no complaints")
        .noneMatch(message -> message.toString().contains("window/logMessage"));
    assertThat(sent.stream().filter(message -> message.has("result")))
        .as("initialize, three diagnostics and hovers, four code actions, shutdown")
        .hasSizeGreaterThan(10);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"items\":[{\"range\"", "publishDiagnostics");
  }

  private static Stream<JsonObject> messages(String framed) {
    return Stream.of(framed.split("Content-Length: \\d+\r\n\r\n"))
        .filter(body -> !body.isEmpty())
        .map(body -> JsonParser.parseString(body).getAsJsonObject());
  }
}
