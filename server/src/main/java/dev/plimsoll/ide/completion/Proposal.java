package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.text.TextEdit;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** Something that may be put in, while it is being described. */
final class Proposal {

  private final String label;
  private final CompletionItemKind kind;
  private String text;
  private boolean snippet;
  private String separator = "";
  private String filter;
  private String detail = "";
  private @Nullable String documentation;
  private String reference = "";
  private boolean deprecated;
  private ImmutableList<TextEdit> additional = ImmutableList.of();

  private Proposal(String label, CompletionItemKind kind) {
    this.label = label;
    this.kind = kind;
    this.text = label;
    this.filter = label;
  }

  /** A proposal that puts in what it shows. */
  static Proposal of(String label, CompletionItemKind kind) {
    return new Proposal(label, kind);
  }

  /** What puts in the name of a topic, which describes it. */
  static Proposal of(Topic topic, CompletionItemKind kind) {
    return of(topic.name(), kind).topic(topic);
  }

  /** What is put in, if it isn't the label. */
  Proposal text(String plain) {
    text = plain;
    return this;
  }

  /** What is put in, with places to fill in: in the snippet syntax of the protocol. */
  Proposal snippet(String template) {
    text = template;
    snippet = true;
    return this;
  }

  /** What parts this from what follows the cursor, where that is to stay. */
  Proposal separator(String between) {
    separator = between;
    return this;
  }

  /** What the typed word is compared with, if it isn't the label. */
  Proposal filter(String compared) {
    filter = compared;
    return this;
  }

  /** A few words about it. */
  Proposal detail(String words) {
    detail = words;
    return this;
  }

  /** What can be said at once. */
  Proposal documentation(@Nullable String said) {
    documentation = said;
    return this;
  }

  /** What {@link Completions#resolve} finds the documentation by. */
  Proposal reference(String to) {
    reference = to;
    return this;
  }

  Proposal topic(@Nullable Topic topic) {
    return topic == null ? this : reference(Documentation.reference(topic));
  }

  Proposal deprecated() {
    deprecated = true;
    return this;
  }

  /** An edit elsewhere that it needs. */
  Proposal with(TextEdit edit) {
    additional = ImmutableList.of(edit);
    return this;
  }

  String label() {
    return label;
  }

  CompletionItemKind kind() {
    return kind;
  }

  String text() {
    return text;
  }

  boolean isSnippet() {
    return snippet;
  }

  String separator() {
    return separator;
  }

  String filter() {
    return filter;
  }

  String detail() {
    return detail;
  }

  @Nullable String documentation() {
    return documentation;
  }

  String reference() {
    return reference;
  }

  boolean isDeprecated() {
    return deprecated;
  }

  ImmutableList<TextEdit> additional() {
    return additional;
  }
}
