package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bytes of a message tell before it is read. */
class MessageScanTest {

  private static MessageScan scan(String body) {
    return MessageScan.of(body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"id":1,"method":"a"}                                | 1
      {"method":"a","params":{"id":2},"id": "x\\"}," }      | "x\\"},"
      {"id" : null}                                        | null
      {"params":[{"id":3}],"result":{"id":4}}              |
      {"x":"\\"id\\":5"}                                   |
      {"id":7                                              | 7
      {"id":                                               | ''
      """)
  void theIdOfTheMessageItself(String body, String id) {
    assertThat(scan(body).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "\"", "\"\\", "}}]]", "{\"id\":\"", "[,,,:", "\u00e4\\\u00e4"})
  void whatIsNoJsonIsNoTrouble(String body) {
    MessageScan scan = scan(body);
    assertThat(scan.isUtf8()).isTrue();
    assertThat(scan.excess()).isNull();
    scan.id();
  }

  @Test
  void onlySoMuchIsRead() {
    assertThat(scan("[1" + ",1".repeat(MessageScan.MAX_VALUES - 1) + "]").excess())
        .isNull();
    assertThat(scan("[1" + ",1".repeat(MessageScan.MAX_VALUES) + "]").excess()).contains("values");
    assertThat(scan("{}".repeat(MessageScan.MAX_VALUES + 1)).excess()).contains("values");
    assertThat(scan("[".repeat(MessageScan.MAX_DEPTH)).excess()).isNull();
    assertThat(scan("[".repeat(MessageScan.MAX_DEPTH + 1)).excess()).contains("deep");
    assertThat(scan("[\"" + "[,{".repeat(MessageScan.MAX_VALUES) + "\"]").excess())
        .isNull();
  }

  @Test
  void bytesAreUtf8WhereTheJdkSaysSo() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(5)];
      for (int b = 0; b < bytes.length; b++) {
        int[] kinds = {
          0x20, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEE,
          0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF
        };
        bytes[b] = (byte) kinds[random.nextInt(kinds.length)];
      }
      assertThat(MessageScan.of(bytes).isUtf8()).as("%s", bytes).isEqualTo(isUtf8(bytes));
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void theIdIsThatOfGson() {
    String body = "{\"a\":[1,{\"id\":9}],\"id\":\"\\u00e4\\\\\\\"x\",\"b\":\"}\"}";
    assertThat(new JsonPrimitive("\u00e4\\\"x"))
        .isEqualTo(JsonParser.parseString(scan(body).id()))
        .isEqualTo(JsonParser.parseString(body).getAsJsonObject().get("id"));
  }
}
