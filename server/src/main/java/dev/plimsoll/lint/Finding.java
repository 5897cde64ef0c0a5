package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import dev.plimsoll.text.Visible;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a rule reports: a place, what is wrong there, and what can be done.
 *
 * @param range offsets in the file
 * @param message one or two sentences that say what is wrong and what to do
 * @param severity a severity other than the rule's own, or null
 * @param related other places that explain this one
 * @param fixes repairs, the best one first
 * @param tags how an editor may show the place
 * @param savedBytes what the best fix spares a download of the image, in bytes of compressed layers; 0 where that isn't known
 * @param audience in which profiles it is shown
 */
public record Finding(
    TextRange range,
    String message,
    @Nullable Severity severity,
    ImmutableList<Related> related,
    ImmutableList<Fix> fixes,
    ImmutableSet<Tag> tags,
    long savedBytes,
    Audience audience) {

  /**
   * Another place of the file, and what it has to do with the problem.
   *
   * @param silences whether a pragma for that place silences the problem, too: other tools report it there
   */
  public record Related(TextRange range, String message, boolean silences) {}

  /** Who wants to know: a rule doesn't find exactly what the check of another tool finds under the same name. */
  public enum Audience {
    ALL,
    /** All but those who want what is recommended: it is right, but few would act on it. */
    PEDANTIC,
    /** All but those who want what BuildKit's check finds, which says nothing here. */
    BEYOND_BUILDKIT,
    /** Those who want what BuildKit's check finds, and nobody else. */
    ONLY_BUILDKIT,
    /** All but those who want what hadolint finds, which says nothing here. */
    BEYOND_HADOLINT,
    /** Those who want what hadolint finds, and nobody else. */
    ONLY_HADOLINT
  }

  /** How an editor may show a place, besides underlining it. */
  public enum Tag {
    /** Faded out: deleting it changes nothing. */
    UNNECESSARY,
    /** Struck through. */
    DEPRECATED
  }

  public static Finding at(TextRange range, String message) {
    return new Finding(
        range,
        message,
        null,
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableSet.of(),
        0,
        Audience.ALL);
  }

  /** This finding in other words. */
  public Finding withMessage(String words) {
    return new Finding(range, words, severity, related, fixes, tags, savedBytes, audience);
  }

  /** This finding with a severity of its own; null leaves it the rule's. */
  public Finding withSeverity(@Nullable Severity severity) {
    return new Finding(range, message, severity, related, fixes, tags, savedBytes, audience);
  }

  public Finding withRelated(TextRange place, String why) {
    return withRelated(ImmutableList.of(place), why);
  }

  /** This finding with another place at which other tools report it, so that a pragma there silences it. */
  public Finding withRelatedThatSilences(TextRange place, String why) {
    return with(ImmutableList.of(new Related(place, why, true)));
  }

  /** This finding with more places, all of which explain it alike. */
  public Finding withRelated(Collection<TextRange> places, String why) {
    List<Related> more = new ArrayList<>(places.size());
    for (TextRange place : places) {
      more.add(new Related(place, why, false));
    }
    return with(more);
  }

  private Finding with(List<Related> places) {
    ImmutableList<Related> more =
        ImmutableList.<Related>builder().addAll(related).addAll(places).build();
    return new Finding(range, message, severity, more, fixes, tags, savedBytes, audience);
  }

  /** This finding with one more fix; a null fix adds nothing. */
  public Finding withFix(@Nullable Fix fix) {
    if (fix == null) {
      return this;
    }
    ImmutableList<Fix> more =
        ImmutableList.<Fix>builder().addAll(fixes).add(fix).build();
    return new Finding(range, message, severity, related, more, tags, savedBytes, audience);
  }

  /** This finding, for which nothing is offered. */
  Finding withoutFixes() {
    return new Finding(
        range, message, severity, related, ImmutableList.of(), tags, savedBytes, audience);
  }

  /** This finding with what its messages quote of the file made visible, for all who show it. */
  Finding visible() {
    if (isVisible()) {
      return this;
    }
    ImmutableList<Related> shown = related.stream()
        .map(one -> new Related(one.range, Visible.of(one.message), one.silences))
        .collect(ImmutableList.toImmutableList());
    return new Finding(
        range, Visible.of(message), severity, shown, fixes, tags, savedBytes, audience);
  }

  /** Whether all its messages are, as mostly. */
  private boolean isVisible() {
    String last = message;
    boolean visible = Visible.of(last).equals(last);
    for (Related one : related) {
      visible &= one.message.equals(last) || Visible.of(one.message).equals(one.message);
      last = one.message;
    }
    return visible;
  }

  /** This finding with all its places mapped. */
  Finding moved(UnaryOperator<TextRange> place) {
    ImmutableList.Builder<Related> movedRelated = ImmutableList.builder();
    for (Related one : related) {
      movedRelated.add(new Related(place.apply(one.range), one.message, one.silences));
    }
    ImmutableList.Builder<Fix> movedFixes = ImmutableList.builder();
    for (Fix fix : fixes) {
      ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
      for (TextEdit edit : fix.edits()) {
        edits.add(new TextEdit(place.apply(edit.range()), edit.newText()));
      }
      movedFixes.add(new Fix(fix.title(), fix.safety(), edits.build()));
    }
    return new Finding(
        place.apply(range),
        message,
        severity,
        movedRelated.build(),
        movedFixes.build(),
        tags,
        savedBytes,
        audience);
  }

  public Finding withTag(Tag tag) {
    return new Finding(
        range, message, severity, related, fixes, ImmutableSet.of(tag), savedBytes, audience);
  }

  /** Whether it is for those only who ask for more than is recommended. */
  public boolean isPedantic() {
    return audience == Audience.PEDANTIC;
  }

  /** This finding as one that is right, but that few would act on. */
  public Finding asPedantic() {
    return new Finding(
        range, message, severity, related, fixes, tags, savedBytes, Audience.PEDANTIC);
  }

  /** This finding, about which BuildKit's check of the same name says nothing: it isn't in the profile of that tool. */
  public Finding beyondTheCheck() {
    return new Finding(
        range, message, severity, related, fixes, tags, savedBytes, Audience.BEYOND_BUILDKIT);
  }

  /** This finding, which is there only for those who want what BuildKit's check of the same name finds. */
  public Finding forTheCheckOnly() {
    return new Finding(
        range, message, severity, related, fixes, tags, savedBytes, Audience.ONLY_BUILDKIT);
  }

  /** This finding, about which hadolint says nothing under the rule's alias: it isn't in the profile of that tool. */
  public Finding beyondHadolint() {
    return new Finding(
        range, message, severity, related, fixes, tags, savedBytes, Audience.BEYOND_HADOLINT);
  }

  /** This finding, which is there only for those who want what hadolint finds. */
  public Finding forHadolintOnly() {
    return new Finding(
        range, message, severity, related, fixes, tags, savedBytes, Audience.ONLY_HADOLINT);
  }

  /** This finding with what its best fix spares a download, in bytes. */
  public Finding withSavedBytes(long bytes) {
    return new Finding(range, message, severity, related, fixes, tags, bytes, audience);
  }
}
