package dev.plimsoll.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The system's reason why a file couldn't be read or written; Java gives some of them as a type only. */
final class ErrorText {

  private ErrorText() {}

  static String of(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "file exists";
    }
    String reason =
        failure instanceof FileSystemException of ? of.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason(reason);
  }

  static String of(OutOfMemoryError failure) {
    return "too large for the memory of this process, " + (Runtime.getRuntime().maxMemory() >> 20)
        + " MiB; PLIMSOLL_JAVA_OPTS=-Xmx4g gives it more";
  }

  /** Java's own messages put the name before the reason and that into brackets: {@code f (Permission denied)}. */
  private static String reason(String message) {
    int open = message.lastIndexOf(" (");
    return message.endsWith(")") && open >= 0
        ? message.substring(open + 2, message.length() - 1)
        : message;
  }
}
