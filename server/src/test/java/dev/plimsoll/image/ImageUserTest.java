package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.image.ImageUser.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageUserTest {

  @ParameterizedTest
  @CsvSource(textBlock = """
          # image                                 | kind     | user  | uid  | gid | USER …
          memcached                               | NON_ROOT | memcache | 11211 | 11211 | memcache
          haproxy:lts-alpine                      | NON_ROOT | haproxy | 99 | 99 | haproxy
          node:20-slim                            | SHIPS_USER | node | 1000 | 1000 | node
          php:8.3-fpm                             | SHIPS_USER | www-data | 33 | 33 | www-data
          php:8.3-fpm-alpine3.19                  | SHIPS_USER | www-data | 82 | 82 | www-data
          ubuntu:24.04                            | SHIPS_USER | ubuntu | 1000 | 1000 | ubuntu
          postgres:16-alpine                      | DROPS_PRIVILEGES | postgres | 70 | 70 | postgres
          redis                                   | DROPS_PRIVILEGES | redis | 999 | 999 | redis
          mcr.microsoft.com/dotnet/aspnet:8.0     | SHIPS_USER | app | 1654 | 1654 | $APP_UID
          mcr.microsoft.com/dotnet/runtime:8.0-jammy-chiseled | NON_ROOT | app | 1654 | 1654 | $APP_UID
          gcr.io/distroless/static:nonroot        | NON_ROOT | nonroot | 65532 | 65532 | nonroot
          gcr.io/distroless/static:debug-nonroot  | NON_ROOT | nonroot | 65532 | 65532 | nonroot
          gcr.io/distroless/static                | SHIPS_USER | nonroot | 65532 | 65532 | nonroot
          cgr.dev/chainguard/python               | NON_ROOT | nonroot | 65532 | 65532 | nonroot
          ubuntu:22.04                            | NONE | '' | -1 | -1 | ''
          python:3.12                             | NONE | '' | -1 | -1 | ''
          scratch                                 | NONE | '' | -1 | -1 | ''
          mcr.microsoft.com/dotnet/aspnet:6.0     | NONE | '' | -1 | -1 | ''
          grafana/grafana:12.1                    | NON_ROOT | grafana | 472 | -1 | grafana
          amazon/dynamodb-local                   | NON_ROOT | dynamodblocal | 1000 | -1 | dynamodblocal
          docker.elastic.co/elasticsearch/elasticsearch:9.5.1 | NON_ROOT | elasticsearch | 1000 | 0 | elasticsearch
          confluentinc/cp-kafka:7.6.1             | NON_ROOT | appuser | 1000 | -1 | appuser
          keycloak/keycloak:26.0                  | NON_ROOT | keycloak | 1000 | 0 | keycloak
          bitnami/redis:7                         | NON_ROOT | '' | 1001 | -1 | 1001
          bitnami/minideb:bookworm                | NONE | '' | -1 | -1 | ''
          rasa/rasa:3.6.2                         | NON_ROOT | '' | 1001 | -1 | 1001
          postgis/postgis:17-3.5                  | DROPS_PRIVILEGES | postgres | -1 | -1 | postgres
          ghcr.io/umami-software/umami:3          | NON_ROOT | nextjs | 1001 | -1 | nextjs
          frappe/erpnext:v15                      | NON_ROOT | frappe | 1000 | 1000 | frappe
          gitea/gitea:1.25                        | DROPS_PRIVILEGES | git | -1 | -1 | git
          openjdk:17                              | NONE | '' | -1 | -1 | ''
          arm64v8/node:22                         | SHIPS_USER | node | 1000 | 1000 | node
          public.ecr.aws/docker/library/ubuntu:24.04 | SHIPS_USER | ubuntu | 1000 | 1000 | ubuntu
          arm64v8/other                           | UNKNOWN | '' | -1 | -1 | ''
          grafana/other                           | UNKNOWN | '' | -1 | -1 | ''
          acme/app:1.0                            | UNKNOWN | '' | -1 | -1 | ''
          """, delimiter = '|')
  void followsFromNameAndTag(
      String image, ImageUser.Kind kind, String name, int uid, int gid, String instruction) {
    ImageUser user = ImageUser.of(ImageReference.of(image));
    assertThat(user).isEqualTo(new ImageUser(kind, name, uid, gid, instruction, false));
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, true",
    "httpd, true",
    "php:8.3-apache, true",
    "php:8.3-cli, false",
    "wordpress:fpm, false"
  })
  void knowsWhichServersNeedRootForTheirPort(String image, boolean lowPort) {
    assertThat(ImageUser.of(ImageReference.of(image)).lowPort()).isEqualTo(lowPort);
  }

  @Test
  void everyLineOfTheTableCanBeRead() throws IOException {
    try (InputStream in = UserTable.class.getResourceAsStream("users.txt")) {
      assertThat(in).isNotNull();
      List<String> images = new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .toList();
      ImageUser none = new ImageUser(Kind.UNKNOWN, "", -1, -1, "", false);
      assertThat(images).hasSizeGreaterThan(100);
      assertThat(images).noneMatch(image -> UserTable.of(image, none).kind() == Kind.UNKNOWN);
      assertThat(images).doesNotHaveDuplicates();
    }
  }

  /** Of an image whose name tells nothing; an entrypoint of its own may change to somebody. */
  @ParameterizedTest
  @CsvSource({
    "'', '', NONE, ''",
    "root, '', NONE, ''",
    "0:0, '', NONE, ''",
    "root:wheel, '', NONE, ''",
    "'', /entry, UNKNOWN, ''",
    "app, '', NON_ROOT, app",
    "1000:1000, /entry, NON_ROOT, 1000:1000",
  })
  void theConfigurationTellsWhatNoNameDoes(
      String user, String entrypoint, ImageUser.Kind kind, String instruction) {
    ImageReference image = Objects.requireNonNull(ImageReference.of("x/app:1"));
    ImageDetails details = new SampleDetails()
        .entrypoint(entrypoint.isEmpty() ? List.of() : List.of(entrypoint))
        .build();
    PlatformFacts read = new PlatformFacts(ImageFacts.AMD64, 5, 1, null, user, null, null, details);
    ImageUser found = ImageUser.of(image, read);
    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.instruction()).isEqualTo(instruction);
    assertThat(ImageUser.of(image, null).kind()).isEqualTo(ImageUser.Kind.UNKNOWN);
    ImageReference node = Objects.requireNonNull(ImageReference.of("node:22"));
    assertThat(ImageUser.of(node, read)).isEqualTo(ImageUser.of(node));
  }
}
