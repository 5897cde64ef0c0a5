package dev.plimsoll.server;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.plimsoll.ide.outline.StageSymbol;
import java.io.IOException;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SymbolTag;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of which long answers have thousands, field by field. Gson would find the same fields by reflection,
 * several times as slowly; it still reads them.
 */
final class AnswerAdapters implements TypeAdapterFactory {

  /** Of most symbols, as they are written here. */
  private static final int SYMBOL_LENGTH = 300;

  @Override
  @SuppressWarnings("unchecked") // each adapter is for the class that is compared with
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    Class<? super T> raw = type.getRawType();
    Writer<?> writer;
    if (raw == Range.class) {
      writer = (Writer<Range>) AnswerAdapters::range;
    } else if (DocumentSymbol.class.isAssignableFrom(raw)) {
      writer = (Writer<DocumentSymbol>) AnswerAdapters::symbol;
    } else if (raw == SemanticTokens.class) {
      writer = (Writer<SemanticTokens>) AnswerAdapters::tokens;
    } else {
      return null;
    }
    return new Adapter<>(gson, this, type, (Writer<T>) writer);
  }

  /** Writes a value that is not null. */
  private interface Writer<T> {
    void write(JsonWriter out, T value) throws IOException;
  }

  private static final class Adapter<T> extends TypeAdapter<T> {
    private final Gson gson;
    private final TypeAdapterFactory factory;
    private final TypeToken<T> type;
    private final Writer<T> writer;

    Adapter(Gson gson, TypeAdapterFactory factory, TypeToken<T> type, Writer<T> writer) {
      this.gson = gson;
      this.factory = factory;
      this.type = type;
      this.writer = writer;
    }

    @Override
    public void write(JsonWriter out, @Nullable T value) throws IOException {
      if (value == null) {
        out.nullValue();
      } else {
        writer.write(out, value);
      }
    }

    @Override
    public T read(JsonReader in) throws IOException {
      return gson.getDelegateAdapter(factory, type).read(in);
    }
  }

  private static void range(JsonWriter out, Range range) throws IOException {
    out.jsonValue(new JsonText(80).range(range).toString());
  }

  private static void symbol(JsonWriter out, DocumentSymbol symbol) throws IOException {
    out.jsonValue(
        symbol instanceof StageSymbol stage ? stage.json(AnswerAdapters::text) : text(symbol));
  }

  private static String text(DocumentSymbol symbol) {
    int children = symbol.getChildren() == null ? 0 : symbol.getChildren().size();
    JsonText text = new JsonText(SYMBOL_LENGTH * (1 + children));
    symbol(symbol, text);
    return text.toString();
  }

  private static void symbol(DocumentSymbol symbol, JsonText out) {
    out.raw("{\"name\":").string(symbol.getName());
    if (symbol.getDetail() != null) {
      out.raw(",\"detail\":").string(symbol.getDetail());
    }
    out.raw(",\"kind\":").number(symbol.getKind().getValue());
    if (symbol.getTags() != null) {
      out.raw(",\"tags\":[");
      String separator = "";
      for (SymbolTag tag : symbol.getTags()) {
        out.raw(separator).number(tag.getValue());
        separator = ",";
      }
      out.raw("]");
    }
    if (symbol.getDeprecated() != null) {
      out.raw(symbol.getDeprecated() ? ",\"deprecated\":true" : ",\"deprecated\":false");
    }
    out.raw(",\"range\":").range(symbol.getRange());
    out.raw(",\"selectionRange\":").range(symbol.getSelectionRange());
    List<DocumentSymbol> children = symbol.getChildren();
    if (children != null && !children.isEmpty()) {
      out.raw(",\"children\":[");
      String separator = "";
      for (DocumentSymbol child : children) {
        out.raw(separator);
        symbol(child, out);
        separator = ",";
      }
      out.raw("]");
    }
    out.raw("}");
  }

  private static void tokens(JsonWriter out, SemanticTokens tokens) throws IOException {
    JsonText text = new JsonText(tokens.getData().size() * 3 + 40).raw("{");
    if (tokens.getResultId() != null) {
      text.raw("\"resultId\":").string(tokens.getResultId()).raw(",");
    }
    text.raw("\"data\":[");
    String separator = "";
    for (Integer number : tokens.getData()) {
      text.raw(separator).number(number);
      separator = ",";
    }
    out.jsonValue(text.raw("]}").toString());
  }
}
