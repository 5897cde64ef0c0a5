package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.text.Resource;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What packages of Debian 12 depend on and recommend. The file {@code recommends.txt} describes its own format and is
 * written by {@code src/build/recommends_table.py}.
 *
 * <p>It is read at the first question and kept as it is, one text of 100 kB; a look-up takes apart one line of it.
 */
final class PackageTable {

  /** What {@link #line} answers for a name that isn't in the table. */
  static final int UNKNOWN = -1;

  private static final int BASE = 36;
  /** As Debian counts. */
  private static final int KILOBYTE = 1024;

  /** What libraries are called since times have 64 bits: {@code libcurl4t64}, in Debian 13 and Ubuntu 24.04. */
  private static final String TIME_64 = "t64";

  private static final String PYTHON_2 = "python-";

  private PackageTable() {}

  /**
   * Loaded with the first question.
   *
   * @param starts where the lines of packages begin, in the order of their names
   * @param packages how many of them there are; lines with further names follow
   * @param everywhere which of the lines consist of a name: those that are asked about most
   */
  private record Table(String text, ImmutableIntArray starts, int packages, BitSet everywhere) {

    static final Table ONLY = of(Resource.ascii(PackageTable.class, "recommends.txt"));

    /** By their lines, what packages depend on, filled when it is asked for: the same few are asked for at every key. */
    static final AtomicReferenceArray<@Nullable ImmutableList<ImmutableIntArray>> DEPENDS =
        new AtomicReferenceArray<>(ONLY.packages);

    /** The same of what they recommend. */
    static final AtomicReferenceArray<@Nullable ImmutableList<ImmutableIntArray>> RECOMMENDS =
        new AtomicReferenceArray<>(ONLY.packages);

    /** Their names, likewise. */
    static final AtomicReferenceArray<@Nullable String> NAMES =
        new AtomicReferenceArray<>(ONLY.packages);

    /** The lines of the names that were asked for. */
    static final Map<String, Integer> LINES = new ConcurrentHashMap<>();

    /** Likewise for names that are in it but for their version, or not at all. */
    static final Map<String, Integer> SIMILAR = new ConcurrentHashMap<>();

    private static Table of(String text) {
      ImmutableIntArray.Builder starts = ImmutableIntArray.builder();
      BitSet everywhere = new BitSet();
      int packages = 0;
      for (int at = 0; at < text.length(); at = text.indexOf('\n', at) + 1) {
        char first = text.charAt(at);
        if (first != '#') {
          starts.add(first == '=' ? at + 1 : at);
          int blank = text.indexOf(' ', at);
          everywhere.set(packages, first != '=' && (blank < 0 || blank > text.indexOf('\n', at)));
          packages += first == '=' ? 0 : 1;
        }
      }
      return new Table(text, starts.build(), packages, everywhere);
    }

