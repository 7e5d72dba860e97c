package dev.signalbox.gateway.access;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the caller of a request by its credential: the keys of the configuration first, then the
 * stored ones. Keys are looked up by their keyed hash, so that nothing about a key can be learnt
 * from how long a refusal takes; an unknown one, one that was taken back and one that has ended are
 * refused alike.
 */
public final class Authenticator {
  private static final String BEARER = "bearer ";

  private final Map<String, Caller> byHash = new HashMap<>();
  private final Set<String> labels;
  private final KeyedHash hash;
  private final AccessState state;
  private final AccessRules rules;
  private final Sessions sessions;

  /**
   * An authenticator under one configuration.
   *
   * @param callers key to caller, of the configuration; one of a stored key with the same label
   *     does not count
   */
  public Authenticator(
      Map<String, Caller> callers, KeyedHash hash, AccessState state, AccessRules rules) {
    callers.forEach((key, caller) -> byHash.put(hash.of(key), caller));
    this.labels = callers.values().stream().map(Caller::label).collect(Collectors.toSet());
    this.hash = hash;
    this.state = state;
    this.rules = rules;
    this.sessions = new Sessions(state, hash, rules);
  }

  /** Whether callers need no key. */
  public boolean open() {
    return !rules.closed() && byHash.isEmpty() && !state.book().isClosed();
  }

  /** Whether a key of the configuration has this label. */
  public boolean isConfigured(String label) {
    return labels.contains(label);
  }

  /**
   * Who sends a request to a door: by a key, else by a session. Where the gateway is open, that is
   * anyone.
   *
   * @param keyParameter the {@code key} query parameter, when there is one
   * @throws ProblemException of kind {@code AUTHENTICATION}, the same for a missing and a wrong key
   */
  public Identity admit(MultiMap headers, Optional<String> keyParameter) {
    if (open()) {
      return new Identity(anyone(), Optional.empty(), false);
    }
    Optional<String> credential = credential(headers, keyParameter);
    if (credential.isPresent()) {
      Caller caller =
          credential
              .flatMap(this::find)
              .filter(found -> !found.isOfGateway())
              .orElseThrow(Authenticator::refused);
      return new Identity(caller, Optional.empty(), true);
    }
    return sessions
        .of(headers)
        .map(session -> new Identity(session.caller(), Optional.of(session), false))
        .orElseThrow(Authenticator::refused);
  }

  /**
   * The caller of a request to a door of a virtual gateway, which one stored key alone opens.
   *
   * @param label of that key
   * @throws ProblemException of kind {@code AUTHENTICATION}, the same for every other key
   */
  public Caller authenticate(MultiMap headers, Optional<String> keyParameter, String label) {
    return credential(headers, keyParameter)
        .flatMap(this::find)
        .filter(caller -> caller.isOfGateway() && caller.label().equals(label))
        .orElseThrow(Authenticator::refused);
  }

  /**
   * Who sends a request to a control path: by a key, else by a session.
   *
   * @param keyParameter the {@code key} query parameter, when there is one
   * @throws ProblemException of kind {@code AUTHENTICATION} where neither counts
   */
  public Identity identify(MultiMap headers, Optional<String> keyParameter) {
    return identify(headers, keyParameter, sessions::of);
  }

  /** The same for a request that goes on by itself, which is no use of its session. */
  public Identity recall(MultiMap headers, Optional<String> keyParameter) {
    return identify(headers, keyParameter, sessions::unused);
  }

  private Identity identify(
      MultiMap headers,
      Optional<String> keyParameter,
      Function<MultiMap, Optional<Session>> sessionOf) {
    Optional<String> credential = credential(headers, keyParameter);
    if (credential.isPresent() && !open()) {
      return new Identity(
          find(credential.get()).orElseThrow(Authenticator::refused), Optional.empty(), true);
    }
    Optional<Session> session = sessionOf.apply(headers);
    if (session.isPresent()) {
      return new Identity(session.get().caller(), session, false);
    }
    if (open()) {
      return new Identity(anyone(), Optional.empty(), false);
    }
    throw refused();
  }

  private Caller anyone() {
    return rules.anyone() == Role.ADMIN ? Caller.ANYONE : Caller.of("", rules.anyone());
  }

  private Optional<Caller> find(String key) {
    String hashed = hash.of(key);
    Caller configured = byHash.get(hashed);
    if (configured != null) {
      return Optional.of(configured);
    }
    return Optional.ofNullable(state.book().callers().get(hashed))
        .filter(known -> rules.clock().millis() < known.untilMillis())
        .map(AccessBook.Known::caller)
        .filter(caller -> !labels.contains(caller.label()));
  }

  /**
   * The credential of a request, wherever it stands.
   *
   * @param keyParameter the {@code key} query parameter, when there is one
   */
  public static Optional<String> credential(MultiMap headers, Optional<String> keyParameter) {
    String authorization = headers.get(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(authorization.substring(BEARER.length()).trim());
    }
    return Optional.ofNullable(headers.get("x-api-key"))
        .or(() -> Optional.ofNullable(headers.get("x-goog-api-key")))
        .or(() -> Optional.ofNullable(headers.get("api-key")))
        .or(() -> keyParameter);
  }

  /** The hashes of keys by their labels; of two keys with one label, that which lasts longer. */
  public Map<String, String> hashesByLabel() {
    Map<String, String> hashes = new HashMap<>();
    Map<String, Long> until = new HashMap<>();
    state
        .book()
        .callers()
        .forEach(
            (hash, known) -> {
              String label = known.caller().label();
              if (known.untilMillis() >= until.getOrDefault(label, Long.MIN_VALUE)) {
                until.put(label, known.untilMillis());
                hashes.put(label, hash);
              }
            });
    byHash.forEach((hash, caller) -> hashes.put(caller.label(), hash));
    return hashes;
  }

  private static ProblemException refused() {
    return Problem.of(
            ProblemKind.AUTHENTICATION,
            "a valid gateway key is needed, as `authorization: Bearer`, `x-api-key`,"
                + " `x-goog-api-key` or `?key=`")
        .withCode("invalid_api_key")
        .toException();
  }

  /** The sessions of people. */
  public Sessions sessions() {
    return sessions;
  }

  /** What the configuration says. */
  public AccessRules rules() {
    return rules;
  }
}
