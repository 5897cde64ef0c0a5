/**
 * What an image name is, what is known of an image, the embedded size table, and the door {@link
 * dev.plimsoll.image.ImageCatalog}.
 */
@NullMarked
package dev.plimsoll.image;

import org.jspecify.annotations.NullMarked;
