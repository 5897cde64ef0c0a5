package dev.plimsoll;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageSource;
import dev.plimsoll.image.LookupFailure;
import dev.plimsoll.image.MeasuredImages;
import dev.plimsoll.registry.Registries;
import dev.plimsoll.registry.RegistryOptions;
import dev.plimsoll.registry.TableRenewal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code server/bin/renew-images} runs: writes the tables of sizes in a source folder anew, image by image, so that what
 * was learnt is kept whenever it ends. Nothing that a user starts comes here.
 *
 * <p>Its status is 0 if all is renewed, 1 if something is left as it was, 2 if it can't begin. After 1 it may be started
 * again: images that were finished in the last day are noted and not asked for.
 */
public final class RenewImages {

  private static final Duration NOTE_COUNTS = Duration.ofDays(1);

  /** After so many images in a row of which nothing came, the registry or the network has a fault, not the images. */
  private static final int PATIENCE = 3;

  private static final Splitter BLANKS = Splitter.on(' ').omitEmptyStrings();

  private final ImageSource source;
  private final String from;
  private final Path currentFile;
  private final Path olderFile;
  private final Path done;
  private final Clock clock;
  private final PrintStream out;

  private MeasuredImages current;
  private MeasuredImages older;

  /** An image of the list, and which of its tags are to be in the table. */
  private record Listed(String image, ImmutableList<Pattern> tags) {
    boolean wants(String tag) {
      return tags.stream().anyMatch(pattern -> pattern.matcher(tag).matches());
    }
  }

  private RenewImages(
      ImageSource source, String from, Path folder, Path done, Clock clock, PrintStream out)
      throws IOException {
    this.source = source;
    this.from = from;
    this.done = done;
    this.clock = clock;
    this.out = out;
    currentFile = folder.resolve("images.txt");
    olderFile = folder.resolve("images-older.txt");
    current = MeasuredImages.read(Files.readString(currentFile, StandardCharsets.ISO_8859_1));
    older = MeasuredImages.read(Files.readString(olderFile, StandardCharsets.ISO_8859_1));
  }

  /** @param args list, folder of the tables, note of what is done, and where the images are: {@code docker.io/library} */
  public static void main(String[] args) {
    if (System.getenv("PLIMSOLL_OFFLINE") != null) {
      System.out.println(
          "The table can't be renewed: PLIMSOLL_OFFLINE is set, so that no registry may be asked.");
      System.exit(2);
    }
    System.exit(run(
        args,
        new Registries(RegistryOptions.ofThisProcess().withLogins(true, false)),
        Clock.systemUTC(),
        System.out));
  }

  /** The status with which the process has to end. */
  public static int run(String[] args, ImageSource source, Clock clock, PrintStream out) {
    try {
      ImmutableList<Listed> list = list(Path.of(args[0]));
      return new RenewImages(source, args[3], Path.of(args[1]), Path.of(args[2]), clock, out)
          .renew(list);
    } catch (IOException | IllegalArgumentException e) {
      out.println("The table can't be renewed: " + e);
      return 2;
    }
  }

  private static ImmutableList<Listed> list(Path file) throws IOException {
    ImmutableList.Builder<Listed> list = ImmutableList.builder();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && line.charAt(0) != '#') {
        List<String> words = BLANKS.splitToList(line);
        list.add(new Listed(
            words.get(0),
            words.stream().skip(1).map(Pattern::compile).collect(ImmutableList.toImmutableList())));
      }
    }
    return list.build();
  }

  private int renew(ImmutableList<Listed> list) throws IOException {
    Set<String> finished = finished();
    int left = 0;
    int failures = 0;
    for (Listed listed : list) {
      if (finished.contains(listed.image())) {
        continue;
      }
      TableRenewal.Renewed renewed = renew(listed);
      left += renewed.problems().size();
      if (renewed.refusal() != null) {
        out.println(stop(renewed.refusal()));
        return 1;
      }
      if (renewed.problems().isEmpty()) {
        Files.writeString(
            done,
            listed.image() + " " + clock.instant() + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
      failures = renewed.unanswered() ? failures + 1 : 0;
      if (failures == PATIENCE) {
        out.println("Nothing came of " + PATIENCE + " images in a row. Run it again later.");
        return 1;
      }
    }
    if (left > 0) {
      out.println("Rows without an answer stay as they were: " + left + ". Run it again later.");
      return 1;
    }
    Files.deleteIfExists(done);
    return 0;
  }

  private TableRenewal.Renewed renew(Listed listed) throws IOException {
    String image = listed.image();
    ImageReference named = ImageReference.of(image);
    boolean isElsewhere = named != null && !named.isOnDockerHub();
    ImageReference repository = isElsewhere ? named : ImageReference.of(from + "/" + image);
    if (repository == null) {
      throw new IllegalArgumentException(from + "/" + image + " is no image");
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
    TableRenewal.Renewed renewed = new TableRenewal(
            source, repository, today, current.of(image), older.of(image))
        .renew(listed::wants);
    boolean changed =
        !renewed.current().equals(current.of(image)) || !renewed.older().equals(older.of(image));
    current = current.with(image, renewed.current());
    older = older.with(image, renewed.older());
    if (changed) {
      // First what is offered no more: what stands in both is found in the other one.
      write(olderFile, older.text());
      write(currentFile, current.text());
    }
    out.println(image + ": " + renewed.current().measured().size() + " tags weighed, "
        + renewed.older().measured().size() + " no longer offered"
        + (changed ? "" : ", as before"));
    renewed.problems().forEach(problem -> out.println("  " + problem));
    return renewed;
  }

  /** Beside its place and moved there, so that whoever stops this never has half a table. */
  private static void write(Path file, String text) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(beside, text, StandardCharsets.ISO_8859_1);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private Set<String> finished() throws IOException {
    Set<String> finished = new HashSet<>();
    Instant since = clock.instant().minus(NOTE_COUNTS);
    for (String line : Files.exists(done) ? Files.readAllLines(done) : List.<String>of()) {
      List<String> words = BLANKS.splitToList(line);
      try {
        if (words.size() == 2 && Instant.parse(words.get(1)).isAfter(since)) {
          finished.add(words.get(0));
        }
      } catch (DateTimeParseException e) {
        // Half a line: it is asked for again.
      }
    }
    return finished;
  }

  private static String stop(LookupFailure refusal) {
    Instant at = refusal.retryAt();
    return "Stopped: " + refusal.sentence() + " Run it again"
        + (at == null ? " later" : " after " + at) + "; it goes on with this image.";
  }
}
