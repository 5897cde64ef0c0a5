package dev.plimsoll.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into the bodies of messages. Whatever comes between two messages is skipped, so that one wrong length
 * costs the messages that it covers and not the conversation.
 */
final class MessageReader {

  /** Of a line that is no header only this much is looked at; no header that the protocol knows is longer. */
  private static final int MAX_HEADER_BYTES = 1024;

  private static final String CONTENT_LENGTH = "content-length:";

  private final InputStream in;
  private final long maxBodyBytes;
  private final Log log;

  /** @param in should be buffered: headers are read byte by byte */
  MessageReader(InputStream in, long maxBodyBytes, Log log) {
    this.in = in;
    this.maxBodyBytes = maxBodyBytes;
    this.log = log;
  }

  /**
   * The next body, or null at the end of the stream.
   *
   * @param tooLong gets the length, in bytes, of each message that is skipped because it is longer than the limit
   * @throws IOException if the stream can't be read
   */
  byte @Nullable [] next(LongConsumer tooLong) throws IOException {
    long length = -1;
    boolean header = false;
    for (String line = line(); line != null; line = line()) {
      if (!line.isEmpty()) {
        header = true;
        length = Math.max(length, contentLength(line));
      } else if (length > maxBodyBytes) {
        tooLong.accept(length);
        length = -1;
        header = false;
      } else if (length >= 0) {
        byte[] body = in.readNBytes((int) length);
        return body.length < length ? null : body;
      } else if (header) {
        log.warning("A message without Content-Length is skipped.");
        header = false;
      }
    }
    return null;
  }

  /** One line without its ending, or null at the end of the stream. The rest of a long line is skipped. */
  private @Nullable String line() throws IOException {
    StringBuilder line = new StringBuilder(32);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toString();
      }
      if (b != '\r') {
        if (line.length() >= 2 * MAX_HEADER_BYTES) {
          line.delete(
              0, MAX_HEADER_BYTES); // a header may follow on the same line what a wrong length left
          // over
        }
        line.append((char) b);
      }
    }
    return null;
  }

  /** The length that a line gives, or -1. What stands before the header's name is what a wrong length left over. */
  private static long contentLength(String line) {
    for (int at = line.length() - CONTENT_LENGTH.length(); at >= 0; at--) {
      if (line.regionMatches(true, at, CONTENT_LENGTH, 0, CONTENT_LENGTH.length())) {
        try {
          return Long.parseLong(line.substring(at + CONTENT_LENGTH.length()).trim());
        } catch (NumberFormatException e) {
          return -1;
        }
      }
    }
    return -1;
  }
}
