package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFileTest {

  private static JsonFile file(String text) {
    return new JsonFile(text);
  }

  @Test
  void readsTheTextsOfAnObject() {
    JsonFile file =
        file("{\"a\": {\"b\": {\"x\": \"1\", \"y\": [2], \"z\": \"3\"}}, \"c\": \"d\"}");
    assertThat(file.texts("a", "b"))
        .containsEntry("x", "1")
        .containsEntry("z", "3")
        .hasSize(2);
    assertThat(file.texts()).containsOnlyKeys("c");
    assertThat(file.has("a", "b", "y")).isTrue();
  }

  @Test
  void whatIsNotThereIsEmpty() {
    JsonFile file = file("{\"a\": [], \"b\": 1}");
    assertThat(file.texts("c")).isEmpty();
    assertThat(file.texts("a")).isEmpty();
    assertThat(file.texts("b", "c")).isEmpty();
    assertThat(file.has("c")).isFalse();
  }

  @Test
  void theBeginningOfAFileMayBeEnough() {
    JsonFile file = file("{\"packages\": {\"\": {\"x\": {\"y\": \"1\"}}, \"node_mod");
    assertThat(file.texts("packages", "", "x")).containsEntry("y", "1");
    assertThat(file.texts("packages", "", "z")).isEmpty();
    assertThat(file.texts("packages", "other")).isNull();
  }

  @Test
  void readsTheNamesInOneObjectOfEachMember() {
    JsonFile file =
        file("{\"a\": 1, \"p\": {\"x\": {\"v\": [1], \"bin\": {\"y\": \"z\", \"w\": {}}},"
            + " \"n\": 1, \"o\": {\"bin\": \"text\"}, \"r\": {\"bin\": {\"s\": \"t\"}}, \"to");
    assertThat(file.names("p", "bin")).isEqualTo(Map.of("x", List.of("y", "w"), "r", List.of("s")));
    assertThat(file.names("a", "bin")).isEmpty();
    assertThat(file.names("q", "bin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\"", "<html>", "\0", "{\"b\": {{}}, \"a\": {}}"})
  void nothingIsKnownOfWhatIsNoJson(String text) {
    assertThat(file(text).texts("a")).isNull();
    assertThat(file(text).has("a")).isNull();
  }
}
