package dev.plimsoll.benchmark;

import java.util.List;
import java.util.Random;

/**
 * A Dockerfile of any length that mixes what real ones have: stages and copies between them, continued RUNs with
 * comments, mounts, here-documents, exec forms, variables, labels. The same number gives the same text.
 */
final class GeneratedDockerfile {

  private static final List<String> PACKAGES = List.of(
      "build-essential", "ca-certificates", "curl", "git", "jq", "libssl-dev", "python3", "unzip");

  private static final int LINES_PER_STAGE = 200;

  private final Random random = new Random(20260101);
  private final StringBuilder text = new StringBuilder();
  private int lines;
  private int stages;
  private int blocks;

  private GeneratedDockerfile() {}

  /** A file of a number of lines, give or take the last block. */
  static String ofLines(int lines) {
    GeneratedDockerfile file = new GeneratedDockerfile();
    file.add("# syntax=docker/dockerfile:1", "ARG BASE=debian:12-slim");
    while (file.lines < lines) {
      if (file.lines >= file.stages * LINES_PER_STAGE) {
        file.stage();
      }
      file.block();
    }
    file.add("HEALTHCHECK --interval=30s CMD [\"/bin/true\"]", "ENTRYPOINT [\"/usr/local/bin/run\"]");
    return file.text.toString();
  }

  private void add(String... added) {
    for (String line : added) {
      text.append(line).append('\n');
    }
    lines += added.length;
  }

  private void stage() {
    add("", "FROM " + (stages % 2 == 0 ? "${BASE}" : "golang:1.2" + stages % 6 + "-alpine") + " AS stage" + stages);
    stages++;
  }

  private void block() {
    int n = blocks++;
    switch (random.nextInt(13)) {
      case 0 -> install();
      case 1 -> add("ENV HOME_" + n + "=/opt/" + n + " \\", "    PATH=$PATH:/opt/" + n + "/bin \\", "    LEVEL=\"info\"");
      case 2 -> add("ARG VERSION_" + n + "=1." + n, "RUN echo \"version ${VERSION_" + n + ":-none}\" > /version");
      case 3 -> add("COPY --chown=app:app ./src/module" + n + "/ /srv/module" + n + "/");
      case 4 -> add("WORKDIR /srv/module" + n);
      case 5 -> add("RUN --mount=type=cache,target=/root/.cache \\", "    go build -o /out/tool" + n + " ./cmd/tool");
      case 6 -> add("LABEL org.opencontainers.image.title=\"module " + n + "\" \\", "      org.example.build=" + n);
      case 7 -> add("RUN <<EOF", "set -eu", "for i in 1 2 3; do", "  echo \"$i " + n + "\"", "done", "EOF");
      case 8 -> add("EXPOSE " + (1024 + n % 60_000) + "/tcp");
      case 9 -> add("# module " + n + ": nothing to see here", "");
      case 10 -> add("USER app" + n % 5);
      case 11 -> add("COPY --from=stage" + random.nextInt(stages) + " /out/ /usr/local/bin/");
      default -> add("RUN set -eux; mkdir -p /opt/" + n + "; cd /opt/" + n + "; echo ${HOME_" + n + "} | tr a-z A-Z");
    }
  }

  private void install() {
    add("RUN apt-get update \\", "    # what the build needs", " && apt-get install -y --no-install-recommends \\");
    int count = 2 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      add("      " + PACKAGES.get((i + blocks) % PACKAGES.size()) + " \\");
    }
    add(" && rm -rf /var/lib/apt/lists/*");
  }
}
