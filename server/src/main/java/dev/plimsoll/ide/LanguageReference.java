package dev.plimsoll.ide;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.plimsoll.program.Option;
import dev.plimsoll.program.Programs;
import dev.plimsoll.syntax.FlagSpec;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.KnownFlags;
import dev.plimsoll.text.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reference of the Dockerfile language: what there is, and what is said of it in hovers, completion and signature
 * help. The file {@code language.txt} describes its own format; it is read at the first question.
 */
public final class LanguageReference {

  private static final ImmutableListMultimap<String, Topic> TOPICS = read();

  private LanguageReference() {}

  /** All topics of a kind under a parent, in the order in which they should be offered; none where there are none. */
  public static ImmutableList<Topic> topics(Topic.Kind kind, String parent) {
    return TOPICS.get(key(kind, parent));
  }

  /** All topics of a kind that has no parents. */
  public static ImmutableList<Topic> topics(Topic.Kind kind) {
    return topics(kind, "");
  }

  /** The topic of a name, or of another name of the same thing, as it is written in the file; or null. */
  public static @Nullable Topic find(Topic.Kind kind, String parent, String name) {
    for (Topic topic : topics(kind, parent)) {
      if (topic.name().equals(name) || topic.aliases().contains(name)) {
        return topic;
      }
    }
    return null;
  }

  public static @Nullable Topic find(Topic.Kind kind, String name) {
    return find(kind, "", name);
  }

  public static @Nullable Topic instruction(Keyword keyword) {
    return find(Topic.Kind.INSTRUCTION, keyword.name());
  }

  /** The flags of an instruction. */
  public static ImmutableList<Topic> flags(Keyword keyword) {
    return topics(Topic.Kind.FLAG, keyword.name());
  }

  public static @Nullable Topic flag(Keyword keyword, String name) {
    return find(Topic.Kind.FLAG, keyword.name(), name);
  }

  /** The options that a program takes with a subcommand: those of the subcommand first, then those of the program. */
  public static ImmutableList<Topic> options(String program, @Nullable String subcommand) {
    ImmutableList.Builder<Topic> options = ImmutableList.builder();
    if (subcommand != null) {
      add(topics(Topic.Kind.OPTION, program + " " + subcommand), program, subcommand, options);
    }
    add(topics(Topic.Kind.OPTION, program), program, subcommand, options);
    return options.build();
  }

  /** With the other spellings that the program knows. */
  private static void add(
      List<Topic> topics,
      String program,
      @Nullable String subcommand,
      ImmutableList.Builder<Topic> to) {
    for (Topic topic : topics) {
      Option option = Programs.named(program).option(topic.name(), subcommand);
      to.add(option == null ? topic : topic.withAliases(others(option, topic.name())));
    }
  }

  private static ImmutableList<String> others(Option option, String name) {
    return option.spellings().stream()
        .filter(spelling -> !spelling.equals(name))
        .collect(ImmutableList.toImmutableList());
  }

  private static String key(Topic.Kind kind, String parent) {
    return kind.ordinal() + parent;
  }

  private static ImmutableListMultimap<String, Topic> read() {
    ImmutableListMultimap.Builder<String, Topic> topics = ImmutableListMultimap.builder();
    TopicReader reader = new TopicReader(Resource.text(LanguageReference.class, "language.txt"));
    for (Topic topic = reader.next(); topic != null; topic = reader.next()) {
      topics.put(key(topic.kind(), topic.parent()), topic);
    }
    return topics.build();
  }

  /** Reads topics one after the other. */
  private static final class TopicReader {
    private static final String HEADING = "= ";
    private static final String EXAMPLE = "    ";

    private final String[] lines;
    private int at;

    TopicReader(String text) {
      lines = text.split("\n", -1);
      while (at < lines.length && !lines[at].startsWith(HEADING)) {
        at++;
      }
    }

    @Nullable Topic next() {
      if (at == lines.length) {
        return null;
      }
      String heading = lines[at++].substring(HEADING.length());
      int colon = heading.indexOf(": ");
      String kindName = Ascii.toUpperCase(heading.substring(0, colon)).replace('-', '_');
      int split = heading.indexOf(" > ", colon);
      Topic.Kind kind = Topic.Kind.valueOf(kindName);
      String parent = split < 0 ? "" : heading.substring(colon + 2, split);
      String name = heading.substring(split < 0 ? colon + 2 : split + 3);
      String since = since(kind, parent, name);
      String preset = "";
      ImmutableList.Builder<String> aliases = ImmutableList.builder();
      ImmutableList.Builder<String> rules = ImmutableList.builder();
      ImmutableList.Builder<String> wanted = ImmutableList.builder();
      for (; lines[at].startsWith("@"); at++) {
        int blank = lines[at].indexOf(' ');
        String value = lines[at].substring(blank + 1);
        switch (lines[at].substring(1, blank)) {
          case "since" -> since = value;
          case "default" -> preset = value;
          case "also" -> aliases.add(value);
          case "rule" -> rules.add(value);
          case "wanted" -> wanted.add(value);
          default -> throw new IllegalStateException(lines[at]);
        }
      }
      String summary = lines[at++];
      StringBuilder text = new StringBuilder();
      StringBuilder example = new StringBuilder();
      body(text, example);
      return new Topic(
          kind,
          parent,
          name,
          aliases.build(),
          since,
          preset,
          rules.build(),
          wanted.build(),
          summary,
          text.toString(),
          example.toString());
    }

    private static String since(Topic.Kind kind, String parent, String name) {
      FlagSpec flag = kind == Topic.Kind.FLAG ? KnownFlags.find(Keyword.of(parent), name) : null;
      return flag == null ? "" : flag.since();
    }

    private void body(StringBuilder text, StringBuilder example) {
      boolean paragraph = false;
      for (; at < lines.length && !lines[at].startsWith(HEADING); at++) {
        String line = lines[at];
        if (line.startsWith(EXAMPLE)) {
          example.append(example.isEmpty() ? "" : "\n").append(line, 4, line.length());
        } else if (line.isEmpty()) {
          paragraph = true;
        } else {
          text.append(text.isEmpty() ? "" : paragraph ? "\n\n" : " ").append(line);
          paragraph = false;
        }
      }
    }
  }
}
