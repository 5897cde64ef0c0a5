package dev.plimsoll.ide;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Project;
import dev.plimsoll.ide.completion.Completions;
import dev.plimsoll.ide.completion.ImageSearch;
import dev.plimsoll.ide.graph.StageCalls;
import dev.plimsoll.ide.hints.InlayHintOptions;
import dev.plimsoll.ide.hints.InlayHints;
import dev.plimsoll.ide.hover.Hovers;
import dev.plimsoll.ide.hover.SourceHover;
import dev.plimsoll.ide.links.DocumentLinks;
import dev.plimsoll.ide.navigation.CodeLenses;
import dev.plimsoll.ide.outline.DocumentSymbols;
import dev.plimsoll.ide.outline.FlatSymbols;
import dev.plimsoll.ide.outline.FoldingRanges;
import dev.plimsoll.ide.outline.WorkspaceSymbols;
import dev.plimsoll.ide.problems.CodeActions;
import dev.plimsoll.ide.problems.Diagnostics;
import dev.plimsoll.ide.signature.SignatureHelps;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageDetails;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageLayer;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LearntImages;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.text.TextRange;
import dev.plimsoll.text.Visible;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentLink;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.ParameterInformation;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureInformation;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a file says is shown as text in every answer, wherever in the file it stands: an editor fetches no image, offers no
 * link, runs no command and shows no HTML because of it, and nothing in it hides.
 */
class HostileTextTest {

  private static final ImageCatalog IMAGES = new EmbeddedImages();

  private static final Checks CHECKS =
      new Checks(() -> Rules.ALL, IMAGES, LintOptions.DEFAULT, (rule, failure) -> {});

  /** Every place of every instruction where something can be written; § is what is written. */
  private static final String PLACES = """
      # syntax=§
      # check=§
      # check=skip=§;error=true
      # escape=§
      # § comment https://example.org/§
      FROM §
      FROM §:§ AS §
      FROM node:§
      FROM node@§
      FROM node:22 AS §
      FROM --platform=§ node:22
      FROM --§ node:22
      ARG §
      ARG §=§
      ARG A=§
      ARG BASE=§||FROM $BASE
      FROM node:22||ARG A=§||USER $A||LABEL a=${A:-§}
      ENV §=§
      ENV A=§ B="§" C='§'
      ENV A §
      ENV A=§||WORKDIR $A||WORKDIR ${A%§}||RUN echo $A ${A:-§}||EXPOSE $A
      WORKDIR §
      WORKDIR /a/§||COPY a ./b
      COPY § /
      COPY a §
      COPY ["§", "§"]
      COPY --from=§ a b
      COPY --chown=§:§ --chmod=§ a b
      COPY --exclude=§ a b
      COPY --§=§ a b
      COPY <<§ /b||§||EOF
      COPY <<"§" <<-'§' /b||§
      FROM node:22 AS §||FROM § AS b||COPY --from=§ a b||COPY --from=0 a b
      ADD § /
      ADD https://example.org/§ /
      ADD https://example.org/§.git#§ /
      ADD git@example.org:§ /
      ADD --checksum=§ --keep-git-dir=§ a /
      RUN §
      RUN echo § && apt-get install § && chmod § § && npm §
      RUN ["§", "§"]
      RUN <<§||§||EOF
      RUN --mount=§ a
      RUN --mount=type=§,target=§ a
      RUN --mount=type=cache,§=§,sharing=§,mode=§ a
      RUN --mount=type=bind,from=§,source=§,target=/a a
      RUN --network=§ --security=§ --device=§ a
      RUN useradd §||USER §:§
      USER §
      USER §:§
      EXPOSE §
      EXPOSE §/§ 80:§
      LABEL §=§
      LABEL "§"="§"
      MAINTAINER §
      STOPSIGNAL §
      VOLUME §
      VOLUME ["§"]
      SHELL ["§"]
      SHELL §
      HEALTHCHECK §
      HEALTHCHECK --interval=§ --§ CMD §
      CMD §
      CMD ["§"]
      ENTRYPOINT §||CMD ["§"]
      ONBUILD §
      ONBUILD RUN §
      ONBUILD ENV §=§
      §
      § a b
      FRM §
      # plimsoll ignore=§ §
      # hadolint ignore=§
      # hadolint global ignore=§
      # plimsoll ignore-file=§
      # region §||RUN a||# endregion""";

