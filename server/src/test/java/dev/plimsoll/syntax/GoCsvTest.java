package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoCsvTest {

  private static List<String> fields(String line) {
    GoCsv read = GoCsv.read(line);
    assertThat(read.error()).isNull();
    return Lists.transform(read.fields(), GoCsv.Field::value);
  }

  @Test
  void commasSeparateFields() {
    assertThat(fields("a")).containsExactly("a");
    assertThat(fields("a=b, c ,")).containsExactly("a=b", " c ", "");
    assertThat(fields(",")).containsExactly("", "");
  }

  @Test
  void quotesAreAroundWholeFields() {
    assertThat(fields("\"a,b\",c,\"\"")).containsExactly("a,b", "c", "");
    assertThat(fields("\"say \"\"hi\"\"\",b")).containsExactly("say \"hi\"", "b");
    assertThat(fields("\"a\",")).containsExactly("a", "");
  }

  @Test
  void fieldsKnowTheirPlace() {
    String line = "type=bind,\"a,b\",c";
    assertThat(Lists.transform(GoCsv.read(line).fields(), field -> field.range().of(line)))
        .containsExactly("type=bind", "\"a,b\"", "c");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      a"b         | parse error on line 1, column 2: bare " in non-quoted-field
      a,b"        | parse error on line 1, column 4: bare " in non-quoted-field
      Ã©"         | parse error on line 1, column 5: bare " in non-quoted-field
      "a"b        | parse error on line 1, column 3: extraneous or missing " in quoted-field
      "a" ,b      | parse error on line 1, column 3: extraneous or missing " in quoted-field
      a,"bcd      | parse error on line 1, column 4: extraneous or missing " in quoted-field
      "a""b       | parse error on line 1, column 5: extraneous or missing " in quoted-field
      """)
  void misplacedQuotesAreErrors(String line, String error) {
    assertThat(GoCsv.read(line).error()).isEqualTo(error);
  }

  @Test
  void nothingIsNoRecord() {
    assertThat(GoCsv.read("").error()).isEqualTo("EOF");
  }
}
