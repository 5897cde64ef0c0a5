package dev.plimsoll.registry;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A folder with images, as the Open Container Initiative lays them out; tools push it to a registry as it is. */
final class OciLayout {

  private static final String TYPE = "application/vnd.oci.image.";

  private final Path folder;
  private final JsonArray references = new JsonArray();

  OciLayout(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("blobs/sha256"));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}");
  }

  /** An image whose layers are made of these texts. Its configuration is completed with what tools check. */
  JsonObject image(JsonObject config, List<String> layers) throws IOException {
    JsonArray descriptors = new JsonArray();
    JsonArray unpacked = new JsonArray();
    for (String layer : layers) {
      unpacked.add(FakeRegistry.digestOf(layer));
      descriptors.add(blob("layer.v1.tar+gzip", gzip(layer)));
    }
    JsonObject root = new JsonObject();
    root.addProperty("type", "layers");
    root.add("diff_ids", unpacked);
    config.add("rootfs", root);
    JsonObject manifest = new JsonObject();
    manifest.addProperty("schemaVersion", 2);
    manifest.addProperty("mediaType", TYPE + "manifest.v1+json");
    manifest.add("config", blob("config.v1+json", config));
    manifest.add("layers", descriptors);
    JsonObject descriptor = blob("manifest.v1+json", manifest);
    JsonObject platform = new JsonObject();
    for (String name : List.of("os", "architecture", "variant")) {
      if (config.has(name)) {
        platform.add(name, config.get(name));
      }
    }
    descriptor.add("platform", platform);
    return descriptor;
  }

  JsonObject index(JsonObject... images) throws IOException {
    JsonObject index = FakeRegistry.index(images);
    index.addProperty("mediaType", TYPE + "index.v1+json");
    return blob("index.v1+json", index);
  }

  /** Gives an image or an index a name by which tools find it in this folder. */
  void name(String name, JsonObject descriptor) throws IOException {
    JsonObject named = descriptor.deepCopy();
    JsonObject annotations = new JsonObject();
    annotations.addProperty("org.opencontainers.image.ref.name", name);
    named.add("annotations", annotations);
    references.add(named);
    JsonObject index = new JsonObject();
    index.addProperty("schemaVersion", 2);
    index.add("manifests", references);
    Files.writeString(folder.resolve("index.json"), index.toString());
  }

  /** The size of a layer as it is pushed, in bytes. */
  static long size(String layer) throws IOException {
    return gzip(layer).length;
  }

  private JsonObject blob(String type, JsonObject json) throws IOException {
    return blob(type, json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private JsonObject blob(String type, byte[] contents) throws IOException {
    String digest = Digests.of(contents);
    Files.write(folder.resolve("blobs").resolve(digest.replace(':', '/')), contents);
    JsonObject descriptor = new JsonObject();
    descriptor.addProperty("mediaType", TYPE + type);
    descriptor.addProperty("digest", digest);
    descriptor.addProperty("size", contents.length);
    return descriptor;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
