package dev.plimsoll.lint.rules.security;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names in a file that carry the release of a base image, so that they are wrong on another one: packages such as {@code
 * postgresql-14-postgis-3}, paths, addresses, variables.
 */
final class NamedRelease {

  private static final Trait MAY_NAME =
      Trait.of(Run.class, Transfer.class, Env.class, Arg.class, Cmd.class, Entrypoint.class);

  /** One of them is in each name of a distribution; to look for them takes a fraction of the time. */
  private static final ImmutableList<String> IN_EACH = ImmutableList.of(
      ".el",
      "php5",
      "nodesource",
      "wheezy",
      "jessie",
      "stretch",
      "buster",
      "bullseye",
      "trusty",
      "xenial",
      "bionic",
      "focal");

  /** Asked of an instruction once: not at each key, and not for each release. */
  private static final Derivation<Boolean> DISTRIBUTION = NamedRelease::namesDistribution;

  private static final Trait NAMES_DISTRIBUTION =
      Trait.of(Instruction.class, instruction -> instruction.derived(DISTRIBUTION));

  private static final String OF_DOTNET = "net|netcoreapp|aspnetcore|dotnet";

  /** What an image is called in the names of packages, where that is something else. */
  private static final ImmutableMap<String, String> NAMES = ImmutableMap.<String, String>builder()
      .put("amazoncorretto", "openjdk|jdk|jre|corretto")
      .put("aspnet", OF_DOTNET)
      .put("eclipse-temurin", "openjdk|jdk|jre|temurin")
      .put("golang", "golang|go")
      .put("mongo", "mongo(?:db)?")
      .put("postgres", "postgres(?:ql)?|pg|postgis")
      .put("runtime", OF_DOTNET)
      .put("runtime-deps", OF_DOTNET)
      .put("sdk", OF_DOTNET)
      .buildOrThrow();

  private static final String OF_RPM = "centos|rhel|el|epel-release-latest|remi-release";

  private static final ImmutableSet<String> RPM =
      ImmutableSet.of("almalinux", "amazonlinux", "centos", "oraclelinux", "rockylinux");

  /** Of distributions whose releases have ended. Where such a name has no other part, only sources of packages are meant by it. */
  private static final Regex CODENAME = Regex.of(
      "(?<![a-z])(?<!cache[-_])(?:wheezy|jessie|stretch|buster|bullseye|trusty|xenial|bionic|focal)(?![a-z])");

  private static final ImmutableSet<String> OF_UBUNTU =
      ImmutableSet.of("trusty", "xenial", "bionic", "focal");

  /** Of Debian 8 and Ubuntu 14.04. */
  private static final Regex OF_PHP_5 = Regex.of("(?:/etc/php5(?=/)|\\bphp5(?:en|dis)mod\\b)");

  private static final Regex OF_RED_HAT = Regex.of("\\.el[5-9](?![a-z0-9])");

  /** Packages of NodeSource for Node up to 15, which were made for the releases of their time alone. */
  private static final Regex OF_OLD_NODE = Regex.of(
      "\\bnodesource\\.[\\w.-]{1,60}/(?:node|setup)_(?:[04-9]|1[0-5])\\.(?:\\d{1,2}|x)\\b");

  /** Of Alpine's packages, at whatever mirror. */
  private static final Regex OF_ALPINE = Regex.of("\\balpine/v(\\d\\.\\d{1,3})(?!\\d)");

  private static final Trait NAMES_ALPINE = Trait.containing("alpine/v");

  private static final Regex RELEASE = Regex.of("(?:.*/)?([\\w-]{1,99}) (\\d[\\d.]{0,20})(?: .*)?");

  /** Comments, which image or stage files come from, and for which release, and so for newer ones, something is compiled. */
  private static final Regex BESIDE =
      Regex.of("(?m)^[ \\t]{0,99}#.{0,999}$|from=[^\\s,]{1,200}|--target[= ][^\\s]{1,200}");

  private static final Regex COMMENT = Regex.of("#[^\\n]{0,9999}");

  private static final String APART = " \t\r\n\"'`;|&()<>[],\\";

  private NamedRelease() {}

