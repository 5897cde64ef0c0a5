package dev.plimsoll.lint;

/** Another checker of Dockerfiles, under whose names people know our rules. */
public enum Tool {
  HADOLINT("hadolint"),
  /** The checks of {@code docker build --check}, whose names are in camel case. */
  BUILDKIT("BuildKit"),
  TRIVY("Trivy"),
  CHECKOV("Checkov"),
  DOCKLE("Dockle"),
  DROAST("droast"),
  SONAR("Sonar"),
  SHELLCHECK("ShellCheck");

  private final String displayName;

  Tool(String displayName) {
    this.displayName = displayName;
  }

  /** As the tool writes its own name. */
  public String displayName() {
    return displayName;
  }
}
