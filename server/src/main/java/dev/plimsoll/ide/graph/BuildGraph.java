package dev.plimsoll.ide.graph;

import java.util.List;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a Dockerfile, the images that they take from, and what goes from where to where: the answer to
 * {@link #METHOD}, in which what is null is left out.
 *
 * @param version the version of the document that this is true of
 * @param stages in file order
 * @param images those from which files are copied or mounted; the bases of stages are part of their stages
 * @param edges in file order
 * @param failure the first problem that stops the build, or null
 */
public record BuildGraph(
    int version,
    List<StageNode> stages,
    List<ImageNode> images,
    List<Edge> edges,
    @Nullable Failure failure) {

  /** The request that is answered with this; its parameters are {@code {textDocument}}. */
  public static final String METHOD = "plimsoll/buildGraph";

  /**
   * A stage.
   *
   * @param id what edges call it
   * @param index its number, from 0
   * @param name as written after AS, or null
   * @param range from its FROM to the end of its last instruction
   * @param fromRange its FROM
   * @param base the image that it stands on directly, or null where that is another stage or not named
   * @param platform what its {@code --platform} says, as written, or null
   * @param ships whether its layers are part of an image that is run: the final one, or one that {@code --target} builds
   * @param needed whether it is built at all while no target is named
   * @param instructions how many follow its FROM
   * @param layers how many layers those add
   */
  public record StageNode(
      String id,
      int index,
      @Nullable String name,
      Range range,
      Range fromRange,
      @Nullable Image base,
      @Nullable String platform,
      boolean ships,
      boolean needed,
      int instructions,
      int layers) {}

  /**
   * An image from which files are copied or mounted.
   *
   * @param id what edges call it
   * @param range where it is named first
   * @param image which it is
   */
  public record ImageNode(String id, Range range, Image image) {}

  /**
   * An image as it is named.
   *
   * @param written as it stands in the file
   * @param name the same, its variables replaced by their defaults
   * @param problem why the name is not valid, or null
   * @param weight what is known of its size, or null
   */
  public record Image(
      String written,
      String name,
      @Nullable String problem,
      @Nullable Weight weight) {}

  /**
   * What an image weighs.
   *
   * @param kind what is measured: always {@link #COMPRESSED}
   * @param about whether these are the figures of a neighbouring tag, or of the tag of a digest that is not known
   * @param of the image whose figures these are
   * @param platforms on each platform that is known, the usual one first
   */
  public record Weight(String kind, boolean about, String of, List<PlatformWeight> platforms) {

    /** What a download transfers: the layers, compressed. */
    public static final String COMPRESSED = "compressed download";
  }

  /**
   * What an image weighs on one platform.
   *
   * @param platform such as {@code linux/amd64}
   * @param bytes its size
   * @param asOf the day on which this was true, {@code 2026-09-19}; null only for the empty image
   */
  public record PlatformWeight(
      String platform, long bytes, @Nullable String asOf) {}

  /**
   * A way that layers or files take.
   *
   * @param kind {@code from}, {@code copy} or {@code mount}
   * @param source the id of the stage or image that gives
   * @param target the id of the stage that takes
   * @param range where the file says so
   */
  public record Edge(String kind, String source, String target, Range range) {}

  /** What stops the build, and where. */
  public record Failure(String message, Range range) {}
}
