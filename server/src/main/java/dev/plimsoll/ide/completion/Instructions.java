package dev.plimsoll.ide.completion;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** The instructions that may stand at a place, with their usual arguments where the editor can fill in such. */
final class Instructions {

  /** A form of an instruction: as the list shows it, and as a snippet. */
  private record Form(Keyword keyword, String label, String snippet) {}

  /** By use, as far as one can tell: what a stage is made of first. */
  private static final ImmutableList<Form> FORMS = ImmutableList.of(
      new Form(Keyword.FROM, "FROM baseImage", "FROM ${1:baseImage}"),
      new Form(Keyword.RUN, "RUN command", "RUN ${1:command}"),
      new Form(Keyword.COPY, "COPY source dest", "COPY ${1:source} ${2:dest}"),
      new Form(Keyword.WORKDIR, "WORKDIR /the/workdir/path", "WORKDIR ${1:/the/workdir/path}"),
      new Form(Keyword.ENV, "ENV key=value", "ENV ${1:key}=${2:value}"),
      new Form(Keyword.ARG, "ARG name", "ARG ${1:name}"),
      new Form(Keyword.ARG, "ARG name=defaultValue", "ARG ${1:name}=${2:defaultValue}"),
      new Form(Keyword.CMD, "CMD [ \"executable\" ]", "CMD [ \"${1:executable}\" ]"),
      new Form(
          Keyword.ENTRYPOINT,
          "ENTRYPOINT [ \"executable\" ]",
          "ENTRYPOINT [ \"${1:executable}\" ]"),
      new Form(Keyword.EXPOSE, "EXPOSE port", "EXPOSE ${1:port}"),
      new Form(Keyword.USER, "USER daemon", "USER ${1:daemon}"),
      new Form(Keyword.LABEL, "LABEL key=\"value\"", "LABEL ${1:key}=\"${2:value}\""),
      new Form(Keyword.ADD, "ADD source dest", "ADD ${1:source} ${2:dest}"),
      new Form(
          Keyword.HEALTHCHECK,
          "HEALTHCHECK --interval=30s --timeout=30s --start-period=5s --retries=3 CMD [ \"executable\" ]",
          "HEALTHCHECK --interval=${1:30s} --timeout=${2:30s} --start-period=${3:5s} --retries=${4:3}"
              + " CMD [ \"${5:executable}\" ]"),
      new Form(Keyword.HEALTHCHECK, "HEALTHCHECK NONE", "HEALTHCHECK NONE"),
      new Form(Keyword.VOLUME, "VOLUME [ \"/data\" ]", "VOLUME [ \"${1:/data}\" ]"),
      new Form(Keyword.SHELL, "SHELL [ \"executable\" ]", "SHELL [ \"${1:executable}\" ]"),
      new Form(Keyword.STOPSIGNAL, "STOPSIGNAL signal", "STOPSIGNAL ${1:signal}"),
      new Form(Keyword.ONBUILD, "ONBUILD INSTRUCTION", "ONBUILD ${1:INSTRUCTION}"),
      new Form(Keyword.MAINTAINER, "MAINTAINER name", "MAINTAINER ${1:name}"));

  private Instructions() {}

  static void add(Slot.InstructionKeyword slot, Proposals to) {
    Stage stage = to.snapshot().model().stageAt(to.word().cursor());
    boolean any = !to.snapshot().model().stages().isEmpty();
    // Of a file without any FROM nobody knows which part of one it is: what is begun is completed.
    boolean fragment = !any && !to.word().prefix().isEmpty();
    boolean lower = writtenInLowerCase(to);
    for (Form form : FORMS) {
      boolean beforeStages = form.keyword == Keyword.FROM || form.keyword == Keyword.ARG;
      boolean allowed = slot.trigger()
          ? form.keyword != Keyword.FROM
              && form.keyword != Keyword.MAINTAINER
              && form.keyword != Keyword.ONBUILD
          : stage != null || beforeStages || fragment;
      if (allowed && (slot.alone() || isBefore(slot, to) || takesArguments(form.keyword, to))) {
        add(form, slot, lower, to);
      }
    }
    if (stage == null && to.word().prefix().isEmpty() && isHeader(to)) {
      Comments.addDirectiveLines(isBefore(slot, to) ? "\n" : "", to);
    }
  }

