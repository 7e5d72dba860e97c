package dev.signalbox.gateway.provider.auth;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of one grant: kept until shortly before they are over, fetched once for all who wait,
 * and fetched anew in the background before anybody has to. Shared by all event loops and guarded
 * by its own monitor, held for a few instructions.
 */
final class TokenSource {
  /** What a token is not used for at its end, as clocks and ways differ; at most half its life. */
  static final Duration SKEW = Duration.ofMinutes(1);

  /** What a token is used for at least, however short its life is said to be. */
  static final Duration LEAST_USE = Duration.ofSeconds(5);

  /** When the next one is fetched before this one is over; at most a fifth of its use. */
  static final Duration EARLY = Duration.ofMinutes(5);

  static final Duration OPEN = Duration.ofSeconds(15);
  static final int FAILURES_TO_OPEN = 3;

  /** A question that nobody answered is forgotten after this time, which the client undercuts. */
  private static final Duration LONGEST_PROBE = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(TokenSource.class);

  private final Grant grant;
  private final TokenClient client;
  private final TokenSources.Clocks clocks;
  private final CircuitBreaker breaker;
  private Optional<Held> held = Optional.empty();
  private Optional<Promise<Map<String, String>>> underWay = Optional.empty();
  private Optional<Unauthorized> lastFailure = Optional.empty();
  private long pausedUntilMillis = Long.MIN_VALUE;
  private volatile List<String> secrets = List.of();

  /**
   * A token in use.
   *
   * @param headers what goes out with it, ready to be given
   * @param earlyMillis when the next one is fetched
   * @param endMillis when it is not used any more
   */
  private record Held(
      String value, Future<Map<String, String>> headers, long earlyMillis, long endMillis) {}

  TokenSource(Grant grant, TokenClient client, TokenSources.Clocks clocks) {
    this.grant = grant;
    this.client = client;
    this.clocks = clocks;
    this.breaker =
        CircuitBreaker.of(
            grant.label(),
            CircuitBreakerConfig.custom()
                .slidingWindow(FAILURES_TO_OPEN, FAILURES_TO_OPEN, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100)
                .slowCallDurationThreshold(Duration.ofDays(1))
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(1)
                .maxWaitDurationInHalfOpenState(LONGEST_PROBE)
                .writableStackTraceEnabled(false)
                .clock(clocks.steady())
                .build());
  }

  /** The headers of the token, at once where there is one; fails with an {@link Unauthorized}. */
  Future<Map<String, String>> headers() {
    long now = clocks.steady().millis();
    Future<Map<String, String>> answer;
    boolean fetches;
    synchronized (this) {
      Optional<Held> usable = held.filter(token -> now < token.endMillis());
      boolean wanted = usable.isEmpty() || now >= usable.get().earlyMillis();
      fetches = wanted && underWay.isEmpty() && mayAsk(now);
      if (fetches) {
        underWay = Optional.of(Promise.promise());
      }
      answer =
          usable
              .map(Held::headers)
              .or(() -> underWay.map(Promise::future))
              .orElseGet(() -> Future.failedFuture(notNow(now)));
    }
    if (fetches) {
      fetch();
    }
    return answer;
  }

  /** After {@code pausedUntilMillis} the breaker is asked, which counts who is let pass. */
  private boolean mayAsk(long now) {
    return now >= pausedUntilMillis && breaker.tryAcquirePermission();
  }

  private Unauthorized notNow(long now) {
    return lastFailure
        .map(
            last ->
                last.why() == Unauthorized.Why.LIMITED
                    ? last.after(Math.max(1, (pausedUntilMillis - now + 999) / 1_000))
                    : last)
        .orElseGet(
            () ->
                new Unauthorized(
                    Unauthorized.Why.UNAVAILABLE, "the token server failed too often"));
  }

  private void fetch() {
    client
        .ask(grant, clocks.wall().instant())
        .onComplete(
            asked -> {
              if (asked.succeeded()) {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
                finish(came(asked.result()));
              } else {
                finish(failed((Unauthorized) asked.cause()));
              }
            });
  }

  private void finish(Future<Map<String, String>> result) {
    Optional<Promise<Map<String, String>>> waiting;
    synchronized (this) {
      waiting = underWay;
      underWay = Optional.empty();
    }
    waiting.ifPresent(promise -> result.onComplete(promise));
  }

  private synchronized Future<Map<String, String>> came(Token token) {
    long now = clocks.steady().millis();
    long life = token.life().toMillis();
    long use = Math.max(LEAST_USE.toMillis(), life - Math.min(SKEW.toMillis(), life / 2));
    long early = Math.min(EARLY.toMillis(), use / 5);
    Future<Map<String, String>> headers =
        Future.succeededFuture(
            Map.of(HeaderKey.BEARER.header(), HeaderKey.BEARER.prefix() + token.value()));
    secrets = Stream.concat(Stream.of(token.value()), secrets.stream()).limit(2).toList();
    held = Optional.of(new Held(token.value(), headers, now + use - early, now + use));
    lastFailure = Optional.empty();
    return headers;
  }

  private synchronized Future<Map<String, String>> failed(Unauthorized why) {
    log.warn("provider {} got no token: {}", grant.label(), why.clause());
    if (why.why() == Unauthorized.Why.REFUSED) { // the server works
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    } else {
      breaker.onError(0, TimeUnit.NANOSECONDS, why);
    }
    lastFailure = Optional.of(why);
    if (why.why() == Unauthorized.Why.LIMITED) {
      pausedUntilMillis = clocks.steady().millis() + why.retryAfterSeconds().orElse(1) * 1_000;
    }
    return Future.failedFuture(why);
  }

  /** Takes back a token that was refused; whether {@code headers} are of this source. */
  synchronized boolean refused(Map<String, String> headers) {
    String said = headers.getOrDefault(HeaderKey.BEARER.header(), "");
    boolean ours =
        secrets.stream().anyMatch(token -> said.equals(HeaderKey.BEARER.prefix() + token));
    if (held.filter(token -> said.endsWith(token.value())).isPresent()) {
      held = Optional.empty();
    }
    return ours;
  }

  /** The tokens that were given last. */
  List<String> secrets() {
    return secrets;
  }
}
