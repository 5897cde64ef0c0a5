package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.lint.Alias;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Tool;
import org.eclipse.lsp4j.CompletionItemKind;

/** Parser directives and pragmas. */
final class Comments {

  private Comments() {}

  static void addDirectives(Slot.DirectiveName slot, Proposals to) {
    for (Topic topic : LanguageReference.topics(Topic.Kind.DIRECTIVE)) {
      if (!slot.given().contains(topic.name())) {
        addDirective(topic, slot.hasValue(), to);
      }
    }
  }

  private static void addDirective(Topic topic, boolean hasValue, Proposals to) {
    if (!to.takesSnippets()) {
      to.add(Proposal.of(topic, CompletionItemKind.Keyword));
      return;
    }
    String name = topic.name();
    switch (name) {
      case "syntax" -> add(topic, "docker/dockerfile:1", hasValue, to);
      case "escape" -> add(topic, "`", hasValue, to);
      default -> add(topic, "skip=", hasValue, to);
    }
  }

  private static void add(Topic topic, String value, boolean hasValue, Proposals to) {
    to.add(directive(topic, value, hasValue));
  }

  private static Proposal directive(Topic topic, String value, boolean hasValue) {
    Proposal proposal =
        Proposal.of(topic.name() + "=" + value, CompletionItemKind.Keyword).topic(topic);
    return hasValue
        ? proposal.text(topic.name())
        : value.endsWith("=") ? proposal : proposal.snippet(topic.name() + "=${1:" + value + "}");
  }

  /**
   * Whole lines, where no comment has been begun.
   *
   * @param separator what parts them from what follows the cursor
   */
  static void addDirectiveLines(String separator, Proposals to) {
    Topic syntax = LanguageReference.find(Topic.Kind.DIRECTIVE, "syntax");
    if (!to.snapshot().file().header().directives().stream()
        .anyMatch(directive -> directive.name().equals("syntax"))) {
      to.add(Proposal.of("# syntax=docker/dockerfile:1", CompletionItemKind.Keyword)
          .topic(syntax)
          .separator(separator));
    }
  }

  static void addDirectiveValues(Slot.DirectiveValue slot, Proposals to) {
    for (Topic topic : LanguageReference.topics(Topic.Kind.DIRECTIVE_VALUE, slot.name())) {
      to.add(Proposal.of(topic, CompletionItemKind.Value));
    }
  }

  static void addCheckKeys(Slot.CheckKey slot, Proposals to) {
    for (Topic topic : LanguageReference.topics(Topic.Kind.CHECK_KEY)) {
      String text = slot.hasValue() ? topic.name() : topic.name() + "=";
      to.add(Proposal.of(topic, CompletionItemKind.Property).text(text).filter(topic.name()));
    }
  }

  static void addCheckValues(Slot.CheckValue slot, Proposals to) {
    if (slot.key().equals("error")) {
      Flags.addAll(ImmutableList.of("true", "false"), to);
      return;
    }
    for (Topic topic : LanguageReference.topics(Topic.Kind.BUILD_CHECK)) {
      if (!slot.given().contains(topic.name())) {
        to.add(Proposal.of(topic, CompletionItemKind.EnumMember));
      }
    }
    if (slot.given().isEmpty()) {
      Flags.addAll(ImmutableList.of("all"), to);
    }
  }

  static void addPragmas(Slot.PragmaName slot, Proposals to) {
    for (Topic topic : LanguageReference.topics(Topic.Kind.PRAGMA)) {
      String text = pragma(topic);
      to.add(Proposal.of(text, CompletionItemKind.Keyword)
          .text(slot.hasValue() && text.endsWith("=") ? topic.name() : text)
          .topic(topic));
    }
  }

  /** As it is written up to the names of rules. */
  static String pragma(Topic topic) {
    return switch (topic.name()) {
      case "dockerfile-utils ignore" -> "dockerfile-utils: ignore";
      case "plimsoll format" -> "plimsoll format: off";
      case "check" -> "check=skip=";
      default -> topic.name() + "=";
    };
  }

  /** Rules, those first that go by a name of the tool whose pragma it is. */
  static void addPragmaValues(Slot.PragmaValue slot, Proposals to) {
    if (slot.pragma().endsWith("shell")) {
      Flags.addAll(ImmutableList.of("/bin/bash", "/bin/sh", "/bin/ash", "pwsh", "cmd"), to);
      return;
    }
    boolean hadolint = slot.pragma().startsWith("hadolint");
    ImmutableList<Rule> rules = to.snapshot().checks().rules().get();
    if (!hadolint) {
      rules.forEach(rule -> add(rule.info().name(), rule.info(), slot, to));
    }
    for (Rule rule : rules) {
      for (Alias alias : rule.info().aliases()) {
        if (!hadolint || alias.tool() == Tool.HADOLINT) {
          add(alias.code(), rule.info(), slot, to);
        }
      }
    }
    rules.forEach(rule -> add(rule.info().name(), rule.info(), slot, to));
    for (Topic topic : LanguageReference.topics(Topic.Kind.BUILD_CHECK)) {
      if (!hadolint && !slot.given().contains(topic.name())) {
        to.add(Proposal.of(topic, CompletionItemKind.EnumMember));
      }
    }
  }

  private static void add(String name, RuleInfo rule, Slot.PragmaValue slot, Proposals to) {
    if (!slot.given().contains(name)) {
      to.add(Proposal.of(name, CompletionItemKind.EnumMember)
          .detail(name.equals(rule.name()) ? "" : rule.name())
          .documentation(rule.summary()));
    }
  }
}
