package dev.plimsoll.ide;

import java.util.List;
import java.util.Random;

/** Text that becomes something else where it is taken for Markdown, for a terminal's or for an editor's own marks. */
public final class HostileText {

  /** Each does something by itself. */
  public static final List<String> SNIPPETS = List.of(
      "![q](https://example.org/from.png)",
      "[q](https://example.org/)",
      "[q](command:workbench.action.quit)",
      "[q](javascript:alert(1))",
      "[q][r]",
      "[r]:https://example.org/",
      "<https://example.org/>",
      "<command:quit>",
      "https://example.org/a_b_c?d=1&e=2",
      "HTTP://EXAMPLE.ORG/a).",
      "git@example.org:a/b.git",
      "www.example.org/*",
      "a@example.org",
      "<img/src=https://example.org/a.png>",
      "<b>a</b>",
      "<!--",
      "&lt;b&gt;&#60;",
      "$(zap)",
      "`a`",
      "``a``",
      "a`b",
      "```",
      "``",
      "`",
      "*a*",
      "**a**",
      "_a_",
      "__a__",
      "~~a~~",
      "a|b",
      "|-|",
      "#",
      "##a",
      ">a",
      "-",
      "1.",
      "1)",
      "---",
      "===",
      "\\",
      "\\`a\\`",
      "a\\",
      "\u202ea",
      "a\u200bb",
      "\u001b[31ma",
      "a\u0007",
      "a\u0085b",
      "a\u2028#b",
      "\ud800",
      "é ジ 😀");

  private static final List<String> PIECES = List.of(
      " ", "  ", "    ", "\n", "\r\n", "\r", "\t", "a", "B", "1", "é", "😀", ".", ",", "!", ":",
      "://", "@", "(", ")", "[", "]", "](", "!", "<", ">", "</", "&", ";", "#", "\\", "|", "~", "_",
      "*", "+", "=", "-", "$", "{", "}", "'", "\"", "http", "www.", "\n\n", "\n- ", "\n> ", "\n# ",
      "\n1. ", "\n```\n", "\n    ", "|-|-|\n", "amp", "x.yz", "mailto:");

  private HostileText() {}

  public static String random(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(12); left >= 0; left--) {
      List<String> from = random.nextInt(4) == 0 ? SNIPPETS : PIECES;
      text.append(from.get(random.nextInt(from.size())));
      text.append("`".repeat(random.nextInt(8) == 0 ? random.nextInt(5) : 0));
    }
    return text.toString();
  }
}
