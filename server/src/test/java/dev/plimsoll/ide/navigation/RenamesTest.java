package dev.plimsoll.ide.navigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Cursor;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.LinkedEditingRanges;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.junit.jupiter.api.Test;

class RenamesTest {

  @Test
  void aStageIsRenamedEverywhereButWhereItsIndexStands() {
    assertThat(rename("""
            ARG BASE=build
            FROM node AS bu<|>ild
            FROM build AS test
            FROM $BASE
            COPY --from=BUILD a b
            COPY --from=0 a b
            RUN --mount=from=build,target=/x true
            """, "Compile")).isEqualTo("""
            ARG BASE=compile
            FROM node AS Compile
            FROM compile AS test
            FROM $BASE
            COPY --from=Compile a b
            COPY --from=0 a b
            RUN --mount=from=Compile,target=/x true
            """);
  }

  @Test
  void aStageTakesOnlyANameThatBuildKitTakesAndThatIsFree() {
    String file =
        "FROM node AS bu<|>ild\nFROM alpine AS test\nCOPY --from=nginx a b\nFROM busybox\n";
    assertRefused(file, "0", "must begin with a letter");
    assertRefused(file, "a b", "must begin with a letter");
    assertRefused(file, "", "must begin with a letter");
    assertRefused(file, "Scratch", "BuildKit keeps the name scratch");
    assertRefused(file, "context", "BuildKit keeps the name context");
    assertRefused(file, "TEST", "There is a stage TEST already, in line 2.");
    assertRefused(file, "nginx", "The image nginx in line 3 would be taken for the stage.");
    assertRefused(file, "busybox", "The image busybox in line 4 would be taken");
    assertThat(rename(file, "node")).startsWith("FROM node AS node\n");
    assertThat(rename(file, "BUILD")).startsWith("FROM node AS BUILD\n");
  }

  @Test
  void aStageThatAnExpressionMayMeanKeepsItsName() {
    assertRefused(
        "ARG KIND=dev\nFROM a AS base-dev\nFROM b AS base-<|>prod\nFROM base-$KIND\n",
        "x",
        "FROM base-$KIND in line 4 may come to the name base-prod.");
    assertRefused("FROM a\nFROM b\nCOPY --from=<|>0 x y\n", "x", "This stage has no name");
    assertRefused("FROM a AS b\nCOPY --from=<|>0 x y\n", "x", "isn't called by its name here");
  }

  @Test
  void aVariableIsRenamedWithAllItsRedeclarations() {
    assertThat(rename("""
            ARG V=1
            FROM a:${V}
            ARG V
            ENV W=${V:-$V} X='$V'
            RUN echo "$V" '$V'; if x; then V=3; fi; echo $V
            FROM b
            RUN echo $<|>V
            ARG V
            FROM c
            RUN echo $V
            """, "NEW")).isEqualTo("""
            ARG NEW=1
            FROM a:${NEW}
            ARG NEW
            ENV W=${NEW:-$NEW} X='$V'
            RUN echo "$NEW" '$V'; if x; then NEW=3; fi; echo $NEW
            FROM b
            RUN echo $NEW
            ARG NEW
            FROM c
            RUN echo $V
            """);
  }

  @Test
  void aVariableTakesOnlyANameThatIsOneAndIsFree() {
    String file = "ARG G=1\nFROM a\nARG <|>V\nENV W=$V\nRUN for f in *; do echo $f; done\n";
    assertRefused(file, "1a", "must begin with a letter");
    assertRefused(file, "a-b", "must begin with a letter");
    assertRefused(file, "W", "There is a variable W already, in line 4.");
    assertRefused(file, "G", "There is a variable G already, in line 1.");
    assertRefused(file, "f", "The script in line 5 has a variable f already.");
    assertRefused(file, "TARGETARCH", "choose another name");
    assertRefused(file, "http_proxy", "choose another name");
    assertRefused("FROM a\nARG TARGET<|>ARCH\n", "X", "has its meaning by this name");
    assertRefused("FROM a\nENV PA<|>TH=/x:$PATH\n", "X", "has its meaning by this name");
    assertRefused("FROM a\nENV N=V\nENV $N=1\nRUN $<|>V\n", "X", "In line 3 an expression");
  }

