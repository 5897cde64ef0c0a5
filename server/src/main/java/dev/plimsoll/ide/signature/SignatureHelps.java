package dev.plimsoll.ide.signature;

import com.google.common.base.CharMatcher;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.BegunDirective;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Header;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.ParameterInformation;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureHelpContext;
import org.eclipse.lsp4j.SignatureHelpTriggerKind;
import org.eclipse.lsp4j.SignatureInformation;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Tuple;
import org.jspecify.annotations.Nullable;

/** The forms of the instruction that is being written, and which part of them comes next. */
public final class SignatureHelps {

  private SignatureHelps() {}

  /**
   * The forms that fit at an offset, or null where nothing that has forms is being written.
   *
   * @param asked why; a key opens the forms of arrays only, whose parts a list doesn't tell, and none behind the first word
   *     of a shell's code. Forms that are open already follow what is typed.
   */
  public static @Nullable SignatureHelp at(
      Snapshot snapshot, int offset, @Nullable SignatureHelpContext asked, ClientSupport support) {
    if (!snapshot.isDockerfile() || snapshot.file().elements().isEmpty()) {
      return null;
    }
    int index = snapshot.file().indexAt(offset);
    Element element = snapshot.file().elements().get(index);
    int inside = offset - snapshot.file().start(index);
    Signatures found = null;
    if (element instanceof Element.Directive) {
      found = directive(snapshot, offset);
    } else if (element instanceof Instruction instruction
        && reaches(instruction, inside)
        && (isInvoked(asked) || !isBehindProgram(instruction, inside))) {
      found = InstructionSignatures.at(instruction, inside);
    } else {
      BegunDirective begun = BegunDirective.of(snapshot.file().elements(), index);
      found = begun == null ? null : directive(begun.topic().name(), "");
    }
    return found == null || !(isInvoked(asked) || isOpen(asked) || isArray(found))
        ? null
        : help(found, support);
  }

  private static @Nullable Signatures directive(Snapshot snapshot, int offset) {
    for (Header.Directive directive : snapshot.file().header().directives()) {
      TextRange name = directive.nameRange();
      if (snapshot.lines().lineAt(name.start()) == snapshot.lines().lineAt(offset)) {
        return directive(
            directive.name(), snapshot.text().substring(name.end(), Math.max(offset, name.end())));
      }
    }
    return null;
  }

  /** @param before what stands between the name and the cursor */
  private static @Nullable Signatures directive(String name, String before) {
    return switch (name) {
      case "escape" -> Signatures.of(SignatureForms.ESCAPE, 0);
      case "syntax" -> Signatures.of(SignatureForms.SYNTAX, 0);
      case "check" -> Signatures.of(SignatureForms.CHECK, before.contains("error") ? 1 : 0);
      default -> null;
    };
  }

  /**
   * Whether the instruction itself is being written at an offset: not its here-documents, nor the line after it at the
   * end of the file.
   */
  private static boolean reaches(Instruction instruction, int offset) {
    String text = instruction.text();
    if (!instruction.heredocs().isEmpty()) {
      int body = instruction.heredocs().get(0).body().start();
      return offset < body || (offset == body && body == text.length() && !text.endsWith("\n"));
    }
    if (offset < text.length() || text.isEmpty() || !text.endsWith("\n")) {
      return true;
    }
    List<Token> tokens = instruction.source().tokens();
    return tokens.get(tokens.size() - 1).kind() == Token.Kind.CONTINUATION;
  }

  private static boolean isInvoked(@Nullable SignatureHelpContext asked) {
    return asked == null || asked.getTriggerKind() == SignatureHelpTriggerKind.Invoked;
  }

  private static boolean isOpen(@Nullable SignatureHelpContext asked) {
    return asked != null && asked.isRetrigger();
  }

  /** Whether what is written is an array in which parts of different meaning follow each other. */
  private static boolean isArray(Signatures found) {
    SignatureForm form = found.forms().get(found.active());
    return form.isArray() && form.countArguments() > 1;
  }

  /** Whether an offset is in the code of a shell, behind its first word. */
  private static boolean isBehindProgram(Instruction instruction, int offset) {
    EmbeddedText code =
        instruction.innermost() instanceof Instruction.Command command ? command.shellCode() : null;
    if (code == null) {
      return false;
    }
    if (code.code().charAt(0) == '[') {
      return false; // may become a JSON array
    }
    int end = CharMatcher.whitespace().indexIn(code.code());
    return offset > code.homeEnd(end < 0 ? code.length() : end);
  }

  private static SignatureHelp help(Signatures found, ClientSupport support) {
    List<SignatureInformation> forms = new ArrayList<>(found.forms().size());
    for (SignatureForm form : found.forms()) {
      forms.add(information(form, support));
    }
    return new SignatureHelp(forms, found.active(), found.parameter());
  }

  private static SignatureInformation information(SignatureForm form, ClientSupport support) {
    List<ParameterInformation> parameters = new ArrayList<>(form.parameters().size());
    for (SignatureForm.Parameter parameter : form.parameters()) {
      ParameterInformation information = new ParameterInformation();
      if (support.has(Ability.SIGNATURE_LABEL_OFFSETS)) {
        information.setLabel(Tuple.two(parameter.start(), parameter.end()));
      } else {
        information.setLabel(form.label(parameter));
      }
      if (!parameter.summary().isEmpty()) {
        information.setDocumentation(said(parameter.summary(), support));
      }
      parameters.add(information);
    }
    SignatureInformation information = new SignatureInformation(form.label());
    information.setDocumentation(said(form.summary(), support));
    information.setParameters(parameters);
    return information;
  }

  private static Either<String, MarkupContent> said(String prose, ClientSupport support) {
    boolean markdown = support.has(Ability.SIGNATURE_MARKDOWN);
    Markup said = new Markup(markdown);
    said.prose(prose);
    return markdown ? Either.forRight(said.content()) : Either.forLeft(said.toString());
  }
}
