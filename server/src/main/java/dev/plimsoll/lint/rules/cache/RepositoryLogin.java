package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.Xml;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A repository of Maven from which nothing is fetched without a login. */
final class RepositoryLogin {

  /** Where a project publishes what it builds: nothing is fetched from there. */
  private static final String PUBLISHED = "distributionManagement";

  private static final ImmutableList<String> REPOSITORIES =
      ImmutableList.of("repository", "pluginRepository");

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
    String pom = Xml.without(PUBLISHED, text(subject, install, "pom.xml"));
    Set<String> servers = servers(text(subject, install, "settings.xml"));
    for (String kind : REPOSITORIES) {
      for (String repository : Xml.in(kind, pom)) {
        Matcher host = HOST.matcher(repository);
        Matcher id = ID.matcher(repository);
        if (host.find()) {
          return host.group(1);
        }
        if (id.find() && servers.contains(id.group(1))) {
          return id.group(1);
        }
      }
    }
    return null;
  }

  private static Set<String> servers(String settings) {
    Set<String> ids = new HashSet<>();
    for (String servers : Xml.in("servers", settings)) {
      Matcher id = ID.matcher(servers);
      while (id.find()) {
        ids.add(id.group(1));
      }
    }
    return ids;
  }

  private static String text(Subject subject, PlacedInstall install, String name) {
    CopiedFile file = install.file(subject, name);
    return file == null ? "" : Xml.withoutComments(file.file().head());
  }
}
