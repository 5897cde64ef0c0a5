package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a guide to small images teaches, done by the fixes that are offered, one after the other. */
class GuideTest {

  /** Of the time when the guide was written. */
  private static final EmbeddedImages IMAGES = new EmbeddedImages(LocalDate.of(2024, 12, 1));

  private static final Linter LINTER = new Linter(Rules.ALL, (rule, failure) -> {
    throw failure;
  });

  private static ImmutableList<Problem> problems(String text) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
    return LINTER.lint(new Subject(model, IMAGES, RuleRun.SOURCES), LintOptions.DEFAULT);
  }

  /** Applies the fixes whose titles are so, or begin so. */
  private static String repaired(String text, String... titles) {
    String result = text;
    for (String title : titles) {
      ImmutableList<Fix> offered = problems(result).stream()
          .flatMap(problem -> problem.fixes().stream())
          .collect(ImmutableList.toImmutableList());
      Fix chosen = Stream.concat(
              offered.stream().filter(fix -> fix.title().equals(title)),
              offered.stream().filter(fix -> fix.title().startsWith(title)))
          .findFirst()
          .orElseThrow(() -> new AssertionError(title + " is not among " + offered));
      result = TextEdit.apply(result, chosen.edits());
    }
    return result;
  }

  @Test
  void copiesWhatChangesLeastFirst() {
    String bad = "FROM node:20-alpine\nWORKDIR /app\n" + """
        COPY . .
        RUN npm install
        """;
    String good = "FROM node:20-alpine\nWORKDIR /app\n" + """
        COPY package*.json ./
        RUN npm ci
        COPY . .
        """;
    assertThat(repaired(bad, "Install the dependencies before copying the sources", "Use npm ci"))
        .isEqualTo(good);
    assertThat(repaired(bad, "Use npm ci", "Install the dependencies before copying the sources"))
        .isEqualTo(good);
  }

  @Test
  void makesOneLayerOfUpdateInstallAndCleanUp() {
    String bad = "FROM debian:bookworm-slim\n" + """
        RUN apt-get update
        RUN apt-get install -y curl wget
        RUN apt-get clean
        """;
    String good = "FROM debian:bookworm-slim\n" + """
        RUN apt-get update && \\
            apt-get install -y --no-install-recommends curl wget && \\
            rm -rf /var/lib/apt/lists/*
        """;
    assertThat(repaired(bad, "Update and install in one RUN", "Add --no-install-recommends"))
        .isEqualTo(good);
  }

  @Test
  void buildsWithAllDependenciesAndShipsWithFewer() {
    String bad = """
        FROM node:20-alpine AS builder
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci --only=production
        COPY . .
        RUN npm run build

        FROM node:20-alpine
        WORKDIR /app
        COPY --from=builder /app/dist ./dist
        COPY --from=builder /app/node_modules ./node_modules
        COPY package.json .
        USER node
        EXPOSE 3000
        CMD ["node", "dist/server.js"]
        """;
    String good = bad.replace("npm ci --only=production", "npm ci")
        .replace("npm run build", "npm run build && npm prune --omit=dev");
    assertThat(repaired(bad, "Install all, and prune after the build")).isEqualTo(good);
    assertThat(problems(good)).isEmpty();
  }

  @Test
  void writesTheFlagAsNpmDoesToday() {
    String bad =
        "FROM node:20-alpine\nRUN npm ci --only=production\nUSER node\nCMD [\"node\", \"server.js\"]\n";
    assertThat(repaired(bad, "Write --omit=dev"))
        .isEqualTo(bad.replace("--only=production", "--omit=dev"));
  }

  @Test
  void downloadsModulesBeforeTheSourcesOfGo() {
    String bad = """
        FROM golang:1.22-alpine AS builder
        WORKDIR /app
        COPY . .
        RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o server .

        FROM scratch
        COPY --from=builder /app/server /server
        COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
        EXPOSE 8080
        ENTRYPOINT ["/server"]
        """;
    String good = bad.replace("COPY . .\n", "COPY go.* ./\nRUN go mod download\nCOPY . .\n");
    assertThat(repaired(bad, "Install the dependencies before copying the sources"))
        .isEqualTo(good);
    String withUser = good.replace("EXPOSE", "USER 65532:65532\nEXPOSE");
    assertThat(repaired(good, "Run as 65532:65532")).isEqualTo(withUser);
    assertThat(problems(withUser)).isEmpty();
  }

  @Test
  void choosesASmallerBaseWithAVersion() {
    String bad = "FROM node:20\nWORKDIR /app\nCOPY . .\nUSER node\nCMD [\"node\", \"server.js\"]\n";
    assertThat(repaired(bad, "Use node:20-alpine"))
        .isEqualTo(bad.replace("node:20", "node:20-alpine"));
    assertThat(repaired(bad, "Use node:20-slim")).isEqualTo(bad.replace("node:20", "node:20-slim"));
    String latest = bad.replace("node:20", "node:latest");
    assertThat(repaired(latest, "Use node:")).doesNotContain("latest").startsWith("FROM node:2");
  }

  @Test
  void runsAsAnotherUserThanRoot() {
    String bad = "FROM alpine:3.22\nCOPY server /\nCMD [\"/server\"]\n";
    assertThat(repaired(bad, "Make the user app")).contains("adduser ").contains("\nUSER ");
    String node = "FROM node:20-alpine\nCMD [\"node\", \"server.js\"]\n";
    assertThat(repaired(node, "Run as node"))
        .isEqualTo("FROM node:20-alpine\nUSER node\nCMD [\"node\", \"server.js\"]\n");
  }

  @Test
  void startsTheProgramWithoutAShell() {
    String bad = "FROM node:20-alpine\nUSER node\nCMD node dist/server.js\n";
    assertThat(repaired(bad, "Use the exec form of CMD"))
        .isEqualTo("FROM node:20-alpine\nUSER node\nCMD [\"node\", \"dist/server.js\"]\n");
  }
}
