package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;

/**
 * A tag taken apart by the habits of the official images: first a version, then the words of the variant, with the day
 * of a build somewhere between. {@code 3.12.4-slim-bookworm} is version 3.12.4 of {@code slim bookworm}; {@code
 * bookworm-20240101-slim} is {@code bookworm slim}; {@code latest} is no word at all.
 *
 * @param version the numbers of the version, empty where the tag has none
 * @param words the words of the variant, in order
 */
record ImageTag(ImmutableIntArray version, ImmutableList<String> words) {

  /** Of each distribution the oldest first. */
  private static final ImmutableList<String> CODENAMES = ImmutableList.of(
      "jessie",
      "stretch",
      "buster",
      "bullseye",
      "bookworm",
      "trixie",
      "forky",
      "sid",
      "xenial",
      "bionic",
      "focal",
      "jammy",
      "noble",
      "resolute");

  private static final String ALPINE = "alpine";
  private static final int DAY_DIGITS = 8;
  /** What fits an int; a longer number is the name of a build. */
  private static final int MAX_DIGITS = 9;

  static ImageTag of(String tag) {
    ImmutableList<String> parts = parts(tag);
    boolean versioned = startsWithVersion(parts.get(0));
    ImmutableIntArray version = versioned ? numbers(parts.get(0)) : ImmutableIntArray.of();
    ImmutableList.Builder<String> words = ImmutableList.builder();
    for (int i = versioned ? 1 : 0; i < parts.size(); i++) {
      String part = parts.get(i);
      boolean build = versioned && i == 1 && isBuildOfJava(part);
      boolean day = i > 0 && isDay(part);
      boolean latest = i == 0 && part.equals("latest");
      if (!build && !day && !latest) {
        words.add(part);
      }
    }
    return new ImageTag(version, words.build());
  }

  /** The words with {@code alpine3.19} and {@code alpine-3.19} shortened to {@code alpine}. */
  ImmutableList<String> wordsWithoutAlpineVersion() {
    ImmutableList.Builder<String> result = ImmutableList.builder();
    boolean afterAlpine = false;
    for (String word : words) {
      boolean alpine = word.startsWith(ALPINE) && isDotted(word.substring(ALPINE.length()));
      if (!(afterAlpine && isDotted(word))) {
        result.add(alpine ? ALPINE : word);
      }
      afterAlpine = alpine;
    }
    return result.build();
  }

  /** The words without the release of Debian or Ubuntu, unless that release is what the tag is about. */
  ImmutableList<String> wordsWithoutRelease() {
    ImmutableList.Builder<String> result = ImmutableList.builder();
    boolean first = version.isEmpty();
    for (String word : wordsWithoutAlpineVersion()) {
      if (first || !isCodename(word)) {
        result.add(word);
      }
      first = false;
    }
    return result.build();
  }

  /** Whether the word is the name of a release of Debian or Ubuntu. */
  static boolean isCodename(String word) {
    return CODENAMES.contains(word);
  }

  /** A number that is higher for a later release of the same distribution; -1 for what is no name of a release. */
  static int releaseNumber(String word) {
    return CODENAMES.indexOf(word);
  }

  /** A tag's parts, the version included, as they stand between its hyphens. */
  static ImmutableList<String> parts(String tag) {
    ImmutableList.Builder<String> parts = ImmutableList.builder();
    int start = 0;
    for (int hyphen = tag.indexOf('-'); hyphen >= 0; hyphen = tag.indexOf('-', start)) {
      parts.add(tag.substring(start, hyphen));
      start = hyphen + 1;
    }
    return parts.add(tag.substring(start)).build();
  }

  static boolean isDay(String part) {
    return part.length() >= DAY_DIGITS
        && part.startsWith("20")
        && isDotted(part)
        && part.lastIndexOf('.', DAY_DIGITS - 1) < 0
        && (part.length() == DAY_DIGITS || part.charAt(DAY_DIGITS) == '.');
  }

  private static boolean startsWithVersion(String head) {
    int start = head.startsWith("v") ? 1 : 0;
    return start < head.length() && isDigit(head.charAt(start)) && !isDay(head);
  }

  /** {@code b07}, which follows the version of a JDK. */
  private static boolean isBuildOfJava(String part) {
    return part.length() > 1 && part.charAt(0) == 'b' && isDotted(part.substring(1));
  }

  /** The numbers at the head of a version: {@code v3.12.4rc1} has 3, 12, 4; {@code 8u502} has 8, 502. */
  private static ImmutableIntArray numbers(String head) {
    ImmutableIntArray.Builder numbers = ImmutableIntArray.builder();
    int i = head.startsWith("v") ? 1 : 0;
    while (i < head.length() && isDigit(head.charAt(i))) {
      int start = i;
      while (i < head.length() && isDigit(head.charAt(i))) {
        i++;
      }
      if (i - start > MAX_DIGITS) {
        break;
      }
      numbers.add(Integer.parseInt(head.substring(start, i)));
      if (i < head.length() && ".u_".indexOf(head.charAt(i)) >= 0) {
        i++;
      }
    }
    return numbers.build();
  }

  /** Digits and dots only; the empty text, too. */
  private static boolean isDotted(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i)) && text.charAt(i) != '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
