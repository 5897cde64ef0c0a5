package dev.plimsoll.ide.completion;

import com.google.common.base.Ascii;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.syntax.Keyword;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** Words that mean something in one place of the language. */
final class Words {

  private Words() {}

  static void addAs(Proposals to) {
    String as = Instructions.inCase("AS", to);
    Proposal proposal = Proposal.of(
            to.takesSnippets() ? as + " name" : as, CompletionItemKind.Keyword)
        .topic(LanguageReference.find(Topic.Kind.WORD, "FROM", "AS"));
    to.add(to.takesSnippets() ? proposal.snippet(as + " ${1:name}") : proposal);
  }

  static void addHealthcheckTypes(Proposals to) {
    String command = Instructions.inCase("CMD", to);
    Topic topic = LanguageReference.find(Topic.Kind.WORD, "HEALTHCHECK", "CMD");
    if (to.takesSnippets()) {
      to.add(Proposal.of(command + " [ \"executable\" ]", CompletionItemKind.Keyword)
          .snippet(command + " [ \"${1:executable}\" ]")
          .topic(topic));
    } else {
      to.add(Proposal.of(command, CompletionItemKind.Keyword).topic(topic));
    }
    to.add(Proposal.of(Instructions.inCase("NONE", to), CompletionItemKind.Keyword)
        .topic(LanguageReference.find(Topic.Kind.WORD, "HEALTHCHECK", "NONE")));
  }

  static void addModifiers(Proposals to) {
    for (Topic topic : LanguageReference.topics(Topic.Kind.MODIFIER)) {
      if (topic.name().startsWith(":")) {
        to.add(Proposal.of(topic, CompletionItemKind.Operator));
      }
    }
  }

  /** That of the image, those on which programs in images listen most, then all by number. */
  static void addPorts(Proposals to) {
    for (UsualCommand usual : UsualCommand.at(Keyword.EXPOSE, to)) {
      addPort(LanguageReference.find(Topic.Kind.PORT, usual.text()), to);
    }
    for (String name : new String[] {"80", "443", "8080", "3000", "8000", "5000", "8443"}) {
      addPort(LanguageReference.find(Topic.Kind.PORT, name), to);
    }
    for (Topic topic : LanguageReference.topics(Topic.Kind.PORT)) {
      addPort(topic, to);
    }
  }

  private static void addPort(@Nullable Topic topic, Proposals to) {
    if (topic != null) {
      to.add(Proposal.of(topic, CompletionItemKind.Value).detail(plain(topic.summary())));
    }
  }

  private static String plain(String summary) {
    return summary.endsWith(".") ? summary.substring(0, summary.length() - 1) : summary;
  }

  static void addProtocols(Proposals to) {
    to.add(Proposal.of("tcp", CompletionItemKind.EnumMember));
    to.add(Proposal.of("udp", CompletionItemKind.EnumMember));
    to.add(Proposal.of("sctp", CompletionItemKind.EnumMember));
  }

  /** That of the image, those with which programs are stopped, then the others. */
  static void addSignals(Proposals to) {
    for (UsualCommand usual : UsualCommand.at(Keyword.STOPSIGNAL, to)) {
      add(LanguageReference.find(Topic.Kind.SIGNAL, usual.text()), to);
    }
    for (String name : new String[] {"SIGTERM", "SIGINT", "SIGQUIT", "SIGRTMIN+3"}) {
      add(LanguageReference.find(Topic.Kind.SIGNAL, name), to);
    }
    for (Topic topic : LanguageReference.topics(Topic.Kind.SIGNAL)) {
      add(topic, to);
    }
  }

  private static void add(@Nullable Topic topic, Proposals to) {
    if (topic != null) {
      to.add(
          Proposal.of(topic, CompletionItemKind.Event).detail(String.join(" ", topic.aliases())));
    }
  }

  static void addLabelKeys(Slot.LabelKey slot, Proposals to) {
    for (Topic topic : LanguageReference.topics(Topic.Kind.LABEL)) {
      Proposal proposal = Proposal.of(topic, CompletionItemKind.Property);
      if (!slot.hasValue()) {
        String last = topic.name().substring(topic.name().lastIndexOf('.') + 1);
        proposal = to.takesSnippets()
            ? proposal.snippet(topic.name() + "=\"${1:" + Ascii.toLowerCase(last) + "}\"")
            : proposal.text(topic.name() + "=");
      }
      to.add(proposal);
    }
  }
}
