package dev.plimsoll.shell;

import dev.plimsoll.text.TextRange;

/**
 * {@code 2>file}, {@code <<EOF}, {@code &>log}.
 *
 * @param descriptor what stands right before the operator: digits, <code>{name}</code>, or empty
 * @param operator as it is written; for heredocs see {@link Script#heredocs()}
 * @param target the file, the descriptor, the delimiter or the here-string
 */
public record Redirection(TextRange range, String descriptor, String operator, ShellWord target) {

  public boolean isHeredoc() {
    return operator.equals("<<") || operator.equals("<<-");
  }
}
