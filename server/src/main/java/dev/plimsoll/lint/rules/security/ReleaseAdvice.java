package dev.plimsoll.lint.rules.security;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.RetiredImages.Retirement;
import dev.plimsoll.image.Successor;
import dev.plimsoll.image.UnversionedImages;
import dev.plimsoll.text.Regex;
import java.util.List;
import java.util.regex.Matcher;

/**
 * The sentences that say that an image or its release has ended, and what to mind when it is left.
 *
 * @param keepsData whether it is of a database that may have data that somebody needs
 */
record ReleaseAdvice(ImageReference image, EndOfLife end, boolean keepsData) {

  /** The number of a release, which a code name may follow. */
  private static final Regex NUMBER = Regex.of("(\\d+)[\\d.]*(?: \\([^)]*\\))?$");

  /** Images of which a release with the same first number may drop what programs use. */
  private static final ImmutableSet<String> DROP_FEATURES =
      ImmutableSet.of("alpine", "php", "pypy", "python", "ruby");

  /** Images that are named instead of one. */
  private static final int MOST = 3;

  private static final String POSTGRES = "postgres";

  /** Databases, and others with data: a newer server may not start on the files of an older one. */
  private static final ImmutableSet<String> DATABASES = ImmutableSet.of(
      "cassandra",
      "couchbase",
      "elasticsearch",
      "influxdb",
      "mariadb",
      "mongo",
      "mysql",
      "neo4j",
      "nextcloud",
      "percona",
      "rabbitmq",
      "solr");

  /** Where the images of .NET were before release 5, and what they have been called since. */
  private static final String OLD_DOTNET = "mcr.microsoft.com/dotnet/core/";

  private static final String DOTNET = "mcr.microsoft.com/dotnet/";

  /** What has ended, and what to use instead. */
  String summary() {
    return ended() + use();
  }

  /** The same where the file is for that release, as its name says. */
  String ofRow() {
    return ended()
        + " This file is for that release, and others beside it are for other ones:"
        + " delete it if nobody needs it any more.";
  }

  private String ended() {
    return end.release() + (end.ofSystem() ? ", on which this image stands," : "")
        + " gets no security fixes any more: its support ended "
        + (end.lastDay() == null ? "long ago" : "on " + end.lastDay())
        + ".";
  }

  /** What an image that isn't updated any more is to be replaced with. */
  static String ofRetired(Retirement retirement) {
    String image = retirement.image();
    ImmutableList<String> instead =
        image == null ? retirement.successors() : ImmutableList.of(image);
    String what = retirement.isDeleted()
        ? " was deleted from its registry."
        : " gets no updates any more: it was deprecated on " + retirement.since() + ".";
    return "The image " + retirement.name() + what
        + (instead.isEmpty() ? "" : " Use " + choice(instead) + ".");
  }

  /** What to do before one takes the place of another, with a blank before it; empty where it is the same in another registry. */
  static String testOther(ImageReference image, String instead) {
    ImageReference other = ImageReference.of(instead);
    return other == null || lastName(image).equals(lastName(other))
        ? ""
        : " Test it: other programs come with it.";
  }

  private static String lastName(ImageReference image) {
    String name = image.familiarName();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** The first of several, as text; more than a few help nobody. */
  private static String choice(List<String> several) {
    List<String> first = several.subList(0, Math.min(MOST, several.size()));
    int last = first.size() - 1;
    return last == 0
        ? first.get(0)
        : Joiner.on(", ").join(first.subList(0, last)) + " or " + first.get(last);
  }

  private String use() {
    Successor nearest = end.nearest();
    if (nearest == null) {
      return " Use a release that is supported.";
    }
    String until = nearest.until() == null ? "" : ", supported until " + nearest.until();
    boolean isOther = end.ofSystem() && nearest.tag() == null;
    String ofDistroless = UnversionedImages.ofNewer(image, nearest.release(), end.ofSystem());
    String name = ofDistroless != null
        ? ofDistroless
        : isOther
            ? "an image on " + end.release().substring(0, end.release().indexOf(' ') + 1)
                + nearest.release()
            : name(nearest);
    return " Use " + name + until + ".";
  }

  private String name(Successor successor) {
    String name = image.familiarName();
    if (successor.tag() != null) {
      return name + ":" + successor.tag();
    }
    return "release " + successor.release()
        + (name.startsWith(OLD_DOTNET)
            ? " of " + DOTNET + name.substring(OLD_DOTNET.length())
            : "");
  }

  /** What the fix is called that moves to a release. */
  String title(Successor successor) {
    String until = successor.until() == null ? "" : " (supported until " + successor.until() + ")";
    return "Use " + name(successor) + until;
  }

  /** What stands in the way of a step that changes more than faults, with a blank before it. */
  String test() {
    String data = end.ofSystem() ? "" : data();
    if (!data.isEmpty()) {
      return data;
    }
    if (end.ofSystem()
        && end.release().startsWith("Debian")
        && image.canonicalName().equals(POSTGRES)) {
      return " Reindex existing data: a newer C library may sort text differently.";
    }
    return newFeatures();
  }

  /** That more may change than faults, with a blank before it; empty where that isn't likely. */
  private String newFeatures() {
    Matcher from = NUMBER.matcher(end.release());
    Successor nearest = end.nearest();
    Matcher to = NUMBER.matcher(nearest == null ? "" : nearest.release());
    if (!from.find() || !to.find()) {
      return "";
    }
    boolean isMajor = !from.group(1).equals(to.group(1));
    boolean isFeature = DROP_FEATURES.contains(image.canonicalName());
    return isMajor
        ? " Test it: it is a new major release."
        : isFeature ? " Test it: it is a new feature release." : "";
  }

  /** Whether an image is that of a server that keeps data. */
  static boolean isOfDatabase(ImageReference image) {
    return image.canonicalName().equals(POSTGRES) || DATABASES.contains(image.canonicalName());
  }

  /** What becomes of the data of a database, with a blank before it; empty where there is none. */
  private String data() {
    if (!keepsData) {
      return "";
    }
    return image.canonicalName().equals(POSTGRES)
        ? " Dump existing data first and restore it afterwards: the new server doesn't start on the old files."
        : " Back up existing data first, and read how it is upgraded: the new server may not start on the old files.";
  }

  /** That what is made for the old release stands in the way, and what else does. */
  String change(String pinned) {
    if (end.ofSystem()) {
      return changeToo(pinned);
    }
    String data = data();
    return data.isEmpty() ? test() + changeToo(pinned) : changeToo(pinned) + data;
  }

  /** The same of a file of which nobody knows whether there is one for another release. */
  static String findFirst(String pinned) {
    return " Find first what takes the place of " + pinned + ": it is made for the old release.";
  }

  /** The same of an image of which it doesn't matter what else does. */
  static String changeToo(String pinned) {
    return " Change what is made for the old release, too, such as " + pinned + ".";
  }
}