  @Test
  void aVariableOfAScriptIsRenamedInItAlone() {
    assertThat(rename("FROM a\nRUN x=1; echo $<|>x\nRUN x=2; echo $x\n", "y"))
        .isEqualTo("FROM a\nRUN y=1; echo $y\nRUN x=2; echo $x\n");
    assertRefused("FROM a\nENV x=0\nRUN x=1; echo $<|>x\n", "y", "another value");
  }

  @Test
  void aSecretInAVariableIsOneOfItsRun() {
    assertThat(rename("""
            FROM node:22-slim
            ENV OTHER=1
            RUN --mount=type=secret,id=pat,env=P<|>AT \\
                echo "$PAT" > .npmrc && sh -c 'echo ${PAT}'
            RUN echo $PAT
            """, "TOKEN")).isEqualTo("""
            FROM node:22-slim
            ENV OTHER=1
            RUN --mount=type=secret,id=pat,env=TOKEN \\
                echo "$TOKEN" > .npmrc && sh -c 'echo ${TOKEN}'
            RUN echo $PAT
            """);
    assertThat(rename("FROM a\nENV P<|>=1\nRUN --mount=type=secret,id=p,env=P echo $P\n", "Q"))
        .isEqualTo("FROM a\nENV Q=1\nRUN --mount=type=secret,id=p,env=P echo $P\n");
    assertRefused(
        "FROM node\nRUN --mount=type=secret,id=t,env=TOK<|>EN npm ci\n",
        "X",
        "Nothing in this RUN reads TOKEN");
    assertRefused(
        "FROM a\nRUN --mount=type=secret,id=t,env=T<|> echo $T && python -c 'import os; os.environ[\"T\"]'\n",
        "X",
        "may read T in a text");
  }

  @Test
  void whatOneCommandIsGivenIsItsOwn() {
    assertThat(rename("""
            FROM alpine
            ENV C<|>=3
            RUN C=4 sh -c 'echo $C' && echo $C
            RUN env C=6 sh -c 'echo $C; C=7; echo $C'
            RUN sudo C=6 bash -c "echo $C \\$C"
            RUN env -u C sh -c 'echo ${C:-}'
            RUN C=$C sh -c 'sh -c "echo \\$C"'
            RUN C+=4 sh -c 'echo $C'
            """, "D")).isEqualTo("""
            FROM alpine
            ENV D=3
            RUN C=4 sh -c 'echo $C' && echo $D
            RUN env C=6 sh -c 'echo $C; C=7; echo $C'
            RUN sudo C=6 bash -c "echo $D \\$C"
            RUN env -u C sh -c 'echo ${C:-}'
            RUN C=$D sh -c 'sh -c "echo \\$C"'
            RUN D+=4 sh -c 'echo $D'
            """);
    assertThat(rename("FROM a\nRUN C<|>=4 sh -c 'echo $C'; echo $C\n", "D"))
        .isEqualTo("FROM a\nRUN D=4 sh -c 'echo $D'; echo $C\n");
  }

  @Test
  void namesAreFollowedIntoBuiltins() {
    assertThat(rename("""
            FROM a
            ENV V<|>=1
            RUN test -v V && [ -v V ] && [[ -v V ]] && printenv V && declare -p V && echo $V
            RUN printf -v V x; echo $V
            RUN getopts ab V; echo $V
            RUN read -r V; echo $V
            RUN declare -x V; echo $V
            """, "W")).isEqualTo("""
            FROM a
            ENV W=1
            RUN test -v W && [ -v W ] && [[ -v W ]] && printenv W && declare -p W && echo $W
            RUN printf -v V x; echo $V
            RUN getopts ab V; echo $V
            RUN read -r V; echo $V
            RUN declare -x W; echo $W
            """);
  }

