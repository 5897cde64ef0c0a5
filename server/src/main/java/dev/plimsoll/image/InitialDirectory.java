package dev.plimsoll.image;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The directory that an image begins in, where that is known: the last WORKDIR of its own Dockerfile. */
public final class InitialDirectory {

  private static final String ROOT = "/";

  /** Official images whose Dockerfiles have no WORKDIR. */
  private static final ImmutableSet<String> WITHOUT_WORKDIR = ImmutableSet.of(
      "almalinux",
      "alpine",
      "amazonlinux",
      "busybox",
      "centos",
      "debian",
      "fedora",
      "rockylinux",
      "ubuntu");

  /** Official images for programs whose Dockerfiles have none either. */
  private static final ImmutableSet<String> OF_PROGRAMS =
      ImmutableSet.of("eclipse-temurin", "nginx", "node", "postgres", "python", "ruby", "rust");

  /** Official images that begin elsewhere in all of their tags. */
  private static final ImmutableMap<String, String> WORKDIRS = ImmutableMap.ofEntries(
      Map.entry("caddy", "/srv"),
      Map.entry("composer", "/app"),
      Map.entry("elasticsearch", "/usr/share/elasticsearch"),
      Map.entry("ghost", "/var/lib/ghost"),
      Map.entry("golang", "/go"),
      Map.entry("gradle", "/home/gradle"),
      Map.entry("groovy", "/home/groovy"),
      Map.entry("httpd", "/usr/local/apache2"),
      Map.entry("kibana", "/usr/share/kibana"),
      Map.entry("logstash", "/usr/share/logstash"),
      Map.entry("nextcloud", "/var/www/html"),
      Map.entry("redis", "/data"),
      Map.entry("tomcat", "/usr/local/tomcat"),
      Map.entry("wordpress", "/var/www/html"));

  private InitialDirectory() {}

  /** The directory, from the root; null where it isn't known. */
  public static @Nullable String of(ImageReference image) {
    if (image.isScratch()) {
      return ROOT;
    }
    ImageTag tag = ImageTag.of(image.tagOrLatest());
    boolean isOrdinary = image.isOfficial()
        && !tag.words().contains("onbuild")
        && BaseFamily.of(image) != BaseFamily.WINDOWS;
    if (!isOrdinary) {
      return null;
    }
    String name = image.canonicalName();
    if (name.equals("php")) {
      boolean serves = tag.words().contains("fpm") || tag.words().contains("apache");
      return serves ? "/var/www/html" : null;
    }
    return WITHOUT_WORKDIR.contains(name) || OF_PROGRAMS.contains(name) ? ROOT : WORKDIRS.get(name);
  }

  /** Whether an image is a plain distribution, or nothing, and so begins at the root. */
  public static boolean isRoot(ImageReference image) {
    return image.isScratch()
        || (image.isOfficial() && WITHOUT_WORKDIR.contains(image.canonicalName()));
  }
}
