package dev.plimsoll.ide.navigation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightKind;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.Range;
import org.junit.jupiter.api.Test;

/** Definition, declaration, references and highlights: which places mean the same. */
class NavigationTest {

  @Test
  void aStageIsNamedByFromCopyAndMountsInAnyLettersAndByIndex() {
    assertThat(highlights("""
            FROM node AS Bu<|>ild
            FROM build
            COPY --from=BUILD a b
            COPY --from=0 a b
            RUN --mount=type=bind,from=build,target=/x true
            """))
        .containsExactly(
            "write 1:14 Build",
            "read 2:6 build",
            "read 3:13 BUILD",
            "read 4:13 0",
            "read 5:28 build");
  }

  @Test
  void fromTakesAStageInLowerCaseOnlyAndOnlyAnEarlierOne() {
    assertThat(highlights("FROM alpine AS al<|>pine\nFROM ALPINE\nFROM alpine\n"))
        .containsExactly("write 1:16 alpine", "read 3:6 alpine");
  }

  @Test
  void anIndexLeadsToItsStageEvenIfThatHasNoName() {
    assertThat(definitions("FROM node\nFROM alpine\nCOPY --from=<|>0 a b\n"))
        .containsExactly("1:1 FROM");
    assertThat(definitions("FROM node AS build\nFROM alpine\nCOPY --from=<|>0 a b\n"))
        .containsExactly("1:14 build");
  }

  @Test
  void theDefaultOfAnArgumentThatNamesAStageIsAPlaceOfTheStage() {
    assertThat(highlights("""
            ARG BASE=dev
            FROM node AS de<|>v
            FROM $BASE
            """))
        .containsExactly("read 1:10 dev", "write 2:14 dev", "read 3:6 $BASE");
  }

  @Test
  void imagesAndContextsThatAreNamedMoreThanOnceAreFoundTogether() {
    assertThat(highlights("""
            FROM node
            COPY --from=de<|>v a b
            COPY --from=DEV a b
            RUN --mount=from=dev,target=/x true
            """)).containsExactly("read 2:13 dev", "read 3:13 DEV", "read 4:18 dev");
  }

  @Test
  void anImageIsHighlightedWhereverItIsUsed() {
    assertThat(highlights("FROM no<|>de:22\nFROM node:22\nFROM node:20\n"))
        .containsExactly("read 1:6 node:22", "read 2:6 node:22");
    assertThat(highlights("FROM node:22\nCOPY --from=ngi<|>nx a b\n"))
        .containsExactly("read 2:13 nginx");
  }

  @Test
  void aGlobalArgumentAndItsRedeclarationsAreOneVariable() {
    String file = """
        ARG VERSION=20
        FROM node:${VERSION} AS build
        ARG VERSION
        RUN echo "$VERSION" '$VERSION'
        FROM build
        ENV LABEL=$VERSION
        FROM alpine
        RUN echo $VER<|>SION
        ARG VERSION
        FROM alpine
        RUN echo $VERSION
        """;
    assertThat(highlights(file))
        .containsExactly(
            "write 1:5 VERSION",
            "read 2:13 VERSION",
            "write 3:5 VERSION",
            "read 4:12 VERSION",
            "read 6:12 VERSION",
            "read 8:11 VERSION",
            "write 9:5 VERSION");
  }

  @Test
  void withoutRedeclarationAStageHasAVariableOfItsOwn() {
    assertThat(highlights("ARG V=1\nFROM a\nENV V=2\nRUN echo $<|>V\n"))
        .containsExactly("write 3:5 V", "read 4:11 V");
    assertThat(highlights("FROM a\nARG V\nFROM b\nARG V\nRUN echo $<|>V\n"))
        .containsExactly("write 4:5 V", "read 5:11 V");
  }

  @Test
  void definitionIsTheFirstDeclarationInTheStageAndTheOneInForce() {
    assertThat(definitions("FROM a\nARG V=1\nENV V=$V\nRUN echo $<|>V\nENV V=3\n"))
        .containsExactly("2:5 V", "3:5 V");
    assertThat(definitions("FROM a\nARG V=1\nENV V=$<|>V\n")).containsExactly("2:5 V");
    assertThat(definitions("FROM a AS b\nENV V=1\nFROM b\nRUN echo $<|>V\nENV V=2\n"))
        .containsExactly("2:5 V", "5:5 V");
  }

