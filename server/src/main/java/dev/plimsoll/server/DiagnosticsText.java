package dev.plimsoll.server;

import java.util.List;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.RelatedFullDocumentDiagnosticReport;
import org.jspecify.annotations.Nullable;

/**
 * Diagnostics as JSON. They are the first thing that every editor waits for, and Gson would have to look through their
 * classes before it writes one.
 */
final class DiagnosticsText {

  /** Of most diagnostics, as they are written here. */
  private static final int LENGTH = 300;

  private final JsonText out;

  private DiagnosticsText(int diagnostics) {
    this.out = new JsonText(LENGTH * (1 + diagnostics));
  }

  /** An answer to an editor that asks. */
  static String of(DocumentDiagnosticReport report) {
    if (report.isRight()) {
      JsonText unchanged = new JsonText(LENGTH);
      unchanged.raw("{\"kind\":").string(report.getRight().getKind());
      unchanged.raw(",\"resultId\":").string(report.getRight().getResultId());
      return unchanged.raw("}").toString();
    }
    RelatedFullDocumentDiagnosticReport full = report.getLeft();
    DiagnosticsText text = new DiagnosticsText(full.getItems().size());
    text.out.raw("{\"kind\":").string(full.getKind());
    if (full.getResultId() != null) {
      text.out.raw(",\"resultId\":").string(full.getResultId());
    }
    text.out.raw(",\"items\":");
    text.all(full.getItems());
    return text.out.raw("}").toString();
  }

  /** What an editor that doesn't ask is sent. */
  static String of(PublishDiagnosticsParams params) {
    DiagnosticsText text = new DiagnosticsText(params.getDiagnostics().size());
    text.out.raw("{\"uri\":").string(params.getUri());
    text.out.raw(",\"diagnostics\":");
    text.all(params.getDiagnostics());
    if (params.getVersion() != null) {
      text.out.raw(",\"version\":").number(params.getVersion());
    }
    return text.out.raw("}").toString();
  }

  /** One, in an answer about something else. */
  static String of(Diagnostic diagnostic) {
    DiagnosticsText text = new DiagnosticsText(1);
    text.one(diagnostic);
    return text.out.toString();
  }

  private void all(List<Diagnostic> diagnostics) {
    String separator = "[";
    for (Diagnostic diagnostic : diagnostics) {
      out.raw(separator);
      one(diagnostic);
      separator = ",";
    }
    out.raw(diagnostics.isEmpty() ? "[]" : "]");
  }

  private void one(Diagnostic diagnostic) {
    out.raw("{\"range\":").range(diagnostic.getRange());
    if (diagnostic.getSeverity() != null) {
      out.raw(",\"severity\":").number(diagnostic.getSeverity().getValue());
    }
    if (diagnostic.getCode() != null && diagnostic.getCode().isLeft()) {
      out.raw(",\"code\":").string(diagnostic.getCode().getLeft());
    } else if (diagnostic.getCode() != null) {
      out.raw(",\"code\":").number(diagnostic.getCode().getRight());
    }
    if (diagnostic.getCodeDescription() != null) {
      out.raw(",\"codeDescription\":{\"href\":")
          .string(diagnostic.getCodeDescription().getHref())
          .raw("}");
    }
    if (diagnostic.getSource() != null) {
      out.raw(",\"source\":").string(diagnostic.getSource());
    }
    message(diagnostic);
    tags(diagnostic.getTags());
    related(diagnostic.getRelatedInformation());
    if (diagnostic.getData() != null) {
      out.raw(",\"data\":").value(diagnostic.getData());
    }
    out.raw("}");
  }

  private void message(Diagnostic diagnostic) {
    if (diagnostic.getMessage().isLeft()) {
      out.raw(",\"message\":").string(diagnostic.getMessage().getLeft());
    } else {
      MarkupContent markup = diagnostic.getMessage().getRight();
      out.raw(",\"message\":{\"kind\":").string(markup.getKind());
      out.raw(",\"value\":").string(markup.getValue()).raw("}");
    }
  }

  private void tags(@Nullable List<DiagnosticTag> tags) {
    if (tags != null) {
      String separator = ",\"tags\":[";
      for (DiagnosticTag tag : tags) {
        out.raw(separator).number(tag.getValue());
        separator = ",";
      }
      out.raw(tags.isEmpty() ? ",\"tags\":[]" : "]");
    }
  }

  private void related(@Nullable List<DiagnosticRelatedInformation> related) {
    if (related != null) {
      out.raw(",\"relatedInformation\":");
      String separator = "[";
      for (DiagnosticRelatedInformation other : related) {
        out.raw(separator)
            .raw("{\"location\":{\"uri\":")
            .string(other.getLocation().getUri());
        out.raw(",\"range\":").range(other.getLocation().getRange());
        out.raw("},\"message\":").string(other.getMessage()).raw("}");
        separator = ",";
      }
      out.raw(related.isEmpty() ? "[]" : "]");
    }
  }
}
