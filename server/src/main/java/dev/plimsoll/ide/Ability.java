package dev.plimsoll.ide;

import org.jspecify.annotations.Nullable;

/**
 * What an editor may be able to show or do, and where it says so: the way through the {@code capabilities} that it sends
 * with {@code initialize}. What it doesn't say, it can't do.
 */
public enum Ability {
  /** It asks for diagnostics instead of being sent them. */
  DIAGNOSTIC_PULL("textDocument.diagnostic"),
  /** It can be told to ask for diagnostics again. */
  DIAGNOSTIC_REFRESH("workspace.diagnostics.refreshSupport"),
  /** A diagnostic may name other places. */
  DIAGNOSTIC_RELATED("textDocument.publishDiagnostics.relatedInformation"),
  /** A diagnostic may carry data, which comes back when its fixes are asked for. */
  DIAGNOSTIC_DATA("textDocument.publishDiagnostics.dataSupport"),
  /** The code of a diagnostic may lead to a page about it. */
  DIAGNOSTIC_CODE_PAGE("textDocument.publishDiagnostics.codeDescriptionSupport"),
  /** A diagnostic may be unnecessary or deprecated. */
  DIAGNOSTIC_TAGS("textDocument.publishDiagnostics.tagSupport"),
  /** Hovers may be Markdown. */
  HOVER_MARKDOWN("textDocument.hover.contentFormat", "markdown"),
  /** Above a hover it shows the messages of the problems at that place by itself. */
  HOVER_SHOWS_PROBLEMS("experimental.plimsoll.hoverShowsProblems"),
  /** A definition may say what it is the definition of, and what to show around it. */
  DEFINITION_LINKS("textDocument.definition.linkSupport"),
  /** The same for a declaration. */
  DECLARATION_LINKS("textDocument.declaration.linkSupport"),
  /** Whether something can be renamed may be asked first. */
  RENAME_PREPARE("textDocument.rename.prepareSupport"),
  /** It has the command {@code plimsoll.showReferences}, which shows a list of places. */
  SHOW_REFERENCES("experimental.plimsoll.showReferences"),
  /** It has the command {@code plimsoll.showQuickFixes}, which offers what can be mended at a place. */
  SHOW_QUICK_FIXES("experimental.plimsoll.showQuickFixes"),
  /** It can be told to ask for code lenses again. */
  CODE_LENS_REFRESH("workspace.codeLens.refreshSupport"),
  /** What is said of signatures may be Markdown. */
  SIGNATURE_MARKDOWN(
      "textDocument.signatureHelp.signatureInformation.documentationFormat", "markdown"),
  /** The parts of a signature may be given as offsets in its label. */
  SIGNATURE_LABEL_OFFSETS(
      "textDocument.signatureHelp.signatureInformation.parameterInformation.labelOffsetSupport"),
  /** It can be told to ask for inlay hints again. */
  INLAY_HINT_REFRESH("workspace.inlayHint.refreshSupport"),
  /** Likewise for semantic tokens. */
  SEMANTIC_TOKENS_REFRESH("workspace.semanticTokens.refreshSupport"),
  /** What a completion puts in may have places to fill in. */
  COMPLETION_SNIPPETS("textDocument.completion.completionItem.snippetSupport"),
  /** A completion may leave what follows the cursor, or replace it: the user decides. */
  COMPLETION_INSERT_REPLACE("textDocument.completion.completionItem.insertReplaceSupport"),
  /** The documentation of completions may be Markdown. */
  COMPLETION_MARKDOWN("textDocument.completion.completionItem.documentationFormat", "markdown"),
  /** The list of completions may have a word on each. */
  COMPLETION_LABEL_DETAILS("textDocument.completion.completionItem.labelDetailsSupport"),
  /** A completion may be deprecated: what is no longer said so. */
  COMPLETION_DEPRECATED("textDocument.completion.completionItem.deprecatedSupport"),
  /** A completion may be deprecated. */
  COMPLETION_TAGS("textDocument.completion.completionItem.tagSupport"),
  /** Completions may be of kinds that the first version of the protocol didn't have. */
  COMPLETION_KINDS("textDocument.completion.completionItemKind"),
  /** A list of completions may say once what range its items replace. */
  COMPLETION_DEFAULT_RANGE("textDocument.completion.completionList.itemDefaults", "editRange"),
  /** A list of completions may say once whether its items are snippets. */
  COMPLETION_DEFAULT_FORMAT(
      "textDocument.completion.completionList.itemDefaults", "insertTextFormat"),
  /** A code action may carry its edit; otherwise only commands are understood. */
  CODE_ACTION_LITERALS("textDocument.codeAction.codeActionLiteralSupport"),
  /** A code action may be the preferred one. */
  CODE_ACTION_PREFERRED("textDocument.codeAction.isPreferredSupport"),
  /** The edit of a code action may be asked for later. */
  CODE_ACTION_RESOLVE("textDocument.codeAction.resolveSupport"),
  /** Symbols of a document may contain others; otherwise they are a flat list. */
  HIERARCHICAL_SYMBOLS("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport"),
  /** A symbol of a document may be deprecated by a tag. */
  SYMBOL_TAGS("textDocument.documentSymbol.tagSupport"),
  /** Whole lines are folded; columns are ignored. */
  FOLDING_LINES_ONLY("textDocument.foldingRange.lineFoldingOnly"),
  /** A folded range may say what is shown in its place. */
  FOLDING_COLLAPSED_TEXT("textDocument.foldingRange.foldingRange.collapsedText"),
  /** A link may have a tooltip. */
  LINK_TOOLTIP("textDocument.documentLink.tooltipSupport"),
  /** Tokens are shown; otherwise they are not offered. */
  SEMANTIC_TOKENS("textDocument.semanticTokens"),
  /** Tokens of a part of a document are asked for. */
  SEMANTIC_TOKENS_RANGE("textDocument.semanticTokens.requests.range"),
  /** Changes of tokens are asked for. */
  SEMANTIC_TOKENS_DELTA("textDocument.semanticTokens.requests.full.delta"),
  /** Edits may name the version that they are for. */
  DOCUMENT_CHANGES("workspace.workspaceEdit.documentChanges"),
  /** An edit may create a file. */
  RESOURCE_CREATE("workspace.workspaceEdit.resourceOperations", "create"),
  /** The server may ask for an edit to be applied. */
  APPLY_EDIT("workspace.applyEdit"),
  /** It shows that the server is at work. */
  WORK_DONE_PROGRESS("window.workDoneProgress"),
  /** Settings can be asked for. */
  CONFIGURATION("workspace.configuration"),
  /** Being told of changed files can be registered. */
  WATCHED_FILES_REGISTRATION("workspace.didChangeWatchedFiles.dynamicRegistration"),
  /** Being told of changed settings can be registered. */
  CONFIGURATION_REGISTRATION("workspace.didChangeConfiguration.dynamicRegistration");

  private final String path;
  private final @Nullable String element;

  Ability(String path) {
    this(path, null);
  }

  Ability(String path, @Nullable String element) {
    this.path = path;
    this.element = element;
  }

  /** Where it is said, names with dots between: {@code true} and any object say yes. */
  public String path() {
    return path;
  }

  /** What the list at {@link #path} has to contain to say yes, or null where there is no list. */
  public @Nullable String element() {
    return element;
  }
}
