package dev.plimsoll.lint.rules.files;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Word;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A COPY or ADD of files of the build context.
 *
 * @param instruction the COPY or ADD
 * @param sources paths in the context, normalized; empty for the whole context
 * @param destination where they go: the directory, or the file if there is one source and it is a file
 */
public record ContextCopy(
    Transfer instruction, ImmutableList<String> sources, ImagePath destination) {

  /** Files of projects that have no ending; others are taken for directories, however their names are written. */
  private static final ImmutableSet<String> FILES = ImmutableSet.of(
      "authors",
      "build",
      "changelog",
      "contributing",
      "copying",
      "cname",
      "license",
      "licence",
      "module",
      "notice",
      "readme",
      "todo",
      "version",
      "workspace");

  /** What an instruction copies from the context; null where it copies from elsewhere or it isn't known what. */
  public static @Nullable ContextCopy of(SemanticModel model, Transfer transfer, Basis basis) {
    Word last = transfer.destination();
    ImmutableList<String> sources = sources(model, transfer, basis);
    return last == null || sources == null
        ? null
        : new ContextCopy(transfer, sources, model.place(transfer, last.value(), basis));
  }

  /** The same without saying where to, which depends on more. */
  public static @Nullable ImmutableList<String> sources(
      SemanticModel model, Transfer transfer, Basis basis) {
    Optional<ImmutableList<String>> plain = transfer.derived(PLAIN_SOURCES);
    if (plain.isPresent()) {
      return plain.get();
    }
    if (isFromElsewhere(transfer)) {
      return null;
    }
    ImmutableList.Builder<String> sources = ImmutableList.builder();
    for (Word word : transfer.sources()) {
      String source = model.expand(transfer, word.value()).on(basis).text();
      if (source == null || isAddress(source)) {
        return null;
      }
      sources.add(ContextPath.inContext(source));
    }
    return sources.build();
  }

  /** Those of an instruction that writes all of them plainly: of most, it needn't be asked again what they are. */
  private static final Derivation<Optional<ImmutableList<String>>> PLAIN_SOURCES =
      instruction -> Optional.ofNullable(plainSources((Transfer) instruction));

  private static @Nullable ImmutableList<String> plainSources(Transfer transfer) {
    if (isFromElsewhere(transfer)) {
      return null;
    }
    ImmutableList.Builder<String> sources = ImmutableList.builder();
    for (Word word : transfer.sources()) {
      if (!Expansion.isPlain(word.value(), transfer.source().escape()) || isAddress(word.value())) {
        return null;
      }
      sources.add(ContextPath.inContext(word.value()));
    }
    return sources.build();
  }

  private static boolean isFromElsewhere(Transfer transfer) {
    return transfer.destination() == null
        || transfer instanceof Copy copy && copy.from() != null
        || !transfer.heredocs().isEmpty();
  }

  private static boolean isAddress(String source) {
    return source.contains("://");
  }

  /** Whether one of the sources is the whole context. */
  public boolean copiesWholeContext() {
    return sources.contains("") || sources.contains("*");
  }

  /** Whether a directory of the context goes to where a file is looked for: the whole context where it is certain which that is. */
  boolean covers(Subject subject, ImagePath place) {
    String inside = destination.certainlyContains(place) ? destination.pathTo(place) : null;
    if (inside == null) {
      return false;
    }
    for (String source : sources) {
      if (source.isEmpty()
          ? subject.contextFile(inside).certain()
          : subject.contextFile(source).isFolder()) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of the sources is a directory, as the context shows, or else as far as names tell. */
  public boolean copiesDirectory(Subject subject) {
    for (int i = 0; i < sources.size(); i++) {
      if (isDirectory(subject, sources.get(i), instruction.words().get(i).value())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDirectory(Subject subject, String source, String written) {
    String name = ContextPath.name(source);
    if (name.isEmpty() || name.equals("*") || written.endsWith("/")) {
      return true;
    }
    if (PathGlob.isPattern(source)) {
      return false;
    }
    return switch (subject.contextFile(source).kind()) {
      case FOLDER -> true;
      case FILE -> false;
      case MISSING, UNKNOWN -> name.indexOf('.') < 0 && !isFile(name);
    };
  }

  private static boolean isFile(String name) {
    boolean isCapital = Character.isUpperCase(name.charAt(0));
    String lower = Ascii.toLowerCase(name);
    return lower.equals("gradlew")
        || lower.equals("mvnw")
        || isCapital
            && (FILES.contains(lower) || lower.endsWith("file") || lower.startsWith("license-"));
  }

  /** Whether a file of this name in the directory would come with it, by a source that says so. */
  public boolean names(String file) {
    for (String source : sources) {
      if (PathGlob.of(ContextPath.name(source)).matches(file) && !source.equals("*")) {
        return true;
      }
    }
    return false;
  }
}
