package dev.plimsoll.registry;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What people decide about look-ups.
 *
 * @param insecureHosts registries that may have any certificate, or be asked without encryption, {@code registry.lan} or
 *     {@code registry.lan:5000}; those of this machine always may
 * @param logins whether to use the logins of Docker's {@code config.json}
 * @param credentialHelpers whether to run the programs that it names for logins
 * @param proxy the editor's proxy, {@code http://name:password@host:port}; null leaves it to the environment
 * @param environment the variables that are asked for {@code DOCKER_CONFIG}, {@code PATH}, proxies
 * @param home the folder of the user
 * @param dockerHub where Docker Hub is
 */
public record RegistryOptions(
    ImmutableSet<String> insecureHosts,
    boolean logins,
    boolean credentialHelpers,
    @Nullable String proxy,
    ImmutableMap<String, String> environment,
    Path home,
    DockerHubAddress dockerHub) {

  /**
   * Where Docker Hub is.
   *
   * @param registry its registry
   * @param web its web site, which tells sizes, ages and digests without counting a pull
   */
  public record DockerHubAddress(URI registry, URI web) {
    public static final DockerHubAddress OF_ALL = new DockerHubAddress(
        URI.create("https://registry-1.docker.io"), URI.create("https://hub.docker.com"));
  }

  /** Without logins, as the environment of this process says. */
  public static RegistryOptions ofThisProcess() {
    return new RegistryOptions(
        ImmutableSet.of(),
        false,
        false,
        null,
        ImmutableMap.copyOf(System.getenv()),
        Path.of(System.getProperty("user.home", "")),
        DockerHubAddress.OF_ALL);
  }

  public RegistryOptions withInsecureHosts(ImmutableSet<String> hosts) {
    return new RegistryOptions(
        hosts, logins, credentialHelpers, proxy, environment, home, dockerHub);
  }

  public RegistryOptions withLogins(boolean withLogins, boolean withHelpers) {
    return new RegistryOptions(
        insecureHosts, withLogins, withHelpers, proxy, environment, home, dockerHub);
  }

  public RegistryOptions withProxy(@Nullable String newProxy) {
    return new RegistryOptions(
        insecureHosts, logins, credentialHelpers, newProxy, environment, home, dockerHub);
  }

  RegistryOptions withEnvironment(ImmutableMap<String, String> variables) {
    return new RegistryOptions(
        insecureHosts, logins, credentialHelpers, proxy, variables, home, dockerHub);
  }

  RegistryOptions withDockerHub(DockerHubAddress address) {
    return new RegistryOptions(
        insecureHosts, logins, credentialHelpers, proxy, environment, home, address);
  }

  /** Not the proxy, which may hold a password, nor the environment. */
  @Override
  public String toString() {
    return "RegistryOptions[insecureHosts=" + insecureHosts + ", logins=" + logins
        + ", credentialHelpers=" + credentialHelpers + "]";
  }
}
