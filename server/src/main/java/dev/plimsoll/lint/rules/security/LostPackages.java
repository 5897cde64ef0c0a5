package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.VariableCommands;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.PartialText;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the distribution below a base image lets a RUN install only while the image is of the old release: packages that none
 * of its supported releases has, and pip on the Python of the distribution, which since PEP 668 refuses to install there.
 */
final class LostPackages {

  private static final CommandQuery APT = CommandQuery.of("apt-get", "apt").told("install");
  private static final CommandQuery APK = CommandQuery.of("apk").told("add");
  private static final CommandQuery PIP = CommandQuery.of("pip").told("install");

  private static final CommandQuery YUM = CommandQuery.of("yum").told("install");

  /** Packages of Python 2. */
  private static final Regex OF_PYTHON_2 = Regex.of(
      "libpython2\\.7(?:-.{1,40})?|py2?-pip"
          + "|python(?:2(?:\\.7)?)?(?:-(?:dev|minimal|pip|setuptools|software-properties|virtualenv))?");

  /** Of Debian since 12, and of Ubuntu since 24.04, it is only a name that two packages provide. */
  private static final String NETCAT = "netcat";

  /** Of Debian up to 11 and Ubuntu up to 20.04, whose newer versions have other names. */
  private static final String OLD_LIBRARIES =
      "libav(?:codec|format|device)5[3-8]|libavfilter[5-7]|libavutil5[1-6]|libswresample[1-3]|libswscale[2-5]"
          + "|libcurl3|libevent-2\\.(?:0-5|1-6)|libgconf2-4|libgdal2\\d|libgdbm[35]|libgeos-3\\.\\d\\.\\d|libidn11|libilmbase\\d\\d"
          + "|libjson-c[23]|liblttng-ust0|libmysqlclient(?:18|20)|libonig[24]|libopenblas-base|libopencv-[a-z\\d-]{1,30}(?:2\\.4|3\\.2|4\\.[0-5])(?:v5)?"
          + "|libopenexr2\\d|libperl5\\.(?:[12]\\d|3[0-2])|libprocps[3-8]|libproj(?:0|1\\d)|libprotobuf(?:9v5|1\\d|2[0-3])|libreadline[67]"
          + "|libsnappy1|libtbb2|libtiff[45]|liburcu[1-6]|libvpx[1-6]|libwebp[56]|libwx(?:base|gtk)3\\.0-.{1,20}|libx264-1[0-5]\\d|libx264-160"
          + "|libzmq(?:1|3|-dev)";

  /** Of Debian up to 11 and Ubuntu up to 20.04, with their versions in the names. */
  private static final String OF_OLD_DEBIAN =
      "(?:libapache2-mod-)?php(?:5|[57]\\.\\d)(?:-.{1,40})?|mysql-(?:client|server)(?:-core)?-5\\.\\d"
          + "|libssl1\\.[01](?:\\.\\d)?(?:-dev)?|libicu[4-6]\\d|libpng12-(?:0|dev)|mongodb(?:-server|-clients)?"
          + "|(?:lib)?python3\\.[2-9](?:-.{1,40})?|(?:lib)?ruby(?:1\\.[89](?:\\.1)?|2\\.\\d)(?:-dev)?"
          + "|libboost.{0,30}1\\.(?:[3-6]\\d|7[01])(?:\\.\\d)?(?:-dev)?"
          + "|bsdtar|dh-systemd|gcj-jdk|gstreamer0\\.10-.{1,40}|lib32(?:gcc1|ncurses5|tinfo5)|libldap-2\\.4-2|libav-tools|libdc1394-22-dev|libjasper(?:1|-dev)"
          + "|" + OLD_LIBRARIES
          + "|libqt4-.{1,40}|qt4-.{1,40}|libqtgui4|qt5-default"
          + "|python-(?!is-|dev-is-|certbot(?!-(?:apache|nginx)))[a-z\\d.+-]{1,60}(?<!-doc|-data|-common|-localedata|-whl|-examples|-tools)";

  /** Of Debian 12 and Ubuntu 22.04, and no more of Debian 13 and Ubuntu 24.04. */
  private static final String GONE_SINCE =
      "libgl1-mesa-glx|libegl1-mesa|libgconf-2-4|libgconf2-dev|gconf2|gconf-service|libcurl3-nss|libcurl4-nss-dev"
          + "|lib(?:ncursesw?|tinfo)5|python3-distutils|libwebkit2gtk-4\\.0-(?:37|dev)";

  private static final String CLANG =
      "(?:lib)?(?:clang|llvm|lldb|lld)-(?:(?:format|tidy|tools)-)?(?:3\\.\\d|[4-6]\\.0|[7-9]|";

  private static final String POSTGRES =
      "postgresql(?:-client|-contrib|-server-dev)?-(?:8\\.4|9\\.\\d|";

