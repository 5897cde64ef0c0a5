package dev.plimsoll.server;

import dev.plimsoll.image.ImageSource;
import dev.plimsoll.registry.RegistryOptions;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How registries are reached. Nothing of it is loaded before the first look-up.
 *
 * @param options what the process says of it, the settings left out
 * @param source asks registries
 * @param folder where answers are kept for the next start
 */
public record RegistryAccess(
    Supplier<RegistryOptions> options,
    Function<RegistryOptions, ImageSource> source,
    Supplier<Path> folder) {}
