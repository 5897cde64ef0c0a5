package dev.plimsoll.ide.refactor;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.text.TextRange;

/** Proposes names for values. */
final class VariableNames {

  /** Names that mean something to the builder or to any program. */
  private static final ImmutableSet<String> RESERVED = ImmutableSet.of(
      "PATH",
      "HOME",
      "USER",
      "SHELL",
      "PWD",
      "TERM",
      "LANG",
      "TZ",
      "HOSTNAME",
      "PORT",
      "CC",
      "CXX");

  private VariableNames() {}

  /** A name for a part of an image's name. */
  static String ofImagePart(Dockerfile file, String image, int start, String part) {
    int at = start > 0 ? start - 1 : 0;
    boolean tag = image.charAt(at) == ':' && image.indexOf('/', start) < 0;
    String path = start == 0 ? image : image.substring(0, at);
    int digest = image.indexOf('@');
    if (digest >= 0 && start > digest) {
      return fresh(file, repository(image.substring(0, digest)) + "_DIGEST");
    }
    String name = repository(path);
    if (start == 0) {
      return fresh(file, name + "_IMAGE");
    }
    return fresh(
        file,
        tag && !Character.isDigit(part.charAt(0)) ? name + "_TAG" : tag ? name + "_VERSION" : name);
  }

  /** The last part of a path, without its tag. */
  private static String repository(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    int colon = last.indexOf(':');
    return colon < 0 ? last : last.substring(0, colon);
  }

  /** A name for a value in an instruction of a stage. */
  static String ofValue(Dockerfile file, Instruction instruction, TextRange place) {
    String value = place.of(file.text());
    String subject = subject(file, instruction, place);
    boolean version = Character.isDigit(value.charAt(0))
        && value.indexOf('/') < 0
        && !(instruction instanceof Instruction.Pairs)
        && !(instruction instanceof Instruction.Expose);
    return fresh(file, version && !subject.endsWith("VERSION") ? subject + "_VERSION" : subject);
  }

  private static String subject(Dockerfile file, Instruction instruction, TextRange place) {
    if (instruction instanceof Instruction.Pairs pairs) {
      for (Pair pair : pairs.pairs()) {
        if (pair.value() != null
            && pair.value().range().shift(file.start(instruction)).contains(place)) {
          String key = pair.key().value();
          return instruction instanceof Instruction.Label
              ? key.substring(key.lastIndexOf('.') + 1)
              : key + "_DEFAULT";
        }
      }
    }
    return switch (instruction.keyword()) {
      case EXPOSE -> "APP_PORT";
      case WORKDIR -> "APP_DIR";
      case USER -> "APP_USER";
      case COPY, ADD -> "FILES_DIR";
      case STOPSIGNAL -> "STOP_SIGNAL";
      case VOLUME -> "DATA_DIR";
      default -> before(file.text(), place.start());
    };
  }

  /** What a value belongs to in a command: the package before {@code =}, the flag, the repository in an address. */
  private static String before(String text, int at) {
    int word = at;
    while (word > 0 && !Character.isWhitespace(text.charAt(word - 1))) {
      word--;
    }
    String head = text.substring(word, at);
    int host = head.indexOf("github.com/");
    if (host >= 0) {
      String[] path = head.substring(host).split("/", 4);
      if (path.length > 2) {
        return path[2];
      }
    }
    if (head.contains("://")) {
      return "VALUE";
    }
    int end = head.length();
    while (end > 0 && "=<>~!@:v\"'-_/".indexOf(head.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0
        && (Mentions.isNameCharacter(head.charAt(start - 1)) || head.charAt(start - 1) == '-')) {
      start--;
    }
    return start == end ? "VALUE" : head.substring(start, end);
  }

  /** A valid name that stands nowhere in the file. */
  private static String fresh(Dockerfile file, String wanted) {
    StringBuilder stem = new StringBuilder();
    for (char c : Ascii.toUpperCase(wanted).toCharArray()) {
      boolean valid = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean repeats = stem.isEmpty() || stem.charAt(stem.length() - 1) == '_';
      if (valid) {
        stem.append(stem.isEmpty() && c <= '9' ? "_" : "").append(c);
      } else if (!repeats) {
        stem.append('_');
      }
    }
    String name = stem.isEmpty() ? "VALUE" : stem.toString();
    name = name.startsWith("VALUE_VERSION") ? "VERSION" : name;
    String free = name;
    for (int i = 2; RESERVED.contains(free) || Mentions.hasName(file.text(), free); i++) {
      free = name + "_" + i;
    }
    return free;
  }
}