  @Test
  void aNameIsKeptWhereNotAllPlacesCanBeKnown() {
    for (String place : List.of(
        "RUN cat <<'EOF' > /x\n$V\nEOF",
        "COPY <<'EOF' /x\necho ${V}\nEOF",
        "COPY <<EOF /x\necho \\$V\nEOF",
        "RUN echo 'export P=$V' > /etc/profile.d/p.sh",
        "RUN echo '$V' | sh",
        "RUN { echo '$V'; } > /x",
        "RUN eval \"echo \\$V\"",
        "RUN envsubst < a > b",
        "RUN envsubst '$V' < a > b",
        "RUN python3 -c 'import os; print(os.environ[\"V\"])'",
        "RUN <<EOF\n#!/usr/bin/env python3\nimport os\nos.getenv('V')\nEOF",
        "RUN node -e 'console.log(process.env.V)'",
        "CMD [\"node\", \"-e\", \"console.log(process.env.V)\"]",
        "SHELL [\"cmd\", \"/c\"]\nRUN echo %V%",
        "SHELL [\"pwsh\", \"-c\"]\nRUN echo $env:V",
        "ONBUILD RUN cat <<'EOF' > /x\n$V\nEOF")) {
      assertRefused("FROM a\nENV V<|>=1\n" + place + "\n", "W", "may read V in a text");
    }
    for (String place : List.of(
        "RUN echo 'write $V' # and $V",
        "RUN cat <<'EOF' > /x\n$VALUE\nEOF",
        "RUN envsubst '$X' < a > b",
        "FROM b\nRUN envsubst < a > b",
        "RUN make V=2")) {
      assertThat(rename("FROM a\nENV V<|>=1\n" + place + "\n", "W"))
          .isEqualTo("FROM a\nENV W=1\n" + place + "\n");
    }
  }

  @Test
  void aHeredocIsRenamedWithItsEndUnlessALineWouldEndItSooner() {
    String file = "FROM a\nRUN <<-'E<|>OF'\n\techo\n\tDONE\n\tEOF\n";
    assertThat(rename(file, "END")).isEqualTo("FROM a\nRUN <<-'END'\n\techo\n\tDONE\n\tEND\n");
    assertRefused(file, "DONE", "Line 4 is only DONE and would end the here-document.");
    assertRefused(file, "a b", "can't be the name of a here-document");
    assertRefused(
        "FROM a\nCOPY <<A<|> <<B /x/\na\nA\nb\nB\n", "B", "There is a here-document B already");
  }

  @Test
  void aUserIsRenamedIfNothingElseMayMeanIt() {
    assertThat(rename(
            "FROM debian\nRUN useradd app<|>\nCOPY --chown=app:app . /app\nUSER app\n", "web"))
        .isEqualTo("FROM debian\nRUN useradd web\nCOPY --chown=web:web . /app\nUSER web\n");
    assertRefused(
        "FROM a\nRUN useradd -m app<|>\nWORKDIR /home/app\n", "web", "app is named in line 3 too");
    assertRefused("FROM a\nRUN useradd app<|>\n", "Web", "can't be the name of a user");
    assertRefused("FROM node\nUSER no<|>de\n", "web", "comes with the base image");
  }

  @Test
  void aLabelIsRenamedInTheStagesThatSetIt() {
    assertThat(rename("FROM a\nLABEL x<|>=1\nLABEL \"x\"=2 y=3\n", "z"))
        .isEqualTo("FROM a\nLABEL z=1\nLABEL \"z\"=2 y=3\n");
    assertRefused("FROM a\nLABEL x<|>=1\nLABEL y=3\n", "y", "There is a label y already");
    assertRefused("FROM a\nLABEL x<|>=1\n", "a b", "can't be the key of a label");
  }

