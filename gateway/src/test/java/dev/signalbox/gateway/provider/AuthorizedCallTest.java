package dev.signalbox.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.provider.auth.Authorizer;
import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.provider.auth.Outgoing;
import dev.signalbox.gateway.provider.auth.Unauthorized;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.model.Protocol;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How calls go out with what an authorizer makes, and what comes of it when it makes nothing. */
final class AuthorizedCallTest {
  private static final Credential KEY = new Credential("p#1", "the-secret");

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final Scripted authorizer = new Scripted();
  private final HttpServer server =
      await(vertx.createHttpServer().requestHandler(this::hear).listen(0, "127.0.0.1"));

  /** Takes only {@code t2}. */
  private void hear(HttpServerRequest request) {
    String token = String.valueOf(request.getHeader("x-token"));
    heard.add(token);
    request.response().setStatusCode(token.equals("t2") ? 200 : 401).end("{}");
  }

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void isToldWhatIsSentAndAddsItsHeaders() {
    authorizer.gives(Future.succeededFuture(token("t2")));

    UpstreamReply reply = await(call(5_000).reply());

    assertThat(reply).isInstanceOf(UpstreamReply.Answered.class);
    assertThat(heard).containsExactly("t2");
    Outgoing told = authorizer.told.getFirst();
    assertThat(told.method()).isEqualTo("POST");
    assertThat(told.authority()).isEqualTo("127.0.0.1:" + server.actualPort());
    assertThat(told.target()).isEqualTo("/v1/chat/completions?a=b");
    assertThat(told.headers().get("x-given")).isEqualTo("yes");
    assertThat(told.body()).contains(Buffer.buffer("{\"model\":\"m\"}"));
    assertThat(told.credential()).contains(KEY);
  }

  @Test
  void waitsForHeadersThatHaveToBeFetched() {
    Promise<Map<String, String>> fetched = Promise.promise();
    authorizer.gives(fetched.future());

    Future<UpstreamReply> reply = call(5_000).reply();
    boolean before = reply.isComplete() || !heard.isEmpty();
    fetched.complete(token("t2"));

    assertThat(before).isFalse();
    assertThat(await(reply)).isInstanceOf(UpstreamReply.Answered.class);
  }

  @Test
  void asksOnceMoreWhenWhatItWentOutWithIsRefused() {
    authorizer.gives(Future.succeededFuture(token("t1")));
    authorizer.gives(Future.succeededFuture(token("t2")));

    UpstreamReply reply = await(call(5_000).reply());

    assertThat(reply).isInstanceOf(UpstreamReply.Answered.class);
    assertThat(heard).containsExactly("t1", "t2");
    assertThat(authorizer.refused).containsExactly(token("t1"));
  }

