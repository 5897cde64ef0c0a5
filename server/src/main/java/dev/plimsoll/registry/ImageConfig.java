package dev.plimsoll.registry;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import dev.plimsoll.image.ImageDetails;
import dev.plimsoll.image.ImageLayer;
import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.image.PlatformFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration of an image, as Docker and OCI write it, read for what people ask of it. */
final class ImageConfig {

  /** Before Docker there were no images: an earlier date is one that a reproducible build has put there. */
  private static final int FIRST_YEAR = 2013;

  private ImageConfig() {}

  /** All that is known of an image of which the manifest and the configuration have been read. */
  static PlatformFacts read(Manifest.Image image, JsonObject json) throws LookupException {
    String platform = Platforms.name(json);
    if (platform == null) {
      throw new LookupException(Reason.MALFORMED); // something else than an image
    }
    JsonObject given = Json.object(json, "config");
    JsonObject config = given == null ? new JsonObject() : given;
    Instant created = Json.instant(json, "created");
    ImmutableList<ImageLayer> layers = layers(image.layers(), Json.objects(json, "history"));
    return new PlatformFacts(
        platform,
        image.compressedBytes(),
        layers.size(),
        image.digest(),
        Json.textOrEmpty(config, "User"),
        day(created),
        Json.text(json, "os.version"),
        details(layers, config, created));
  }

  private static ImageDetails details(
      ImmutableList<ImageLayer> layers, JsonObject config, @Nullable Instant created)
      throws LookupException {
    return new ImageDetails(
        layers,
        Json.texts(config, "Entrypoint"),
        Json.texts(config, "Cmd"),
        Json.names(config, "ExposedPorts"),
        variables(Json.texts(config, "Env")),
        Json.textOrEmpty(config, "WorkingDir"),
        Json.texts(config, "Shell"),
        Json.names(config, "Volumes"),
        Json.texts(config, "OnBuild"),
        Json.text(config, "StopSignal"),
        Json.textsByName(config, "Labels"),
        created);
  }

  /** Each layer with what made it, if the builder noted as many steps with a layer as there are layers. */
  private static ImmutableList<ImageLayer> layers(
      ImmutableList<ImageLayer> layers, ImmutableList<JsonObject> history) throws LookupException {
    List<String> makers = new ArrayList<>();
    for (JsonObject step : history) {
      if (!Json.isTrue(step, "empty_layer")) {
        makers.add(Json.textOrEmpty(step, "created_by"));
      }
    }
    if (makers.size() != layers.size()) {
      return layers;
    }
    ImmutableList.Builder<ImageLayer> made = ImmutableList.builder();
    for (int i = 0; i < makers.size(); i++) {
      ImageLayer layer = layers.get(i);
      String maker = makers.get(i).isBlank() ? null : makers.get(i);
      made.add(new ImageLayer(layer.digest(), layer.compressedBytes(), maker));
    }
    return made.build();
  }

  private static ImmutableMap<String, String> variables(ImmutableList<String> env) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String variable : env) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        variables.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return ImmutableMap.copyOf(variables);
  }

  static @Nullable LocalDate day(@Nullable Instant time) {
    LocalDate day = time == null ? null : time.atOffset(ZoneOffset.UTC).toLocalDate();
    return day == null || day.getYear() < FIRST_YEAR ? null : day;
  }
}