  @Test
  void aWrongNameOfAStageOrVariableCanBeMended() {
    assertThat(rename("FROM a AS build\nFROM b\nCOPY --from=biu<|>ld x y\n", "build"))
        .isEqualTo("FROM a AS build\nFROM b\nCOPY --from=build x y\n");
    assertThat(rename("FROM a\nARG V=1\nRUN echo $<|>X\n", "V"))
        .isEqualTo("FROM a\nARG V=1\nRUN echo $V\n");
  }

  @Test
  void preparingTellsWhichNameWouldChange() {
    assertThat(prepare("FROM a AS b\nCOPY --from=<|>b x y\n")).isEqualTo("2:13 b");
    assertThat(prepare("FROM a\nENV V=1\nRUN echo ${<|>V}\n")).isEqualTo("3:12 V");
    assertThat(prepare("FROM no<|>de\n")).isEqualTo("nothing");
    assertThat(prepare("FR<|>OM a AS b\n")).isEqualTo("nothing");
  }

  @Test
  void editsNameTheVersionWhereTheEditorUnderstandsThat() {
    Cursor cursor = Cursor.in("FROM a AS b<|>\n");
    WorkspaceEdit edit = Renames.rename(
        cursor.snapshot(),
        cursor.offset(),
        "c",
        ClientSupport.of(Set.of(Ability.DOCUMENT_CHANGES)));
    assertThat(edit).isNotNull();
    assertThat(edit.getDocumentChanges().get(0).getLeft().getTextDocument().getVersion())
        .isEqualTo(1);
  }

  @Test
  void placesThatAreWrittenAlikeAreEditedTogether() {
    assertThat(linked("FROM a AS b<|>\nCOPY --from=b x y\nCOPY --from=0 x y\n"))
        .containsExactly("1:11 b", "2:13 b");
    assertThat(linked("FROM a\nRUN <<E<|>OF\nx\nEOF\n")).containsExactly("2:7 EOF", "4:1 EOF");
    assertThat(linked("FROM a\nARG V<|>\nRUN $V\n")).containsExactly("2:5 V", "3:6 V");
    assertThat(linked("FROM a AS B<|>\nCOPY --from=b x y\n")).isEmpty();
    assertThat(linked("FROM a AS b<|>\n")).isEmpty();
    assertThat(linked("FROM a\nARG TARGETARCH<|>\nRUN $TARGETARCH\n")).isEmpty();
  }

  private static List<String> linked(String marked) {
    Cursor cursor = Cursor.in(marked);
    LinkedEditingRanges ranges = LinkedEditing.at(cursor.snapshot(), cursor.offset());
    return ranges == null ? List.of() : cursor.show(ranges.getRanges());
  }

  private static String prepare(String marked) {
    Cursor cursor = Cursor.in(marked);
    Range range = Renames.prepare(cursor.snapshot(), cursor.offset());
    return range == null ? "nothing" : cursor.show(List.of(range)).get(0);
  }

  private static void assertRefused(String marked, String name, String reason) {
    assertThatThrownBy(() -> rename(marked, name)).hasMessageContaining(reason);
  }

  private static String rename(String marked, String name) {
    Cursor cursor = Cursor.in(marked);
    WorkspaceEdit edit =
        Renames.rename(cursor.snapshot(), cursor.offset(), name, ClientSupport.none());
    assertThat(edit).as(marked).isNotNull();
    List<TextEdit> edits = new ArrayList<>();
    for (org.eclipse.lsp4j.TextEdit one :
        edit.getChanges().get(cursor.snapshot().uri())) {
      edits.add(TextEdit.replace(cursor.snapshot().range(one.getRange()), one.getNewText()));
    }
    return TextEdit.apply(cursor.snapshot().text(), edits);
  }
}
