package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.lint.rules.correctness.AptInstallWithoutYes;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AptUpdateSeparateFromInstallTest {

  private static final AptUpdateSeparateFromInstall RULE = new AptUpdateSeparateFromInstall();
  private static final String MERGE = "safe: Update and install in one RUN";
  private static final String MOVE = "Move the update to the RUN that installs";
  private static final String INSERT = "Update the package lists and remove them in this RUN";

  /** The bad example of the guide becomes its good one. */
  @Test
  void allAptRulesTogetherRepairTheGuidesExample() {
    String text = """
        FROM debian:bookworm-slim
        RUN apt-get update
        RUN apt-get install -y curl wget
        RUN apt-get clean
        """;
    List<Rule> rules = List.of(
        new AptInstallWithoutYes(),
        new AptListsNotRemoved(),
        new AptNoInstallRecommends(),
        RULE,
        new CombineConsecutiveRuns());
    for (int round = 0; round < 10; round++) {
      for (Rule rule : rules) {
        for (Finding finding : RuleRun.findings(rule, text)) {
          Fix fix = Iterables.getLast(finding.fixes()); // the guide names no ca-certificates
          text = TextEdit.apply(text, fix.edits());
          break;
        }
      }
    }
    assertThat(text).isEqualTo("""
        FROM debian:bookworm-slim
        RUN apt-get update && \\
            apt-get install -y --no-install-recommends curl wget && \\
            rm -rf /var/lib/apt/lists/*
        """);
  }

  @Test
  void winsOverTheRuleForAnyRuns() {
    Linter linter = new Linter(
        ImmutableList.of(new AptUpdateSeparateFromInstall(), new CombineConsecutiveRuns()),
        (rule, failure) -> {
          throw failure;
        });
    SemanticModel model = SemanticModel.of(Dockerfile.parse("""
        FROM debian
        RUN curl -o /a https://example.com/a
        RUN rm /a
        RUN apt-get update
        RUN apt-get install -y curl
        RUN rm -rf /var/lib/apt/lists/*
        RUN curl -o /b https://example.com/b
        RUN rm /b
        """));
    assertThat(linter.lint(new Subject(model, new EmbeddedImages()), LintOptions.DEFAULT))
        .extracting(problem -> problem.rule().name())
        .containsExactly(
            "combine-consecutive-runs",
            "apt-update-separate-from-install",
            "combine-consecutive-runs");
  }

  @Test
  void looksAtUpdatesThatAnotherRunUses() {
    RuleRun.check(RULE, """
        FROM debian AS base
        RUN apt-get update
        #   ^^^^^^^^^^^^^^ cache
        FROM base AS tools
        RUN apt-get install -y curl
        FROM fedora
        RUN dnf makecache
        RUN dnf install -y curl
        FROM rockylinux:9
        RUN yum -y check-update || true
        RUN yum install -y curl
        FROM opensuse/leap
        RUN zypper ref
        RUN zypper in -y curl
        FROM ubuntu
        RUN apt-get update && apt-get install -y curl
        RUN apt-get install -y wget
        #   ^^^^^^^^^^^^^^^ earlier RUN
        FROM python
        RUN apt-get install -y nginx
        #   ^^^^^^^^^^^^^^^ carry no package lists
        FROM python
        RUN apt-get install -y wget unzip
        FROM debian AS removed
        RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
        RUN apt-get install -y wget
        #   ^^^^^^^^^^^^^^^ An earlier RUN has removed the package lists
        RUN apt-get install -y ./a.deb
        FROM removed
        RUN ./setup
        RUN apt-get install -y wget
        #   ^^^^^^^^^^^^^^^ package lists of an earlier RUN
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get update && apt-get install -y curl",
        "RUN apt-get update",
        "RUN --mount=type=cache,target=/var/lib/apt apt-get update\n"
            + "RUN --mount=type=cache,target=/var/lib/apt apt-get install -y curl",
        "RUN apt-get update && apt-get install -y curl\nRUN apt-get update && apt-get install -y wget",
        "RUN curl https://example.com/setup | bash -\nRUN apt-get install -y nodejs",
        "RUN curl https://example.com/setup | bash - && apt-get install -y nodejs",
        "RUN apt-get install -y ./curl.deb",
        "RUN ./setup\nRUN apt-get install -y curl",
        "RUN apk update\nRUN apk info curl",
        "RUN apt-get update && apt-get install -y a\nRUN apt-get install -yU b",
        "RUN apt-get update && apt-get install -y a\nRUN apt install -y --update b",
        "RUN apk -X update add curl\nRUN apk add -t update curl",
        "RUN echo apt-get update",
      })
  void isSilentOtherwise(String runs) {
    assertThat(RuleRun.findings(RULE, "FROM debian\n" + runs + "\n")).isEmpty();
  }

  @Test
  void mergesAsMuchAsBelongsTogether() {
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get update
        # tools

        RUN apt-get install -y curl
        RUN apt-get install -y wget || true
        RUN apt-get autoremove -y
        RUN rm -rf /var/lib/apt/lists/*
        RUN mkdir /srv/app
        """)).containsEntry(MERGE, """
        FROM debian
        RUN apt-get update && \\
            # tools
            apt-get install -y curl && \\
            { apt-get install -y wget || true; } && \\
            apt-get autoremove -y && \\
            rm -rf /var/lib/apt/lists/*
        RUN mkdir /srv/app
        """);
  }

  @Test
  void followsTheLayoutOfTheFile() {
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN mkdir /a \\
         && mkdir /b
        RUN apt-get update
        RUN apt-get install -y curl
        """)).containsEntry(MERGE, """
        FROM debian
        RUN mkdir /a \\
         && mkdir /b
        RUN apt-get update \\
         && apt-get install -y curl \\
         && rm -rf /var/lib/apt/lists/*
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get install -y curl # why",
        "RUN apt-get install -y curl\nRUN ./build.sh",
        "RUN apt-get install -y curl\nRUN apt-cache policy curl > /versions",
        "RUN apt-get install -y curl\nFROM alpine",
      })
  void leavesListsThatMayBeReadAndWhatNobodyGets(String rest) {
    String text = "FROM debian\nRUN apt-get update\n" + rest + "\n";
    assertThat(RuleRun.fixes(RULE, text).values()).allSatisfy(fixed -> {
      assertThat(fixed).doesNotContain("/lists");
      assertThat(fixed.contains("# why")).isEqualTo(text.contains("# why"));
    });
  }

  @Test
  void leavesCleanWhereTheListsAreStillRead() {
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get update
        RUN apt-get install -y curl
        RUN apt-get clean
        ENV A=b
        RUN apt-get install -y wget
        """)).containsEntry(MERGE, """
        FROM debian
        RUN apt-get update && \\
            apt-get install -y curl && \\
            apt-get clean
        ENV A=b
        RUN apt-get install -y wget
        """);
    assertThat(RuleRun.fixes(RULE, """
        FROM example.com/own
        RUN apt-get update
        RUN apt-get install -y curl
        RUN apt-get clean
        """).get(MERGE)).endsWith("apt-get clean\n");
  }

  @Test
  void movesTheUpdateOverWhatIsBetween() {
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get update
        ENV A=b
        RUN mkdir /a && sudo apt-get install -y curl
        """)).containsEntry(MOVE, """
        FROM debian
        ENV A=b
        RUN mkdir /a && sudo apt-get update && sudo apt-get install -y curl
        """);
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN dpkg --add-architecture i386 && apt-get update
        ENV A=b
        RUN apt-get install -y curl
        """))
        .as("the update is not all that the RUN does")
        .isEmpty();
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get update
        ENV A=b
        RUN echo y | apt-get install curl
        """)).as("in a pipeline").isEmpty();
  }

  @Test
  void insertsAnUpdateWhereAnInstallHasNone() {
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN mkdir /a && DEBIAN_FRONTEND=noninteractive apt-get install -y curl
        """)).containsEntry(INSERT, """
        FROM debian
        RUN mkdir /a && apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y curl && rm -rf /var/lib/apt/lists/*
        """);
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
        RUN apt install -y wget
        ENV A=b
        RUN sudo apt-get install -y jq
        """))
        .containsEntry(
            "Update the package lists and remove them in each of these RUN instructions", """
        FROM debian
        RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
        RUN apt update && apt install -y wget && rm -rf /var/lib/apt/lists/*
        ENV A=b
        RUN sudo apt-get update && sudo apt-get install -y jq && sudo rm -rf /var/lib/apt/lists/*
        """);
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get install -y curl && rm -rf /var/lib/apt/lists/*
        """)).containsEntry(INSERT, """
        FROM debian
        RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
        """);
    assertThat(RuleRun.findings(RULE, """
            FROM debian AS a
            RUN apt-get install -y curl
            FROM a
            RUN apt-get install -y jq
            """).get(0).fixes())
        .as("another stage installs with the lists")
        .extracting(Fix::title)
        .containsExactly("Update the package lists in this RUN");
    assertThat(RuleRun.fixes(RULE, "FROM debian\nRUN true || apt-get install -y curl\n"))
        .isEmpty();
  }

  @Test
  void doesWithoutTheIndexWhereTheProgramFetchesItItself() {
    assertThat(RuleRun.fixes(RULE, """
        FROM alpine
        RUN apk update
        ENV A=b
        RUN apk add curl && apk add --no-cache wget
        """))
        .containsEntry("safe: Install with apk add --no-cache instead", """
        FROM alpine
        ENV A=b
        RUN apk add --no-cache curl && apk add --no-cache wget
        """);
    assertThat(RuleRun.fixes(RULE, """
        FROM alpine
        RUN apk update
        RUN apk add curl
        RUN apk search wget
        """)).as("who else reads the index").isEmpty();
  }

  /** Whatever it is called, a script of the project may install packages with them. */
  @Test
  void removesTheListsOnAnImageOfWhichNothingIsKnown() {
    assertThat(RuleRun.fixes(RULE, """
        FROM team/base:1
        RUN apt-get update
        RUN apt-get install -y curl
        CMD ["curl", "example.org"]
        """)).containsEntry(MERGE, """
        FROM team/base:1
        RUN apt-get update && \\
            apt-get install -y curl && \\
            rm -rf /var/lib/apt/lists/*
        CMD ["curl", "example.org"]
        """);
  }

  @Test
  void keepsTheListsThatAScriptOfTheProjectMayRead() {
    assertThat(RuleRun.fixes(RULE, """
        FROM node:22-bookworm-slim
        RUN apt-get update
        RUN apt-get install -y curl
        RUN npm install -g pm2
        RUN npm run build:prod && pnpm run lint
        """)).containsEntry("safe: Update and install in one RUN", """
        FROM node:22-bookworm-slim
        RUN apt-get update && \\
            apt-get install -y curl
        RUN npm install -g pm2
        RUN npm run build:prod && pnpm run lint
        """);
  }

  @Test
  void keepsTheColumnsOfTheFile() {
    assertThat(RuleRun.fixes(RULE, """
        FROM debian:12-slim
        RUN         apt-get update
        RUN         apt-get install -y --no-install-recommends wine
        RUN         useradd -m x \\
                    && touch /a
        """)).containsEntry("safe: Update and install in one RUN", """
        FROM debian:12-slim
        RUN         apt-get update \\
                    && apt-get install -y --no-install-recommends wine \\
                    && rm -rf /var/lib/apt/lists/*
        RUN         useradd -m x \\
                    && touch /a
        """);
    assertThat(RuleRun.fixes(new AptListsNotRemoved(), """
        FROM debian:12-slim
        RUN         if [ "$(uname -m)" = x86_64 ]; then \\
                        apt-get update && \\
                        apt-get install -y --no-install-recommends wine; \\
                    fi
        """))
        .containsEntry("safe: Remove the package lists at the end of this RUN", """
        FROM debian:12-slim
        RUN         if [ "$(uname -m)" = x86_64 ]; then \\
                        apt-get update && \\
                        apt-get install -y --no-install-recommends wine; \\
                    fi && \\
                    rm -rf /var/lib/apt/lists/*
        """);
    assertThat(RuleRun.fixes(new AddInsteadOfCopy(), "FROM a\nADD         a.conf /a\n"))
        .containsEntry("safe: Replace ADD with COPY", "FROM a\nCOPY        a.conf /a\n");
  }

  @Test
  void anOldAptDoesNotKnowThatInstallCanUpdate() {
    for (String image : new String[] {
      "debian:12-slim", "debian:12.5", "ubuntu:22.04", "python:3.12-slim-bookworm", "ubuntu:jammy"
    }) {
      assertThat(RuleRun.fixes(RULE, "FROM " + image + "\nRUN apt-get install -Uy x\n"))
          .as(image)
          .containsExactly(Map.entry(
              "Update the package lists before the install",
              "FROM " + image + "\nRUN apt-get update && apt-get install -y x\n"));
    }
    for (String image : new String[] {
      "debian:13-slim", "ubuntu:24.04", "python:3.12-slim", "example.com/debian:12", "debian"
    }) {
      assertThat(RuleRun.findings(RULE, "FROM " + image + "\nRUN apt-get install -Uy x\n"))
          .as(image)
          .isEmpty();
    }
  }

  @Test
  void whatAuthorsKeepApartIsJoinedOnlyIfAsked() {
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get update
        RUN apt-get install -y curl
        # All above is the same in each Dockerfile, so that the layers are shared
        RUN apt-get install -y wget
        """)).containsOnlyKeys("Update and install in one RUN");
  }

  @Test
  void theIndexOfFilesIsNoPackageList() {
    RuleRun.check(RULE, """
        FROM debian:13
        RUN apt-get update && apt-get install -y apt-file && rm -rf /var/lib/apt/lists/*
        RUN apt-file update
        RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
        """);
  }

  @Test
  void anIndexThatNothingReadsIsLeftOut() {
    String file = """
        FROM alpine:3.22
        RUN apk update
        RUN apk add --no-cache curl
        """;
    assertThat(RuleRun.findings(RULE, file)).singleElement().satisfies(finding -> {
      assertThat(finding.message()).endsWith("doesn't read. Leave the update out.");
      assertThat(finding.severity()).isEqualTo(Severity.INFORMATION);
    });
    assertThat(RuleRun.fixes(RULE, file))
        .containsValue("FROM alpine:3.22\nRUN apk add --no-cache curl\n");
  }
}
