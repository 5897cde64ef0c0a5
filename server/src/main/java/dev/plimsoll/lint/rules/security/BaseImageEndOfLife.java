package dev.plimsoll.lint.rules.security;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.DefaultSystem;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.RetiredImages;
import dev.plimsoll.image.RetiredImages.Retirement;
import dev.plimsoll.image.Successor;
import dev.plimsoll.image.UnversionedImages;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.PythonRequirements;
import dev.plimsoll.lint.rules.images.DataStages;
import dev.plimsoll.lint.rules.images.LinkedImages;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** FROM an image of a release that gets no fixes any more. */
public final class BaseImageEndOfLife implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "base-image-end-of-life", Category.SECURITY, Severity.WARNING, """
          The support of this release has ended: security problems that are found in it aren't fixed any more.

          Its tag often isn't built any more either, so that the packages of the distribution below are those of \
          long ago. Move to a release that is supported; what changes between the two is in its release notes.

          ```dockerfile bad fix=suggestion
          FROM node:16-alpine
          CMD ["node", "server.js"]
          ```

          ```dockerfile good
          FROM node:24-alpine
          CMD ["node", "server.js"]
          ```

          The distribution that a tag names counts, too:

          ```dockerfile bad fix=suggestion
          FROM python:3.13-bullseye
          CMD ["python", "main.py"]
          ```

          ```dockerfile good
          FROM python:3.13-bookworm
          CMD ["python", "main.py"]
          ```

          So do images that nobody maintains any more, whatever their tag:

          ```dockerfile bad fix=suggestion
          FROM openjdk:17-jdk
          CMD ["java", "-jar", "app.jar"]
          ```

          ```dockerfile good
          FROM eclipse-temurin:17-jdk
          CMD ["java", "-jar", "app.jar"]
          ```

          The same is true of the tags of all other images that say on which release they stand, as `nvidia/cuda:11.4.1-base-ubuntu20.04` \
          or `ros:noetic`.

          Offered are the nearest release that is supported for another year, with long-term support if there is \
          such, and the newest one, as far as they have the same variant and `engines` in `package.json`, `pyproject.toml`, \
          `composer.json`, `Pipfile`, `Gemfile`, `.nvmrc` or the like allow them; on the same release of the distribution, where the tag \
          names one that is supported for another year, or else on the one where its programs run. A stable release of nginx is followed by the stable one, a mainline release \
          by mainline.

          It is information where the image is only built with, in a file for development, as `Dockerfile.dev`, for a distribution \
          that the name of the file is about, as `ubuntu-12-04.Dockerfile`, and for an image that isn't updated any more of a \
          distribution that is, as `rockylinux:9`. It is a hint where a folder is called after the release, as `13/Dockerfile`, \
          `9.0/Dockerfile` or `3.13/bullseye/Dockerfile`. Nothing is said of a stage from which only plain data is copied: users and \
          groups, certificates of authorities, time zones, or what was copied into it; nor of a stage that nobody builds.

          No fix is offered where a new tag isn't all. The message names the first such thing:

          - a package has the version of one release, or is gone in newer ones;
          - a name has the release in it, as `postgresql-13-postgis-3`, `tool-1.el7.rpm` or `debian/11`;
          - a wheel is made for one Python, or pip installs for the Python of the distribution, which newer releases refuse;
          - a manifest asks for the old release, or names a module that can't be built with a newer Go;
          - a project of Go has no `go.mod`, or no `go.sum`, without which Go builds nothing since 1.16;
          - what is built there goes into an image on an older release of Debian or Ubuntu, whose libraries are too old for it;
          - a user is made with the number 1000, which Ubuntu gives to its own since 23.04;
          - what takes the place of a retired image has another package manager, or Java in another folder.

          Where `apt-get update` runs on a release of Debian or Ubuntu that has left its mirrors, or `yum install` on CentOS, the build \
          fails; the message says so. So it does where `go.mod` is of a newer Go than the image has: before 1.21 Go doesn't read \
          `go 1.22.4` or `toolchain`, and since then the official images load no other Go.

          Several images of one release are reported once, and changed together, with the paths that carry the number of \
          the release, such as `/usr/local/lib/python3.8`.

          Nothing is said of files that others wrote, as in `vendor/name/package` and `node_modules`, nor where only the newest \
          release ever gets fixes, as of Rust. Of extended support that is paid for this rule knows nothing: turn it off where you \
          have that. The days are those of endoflife.date, of old mainline releases of nginx those on which the next one appeared, \
          as of the release of this program.
          """)
      .since("0.1.0")
      .withBase()
      .withSuggestion()
      .superseding("slimmer-base-variant"); // of a release that is to be left anyway

  /**
   * What is known of the end of an image; each null where it has none.
   *
   * @param updatable whether what the image is of is supported, so that its packages can be updated
   */
  private record End(
      @Nullable Retirement retirement, @Nullable EndOfLife release, boolean updatable) {

    /** What has ended; null where nothing has. */
    @Nullable String name() {
      return retirement != null ? retirement.name() : release == null ? null : release.release();
    }
  }

  /** The number of a release, which a code name may follow. */
  private static final Regex NUMBER = Regex.of("(\\d+)[\\d.]*(?: \\([^)]*\\))?$");

  /** Images that are a distribution, on whose old releases programs for old systems are built. */
  private static final ImmutableSet<String> SYSTEMS = ImmutableSet.of(
      "almalinux",
      "alpine",
      "amazonlinux",
      "centos",
      "debian",
      "fedora",
      "oraclelinux",
      "rockylinux",
      "ubuntu");

  /** Images of which a release with the same first number may drop what programs use. */
  private static final ImmutableSet<String> DROP_FEATURES =
      ImmutableSet.of("alpine", "php", "pypy", "python", "ruby");

  /** Databases: a newer server may not start on the files of an older one. */
  private static final ImmutableSet<String> DATABASES =
      ImmutableSet.of("elasticsearch", "influxdb", "mariadb", "mongo", "mysql", "neo4j", "percona");

  /** A base image that has ended. */
  private record Ended(NamedBase base, End end) {}

  private static final ImageQuestion<End> END = (images, image, platform) -> {
    Retirement retirement = RetiredImages.of(images, image);
    EndOfLife release = retirement == null ? EndOfLife.of(images, image) : null;
    LocalDate until = EndOfLife.supportOf(image);
    boolean updatable = retirement != null && until != null && !until.isBefore(images.today());
    return new End(retirement, release, updatable);
  };

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    if (subject.name().fixture()) {
      return;
    }
    WantedRelease wanted = new WantedRelease(subject);
    Map<String, List<Ended>> releases = new LinkedHashMap<>();
    for (NamedBase base : NamedBase.all(subject.model())) {
      End end = subject.about(base.image(), END);
      String name = end.name();
      if (name != null && !base.isReplaced(subject)) {
        releases
            .computeIfAbsent(name, any -> new ArrayList<>())
            .add(new Ended(base, wanted(wanted, base, end)));
      }
    }
    DataStages givers = new DataStages(subject.model());
    for (List<Ended> group : releases.values()) {
      List<Ended> same = fitting(subject, wanted, group);
      Ended first = firstOfMoreThanData(subject, givers, same);
      if (first != null) {
        reporter.report(finding(subject, wanted, first, same));
      }
    }
  }

  /** The same with those releases to move to that the project's manifests allow, as far as there are such. */
  private static End wanted(WantedRelease wanted, NamedBase base, End end) {
    EndOfLife release = end.release();
    return release == null || release.ofSystem()
        ? end
        : new End(end.retirement(), wanted.limit(base, release), end.updatable());
  }

  private static List<NamedBase> bases(List<Ended> same) {
    return same.stream().map(Ended::base).toList();
  }

  /** The same with tags on that release of the distribution on which their programs run, or are advised to. */
  private static List<Ended> fitting(Subject subject, WantedRelease wanted, List<Ended> same) {
    EndOfLife release = same.get(0).end().release();
    ImageReference taker = release == null || release.ofSystem()
        ? null
        : LinkedImages.taker(subject.model(), bases(same), next(subject, same.get(0)));
    if (taker == null) {
      return same;
    }
    EndOfLife ended = subject.about(taker, END).release();
    String tag = ended == null || ended.successors().isEmpty()
        ? null
        : ended.successors().get(0).tag();
    String system = EndOfLife.systemOf(tag == null ? taker : taker.withTag(tag));
    return system == null
        ? same
        : same.stream().map(one -> onSystem(subject, wanted, one, system)).toList();
  }

  /** The release of a distribution on which the image stands that an image is left for; empty where that isn't known. */
  private static String next(Subject subject, Ended ended) {
    EndOfLife release = ended.end().release();
    String tag = release == null || release.successors().isEmpty()
        ? null
        : release.successors().get(0).tag();
    String own = EndOfLife.systemOf(ended.base().image());
    return own != null ? own : systemOf(subject, ended.base().image(), tag);
  }

  /** The release of a distribution on which an image with another tag stands; empty where that isn't known. */
  private static String systemOf(Subject subject, ImageReference image, @Nullable String tag) {
    if (tag == null) {
      return "";
    }
    String named = EndOfLife.systemOf(image.withTag(tag));
    return named != null ? named : subject.about(image.withTag(tag), STANDS_ON);
  }

  private static final ImageQuestion<String> STANDS_ON =
      (images, image, platform) -> DefaultSystem.of(images, image);

  private static final Regex WITHOUT_SYSTEM = Regex.of("\\d[\\d.]{0,20}(?:-slim)?");

  /** The tag of the same on a release of a distribution; null where it can't be told. */
  private static @Nullable String tagOn(Subject subject, Ended one, String system) {
    String tag = one.base().image().tagOrLatest();
    String own = EndOfLife.systemOf(one.base().image());
    if (own != null) {
      return own.equals(system) ? null : tag.replace(codename(own), codename(system));
    }
    return WITHOUT_SYSTEM.matcher(tag).matches() && !next(subject, one).equals(system)
        ? tag + "-" + codename(system)
        : null;
  }

  private static Ended onSystem(Subject subject, WantedRelease wanted, Ended one, String system) {
    ImageReference image = one.base().image();
    String tag = tagOn(subject, one, system);
    if (tag == null) {
      return one;
    }
    End there = subject.about(image.withTag(tag), END);
    EndOfLife release = there.release();
    Successor next = release == null || release.successors().isEmpty()
        ? null
        : release.successors().get(0);
    boolean fits = next != null
        && next.tag() != null
        && system.equals(EndOfLife.systemOf(image.withTag(next.tag())));
    return fits ? new Ended(one.base(), wanted(wanted, one.base(), there)) : one;
  }

  /** {@code bookworm} of {@code Debian 12 (bookworm)}. */
  private static String codename(String system) {
    return system.substring(system.indexOf('(') + 1).replace(")", "");
  }

  private static boolean givesOnlyData(Subject subject, DataStages givers, Ended ended) {
    for (Stage stage : ended.base().stages()) {
      if (!givers.contain(stage) && !subject.isUnused(stage)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Ended firstOfMoreThanData(
      Subject subject, DataStages givers, List<Ended> same) {
    for (Ended one : same) {
      if (!givesOnlyData(subject, givers, one)) {
        return one;
      }
    }
    return null;
  }

  /** Reports those of one release together, at the first that ships: leaving it is one decision. */
  private static Finding finding(
      Subject subject, WantedRelease wanted, Ended firstGiving, List<Ended> same) {
    Ended shipped = shipped(subject, same);
    Ended first = shipped == null ? firstGiving : shipped;
    Retirement retirement = first.end().retirement();
    String failing = null;
    for (Ended one : same) {
      failing = failing == null ? GoneMirrors.ask(subject, one.base()) : failing;
    }
    Finding finding = retirement != null
        ? retired(subject, retirement, first, same)
        : ended(subject, wanted, requireNonNull(first.end().release()), first, same);
    for (Ended other : same) {
      if (other != first) {
        finding =
            finding.withRelated(other.base().use().range(), "This one is of that release, too.");
      }
    }
    return failing == null
        ? rated(subject, finding, first, shipped != null)
        : finding.withMessage(finding.message() + " The build fails at " + failing
            + ": the packages have left the mirrors of the release.");
  }

  /** With the severity that the use of the image calls for, and what the project is about. */
  private static Finding rated(Subject subject, Finding finding, Ended first, boolean ships) {
    String path = subject.name().path();
    String folders = path.substring(0, path.lastIndexOf('/') + 1);
    EndOfLife end = first.end().release();
    if (end != null && ReleaseInPath.isFor(folders, end)) {
      return finding.withSeverity(Severity.HINT);
    }
    boolean isMeant = end != null
        && (end.ofSystem() || SYSTEMS.contains(first.base().image().canonicalName()))
        && ReleaseInPath.isFor(path, end);
    return ships && !first.end().updatable() && !isMeant && !subject.isForDevelopment()
        ? finding
        : finding.withSeverity(Severity.INFORMATION);
  }

  private static @Nullable Ended shipped(Subject subject, List<Ended> same) {
    for (Ended ended : same) {
      for (Stage stage : ended.base().stages()) {
        if (subject.model().ships(stage)) {
          return ended;
        }
      }
    }
    return null;
  }

  private static Finding retired(
      Subject subject, Retirement retirement, Ended first, List<Ended> same) {
    String image = retirement.image();
    ImmutableList<String> instead =
        image == null ? retirement.successors() : ImmutableList.of(image);
    String message =
        "The image " + retirement.name() + " gets no updates any more: it was deprecated on "
            + retirement.since() + "."
            + (instead.isEmpty() ? "" : " Use " + Joiner.on(" or ").join(instead) + ".");
    String pinned = MadeForImage.first(
        subject.model(), first.base(), image == null ? null : ImageReference.of(image));
    if (pinned != null) {
      return first.base().finding(message + tooOld(pinned));
    }
    ImmutableList<TextEdit> edits = edits(first, same, BaseImageEndOfLife::replacement);
    return first
        .base()
        .finding(message)
        .withFix(edits.isEmpty() ? null : new Fix("Use " + image, Fix.Safety.SUGGESTION, edits));
  }

  private static @Nullable TextEdit replacement(Ended ended) {
    Retirement retirement = ended.end().retirement();
    String image = retirement == null ? null : retirement.image();
    TextRange written = ended.base().use().source();
    return image == null || written == null || ended.base().shared()
        ? null
        : TextEdit.replace(written, image);
  }

  private static Finding ended(
      Subject subject, WantedRelease wanted, EndOfLife end, Ended first, List<Ended> same) {
    SemanticModel model = subject.model();
    String pinned = end.successors().isEmpty()
        ? null
        : pinned(subject, wanted, first, same, end.successors().get(0));
    ImageReference image = first.base().image();
    String release = end.release() + (end.ofSystem() ? ", on which this image stands," : "");
    Finding finding = first
        .base()
        .finding(release + " gets no security fixes any more: its support ended "
            + (end.lastDay() == null ? "long ago" : "on " + end.lastDay())
            + "." + advice(image, end)
            + (pinned == null
                ? test(image, end) + (end.ofSystem() ? "" : versions(subject, wanted, same, end))
                : tooOld(pinned, image, end)));
    for (Successor successor : end.successors()) {
      ImmutableList<TextEdit> edits = edits(first, same, one -> tagEdit(one, successor.release()));
      boolean lacks = same.stream()
          .anyMatch(one -> LostPrograms.areRun(model, one.base(), successor.release()));
      boolean staysLinked =
          edits.size() < same.size() && LinkedImages.areFed(model, first.base(), bases(same));
      boolean isAll =
          pinned == null && pinned(subject, wanted, first, same, successor) == null && !staysLinked;
      if (!edits.isEmpty() && !lacks && isAll) {
        finding = finding.withFix(new Fix(
            title(image, successor),
            Fix.Safety.SUGGESTION,
            edits.size() < same.size()
                ? edits // some images stay, and paths may be theirs
                : ImmutableList.<TextEdit>builder()
                    .addAll(edits)
                    .addAll(VersionedPaths.moved(model, image, successor.release()))
                    .build()));
      }
    }
    return finding;
  }

  private static String tooOld(String pinned, ImageReference image, EndOfLife end) {
    if (end.ofSystem()) {
      return tooOld(pinned);
    }
    String data = data(image);
    return data.isEmpty() ? test(image, end) + tooOld(pinned) : tooOld(pinned) + data;
  }

  private static String tooOld(String pinned) {
    return " Change what is made for the old release, too: " + pinned + ".";
  }

  /** What is there for the release of some images alone; null where nothing is known to be. */
  private static @Nullable String pinned(
      Subject subject, WantedRelease wanted, Ended first, List<Ended> same, Successor successor) {
    for (Ended one : same) {
      EndOfLife ended = one.end().release();
      String pinned = ended == null
          ? null
          : PinnedToRelease.first(subject, one.base(), ended, successor.release(), wanted);
      if (pinned != null) {
        return pinned;
      }
    }
    String next = systemOf(subject, first.base().image(), successor.tag());
    return LinkedImages.first(subject.model(), bases(same), first.base(), next);
  }

  /** The edits of all, or of the first where others can't be changed so; none where that can't be. */
  private static ImmutableList<TextEdit> edits(
      Ended first, List<Ended> same, Function<Ended, @Nullable TextEdit> change) {
    ImmutableList.Builder<TextEdit> all = ImmutableList.builder();
    for (Ended one : same) {
      TextEdit edit = change.apply(one);
      if (edit == null) {
        TextEdit alone = change.apply(first);
        return alone == null ? ImmutableList.of() : ImmutableList.of(alone);
      }
      all.add(edit);
    }
    return all.build();
  }

  private static @Nullable TextEdit tagEdit(Ended ended, String release) {
    EndOfLife end = ended.end().release();
    for (Successor successor : end == null ? ImmutableList.<Successor>of() : end.successors()) {
      if (successor.release().equals(release)
          && successor.tag() != null
          && !ended.base().shared()) {
        return ended.base().use().withTag(successor.tag());
      }
    }
    return null;
  }

  private static String advice(ImageReference image, EndOfLife end) {
    ImmutableList<Successor> successors = end.successors();
    if (successors.isEmpty()) {
      return " Use a release that is supported.";
    }
    Successor nearest = successors.get(0);
    String until = nearest.until() == null ? "" : ", supported until " + nearest.until();
    boolean isOther = end.ofSystem() && nearest.tag() == null;
    String ofDistroless = UnversionedImages.ofNewer(image, nearest.release(), end.ofSystem());
    String name = ofDistroless != null
        ? ofDistroless
        : isOther
            ? "an image on " + end.release().substring(0, end.release().indexOf(' ') + 1)
                + nearest.release()
            : name(image, nearest);
    return " Use " + name + until + ".";
  }

  /** What stands in the way of a step that changes more than faults, with a blank before it. */
  private static String test(ImageReference image, EndOfLife end) {
    String data = end.ofSystem() ? "" : data(image);
    if (!data.isEmpty()) {
      return data;
    }
    if (end.ofSystem()
        && end.release().startsWith("Debian")
        && image.canonicalName().equals("postgres")) {
      return " Reindex existing data: a newer C library may sort text differently.";
    }
    Matcher from = NUMBER.matcher(end.release());
    Matcher to =
        NUMBER.matcher(end.successors().isEmpty() ? "" : end.successors().get(0).release());
    if (!from.find() || !to.find()) {
      return "";
    }
    boolean isMajor = !from.group(1).equals(to.group(1));
    boolean isFeature = DROP_FEATURES.contains(image.canonicalName());
    return isMajor
        ? " Test it: it is a new major release."
        : isFeature ? " Test it: it is a new feature release." : "";
  }

  /** What names versions of packages of the time of the old release, or that release, with blanks before; empty where nothing does. */
  private static String versions(
      Subject subject, WantedRelease wanted, List<Ended> same, EndOfLife end) {
    String list = null;
    String file = null;
    for (Ended one : same) {
      String name = one.base().image().canonicalName();
      if (name.equals("golang") && !end.successors().isEmpty()) {
        return GoModules.test(subject, one.base(), end.successors().get(0).release(), wanted);
      }
      list = list == null ? listOfPackages(subject, one) : list;
      file = file != null || end.successors().isEmpty()
          ? file
          : wanted.fileOfOther(one.base(), end.successors().get(0).release());
    }
    return (list == null ? "" : " Versions in " + list + " may be too old for it.")
        + (file == null ? "" : " Change " + file + ", too.");
  }

  private static @Nullable String listOfPackages(Subject subject, Ended one) {
    if (one.base().image().canonicalName().equals("python")) {
      for (Stage stage : one.base().allStages(subject.model())) {
        String list = PythonRequirements.pinning(subject, stage);
        if (list != null) {
          return list;
        }
      }
    }
    return null;
  }

  /** What becomes of the data of a database, with a blank before it; empty where it is none. */
  private static String data(ImageReference image) {
    String name = image.canonicalName();
    if (name.equals("postgres")) {
      return " Dump existing data first and restore it afterwards: the new server doesn't start on the old files.";
    }
    return DATABASES.contains(name)
        ? " Back up existing data first, and read how it is upgraded: the new server may not start on the old files."
        : "";
  }

  /** Where the images of .NET were before release 5, and what they have been called since. */
  private static final String OLD_DOTNET = "mcr.microsoft.com/dotnet/core/";

  private static final String DOTNET = "mcr.microsoft.com/dotnet/";

  private static String name(ImageReference image, Successor successor) {
    String name = image.familiarName();
    if (successor.tag() != null) {
      return name + ":" + successor.tag();
    }
    return "release " + successor.release()
        + (name.startsWith(OLD_DOTNET)
            ? " of " + DOTNET + name.substring(OLD_DOTNET.length())
            : "");
  }

  private static String title(ImageReference image, Successor successor) {
    String until = successor.until() == null ? "" : " (supported until " + successor.until() + ")";
    return "Use " + name(image, successor) + until;
  }
}
