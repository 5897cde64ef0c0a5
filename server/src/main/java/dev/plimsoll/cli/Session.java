package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.registry.ImageKnowledge;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command works with.
 *
 * @param version null where it isn't known
 * @param rules asked for by the commands that judge
 * @param images what is known of images
 * @param registries where more can be learnt; null where none may be asked
 * @param out where the result goes
 * @param err where messages go, and what isn't the result
 * @param terminal whether {@code out} is shown as it is written
 */
record Session(
    @Nullable String version,
    Supplier<ImmutableList<Rule>> rules,
    ImageCatalog images,
    @Nullable Supplier<ImageKnowledge> registries,
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    Environment environment) {

  Messages messages() {
    return new Messages(err);
  }

  /** Whether to mark by color what is important. */
  boolean colors() {
    return Terminal.hasColors(environment, terminal);
  }
}
