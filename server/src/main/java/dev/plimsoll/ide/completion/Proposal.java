package dev.plimsoll.ide.completion;

import dev.plimsoll.ide.Topic;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/**
 * Something that may be put in.
 *
 * @param label what the list shows
 * @param text what is put in
 * @param snippet whether {@code text} is in the snippet syntax of the protocol
 * @param kind the picture beside it
 * @param filter what the typed word is compared with
 * @param detail a few words about it; may be empty
 * @param documentation what can be said at once; null where it is asked for when the item is looked at
 * @param reference what {@link Completions#resolve} finds the documentation by; empty where there is none
 * @param deprecated whether it should no longer be used
 * @param additional edits elsewhere that it needs
 */
record Proposal(
    String label,
    String text,
    boolean snippet,
    CompletionItemKind kind,
    String filter,
    String detail,
    @Nullable String documentation,
    String reference,
    boolean deprecated,
    List<TextEdit> additional) {

  /** A proposal that puts in what it shows. */
  static Proposal of(String label, CompletionItemKind kind) {
    return new Proposal(label, label, false, kind, label, "", null, "", false, List.of());
  }

  /** What puts in the name of a topic, which describes it. */
  static Proposal of(Topic topic, CompletionItemKind kind) {
    return of(topic.name(), kind).withTopic(topic);
  }

  Proposal withText(String text) {
    return new Proposal(
        label,
        text,
        snippet,
        kind,
        filter,
        detail,
        documentation,
        reference,
        deprecated,
        additional);
  }

  /** Puts in a text with places to fill in. */
  Proposal withSnippet(String text) {
    return new Proposal(
        label, text, true, kind, filter, detail, documentation, reference, deprecated, additional);
  }

  Proposal withFilter(String filter) {
    return new Proposal(
        label,
        text,
        snippet,
        kind,
        filter,
        detail,
        documentation,
        reference,
        deprecated,
        additional);
  }

  Proposal withDetail(String detail) {
    return new Proposal(
        label,
        text,
        snippet,
        kind,
        filter,
        detail,
        documentation,
        reference,
        deprecated,
        additional);
  }

  Proposal withDocumentation(@Nullable String documentation) {
    return new Proposal(
        label,
        text,
        snippet,
        kind,
        filter,
        detail,
        documentation,
        reference,
        deprecated,
        additional);
  }

  Proposal withReference(String reference) {
    return new Proposal(
        label,
        text,
        snippet,
        kind,
        filter,
        detail,
        documentation,
        reference,
        deprecated,
        additional);
  }

  Proposal withTopic(@Nullable Topic topic) {
    return topic == null ? this : withReference(Documentation.reference(topic));
  }

  Proposal asDeprecated() {
    return new Proposal(
        label, text, snippet, kind, filter, detail, documentation, reference, true, additional);
  }

  Proposal withAdditional(TextEdit edit) {
    return new Proposal(
        label,
        text,
        snippet,
        kind,
        filter,
        detail,
        documentation,
        reference,
        deprecated,
        List.of(edit));
  }
}