  /** Packages that newer releases don't have, most for the version in their names. */
  private static final ImmutableMap<BaseFamily, Regex> OF_OLD_RELEASE = ImmutableMap.of(
      BaseFamily.DEBIAN,
      Regex.of(OF_OLD_DEBIAN + "|" + CLANG + "1[0-2])(?:-dev)?|" + POSTGRES + "1[0-4])"
          + "|libffi[67]|openjdk-(?:[6789]|11)-.{1,40}|(?:gcc|g\\+\\+|gfortran|libstdc\\+\\+)-(?:[4-9](?:\\.\\d)?|10)(?:-dev|-multilib)?"
          + "|golang-1\\.(?:\\d|1[0-8])(?:-.{1,20})?"
          + "|cython|enchant|gnupg-curl|ia32-libs|pandoc-citeproc|phantomjs|pylint3|qemu|realpath|sqlite|uwsgi-plugin-python|vim-nox-py2|zlibc"
          + "|mysql-(?:client|server)|libmysqlclient-dev|libjpeg8(?:-dev)?|chromium-browser"
          + "|ttf-(?:dejavu|freefont|liberation)|libenchant(?:1c2a|-dev)|unixodbc-bin"),
      BaseFamily.UBUNTU,
      Regex.of(OF_OLD_DEBIAN + "|" + CLANG + "1[0-3])(?:-dev)?|" + POSTGRES + "1[0-5])"
          + "|openjdk-[679]-.{1,40}|(?:gcc|g\\+\\+|gfortran|libstdc\\+\\+)-[4-8](?:\\.\\d)?(?:-dev|-multilib)?"
          + "|" + GONE_SINCE + "|libasound2|libappindicator1|lsb-core"),
      BaseFamily.ALPINE,
      Regex.of(
          "php(?:[57]|80|81)(?:-.{1,40})?|nodejs-npm|wkhtmltopdf|python2(?:-dev)?|py2-pip|openjdk7(?:-.{1,40})?"
              + "|(?:llvm|clang)(?:[3-9]|1[0-4])(?:-.{1,40})?"));

  private static final Regex GONE_WITH_DEBIAN_12 = Regex.of(
      GONE_SINCE
          + "|libc-client(?:2007e)?-dev|libc-client2007e|libldap-2\\.5-0|software-properties-common|libgdk-pixbuf2\\.0-0|libpcre3(?:-dev)?|libatlas-base-dev|libatlas3-base|wkhtmltopdf"
          + "|openjdk-17-.{1,40}|(?:lib)?python3\\.11(?:-.{1,40})?|(?:libapache2-mod-)?php8\\.2(?:-.{1,40})?|(?:lib)?ruby3\\.1(?:-dev)?|postgresql(?:-client)?-15|golang-1\\.19(?:-.{1,20})?"
          + "|libboost.{0,30}1\\.(?:74|81)(?:\\.\\d)?(?:-dev)?|libgdal32|libhdf5-103(?:-1)?|libicu72|libmagick(?:core|wand)-6\\.q16-(?:6|dev)|libperl5\\.36|libpoppler126"
          + "|libav(?:codec|format|device)59|libavfilter8|libavutil57|libswresample4|libswscale6|libunistring2|libvpx7|libx265-199|libzip4");

  /** Of Amazon Linux 1 and 2. */
  private static final Regex OF_OLD_AMAZON = Regex.of(
      "(?:php[57]\\d|httpd24|mod24_\\w{1,20}|mysql5\\d|python(?:2[67]|3[4-9])|java-1\\.[678]\\.0-openjdk)(?:-.{1,40})?");

  /** What Amazon Linux 2023 has instead can't be there at the same time. */
  private static final String CURL = "curl";

  private static final CommandQuery EXTRAS = CommandQuery.of("amazon-linux-extras");

  /** What brings packages from elsewhere, which may have any name. */
  static final Trait ADDS_REPOSITORY =
      Trait.containing("sources.list").or(Trait.containing("add-apt-repository"));

  /** The packages that bring pip for the distribution's Python; apt takes python3-pip for the last. */
  private static final ImmutableSet<String> SYSTEM_PIP =
      ImmutableSet.of("python3-pip", "py3-pip", "pip");

  /** Images whose own pip is found before that of the distribution. */
  private static final ImmutableSet<String> OF_PYTHON = ImmutableSet.of("pypy", "python");

  /** It brings pip as a package would. */
  private static final Trait ENSURES_PIP = Trait.containing("ensurepip");

  private static final CommandQuery ADDUSER = CommandQuery.of("adduser", "addgroup");

  /** Packages that bring it. */
  private static final Regex WITH_ADDUSER = Regex.of(
      "adduser|apache2|cron|dbus|openssh-(?:client|server)|(?:mariadb|mysql|postgresql|redis|nginx)(?:-.{1,40})?");

  private static final String VARIABLE = "PIP_BREAK_SYSTEM_PACKAGES";

  private LostPackages() {}

