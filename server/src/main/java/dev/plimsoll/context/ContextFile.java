package dev.plimsoll.context;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a path of the build context.
 *
 * @param kind what a build would find there
 * @param certain whether it is the same in all folders that may be the context
 * @param head the first bytes of a file, at most {@link #MAX_BYTES}, a character from 0 to 255 for each; empty for all else
 * @param whole whether these are all
 * @param weight of what a build would copy, where that was asked for
 */
public record ContextFile(Kind kind, boolean certain, String head, boolean whole, Weight weight) {

  /** Of more bytes nothing is told: manifests, scripts, and what a lockfile says of its project are shorter. */
  static final int MAX_BYTES = 1 << 16;

  /** What a build would find. */
  public enum Kind {
    /** Nobody has looked yet, the disk didn't answer in time, or it isn't known which folder is the context. */
    UNKNOWN,
    /** Nothing: it isn't there, or .dockerignore leaves it out. */
    MISSING,
    FOLDER,
    FILE
  }

  /** Nothing is known. */
  public static final ContextFile UNKNOWN =
      new ContextFile(Kind.UNKNOWN, false, "", false, Weight.UNKNOWN);

  /** A text file, as it is in a folder that is certainly the context. */
  public static ContextFile of(String text) {
    return of(text.getBytes(UTF_8), true);
  }

  /** A file of which the first bytes are known. */
  static ContextFile of(byte[] head, boolean whole) {
    return new ContextFile(Kind.FILE, true, new String(head, ISO_8859_1), whole, Weight.UNKNOWN);
  }

  /** What is no file, for certain. */
  public static ContextFile of(Kind kind) {
    return new ContextFile(kind, true, "", false, Weight.UNKNOWN);
  }

  /** What a source copies, of which only the weight is known. */
  public static ContextFile of(Weight weight) {
    Kind kind = weight.complete() || weight.files() > 0 ? Kind.FOLDER : Kind.UNKNOWN;
    return new ContextFile(kind, true, "", false, weight);
  }

  ContextFile withCertain(boolean certain) {
    return new ContextFile(kind, certain, head, whole, weight);
  }

  public boolean isFile() {
    return kind == Kind.FILE;
  }

  public boolean isFolder() {
    return kind == Kind.FOLDER;
  }

  /** Whether a build would find nothing here. */
  public boolean isMissing() {
    return kind == Kind.MISSING;
  }

  public boolean isKnown() {
    return kind != Kind.UNKNOWN;
  }

  /** All that stands in a file, read as {@link #beginning} is; null where it is no file or a larger one. */
  public @Nullable String text() {
    return whole && isFile() ? beginning() : null;
  }

  /**
   * What stands in a file as far as it was read; the last character may be torn. It is UTF-8, unless it begins with the mark of
   * UTF-16, as what PowerShell writes; marks aren't part of it.
   */
  public String beginning() {
    byte[] bytes = head.getBytes(ISO_8859_1);
    if (head.startsWith("\u00ff\u00fe") || head.startsWith("\u00fe\u00ff")) {
      return new String(bytes, UTF_16);
    }
    int start = head.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
    return new String(bytes, start, bytes.length - start, UTF_8);
  }

  /** How archives begin that ADD unpacks: gzip, bzip2, xz, Zstandard and its skippable frames. */
  private static final ImmutableList<String> MAGIC =
      ImmutableList.of("\u001f\u008b\b", "BZh", "\u00fd7zXZ\0", "(\u00b5/\u00fd");

  private static final int TAR_HEADER = 512;
  private static final int TAR_CHECKSUM = 148;
  private static final int TAR_CHECKSUM_LENGTH = 8;

  /** Whether ADD may unpack a file: it is compressed, or a tar archive. False where that isn't known. */
  public boolean isArchive() {
    return MAGIC.stream().anyMatch(head::startsWith) || isSkippableFrame() || isTar();
  }

  /** The first of the four bytes is any from 0x50 to 0x5F. */
  private boolean isSkippableFrame() {
    return head.length() > 4 && (head.charAt(0) & 0xF0) == 0x50 && head.startsWith("*M\u0018", 1);
  }

  /** Whether the first block has the checksum of a header, which is the sum of its bytes with blanks in its own place. */
  private boolean isTar() {
    if (head.length() < TAR_HEADER) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < TAR_HEADER; i++) {
      boolean own = i >= TAR_CHECKSUM && i < TAR_CHECKSUM + TAR_CHECKSUM_LENGTH;
      sum += own ? ' ' : head.charAt(i);
    }
    String written = head.substring(TAR_CHECKSUM, TAR_CHECKSUM + TAR_CHECKSUM_LENGTH);
    String digits = CharMatcher.inRange('0', '7').retainFrom(written);
    return !digits.isEmpty() && Integer.parseInt(digits, 8) == sum;
  }
}