  /** Whether nothing but directives stand before the cursor, so that another may follow. */
  private static boolean isHeader(Proposals to) {
    Dockerfile file = to.snapshot().file();
    for (int i = 0; i < file.elements().size() && file.start(i) < to.word().start(); i++) {
      Element element = file.elements().get(i);
      if (!(element instanceof Element.Directive) && !(element instanceof Element.ByteOrderMark)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the cursor stands before another instruction: what is put in there becomes a line of its own. */
  private static boolean isBefore(Slot.InstructionKeyword slot, Proposals to) {
    return !slot.alone() && !slot.trigger() && to.word().prefix().isEmpty();
  }

  /** Whether the arguments that stand there are no more of an error with this keyword than they are now. */
  private static boolean takesArguments(Keyword keyword, Proposals to) {
    Dockerfile file = to.snapshot().file();
    TypedWord word = to.word();
    Instruction written = file.instructionAt(word.start());
    if (!word.head().isEmpty() || written == null) {
      return true;
    }
    TextRange typed = word.replace().shift(-file.start(written));
    String changed =
        TextEdit.apply(written.text(), ImmutableList.of(TextEdit.replace(typed, keyword.name())));
    return errors(written).containsAll(errors(alone(changed, file.escape())));
  }

  /** The first instruction of a text; its errors are its own, whatever stands around it. */
  private static @Nullable Instruction alone(String text, char escape) {
    String directive = escape == '`' ? "# escape=`\n" : "";
    return Dockerfile.parse(directive + text).instructions().stream()
        .findFirst()
        .orElse(null);
  }

  private static ImmutableSet<String> errors(@Nullable Instruction instruction) {
    ImmutableSet.Builder<String> errors = ImmutableSet.builder();
    if (instruction != null) {
      instruction.errors().forEach(error -> errors.add(error.buildkit()));
    }
    return errors.build();
  }

  private static void add(Form form, Slot.InstructionKeyword slot, boolean lower, Proposals to) {
    String name = form.keyword.name();
    String keyword = lower ? Ascii.toLowerCase(name) : name;
    String rest = form.label.substring(name.length());
    Topic topic = LanguageReference.instruction(form.keyword);
    if (!to.takesSnippets()) {
      // HEALTHCHECK has no form that is one word.
      String word = form.keyword != Keyword.HEALTHCHECK
          ? keyword
          : keyword + (rest.endsWith("NONE") ? " NONE" : " CMD");
      rest = word.substring(keyword.length());
    }
    String label = keyword + rest;
    Proposal proposal = Proposal.of(label, CompletionItemKind.Keyword).topic(topic);
    boolean fills = to.takesSnippets() && form.snippet.indexOf('$') >= 0;
    boolean before = isBefore(slot, to);
    if (!slot.alone() && !before) {
      proposal.text(keyword);
    } else if (fills) {
      proposal.snippet(keyword + form.snippet.substring(name.length()));
    }
    proposal.separator(before ? "\n" : "");
    to.add(form.keyword == Keyword.MAINTAINER ? proposal.deprecated() : proposal);
  }

  /** Whether more of the file's keywords are in lower case than not; the one that is being typed doesn't count. */
  static boolean writtenInLowerCase(Proposals to) {
    Dockerfile file = to.snapshot().file();
    int lower = 0;
    for (Instruction instruction : file.instructions()) {
      if (instruction.keyword() != Keyword.UNKNOWN) {
        String written = instruction.source().writtenKeyword();
        lower += Ascii.isLowerCase(written.charAt(written.length() - 1)) ? 1 : -1;
      }
    }
    return lower > 0;
  }

  /** A word of the language in the case of the file's keywords. */
  static String inCase(String word, Proposals to) {
    return writtenInLowerCase(to) ? Ascii.toLowerCase(word) : word;
  }
}
