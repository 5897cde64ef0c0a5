package dev.plimsoll.ide.completion;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Keyword;
import java.util.ArrayList;
import java.util.List;

/**
 * What a list must not offer because the word at the cursor may be finished. Editors let Enter take what is selected in an
 * open list; so whoever ends a line there would lose the line end, or get another word than the one that was typed.
 *
 * @param typed the word up to the cursor
 * @param whole the word with what follows the cursor
 * @param automatic whether the list is shown while one types, unasked
 */
record FinishedWord(ImmutableList<Slot> slots, String typed, String whole, boolean automatic) {

  private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');
  private static final CharMatcher NUMBER = DIGIT.or(CharMatcher.is('.'));

  static FinishedWord of(Proposals proposals, boolean automatic) {
    TypedWord word = proposals.word();
    String rest = proposals.snapshot().text().substring(word.cursor(), word.end());
    return new FinishedWord(
        proposals.site().slots(), word.prefix(), word.prefix() + rest, automatic);
  }

  /** Whether a line may end behind the word, whatever has been typed of it. */
  boolean mayEnd() {
    return slots.stream().anyMatch(FinishedWord::mayEnd);
  }

  /** Not behind a name that wants a value or an argument, nor behind what arguments must follow. */
  private static boolean mayEnd(Slot slot) {
    if (slot instanceof Slot.VariableName name) {
      return name.keyword() == Keyword.ARG;
    }
    return takesTarget(slot)
        || !(slot instanceof Slot.Directory
            || slot instanceof Slot.Source
            || slot instanceof Slot.InstructionKeyword
            || slot instanceof Slot.LabelKey
            || slot instanceof Slot.CheckKey
            || slot instanceof Slot.Modifier
            || isOfFlag(slot));
  }

  private static boolean isOfFlag(Slot slot) {
    return slot instanceof Slot.FlagName
        || slot instanceof Slot.FlagValue
        || slot instanceof Slot.OptionKey
        || slot instanceof Slot.MountValue;
  }

  /** Whether it is a directory in the image that is an argument, not the target of a mount. */
  private static boolean takesTarget(Slot slot) {
    return slot instanceof Slot.Directory directory && directory.keyword() != Keyword.RUN;
  }

  /** Those of the proposals that say something new. */
  List<Proposal> without(List<Proposal> proposals) {
    if (automatic && (isEmptyLine() || mayEnd() && isFinished(proposals))) {
      return List.of();
    }
    List<Proposal> left = new ArrayList<>();
    for (Proposal proposal : proposals) {
      if (!isWritten(proposal) && !isLongerNumber(proposal) && !goesOn(proposal)) {
        left.add(proposal);
      }
    }
    return left;
  }

  /** Whether no instruction has been begun, nor need be. */
  private boolean isEmptyLine() {
    return typed.isEmpty()
        && slots.stream()
            .anyMatch(
                slot -> slot instanceof Slot.InstructionKeyword keyword && !keyword.trigger());
  }

  /**
   * Whether it is one of the words that belong here, such as a name that may get a value, but need not; a path with a slash
   * at its end is a directory already.
   */
  private boolean isFinished(List<Proposal> proposals) {
    return slots.stream().anyMatch(FinishedWord::takesTarget) && typed.endsWith("/")
        || proposals.stream().anyMatch(it -> isWritten(it) || it.filter().equalsIgnoreCase(typed));
  }

  /** Whether a proposal is what stands there. */
  private boolean isWritten(Proposal proposal) {
    boolean fills = proposal.isSnippet() && proposal.text().indexOf('$') >= 0;
    if (fills || typed.isEmpty()) {
      return false;
    }
    return slots.stream().anyMatch(Slot.InstructionKeyword.class::isInstance)
        ? proposal.text().equals(typed) // in another case, a keyword is new
        : isSame(proposal.text(), typed) || isSame(proposal.text(), whole);
  }

  /** Whether a text says the same as what is written: in whatever case, and with a slash behind a directory. */
  private boolean isSame(String text, String written) {
    return text.equalsIgnoreCase(written)
        || slots.stream().anyMatch(FinishedWord::takesTarget)
            && text.equalsIgnoreCase(written + "/");
  }

  /** Any number may be meant as it stands: a port, an identity, a count. A mode has three digits or four. */
  private boolean isLongerNumber(Proposal proposal) {
    return !typed.isEmpty()
        && DIGIT.matchesAllOf(typed)
        && NUMBER.matchesAllOf(proposal.text())
        && slots.stream().noneMatch(FinishedWord::takesTagOrMode);
  }

  private static boolean takesTagOrMode(Slot slot) {
    return slot instanceof Slot.ImageTag
        || slot instanceof Slot.FlagValue flag && flag.flag().equals("chmod")
        || slot instanceof Slot.MountValue value && value.key().equals("mode");
  }

  /**
   * Whether a list would go on behind a word that is whole. A tag that ends with a number is one, known or not, unless the
   * number itself goes on: 2 becomes 22, 20 not 20-slim. A directory is one, and not one below it.
   */
  private boolean goesOn(Proposal proposal) {
    int length = typed.length();
    if (!automatic || length == 0 || proposal.text().length() <= length) {
      return false;
    }
    char next = proposal.text().charAt(length);
    return next == '/' && slots.stream().anyMatch(FinishedWord::takesTarget)
        || DIGIT.matches(typed.charAt(length - 1))
            && !DIGIT.matches(next)
            && slots.stream().anyMatch(Slot.ImageTag.class::isInstance);
  }
}
