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
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SymbolTag;
import org.jspecify.annotations.Nullable;

/**
 * Writes the diagnostics, which every editor waits for first, and the parts of which long answers have thousands, field by
 * field. Gson would find the same fields by reflection, several times as slowly; it still reads them.
 */
final class AnswerAdapters implements TypeAdapterFactory {

  /** Of most symbols, as they are written here. */
  private static final int SYMBOL_LENGTH = 300;

  @Override
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    return isWrittenHere(type.getRawType()) ? new Adapter<>(gson, this, type) : null;
  }

  private static boolean isWrittenHere(Class<?> type) {
    return type == DocumentDiagnosticReport.class
        || type == PublishDiagnosticsParams.class
        || type == Diagnostic.class
        || type == Range.class
        || type == SemanticTokens.class
        || DocumentSymbol.class.isAssignableFrom(type);
  }

  /** The JSON of a value of one of these classes; null of any other. */
  static @Nullable String text(Object value) {
    if (value instanceof DocumentDiagnosticReport report) {
      return DiagnosticsText.of(report);
    } else if (value instanceof PublishDiagnosticsParams params) {
      return DiagnosticsText.of(params);
    } else if (value instanceof Diagnostic diagnostic) {
      return DiagnosticsText.of(diagnostic);
    } else if (value instanceof Range range) {
      return new JsonText(80).range(range).toString();
    } else if (value instanceof SemanticTokens tokens) {
      return text(tokens);
    } else if (value instanceof StageSymbol stage) {
      return stage.json(AnswerAdapters::text);
    }
    return value instanceof DocumentSymbol symbol ? text(symbol) : null;
  }

  private static final class Adapter<T> extends TypeAdapter<T> {
    private final Gson gson;
    private final TypeAdapterFactory factory;
    private final TypeToken<T> type;

    Adapter(Gson gson, TypeAdapterFactory factory, TypeToken<T> type) {
      this.gson = gson;
      this.factory = factory;
      this.type = type;
    }

    @Override
    public void write(JsonWriter out, @Nullable T value) throws IOException {
      if (value == null) {
        out.nullValue();
      } else {
        out.jsonValue(text(value));
      }
    }

    @Override
    public T read(JsonReader in) throws IOException {
      return gson.getDelegateAdapter(factory, type).read(in);
    }
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

  private static String text(SemanticTokens tokens) {
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
    return text.raw("]}").toString();
  }
}
