package dev.plimsoll.lint.rules.security;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.RetiredImages.Retirement;
import dev.plimsoll.image.Successor;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.DataStages;
import dev.plimsoll.lint.rules.images.DeliberateVersion;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

          So do images that nobody maintains any more, whatever their tag, and those that stand on them, as `maven:3-openjdk-17`:

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
          `composer.json`, `composer.lock`, `Pipfile`, `Gemfile`, its `*.gemspec`, `mix.exs`, `.nvmrc` or the like allow them; on the same release of the distribution, where the tag \
          names one that is supported for another year, or else on the one where its programs run. A stable release of nginx is followed by the stable one, a mainline release \
          by mainline.

          It is information where a file was made for the old release, as `sdk-ubuntu20_04_py38.zip`, which nobody downloads here, and where the image is only built with, in a file for development or tests, as `Dockerfile.dev`, or by an argument such as `TEST_IMAGE`, for a distribution \
          that the name of the file is about, as `ubuntu-12-04.Dockerfile`, and for an image that isn't updated any more of a \
          distribution that is, as `rockylinux:9`. It is a hint where a folder is called after the release, as `13/Dockerfile`, \
          `9.0/Dockerfile` or `3.13/bullseye/Dockerfile`, and without a fix where files beside it are called the same but for \
          the release, as `Dockerfile.bullseye` and `Dockerfile.trixie`. Nothing is said of a stage from which only plain data is copied: users and \
          groups, certificates of authorities, time zones, or what was copied into it; nor of a stage that nobody builds.

          No fix is offered where a new tag isn't all. The message names the first such thing:

          - a package has the version of one release, or it or an extension of PHP is gone in newer ones;
          - a path has the version of a package of Debian or Ubuntu, as `/etc/postgresql/13/main`;
          - a name has the release in it, as `postgresql-13-postgis-3`, `tool-1.el7.rpm` or `debian/11`, or packages come from \
          NodeSource for Node before 16, which has none for newer releases;
          - a wheel is made for one Python, or pip installs for the Python of the distribution, which newer releases refuse;
          - a manifest asks for the old release, or names what doesn't work on a newer one, as some modules of Go, `react-scripts` 4 \
          and webpack before 5.61 on Node since 17, `numpy==1.24.4` on Python since 3.12, Django before 4.2 since 3.13, `pydantic==2.11.7` since 3.14, and `jekyll` 4.3 or `rails` \
          6.1 on Ruby since 3.4, where Bundler needs `csv` and `mutex_m` to be named;
          - Gradle looks for the old Java, as `JavaLanguageVersion.of(20)` says, and isn't told where to download it; its wrapper has a \
          Gradle that doesn't run on the new one, as 8.4 on Java 21; or what is compiled is of a level that Java refuses, as 7 since \
          Java 20;
          - a program is told what newer ones refuse, as `npm config set unsafe-perm` and `default-authentication-plugin` of MySQL, in its file, \
          in settings that are copied or that Compose mounts, or by `command:` in Compose; or \
          `adduser` is called, which `debian:13` lacks;
          - a project of Go has no `go.mod`, or no `go.sum`, without which Go builds nothing since 1.16 unless `GO111MODULE` is `off` \
          or `auto`, makes its `go.mod` by `go mod init` without `go mod tidy`, or calls `go get` with modules turned off;
          - what is built there goes into an image on an older release of Debian or Ubuntu, whose libraries are too old for it, or into one of a patch such as `python:3.11.3-slim`, which may stand on one;
          - a user is made with the number 1000, which Ubuntu gives to its own since 23.04;
          - what takes the place of a retired image has another package manager, Java in another folder than the file, Compose or a \
          manifest says, or no program that is run, be it by a script of the build context.

          Where `apt-get update` runs on a release of Debian or Ubuntu that has left its mirrors, or `yum install` on CentOS, the build \
          fails; the message says so. So it does where `go.mod` is of a newer Go than the image has: before 1.21 Go doesn't read \
          `go 1.22.4` or `toolchain`, and since then the official images load no other Go; where `global.json` asks for a newer SDK of \
          .NET; and where the image was deleted, as `microsoft/dotnet`. That is a warning even where the image is only built with.

          Several images of one release are reported once, and changed together, with the paths that carry the number of \
          the release, such as `/usr/local/lib/python3.8`.

          Nothing is said of files that others wrote, as in `vendor/name/package` and `node_modules`, nor where a comment at FROM gives \
          the reason for the release (`# 9.4 is the earliest version that we support`, `# deliberately old`), nor where only the newest \
          release ever gets fixes, as of Rust. Of extended support that is paid for this rule knows nothing: turn it off where you \
          have that. The days are those of endoflife.date, of old mainline releases of nginx those on which the next one appeared, \
          as of the release of this program.
          """)
      .since("0.1.0")
      .withBase()
      .withSuggestion()
      .superseding("slimmer-base-variant"); // of a release that is to be left anyway

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

  /** More images aren't looked at: of each, all is read that stands on it. Files that people write name fewer. */
  private static final int MOST = 200;

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
    Map<String, List<EndedImage>> releases = new LinkedHashMap<>();
    for (NamedBase base : Iterables.limit(NamedBase.all(subject.model()), MOST)) {
      EndedImage ended = EndedImage.of(subject, wanted, base);
      if (ended != null) {
        releases.computeIfAbsent(ended.end().name(), any -> new ArrayList<>()).add(ended);
      }
    }
    DataStages givers = new DataStages(subject.model());
    for (List<EndedImage> group : releases.values()) {
      List<EndedImage> same = SystemOfPrograms.fitting(subject, wanted, group);
      EndedImage first = firstOfMoreThanData(subject, givers, same);
      if (first != null && !areDeliberate(subject, same)) {
        reporter.report(finding(subject, wanted, first, same));
      }
    }
  }

  /** Whether a comment says that just this release is wanted, and the build goes on. */
  private static boolean areDeliberate(Subject subject, List<EndedImage> same) {
    return Iterables.any(same, one -> DeliberateVersion.isSaidOf(subject, one.base()))
        && failure(subject, same).isEmpty();
  }

  private static @Nullable EndedImage firstOfMoreThanData(
      Subject subject, DataStages givers, List<EndedImage> same) {
    for (EndedImage one : same) {
      if (!one.base().givesOnlyData(subject, givers)) {
        return one;
      }
    }
    return null;
  }

  /** Reports those of one release together, at the first that ships: leaving it is one decision. */
  private static Finding finding(
      Subject subject, WantedRelease wanted, EndedImage firstGiving, List<EndedImage> same) {
    EndedImage shipped = shipped(subject, same);
    EndedImage first = shipped == null ? firstGiving : shipped;
    String failure = failure(subject, same);
    EndOfLife end = first.end().release();
    boolean isInRow = end != null && ReleaseInPath.isInRow(subject, end);
    Finding finding = end != null && isInRow
        ? first.base().finding(new ReleaseAdvice(first.base().image(), end, false).ofRow())
        : finding(new ReleaseChange(subject, wanted, first, same));
    for (EndedImage other : same) {
      if (other != first) {
        finding =
            finding.withRelated(other.base().use().range(), "This one is of that release, too.");
      }
    }
    if (isInRow) {
      return finding.withMessage(finding.message() + failure).withSeverity(Severity.HINT);
    }
    return failure.isEmpty() && !finding.message().contains(GoModules.FAILS)
        ? rated(subject, finding, first, shipped != null)
        : finding.withMessage(finding.message() + failure).withSeverity(null);
  }

  /** That the build fails as it is, and why, with a blank before it; empty where it isn't known to. */
  private static String failure(Subject subject, List<EndedImage> same) {
    for (EndedImage one : same) {
      Retirement retirement = one.end().retirement();
      if (retirement != null && retirement.isDeleted()) {
        return " The build fails: nobody can pull it any more.";
      }
      String asking = GoneMirrors.ask(subject, one.base());
      if (asking != null) {
        return " The build fails at " + asking
            + ": the packages have left the mirrors of the release.";
      }
      String failure = DotnetSdk.failure(subject, one.base());
      if (!failure.isEmpty()) {
        return failure;
      }
    }
    return "";
  }

  /** With the severity that the use of the image calls for, and what the project is about. */
  private static Finding rated(Subject subject, Finding finding, EndedImage first, boolean ships) {
    String path = subject.name().path();
    String folders = path.substring(0, path.lastIndexOf('/') + 1);
    EndOfLife end = first.end().release();
    if (end != null && ReleaseInPath.isFor(folders, end)) {
      return finding.withSeverity(Severity.HINT);
    }
    boolean isMeant = end != null
        && (end.ofSystem() || SYSTEMS.contains(first.base().image().canonicalName()))
        && ReleaseInPath.isFor(path, end);
    return ships && !first.end().updatable() && !isMeant && !isForTests(subject, first.base())
        ? finding
        : finding.withSeverity(Severity.INFORMATION);
  }

  /** Whether nobody deploys what is made on an image, as names say. */
  static boolean isForTests(Subject subject, NamedBase base) {
    return subject.isForDevelopment() || base.isChosenByTests();
  }

  private static @Nullable EndedImage shipped(Subject subject, List<EndedImage> same) {
    for (EndedImage ended : same) {
      for (Stage stage : ended.base().stages()) {
        if (subject.model().ships(stage)) {
          return ended;
        }
      }
    }
    return null;
  }

  private static Finding finding(ReleaseChange change) {
    EndedImage.End end = change.first().end();
    Retirement retirement = end.retirement();
    return retirement != null
        ? retired(change, retirement)
        : ended(change, requireNonNull(end.release()));
  }

  private static Finding retired(ReleaseChange change, Retirement retirement) {
    NamedBase base = change.first().base();
    String image = retirement.image();
    String message = ReleaseAdvice.ofRetired(retirement);
    String pinned =
        MadeForImage.first(change.subject(), base, image == null ? null : ImageReference.of(image));
    if (pinned != null) {
      return base.finding(message + ReleaseAdvice.changeToo(pinned));
    }
    return image == null
        ? base.finding(message)
        : base.finding(message + ReleaseAdvice.testOther(base.image(), image))
            .withFix(change.toImage(image));
  }

  /** Two sentences, as one where both say what to test. */
  private static String joined(String test, String versions) {
    return test.startsWith(TEST) && versions.startsWith(TEST)
        ? test.substring(0, test.length() - 1) + ", and " + versions.substring(TEST.length())
        : test + versions;
  }

  private static final String TEST = " Test it: ";

  private static Finding ended(ReleaseChange change, EndOfLife end) {
    NamedBase base = change.first().base();
    boolean keepsData =
        ReleaseAdvice.isOfDatabase(base.image()) && KeptData.mayBeOn(change.subject(), base);
    ReleaseAdvice advice = new ReleaseAdvice(base.image(), end, keepsData);
    Successor nearest = change.first().end().nearest();
    String pinned = nearest == null ? null : change.pinned(nearest);
    String port = end.ofSystem() ? "" : change.port();
    if (pinned != null && change.isMadeForOne(pinned)) {
      return base.finding(advice.summary() + ReleaseAdvice.findFirst(pinned))
          .withSeverity(Severity.INFORMATION);
    }
    if (pinned != null) {
      return base.finding(advice.summary() + advice.change(pinned) + port);
    }
    String versions = end.ofSystem() ? "" : change.versions() + port;
    String test = advice.test();
    String toTest = test.isEmpty() && !end.ofSystem() ? change.system() : test;
    Finding finding = base.finding(advice.summary() + joined(toTest, versions));
    for (Successor successor : end.successors()) {
      boolean isFree = nearest != null && successor.release().equals(nearest.release());
      if (isFree || change.pinned(successor) == null) {
        finding = finding.withFix(change.toRelease(successor, advice.title(successor)));
      }
    }
    return finding;
  }
}
