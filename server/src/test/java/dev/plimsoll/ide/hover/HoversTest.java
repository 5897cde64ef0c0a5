package dev.plimsoll.ide.hover;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Examples;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.text.TextRange;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoversTest {

  /** Three variants of node 22, one of node 20 and an image of which only one size is known. */
  private static final ImageCatalog IMAGES = new ImageCatalog() {
    private final ImmutableMap<String, Long> bytes = ImmutableMap.of(
        "node:22", 408_000_000L,
        "node:22-slim", 75_000_000L,
        "node:22-alpine", 55_000_000L,
        "node:20-slim", 70_900_000L,
        "tool:1", 999L);

    @Override
    public ImageFacts facts(ImageReference reference) {
      String image = reference.familiarName() + ":" + reference.tagOrLatest();
      Long known = bytes.get(image);
      if (known != null) {
        return facts(reference, ImageFacts.Match.EXACT, reference.tagOrLatest(), known);
      }
      return image.equals("node:20")
          ? facts(reference, ImageFacts.Match.NEAREST, "22", 408_000_000L)
          : ImageFacts.unknown(reference);
    }

    @Override
    public LocalDate today() {
      return LocalDate.of(2026, 9, 1);
    }

    private ImageFacts facts(ImageReference image, ImageFacts.Match match, String tag, long bytes) {
      String digest = "sha256:" + bytes;
      return new ImageFacts(
          image,
          match,
          tag,
          ImmutableList.of(new PlatformFacts(
              ImageFacts.AMD64, bytes, 8, digest, "", LocalDate.of(2026, 9, 19))));
    }

    @Override
    public ImmutableList<String> tags(ImageReference reference) {
      return bytes.keySet().stream()
          .filter(image -> image.startsWith(reference.familiarName() + ":"))
          .map(image -> image.substring(image.indexOf(':') + 1))
          .collect(ImmutableList.toImmutableList());
    }

    @Override
    public ImageFacts otherRelease(ImageReference reference) {
      return reference.canonicalName().equals("node") ? facts(reference.withTag("22")) : null;
    }

    @Override
    public boolean isOld(PlatformFacts facts) {
      return facts.compressedBytes() == 999;
    }

    @Override
    public ImmutableList<String> repositories() {
      return ImmutableList.of("node", "tool");
    }
  };

  @Test
  void theWeightOfAnImageStandsFirstAndItsVariantsWithTheirDifferenceBelow() {
    assertThat(markdown("FROM no<|>de:22")).isEqualTo("""
            **node:22** · **408 MB** to download (compressed, linux/amd64, 2026-09-19)

            ```text
            22-alpine  55.0 MB  −353 MB  musl
            22-slim    75.0 MB  −333 MB  no compiler
            ```

            Starts as root; it has a user to change to: `USER node`. Docker Official Image on `docker.io`. Supported until 2027-04-30. 8 layers. Built on 2026-09-19. It takes more space when unpacked.

            Digest on linux/amd64: `sha256:408000000`""");
  }

  @Test
  void saysUntilWhenAnImageIsSupported() {
    assertThat(markdown("FROM node:2<|>4")).contains("Supported until 2028-04-30.");
    assertThat(markdown("FROM node:1<|>8")).contains("Support ended on 2025-04-30.");
    assertThat(markdown("FROM cent<|>os:8")).contains("Deprecated since 2022-09-27.");
  }

  @Test
  void figuresOfAnotherTagSaySoAndBringNeitherDifferenceNorDigest() {
    assertThat(markdown("FROM node:20<|>"))
        .startsWith("**node:20** · **about 408 MB** to download")
        .contains("The tag `20` is not in the table: the figures are those of `node:22`.")
        .contains("```text\n20-slim  70.9 MB  no compiler\n```")
        .doesNotContain("sha256");
  }

  @Test
  void plainTextHasItsVariantsInColumns() {
    assertThat(plain("FROM <|>node:22"))
        .startsWith("node:22 · 408 MB to download (compressed, linux/amd64, 2026-09-19)")
        .contains("""


              22-alpine  55.0 MB  −353 MB  musl
              22-slim    75.0 MB  −333 MB  no compiler

            """);
  }

  @Test
  void anImageThatNothingIsKnownOfSaysThat() {
    assertThat(markdown("FROM example.org/a<|>pp"))
        .startsWith("**example.org/app:latest**")
        .contains("no tag: `latest` is meant")
        .contains("Its size is unknown");
  }

  @Test
  void aTagThatIsNotKnownIsComparedWithOneThatIs() {
    assertThat(markdown("FROM node:21<|>"))
        .startsWith("**node:21**\n\nIts size is unknown: the built-in table doesn't have this tag. "
            + "The size of `node:22` is 408 MB (compressed, linux/amd64, 2026-09-19).");
    assertThat(markdown("FROM node:20-full<|>"))
        .contains("doesn't have this tag")
        .contains("```text\n20-slim  70.9 MB  no compiler\n```");
  }

  @Test
  void anOldFigureSaysThatItIsOld() {
    assertThat(markdown("FROM docker.io/library/tool<|>:1"))
        .startsWith(
            "**tool:1** · **999 B** to download (compressed, linux/amd64, an old figure of 2026-09-19)");
  }

  @Test
  void scratchIsEmpty() {
    assertThat(markdown("FROM scr<|>atch")).contains("0 bytes");
  }

  @Test
  void theDefaultOfAnArgumentThatNamesTheImageShowsItToo() {
    assertThat(markdown("ARG BASE=node<|>:22\nFROM $BASE")).startsWith("**node:22** · **408 MB**");
  }

  @Test
  void aUserComesFromALineOrFromTheBaseImage() {
    assertThat(plain("FROM a\nRUN useradd app\nUSER a<|>pp\n"))
        .isEqualTo("User app\n\nMade in line 2.");
    assertThat(plain("FROM a\nRUN groupadd web && useradd a<|>pp\nUSER app:web\n"))
        .isEqualTo("User app\n\nMade here.");
    assertThat(plain("FROM a\nRUN groupadd web\nCOPY --chown=0:we<|>b b c\n"))
        .isEqualTo("Group web\n\nMade in line 2.");
    assertThat(plain("FROM node:22\nUSER no<|>de\n"))
        .isEqualTo("User node\n\nComes with node:22, as number 1000.");
    assertThat(plain("FROM node:22 AS b\nFROM b\nRUN chown no<|>de:node /app\n"))
        .isEqualTo("User node\n\nComes with node:22, as number 1000.");
    assertThat(plain("FROM node:22\nUSER 10<|>00\n")).isEqualTo("User 1000 · node of node:22.");
    assertThat(plain("FROM node:22\nUSER ro<|>ot\n"))
        .startsWith("User root\n\nUser 0, root, who may do everything.");
    assertThat(plain("FROM node:22\nUSER <|>0\n")).startsWith("User 0 · root");
    assertThat(hover("FROM example.org/a\nUSER so<|>mebody\n", true)).isNull();
    assertThat(hover("FROM example.org/a\nUSER 10<|>00\n", true)).isNull();
  }

  @Test
  void aFileWithoutFromIsAPartOfAStage() {
    assertThat(plain("ENV var=1\nENV var=2\nSTOPSIGNAL ${v<|>ar}\nENV var=3\n"))
        .startsWith("var · ENV\n\nValue: 2\n\nSet in line 2.");
    assertThat(plain("ARG var=1\nUSER $v<|>ar\n")).startsWith("var · ARG\n\nValue: 1");
    assertThat(plain("ENV var=1\nFROM a\nUSER $v<|>ar\n")).contains("Nothing above sets it");
  }

  @Test
  void aVariableInAPathIsExplainedBeforeThePath() {
    Snapshot snapshot = snapshot("FROM a\nARG V=src\nCOPY $V b\n", ImmutableList.of());
    int offset = snapshot.text().indexOf("$V") + 1;
    Markup said = new Markup(false);
    said.paragraph("src · 2 files");
    SourceHover path = new SourceHover(new TextRange(offset - 1, offset + 1), said);
    Hover hover = Hovers.at(snapshot, offset, IMAGES, path, support(false));
    assertThat(hover.getContents().getRight().getValue())
        .startsWith("V · ARG\n\nValue: src")
        .endsWith("src · 2 files");
  }

  @Test
  void anAddressInAddSaysWhatBecomesOfIt() {
    assertThat(markdown("FROM a\nADD https://example.org/a<|>.tgz /b\n"))
        .startsWith("`https://example.org/a.tgz`\n\nA file that is downloaded");
    assertThat(markdown("FROM a\nARG V=2\nADD https://example.org/a<|>.git#v2 /b\n"))
        .startsWith("`https://example.org/a.git#v2`\n\nA Git repository");
    assertThat(hover("FROM a\nADD a https://exam<|>ple.org/\n", true)).isNull();
  }

  @Test
  void aModeInAScriptIsSpelledOut() {
    assertThat(plain("FROM a\nRUN chmod -R 75<|>0 /b\n"))
        .isEqualTo("Mode 750 · rwxr-x---\n\nOwner rwx, group r-x, others ---.");
    assertThat(plain("FROM a\nRUN install -m 06<|>44 a b\n")).startsWith("Mode 0644 · rw-r--r--");
    assertThat(hover("FROM a\nRUN chmod u+<|>x /b\n", true)).isNull();
    assertThat(hover("FROM a\nRUN chmod 755 /7<|>55\n", true)).isNull();
  }

  @Test
  void whereThereIsNothingToSayThereIsNoHover() {
    assertThat(hover("<|>", true)).isNull();
    assertThat(hover("FROM node:22\n<|>\n", true)).isNull();
    assertThat(hover("FROM node:22\nRUN tr<|>ue", true)).isNull();
    assertThat(hover("# any com<|>ment\nFROM node:22", true)).isNull();
  }

  @Test
  void aKeywordIsExplainedWithAnExample() {
    assertThat(markdown("FROM a\nwork<|>dir /a"))
        .startsWith("**WORKDIR**\n\nSets the working directory")
        .contains("```dockerfile\nWORKDIR /app\n```")
        .contains("](https://docs.docker.com/reference/dockerfile/#workdir)");
    assertThat(markdown("FROM a\nONBUILD RU<|>N true")).startsWith("**RUN**");
    assertThat(markdown("FROM a\nONB<|>UILD RUN true")).startsWith("**ONBUILD**");
    assertThat(markdown("FROM a A<|>S b")).startsWith("**AS**");
  }

  @Test
  void plainTextHasNoMarks() {
    assertThat(plain("FROM a\nCO<|>PY a b"))
        .startsWith("COPY\n\nCopies files")
        .contains("\n  COPY --chown")
        .doesNotContain("`", "**", "](");
  }

  @Test
  void aFlagIsExplainedAtItsNameAndItsValueWhereItHasAMeaning() {
    assertThat(markdown("FROM a\nCOPY --li<|>nk a b"))
        .startsWith("**--link**")
        .contains("Since Dockerfile syntax 1.4.");
    assertThat(markdown("FROM a\nRUN --network=no<|>ne true")).startsWith("**--network=none**");
    assertThat(markdown("FROM a\nRUN --net<|>work=none true"))
        .startsWith("**--network**")
        .contains("\n\n`host` – ");
    assertThat(plain("FROM a\nRUN --net<|>work=none true")).contains("\n\nhost – ");
    assertThat(markdown("FROM a\nCOPY --chmod=7<|>55 a b"))
        .startsWith("Mode **755**")
        .contains("rwxr-xr-x");
    assertThat(markdown("FROM a\nONBUILD COPY --cho<|>wn=a a b")).startsWith("**--chown**");
    assertThat(hover("FROM a\nCOPY --no<|>ne a b", true)).isNull();
  }

  @Test
  void anOptionOfAMountIsExplainedByTheTypeOfTheMount() {
    String mount = "FROM a\nRUN --mount=type=cache,target=/a,sharing=locked true";
    assertThat(markdown(mount.replace("type=ca", "type=ca<|>"))).startsWith("**type=cache**");
    assertThat(markdown(mount.replace("target=", "tar<|>get="))).contains("Where it is mounted");
    assertThat(markdown(mount.replace("locked", "lock<|>ed"))).contains("waits for the first");
    assertThat(markdown(mount.replace("sharing", "sh<|>aring")))
        .contains("Default: `shared`", "\n\n`private` – The second one gets a cache of its own.");
  }

  @Test
  void aVariableHasTheValueThatItHasHereAndSaysWhereItComesFrom() {
    assertThat(markdown("FROM a\nENV V=1\nUSER $<|>V\nENV V=2")).isEqualTo("""
            **V** · ENV

            Value: `1`

            Set in line 2. The container has it too.""");
    assertThat(markdown("FROM a\nARG V=1\nRUN echo \"${<|>V}\"")).contains("Value: `1`");
    assertThat(markdown("FROM a\nENV A=1 B=$A\nRUN echo $<|>B")).contains("Value: empty");
    assertThat(markdown("FROM a\nARG SUB\nENV D=/app/$SUB\nRUN cd $<|>D"))
        .contains("Value: `/app/`, as long as what isn't set here is empty");
    assertThat(markdown("FROM a\nARG SUB=x\nENV D=/app/$SUB\nRUN cd $<|>D"))
        .contains("Value: `/app/x`\n");
    assertThat(markdown("FROM a AS b\nENV V=1\nFROM b\nUSER $<|>V"))
        .contains("inherited from the stage `b`");
    assertThat(markdown("ARG V=3\nFROM a\nARG V\nUSER $<|>V"))
        .contains("Value: `3`", "that of line 1", "`--build-arg V=…` changes it.");
    assertThat(markdown("FROM --platform=$BUILD<|>PLATFORM a"))
        .contains("linux/amd64", "Predefined.");
  }

  @Test
  void aVariableThatIsNotSetSaysSo() {
    assertThat(markdown("FROM a\nUSER $<|>V")).contains("Nothing above sets it");
    assertThat(markdown("ARG V=1\nFROM a\nUSER $<|>V"))
        .contains("`ARG V` in this stage makes it visible here.");
    assertThat(hover("FROM a\nRUN echo $<|>1", true)).isNull();
  }

  @Test
  void aVariableOfAScriptIsWhatTheScriptMadeIt() {
    assertThat(markdown("FROM a\nRUN VERSION=1.2 && echo \"$VER<|>SION\"\n"))
        .contains("**VERSION** · set in this script (`1.2`)", "Set in line 2.");
    assertThat(markdown("FROM a\nENV V=1\nRUN export V=2; echo $<|>V"))
        .contains("set in this script (`2`)");
    assertThat(markdown("FROM a\nRUN V=1; \\\n  V=$(date); echo $<|>V"))
        .contains("set in this script", "Set in line 3.")
        .doesNotContain("(`");
    assertThat(markdown("FROM a\nRUN for f in *; do echo $<|>f; done"))
        .contains("set in this script", "Set in line 2.");
    assertThat(markdown("FROM a\nRUN if x; then V=1; fi; echo $<|>V"))
        .contains("May be set in line 2.");
    assertThat(markdown("FROM a\nENV V=1\nRUN if x; then V=2; fi; echo $<|>V"))
        .contains("Value: `1`", "The script may give it another value before.");
    assertThat(markdown("FROM a\nENV V=1\nRUN echo $<|>V; V=2"))
        .contains("Value: `1`")
        .doesNotContain("another value");
    assertThat(markdown("FROM a\nENV C=3\nRUN C=4 sh -c 'echo $<|>C'"))
        .contains("set for this command (`4`)");
    assertThat(markdown("FROM a\nRUN [\"sh\", \"-c\", \"V=1; echo $<|>V\"]"))
        .contains("set in this script (`1`)");
    assertThat(markdown("FROM a\nENV V=1\nRUN [\"sh\", \"-c\", \"echo $<|>V\"]"))
        .contains("Value: `1`");
    assertThat(markdown("FROM a\nENV T=1\nRUN --mount=type=secret,id=pat,env=T echo $<|>T"))
        .contains("**T** · secret", "The secret `pat` that this RUN is given.");
  }

  @Test
  void whoExpandsAVariableDecidesWhatIsSaid() {
    String declared = "FROM a\nARG V=1\n";
    assertThat(markdown(declared + "CMD echo $<|>V")).contains("not set in the container");
    assertThat(markdown(declared + "CMD [\"echo\", \"$<|>V\"]"))
        .contains("It is not expanded here");
    assertThat(markdown(declared + "COPY <<E /a\n$<|>V\nE\n")).contains("Value: `1`");
    assertThat(hover(declared + "COPY <<'E' /a\n$<|>V\nE\n", true)).isNull();
    assertThat(hover(declared + "RUN echo '$<|>V'", true)).isNull();
  }

  @Test
  void aModifierIsExplainedAndAppliedWhereTheBuilderExpands() {
    assertThat(markdown("FROM a\nWORKDIR ${V:-/<|>b}"))
        .contains("`${V:-…}`: The value, or a default", "Here it gives `/b`.");
  }

  @Test
  void aDeclarationShowsItsValueExpandedAndAsWritten() {
    assertThat(markdown("FROM a\nARG A=1\nENV B<|>=\"x $A\""))
        .contains("Value: `x 1`", "Written: `\"x $A\"`");
    assertThat(markdown("ARG V=2\nFROM a\nARG <|>V")).contains("the default of line 1");
    assertThat(markdown("FROM a\nARG TARGET<|>ARCH")).contains("Value: `amd64`, from BuildKit");
  }

  @Test
  void theSizeOfATagIsNotThatOfAnotherDigest() {
    ImageReference pinned = ImageReference.of("python:3.12@sha256:" + "0".repeat(64));
    assertThat(ImageHover.of(pinned, new EmbeddedImages(), true).toString())
        .doesNotContain("·")
        .containsPattern(
            "Its size is unknown: the pinned digest is not in the built-in table\\. The tag `3.12` was [\\d.]+ MB to"
                + " download \\(compressed, linux/amd64, 20..-..-..\\)\\.");
  }

  @Test
  void aStageSaysWhatItStandsOnWhoUsesItAndWhetherItShips() {
    String file = """
        FROM node:22 AS build
        FROM build AS test
        FROM tool:1
        COPY --from=build /a /b
        COPY --from=0 /a /b
        RUN --mount=from=build,target=/x true
        """;
    String text = markdown(file.replace("AS build", "AS bu<|>ild"));
    assertThat(text)
        .startsWith("Stage **build** · index 0 of 3 stages, line 1")
        .contains("FROM `node:22`, 408 MB to download (compressed, linux/amd64, 2026-09-19).")
        .contains("It doesn't ship")
        .contains("Used by FROM in line 2, COPY in line 4, COPY in line 5, RUN in line 6.");
    for (String place : ImmutableList.of("FROM bu<|>ild", "--from=bu<|>ild", "--from=<|>0")) {
      assertThat(markdown(file.replaceFirst(place.replace("<|>", ""), place))).isEqualTo(text);
    }
    assertThat(markdown(file.replace("mount=from=b", "mount=from=b<|>"))).isEqualTo(text);
    assertThat(markdown(file.replace("AS te", "AS te<|>")))
        .contains("FROM the stage `build`, and so FROM `node:22`", "Nothing uses it");
  }

  @Test
  void aStageThatStartsAProgramAndThatNobodyUsesShips() {
    String file = """
        FROM debian:12-slim AS base
        FROM base AS api
        ENTRYPOINT ["/api"]
        FROM base AS worker
        ENTRYPOINT ["/worker"]
        """;
    assertThat(markdown(file.replace("AS api", "AS a<|>pi")))
        .contains("It ships as an image of its own: `--target` builds it.")
        .doesNotContain("Nothing uses it");
    assertThat(markdown(file.replace("AS worker", "AS w<|>orker")))
        .contains("It ships: its layers are part of the image.");
  }

  @Test
  void aStageForDevelopersIsAnImageThatIsNotDeployed() {
    String file = """
        FROM python:3.13 AS base
        FROM base AS dev
        CMD ["mkdocs", "serve"]
        FROM nginx:1.29
        """;
    assertThat(markdown(file.replace("AS dev", "AS d<|>ev")))
        .contains(
            "It is an image of its own, for development or tests by its name: `--target` builds it.");
    assertThat(markdown(file.replace("AS base", "AS b<|>ase")))
        .contains(
            "Its layers are only part of images that are for development or tests by their name.");
  }

  @Test
  void anImageThatFilesAreTakenFromIsShownLikeAnyOther() {
    assertThat(markdown("FROM a\nCOPY --from=to<|>ol:1 /a /b")).startsWith("**tool:1**");
    assertThat(markdown("FROM a\nRUN --mount=from=to<|>ol:1,target=/a x")).startsWith("**tool:1**");
  }

  @Test
  void theImageOfTheFrontEndIsShownBelowWhatTheDirectiveDoes() {
    assertThat(markdown("# syntax=to<|>ol:1\nFROM a\n"))
        .startsWith("**# syntax=tool:1**\n\n")
        .containsPattern(
            "(?s)Names the image.*With it.*\n\n---\n\n\\*\\*tool:1\\*\\* · .*Official");
    assertThat(markdown("# syn<|>tax=tool:1\nFROM a\n")).doesNotContain("999 B");
    assertThat(markdown("# syntax=a b<|>\nFROM a\n")).contains("**a:latest**");
    assertThat(markdown("# syntax=A<|>\nFROM a\n")).doesNotContain("---");
  }

  @Test
  void whereBothAVariableAndAnImageStandBothAreShown() {
    assertThat(markdown("ARG V=22\nFROM node:$<|>V"))
        .startsWith("**V** · ARG")
        .contains("\n\n---\n\n**node:22** · **408 MB**");
  }

  @Test
  void aPortNamesTheServiceThatUsuallyHasIt() {
    assertThat(markdown("FROM a\nEXPOSE 54<|>32")).startsWith("Port **5432/tcp** · PostgreSQL.");
    assertThat(markdown("FROM a\nARG P=53\nEXPOSE 80 5<|>3/udp"))
        .startsWith("Port **53/udp** · DNS.");
    assertThat(hover("FROM a\nEXPOSE x<|>", true)).isNull();
  }

  @Test
  void aSignalIsKnownByNameAndNumber() {
    assertThat(markdown("FROM a\nSTOPSIGNAL SIG<|>QUIT")).startsWith("**SIGQUIT** · 3");
    assertThat(markdown("FROM a\nSTOPSIGNAL <|>9")).startsWith("**SIGKILL** · 9");
    assertThat(markdown("FROM a\nSTOPSIGNAL qu<|>it")).startsWith("**SIGQUIT** · 3");
  }

  @Test
  void aRelativeDirectoryIsShownInFull() {
    assertThat(markdown("FROM a\nWORKDIR /a/b\nWORKDIR ../<|>c")).isEqualTo("Directory **/a/c**");
    assertThat(hover("FROM a\nWORKDIR $HOME\nWORKDIR <|>c", true)).isNull();
    assertThat(hover("FROM a\nARG SUB\nWORKDIR /app/$SUB\nWORKDIR <|>c", true)).isNull();
    assertThat(markdown("FROM a\nARG D=/app\nWORKDIR $D\nWORKDIR <|>c"))
        .isEqualTo("Directory **/app/c**, unless --build-arg changes it");
  }

  @Test
  void aHereDocumentSaysWhereItEndsAndWhoExpandsIt() {
    assertThat(markdown("FROM a\nRUN <<E<|>\ntrue\nE\n"))
        .contains(
            "Here-document **E**", "One line; it ends in line 4.", "the script that RUN runs");
    assertThat(markdown("FROM a\nCOPY <<E /a\nx\ny\nE<|>\n"))
        .contains("2 lines; it ends in line 5.", "BuildKit expands");
    assertThat(markdown("FROM a\nCOPY <<-'E'<|> /a\nx\n"))
        .contains("never closed", "the name is quoted", "Tabs");
  }

  @Test
  void codeOfAnotherLanguageRunsNoPrograms() {
    String install = "npm inst<|>all\n";
    assertThat(markdown("FROM a\nRUN " + install)).startsWith("**npm install**");
    assertThat(markdown("FROM a\nRUN <<E\n#!/bin/sh\n" + install + "E\n"))
        .startsWith("**npm install**");
    for (String before : List.of(
        "FROM a\nRUN <<E\n#!/usr/bin/env python3\n",
        "FROM a\nRUN python3 <<E\n",
        "FROM a\nSHELL [\"pwsh\", \"-c\"]\nRUN ",
        "FROM mcr.microsoft.com/windows/nanoserver\nRUN ")) {
      assertThat(hover(before + install + "E\n", true)).as(before).isNull();
    }
  }

  @Test
  void aProgramSaysWhatItLeavesBehind() {
    String run = "FROM a\nRUN apt-get update && sudo apt-get -qy install curl";
    assertThat(markdown(run.replace("RUN apt", "RUN apt<|>"))).contains("/var/lib/apt/lists");
    assertThat(markdown(run.replace("install", "inst<|>all"))).startsWith("**apt-get install**");
    assertThat(markdown(run.replace("-qy", "-q<|>y"))).startsWith("**apt-get -y**");
    assertThat(markdown("FROM a\nRUN python3 -m p<|>ip install x")).startsWith("**pip**");
    assertThat(markdown("FROM a\nRUN apt-get -t sid inst<|>all curl"))
        .startsWith("**apt-get install**");
    assertThat(markdown("FROM a\nRUN apt-get -tsi<|>d install curl")).startsWith("**apt-get -t**");
    assertThat(markdown("FROM a\nRUN tar x<|>f a")).startsWith("**tar -f**");
    assertThat(markdown("FROM a\nRUN pip install --no-c<|>ache"))
        .startsWith("**pip --no-cache-dir**");
    assertThat(markdown("FROM a\nRUN apk -X y add --repo<|>sitory x"))
        .startsWith("**apk --repository**");
    assertThat(markdown("FROM a\nRUN [\"npm\", \"c<|>i\"]")).startsWith("**npm ci**");
    assertThat(markdown("FROM a\nONBUILD RUN n<|>pm ci")).startsWith("**npm**");
    assertThat(hover("FROM a\nSHELL [\"pwsh\"]\nRUN cu<|>rl x", true)).isNull();
  }

  @Test
  void directivesAndPragmasAreExplained() {
    assertThat(markdown("# syn<|>tax=docker/dockerfile:1\nFROM a")).startsWith("**# syntax=**");
    assertThat(markdown("# escape=<|>`\nFROM a")).contains("The backtick");
    assertThat(markdown("# esc<|>ape=\nFROM a")).startsWith("**# escape=**");
    assertThat(hover("FROM a\n# esc<|>ape=\n", true)).isNull();
    assertThat(markdown("# check=skip=Stage<|>NameCasing\nFROM a"))
        .startsWith("**StageNameCasing**");
    assertThat(markdown("FROM a\n# hadolint ig<|>nore=DL9999\nRUN x"))
        .contains("`dl9999`: no rule of Plimsoll.");
    assertThat(markdown("FROM a\n# check=skip=all<|>\nRUN x"))
        .contains("All rules that are build checks");
    assertThat(markdown("FROM a\n# dockerfile-utils: ig<|>nore\nRUN x")).contains("All rules.");
    assertThat(markdown("FROM a\n# plimsoll for<|>mat: on\nRUN x"))
        .contains("formatter")
        .doesNotContain("no effect");
  }

  @Test
  void aProblemIsALineWithItsFixBelowWhatIsAskedFirst() {
    assertThat(text("FROM tool:1\nMAIN<|>TAINER me", true, Rules.ALL)).startsWith("""
            **MAINTAINER**

            Names the author of the image. Deprecated: a label says the same, and tools can read it.

            ⚠ **maintainer-deprecated**: MAINTAINER is deprecated. \
            Use the label org.opencontainers.image.authors. Fix: Replace MAINTAINER with a LABEL.

            ```dockerfile""");
    assertThat(text("FROM no<|>de:22\nCMD [\"a\"]\n", true, Rules.ALL))
        .containsSubsequence(
            "408 MB",
            "22-slim    75.0 MB",
            "ℹ **slimmer-base-variant**",
            "  \nℹ **user-missing**",
            "8 layers");
  }

  /** VS Code shows what is wrong above a hover by itself. */
  @Test
  void whereTheEditorShowsTheMessagesOnlyFixesAreTold() {
    Snapshot snapshot = snapshot("FROM node:22\nRUN a\nCMD [\"a\"]\n", Rules.ALL);
    ClientSupport support =
        ClientSupport.of(Set.of(Ability.HOVER_MARKDOWN, Ability.HOVER_SHOWS_PROBLEMS));
    String text =
        Hovers.at(snapshot, 5, IMAGES, support).getContents().getRight().getValue();
    assertThat(text)
        .contains(
            "\n\nFix: Use node:22-slim (75.0 MB compressed), or: Use node:22-alpine",
            "Fix: Run as node, if the program needs no other rights.\n\n")
        .doesNotContain("slimmer-base-variant", "The container runs as root");
  }

  @Test
  void whatIsWrongWithTheNameOfAnImageIsToldOnce() {
    String told = "can't have '(' behind 'a'";
    assertThat(text("FROM a(<|>b/c", true, Rules.ALL))
        .startsWith("**a(b/c**\n\n✖ ")
        .containsOnlyOnce(told);
    assertThat(markdown("FROM a(<|>b/c")).startsWith("**a(b/c**\n\n").contains(told);
  }

  @Test
  void whereOnlyAProblemIsThereItIsTold() {
    assertThat(text("FROM node:22\nFO<|>O bar\n", true, Rules.ALL))
        .startsWith("✖ **unknown-instruction**");
  }

  @Test
  void anInstructionIsNoLongerThanAScreen() {
    for (Topic topic : LanguageReference.topics(Topic.Kind.INSTRUCTION)) {
      String text = markdown("FROM node:22\n<|>" + topic.name() + " a b\n");
      int lines = text.lines().mapToInt(line -> 1 + line.length() / 100).sum();
      assertThat(lines).as(text).isLessThanOrEqualTo(20);
    }
  }

  /** Any offset of any beginning of any example, and of what it becomes with its line endings and case changed. */
  @Test
  void thereIsAnAnswerEverywhere() throws IOException {
    for (String text : Examples.all()) {
      for (int end = 0; end <= text.length(); end++) {
        Snapshot snapshot = snapshot(text.substring(0, end), ImmutableList.of());
        for (int offset = end; offset >= Math.max(0, end - 1); offset--) {
          Hovers.at(snapshot, offset, IMAGES, support(true));
        }
      }
      Snapshot whole = snapshot(text, Rules.ALL);
      for (int offset = 0; offset <= text.length(); offset++) {
        Hovers.at(whole, offset, IMAGES, support(offset % 2 == 0));
      }
    }
  }

  private static String markdown(String marked) {
    return text(marked, true);
  }

  private static String plain(String marked) {
    return text(marked, false);
  }

  private static String text(String marked, boolean markdown) {
    return text(marked, markdown, ImmutableList.of());
  }

  private static String text(String marked, boolean markdown, ImmutableList<Rule> rules) {
    Hover hover = hover(marked, markdown, rules);
    assertThat(hover).as("a hover at %s", marked).isNotNull();
    assertThat(hover.getContents().getRight().getKind())
        .isEqualTo(markdown ? MarkupKind.MARKDOWN : MarkupKind.PLAINTEXT);
    return hover.getContents().getRight().getValue();
  }

  private static @Nullable Hover hover(String marked, boolean markdown) {
    return hover(marked, markdown, ImmutableList.of());
  }

  /** The hover where {@code <|>} stands. */
  private static @Nullable Hover hover(String marked, boolean markdown, ImmutableList<Rule> rules) {
    int offset = marked.indexOf("<|>");
    Snapshot snapshot = snapshot(marked.replace("<|>", ""), rules);
    return Hovers.at(snapshot, offset, IMAGES, support(markdown));
  }

  private static Snapshot snapshot(String text, ImmutableList<Rule> rules) {
    Checks checks = new Checks(() -> rules, IMAGES, LintOptions.DEFAULT, (rule, failure) -> {});
    return Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, checks);
  }

  private static ClientSupport support(boolean hoverMarkdown) {
    return ClientSupport.of(hoverMarkdown ? Set.of(Ability.HOVER_MARKDOWN) : Set.of());
  }
}
