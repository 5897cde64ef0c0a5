package dev.plimsoll.registry;

import dev.plimsoll.image.ImageReference;
import java.util.Objects;

/** A program of its own that could look something up, and does where an image is named. */
final class OneLookup {

  private OneLookup() {}

  public static void main(String[] images) {
    Registries registries = Lookups.registries();
    System.out.println("ready");
    for (String image : images) {
      long start = System.nanoTime();
      ImageReference reference = Objects.requireNonNull(ImageReference.of(image));
      Lookups.found(registries.sizes(reference, Lookups.LONG));
      System.out.println("answered in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
  }
}
