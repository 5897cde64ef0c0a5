package dev.plimsoll.ide.links;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.semantics.RemoteSource;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import dev.plimsoll.text.Visible;
import org.jspecify.annotations.Nullable;

/** The addresses of the web in a document: in instructions, scripts and comments. */
final class WebAddresses {

  /** What ends an address, whatever language it stands in. */
  private static final String ENDS = "\"'`<>|\\^;,";

  /** What belongs to the sentence around an address where it is its last character. */
  private static final String PUNCTUATION = ".:!?";

  /** An address and where it leads to. */
  record Address(TextRange range, String target) {}

  private final Snapshot snapshot;
  private final String text;
  private final ImmutableList.Builder<Address> found = ImmutableList.builder();

  private WebAddresses(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.text = snapshot.text();
  }

  static ImmutableList<Address> in(Snapshot snapshot) {
    WebAddresses addresses = new WebAddresses(snapshot);
    addresses.written();
    for (Instruction.Add add : snapshot.model().instructions(Instruction.Add.class)) {
      add.sources().forEach(source -> addresses.repository(add, source));
    }
    return addresses.found.build();
  }

  private void written() {
    int at = text.indexOf("://");
    while (at >= 0) {
      int start = schemeStart(at);
      int end = end(at + 3);
      if (start >= 0 && end > at + 3) {
        String target = target(text.substring(start, end), start);
        if (target != null) {
          add(new TextRange(start, end), target);
        }
      }
      at = text.indexOf("://", Math.max(end, at + 3));
    }
  }

  /** Where {@code http} or {@code https} begins that ends here, or -1. */
  private int schemeStart(int end) {
    int start = text.startsWith("https", end - 5) ? end - 5 : end - 4;
    boolean known = start >= 0 && text.startsWith("http", start);
    return known && (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1))) ? start : -1;
  }

  private int end(int from) {
    int end = from;
    int open = 0;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c <= ' ' || c == 0x7F || ENDS.indexOf(c) >= 0) {
        break;
      }
      if (c == '(' || c == '{' || c == '[') {
        open++;
      } else if ((c == ')' || c == '}' || c == ']') && --open < 0) {
        break;
      }
      end++;
    }
    while (end > from && PUNCTUATION.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  /** The address with its variables replaced; null where the value of one isn't known. */
  private @Nullable String target(String address, int start) {
    if (address.indexOf('$') < 0 && address.indexOf('{') < 0) {
      return address;
    }
    Instruction instruction = snapshot.file().instructionAt(start);
    if (instruction == null || address.contains("$(")) {
      return null;
    }
    String expanded = snapshot.model().expand(instruction, address).textByDefault();
    return expanded != null && expanded.startsWith("http") && isPlain(expanded) ? expanded : null;
  }

  private static boolean isPlain(String address) {
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c <= ' ' || c == '$' || c == '{' || c == '}' || ENDS.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** {@code git@host:owner/name.git#branch} of ADD, whose host mostly shows it on the web too. */
  private void repository(Instruction.Add add, Word source) {
    String written = source.value();
    int at = written.indexOf('@');
    if (RemoteSource.of(written) != RemoteSource.GIT
        || written.contains("://")
        || written.indexOf('$') >= 0
        || at < 0) {
      return;
    }
    int fragment = written.indexOf('#');
    String place = written.substring(at + 1, fragment < 0 ? written.length() : fragment);
    String path = place.replaceFirst(":", "/");
    String target = "https://".concat(path);
    if (isPlain(target)) {
      add(source.range().shift(snapshot.file().start(add)), target);
    }
  }

  /** An address with characters that can't be seen may be another than it seems, so it leads nowhere. */
  private void add(TextRange range, String target) {
    if (Visible.of(target).equals(target)) {
      found.add(new Address(range, target));
    }
  }
}
