package dev.plimsoll.ide.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Opened;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.eclipse.lsp4j.DocumentLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentLinksTest {

  @ParameterizedTest
  @CsvSource({
    "node,                              node,                      https://hub.docker.com/_/node/",
    "scratch,                           scratch,                   https://hub.docker.com/_/scratch/",
    "docker.io/library/node,            docker.io/library/node,    https://hub.docker.com/_/node/",
    "bitnami/redis,                     bitnami/redis,             https://hub.docker.com/r/bitnami/redis/",
    "index.docker.io/bitnami/redis,     index.docker.io/bitnami/redis, https://hub.docker.com/r/bitnami/redis/",
    "ghcr.io/astral-sh/uv,              ghcr.io/astral-sh/uv,      https://github.com/astral-sh/uv/pkgs/container/uv",
    "quay.io/prometheus/node-exporter,  quay.io/prometheus/node-exporter, https://quay.io/repository/prometheus/node-exporter",
    "mcr.microsoft.com/dotnet/sdk,      mcr.microsoft.com/dotnet/sdk, https://mcr.microsoft.com/artifact/mar/dotnet/sdk",
    "gcr.io/distroless/static,          gcr.io/distroless/static,  https://gcr.io/distroless/static",
    "us-docker.pkg.dev/a/b/c,           us-docker.pkg.dev/a/b/c,   https://us-docker.pkg.dev/a/b/c",
    "public.ecr.aws/docker/library/node, public.ecr.aws/docker/library/node, https://gallery.ecr.aws/docker/library/node",
    "registry.gitlab.com/g/p/image,     registry.gitlab.com/g/p/image, https://gitlab.com/g/p/container_registry",
    "nvcr.io/nvidia/cuda,               nvcr.io/nvidia/cuda,       https://catalog.ngc.nvidia.com/orgs/nvidia/containers/cuda",
  })
  void anImageLeadsToItsPage(String image, String linked, String page) {
    assertThat(links("FROM " + image)).containsExactly(linked + " → " + page);
  }

  @Test
  void aTagLeadsToItsOwnPage() {
    assertThat(links("FROM node:22-slim\nFROM quay.io/a/b:1\nFROM ghcr.io/a/b:1"))
        .containsExactly(
            "node → https://hub.docker.com/_/node/",
            "22-slim → https://hub.docker.com/_/node/tags?name=22-slim",
            "quay.io/a/b → https://quay.io/repository/a/b",
            "1 → https://quay.io/repository/a/b?tab=tags&tag=1",
            "ghcr.io/a/b → https://github.com/a/b/pkgs/container/b");
  }

  @Test
  void aDigestIsNoPartOfTheLink() {
    assertThat(links("FROM node@sha256:" + "a".repeat(64)))
        .containsExactly("node → https://hub.docker.com/_/node/");
  }

  @Test
  void theNameIsALinkWhileItsTagOrDigestIsBeingWritten() {
    assertThat(links("FROM node:\nFROM a/b@sha256:12\nFROM node:22@"))
        .containsExactly(
            "node → https://hub.docker.com/_/node/", "a/b → https://hub.docker.com/r/a/b/");
  }

  @Test
  void aRegistryWithoutPagesHasNoLink() {
    assertThat(links("FROM registry.example.com:5000/a/b:1\nFROM Broken")).isEmpty();
  }

  @Test
  void stagesAreNoImages() {
    assertThat(links("FROM node AS a\nFROM a\nCOPY --from=a b c\nCOPY --from=0 b c"))
        .containsExactly("node → https://hub.docker.com/_/node/");
  }

  @Test
  void imagesOfCopyOfMountsAndOfTheSyntaxDirectiveAreLinked() {
    assertThat(links("""
        # syntax=docker/dockerfile:1.7-labs
        FROM scratch
        COPY --from=nginx /a /b
        RUN --mount=type=bind,from=busybox,target=/b /b/ls
        """))
        .containsExactly(
            "docker/dockerfile → https://hub.docker.com/r/docker/dockerfile/",
            "1.7-labs → https://hub.docker.com/r/docker/dockerfile/tags?name=1.7-labs",
            "scratch → https://hub.docker.com/_/scratch/",
            "nginx → https://hub.docker.com/_/nginx/",
            "busybox → https://hub.docker.com/_/busybox/");
  }

  @Test
  void variablesAreReplacedByTheirDefaults() {
    assertThat(
            links("ARG V=22\nARG BASE=node:20\nFROM node:$V\nFROM $BASE\nFROM a/$U:1\nFROM b:$U"))
        .containsExactly(
            "node → https://hub.docker.com/_/node/",
            "20 → https://hub.docker.com/_/node/tags?name=20",
            "node → https://hub.docker.com/_/node/",
            "$V → https://hub.docker.com/_/node/tags?name=22",
            "$BASE → https://hub.docker.com/_/node/tags?name=20",
            "b → https://hub.docker.com/_/b/");
  }

  @Test
  void addressesAreLinkedWhereverTheyStand() {
    assertThat(links("""
        # See https://example.com/a(b)c.
        FROM registry.example.com/x
        ADD https://example.com/a.tar.gz git@github.com:moby/buildkit.git#v1:docs /x
        LABEL url="https://example.com/l?a=b&c=d"
        RUN curl -fsSL https://example.com/i.sh | sh; (wget http://example.com/x)
        """))
        .containsExactly(
            "https://example.com/a(b)c → https://example.com/a(b)c",
            "https://example.com/a.tar.gz → https://example.com/a.tar.gz",
            "git@github.com:moby/buildkit.git#v1:docs → https://github.com/moby/buildkit.git",
            "https://example.com/l?a=b&c=d → https://example.com/l?a=b&c=d",
            "https://example.com/i.sh → https://example.com/i.sh",
            "http://example.com/x → http://example.com/x");
  }

  @Test
  void variablesInAddressesAreReplacedWhereTheyAreKnown() {
    assertThat(links("""
        FROM registry.example.com/x
        ARG V=1.2
        ENV HOST=example.com
        RUN curl https://$HOST/v${V}/x https://example.com/$UNKNOWN https://example.com/$(uname)
        """)).containsExactly("https://$HOST/v${V}/x → https://example.com/v1.2/x");
  }

  @Test
  void schemesAloneAreNoAddresses() {
    assertThat(links("# https:// and xhttp://a and ://\nUSER http://")).isEmpty();
  }

  @Test
  void aTooltipSaysWhereItLeadsWhereTheEditorShowsOne() {
    Snapshot snapshot = Opened.dockerfile("FROM node:22");
    assertThat(DocumentLinks.of(snapshot, List.of(), ClientSupport.full()))
        .extracting(DocumentLink::getTooltip)
        .containsExactly("Open the page of node", "Open the tag 22");
    assertThat(DocumentLinks.of(snapshot, List.of(), ClientSupport.none()))
        .extracting(DocumentLink::getTooltip)
        .containsOnlyNulls();
  }

  @Test
  void filesThatAreCopiedAreLinked() {
    Snapshot snapshot = Opened.dockerfile("FROM scratch\nCOPY go.mod https://x.y/z /src/");
    SourceFiles.Link file = new SourceFiles.Link(new TextRange(18, 24), "file:///src/go.mod");
    assertThat(DocumentLinks.of(snapshot, List.of(file), ClientSupport.full()))
        .extracting(DocumentLink::getTarget)
        .containsExactly(
            "https://hub.docker.com/_/scratch/", "file:///src/go.mod", "https://x.y/z");
  }

  private static List<String> links(String text) {
    Snapshot snapshot = Opened.dockerfile(text);
    return DocumentLinks.of(snapshot, List.of(), ClientSupport.full()).stream()
        .map(link -> Opened.text(snapshot, link.getRange()) + " → " + link.getTarget())
        .toList();
  }
}
