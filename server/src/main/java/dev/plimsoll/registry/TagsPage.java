package dev.plimsoll.registry;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.image.RepositoryTag;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of tags, read as a stream: it may hold a hundred thousand of them. Google's registries add what they know
 * of each manifest.
 *
 * @param names those of the tags, in their order; what can't be a tag is left out
 * @param known what is known of some of them
 */
record TagsPage(ImmutableList<String> names, ImmutableMap<String, RepositoryTag> known) {

  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

  /** What the page says of a tag. */
  RepositoryTag tag(String name) {
    RepositoryTag tag = known.get(name);
    return tag == null ? RepositoryTag.named(name) : tag;
  }

  static TagsPage read(String text) throws LookupException {
    List<String> names = new ArrayList<>();
    Map<String, RepositoryTag> known = new LinkedHashMap<>();
    boolean listed = false;
    try (JsonReader reader = Json.reader(text)) {
      reader.beginObject();
      while (reader.hasNext()) {
        switch (reader.nextName()) {
          case "tags" -> {
            listed = true;
            readNames(reader, names);
          }
          case "manifest" -> readManifests(reader, known);
          default -> reader.skipValue();
        }
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new LookupException(Reason.MALFORMED);
      }
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new LookupException(Reason.MALFORMED);
    }
    if (!listed) {
      throw new LookupException(Reason.MALFORMED);
    }
    return new TagsPage(ImmutableList.copyOf(names), ImmutableMap.copyOf(known));
  }

  /** A repository without tags may have {@code null} instead of a list. */
  private static void readNames(JsonReader reader, List<String> names) throws IOException {
    if (reader.peek() == JsonToken.NULL) {
      reader.nextNull();
      return;
    }
    reader.beginArray();
    while (reader.hasNext()) {
      String name = reader.nextString();
      if (isTag(name)) {
        names.add(name);
      }
    }
    reader.endArray();
  }

  static boolean isTag(String name) {
    return TAG.matcher(name).matches();
  }

  private static void readManifests(JsonReader reader, Map<String, RepositoryTag> known)
      throws IOException {
    if (reader.peek() != JsonToken.BEGIN_OBJECT) {
      reader.skipValue();
      return;
    }
    reader.beginObject();
    while (reader.hasNext()) {
      readManifest(reader.nextName(), reader, known);
    }
    reader.endObject();
  }

  private static void readManifest(
      String digest, JsonReader reader, Map<String, RepositoryTag> known) throws IOException {
    List<String> tags = new ArrayList<>();
    long bytes = 0;
    @Nullable Instant pushed = null;
    boolean single = true;
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "tag" -> readNames(reader, tags);
        case "imageSizeBytes" -> bytes = reader.nextLong();
        case "timeUploadedMs" -> pushed = Instant.ofEpochMilli(reader.nextLong());
        case "mediaType" -> single = isOneImage(reader.nextString());
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    for (String tag : tags) {
      // Of an index it says the size of the index itself, or none.
      long size = single && bytes > 0 ? bytes : RepositoryTag.UNKNOWN_BYTES;
      known.put(
          tag,
          new RepositoryTag(
              tag, size, ImmutableList.of(), Digests.isValid(digest) ? digest : null, pushed));
    }
  }

  private static boolean isOneImage(String mediaType) {
    return !mediaType.contains("manifest.list") && !mediaType.contains("image.index");
  }
}
