package dev.plimsoll.lint.rules.cache;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A repository of Maven from which nothing is fetched without a login. */
final class RepositoryLogin {

  private static final Regex COMMENT = Regex.of("(?s)<!--.{0,2000}?-->");

  /** Where a project publishes what it builds: nothing is fetched from there. */
  private static final Regex PUBLISHED =
      Regex.of("(?s)<distributionManagement>.{0,4000}?</distributionManagement>");

  private static final Regex REPOSITORY = Regex.of(
      "(?s)<(?:pluginRepository|repository)>(.{0,2000}?)</(?:pluginRepository|repository)>");

  /** Hosts that always want one, though a package is public. */
  private static final Regex HOST = Regex.of(
      "<url>\\s{0,99}https?://((?:maven\\.pkg\\.github\\.com|[\\w.-]{1,200}\\.codeartifact\\.[\\w.-]{1,99}|pkgs\\.dev\\.azure\\.com)\\b)");

  private static final Regex ID = Regex.of("<id>\\s{0,99}([^<\\s]{1,200})\\s{0,99}</id>");

  private RepositoryLogin() {}

  /** Its host, or the name that the settings beside have a login for; null where none is known. */
  static @Nullable String wanted(Subject subject, PlacedInstall install) {
    if (!install.install().tool().equals("maven")) {
      return null;
    }
    String pom = text(subject, install, "pom.xml");
    String settings = text(subject, install, "settings.xml");
    Matcher repository = REPOSITORY.matcher(PUBLISHED.matcher(pom).replaceAll(""));
    while (repository.find()) {
      Matcher host = HOST.matcher(repository.group(1));
      if (host.find()) {
        return host.group(1);
      }
      Matcher id = ID.matcher(repository.group(1));
      if (id.find() && isServer(settings, id.group(1))) {
        return id.group(1);
      }
    }
    return null;
  }

  private static boolean isServer(String settings, String id) {
    int servers = settings.indexOf("<servers>");
    int end = settings.indexOf("</servers>");
    return servers >= 0
        && end > servers
        && settings.substring(servers, end).contains("<id>" + id + "</id>");
  }

  private static String text(Subject subject, PlacedInstall install, String name) {
    CopiedFile file = install.file(subject, name);
    return file == null ? "" : COMMENT.matcher(file.file().head()).replaceAll("");
  }
}
