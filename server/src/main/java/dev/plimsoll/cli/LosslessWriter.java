package dev.plimsoll.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Writes text in {@link LosslessUtf8}, and remembers what was wrong with the stream, which a PrintWriter doesn't tell. */
final class LosslessWriter extends Writer {

  private static final String BROKEN_PIPE = "Broken pipe";

  private final OutputStream out;

  /** The first half of a character whose second half comes with the next text. */
  private String pending = "";

  private @Nullable IOException failure;

  /** @param out should be buffered */
  public LosslessWriter(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    String text = pending.concat(new String(buffer, offset, length));
    boolean cut = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
    int end = cut ? text.length() - 1 : text.length();
    pending = text.substring(end);
    try {
      out.write(LosslessUtf8.encode(text.substring(0, end)));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private IOException failed(IOException e) {
    failure = failure == null ? e : failure;
    return e;
  }

  /** What was wrong, or null; that nobody reads any further is nothing wrong. */
  @Nullable IOException failure() {
    return failure == null || BROKEN_PIPE.equals(failure.getMessage()) ? null : failure;
  }
}
