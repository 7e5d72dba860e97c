package dev.signalbox.gateway.provider.auth;

import dev.signalbox.gateway.reach.AddressRefused;
import dev.signalbox.gateway.reach.HostResolver;
import dev.signalbox.gateway.reach.WebAddress;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks token servers. They are few and asked seldom, so that each time has a connection of its own;
 * redirects are not followed, as the secret would go along. Safe for use by several threads.
 */
final class TokenClient {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int TLS_HANDSHAKE_SECONDS = 5;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_CONNECTIONS = 8;
  private static final int MAX_WAITING = 256;
  static final int MAX_BYTES = 64 * 1024;

  /** Longest wait that a server can ask for. */
  private static final long MAX_RETRY_AFTER_SECONDS = 3_600;

  private final Vertx vertx;
  private final HostResolver resolver;
  private final HttpClient client;
  private final long answerMillis;

  /**
   * A client.
   *
   * @param answerMillis how long the whole of an answer may take
   */
  TokenClient(Vertx vertx, HostResolver resolver, long answerMillis) {
    this.vertx = vertx;
    this.resolver = resolver;
    this.answerMillis = answerMillis;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setSslHandshakeTimeout(TLS_HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setMaxRedirects(0)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setDecompressionSupported(false)
                .setKeepAlive(false),
            new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
  }

  /** Asks for a token; fails with an {@link Unauthorized}. */
  Future<Token> ask(Grant grant, Instant now) {
    Asking asking = new Asking();
    long timer = vertx.setTimer(answerMillis, _ -> asking.late());
    Context loop = vertx.getOrCreateContext();
    try {
      address(grant)
          .onFailure(asking.done::tryFail)
          .onSuccess(address -> loop.runOnContext(_ -> begin(asking, grant, address, now)));
    } catch (AddressRefused | IllegalStateException e) {
      asking.done.tryFail(e);
    }
    return asking
        .done
        .future()
        .onComplete(_ -> vertx.cancelTimer(timer))
        .recover(cause -> Future.failedFuture(told(cause)));
  }

  /**
   * INVARIANT: on one event loop, whoever asked: a thread that is held up between two steps would
   * come too late to hear the answer.
   */
  private void begin(Asking asking, Grant grant, Optional<SocketAddress> address, Instant now) {
    client
        .request(options(grant, address))
        .compose(request -> question(grant, now).compose(asked -> asking.ask(request, asked)))
        .onComplete(asking.done);
  }

  /** Signing takes milliseconds, the first time many. */
  private Future<Grant.Question> question(Grant grant, Instant now) {
    return grant.proof() instanceof Proof.Secret
        ? Future.succeededFuture(grant.question(now))
        : vertx.executeBlocking(() -> grant.question(now), false).map(Objects::requireNonNull);
  }

  private static Unauthorized told(Throwable cause) {
    return switch (cause) {
      case Unauthorized known -> known;
      case AddressRefused refused ->
          new Unauthorized(
              Unauthorized.Why.UNAVAILABLE,
              "the token server's address is not called: " + refused.reason());
      default ->
          new Unauthorized(
              Unauthorized.Why.UNAVAILABLE,
              "the token server could not be reached: " + trouble(cause));
    };
  }

  private static String trouble(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ -> "its host name was not found";
      case SSLException _ -> "its TLS connection was refused";
      case ConnectTimeoutException _ -> "it did not take the connection in time";
      case ConnectException _ -> "it refused the connection";
      case HttpClosedException _ -> "it closed the connection without an answer";
      case IOException _, StreamResetException _ -> "the connection to it broke";
      default -> "it does not speak HTTP as it should";
    };
  }

  private Future<Optional<SocketAddress>> address(Grant grant) {
    WebAddress address = WebAddress.of(grant.tokenUrl());
    return grant.way().allowPrivate().isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : address
            .checked(resolver, grant.way().allowPrivate().get())
            .map(
                checked ->
                    Optional.of(
                        SocketAddress.inetSocketAddress(address.port(), checked.getHostAddress())));
  }

  private static RequestOptions options(Grant grant, Optional<SocketAddress> checked) {
    WebAddress address = WebAddress.of(grant.tokenUrl());
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(address.host())
            .setPort(address.port())
            .setSsl(address.tls())
            .setURI(address.target())
            .setFollowRedirects(false)
            .putHeader("content-type", "application/x-www-form-urlencoded")
            .putHeader("accept", "application/json")
            .putHeader("accept-encoding", "identity");
    checked.ifPresent(options::setServer);
    grant.way().proxy().map(TokenClient::proxyOptions).ifPresent(options::setProxyOptions);
    return options;
  }

  private static ProxyOptions proxyOptions(URI proxy) {
    int port = proxy.getPort() >= 0 ? proxy.getPort() : 80;
    return new ProxyOptions().setType(ProxyType.HTTP).setHost(proxy.getHost()).setPort(port);
  }

  /** One question on its way. */
  private static final class Asking {
    private final Promise<Token> done = Promise.promise();
    private Optional<HttpClientRequest> request = Optional.empty();

    private Future<Token> ask(HttpClientRequest opened, Grant.Question question) {
      request = Optional.of(opened);
      if (done.future().isComplete()) {
        return opened.reset().compose(_ -> Future.failedFuture("too late"));
      }
      if (!question.authorization().isEmpty()) {
        opened.putHeader("authorization", question.authorization());
      }
      return opened.send(question.form()).compose(this::read);
    }

    private Future<Token> read(HttpClientResponse response) {
      Promise<Token> token = Promise.promise();
      Buffer body = Buffer.buffer();
      response.exceptionHandler(token::tryFail);
      response.handler(
          chunk -> {
            if (body.length() + chunk.length() > MAX_BYTES) {
              token.tryFail(Token.nonsense("the token server's answer is too large"));
              response.request().reset();
            } else {
              body.appendBuffer(chunk);
            }
          });
      response.endHandler(
          _ -> {
            try {
              token.tryComplete(
                  Token.read(
                      response.statusCode(), body, retryAfter(response.getHeader("retry-after"))));
            } catch (Unauthorized refused) {
              token.tryFail(refused);
            }
          });
      return token.future();
    }

    private void late() {
      if (done.tryFail(
          new Unauthorized(
              Unauthorized.Why.UNAVAILABLE, "the token server did not answer in time"))) {
        request.ifPresent(HttpClientRequest::reset);
      }
    }
  }

  private static OptionalLong retryAfter(@Nullable String header) {
    return header != null && header.matches("[0-9]{1,6}")
        ? OptionalLong.of(Math.min(Long.parseLong(header), MAX_RETRY_AFTER_SECONDS))
        : OptionalLong.empty();
  }
}
