package dev.plimsoll.ide;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;

/**
 * One thing of the language, and what is said of it. In summary and text nothing but code is marked, by backticks.
 *
 * @param parent what it belongs to, see {@link Kind}; empty where it stands for itself
 * @param name as it is written
 * @param aliases other names of it
 * @param since the version of the Dockerfile syntax that brought it; empty where it was there from the start
 * @param preset what holds where it is not given; empty where that isn't said
 * @param rules the names of rules that care
 * @param wanted of an option the subcommands with which nearly everybody gives it
 * @param summary one sentence or two
 * @param text paragraphs with a blank line between; may be empty
 * @param example lines of a Dockerfile; may be empty
 */
public record Topic(
    Kind kind,
    String parent,
    String name,
    ImmutableList<String> aliases,
    String since,
    String preset,
    ImmutableList<String> rules,
    ImmutableList<String> wanted,
    String summary,
    String text,
    String example) {

  /** What a topic is about. */
  public enum Kind {
    INSTRUCTION,
    /** A word with a meaning; the parent is the instruction: {@code HEALTHCHECK}. */
    WORD,
    /** The parent is the instruction. */
    FLAG,
    /** A value of a flag; the parent is instruction and flag: {@code RUN network}. */
    VALUE,
    DEVICE_KEY,
    /** A type of {@code --mount}. */
    MOUNT,
    /** An option of a mount; the parent is the type: {@code cache}. */
    MOUNT_KEY,
    /** A value of such an option; the parent is type and option: {@code cache sharing}. */
    MOUNT_VALUE,
    DIRECTIVE,
    /** The parent is the directive. */
    DIRECTIVE_VALUE,
    /** A key in the value of the check directive. */
    CHECK_KEY,
    /** One of BuildKit's build checks. */
    BUILD_CHECK,
    /** A comment that silences rules, without its value. */
    PRAGMA,
    /** A variable that is there without being declared in the file. */
    VARIABLE,
    /** What follows the name in <code>${name:-word}</code>. */
    MODIFIER,
    /** An alias is its number. */
    SIGNAL,
    PORT,
    /** A key of LABEL. */
    LABEL,
    /** A program that RUN runs. */
    PROGRAM,
    /** The parent is the program. */
    SUBCOMMAND,
    /** The parent is the program, or program and subcommand: {@code apt-get install}. */
    OPTION
  }

  /** The same with other names. */
  Topic withAliases(ImmutableList<String> others) {
    return new Topic(
        kind, parent, name, others, since, preset, rules, wanted, summary, text, example);
  }

  /** What is said of it, its name left out. */
  public Markup documentation(boolean markdown) {
    Markup out = new Markup(markdown);
    describe(out);
    return out;
  }

  public void describe(Markup out) {
    out.prose(summary);
    out.details();
    if (!text.isEmpty()) {
      out.prose(text);
    }
    if (!example.isEmpty()) {
      out.example(example);
    }
    notes(out.paragraph());
    if (kind == Kind.INSTRUCTION) {
      out.link(
          "Reference", "https://docs.docker.com/reference/dockerfile/#" + Ascii.toLowerCase(name));
    }
  }

  private void notes(Markup.Words notes) {
    if (!since.isEmpty()) {
      notes.text("Since Dockerfile syntax " + since + ". ");
    }
    if (!preset.isEmpty()) {
      notes.text("Default: ");
      if (preset.indexOf(' ') < 0) {
        notes.code(preset);
      } else {
        notes.text(preset);
      }
      notes.text(". ");
    }
    if (!aliases.isEmpty()) {
      notes.text("Also ").list(aliases).text(". ");
    }
    if (!rules.isEmpty()) {
      notes.text(rules.size() == 1 ? "Rule: " : "Rules: ").list(rules);
    }
  }
}