  /**
   * The first of them, as the file has it; null where there is none.
   *
   * @param next the release that takes the place of the one that has ended
   */
  static @Nullable String first(SemanticModel model, NamedBase base, NextRelease next) {
    String ended = next.ended().release();
    boolean ofSystem = next.ended().ofSystem();
    Form form = Form.of(base.image(), ended);
    Trait named = form == null ? Trait.NONE : form.trait();
    ImmutableSet<Stage> own = ImmutableSet.copyOf(base.allStages(model));
    boolean isInAny = !ofSystem && !model.having(named).isEmpty();
    for (Stage stage :
        isInAny ? model.stages() : own) { // another distribution is none of its business
      boolean isOnBase = own.contains(stage);
      Trait any = isOnBase ? named.or(NAMES_DISTRIBUTION) : named;
      for (Instruction instruction : model.having(any, stage)) {
        String text = plain(instruction);
        String found = form == null ? null : form.in(text);
        if (found == null && isOnBase) {
          found = next.unlessOnSameSystem(ofDistribution(text, model.family(stage)));
        }
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** The first name of a release of a distribution that has ended, in what stands on an image; null where there is none. */
  static @Nullable String ofDistribution(SemanticModel model, NamedBase base) {
    for (Stage stage : base.allStages(model)) {
      for (Instruction instruction : model.having(NAMES_DISTRIBUTION, stage)) {
        String found = ofDistribution(plain(instruction), model.family(stage));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /**
   * The first repository of a release of Alpine, where another release of an image that stands on Alpine is of a newer one;
   * null where there is none.
   */
  static @Nullable String ofAlpine(SemanticModel model, NamedBase base, NextRelease next) {
    String system = next.system();
    for (Stage stage : base.allStages(model)) {
      if (model.family(stage) == BaseFamily.ALPINE) {
        for (Instruction instruction : model.having(NAMES_ALPINE, stage)) {
          String text = plain(instruction);
          Matcher repository = OF_ALPINE.matcher(text);
          if (repository.find() && !("Alpine " + repository.group(1)).equals(system)) {
            return token(text, repository);
          }
        }
      }
    }
    return null;
  }

  /** Without comments and what else isn't for the release itself. */
  static String plain(Instruction instruction) {
    return BESIDE.matcher(instruction.text()).replaceAll("");
  }

  /**
   * How a release is named.
   *
   * @param number with its dot
   * @param expression what matches the name of an image or a system before the number
   */
  private record Form(String number, String expression) {

    /** Null where there is no number. */
    static @Nullable Form of(ImageReference image, String ended) {
      Matcher release = RELEASE.matcher(ended);
      if (!release.matches()) {
        return null;
      }
      String name = Ascii.toLowerCase(release.group(1));
      String names = NAMES.getOrDefault(
          name, RPM.contains(name) ? Pattern.quote(name) + "|" + OF_RPM : Pattern.quote(name));
      String number = release.group(2);
      String numbers = Pattern.quote(number)
          + (number.indexOf('.') < 0 ? "" : "|" + Pattern.quote(number.replace(".", "")));
      // The paths of Python's image move with its tag.
      String before = image.canonicalName().equals("python") ? "(?<![a-z/])" : "(?<![a-z])";
      String expression = "(?i)" + before + "(?:" + names + ")(?:-[a-z][a-z0-9]{0,20}){0,3}"
          + "(?:[/_-]?v?|_(?:major|version|ver)(?:_version)?[= ][\"']?)(?:" + numbers
          + ")(?!\\d|\\.\\d\\d)";
      return new Form(number, expression);
    }

    /** Instructions that name it: each is asked once, not at each key. */
    Trait trait() {
      return Trait.of(Instruction.class, number + "\n" + expression, Form::isIn);
    }

    private static boolean isIn(Instruction instruction, String key) {
      int end = key.indexOf('\n');
      String number = key.substring(0, end);
      String text = instruction.text();
      boolean maybe = text.contains(number) || text.contains(number.replace(".", ""));
      return maybe
          && MAY_NAME.isOf(instruction)
          && new Form(number, key.substring(end + 1)).in(plain(instruction)) != null;
    }

    @Nullable String in(String text) {
      Matcher found = Pattern.compile(expression).matcher(text);
      return found.find() ? token(text, found) : null;
    }
  }

  private static boolean namesDistribution(Instruction instruction) {
    for (String word : IN_EACH) {
      if (instruction.text().contains(word)) {
        return MAY_NAME.isOf(instruction)
            && ofDistribution(plain(instruction), BaseFamily.UNKNOWN) != null;
      }
    }
    return false;
  }

  /** The name of a release in a text that lists where packages come from, its comments aside; null where there is none. */
  static @Nullable String ofSources(String list, BaseFamily family) {
    Matcher codename = CODENAME.matcher(COMMENT.matcher(list).replaceAll(""));
    while (codename.find()) {
      if (mayBeOf(family, codename.group())) {
        return codename.group();
      }
    }
    return null;
  }

  /** Whether a release may be one of the distribution of an image, rather than of another one whose packages it borrows. */
  static boolean mayBeOf(BaseFamily family, String codename) {
    return switch (family) {
      case DEBIAN -> !OF_UBUNTU.contains(codename);
      case UBUNTU -> OF_UBUNTU.contains(codename);
      default -> true;
    };
  }

  private static @Nullable String ofDistribution(String text, BaseFamily family) {
    Matcher codename = CODENAME.matcher(text);
    while (codename.find()) {
      String token = token(text, codename);
      boolean isNamed = !token.equals(codename.group()) || text.contains("sources.list");
      if (isNamed && mayBeOf(family, codename.group())) {
        return token;
      }
    }
    for (Regex form : ImmutableList.of(OF_RED_HAT, OF_PHP_5, OF_OLD_NODE)) {
      Matcher name = form.matcher(text);
      if (name.find()) {
        return token(text, name);
      }
    }
    return null;
  }

  /** The word of which something is a part. */
  static String token(String text, Matcher found) {
    int start = found.start();
    while (start > 0 && APART.indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    return text.substring(start, end(text, found));
  }

  /** Where that ends. */
  static int end(String text, Matcher found) {
    int end = found.end();
    while (end < text.length() && APART.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
