package dev.plimsoll.registry;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.gson.JsonObject;
import dev.plimsoll.image.ImageLayer;
import dev.plimsoll.image.LookupFailure.Reason;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands under a tag or a digest: an image for one platform, or an index of such images. */
sealed interface Manifest {

  /** Of more platforms nothing is asked: no image has so many. */
  int MAX_PLATFORMS = 64;

  /** More layers than any image can have. */
  int MAX_LAYERS = 2000;

  /** What an index says of an entry that is an index itself: OCI's and Docker's. */
  ImmutableSet<String> INDEXES = ImmutableSet.of(
      "application/vnd.oci.image.index.v1+json",
      "application/vnd.docker.distribution.manifest.list.v2+json");

  /** The digest by which it is addressed, whether it was or not. */
  String digest();

  /**
   * Images for several platforms.
   *
   * @param entries the usual platforms first; attestations and what else is no image are not among them
   */
  record Index(String digest, ImmutableList<Entry> entries) implements Manifest {

    static Index of(String digest, List<Entry> entries) throws LookupException {
      return new Index(
          digest,
          ImmutableList.sortedCopyOf(
              Comparator.comparingInt(it -> Platforms.rank(it.platform())),
              atMost(MAX_PLATFORMS, entries)));
    }

    /** The entry that is for a platform; where there is none, those that may be. */
    ImmutableList<Entry> on(String platform) {
      for (Entry entry : entries) {
        if (platform.equals(entry.platform())) {
          return ImmutableList.of(entry);
        }
      }
      return entries.stream()
          .filter(it -> it.platform() == null)
          .collect(ImmutableList.toImmutableList());
    }
  }

  /**
   * Where the image for one platform is, or another index.
   *
   * @param platform null where the index doesn't say it, and only the configuration does
   * @param osVersion of Windows; null for the others
   */
  record Entry(
      @Nullable String platform, @Nullable String osVersion, String digest, boolean isIndex) {}

  /**
   * An image for one platform.
   *
   * @param config the digest of its configuration
   * @param layers what it weighs; what made them stands in the configuration
   */
  record Image(String digest, String config, ImmutableList<ImageLayer> layers) implements Manifest {

    /** What a download transfers, in bytes. Layers that come from elsewhere are transferred as well. */
    long compressedBytes() throws LookupException {
      try {
        long sum = 0;
        for (ImageLayer layer : layers) {
          sum = Math.addExact(sum, layer.compressedBytes());
        }
        return sum;
      } catch (ArithmeticException e) {
        throw new LookupException(Reason.MALFORMED);
      }
    }
  }

  /** Reads one of Docker's or of OCI's: they have the same members. */
  static Manifest read(String digest, JsonObject json) throws LookupException {
    if (json.has("manifests")) {
      return index(digest, json);
    }
    JsonObject config = Json.object(json, "config");
    if (config == null || !json.has("layers")) {
      throw new LookupException(Reason.MALFORMED); // the first schema, which says no sizes
    }
    ImmutableList.Builder<ImageLayer> layers = ImmutableList.builder();
    for (JsonObject layer : atMost(MAX_LAYERS, Json.objects(json, "layers"))) {
      long size = Json.number(layer, "size", -1);
      if (size < 0) {
        throw new LookupException(Reason.MALFORMED);
      }
      layers.add(new ImageLayer(digest(layer), size, null));
    }
    return new Image(digest, digest(config), layers.build());
  }

  private static Index index(String digest, JsonObject json) throws LookupException {
    ImmutableList.Builder<Entry> entries = ImmutableList.builder();
    for (JsonObject entry : Json.objects(json, "manifests")) {
      JsonObject platform = Json.object(entry, "platform");
      String name = platform == null ? null : Platforms.name(platform);
      boolean isIndex = INDEXES.contains(Json.textOrEmpty(entry, "mediaType"));
      if (platform == null) {
        entries.add(new Entry(null, null, digest(entry), isIndex));
      } else if (name != null) {
        String version = Json.text(platform, "os.version");
        entries.add(new Entry(name, version, digest(entry), isIndex));
      }
    }
    return Index.of(digest, entries.build());
  }

  private static <T> List<T> atMost(int count, List<T> list) throws LookupException {
    if (list.size() > count) {
      throw new LookupException(Reason.TOO_LARGE);
    }
    return list;
  }

  private static String digest(JsonObject descriptor) throws LookupException {
    String digest = Json.textOrEmpty(descriptor, "digest");
    if (!Digests.isValid(digest)) {
      throw new LookupException(Reason.MALFORMED);
    }
    return digest;
  }
}
