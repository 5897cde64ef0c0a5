package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

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

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\"", "<html>", "\0", "{\"b\": {{}}, \"a\": {}}"})
  void nothingIsKnownOfWhatIsNoJson(String text) {
    assertThat(file(text).texts("a")).isNull();
    assertThat(file(text).has("a")).isNull();
  }
}
