package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts of Debian 12, which {@code apt-cache show} and {@code apt-get --simulate install} tell, too. */
class InstalledPackagesTest {

  private static InstalledPackages in(String image) {
    return InstalledPackages.in(ImageReference.of(image));
  }

  private static List<String> words(@Nullable String text) {
    return Splitter.on(' ').omitEmptyStrings().splitToList(text == null ? "" : text);
  }

  @ParameterizedTest
  @CsvSource({
    "git, ca-certificates less openssh-client patch",
    "curl, ca-certificates",
    "wget, ca-certificates",
    "gcc, libc6-dev",
    "cmake, gcc make",
    "python3-pip, build-essential python3-dev",
    "devscripts, lintian",
    "nodejs, nodejs-doc",
    "cron, exim4-daemon-light",
    "git curl, ca-certificates less openssh-client",
  })
  void knowWhatIsRecommended(String packages, String recommended) {
    assertThat(in("debian:12").recommendedBy(words(packages)).chosen())
        .containsAll(words(recommended));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jq",
        "make",
        "locales",
        "unzip",
        "tini",
        "ca-certificates",
        "netcat-openbsd",
        "sudo",
        "bash",
        "tzdata",
        "apt-transport-https",
        "libssl-dev",
        "supervisor-of-nobody",
        "/tmp/chrome.deb",
        "apache2-",
        ""
      })
  void knowWhereNothingIs(String name) {
    assertThat(in("debian:12").recommendedBy(List.of(name)).all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "node:22, cmake",
    "node:22, git",
    "python:3.12, gcc wget",
    "buildpack-deps:bookworm-scm, git",
    "buildpack-deps:bookworm-curl, wget",
    "golang:1.24, gcc",
    "rust:1-slim, gcc",
    "php:8.4-apache, curl gcc",
    "hub.example.com/library/php:8.3-fpm, curl gcc",
    "quay.io/library/node:22, cmake",
    "mcr.microsoft.com/dotnet/sdk:8.0, wget",
  })
  void knowWhatAnImageHas(String image, String packages) {
    assertThat(in(image).recommendedBy(words(packages)).all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "node:22-slim, cmake",
    "hub.example.com/library/node:22-slim, cmake",
    "hub.example.com/team/library/node:22, cmake",
    "python:3.12-slim, gcc",
    "golang:1.24, cron",
    "rust:1-slim, git",
    "gcc:14, openjdk-17-jdk",
  })
  void knowWhatAnImageLacks(String image, String packages) {
    assertThat(in(image).recommendedBy(words(packages)).chosen()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true,  debian",
    "true,  ubuntu:24.04",
    "true,  python:3.12-slim-bookworm",
    "true,  public.ecr.aws/docker/library/node:22",
    "false, python@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "false, postgres:17",
    "false, registry.example.com/library/node:22",
    "false, cimg/base:2024.01",
    "false, nvidia/cuda:12.4.1-devel-ubuntu22.04",
  })
  void sayWhetherAnImageIsKnown(boolean known, String image) {
    ImageReference reference = ImageReference.of(image);
    assertThat(reference).isNotNull();
    assertThat(reference != null && InstalledPackages.areKnown(reference)).isEqualTo(known);
  }

  @Test
  void bringNothingThatIsInstalled() {
    InstalledPackages before = in("debian:12").with(List.of("ca-certificates", "openssh-client"));
    assertThat(before.recommendedBy(List.of("git")).chosen())
        .contains("less", "patch")
        .doesNotContain("ca-certificates", "openssh-client");
    assertThat(before.with(List.of("git")).recommendedBy(List.of("git")).all()).isEmpty();
    assertThat(before.withRecommended(List.of("git")).has("patch")).isTrue();
    assertThat(before.with(List.of("git")).has("patch")).isFalse();
  }

  @Test
  void areContentWithAnAlternative() {
    assertThat(in("debian:12").recommendedBy(List.of("cron")).chosen())
        .contains("exim4-daemon-light");
    assertThat(in("debian:12").recommendedBy(List.of("cron", "postfix")).all())
        .doesNotContain("exim4-daemon-light");
    assertThat(in("debian:12")
            .with(List.of("msmtp-mta"))
            .recommendedBy(List.of("cron"))
            .all())
        .isEmpty();
  }

  /** Ubuntu's cron only suggests a mail server. */
  @Test
  void bringNoMailServerToUbuntu() {
    assertThat(in("ubuntu:24.04").recommendedBy(List.of("cron")).all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "openjdk-11-jdk, openjdk-17-jdk",
    "php7.4-cli, php8.2-cli",
    "python-numpy, python3-numpy",
    "libcurl4t64, libcurl4",
    "libicu74, libicu72",
  })
  void takeAPackageOfAnotherReleaseForTheOneOfDebian12(String other, String own) {
    assertThat(InstalledPackages.isKnown(other)).isFalse();
    assertThat(in("debian:12").with(List.of(other)).has(own)).isTrue();
  }

  @Test
  void knowFurtherNames() {
    assertThat(in("debian:12").with(List.of("netcat")).has("netcat-traditional"))
        .isTrue();
    assertThat(InstalledPackages.isKnown("exiftool")).isTrue();
  }

  /** What {@code apt-get --simulate install cron} adds on a bare Debian 12, and the sum of {@code Installed-Size}. */
  @Test
  void weighWithWhatTheyDependOn() {
    InstalledPackages bare = in("debian:12");
    List<String> names = bare.lacks(bare.withRecommended(List.of("cron"))).asList();
    assertThat(names).contains("cron", "exim4-daemon-light", "libunbound8");
    assertThat(InstalledPackages.count(names)).isEqualTo(28);
    assertThat(InstalledPackages.bytes(names)).isBetween(10_000_000L, 30_000_000L);
    assertThat(InstalledPackages.bytes(List.of("less", "patch"))).isEqualTo((313 + 248) * 1024);
    assertThat(InstalledPackages.bytes(List.of("bash", "unknown"))).isZero();
  }

  /** Whoever asks for any package gets an answer: no number in the table leads astray. */
  @Test
  void knowEveryPackageOfTheTable() {
    InstalledPackages none = in("debian:12");
    for (int line = 0; line < PackageTable.size(); line++) {
      String name = PackageTable.name(line);
      assertThat(PackageTable.line(name)).isEqualTo(line);
      assertThat(PackageTable.isEverywhere(line) || none.with(List.of(name)).has(name))
          .isTrue();
    }
  }
}
