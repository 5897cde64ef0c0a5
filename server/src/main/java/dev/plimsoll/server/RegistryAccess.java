package dev.plimsoll.server;

import dev.plimsoll.image.ImageSource;
import dev.plimsoll.registry.RegistryOptions;
import java.nio.file.Path;

/** How registries are reached. Nothing behind it is loaded before the first look-up. */
public interface RegistryAccess {

  /** What the process says of it, the settings left out. */
  RegistryOptions options();

  /** Asks registries. */
  ImageSource source(RegistryOptions options);

  /** Where answers are kept for the next start. */
  Path folder();
}
