package dev.plimsoll.context;

import com.google.common.collect.ImmutableList;

/** Projects of Java and its relatives, as Maven and Gradle build them. */
public final class JavaProjects {

  /** How the file is called that tells how one is built. */
  public static final ImmutableList<String> MANIFESTS =
      ImmutableList.of("pom.xml", "build.gradle", "build.gradle.kts");

  private JavaProjects() {}
}