  /**
   * The first of it in the stages on an image, as the file has it; null where there is none.
   *
   * @param isOnDebian13 whether the release to move to is
   */
  static @Nullable String first(SemanticModel model, NamedBase base, boolean isOnDebian13) {
    for (Stage stage : base.allStages(model)) {
      String found = first(model, base, stage, isOnDebian13);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String first(
      SemanticModel model, NamedBase base, Stage stage, boolean isOnDebian13) {
    if (base.image().canonicalName().equals("amazonlinux")) {
      return ofAmazon(model, stage);
    }
    BaseFamily family = model.family(stage);
    Predicate<String> isLost = name -> isLost(name, model, stage, family)
        || isOnDebian13
            && family == BaseFamily.DEBIAN
            && GONE_WITH_DEBIAN_12.matcher(name).matches()
            && !model.has(ADDS_REPOSITORY, stage);
    CommandQuery query = family == BaseFamily.ALPINE ? APK : APT;
    String lost = firstInstalled(model, query, stage, isLost);
    if (lost != null) {
      return lost;
    }
    if (isOnDebian13 && lacksAdduser(model, base, stage)) {
      return "adduser, which debian:13 lacks";
    }
    boolean hasOwnPython = OF_PYTHON.contains(base.image().canonicalName());
    RunCommand pip = hasOwnPython ? null : systemPip(model, stage);
    return pip == null || !hasSystemPip(model, stage)
        ? null
        : pip.invocation().nameWord().raw()
            + " install, which needs a virtual environment or --break-system-packages there";
  }

  private static boolean hasSystemPip(SemanticModel model, Stage stage) {
    return isAnyInstalled(model, stage, SYSTEM_PIP::contains)
        || model.family(stage) == BaseFamily.ALPINE && model.has(ENSURES_PIP, stage);
  }

  private static boolean lacksAdduser(SemanticModel model, NamedBase base, Stage stage) {
    return base.image()
            .canonicalName()
            .equals("debian") // of others it isn't known what they install
        && !model.commands(ADDUSER, stage).isEmpty()
        && !isAnyInstalled(model, stage, name -> WITH_ADDUSER.matcher(name).matches());
  }

  private static @Nullable String ofAmazon(SemanticModel model, Stage stage) {
    if (!model.commands(EXTRAS, stage).isEmpty()) {
      return "amazon-linux-extras";
    }
    String lost =
        firstInstalled(model, YUM, stage, name -> OF_OLD_AMAZON.matcher(name).matches());
    return lost == null && firstInstalled(model, YUM, stage, CURL::equals) != null
        ? "yum install curl, which can't stand beside curl-minimal there"
        : lost;
  }

  private static boolean isLost(String name, SemanticModel model, Stage stage, BaseFamily family) {
    Regex ofOldRelease = OF_OLD_RELEASE.get(family);
    return OF_PYTHON_2.matcher(name).matches() && family != BaseFamily.RHEL
        || name.equals(NETCAT) && family.hasApt()
        || ofOldRelease != null
            && ofOldRelease.matcher(name).matches()
            && !model.has(ADDS_REPOSITORY, stage);
  }

  private static boolean isAnyInstalled(
      SemanticModel model, Stage target, Predicate<String> isSought) {
    for (Stage stage = target; stage != null; stage = stage.parent()) {
      for (CommandQuery query : new CommandQuery[] {APT, APK}) {
        if (firstInstalled(model, query, stage, isSought) != null) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether apt or apk installs a package in a stage, or in one that it stands on. */
  static boolean isInstalled(SemanticModel model, Stage target, String name) {
    return isAnyInstalled(model, target, name::equals);
  }

  /** The first package that commands of a stage install, by a variable or not, and that is one of some. */
  private static @Nullable String firstInstalled(
      SemanticModel model, CommandQuery query, Stage stage, Predicate<String> isSought) {
    ScriptPlaces places = null;
    RunScript script = null;
    for (RunCommand install : VariableCommands.andWritten(model, query, stage)) {
      for (ShellWord word : install.operands()) {
        if (word.raw().indexOf('$') < 0) {
          String name = word.literalPrefix();
          if (isSought.test(name)) {
            return name;
          }
          continue;
        }
        if (places == null || script != install.script()) {
          script = install.script();
          places = ScriptPlaces.of(model, script, Basis.DEFAULTS);
        }
        for (PartialText text : places.texts(install.invocation(), word)) {
          if (text.text() != null && isSought.test(text.text())) {
            return text.text();
          }
        }
      }
    }
    return null;
  }

  /** A pip that is found by its name, outside of a virtual environment as far as the file tells. */
  private static @Nullable RunCommand systemPip(SemanticModel model, Stage stage) {
    for (RunCommand pip : VariableCommands.andWritten(model, PIP, stage)) {
      String code = pip.script().script().code();
      boolean isElsewhere = pip.invocation().nameWord().raw().indexOf('/') >= 0
          || pip.hasAny("--break-system-packages", "--target", "--prefix", "--root")
          || code.contains("venv")
          || code.contains(VARIABLE)
          || code.contains("EXTERNALLY-MANAGED")
          || code.contains("activate")
          || model.isBound(pip.instruction(), VARIABLE)
          || model.isBound(pip.instruction(), "VIRTUAL_ENV");
      if (!isElsewhere) {
        return pip;
      }
    }
    return null;
  }
}
