package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import java.time.Duration;

/**
 * Where images are looked up that aren't known yet: their registries. Each call waits for the answer, at most for the time
 * that it is given, and never throws. An interrupt of the calling thread ends it at once with {@code CANCELLED} and leaves the
 * thread interrupted. Any number of threads may call; equal questions at the same time make one request.
 *
 * <p>Nothing is remembered but logins and which registry wants to be left alone, so ask only for what isn't in a cache. What
 * has been asked for by a digest never changes.
 */
public interface ImageSource {

  /**
   * What an image weighs on each platform that it has, and what to pin it to. Docker Hub, Docker Official Images included,
   * answers with one request that doesn't count as a pull; of a registry it takes the index and one manifest for each platform.
   * At least one platform is weighed; those whose manifest didn't come in time, or would cost a pull, are
   * {@link ImageFacts#unweighed}. The user is null and there are no details, except in an image for one platform, where they
   * came with the size.
   *
   * @param reference by its digest, else by its tag
   */
  Answer<ImageFacts> sizes(ImageReference reference, Duration limit);

  /**
   * All that is known of an image on one platform, with {@link PlatformFacts#details}. At Docker Hub this counts as one or two
   * pulls of the user's, so ask for it only where somebody wants to see it.
   *
   * @param platform as in {@link PlatformFacts#platform}; a failure {@code NOT_FOUND} where the image doesn't have it
   */
  Answer<PlatformFacts> details(ImageReference reference, String platform, Duration limit);

  /**
   * The tags of a repository that begin with {@code prefix}. Of long lists it reads page by page, until there are enough; what
   * has been read when the time is over is an answer too, an incomplete one.
   *
   * @param repository whose tag and digest don't matter
   * @param atMost how many tags are enough
   */
  Answer<TagList> tags(ImageReference repository, String prefix, int atMost, Duration limit);

  /** What to pin the tag of an image to. It costs little and is no pull: ask it to learn whether a tag has moved. */
  Answer<String> digest(ImageReference reference, Duration limit);

  /** Repositories of Docker Hub that people find by these words, the likeliest first. */
  Answer<ImmutableList<FoundRepository>> repositories(String words, Duration limit);
}
