package dev.plimsoll.server;

import dev.plimsoll.image.ImageSource;
import dev.plimsoll.registry.Registries;
import dev.plimsoll.registry.RegistryOptions;
import java.nio.file.Path;

/** Registries as they are, reached in a way that a test chooses. */
public record AccessInTests(RegistryOptions options, Path folder) implements RegistryAccess {

  @Override
  public ImageSource source(RegistryOptions chosen) {
    return new Registries(chosen);
  }
}
