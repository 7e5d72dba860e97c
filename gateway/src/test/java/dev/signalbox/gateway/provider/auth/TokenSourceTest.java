package dev.signalbox.gateway.provider.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.reach.HostResolver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How tokens are fetched, kept and given, at a server that does what it wants. */
final class TokenSourceTest {
  private static final long PATIENCE_MILLIS = 5_000;

  private final Vertx vertx = Vertx.vertx();
  private final TokenServer server = new TokenServer();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-26T08:00:00Z"));
  private final InstantSource wall = now::get;
  private final Clock steady = wall.withZone(ZoneOffset.UTC);

  @AfterEach
  void close() {
    server.close();
    vertx.close();
  }

  @Test
  void oneQuestionServesAHundredWhoWait() {
    TokenSource source = source();
    server.hold();

    List<Future<Map<String, String>>> waiting;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      waiting =
          IntStream.range(0, 100).mapToObj(_ -> threads.submit(source::headers)).toList().stream()
              .map(TokenSourceTest::join)
              .toList();
    }
    server.release();

    assertThat(waiting)
        .allSatisfy(
            each ->
                assertThat(await(each))
                    .isEqualTo(Map.of("authorization", "Bearer " + TokenServer.token(1))));
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aTokenIsGivenAtOnceUntilShortlyBeforeItIsOver() {
    TokenSource source = source();
    await(source.headers());

    forward(Duration.ofMinutes(53));
    Future<Map<String, String>> again = source.headers();

    assertThat(again.isComplete()).isTrue();
    assertThat(again.result()).isEqualTo(bearer(1));
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void theNextOneIsFetchedInTheBackgroundWhileTheOldOneStillHolds() {
    TokenSource source = source();
    await(source.headers());

    forward(Duration.ofMinutes(55));
    Future<Map<String, String>> old = source.headers();
    Map<String, String> next = eventually(source, 2);

    assertThat(old.isComplete()).isTrue();
    assertThat(old.result()).isEqualTo(bearer(1));
    assertThat(next).isEqualTo(bearer(2));
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void aTokenIsNotGivenInItsLastMinute() {
    TokenSource source = source();
    await(source.headers());

    forward(Duration.ofMinutes(59));

    assertThat(await(source.headers())).isEqualTo(bearer(2));
  }

  @ParameterizedTest
  @CsvSource({"0, 4999, 1", "0, 5001, 2", "10, 4999, 1", "10, 5001, 2", "100, 49999, 1"})
  void shortLivesAreUsedForHalfOfThemAndAtLeastForFiveSeconds(
      long life, long afterMillis, int expected) {
    server.lifeSeconds(life);
    TokenSource source = source();
    await(source.headers());

    forward(Duration.ofMillis(afterMillis));

    assertThat(await(source.headers())).isEqualTo(bearer(expected));
  }

  @Test
  void aRefusedTokenIsFetchedAnewOnceForAllWhoHadIt() {
    TokenSource source = source();
    Map<String, String> first = await(source.headers());

    boolean one = source.refused(first);
    Map<String, String> second = await(source.headers());
    boolean other = source.refused(first);

    assertThat(one && other).isTrue();
    assertThat(second).isEqualTo(bearer(2));
    assertThat(await(source.headers())).isEqualTo(bearer(2));
    assertThat(source.secrets()).containsExactly(TokenServer.token(2), TokenServer.token(1));
    assertThat(source.refused(Map.of("authorization", "Bearer of-somebody-else"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"invalid_client\",\"error_description\":\"canary\"} | REFUSED"
            + " | the token server refused with `invalid_client`",
        "401 | {\"error\":\"canary\"} | REFUSED | the token server refused with status 401",
        "404 | <p>canary | REFUSED | the token server refused with status 404",
        "400 | {\"error\":\"temporarily_unavailable\"} | UNAVAILABLE"
            + " | the token server is in trouble",
        "429 | canary | LIMITED | the token server takes no more requests now",
        "500 | canary | UNAVAILABLE | the token server answered with status 500",
        "302 | canary | NONSENSE"
            + " | the token server answered with a redirect, which is not followed",
        "200 | <html>canary | NONSENSE | the token server's answer is no token",
        "200 | {\"access_token\":\"\"} | NONSENSE | the token server's answer is no token",
        "200 | {\"access_token\":\"a\\r\\nx: canary\"} | NONSENSE"
            + " | the token server's answer is no token",
        "200 | {\"access_token\":\"a\",\"token_type\":\"mac\"} | NONSENSE"
            + " | the token server's answer is no token"
      })
  void saysWhatWentWrongWithoutTheServersWords(
      int status, String body, Unauthorized.Why why, String clause) {
    server.next(status, body);

    Unauthorized refused = failureOf(source().headers());

    assertThat(refused.why()).isEqualTo(why);
    assertThat(refused.clause()).isEqualTo(clause);
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    server.next(
        response -> {
          response.setChunked(true);
          for (int i = 0; i < 200; i++) {
            response.write("x".repeat(1_024));
          }
        });

    Unauthorized refused = failureOf(source().headers());

    assertThat(refused.why()).isEqualTo(Unauthorized.Why.NONSENSE);
    assertThat(refused.clause()).isEqualTo("the token server's answer is too large");
  }

  @Test
  void aServerThatIsSilentOrStopsInItsAnswerIsGivenUp() {
    server.next(_ -> {});
    server.next(response -> response.setChunked(true).write("{"));
    TokenSource source = sources(50).of(grant(server.url(), unchecked()));

    for (int i = 0; i < 2; i++) {
      Unauthorized refused = failureOf(source.headers());

      assertThat(refused.why()).isEqualTo(Unauthorized.Why.UNAVAILABLE);
      assertThat(refused.clause()).isEqualTo("the token server did not answer in time");
    }
  }

  @Test
  void whyAServerCannotBeReachedIsSaid() {
    server.next(HttpServerResponse::reset);
    TokenSource source = source();

    String leaving = failureOf(source.headers()).clause();
    server.close();
    String gone = failureOf(source.headers()).clause();

    assertThat(leaving).endsWith("not be reached: it closed the connection without an answer");
    assertThat(gone).isEqualTo("the token server could not be reached: it refused the connection");
  }

  @Test
  void aServerThatFailsIsLeftAloneForAWhile() {
    TokenSource source = source();
    for (int i = 0; i < Renewed.FAILURES_TO_OPEN; i++) {
      server.next(500, "");
      failureOf(source.headers());
    }

    Unauthorized open = failureOf(source.headers());
    int askedWhileOpen = server.asked().size();
    forward(Renewed.OPEN.plusMillis(1));

    assertThat(open.why()).isEqualTo(Unauthorized.Why.UNAVAILABLE);
    assertThat(askedWhileOpen).isEqualTo(Renewed.FAILURES_TO_OPEN);
    assertThat(await(source.headers())).isEqualTo(bearer(1));
  }

  @Test
  void aServerThatWantsToBeLeftAloneIsSo() {
    TokenSource source = source();
    server.next(response -> response.setStatusCode(429).putHeader("retry-after", "30").end());
    failureOf(source.headers());

    forward(Duration.ofSeconds(10));
    Unauthorized paused = failureOf(source.headers());
    forward(Duration.ofSeconds(20));

    assertThat(paused.retryAfterSeconds()).isEqualTo(OptionalLong.of(20));
    assertThat(await(source.headers())).isEqualTo(bearer(1));
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void whileTheNextOneCannotBeHadTheOldOneIsGivenOn() {
    TokenSource source = source();
    await(source.headers());
    forward(Duration.ofMinutes(56));
    server.next(500, "");

    Map<String, String> first = await(source.headers());
    Map<String, String> second = eventually(source, 2);

    assertThat(first).isEqualTo(bearer(1));
    assertThat(second).isEqualTo(bearer(2));
  }

  @Test
  void theSameGrantHasTheSameTokensAfterAChangeOfTheConfiguration() {
    TokenSources sources = sources();
    Authorizer before =
        sources.authorizer(grant(server.url(), unchecked()), "p#1", HeaderKey.BEARER);
    Authorizer after =
        sources.authorizer(grant(server.url(), unchecked()), "p#1", HeaderKey.BEARER);
    Authorizer other =
        sources.authorizer(grant(server.url() + "2", unchecked()), "p#1", HeaderKey.BEARER);

    assertThat(after).isEqualTo(before).isNotEqualTo(other);
  }

  @Test
  void keysThatCallersBringGoOutAsTheyAre() {
    Authorizer authorizer =
        sources().authorizer(grant(server.url(), unchecked()), "p#1", HeaderKey.in("api-key"));

    assertThat(await(authorizer.authorize(outgoing(new Credential("team@p", "own")))))
        .isEqualTo(Map.of("api-key", "own"));
    assertThat(await(authorizer.authorize(outgoing(new Credential("p#1", "secret")))))
        .isEqualTo(bearer(1));
  }

  @ParameterizedTest
  @DisplayName("X01 a token server that is inside")
  @ValueSource(
      strings = {
        "http://127.0.0.1/token",
        "http://127.1/token",
        "http://0x7f000001/token",
        "http://[::1]/token",
        "http://10.0.0.8/token",
        "http://169.254.169.254/token",
        "http://[::ffff:169.254.169.254]/token",
        "http://inner.example/token",
        "http://user@93.184.216.34/token"
      })
  void isNotAskedWhereNothingInsideMayBeCalled(String url) {
    Unauthorized refused = failureOf(sources().of(grant(url, Optional.of(false))).headers());

    assertThat(refused.why()).isEqualTo(Unauthorized.Why.UNAVAILABLE);
    assertThat(refused.clause()).startsWith("the token server's address is not called: ");
  }

  @ParameterizedTest
  @DisplayName("X01 metadata of clouds is never asked")
  @ValueSource(strings = {"http://169.254.169.254/token", "http://metadata.example/token"})
  void isNeverAskedAtTheMetadataOfClouds(String url) {
    Unauthorized refused = failureOf(sources().of(grant(url, Optional.of(true))).headers());

    assertThat(refused.clause()).startsWith("the token server's address is not called: ");
  }

  @Test
  @DisplayName("X01 a token server inside, where that is allowed")
  void isAskedInsideWhereThatIsAllowed() {
    assertThat(await(sources().of(grant(server.url(), Optional.of(true))).headers()))
        .isEqualTo(bearer(1));
  }

  private TokenSource source() {
    return sources().of(grant(server.url(), unchecked()));
  }

  private TokenSources sources() {
    return sources(PATIENCE_MILLIS);
  }

  private TokenSources sources(long patienceMillis) {
    HostResolver resolver =
        host ->
            Future.succeededFuture(
                List.of(
                    InetAddress.ofLiteral(
                        host.startsWith("metadata") ? "169.254.169.254" : "10.0.0.8")));
    return new TokenSources(
        new TokenClient(vertx, resolver, patienceMillis), new TokenSources.Clocks(wall, steady));
  }

  private static Grant grant(String url, Optional<Boolean> allowPrivate) {
    return new Grant(
        "p",
        URI.create(url),
        new Proof.Secret("id", "secret", false),
        Map.of(),
        new Grant.Way(allowPrivate, Optional.empty()));
  }

  private static Optional<Boolean> unchecked() {
    return Optional.empty();
  }

  private static Outgoing outgoing(Credential credential) {
    return new Outgoing(
        "GET", "h", "/", HttpHeaders.headers(), Optional.empty(), Optional.of(credential));
  }

  private void forward(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private static Map<String, String> bearer(int number) {
    return Map.of("authorization", "Bearer " + TokenServer.token(number));
  }

  /** The headers as soon as they are those of the token {@code number}. */
  private static Map<String, String> eventually(TokenSource source, int number) {
    return Eventually.get(
        "the headers", () -> await(source.headers()), seen -> seen.equals(bearer(number)));
  }

  private static <T> T join(java.util.concurrent.Future<T> future) {
    try {
      return Objects.requireNonNull(future.get(20, TimeUnit.SECONDS));
    } catch (java.util.concurrent.ExecutionException
        | java.util.concurrent.TimeoutException
        | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T await(Future<T> future) {
    return Objects.requireNonNull(
        future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join());
  }

  private static Unauthorized failureOf(Future<?> future) {
    try {
      await(future);
    } catch (CompletionException e) {
      if (e.getCause() instanceof Unauthorized unauthorized) {
        return unauthorized;
      }
      throw e;
    }
    throw new AssertionError("it did not fail");
  }
}