  @Test
  void isRefusedWhenTheNextOneIsRefusedToo() {
    authorizer.gives(Future.succeededFuture(token("t1")));
    authorizer.gives(Future.succeededFuture(token("t0")));
    authorizer.gives(Future.succeededFuture(token("t2")));

    UpstreamReply reply = await(call(5_000).reply());

    assertThat(reply)
        .isInstanceOfSatisfying(
            UpstreamReply.Refused.class, refused -> assertThat(refused.status()).isEqualTo(401));
    assertThat(heard).containsExactly("t1", "t0");
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED, CREDENTIAL, upstream_auth",
    "LIMITED, RATE_LIMITED, upstream_token",
    "UNAVAILABLE, TRANSIENT, upstream_token",
    "NONSENSE, PROTOCOL, upstream_token"
  })
  void saysWhatItMeansThatNothingCouldBeMade(Unauthorized.Why why, FaultClass kind, String name) {
    authorizer.gives(
        Future.failedFuture(new Unauthorized(why, "the token went wrong", OptionalLong.of(7))));

    Fault fault = faultOf(await(call(5_000).reply()));

    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.name()).isEqualTo(name);
    assertThat(fault.phase()).isEqualTo(Phase.WAITING);
    assertThat(fault.problem().retryAfterSeconds())
        .isEqualTo(kind == FaultClass.RATE_LIMITED ? OptionalLong.of(7) : OptionalLong.empty());
    assertThat(heard).isEmpty();
  }

  @Test
  void doesNotWaitLongerThanTheRequestHasTime() {
    authorizer.gives(Promise.<Map<String, String>>promise().future());

    assertThat(faultOf(await(call(30).reply())).name()).isEqualTo("request_deadline");
  }

  @Test
  void doesNotWaitLongerThanTheProviderIsGiven() {
    authorizer.gives(Promise.<Map<String, String>>promise().future());

    Fault fault = faultOf(await(call(30, 60_000).reply()));

    assertThat(fault.name()).isEqualTo("upstream_token");
    assertThat(fault.kind()).isEqualTo(FaultClass.TRANSIENT);
  }

  @Test
  void sendsNothingAnyMoreOnceItIsCancelled() {
    Promise<Map<String, String>> fetched = Promise.promise();
    authorizer.gives(fetched.future());
    authorizer.gives(Future.succeededFuture(token("t2")));

    Upstream.Started started = call(5_000);
    await(onLoop(started.call()::cancel));
    fetched.complete(token("t1"));
    await(call(5_000).reply());

    assertThat(await(started.reply())).isInstanceOf(UpstreamReply.Unavailable.class);
    assertThat(heard).containsExactly("t2");
  }

  private Upstream.Started call(long leftMillis) {
    return call(60_000, leftMillis);
  }

  private Upstream.Started call(long firstByteMillis, long leftMillis) {
    UpstreamRequest request =
        new UpstreamRequest(
            HttpMethod.POST,
            Protocol.CHAT,
            new Operation.Generate("m", false),
            "a=b",
            Map.of("x-given", "yes"),
            new UpstreamRequest.Body.Bytes(Buffer.buffer("{\"model\":\"m\"}")),
            Optional.of(KEY));
    Promise<Upstream.Started> started = Promise.promise();
    loop.runOnContext(
        _ ->
            started.complete(
                upstream().call(request, new CallLimits(timeouts(firstByteMillis), leftMillis))));
    return await(started.future());
  }

  private Future<Boolean> onLoop(Runnable action) {
    Promise<Boolean> done = Promise.promise();
    loop.runOnContext(
        _ -> {
          action.run();
          done.complete(true);
        });
    return done.future();
  }

  private static UpstreamSpec.Timeouts timeouts(long firstByteMillis) {
    return new UpstreamSpec.Timeouts(
        Duration.ofSeconds(2),
        Duration.ofMillis(firstByteMillis),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60));
  }

  private Upstream upstream() {
    ProviderApi api = ProviderTypes.LOCAL.apis("", "").getFirst().authorizedBy(authorizer);
    UpstreamSpec spec =
        new UpstreamSpec(
            "p",
            "",
            List.of(api),
            Dialect.OPENAI,
            false,
            URI.create("http://127.0.0.1:" + server.actualPort()),
            List.of(KEY),
            List.of(),
            Map.of(),
            UpstreamSpec.Timeouts.STANDARD,
            UpstreamSpec.Transport.STANDARD,
            ExecutionSettings.STANDARD);
    return new Upstreams(
            new ProviderKeys(List.of(spec)),
            vertx,
            () -> System.nanoTime() / 1_000_000,
            new OpenConnections())
        .find("p")
        .orElseThrow();
  }

  private static Fault faultOf(UpstreamReply reply) {
    assertThat(reply).isInstanceOf(UpstreamReply.Unavailable.class);
    return ((UpstreamReply.Unavailable) reply).fault();
  }

  private static Map<String, String> token(String value) {
    return Map.of("x-token", value);
  }

  private static <T> T await(Future<T> future) {
    return Objects.requireNonNull(
        future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join());
  }

  /** Gives what it was told to give, in turn. */
  private static final class Scripted implements Authorizer {
    private final Deque<Future<Map<String, String>>> next = new ArrayDeque<>();
    private final List<Outgoing> told = new ArrayList<>();
    private final List<Map<String, String>> refused = new ArrayList<>();

    private void gives(Future<Map<String, String>> headers) {
      next.add(headers);
    }

    @Override
    public Future<Map<String, String>> authorize(Outgoing outgoing) {
      told.add(outgoing);
      return next.remove();
    }

    @Override
    public boolean refused(Map<String, String> headers) {
      refused.add(headers);
      return true;
    }
  }
}