  @Test
  void definitionOfARedeclaredArgumentIsTheGlobalOneToo() {
    String file = "ARG V=1\nFROM a\nARG V\nRUN echo $<|>V\n";
    assertThat(definitions(file)).containsExactly("1:5 V", "3:5 V");
    assertThat(declarations(file)).containsExactly("1:5 V");
  }

  @Test
  void aScriptSeesTheVariableUnlessItIsQuotedOrAssignedBefore() {
    assertThat(highlights("""
            FROM a
            ARG <|>V=1
            RUN echo $V "${V}" '$V' $((V + 1)) && V=2 && echo $V
            RUN sh -c "echo $V" && sh -c 'echo $V'
            RUN V=3 make $V
            RUN ["sh", "-c", "echo $V"]
            RUN ["echo", "$V"]
            RUN <<EOF
            echo $V
            cat <<'END'
            $V
            END
            EOF
            """))
        .containsExactly(
            "write 2:5 V",
            "read 3:11 V",
            "read 3:16 V",
            "read 3:28 V",
            "read 4:18 V",
            "read 4:37 V",
            "read 5:15 V",
            "read 6:25 V",
            "read 9:7 V");
  }

  @Test
  void anAssignmentThatMayNotHappenIsOneToTheVariable() {
    assertThat(highlights("FROM a\nENV <|>V=1\nRUN if x; then V=2; fi; echo $V\n"))
        .containsExactly("write 2:5 V", "write 3:16 V", "read 3:31 V");
  }

  @Test
  void whatAScriptSetsForItselfIsItsOwn() {
    assertThat(highlights("FROM a\nRUN for f in *; do echo $<|>f; done\nRUN f=1; echo $f\n"))
        .containsExactly("write 2:9 f", "read 2:26 f");
    assertThat(definitions("FROM a\nRUN f=1 && echo $<|>f\n")).containsExactly("2:5 f");
  }

  @Test
  void aSecretInAVariableIsDeclaredByItsMount() {
    String file =
        "FROM a\nENV P=1\nRUN --mount=type=secret,id=p,env=P echo $<|>P $P\nRUN echo $P\n";
    assertThat(highlights(file)).containsExactly("write 3:34 P", "read 3:42 P", "read 3:45 P");
    assertThat(definitions(file)).containsExactly("3:34 P");
  }

  @Test
  void onlyEnvReachesTheRunningImage() {
    assertThat(highlights("FROM a\nARG <|>V=1\nCMD echo $V\n")).containsExactly("write 2:5 V");
    assertThat(highlights("FROM a\nENV <|>V=1\nCMD echo $V\nHEALTHCHECK CMD test $V\n"))
        .containsExactly("write 2:5 V", "read 3:11 V", "read 4:23 V");
  }

  @Test
  void flagsHeredocsTriggersAndJsonAreExpandedToo() {
    assertThat(highlights("""
            FROM a
            ARG <|>V=1
            COPY --chown=$V [ "$V", "b" ]
            COPY <<A <<'B' /x/
            $V
            A
            $V
            B
            RUN --mount=type=cache,target=/$V true
            ONBUILD RUN echo $V
            EXPOSE ${V\\
            }
            """))
        .containsExactly(
            "write 2:5 V",
            "read 3:15 V",
            "read 3:21 V",
            "read 5:2 V",
            "read 9:33 V",
            "read 10:19 V",
            "read 11:10 V");
  }

  @Test
  void aVariableBeforeAnyFromIsFoundAllTheSame() {
    assertThat(highlights("ENV var\nUSER $v<|>ar\n"))
        .containsExactly("write 1:5 var", "read 2:7 var");
  }

  @Test
  void aHeredocIsNamedWhereItIsOpenedAndWhereItEnds() {
    assertThat(highlights("FROM a\nRUN <<-\"E<|>OF\" cat\n\thi\n\tEOF\n"))
        .containsExactly("write 2:9 EOF", "read 4:2 EOF");
    assertThat(highlights("FROM a\nRUN <<A\ncat <<B\nx\nB<|>\nA\n"))
        .containsExactly("write 3:7 B", "read 5:1 B");
  }

