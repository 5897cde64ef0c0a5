package dev.plimsoll.ide.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Examples;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import java.io.IOException;
import java.util.List;
import org.eclipse.lsp4j.ParameterInformation;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureHelpContext;
import org.eclipse.lsp4j.SignatureHelpTriggerKind;
import org.eclipse.lsp4j.SignatureInformation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that are offered while something is being written, and the part of the first that is marked. */
class SignatureHelpsTest {

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
          COPY <|>                  ; COPY [flags] source ... dest                  ; source
          COPY <|>--                ; COPY [flags] source ... dest                  ; [flags]
          COPY --li<|>              ; COPY [flags] source ... dest                  ; [flags]
          COPY --link <|>a b        ; COPY [flags] source ... dest                  ; source
          COPY a <|>                ; COPY [flags] source ... dest                  ; dest
          COPY a <|>b c             ; COPY [flags] source ... dest                  ; ...
          COPY a b c<|>             ; COPY [flags] source ... dest                  ; dest
          COPY [ <|>                ; COPY [flags] [ "source", ..., "dest" ]        ; "source"
          COPY [ "a", <|>           ; COPY [flags] [ "source", ..., "dest" ]        ; "dest"
          COPY [ "a", "b" ]<|>      ; COPY [flags] [ "source", ..., "dest" ]        ; ]
          COPY <<EOF <|>            ; COPY [flags] <<EOF dest                       ; dest
          COPY --from=<|> a b       ; --from=stage                                  ; stage
          COPY --chmod=7<|>55 a b   ; --chmod=mode                                  ; mode
          ADD --unpack=<|>          ; --unpack=true|false                           ; true|false
          ARG a<|>                  ; ARG name                                      ; name
          ARG a=<|>                 ; ARG name=defaultValue                         ; defaultValue
          ARG a=1 b<|>              ; ARG name                                      ; name
          CMD <|>                   ; CMD [ "executable", "parameter", ... ]        ; [
          CMD ["a"<|>               ; CMD [ "executable", "parameter", ... ]        ; "executable"
          CMD ["a", "b", <|>        ; CMD [ "executable", "parameter", ... ]        ; ...
          CMD a <|>                 ; CMD executable parameter ...                  ; parameter
          CMD a b c d<|>            ; CMD executable parameter ...                  ; ...
          ENTRYPOINT [ <|>          ; ENTRYPOINT [ "executable", "parameter", ... ] ; "executable"
          ENV <|>                   ; ENV key value                                 ; key
          ENV a <|>                 ; ENV key value                                 ; value
          ENV a=<|>                 ; ENV key=value                                 ; value
          ENV a=b <|>               ; ENV key=value key2=value2                     ; key2
          LABEL a=b c=<|>           ; LABEL key=value key2=value2                   ; value2
          EXPOSE 80 <|>             ; EXPOSE port ...                               ; ...
          FROM <|>                  ; FROM baseImage                                ; baseImage
          FROM a:<|>                ; FROM baseImage:tag                            ; tag
          FROM ${a:-b/c:d}<|>       ; FROM baseImage                                ; baseImage
          FROM ${a:-b}:<|>          ; FROM baseImage:tag                            ; tag
          FROM a@sha256:<|>         ; FROM baseImage@digest                         ; digest
          FROM host:5000/a<|>       ; FROM baseImage                                ; baseImage
          FROM a:1 <|>              ; FROM baseImage:tag AS stage                   ; AS
          FROM a:1 AS <|>           ; FROM baseImage:tag AS stage                   ; stage
          FROM --pl<|>              ; --platform=platform                           ; platform
          HEALTHCHECK <|>           ; HEALTHCHECK [flags] CMD ...                   ; CMD
          HEALTHCHECK --timeout=<|> ; HEALTHCHECK --timeout=30s ...                 ; 30s
          HEALTHCHECK CMD <|>       ; HEALTHCHECK [flags] CMD ...                   ; ...
          HEALTHCHECK NO<|>         ; HEALTHCHECK NONE                              ; NONE
          MAINTAINER <|>            ; MAINTAINER name                               ; name
          ONBUILD <|>               ; ONBUILD INSTRUCTION                           ; INSTRUCTION
          ONBUILD COPY a <|>        ; COPY [flags] source ... dest                  ; dest
          RUN <|>                   ; RUN command parameter ...                     ; command
          RUN <<E<|>                ; RUN <<EOF                                     ; <<EOF
          RUN --network=<|>         ; --network=default|none|host                   ; default|none|host
          RUN --<|>                 ; --mount=type=...                              ; type=...
          SHELL ["a", <|>           ; SHELL [ "executable", "parameter", ... ]      ; "parameter"
          STOPSIGNAL <|>            ; STOPSIGNAL signal                             ; signal
          USER a<|>                 ; USER user                                     ; user
          USER 10<|>                ; USER uid                                      ; uid
          USER a:<|>                ; USER user:group                               ; group
          VOLUME ["a", <|>          ; VOLUME [ "/vol", ... ]                        ; ...
          VOLUME /a <|>             ; VOLUME /vol ...                               ; ...
          WORKDIR /<|>              ; WORKDIR /the/workdir/path                     ; /the/workdir/path
          """)
  void theFormThatFitsAndThePartAtTheCursor(String written, String label, String part) {
    SignatureHelp help = help("FROM a\n" + written, ClientSupport.none());
    assertThat(help).isNotNull();
    SignatureInformation active = help.getSignatures().get(help.getActiveSignature());
    assertThat(active.getLabel()).isEqualTo(label);
    assertThat(active.getParameters().get(help.getActiveParameter()).getLabel().getLeft())
        .isEqualTo(part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<|>",
        "CO<|>PY a b",
        "COPY<|> a b",
        "# COPY <|>",
        "COPY a b\n<|>",
        "COPY <<E /a\n<|>x\nE\n",
        "HEALTHCHECK NONE <|>",
        "FROM a AS b <|>",
        "NOTHING <|>"
      })
  void whereNoFormsAreWantedThereAreNone(String written) {
    assertThat(help("FROM a\n" + written, ClientSupport.full())).isNull();
  }

  @Test
  void allFormsThatStillFitAreOffered() {
    assertThat(labels("FROM <|>")).hasSize(6);
    assertThat(labels("FROM a@<|>"))
        .containsExactly("FROM baseImage@digest", "FROM baseImage@digest AS stage");
    assertThat(labels("FROM a\nUSER <|>"))
        .containsExactly("USER user", "USER user:group", "USER uid", "USER uid:gid");
    assertThat(labels("FROM a\nRUN <|>"))
        .containsExactly(
            "RUN command parameter ...", "RUN [ \"command\", \"parameter\", ... ]", "RUN <<EOF");
    assertThat(labels("FROM a\nCOPY --c<|>"))
        .contains("--chown=user:group", "--chmod=mode")
        .doesNotContain("--from=stage");
  }

  @Test
  void anUnfinishedInstructionGoesOnInTheNextLine() {
    assertThat(labels("FROM a\nCOPY a \\\n<|>")).containsExactly("COPY [flags] source ... dest");
    assertThat(labels("FROM a\nCOPY a \\\n # why\n  b<|>\nRUN x"))
        .containsExactly("COPY [flags] source ... dest");
    assertThat(labels("# escape=`\nFROM a\nCOPY a `\r\n <|>"))
        .containsExactly("COPY [flags] source ... dest");
  }

  @Test
  void aMountHasTheOptionsOfItsType() {
    assertThat(labels("FROM a\nRUN --mount=<|>"))
        .anyMatch(label -> label.startsWith(
            "--mount=type=bind,target=path,source=path,from=stage,readwrite=false,readonly=true"))
        .hasSizeGreaterThan(5);
    SignatureHelp cache =
        help("FROM a\nRUN --mount=type=cache,target=/a,sh<|> x", ClientSupport.none());
    assertThat(cache).isNotNull();
    assertThat(cache.getSignatures().get(0).getLabel()).startsWith("--mount=type=cache,id=name");
    assertThat(active(cache)).isEqualTo("sharing=shared");
    SignatureHelp next = help("FROM a\nRUN --mount=type=cache,id=x,<|> y", ClientSupport.none());
    assertThat(next).isNotNull();
    assertThat(active(next)).isEqualTo("target=path");
  }

  @Test
  void directivesHaveFormsToo() {
    assertThat(labels("# escape=<|>\\\nFROM a")).containsExactly("escape=\\");
    assertThat(labels("# escape=<|>\nFROM a")).containsExactly("escape=\\");
    assertThat(labels("# syntax=a\n# Escape = <|>")).containsExactly("escape=\\");
    assertThat(help("FROM a\n# escape=<|>\n", ClientSupport.none())).isNull();
    assertThat(labels("# syntax=a<|>\nFROM a")).containsExactly("syntax=image");
  }

  @Test
  void theEditorDecidesHowPartsAndTextsAreGiven() {
    SignatureHelp full = help("FROM a\nUSER <|>", ClientSupport.full());
    SignatureHelp bare = help("FROM a\nUSER <|>", ClientSupport.none());
    assertThat(full).isNotNull();
    assertThat(bare).isNotNull();
    ParameterInformation offsets = full.getSignatures().get(1).getParameters().get(1);
    assertThat(offsets.getLabel().getRight().getFirst()).isEqualTo("USER user:".length());
    assertThat(offsets.getDocumentation().isRight()).isTrue();
    ParameterInformation text = bare.getSignatures().get(1).getParameters().get(1);
    assertThat(text.getLabel().getLeft()).isEqualTo("group");
    assertThat(text.getDocumentation().isLeft()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
          ONBUILD SHELL\\n [ "a"<|> ]        ; "executable"
          ONBUILD RUN ["a",\\n"b"<|>]        ; "parameter"
          ONBUILD COPY ["a", \\n <|>"b"]     ; "dest"
          ONBUILD ADD \\n a b <|>            ; dest
          ONBUILD CMD \\n a <|>              ; parameter
          """)
  void aTriggerMayGoOnOverLines(String marked, String parameter) {
    assertThat(active(help("FROM a\n" + marked.replace("\\n", "\\\n"), ClientSupport.none())))
        .isEqualTo(parameter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM a\nRUN apt-get <|>",
        "FROM a\nRUN apt-get <|>update",
        "FROM a\nRUN --network=none apt-get \\\n  -<|>",
        "FROM a\nONBUILD CMD a <|>",
        "FROM a\nHEALTHCHECK CMD a -<|>",
      })
  void aKeyInTheCodeOfAShellOpensNothing(String marked) {
    for (SignatureHelpTriggerKind kind : SignatureHelpTriggerKind.values()) {
      boolean invoked = kind == SignatureHelpTriggerKind.Invoked;
      SignatureHelpContext asked = new SignatureHelpContext(kind, false);
      assertThat(help(marked, asked, ClientSupport.full()) != null).isEqualTo(invoked);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM a\nRUN [<|>",
        "FROM a\nCMD [\"a\",<|>",
        "FROM a\nCOPY [<|>",
        "FROM a\nCOPY --link [\"a\",<|>",
        "FROM a\nSHELL [<|>",
        "FROM a\nONBUILD CMD [<|>",
      })
  void aKeyOpensTheFormsOfArrays(String marked) {
    assertThat(help(marked, struck(false), ClientSupport.full())).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM <|>",
        "FROM a <|>",
        "FROM a:<|>",
        "FROM a\nRUN <|>",
        "FROM a\nRUN --mount=type=cache,<|>",
        "FROM a\nWORKDIR <|>",
        "FROM a\nCOPY <|>",
        "FROM a\nCOPY a <|>",
        "FROM a\nCOPY --from=<|>",
        "FROM a\nENV A=[<|>",
        "FROM a\nVOLUME [<|>",
        "FROM a\nHEALTHCHECK <|>",
        "FROM a\nONBUILD <|>",
        "# escape=<|>",
      })
  void aKeyElsewhereOpensNothingButWhatIsOpenFollows(String marked) {
    assertThat(help(marked, struck(false), ClientSupport.full())).isNull();
    assertThat(help(marked, struck(true), ClientSupport.full())).isNotNull();
    assertThat(help(marked, ClientSupport.full())).isNotNull();
  }

  private static SignatureHelpContext struck(boolean open) {
    return new SignatureHelpContext(SignatureHelpTriggerKind.TriggerCharacter, open);
  }

  @Test
  void thereIsAnAnswerEverywhere() throws IOException {
    for (String text : Examples.all()) {
      for (int end = 0; end <= text.length(); end++) {
        SignatureHelp help =
            SignatureHelps.at(snapshot(text.substring(0, end)), end, null, ClientSupport.full());
        assertThat(help == null || isValid(help)).isTrue();
      }
      Snapshot whole = snapshot(text);
      for (int offset = 0; offset <= text.length(); offset++) {
        SignatureHelp help = SignatureHelps.at(whole, offset, null, ClientSupport.full());
        assertThat(help == null || isValid(help)).isTrue();
      }
    }
  }

  private static boolean isValid(SignatureHelp help) {
    SignatureInformation active = help.getSignatures().get(help.getActiveSignature());
    return help.getActiveParameter() < active.getParameters().size();
  }

  private static String active(SignatureHelp help) {
    return help.getSignatures()
        .get(help.getActiveSignature())
        .getParameters()
        .get(help.getActiveParameter())
        .getLabel()
        .getLeft();
  }

  private static List<String> labels(String marked) {
    SignatureHelp help = help(marked, ClientSupport.none());
    assertThat(help).isNotNull();
    return Lists.transform(help.getSignatures(), SignatureInformation::getLabel);
  }

  private static @Nullable SignatureHelp help(String marked, ClientSupport support) {
    return help(marked, null, support);
  }

  private static @Nullable SignatureHelp help(
      String marked, @Nullable SignatureHelpContext asked, ClientSupport support) {
    int offset = marked.indexOf("<|>");
    return SignatureHelps.at(snapshot(marked.replace("<|>", "")), offset, asked, support);
  }

  private static Snapshot snapshot(String text) {
    Checks checks = new Checks(
        ImmutableList::of, new EmbeddedImages(), LintOptions.DEFAULT, (rule, failure) -> {});
    return Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, checks);
  }
}
