package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LayerInstructionTest {

  @Test
  void isWhatADockerfileSays() {
    check("""
        /bin/sh -c apt-get update              => RUN apt-get update
        /bin/sh -c #(nop)  CMD ["bash"]        => CMD ["bash"]
        /bin/sh -c #(nop) ADD file:0123456789abcdef0123456789abcdef in /  => ADD file:0123456… in /
        /bin/bash -o pipefail -c curl x | sh   => RUN curl x | sh
        |2 A=b C=d e /bin/sh -c make $A        => RUN make $A
        cmd /S /C powershell -Command x        => RUN powershell -Command x
        """);
  }

  @Test
  void isWithoutWhatBuildKitAdds() {
    check("""
        RUN /bin/sh -c apt-get update # buildkit                     => RUN apt-get update
        RUN |1 TARGETARCH=amd64 /bin/sh -c echo $TARGETARCH # buildkit  => RUN echo $TARGETARCH
        RUN /bin/bash -euxo pipefail -c a # buildkit                 => RUN a
        RUN /bin/ash -eo pipefail -c a # buildkit                    => RUN a
        COPY a b # buildkit                                          => COPY a b
        RUN /app/install --all # buildkit                            => RUN /app/install --all
        """);
  }

  @Test
  void isAsOtherToolsWriteIt() {
    check("""
        # debian.sh --arch 'amd64' out/ 'trixie'  => # debian.sh --arch 'amd64' out/ 'trixie'
        bazel build @debian12//base               => bazel build @debian12//base
        /usr/bin/tool -c x                        => /usr/bin/tool -c x
        |                                         => |
        """);
  }

  @Test
  void isInOneLineAndNotEndless() {
    assertThat(LayerInstruction.of("/bin/sh -c set -ex; \\\t\tmake \n&& b"))
        .isEqualTo("RUN set -ex; \\ make && b");
    assertThat(LayerInstruction.of("|1 " + "A /bin/".repeat(100_000))).hasSizeLessThan(5_000);
  }

  private static void check(String rows) {
    for (String row : rows.split("\n")) {
      String[] cells = row.split(" +=> ");
      assertThat(LayerInstruction.of(cells[0])).isEqualTo(cells[1]);
    }
  }
}
