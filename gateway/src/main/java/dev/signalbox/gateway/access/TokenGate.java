package dev.signalbox.gateway.access;

import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.MultiMap;
import java.util.Optional;

/** Lets in whoever brings one certain token, of which only a keyed hash is known. */
public final class TokenGate {
  /** Lets nobody in. */
  public static final TokenGate SHUT = new TokenGate(Optional.empty());

  private final Optional<Known> known;

  private record Known(KeyedHash hashing, String hash, Caller caller) {}

  private TokenGate(Optional<Known> known) {
    this.known = known;
  }

  /** A gate for whoever brings the token with {@code hash}: that is {@code caller}. */
  public static TokenGate of(KeyedHash hashing, String hash, Caller caller) {
    return new TokenGate(Optional.of(new Known(hashing, hash, caller)));
  }

  /**
   * The caller of a request.
   *
   * @param keyParameter the {@code key} query parameter, when there is one
   * @throws ProblemException of kind {@code AUTHENTICATION}, the same for a missing and a wrong
   *     token
   */
  public Caller authenticate(MultiMap headers, Optional<String> keyParameter) {
    return known
        .filter(
            only ->
                Authenticator.credential(headers, keyParameter)
                    .filter(token -> only.hashing().isHash(only.hash(), token))
                    .isPresent())
        .map(Known::caller)
        .orElseThrow(Authenticator::refused);
  }
}