  @Test
  void usersAreMadeInScriptsAndNamedByUserAndChown() {
    assertThat(highlights("""
            FROM alpine
            RUN addgroup -S web && adduser -S -G web a<|>pp
            COPY --chown=app:web . /srv
            RUN chown -R app:web /srv
            USER app
            """))
        .containsExactly("write 2:42 app", "read 3:14 app", "read 4:14 app", "read 5:6 app");
    assertThat(definitions("FROM a\nRUN groupadd web && useradd -g web app\nUSER app:w<|>eb\n"))
        .containsExactly("2:14 web");
    assertThat(highlights("FROM a\nRUN groupadd w<|>eb && useradd -R /x --gid=web -mGweb app\n"))
        .containsExactly("write 2:14 web", "read 2:41 web", "read 2:48 web");
    assertThat(highlights("FROM a\nRUN addgroup w<|>eb && adduser -D -g web -G web app\n"))
        .containsExactly("write 2:14 web", "read 2:42 web");
  }

  @Test
  void aGroupThatCameWithItsUserIsTheUsers() {
    assertThat(highlights("FROM debian\nRUN useradd -m <|>app\nUSER app:app\n"))
        .containsExactly("write 2:16 app", "read 3:6 app", "read 3:10 app");
  }

  @Test
  void aLabelIsSetAgainInStagesThatStandOnIt() {
    assertThat(highlights(
            "FROM a AS b\nLABEL x.<|>y=1\nFROM b\nLABEL \"x.y\"=2\nFROM c\nLABEL x.y=3\n"))
        .containsExactly("write 2:7 x.y", "write 4:8 x.y");
  }

  @Test
  void referencesLeaveOutTheDeclarationsUnlessTheyAreWanted() {
    Cursor cursor = Cursor.in("FROM a AS b<|>\nFROM b\n");
    assertThat(references(cursor, false)).containsExactly("2:6 b");
    assertThat(references(cursor, true)).containsExactly("1:11 b", "2:6 b");
  }

  @Test
  void anEditorThatCanIsToldWhatToShowAround() {
    Cursor cursor = Cursor.in("FROM a AS b\nCOPY --from=<|>b x y\n");
    LocationLink link = Definitions.at(
            cursor.snapshot(), cursor.offset(), ClientSupport.of(Set.of(Ability.DEFINITION_LINKS)))
        .getRight()
        .get(0);
    assertThat(cursor.show(List.of(
            link.getOriginSelectionRange(), link.getTargetSelectionRange(), link.getTargetRange())))
        .containsExactly("2:13 b", "1:11 b", "1:1 FROM a AS b");
  }

  @Test
  void whereNothingIsNamedThereIsNothing() {
    assertThat(highlights("FROM a AS b  <|>\nCOPY b c\n")).isEmpty();
    assertThat(highlights("FROM a AS b\nCOPY <|>b c\n")).isEmpty();
    assertThat(definitions("FROM a\nRUN echo \\$<|>V\n")).isEmpty();
  }

  private static List<String> highlights(String marked) {
    Cursor cursor = Cursor.in(marked);
    List<String> shown = new ArrayList<>();
    for (DocumentHighlight one : Highlights.at(cursor.snapshot(), cursor.offset())) {
      String kind = one.getKind() == DocumentHighlightKind.Write ? "write " : "read ";
      shown.add(kind + cursor.show(List.of(one.getRange())).get(0));
    }
    return shown;
  }

  private static List<String> definitions(String marked) {
    Cursor cursor = Cursor.in(marked);
    return cursor.show(ranges(
        Definitions.at(cursor.snapshot(), cursor.offset(), ClientSupport.none()).getLeft()));
  }

  private static List<String> declarations(String marked) {
    Cursor cursor = Cursor.in(marked);
    return cursor.show(
        ranges(Definitions.declarationAt(cursor.snapshot(), cursor.offset(), ClientSupport.none())
            .getLeft()));
  }

  private static List<String> references(Cursor cursor, boolean declarations) {
    return cursor.show(ranges(References.at(cursor.snapshot(), cursor.offset(), declarations)));
  }

  private static List<Range> ranges(List<? extends Location> places) {
    List<Range> ranges = new ArrayList<>();
    for (Location place : places) {
      ranges.add(place.getRange());
    }
    return ranges;
  }
}
