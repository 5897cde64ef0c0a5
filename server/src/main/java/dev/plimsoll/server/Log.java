package dev.plimsoll.server;

import java.io.PrintStream;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.jspecify.annotations.Nullable;

/** Tells of trouble on the standard error stream and, as soon as there is one, in the editor. */
public final class Log {

  private final PrintStream stream;
  private volatile @Nullable Endpoint client;

  public Log(PrintStream stream) {
    this.stream = stream;
  }

  /** From now on the editor is told too. */
  void attach(Endpoint client) {
    this.client = client;
  }

  /** Worth a line for who debugs, not worth the user's attention. */
  void note(String message) {
    stream.println(message);
  }

  void warning(String message) {
    stream.println(message);
    show(MessageType.Warning, message);
  }

  /** A defect of the server: the stack trace goes to the stream only. */
  void error(String message, Throwable cause) {
    stream.println(message);
    cause.printStackTrace(stream);
    show(MessageType.Error, message + ": " + cause);
  }

  private void show(MessageType type, String message) {
    Endpoint known = client;
    if (known != null) {
      known.notify("window/logMessage", new MessageParams(type, message));
    }
  }
}
