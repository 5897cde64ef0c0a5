package dev.plimsoll.registry;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import dev.plimsoll.image.FoundRepository;
import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagList;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The web site of Docker Hub, which tells in one request, without counting a pull, what the registry tells in a dozen that
 * count: sizes on all platforms, ages, digests.
 */
final class DockerHub {

  private static final int MAX_BYTES = 4 << 20;
  private static final int TAGS_A_PAGE = 100;
  private static final int FOUND = 25;

  /** The web site finds what is anywhere in a name, so that what begins so may be far behind. */
  private static final int MAX_PAGES = 5;

  private final URI web;
  private final Fetcher fetcher;

  /** @param web where the web site is */
  DockerHub(URI web, Fetcher fetcher) {
    this.web = web;
    this.fetcher = fetcher;
  }

  /**
   * What an image weighs on all its platforms.
   *
   * @param path the repository, {@code library/node}
   */
  Repository.Weights weigh(String path, String tag, Deadline deadline)
      throws LookupException, InterruptedException {
    JsonObject json = ask(repository(path) + "/tags/" + tag, deadline);
    RepositoryTag known = tag(json);
    if (known.platforms().isEmpty()) {
      throw new LookupException(Reason.NOT_FOUND);
    }
    ImmutableList.Builder<String> unweighed = ImmutableList.builder();
    for (JsonObject image : Json.objects(json, "images")) {
      String platform = Platforms.name(image);
      if (platform != null && size(image) == 0) {
        unweighed.add(platform);
      }
    }
    return new Repository.Weights(known.digest(), known.platforms(), unweighed.build());
  }

  /** Tags that begin with {@code prefix}, the last pushed first. */
  TagList tags(String path, String prefix, int atMost, Deadline deadline)
      throws LookupException, InterruptedException {
    RegistryClient.FoundTags found = new RegistryClient.FoundTags(prefix, atMost);
    String query = "/tags?page_size=" + TAGS_A_PAGE + "&ordering=last_updated"
        + (prefix.isEmpty() ? "" : "&name=" + encoded(prefix));
    for (int page = 1; page <= MAX_PAGES && !found.isFull(); page++) {
      JsonObject answer;
      try {
        answer = ask(repository(path) + query + "&page=" + page, deadline);
        for (JsonObject tag : results(answer)) {
          if (TagsPage.isTag(Json.textOrEmpty(tag, "name"))) {
            found.add(tag(tag));
          }
        }
      } catch (LookupException e) {
        if (page == 1) {
          throw e;
        }
        return found.list(false);
      }
      if (Json.textOrEmpty(answer, "next").isEmpty() || results(answer).isEmpty()) {
        return found.list(true);
      }
    }
    return found.list(false);
  }

  /** Repositories that the search finds. */
  ImmutableList<FoundRepository> repositories(String words, Deadline deadline)
      throws LookupException, InterruptedException {
    JsonObject answer =
        ask("/v2/search/repositories/?page_size=" + FOUND + "&query=" + encoded(words), deadline);
    ImmutableList.Builder<FoundRepository> found = ImmutableList.builder();
    for (JsonObject result : results(answer)) {
      String name = Json.textOrEmpty(result, "repo_name");
      if (!name.isEmpty()) {
        found.add(new FoundRepository(
            name.startsWith("library/") ? name.substring("library/".length()) : name,
            Json.textOrEmpty(result, "short_description"),
            Json.number(result, "star_count", 0),
            Json.isTrue(result, "is_official")));
      }
    }
    return found.build();
  }

  private static ImmutableList<JsonObject> results(JsonObject answer) throws LookupException {
    if (!answer.has("results")) {
      throw new LookupException(Reason.MALFORMED);
    }
    return Json.objects(answer, "results");
  }

  private static String repository(String path) throws LookupException {
    List<String> names = Splitter.on('/').splitToList(path);
    if (names.size() != 2) {
      throw new LookupException(Reason.NOT_FOUND); // it has no deeper ones
    }
    return "/v2/namespaces/" + names.get(0) + "/repositories/" + names.get(1);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonObject ask(String place, Deadline deadline)
      throws LookupException, InterruptedException {
    URI uri;
    try {
      uri = new URI(web + place);
    } catch (URISyntaxException e) {
      throw new LookupException(Reason.NOT_FOUND);
    }
    Reply reply =
        fetcher.fetch(Request.get(uri, MAX_BYTES).accepting("application/json"), deadline);
    return switch (reply.status()) {
      case Reply.OK -> Json.object(reply.text());
      case Reply.UNAUTHORIZED, 403, 404 -> throw new LookupException(Reason.NOT_FOUND);
      default -> throw new LookupException(Reason.MALFORMED);
    };
  }

  private static RepositoryTag tag(JsonObject json) throws LookupException {
    Instant pushed = Json.instant(json, "tag_last_pushed");
    pushed = pushed == null ? Json.instant(json, "last_updated") : pushed;
    List<PlatformFacts> platforms = new ArrayList<>();
    int count = 0;
    for (JsonObject image : Json.objects(json, "images")) {
      String platform = Platforms.name(image);
      count += platform == null ? 0 : 1;
      if (platform != null && size(image) > 0) {
        platforms.add(image(platform, image, pushed));
      }
    }
    ImmutableList<PlatformFacts> known = Platforms.inOrder(platforms);
    String digest = digest(json);
    return new RepositoryTag(
        Json.textOrEmpty(json, "name"),
        known.isEmpty() ? RepositoryTag.UNKNOWN_BYTES : known.get(0).compressedBytes(),
        known,
        digest == null && known.size() == 1 && count == 1 ? known.get(0).digest() : digest,
        pushed);
  }

  private static long size(JsonObject image) throws LookupException {
    return Json.number(image, "size", 0);
  }

  private static PlatformFacts image(String platform, JsonObject image, @Nullable Instant tagPushed)
      throws LookupException {
    Instant pushed = Json.instant(image, "last_pushed");
    String version = Json.textOrEmpty(image, "os_version");
    return new PlatformFacts(
        platform,
        size(image),
        PlatformFacts.UNKNOWN_LAYERS,
        digest(image),
        null,
        ImageConfig.day(pushed == null ? tagPushed : pushed),
        version.isEmpty() ? null : version,
        null);
  }

  private static @Nullable String digest(JsonObject json) throws LookupException {
    String digest = Json.textOrEmpty(json, "digest");
    return Digests.isValid(digest) ? digest : null;
  }
}