  @TempDir
  private static Path folder;

  private static @Nullable BuildContext context;

  static List<String> snippets() {
    return HostileText.SNIPPETS;
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void whatAFileSaysIsShownAsText(String text) throws IOException {
    for (String place : PLACES.split("\n")) {
      String lines = place.replace("||", "\n");
      boolean whole = place.startsWith("#") || place.contains("FROM ");
      check(
          whole ? lines + "\nFROM node:22\nRUN a\n" : "FROM node:22\n" + lines + "\nCMD a\n", text);
    }
  }

  @Test
  void whatIsTypedByHalfIsToo() throws IOException {
    for (String text :
        List.of("![q](https://example.org/a.png)", "``a` <b>&lt;", "a\u202e\u001b[31m")) {
      for (String place : PLACES.split("\n")) {
        String lines = place.replace("||", "\n");
        check(lines, text);
        check("FROM a\n" + lines.replace(" ", " \\\n  "), text);
      }
    }
  }

  /** Whoever pushes an image writes its configuration. */
  @ParameterizedTest
  @MethodSource("snippets")
  void whatARegistrySaysIsShownAsText(String text) throws IOException {
    ImageReference image = ImageReference.of("example.org/a:1");
    assertThat(image).isNotNull();
    ImmutableList<String> texts = ImmutableList.of(text, "a", text);
    ImageDetails details = new ImageDetails(
        ImmutableList.of(
            new ImageLayer(text, 2, "RUN /bin/sh -c " + text), new ImageLayer(text, 1, null)),
        texts,
        texts,
        texts,
        ImmutableMap.of(text, text, "A", "a " + text, "PATH", text),
        text,
        texts,
        texts,
        texts,
        text,
        ImmutableMap.of(text, text),
        Instant.EPOCH);
    PlatformFacts usual =
        new PlatformFacts(ImageFacts.AMD64, 3, 2, text, text, LocalDate.EPOCH, text, details);
    PlatformFacts odd = new PlatformFacts(text, 3, 2, text, text, null, text, details);
    for (ImmutableList<PlatformFacts> platforms :
        List.of(ImmutableList.of(usual, odd), ImmutableList.of(odd))) {
      ImageCatalog images = LearntImages.over(IMAGES)
          .with(new ImageFacts(image, ImageFacts.Match.EXACT, "1", text, platforms, texts));
      String file = "# syntax=example.org/a:1\nFROM example.org/a:1 AS b\nCMD a\n";
      Checks checks = CHECKS.with(images);
      Snapshot snapshot = Snapshot.open("file:///Dockerfile", "dockerfile", 1, file, checks);
      for (String place : List.of("org/a:1\n", "org/a:1 AS", "b\n")) {
        hover(snapshot, file.indexOf(place), images, telling(true), telling(false));
      }
      problems(snapshot, ClientSupport.full());
      decorations(snapshot, images, ClientSupport.full());
    }
  }

  /** An editor that leaves it to the server to tell of problems. */
  private static ClientSupport telling(boolean markdown) {
    EnumSet<Ability> abilities = EnumSet.allOf(Ability.class);
    abilities.remove(Ability.HOVER_SHOWS_PROBLEMS);
    if (!markdown) {
      abilities.remove(Ability.HOVER_MARKDOWN);
    }
    return ClientSupport.of(abilities);
  }

  private final Set<String> seen = new HashSet<>();

  /** At each place of the text, and before it. */
  private void check(String marked, String text) throws IOException {
    String file = marked.replace("§", text);
    Set<Integer> offsets = new TreeSet<>();
    int shift = 0;
    for (int at = marked.indexOf('§'); at >= 0; at = marked.indexOf('§', at + 1)) {
      int start = at + shift;
      shift += text.length() - 1;
      int line = file.lastIndexOf('\n', start - 1) + 1;
      offsets.addAll(List.of(line, start, start + text.length() / 2, start + text.length()));
    }
    Snapshot snapshot = Snapshot.open("file:///Dockerfile", "dockerfile", 1, file, CHECKS);
    ClientSupport full = ClientSupport.full();
    for (int offset : offsets) {
      hover(snapshot, offset, IMAGES, telling(true), telling(false));
      hover(Hovers.at(snapshot, offset, IMAGES, full), file);
      signatures(SignatureHelps.at(snapshot, offset, null, full), file);
      completion(snapshot, offset, full);
      calls(snapshot, offset);
    }
    problems(snapshot, full);
    outline(snapshot, full);
    decorations(snapshot, IMAGES, full);
  }

  /** One reads in Markdown what one reads in plain text, and that has nothing hidden in it. */
  private void hover(
      Snapshot snapshot,
      int offset,
      ImageCatalog images,
      ClientSupport markdown,
      ClientSupport plain)
      throws IOException {
    BuildContext files = context();
    SourceHover source =
        files == null ? null : SourceHover.at(snapshot, offset, files, true, Project.soon());
    SourceHover plainSource =
        files == null ? null : SourceHover.at(snapshot, offset, files, false, Project.soon());
    Hover hover = Hovers.at(snapshot, offset, images, source, markdown);
    Hover shown = Hovers.at(snapshot, offset, images, plainSource, plain);
    hover(hover, snapshot.text());
    if (hover == null || shown == null) {
      assertThat(hover).isEqualTo(shown);
      return;
    }
    String text = shown.getContents().getRight().getValue();
    String marked = hover.getContents().getRight().getValue();
    if (seen.add(marked)) {
      assertThat(MarkupTest.withoutBlanks(ReadMarkdown.of(marked).visible()))
          .as("%s%n%n%s", snapshot.text(), marked)
          .isEqualTo(MarkupTest.withoutBlanks(text));
      lines(text, snapshot.text());
    }
  }

  private static @Nullable BuildContext context() throws IOException {
    if (context == null) {
      Project project = new Project(folder);
      for (String name : HostileText.SNIPPETS) {
        if (name.indexOf('/') < 0 && name.indexOf('\ud800') < 0) {
          project.write(name, name);
        }
      }
      context = project.write(".dockerignore", "[q]*\n**a**\n").context();
    }
    return context;
  }

  private void hover(@Nullable Hover hover, String file) {
    if (hover != null) {
      markup(hover.getContents().getRight(), file);
    }
  }

  private void markup(MarkupContent content, String file) {
    String text = content.getValue();
    if (!content.getKind().equals(MarkupKind.MARKDOWN)) {
      lines(text, file);
      return;
    }
    if (seen.add(text + "#")) {
      ReadMarkdown read = ReadMarkdown.of(text);
      assertThat(read.strange()).as("%s%n%n%s", file, text).isEmpty();
      assertThat(read.links())
          .as("%s%n%n%s", file, text)
          .allMatch(link -> link.startsWith("https://docs.docker.com/reference/dockerfile/#"));
      lines(text, file);
    }
  }

  private void signatures(@Nullable SignatureHelp help, String file) {
    if (help == null) {
      return;
    }
    for (SignatureInformation signature : help.getSignatures()) {
      line(signature.getLabel(), file);
      said(signature.getDocumentation(), file);
      for (ParameterInformation parameter : signature.getParameters()) {
        said(parameter.getDocumentation(), file);
      }
    }
  }

  private void said(@Nullable Either<String, MarkupContent> documentation, String file) {
    if (documentation != null && documentation.isRight()) {
      markup(documentation.getRight(), file);
    } else if (documentation != null) {
      lines(documentation.getLeft(), file);
    }
  }

  private void completion(Snapshot snapshot, int offset, ClientSupport support) {
    if (snapshot.text().substring(Math.max(0, offset - 1), offset).isBlank()) {
      List<CompletionItem> items = Completions.at(
              snapshot,
              offset,
              null,
              ImageSearch.in(IMAGES),
              () -> context,
              Project.soon(),
              support)
          .getItems();
      for (CompletionItem item : items) {
        line(item.getLabel(), snapshot.text());
        line(item.getDetail(), snapshot.text());
        said(item.getDocumentation(), snapshot.text());
      }
    }
  }

  private void calls(Snapshot snapshot, int offset) {
    List<CallHierarchyItem> items = StageCalls.prepare(snapshot, offset);
    for (CallHierarchyItem item : items == null ? List.<CallHierarchyItem>of() : items) {
      line(item.getName(), snapshot.text());
      line(item.getDetail(), snapshot.text());
      assertThat(StageCalls.outgoing(snapshot, item)).isNotNull();
    }
  }

  private void problems(Snapshot snapshot, ClientSupport support) {
    for (Diagnostic problem : Diagnostics.of(snapshot, support)) {
      line(problem.getMessage().getLeft(), snapshot.text());
    }
    TextRange whole = new TextRange(0, snapshot.text().length());
    CodeActionContext asked = new CodeActionContext(List.of());
    for (Either<Command, CodeAction> action :
        CodeActions.at(snapshot, whole, asked, null, true, support)) {
      line(action.getRight().getTitle(), snapshot.text());
    }
  }

  private void outline(Snapshot snapshot, ClientSupport support) {
    for (DocumentSymbol symbol : DocumentSymbols.of(snapshot, support)) {
      symbol(symbol, snapshot.text());
    }
    for (SymbolInformation symbol : FlatSymbols.of(snapshot, support)) {
      line(symbol.getName(), snapshot.text());
    }
    for (SymbolInformation symbol : WorkspaceSymbols.of(snapshot, support)) {
      line(symbol.getName(), snapshot.text());
      line(symbol.getContainerName(), snapshot.text());
    }
    for (FoldingRange range : FoldingRanges.of(snapshot, support)) {
      line(range.getCollapsedText(), snapshot.text());
    }
  }

  private void symbol(DocumentSymbol symbol, String file) {
    line(symbol.getName(), file);
    line(symbol.getDetail(), file);
    if (symbol.getChildren() != null) {
      symbol.getChildren().forEach(child -> symbol(child, file));
    }
  }

  private void decorations(Snapshot snapshot, ImageCatalog images, ClientSupport support) {
    TextRange whole = new TextRange(0, snapshot.text().length());
    for (InlayHint hint : InlayHints.in(snapshot, whole, images, InlayHintOptions.ALL)) {
      line(hint.getLabel().getLeft(), snapshot.text());
      lines(hint.getTooltip().getLeft(), snapshot.text());
    }
    for (CodeLens lens : CodeLenses.of(snapshot, images, support, false).shown()) {
      line(lens.getCommand().getTitle(), snapshot.text());
      assertThat(lens.getCommand().getTitle()).doesNotContain("$("); // VS Code would show an icon
    }
    for (DocumentLink link : DocumentLinks.of(snapshot, List.of(), support)) {
      assertThat(link.getTarget()).matches("(?i)https?://[^\\p{Cntrl}\\s<>\"]+");
      // VS Code puts the tooltip into Markdown, of which it escapes no more than a closing bracket.
      assertThat(link.getTooltip()).doesNotContain("!", "](", "`", "<", "$(");
    }
  }

  private static void line(@Nullable String text, String file) {
    if (text != null) {
      assertThat(text).as(file).isEqualTo(Visible.of(text));
    }
  }

  private static void lines(String text, String file) {
    assertThat(text).as(file).isEqualTo(Visible.lines(text));
  }
}
