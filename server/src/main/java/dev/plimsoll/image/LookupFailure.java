package dev.plimsoll.image;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a look-up has no answer. It names the registry and nothing else that was sent or received: no credentials, and no text
 * of the server's.
 *
 * @param reason what kind of failure it is
 * @param host the registry that was asked, {@code ghcr.io} or {@code localhost:5000}
 * @param retryAt from when on it makes sense to ask again; null where that isn't known
 */
public record LookupFailure(
    Reason reason, String host, @Nullable Instant retryAt) {

  /** The kinds of failure. */
  public enum Reason {
    /** The registry says that there is no such image, tag or repository; some say so of private ones too. */
    NOT_FOUND("%s has no such image, or it is private."),
    /** The registry wants a login, and there is none for it, or a wrong one. */
    UNAUTHORIZED(
        "%s shows no such image without a login. If you have one, sign in with \"docker login\" and let"
            + " plimsoll.images.credentials use it."),
    /** The login isn't allowed to see it. */
    DENIED("%s doesn't allow this login to read the image."),
    /** It was asked too often. */
    RATE_LIMITED("%s was asked too often and answers later."),
    /** The registry has a fault of its own. */
    SERVER_ERROR("%s has a fault and can't answer now."),
    /** The time was over before the whole answer was there. */
    TIMEOUT("%s didn't answer in time."),
    /** The answer isn't what the protocol demands, or its contents don't have their digest. */
    MALFORMED("%s gave an answer that can't be used."),
    /** The answer is larger than any image's. */
    TOO_LARGE("%s gave an answer that is too large."),
    /** The registry points to a place that it is not safe to follow it to. */
    REDIRECT_REFUSED("%s points to another address that it is not safe to ask."),
    /** Its certificate isn't one that this machine trusts. */
    UNTRUSTED("%s shows a certificate that isn't trusted here."),
    /** There is no connection. */
    UNREACHABLE("%s can't be reached."),
    /** Its address is one that is never asked, such as the place where a cloud has its metadata. */
    NOT_ALLOWED("%s has an address that it is not safe to ask."),
    /** Nobody waits for the answer any more. */
    CANCELLED("The look-up at %s was cancelled.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  public LookupFailure(Reason reason, String host) {
    this(reason, host, null);
  }

  /** What to tell people, in a plain sentence. */
  public String sentence() {
    String name = host.isEmpty() ? "The registry" : host;
    return String.format(
        reason.sentence, host.equals(ImageReference.DOCKER_HUB) ? "Docker Hub" : name);
  }

  @Override
  public String toString() {
    return sentence();
  }
}
