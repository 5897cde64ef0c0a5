package dev.plimsoll.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.plimsoll.context.DockerfileNames;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import org.jspecify.annotations.Nullable;

/** What is asked for after {@code initialize}; trees for the same reason as in {@link Methods}. */
final class Registrations {

  private Registrations() {}

  /** All that this editor can be asked for, or null where that is nothing. */
  static @Nullable JsonObject of(ClientSupport support) {
    JsonArray registrations = new JsonArray();
    if (support.has(Ability.CONFIGURATION_REGISTRATION)) {
      registrations.add(didChangeConfiguration());
    }
    if (support.has(Ability.WATCHED_FILES_REGISTRATION)) {
      registrations.add(didChangeWatchedFiles());
    }
    if (registrations.isEmpty()) {
      return null;
    }
    JsonObject params = new JsonObject();
    params.add("registrations", registrations);
    return params;
  }

  /** To be told when our settings change: editors of today tell only who registers. */
  private static JsonObject didChangeConfiguration() {
    JsonObject section = new JsonObject();
    section.addProperty("section", Settings.SECTION);
    return registration("settings", "workspace/didChangeConfiguration", section);
  }

  /** To be told when Dockerfiles, what is left out of a build context, or configuration files change on the disk. */
  private static JsonObject didChangeWatchedFiles() {
    JsonArray watchers = new JsonArray();
    watchers.add(watcher("**/*.dockerignore"));
    watchers.add(watcher("**/{.plimsoll,.hadolint}.{yaml,yml}"));
    DockerfileNames.GLOBS.forEach(pattern -> watchers.add(watcher(pattern)));
    JsonObject options = new JsonObject();
    options.add("watchers", watchers);
    return registration("files", "workspace/didChangeWatchedFiles", options);
  }

  private static JsonObject watcher(String pattern) {
    JsonObject watcher = new JsonObject();
    watcher.addProperty("globPattern", pattern);
    return watcher;
  }

  private static JsonObject registration(String id, String method, JsonObject options) {
    JsonObject registration = new JsonObject();
    registration.addProperty("id", id);
    registration.addProperty("method", method);
    registration.add("registerOptions", options);
    return registration;
  }
}
