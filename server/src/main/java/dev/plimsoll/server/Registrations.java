package dev.plimsoll.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** What is asked for after {@code initialize}; trees for the same reason as in {@link Methods}. */
final class Registrations {

  private Registrations() {}

  /** To be told when our settings change: editors of today tell only who registers. */
  static JsonObject didChangeConfiguration() {
    JsonObject section = new JsonObject();
    section.addProperty("section", Settings.SECTION);
    JsonObject registration = new JsonObject();
    registration.addProperty("id", "settings");
    registration.addProperty("method", "workspace/didChangeConfiguration");
    registration.add("registerOptions", section);
    JsonArray registrations = new JsonArray();
    registrations.add(registration);
    JsonObject params = new JsonObject();
    params.add("registrations", registrations);
    return params;
  }
}
