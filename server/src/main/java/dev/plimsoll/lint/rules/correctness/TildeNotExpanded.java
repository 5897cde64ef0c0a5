package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Instruction.Pairs;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.Volume;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A tilde that stands where no shell reads it. */
public final class TildeNotExpanded implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "tilde-not-expanded", Category.CORRECTNESS, Severity.WARNING, """
          Only a shell makes a home directory of `~`; for COPY, ADD, ENV, ARG, VOLUME, mounts and the exec form it is a \
          character like any other.

          `COPY app.conf ~/` makes a directory whose name is `~`, and no program finds what lies in a directory `~/bin` of PATH.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          COPY app.conf ~/.config/
          ENV PATH=~/bin:$PATH
          ```

          ```dockerfile good
          FROM alpine:3.22
          COPY app.conf /root/.config/
          ENV PATH=/root/bin:$PATH
          ```

          A variable other than a search path is reported as information: the program that reads it may know what `~` means. \
          The fix is offered where the home of the user is known. For WORKDIR, `workdir-relative` reports the same.
          """)
      .since("0.1.0")
      .withSuggestion()
      .superseding("copy-source-missing")
      .whenFinished();

  private static final Trait HAS_TILDE = Trait.of(
      Instruction.class,
      instruction ->
          instruction.text().indexOf('~') >= 0 && !places(instruction).isEmpty());

  /** The home of somebody at the beginning of a path. */
  private static final Regex HOME =
      Regex.of("[\"']?(~)(?:([a-z_][a-z0-9_-]*)(?=/))?(?:/.*|[\"']?)");

  /** The same at the beginning of each part of a search path. */
  private static final Regex HOME_IN_LIST = Regex.of("(?:^[\"']?|:)(~)(?=/|:|[\"']?$)");

  private static final Regex SEARCH_PATH = Regex.of("(?i).*PATH");

  /** Variables that are paths for certain. */
  private static final Regex DIRECTORY = Regex.of("(?i)HOME|.*(_|^)(DIR|DIRECTORY|HOME)");

  /**
   * A word with tildes.
   *
   * @param range all of it, relative to the instruction
   * @param tildes where they stand
   * @param message what they mean there
   * @param severity null where it is the rule's own
   * @param inImage whether it is a path in the image that the instruction changes
   */
  private record Place(
      TextRange range,
      ImmutableList<TextRange> tildes,
      String message,
      @Nullable Severity severity,
      boolean inImage) {}

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction instruction : subject.model().having(HAS_TILDE)) {
      Stage stage = subject.model().stageOf(instruction);
      if (stage == null || subject.model().family(stage) != BaseFamily.WINDOWS) {
        for (Place place : places(instruction)) {
          reporter.report(Finding.at(subject.model().range(instruction, place.range), place.message)
              .withSeverity(place.severity)
              .withFix(
                  place.inImage ? HomePath.fix(subject.model(), instruction, place.tildes) : null));
        }
      }
    }
  }

  private static List<Place> places(Instruction outer) {
    Instruction instruction = outer.innermost();
    List<Place> places = new ArrayList<>();
    if (instruction instanceof Transfer transfer) {
      ofTransfer(transfer, places);
    } else if (instruction instanceof Env || instruction instanceof Arg) {
      ((Pairs) instruction).pairs().forEach(pair -> ofPair(instruction, pair, places));
    } else if (instruction instanceof Volume volume) {
      String message =
          "No shell reads VOLUME, so ~ is not the home directory. Write the path from the root.";
      volume.words().forEach(word -> add(places, volume, word, message, true));
    } else if (instruction instanceof Run run) {
      run.mounts().forEach(mount -> ofMount(run, mount, places));
    }
    if (instruction instanceof Command command && command.execForm()) {
      ofProgram(command, places);
    }
    return places;
  }

  private static void ofProgram(Command command, List<Place> places) {
    int first = command instanceof Healthcheck ? 1 : 0;
    if (command.words().size() > first) {
      String message = "No shell reads the exec form of " + command.keyword()
          + ", so ~ is the name of a directory. Write the path of the program from the root.";
      add(places, command, command.words().get(first), message, true);
    }
  }

  private static void ofTransfer(Transfer transfer, List<Place> places) {
    Word destination = transfer.destination();
    boolean otherImage = transfer instanceof Copy copy && copy.from() != null;
    String keyword = transfer.keyword().name();
    for (Word source : transfer.sources()) {
      add(
          places,
          transfer,
          source,
          otherImage
              ? "No shell reads " + keyword
                  + ", so ~ is the name of a directory. Write the path from the root."
              : keyword
                  + " reads files of the build context only, and ~ is not the home directory there."
                  + " Write the path from the top of the context.",
          false);
    }
    if (destination != null) {
      add(
          places,
          transfer,
          destination,
          "No shell reads " + keyword
              + ", so ~ is the name of a directory. Write the path from the root.",
          true);
    }
  }

  private static void add(
      List<Place> places, Instruction instruction, Word word, String message, boolean inImage) {
    Matcher home = HOME.matcher(word.value());
    if (home.matches()) {
      places.add(new Place(word.range(), tildes(instruction, word, home), message, null, inImage));
    }
  }

  /** The tilde that was found; none that could be replaced where it is somebody else's or isn't written as it is read. */
  private static ImmutableList<TextRange> tildes(Instruction instruction, Word word, Matcher home) {
    return home.group(2) == null ? tilde(instruction, word, home.start(1)) : ImmutableList.of();
  }

  private static ImmutableList<TextRange> tilde(Instruction instruction, Word word, int at) {
    int quote = instruction.source().json() ? 1 : 0;
    int place = instruction.source().line().home(word.inLine().start() + quote + at);
    return instruction.text().charAt(place) == '~'
        ? ImmutableList.of(TextRange.ofLength(place, 1))
        : ImmutableList.of();
  }

  private static void ofPair(Instruction instruction, Pair pair, List<Place> places) {
    Word value = pair.value();
    if (value == null) {
      return;
    }
    String key = pair.key().value();
    String keyword = instruction.keyword().name();
    if (SEARCH_PATH.matcher(key).matches()) {
      ImmutableList.Builder<TextRange> tildes = ImmutableList.builder();
      Matcher home = HOME_IN_LIST.matcher(value.value());
      boolean found = false;
      while (home.find()) {
        found = true;
        tildes.addAll(tilde(instruction, value, home.start(1)));
      }
      if (found) {
        places.add(new Place(
            value.range(),
            tildes.build(),
            "No shell reads " + keyword
                + ", so ~ is not the home directory. Write the path from the root.",
            key.equals("PATH") ? null : Severity.INFORMATION,
            true));
      }
      return;
    }
    Matcher home = HOME.matcher(value.value());
    boolean path = value.value().indexOf('/') >= 0 || DIRECTORY.matcher(key).matches();
    if (home.matches() && path) {
      places.add(new Place(
          value.range(),
          tildes(instruction, value, home),
          keyword + " doesn't expand ~, and few programs do. Write the path from the root.",
          key.equals("HOME") ? null : Severity.INFORMATION,
          true));
    }
  }

  private static void ofMount(Run run, Mount mount, List<Place> places) {
    Mount.Option target = mount.option("target");
    Mount.Option source = mount.option("source");
    boolean hasSource = mount.type().equals("bind") || mount.type().equals("cache");
    String message =
        "No shell reads --mount, so ~ is the name of a directory. Write the path from the root.";
    if (target != null) {
      add(places, run, target, message, true);
    }
    if (source != null && hasSource) {
      add(places, run, source, message, false);
    }
  }

  private static void add(
      List<Place> places, Run run, Mount.Option option, String message, boolean inImage) {
    Matcher home = HOME.matcher(String.valueOf(option.value()));
    if (home.matches()) {
      int start = option.valueRange().start();
      boolean plain =
          home.group(2) == null && start < run.text().length() && run.text().charAt(start) == '~';
      places.add(new Place(
          option.valueRange(),
          plain ? ImmutableList.of(TextRange.ofLength(start, 1)) : ImmutableList.of(),
          message,
          null,
          inImage));
    }
  }
}
