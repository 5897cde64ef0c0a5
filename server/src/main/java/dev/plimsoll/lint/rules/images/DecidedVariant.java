package dev.plimsoll.lint.rules.images;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;

/** What authors say above FROM, or above the ARG that names the image, when they have decided against a smaller variant. */
public final class DecidedVariant {

  /** What speaks of any smaller variant, or of the full one. */
  private static final Regex ANY =
      Regex.of("(?i)\\bslim(?:mer)?\\b|\\bdistroless\\b|\\bminimal (?:image|variant)\\b"
          + "|\\bfull(?:[- ]\\w{1,20})?[- ](?:image|variant)\\b");

  private static final Regex ALPINE = Regex.of("(?i)\\b(?:alpine|musl)\\b");

  private static final Regex JRE = Regex.of("(?i)\\b(?:jre|jdk)\\b");

  /** What distinguishes a reason from a title such as "the slim image that runs", or the old line that is left as a comment. */
  private static final Regex REASON = Regex.of(
      "(?i)\\b(?:not?|non|never|cannot|without|because|since|instead|rather|unlike"
          + "|avoid\\w{0,3}|br(?:eak|oke)\\w{0,3}|cgo|crash\\w{0,3}|errors?|fail\\w{0,3}|glibc|incompatib\\w{2,5}|issues?|lack\\w{0,3}"
          + "|miss\\w{0,3}|musl|need\\w{0,3}|problems?|requir\\w{1,5}|trouble\\w{0,3})\\b|n[\u2019']t\\b|\\bfull\\b|^FROM\\b");

  private static final Regex WISH = Regex.of("(?i)\\b(?:todo|fixme)\\b");

  private DecidedVariant() {}

  /** Whether they have decided against the tag of one. */
  public static boolean isAgainst(Subject subject, ImageUse base, String tag) {
    Dockerfile file = subject.file();
    TextRange named = base.tagSource() == null ? base.range() : base.tagSource();
    return isAgainst(file, base.instruction(), tag)
        || file.element(file.indexAt(named.start())) instanceof Instruction.Arg arg
            && isAgainst(file, arg, tag);
  }

  private static boolean isAgainst(Dockerfile file, Instruction instruction, String tag) {
    boolean isNamed = AuthorsComment.has(file, instruction, ANY)
        || tag.contains("alpine") && AuthorsComment.has(file, instruction, ALPINE)
        || tag.contains("jre") && AuthorsComment.has(file, instruction, JRE);
    return isNamed
        && AuthorsComment.has(file, instruction, REASON)
        && !AuthorsComment.has(file, instruction, WISH);
  }
}
