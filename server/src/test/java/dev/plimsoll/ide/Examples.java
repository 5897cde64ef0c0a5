package dev.plimsoll.ide;

import dev.plimsoll.SampleFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Dockerfiles for properties that hold of every file. */
public final class Examples {

  /** What nobody writes: every kind of thing in the fewest lines. */
  private static final String ODDITIES = """
      # escape=`
      arg V=${X:-1}
      from --platform=$BUILDPLATFORM a:${V} as b
      onbuild run --mount=type=cache,target=/a,"x=y",from=b apt-get -y `
        # comment

        install "$V" ${V##*/}
      COPY <<A <<-"B" --chmod=7 /x/
      $V
      A
      \tB
      ENV a b
      LABEL "x y"=z q
      HEALTHCHECK --interval=1s --retries CMD ["a", "$V"
      SHELL ["x"]
      EXPOSE $V/tcp 1:2-3/udp
      STOPSIGNAL $V
      RUN <<
      """;

  private Examples() {}

  /** The text of each, and of one that is odd; some with other line endings. */
  public static List<String> all() throws IOException {
    List<String> texts = new ArrayList<>();
    texts.add(ODDITIES);
    texts.add(ODDITIES.replace("\n", "\r\n"));
    texts.addAll(SampleFiles.whole());
    return texts;
  }
}
