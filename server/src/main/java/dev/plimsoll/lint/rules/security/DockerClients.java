package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.InstalledProjects;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.text.Regex;
import java.util.Collections;
import java.util.Map;

/** Libraries by which a program talks to Docker, and so needs its socket, which belongs to root. */
final class DockerClients {

  private static final ImmutableSet<String> OF_NODE =
      ImmutableSet.of("docker-modem", "dockerode", "node-docker-api");

  private static final Regex OF_GRADLE = Regex.of(
      "(?m)^[ \\t]*(?:api|implementation|compile|runtimeOnly)\\b[ (]{1,9}[\"']com\\.github\\.docker-java:");

  /** In the settings of a program: where the socket is, or the network of what it starts. */
  private static final Regex OF_SPRING =
      Regex.of("(?m)^[^#\\n]{0,200}\\b(?:docker\\.sock|docker[.-]network)\\b");

  /** In manifests of other languages, as dependencies that aren't for tests only, and settings. */
  private static final ImmutableMap<String, Regex> MANIFESTS = ImmutableMap.of(
      "go.mod",
      Regex.of(
          "(?m)^[ \\t]*(?:(?:require\\s+)?github\\.com/(?:docker/docker|moby/moby(?:/client)?)\\s+v\\S+\\s*$"
              + "|(?:replace\\s+)?github\\.com/docker/docker\\s+=>)"),
      "Cargo.toml",
      Regex.of("(?m)^\\[dependencies][ \\t\\r]{0,9}\\n(?:(?!\\[)[^\\n]{0,300}\\n){0,150}?"
          + "(?:bollard|docker-api|shiplift)[ \\t]{0,9}=|^\\[dependencies\\.bollard]"),
      "pom.xml",
      Regex.of("<groupId>\\s{0,40}com\\.github\\.docker-java\\s{0,40}</groupId>"
          + "(?![^<]{0,99}(?:<(?!/dependency>)[^<]{1,300}){0,20}<scope>\\s{0,40}(?:test|import))"),
      "build.gradle",
      OF_GRADLE,
      "build.gradle.kts",
      OF_GRADLE,
      "src/main/resources/application.yml",
      OF_SPRING,
      "src/main/resources/application.yaml",
      OF_SPRING,
      "src/main/resources/application.properties",
      OF_SPRING);

  /** In lists of requirements, and among the dependencies of {@code pyproject.toml} and {@code Pipfile}. */
  private static final Regex OF_PYTHON =
      Regex.of("(?m)^(?:docker|aiodocker)(?:\\[\\w{1,20}])?[ \\t\\r]*(?:$|[<>!~;#]|==)"
          + "|^\\[(?:tool\\.poetry\\.dependencies|packages)][ \\t\\r]{0,9}\\n(?:(?!\\[)[^\\n]{0,300}\\n){0,150}?"
          + "(?:docker|aiodocker)[ \\t]{0,9}="
          + "|^dependencies[ \\t]{0,9}=[ \\t]{0,9}\\[(?:(?!])[^\\n]{0,300}\\n){0,150}?"
          + "[ \\t]{0,40}[\"'](?:docker|aiodocker)(?:\\[\\w{1,20}])?[ \\t]{0,9}[\"'<>!~=;]");

  private static final Regex OF_DOTNET =
      Regex.of("<PackageReference\\s{1,20}Include=\"Docker\\.DotNet\"");

  private DockerClients() {}

  static boolean areUsed(Subject subject, Stage target) {
    ContextFile manifest = subject.contextFile("package.json");
    Map<String, String> dependencies =
        manifest.isFile() ? JsonFile.of(manifest).texts("dependencies") : null;
    if (dependencies != null && !Collections.disjoint(dependencies.keySet(), OF_NODE)) {
      return true;
    }
    for (Map.Entry<String, Regex> one : MANIFESTS.entrySet()) {
      if (one.getValue().matcher(subject.contextFile(one.getKey()).beginning()).find()) {
        return true;
      }
    }
    return InstalledProjects.of(subject, target).say(OF_PYTHON)
        || new DotnetProjects(subject).say(OF_DOTNET);
  }
}