    /** The first line from one to another that doesn't come before a name, or the end. */
    int search(String name, int from, int end) {
      int low = from;
      int high = end;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (compareName(middle, name) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    String name(int line) {
      return fieldText(line, 0);
    }

    /** As {@code name(line).compareTo(name)}, which would take a name apart at each step of a search. */
    int compareName(int line, String name) {
      int start = starts.get(line);
      for (int i = 0; ; i++) {
        char c = text.charAt(start + i);
        boolean ends = c == ' ' || c == '\n';
        if (ends || i == name.length()) {
          return ends ? i - name.length() : 1;
        } else if (c != name.charAt(i)) {
          return c - name.charAt(i);
        }
      }
    }

    /** Where a field of a line begins, the name being the first; at the end of the line where there are fewer. */
    int field(int line, int number) {
      int at = starts.get(line);
      for (int i = 0; i < number && text.charAt(at) != '\n'; i++) {
        at = fieldEnd(at);
        at += text.charAt(at) == ' ' ? 1 : 0;
      }
      return at;
    }

    int fieldEnd(int from) {
      int end = from;
      while (text.charAt(end) != ' ' && text.charAt(end) != '\n') {
        end++;
      }
      return end;
    }

    String fieldText(int line, int number) {
      int start = field(line, number);
      return text.substring(start, fieldEnd(start));
    }
  }

  /** How many packages there are, in the order of their names. */
  static int size() {
    return Table.ONLY.packages;
  }

  /** The package of a name, or {@link #UNKNOWN}. */
  static int line(String name) {
    Integer known = Table.LINES.get(name);
    if (known != null) {
      return known;
    }
    int line = search(name);
    if (line != UNKNOWN) { // so that there are no more of them than in the table
      Table.LINES.put(name, line);
    }
    return line;
  }

  private static int search(String name) {
    Table table = Table.ONLY;
    int line = table.search(name, 0, table.packages);
    if (line < table.packages && table.compareName(line, name) == 0) {
      return line;
    }
    line = table.search(name, table.packages, table.starts.length());
    return line < table.starts.length() && table.compareName(line, name) == 0
        ? Integer.parseInt(table.fieldText(line, 1), BASE)
        : UNKNOWN;
  }

  /**
   * The package that has a name but for its version, {@code openjdk-17-jdk} for {@code openjdk-11-jdk}; or {@link #UNKNOWN}.
   */
  static int similar(String name) {
    Integer known = Table.SIMILAR.get(name);
    if (known != null) {
      return known;
    }
    int line = findSimilar(name);
    if (Table.SIMILAR.size() < size()) { // whatever people write
      Table.SIMILAR.put(name, line);
    }
    return line;
  }

  private static int findSimilar(String name) {
    if (name.endsWith(TIME_64)) {
      String before = name.substring(0, name.length() - TIME_64.length());
      return line(before) == UNKNOWN ? otherVersion(before) : line(before);
    }
    return name.startsWith(PYTHON_2)
        ? line("python3-" + name.substring(PYTHON_2.length()))
        : otherVersion(name);
  }

  private static int otherVersion(String name) {
    Table table = Table.ONLY;
    int digit = 0;
    while (digit < name.length() && !isDigit(name.charAt(digit))) {
      digit++;
    }
    if (digit == 0 || digit == name.length()) {
      return UNKNOWN;
    }
    String start = name.substring(0, digit);
    int found = UNKNOWN;
    int line = table.search(start, 0, table.packages);
    while (line < table.packages && table.text.startsWith(start, table.starts.get(line))) {
      found = isSameButForNumbers(name, table.text, table.starts.get(line)) ? line : found;
      line++;
    }
    return found;
  }

  /** Whether a name stands at a place of a text, numbers such as 17 and 8.2 taken to be alike. */
  private static boolean isSameButForNumbers(String name, String text, int start) {
    int at = start;
    int i = 0;
    while (i < name.length()) {
      if (isDigit(name.charAt(i)) && isDigit(text.charAt(at))) {
        i = numberEnd(name, i);
        at = numberEnd(text, at);
      } else if (name.charAt(i) == text.charAt(at)) {
        i++;
        at++;
      } else {
        return false;
      }
    }
    return text.charAt(at) == ' ' || text.charAt(at) == '\n';
  }

  private static int numberEnd(String text, int from) {
    int end = from;
    while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static String name(int line) {
    String name = Table.NAMES.get(line);
    if (name == null) {
      name = Table.ONLY.name(line);
      Table.NAMES.set(line, name);
    }
    return name;
  }

  /** Whether all images of Debian have it. */
  static boolean isEverywhere(int line) {
    return Table.ONLY.everywhere.get(line);
  }

  /** What it occupies on the disk with the packages that are part of its line, in bytes; 0 if it {@link #isEverywhere}. */
  static long bytes(int line) {
    String size = Table.ONLY.fieldText(line, 1);
    int count = size.indexOf('*');
    return isEverywhere(line)
        ? 0
        : Long.parseLong(count < 0 ? size : size.substring(0, count)) * KILOBYTE;
  }

  /** How many packages a line stands for: itself, and those that nothing else depends on. */
  static int count(int line) {
    String size = Table.ONLY.fieldText(line, 1);
    int count = size.indexOf('*');
    return count < 0 ? 1 : Integer.parseInt(size.substring(count + 1));
  }

  /** What it can't be installed without: one of each group, the first if there is none yet. */
  static ImmutableList<ImmutableIntArray> depends(int line) {
    return known(Table.DEPENDS, line, 2);
  }

  /** What is installed with it unless apt is told not to. */
  static ImmutableList<ImmutableIntArray> recommends(int line) {
    return known(Table.RECOMMENDS, line, 3);
  }

  private static ImmutableList<ImmutableIntArray> known(
      AtomicReferenceArray<@Nullable ImmutableList<ImmutableIntArray>> known, int line, int field) {
    ImmutableList<ImmutableIntArray> groups = known.get(line);
    if (groups == null) {
      groups = groups(line, field);
      known.set(line, groups);
    }
    return groups;
  }

  private static ImmutableList<ImmutableIntArray> groups(int line, int field) {
    String text = Table.ONLY.text;
    int at = Table.ONLY.field(line, field);
    int end = Table.ONLY.fieldEnd(at);
    ImmutableList.Builder<ImmutableIntArray> groups = ImmutableList.builder();
    ImmutableIntArray.Builder alternatives = ImmutableIntArray.builder(1);
    int number = 0;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c != ',' && c != '|') {
        number = number * BASE + Character.digit(c, BASE);
      }
      if (c == ',' || c == '|' || at + 1 == end) {
        alternatives.add(number);
        number = 0;
      }
      if (c == ',' || at + 1 == end) {
        groups.add(alternatives.build());
        alternatives = ImmutableIntArray.builder(1);
      }
    }
    return groups.build();
  }
}
