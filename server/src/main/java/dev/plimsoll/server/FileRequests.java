package dev.plimsoll.server;

import dev.plimsoll.config.ConfigKind;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.completion.Completions;
import dev.plimsoll.ide.completion.ItemDefaults;
import dev.plimsoll.ide.configfile.ConfigCompletion;
import dev.plimsoll.ide.configfile.ConfigHover;
import dev.plimsoll.ide.hover.Hovers;
import dev.plimsoll.ide.hover.SourceHover;
import dev.plimsoll.ide.ignorefile.IgnoreCompletion;
import dev.plimsoll.ide.ignorefile.IgnoreHover;
import dev.plimsoll.ide.links.DocumentLinks;
import dev.plimsoll.ide.links.SourceFiles;
import dev.plimsoll.ide.navigation.Definitions;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.server.Question.FromDisk;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentLinkParams;
import org.eclipse.lsp4j.HoverParams;
import org.jspecify.annotations.Nullable;

/** Answers that look at the files of the build context where the place in the document has to do with them. */
final class FileRequests {

  /** How long somebody waits who asks for an image of which nothing is known. */
  private static final long LOOKUP_MILLIS = 2_000;

  private FileRequests() {}

  static CompletableFuture<?> hover(Question question, HoverParams params) {
    boolean markdown = question.support().has(Ability.HOVER_MARKDOWN);
    return question.at(params, (document, offset) -> {
      ConfigKind kind = document.configKind();
      if (kind != null) {
        return ConfigHover.at(document, kind, offset, markdown);
      }
      if (document.isIgnoreFile()) {
        return inContext(
            document,
            (context, deadline) -> IgnoreHover.at(document, offset, context, markdown, deadline));
      }
      return SourceFiles.isAt(document, offset)
          ? inContext(document, (context, deadline) -> {
            SourceHover source = context == null
                ? null
                : SourceHover.at(document, offset, context, markdown, deadline);
            return hover(question, document, offset, source);
          })
          : image(question, document, offset);
    });
  }

  /** Of an image, looks for what isn't known yet; an answer that is there already is given at once. */
  private static @Nullable Object image(Question question, Snapshot document, int offset) {
    ImageLookups lookups = question.server().lookups();
    ImageReference image = lookups == null ? null : Hovers.imageAt(document, offset);
    CompletableFuture<?> known = lookups == null || image == null ? null : lookups.lookAt(image);
    return lookups == null || known == null || known.isDone()
        ? hover(question, document, offset, null)
        : (FromDisk) contexts -> {
          lookups.await(List.of(known), LOOKUP_MILLIS, contexts.cancelled());
          return hover(question, document, offset, null);
        };
  }

  private static @Nullable Object hover(
      Question question, Snapshot document, int offset, @Nullable SourceHover source) {
    return Hovers.at(document, offset, question.server().images(), source, question.support());
  }

  /**
   * At most places all is known without a file and without a registry; where one is asked for, the list is made anew, with
   * what it told.
   */
  static CompletableFuture<?> completion(Question question, CompletionParams params) {
    return question.at(params, (document, offset) -> {
      ConfigKind kind = document.configKind();
      if (kind != null) {
        boolean markdown = question.support().has(Ability.COMPLETION_MARKDOWN);
        return ItemDefaults.in(
            ConfigCompletion.at(document, kind, offset, markdown), question.support());
      }
      if (document.isIgnoreFile()) {
        return inContext(
            document,
            (context, deadline) -> context == null
                ? List.of()
                : ItemDefaults.in(
                    IgnoreCompletion.at(document, offset, context, deadline), question.support()));
      }
      AtomicBoolean wantsFiles = new AtomicBoolean();
      CompletionImages images = new CompletionImages(question.server(), document);
      Object atOnce = completion(
          question,
          params,
          document,
          images,
          () -> {
            wantsFiles.set(true);
            return null;
          },
          Deadline.inMillis(0));
      if (wantsFiles.get()) {
        return inContext(
            document,
            (context, deadline) ->
                completion(question, params, document, images, () -> context, deadline));
      }
      return !images.wantsToWait()
          ? atOnce
          : (FromDisk) contexts -> {
            images.await(
                () -> contexts.cancelled().getAsBoolean() || isOvertaken(question, document));
            return completion(question, params, document, images, () -> null, Deadline.inMillis(0));
          };
    });
  }

  private static CompletionList completion(
      Question question,
      CompletionParams params,
      Snapshot document,
      CompletionImages images,
      Supplier<@Nullable BuildContext> context,
      Deadline deadline) {
    CompletionList list = Completions.at(
        document,
        document.offset(params.getPosition()),
        params.getContext(),
        images,
        context,
        deadline,
        question.support());
    return isOvertaken(question, document)
        ? overtaken()
        : ItemDefaults.in(list, question.support());
  }

  /** Whether the text is another one by now; that more is known of its images doesn't count. */
  private static boolean isOvertaken(Question question, Snapshot document) {
    Snapshot now = question.server().documents().get(document.uri());
    return now == null || !now.file().equals(document.file());
  }

  /**
   * For whoever has typed on since he asked: he asks again with the next key. An editor would narrow down the list to what
   * begins like all that is typed by now, and offer a word that is finished, for Enter to take.
   */
  private static CompletionList overtaken() {
    return new CompletionList(true, List.of());
  }

  /** Of a name, a variable within a path too; else the files that a path of COPY stands for. */
  static CompletableFuture<?> definition(Question question, DefinitionParams params) {
    return question.at(
        params,
        (document, offset) ->
            Definitions.isAt(document, offset) || !SourceFiles.isAt(document, offset)
                ? Definitions.at(document, offset, question.support())
                : inContext(
                    document,
                    (context, deadline) -> context == null
                        ? List.of()
                        : SourceFiles.at(document, offset, context, deadline)));
  }

  static CompletableFuture<?> links(Question question, DocumentLinkParams params) {
    return question.about(
        params.getTextDocument(),
        document -> SourceFiles.paths(document).isEmpty()
            ? DocumentLinks.of(document, List.of(), question.support())
            : inContext(
                document,
                (context, deadline) -> DocumentLinks.of(
                    document,
                    context == null ? List.of() : SourceFiles.links(document, context, deadline),
                    question.support())));
  }

  /** An answer from the folder that a document is built in, which is null where none is known. */
  private interface InContext {
    @Nullable Object answer(@Nullable BuildContext context, Deadline deadline);
  }

  private static FromDisk inContext(Snapshot document, InContext answer) {
    return contexts -> {
      Deadline deadline = contexts.deadline();
      return answer.answer(contexts.of(document, deadline), deadline);
    };
  }
}
