package dev.signalbox.gateway.access;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the caller of a request by its credential. Keys are looked up by their SHA-256, so that
 * nothing about a key can be learnt from how long a refusal takes.
 */
public final class Authenticator {
  private static final String BEARER = "bearer ";

  private final Map<String, Caller> byHash = new HashMap<>();

  /**
   * An authenticator for the given keys.
   *
   * @param callers key to caller; none means that everyone may call
   */
  public Authenticator(Map<String, Caller> callers) {
    callers.forEach((key, caller) -> byHash.put(hash(key), caller));
  }

  /** Whether callers need no key. */
  public boolean open() {
    return byHash.isEmpty();
  }

  /**
   * The caller of a request.
   *
   * @param keyParameter the {@code key} query parameter, when there is one
   * @throws ProblemException of kind {@code AUTHENTICATION}, the same for a missing and a wrong key
   */
  public Caller authenticate(MultiMap headers, Optional<String> keyParameter) {
    if (open()) {
      return Caller.ANYONE;
    }
    return credential(headers, keyParameter)
        .map(key -> byHash.get(hash(key)))
        .orElseThrow(Authenticator::refused);
  }

  static Optional<String> credential(MultiMap headers, Optional<String> keyParameter) {
    String authorization = headers.get(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(authorization.substring(BEARER.length()).trim());
    }
    return Optional.ofNullable(headers.get("x-api-key"))
        .or(() -> Optional.ofNullable(headers.get("x-goog-api-key")))
        .or(() -> Optional.ofNullable(headers.get("api-key")))
        .or(() -> keyParameter);
  }

  static ProblemException refused() {
    return Problem.of(
            ProblemKind.AUTHENTICATION,
            "a valid gateway key is needed, as `authorization: Bearer`, `x-api-key`,"
                + " `x-goog-api-key` or `?key=`")
        .withCode("invalid_api_key")
        .toException();
  }

  private static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
