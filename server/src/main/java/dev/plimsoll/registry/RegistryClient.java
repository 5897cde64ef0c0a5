package dev.plimsoll.registry;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagList;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One registry, by version 2 of its API: what Docker and the Open Container Initiative call the distribution API. */
final class RegistryClient {

  static final int MAX_MANIFEST_BYTES = 4 << 20;
  static final int MAX_TAGS_BYTES = 16 << 20;

  /** Registries that allow less answer with less. */
  private static final int TAGS_A_PAGE = 1000;

  private static final String MANIFESTS = "application/vnd.oci.image.index.v1+json,"
      + " application/vnd.docker.distribution.manifest.list.v2+json,"
      + " application/vnd.oci.image.manifest.v1+json,"
      + " application/vnd.docker.distribution.manifest.v2+json";

  /** A link and its parameters. */
  private static final Pattern LINK = Pattern.compile("<([^<>]*)>([^<]*)");

  private static final Pattern NEXT =
      Pattern.compile(";\\s*rel\\s*=\\s*(\"next\"|next(?![^,;\\s]))", Pattern.CASE_INSENSITIVE);

  private final String name;
  private final URI base;
  private final Fetcher fetcher;
  private final Logins logins;

  /**
   * @param name the domain of the registry in image names
   * @param base where it is
   */
  RegistryClient(String name, URI base, Fetcher fetcher, Logins logins) {
    this.name = name;
    this.base = base;
    this.fetcher = fetcher;
    this.logins = logins;
  }

  /**
   * What stands under a tag or a digest.
   *
   * @param path the repository on this registry
   */
  Manifest manifest(String path, String reference, Deadline deadline)
      throws LookupException, InterruptedException {
    Request request = Request.get(uri(path, "/manifests/" + reference), MAX_MANIFEST_BYTES);
    Reply reply = ask(request.accepting(MANIFESTS), path, deadline);
    String digest = reference;
    if (Digests.isValid(reference)) {
      Digests.verify(reference, reply.body());
    } else {
      digest = Digests.of(reply.body());
      String said = reply.header("Docker-Content-Digest");
      if (said != null && Digests.isValid(said.strip())) {
        Digests.verify(said.strip(), reply.body());
      }
    }
    return Manifest.read(digest, Json.object(reply.text()));
  }

  /** The digest of what stands under a tag. Most registries tell it without sending that. */
  String digest(String path, String tag, Deadline deadline)
      throws LookupException, InterruptedException {
    Request request =
        Request.get(uri(path, "/manifests/" + tag), MAX_MANIFEST_BYTES).accepting(MANIFESTS);
    String said = ask(request.asHead(), path, deadline).header("Docker-Content-Digest");
    return said != null && Digests.isValid(said.strip())
        ? said.strip()
        : manifest(path, tag, deadline).digest();
  }

  /** The configuration of an image. */
  JsonObject config(String path, String digest, Deadline deadline)
      throws LookupException, InterruptedException {
    Reply reply =
        ask(Request.get(uri(path, "/blobs/" + digest), MAX_MANIFEST_BYTES), path, deadline);
    Digests.verify(digest, reply.body());
    return Json.object(reply.text());
  }

  /** Tags that begin with {@code prefix}, page by page until there are enough. */
  TagList tags(String path, String prefix, int atMost, Deadline deadline)
      throws LookupException, InterruptedException {
    FoundTags found = new FoundTags(prefix, atMost);
    Set<URI> seen = new HashSet<>();
    @Nullable URI next = uri(path, "/tags/list?n=" + TAGS_A_PAGE);
    while (next != null && !found.isFull()) {
      seen.add(next);
      Reply reply;
      TagsPage page;
      try {
        reply = ask(Request.get(next, MAX_TAGS_BYTES), path, deadline);
        page = TagsPage.read(reply.text());
      } catch (LookupException e) {
        if (seen.size() == 1) {
          throw e;
        }
        return found.list(false); // what came until now is an answer
      }
      for (String tag : page.names()) {
        found.add(page.tag(tag));
      }
      next = next(reply);
      if (next != null && seen.contains(next)) {
        return found.list(false);
      }
    }
    return found.list(next == null);
  }

  /** The next page, whose query is the registry's own business; it is one of this registry, whatever host it names. */
  private @Nullable URI next(Reply reply) {
    for (String links : reply.headers("Link")) {
      Matcher link = LINK.matcher(links);
      while (link.find()) {
        if (NEXT.matcher(link.group(2)).find()) {
          return onThisRegistry(reply.uri(), link.group(1).strip());
        }
      }
    }
    return null;
  }

  private @Nullable URI onThisRegistry(URI page, String link) {
    try {
      URI uri = page.resolve(link);
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return new URI(base + uri.getRawPath() + query);
    } catch (IllegalArgumentException | URISyntaxException e) {
      return null;
    }
  }

  private URI uri(String path, String rest) throws LookupException {
    try {
      return new URI(base + "/v2/" + path + rest);
    } catch (URISyntaxException e) {
      throw new LookupException(Reason.NOT_FOUND);
    }
  }

  private Reply ask(Request request, String path, Deadline deadline)
      throws LookupException, InterruptedException {
    Logins.Purpose purpose = new Logins.Purpose(name, "repository:" + path + ":pull");
    String login = logins.authorization(purpose);
    Reply reply = fetcher.fetch(request.as(login), deadline);
    if (reply.status() == Reply.UNAUTHORIZED && Addresses.isSameOrigin(reply.uri(), base)) {
      login = logins.authorization(purpose, reply, login, deadline);
      reply = fetcher.fetch(request.as(login), deadline);
    }
    return switch (reply.status()) {
      case Reply.OK -> reply;
      case Reply.UNAUTHORIZED -> throw new LookupException(Reason.UNAUTHORIZED);
      case 403, 451 -> throw new LookupException(Reason.DENIED);
      case 404, 410 -> throw new LookupException(Reason.NOT_FOUND);
      default -> throw new LookupException(Reason.MALFORMED);
    };
  }

  /** Tags that were wanted, of all that were read. */
  static final class FoundTags {
    /** Signatures and the like, which stand beside the images that they are of. */
    private static final Pattern OF_AN_IMAGE = Pattern.compile("sha256-[0-9a-f]{64}(\\..*)?");

    private final String prefix;
    private final int atMost;
    private final Set<String> names = new HashSet<>();
    private final ImmutableList.Builder<RepositoryTag> tags = ImmutableList.builder();
    private boolean more;

    FoundTags(String prefix, int atMost) {
      this.prefix = prefix;
      this.atMost = atMost;
    }

    void add(RepositoryTag tag) {
      if (!tag.name().startsWith(prefix)
          || names.contains(tag.name())
          || OF_AN_IMAGE.matcher(tag.name()).matches()) {
        return;
      }
      if (isFull()) {
        more = true;
        return;
      }
      names.add(tag.name());
      tags.add(tag);
    }

    boolean isFull() {
      return names.size() >= atMost;
    }

    /** @param whole whether all pages were read */
    TagList list(boolean whole) {
      return new TagList(tags.build(), whole && !more);
    }
  }
}
