package dev.plimsoll.image;

import java.time.LocalDate;

/**
 * What an image takes on a disk. It says little of what a download transfers, so the two are never compared.
 *
 * @param platform operating system and processor, {@code linux/amd64}
 * @param bytes of the unpacked layers
 * @param asOf the day on which it was measured
 */
public record UnpackedSize(String platform, long bytes, LocalDate asOf) {}
