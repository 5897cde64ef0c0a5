package dev.plimsoll.lint.rules.dependencies;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Stage;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Packages of Python that are compiled, or that load libraries, with what the full variants of images bring. */
public final class CompiledPackages {

  /** Packages of PyPI without ready-made files for Linux: they are compiled, with what the full images bring. */
  private static final ImmutableSet<String> PACKAGES = ImmutableSet.of(
      "annoy",
      "bjoern",
      "dbus-python",
      "deepspeed",
      "dlib",
      "evdev",
      "face-recognition",
      "fasttext",
      "fuse-python",
      "gdal",
      "gssapi",
      "hnswlib",
      "insightface",
      "kerberos",
      "krb5",
      "llama-cpp-python",
      "llfuse",
      "m2crypto",
      "mariadb",
      "mpi4py",
      "mysqlclient",
      "mod-wsgi",
      "netfilterqueue",
      "netifaces",
      "pesq",
      "psycopg-c",
      "psycopg2",
      "pyaudio",
      "pybluez",
      "pycairo",
      "pycrypto",
      "pycuda",
      "pycups",
      "pyfuse3",
      "pygobject",
      "pygraphviz",
      "pygresql",
      "pyicu",
      "pykerberos",
      "pylibmc",
      "pyminizip",
      "pyscard",
      "pysqlcipher3",
      "pysqlite3",
      "python-ldap",
      "rpi-gpio",
      "rpy2",
      "smbus",
      "spidev",
      "systemd-python",
      "turbodbc",
      "uwsgi",
      "webrtcvad");

  /** Packages that load libraries of buildpack-deps when they run, with the package of Debian that brings each. */
  private static final ImmutableMap<String, String> LIBRARIES =
      ImmutableMap.<String, String>builder()
          .put("cairocffi", "libcairo2")
          .put("cairosvg", "libcairo2")
          .put("opencv-contrib-python", "libglib2.0-0")
          .put("opencv-python", "libglib2.0-0")
          .put("python-magic", "libmagic1")
          .put("rdkit", "libxrender1")
          .put("rdkit-pypi", "libxrender1")
          .put("wand", "libmagickwand-dev")
          .put("weasyprint", "libpango-1.0-0")
          .buildOrThrow();

  /** Packages of npm that are compiled where they are installed. */
  private static final ImmutableSet<String> OF_NODE = ImmutableSet.of(
      "deasync",
      "ffi-napi",
      "gl",
      "grpc",
      "heapdump",
      "iconv",
      "libpq",
      "microtime",
      "node-expat",
      "node-pty",
      "node-rdkafka",
      "node-sass",
      "nodegit",
      "pg-native",
      "ref-napi",
      "robotjs",
      "zookeeper");

  /** The interface to PostgreSQL that has its library with it only where that is asked for: {@code psycopg[binary]}. */
  private static final String PSYCOPG = "psycopg";

  private CompiledPackages() {}

  /** Whether packages are compiled, or load libraries, with what the full image brings, and nothing else is installed for it. */
  public static boolean areIn(Subject subject, Stage target) {
    UsedPrograms programs = UsedPrograms.of(subject.model(), target);
    InstalledProjects projects = InstalledProjects.of(subject, target);
    Set<String> names = new HashSet<>(projects.names());
    programs.pythonPackages().forEach(name -> names.add(PythonRequirements.normal(name)));
    ImmutableSet<String> installed = programs.installed();
    boolean compiles = !installed.contains("build-essential") && !installed.contains("gcc");
    return compiles
            && (!Collections.disjoint(names, PACKAGES)
                || !Collections.disjoint(projects.packagesOfNode(), OF_NODE))
        || LIBRARIES.entrySet().stream()
            .anyMatch(
                one -> names.contains(one.getKey()) && !isInstalled(installed, one.getValue()))
        || names.contains(PSYCOPG)
            && !names.contains("psycopg-binary")
            && !projects.namesExtra(PSYCOPG, "binary")
            && !isInstalled(installed, "libpq");
  }

  /** Whether a library is installed, under this name or as what one needs to compile with it. */
  private static boolean isInstalled(ImmutableSet<String> installed, String library) {
    int digits = CharMatcher.inRange('0', '9').indexIn(library);
    String name = digits < 0 ? library : library.substring(0, digits);
    return installed.stream().anyMatch(one -> one.startsWith(name));
  }
}
