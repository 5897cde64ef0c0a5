package dev.plimsoll.registry;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.plimsoll.image.ImageDetails;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageLayer;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagList;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers of registries as we keep them on disk. */
final class FactsJson {

  private FactsJson() {}

  static JsonObject of(ImageFacts facts) {
    JsonObject json = new JsonObject();
    json.addProperty("tag", facts.tag());
    put(json, "digest", facts.digest());
    json.add("platforms", platforms(facts.platforms()));
    json.add("unweighed", texts(facts.unweighed()));
    return json;
  }

  /** @param reference the image that the facts are asked for */
  static ImageFacts facts(JsonObject json, ImageReference reference) throws LookupException {
    return new ImageFacts(
        reference,
        ImageFacts.Match.EXACT,
        Json.textOrEmpty(json, "tag"),
        Json.text(json, "digest"),
        platforms(json),
        Json.texts(json, "unweighed"));
  }

  static JsonObject of(TagList list) {
    JsonArray tags = new JsonArray();
    for (RepositoryTag tag : list.tags()) {
      JsonObject json = new JsonObject();
      json.addProperty("name", tag.name());
      json.addProperty("bytes", tag.compressedBytes() + 1); // 0 stands for a size that isn't known
      json.add("platforms", platforms(tag.platforms()));
      put(json, "digest", tag.digest());
      put(json, "pushed", tag.pushed());
      tags.add(json);
    }
    JsonObject json = new JsonObject();
    json.add("tags", tags);
    json.addProperty("complete", list.complete());
    return json;
  }

  static TagList tags(JsonObject json) throws LookupException {
    ImmutableList.Builder<RepositoryTag> tags = ImmutableList.builder();
    for (JsonObject tag : Json.objects(json, "tags")) {
      tags.add(new RepositoryTag(
          Json.textOrEmpty(tag, "name"),
          Json.number(tag, "bytes", 0) - 1,
          platforms(tag),
          Json.text(tag, "digest"),
          Json.instant(tag, "pushed")));
    }
    return new TagList(tags.build(), Json.isTrue(json, "complete"));
  }

  static JsonObject of(PlatformFacts platform) {
    JsonObject json = new JsonObject();
    json.addProperty("platform", platform.platform());
    json.addProperty("bytes", platform.compressedBytes());
    json.addProperty("layers", platform.layers() + 1); // 0 stands for a number that isn't known
    put(json, "digest", platform.digest());
    put(json, "user", platform.user());
    put(json, "asOf", platform.asOf());
    put(json, "osVersion", platform.osVersion());
    if (platform.details() != null) {
      json.add("details", of(platform.details()));
    }
    return json;
  }

  static PlatformFacts platform(JsonObject json) throws LookupException {
    JsonObject details = Json.object(json, "details");
    return new PlatformFacts(
        Json.textOrEmpty(json, "platform"),
        Json.number(json, "bytes", 0),
        (int) Json.number(json, "layers", 0) - 1,
        Json.text(json, "digest"),
        Json.text(json, "user"),
        day(Json.text(json, "asOf")),
        Json.text(json, "osVersion"),
        details == null ? null : details(details));
  }

  private static JsonArray platforms(List<PlatformFacts> platforms) {
    JsonArray array = new JsonArray();
    platforms.forEach(platform -> array.add(of(platform)));
    return array;
  }

  private static ImmutableList<PlatformFacts> platforms(JsonObject json) throws LookupException {
    ImmutableList.Builder<PlatformFacts> platforms = ImmutableList.builder();
    for (JsonObject platform : Json.objects(json, "platforms")) {
      platforms.add(platform(platform));
    }
    return platforms.build();
  }

  private static JsonObject of(ImageDetails details) {
    JsonObject json = new JsonObject();
    JsonArray layers = new JsonArray();
    for (ImageLayer layer : details.layers()) {
      JsonObject one = new JsonObject();
      one.addProperty("digest", layer.digest());
      one.addProperty("bytes", layer.compressedBytes());
      put(one, "createdBy", layer.createdBy());
      layers.add(one);
    }
    json.add("layers", layers);
    json.add("entrypoint", texts(details.entrypoint()));
    json.add("cmd", texts(details.cmd()));
    json.add("exposedPorts", texts(details.exposedPorts()));
    json.add("env", texts(details.env()));
    json.addProperty("workingDir", details.workingDir());
    json.add("shell", texts(details.shell()));
    json.add("volumes", texts(details.volumes()));
    json.add("onBuild", texts(details.onBuild()));
    put(json, "stopSignal", details.stopSignal());
    json.add("labels", texts(details.labels()));
    put(json, "created", details.created());
    return json;
  }

  private static ImageDetails details(JsonObject json) throws LookupException {
    ImmutableList.Builder<ImageLayer> layers = ImmutableList.builder();
    for (JsonObject layer : Json.objects(json, "layers")) {
      layers.add(new ImageLayer(
          Json.textOrEmpty(layer, "digest"),
          Json.number(layer, "bytes", 0),
          Json.text(layer, "createdBy")));
    }
    return new ImageDetails(
        layers.build(),
        Json.texts(json, "entrypoint"),
        Json.texts(json, "cmd"),
        Json.texts(json, "exposedPorts"),
        Json.textsByName(json, "env"),
        Json.textOrEmpty(json, "workingDir"),
        Json.texts(json, "shell"),
        Json.texts(json, "volumes"),
        Json.texts(json, "onBuild"),
        Json.text(json, "stopSignal"),
        Json.textsByName(json, "labels"),
        Json.instant(json, "created"));
  }

  private static JsonArray texts(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private static JsonObject texts(ImmutableMap<String, String> texts) {
    JsonObject object = new JsonObject();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      object.addProperty(text.getKey(), text.getValue());
    }
    return object;
  }

  private static void put(JsonObject json, String name, @Nullable Object value) {
    if (value != null) {
      json.addProperty(name, value.toString());
    }
  }

  private static @Nullable LocalDate day(@Nullable String text) throws LookupException {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new LookupException(Reason.MALFORMED);
    }
  }
}
