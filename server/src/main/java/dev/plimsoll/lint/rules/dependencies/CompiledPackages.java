package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Stage;

/** Packages of Python that pip compiles with what the full variants of images bring. */
public final class CompiledPackages {

  /** Packages of PyPI without ready-made files for Linux: they are compiled, with what the full images bring. */
  private static final ImmutableSet<String> PACKAGES = ImmutableSet.of(
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

  private CompiledPackages() {}

  /** Whether pip compiles packages with what the full image brings, and nothing else is installed for it. */
  public static boolean areIn(Subject subject, Stage target) {
    UsedPrograms programs = UsedPrograms.of(subject.model(), target);
    boolean named = programs.pythonPackages().stream()
            .map(PythonRequirements::normal)
            .anyMatch(PACKAGES::contains)
        || InstalledProjects.of(subject, target).mayInstall(PACKAGES);
    return named
        && !programs.installed().contains("build-essential")
        && !programs.installed().contains("gcc");
  }
}
