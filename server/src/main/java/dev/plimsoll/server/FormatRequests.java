package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.config.FormatSettings;
import dev.plimsoll.context.EditorConfig;
import dev.plimsoll.format.FileStyle;
import dev.plimsoll.format.FormatOptions;
import dev.plimsoll.format.Formatter;
import dev.plimsoll.format.Indent;
import dev.plimsoll.ide.Edits;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.typing.OnTypeFormatting;
import dev.plimsoll.server.Question.FromDisk;
import dev.plimsoll.text.TextRange;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentOnTypeFormattingParams;
import org.eclipse.lsp4j.DocumentRangeFormattingParams;
import org.eclipse.lsp4j.DocumentRangesFormattingParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.jspecify.annotations.Nullable;

/** Answers that lay a document out, as its settings and the {@code .editorconfig} files around it say. */
final class FormatRequests {

  private FormatRequests() {}

  static CompletableFuture<?> whole(Question question, DocumentFormattingParams params) {
    return format(
        question,
        params.getTextDocument(),
        params.getOptions(),
        document -> ImmutableList.of(new TextRange(0, document.file().length())));
  }

  static CompletableFuture<?> range(Question question, DocumentRangeFormattingParams params) {
    return format(
        question,
        params.getTextDocument(),
        params.getOptions(),
        document -> ImmutableList.of(document.range(params.getRange())));
  }

  static CompletableFuture<?> ranges(Question question, DocumentRangesFormattingParams params) {
    return format(
        question,
        params.getTextDocument(),
        params.getOptions(),
        document -> params.getRanges().stream().map(document::range).toList());
  }

  private static CompletableFuture<?> format(
      Question question,
      TextDocumentIdentifier identifier,
      @Nullable FormattingOptions editor,
      Function<Snapshot, List<TextRange>> ranges) {
    EditorConfig files = new EditorConfig(question.server().disk());
    return question.about(identifier, document -> {
      if (!document.isDockerfile()) {
        return null;
      }
      List<TextRange> asked = ranges.apply(document);
      return (FromDisk) contexts -> {
        FormatOptions options = options(question, document, editor, files, contexts);
        return Edits.of(document, Formatter.format(document.model(), options, asked));
      };
    });
  }

  /** Most lines stand like those around them; only for the others somebody has to look how the file is laid out. */
  static CompletableFuture<?> onType(Question question, DocumentOnTypeFormattingParams params) {
    EditorConfig files = new EditorConfig(question.server().disk());
    return question.at(params, (document, offset) -> {
      AtomicBoolean wantsStep = new AtomicBoolean();
      List<?> atOnce = OnTypeFormatting.at(document, offset, params.getCh(), () -> {
        wantsStep.set(true);
        return "";
      });
      return !wantsStep.get()
          ? atOnce
          : (FromDisk) contexts -> {
            FormatOptions options =
                options(question, document, params.getOptions(), files, contexts);
            String step = FileStyle.of(document.file(), options).step().text();
            return OnTypeFormatting.at(document, offset, params.getCh(), () -> step);
          };
    });
  }

  private static FormatOptions options(
      Question question,
      Snapshot document,
      @Nullable FormattingOptions editor,
      EditorConfig files,
      DocumentContexts contexts) {
    return FormatSettings.options(
        indent(editor),
        files.of(document.uri(), contexts.deadline()),
        contexts.settings().of(document.uri()).formatting(),
        question.server().documents().configuration(document.uri()).formatting());
  }

  private static Indent indent(@Nullable FormattingOptions editor) {
    if (editor == null) {
      return Indent.USUAL;
    }
    return editor.isInsertSpaces()
        ? Indent.spaces(editor.getTabSize())
        : Indent.tab(editor.getTabSize());
  }
}
