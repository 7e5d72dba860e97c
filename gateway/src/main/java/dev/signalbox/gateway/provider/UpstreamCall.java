package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.provider.auth.Outgoing;
import dev.signalbox.gateway.provider.auth.Refusal;
import dev.signalbox.gateway.wire.eventstream.EventStreamText;
import dev.signalbox.gateway.wire.formats.ApiVariant;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One call to a provider on the way: it ends when no connection stands or no piece of an answer has
 * come in time, and can be cancelled at any time, which closes or resets its connection at once.
 * Lives on one event loop.
 */
public final class UpstreamCall {
  /** Most bytes kept of an error answer. */
  public static final int MAX_ERROR_BYTES = 256 * 1024;

  /** A pooled connection that ends sooner than this after a request was closed before it. */
  private static final long STALE_MILLIS = 1_000;

  private static final long ERROR_BODY_MILLIS = 10_000;
  private static final String RETRY_AFTER = "retry-after";

  /** Where services of AWS name what they refuse a request for. */
  private static final String EXCEPTION = "x-amzn-errortype";

  private final Vertx vertx;
  private final Connections connections;
  private final Sending sending;
  private final Promise<UpstreamReply> reply = Promise.promise();
  private Optional<HttpClientRequest> request = Optional.empty();
  private Phase phase = Phase.WAITING;
  private Consumer<Fault> whenLate = _ -> {};
  private boolean cancelled;
  private boolean over;
  private boolean reused;
  private boolean renewed;
  private boolean authorizedAnew;
  private Map<String, String> authorization = Map.of();
  private long startedMillis;
  private long sentMillis;
  private long connectMillis = -1;
  private long connectTimer = -1;
  private long firstTimer = -1;

  /**
   * What is sent where, and how long it may take.
   *
   * @param api makes what is still missing of its headers, and of its answer what the API has
   * @param outgoing the same request for it
   */
  record Sending(
      RequestOptions options,
      UpstreamRequest.Body body,
      CallLimits limits,
      ProviderApi api,
      Outgoing outgoing) {}

  UpstreamCall(Vertx vertx, Connections connections, Sending sending) {
    this.vertx = vertx;
    this.connections = connections;
    this.sending = sending;
  }

  Future<UpstreamReply> start() {
    connections.begun();
    startedMillis = connections.nowMillis();
    long millis = sending.limits().firstMillis();
    firstTimer = vertx.setTimer(millis, _ -> late(millis));
    authorize();
    return reply.future();
  }

  /** How far it has come. */
  public Phase phase() {
    return phase;
  }

  /** Milliseconds until it had the connection it went out on; -1 while it never had one. */
  public long connectMillis() {
    return connectMillis;
  }

  /**
   * Whether it was sent again, on a connection of its own, because a pooled one had been closed.
   */
  public boolean renewed() {
    return renewed;
  }

  /** Runs {@code action} when no piece of the answer came in time although its status did. */
  public void whenLate(Consumer<Fault> action) {
    whenLate = action;
  }

  /** Notes that a piece of the answer has come. */
  public void speaks() {
    phase = Phase.BODY;
    stopFirstTimer();
  }

  /** Notes that nothing more of it is needed; to be called once it came to its end. */
  public void over() {
    if (!over) {
      over = true;
      connections.over();
      stopFirstTimer();
      stopConnectTimer();
    }
  }

  /** Ends the call now; nothing more arrives. Does nothing when it is over. */
  public void cancel() {
    cancelled = true;
    over();
    request.ifPresent(HttpClientRequest::reset);
    unavailable(Faults.closed(phase));
  }

  /**
   * Has its connection not used again: what came on it was no answer, so that nobody knows whose
   * answer comes next. Streams of HTTP/2 are apart from each other anyway.
   */
  public void distrust() {
    request
        .filter(sent -> sent.version() != HttpVersion.HTTP_2)
        .ifPresent(sent -> sent.connection().close());
  }

  private void authorize() {
    Future<Map<String, String>> headers = sending.api().authorizer().authorize(sending.outgoing());
    if (headers.succeeded()) { // as it is where nothing has to be fetched
      authorized(headers.result());
      return;
    }
    Context loop = vertx.getOrCreateContext();
    headers.onComplete(
        made ->
            loop.runOnContext(
                _ -> {
                  if (cancelled) {
                    return;
                  }
                  if (made.succeeded()) {
                    authorized(made.result());
                  } else {
                    failed(made.cause());
                  }
                }));
  }

  private void authorized(Map<String, String> headers) {
    authorization = headers;
    headers.forEach(sending.options().getHeaders()::set);
    open(connections.pooled());
  }

  /** Whether {@code response} says that what was authorised is not, and something else may be. */
  private boolean authorizesAnew(HttpClientResponse response) {
    return response.statusCode() == 401
        && !authorizedAnew
        && !(sending.body() instanceof UpstreamRequest.Body.Stream)
        && sending.api().authorizer().refused(authorization);
  }

  private void open(HttpClient client) {
    phase = Phase.CONNECT;
    Future<HttpClientRequest> opening = connections.opened(client, sending.options());
    if (!opening.isComplete()) { // as it is when a pooled connection is free
      long millis = sending.limits().connectMillis();
      connectTimer = vertx.setTimer(millis, _ -> notConnected(millis));
    }
    opening.compose(this::send).onSuccess(this::answered).onFailure(this::failed);
  }

  private Future<HttpClientResponse> send(HttpClientRequest opened) {
    stopConnectTimer();
    request = Optional.of(opened);
    if (cancelled) {
      return opened.reset().compose(_ -> Future.failedFuture("the call was cancelled"));
    }
    reused = connections.reused(opened.connection());
    phase = Phase.HEAD;
    sentMillis = connections.nowMillis();
    connectMillis = sentMillis - startedMillis;
    return switch (sending.body()) {
      case UpstreamRequest.Body.None _ -> opened.send();
      case UpstreamRequest.Body.Bytes(var bytes) -> Slices.send(bytes, opened);
      case UpstreamRequest.Body.Stream(var source, var length, var whole) -> {
        if (length < 0) {
          opened.setChunked(true);
        }
        whole.onFailure(this::notSent);
        yield opened.send(source);
      }
    };
  }

  private void answered(HttpClientResponse response) {
    if (cancelled) {
      return;
    }
    if (authorizesAnew(response)) {
      authorizedAnew = true;
      phase = Phase.WAITING;
      response.exceptionHandler(_ -> {}); // that it is reset below is no news
      response.request().reset();
      authorize();
      return;
    }
    int status = response.statusCode();
    phase = Phase.FIRST_TOKEN;
    Optional<ContentDecoder> decoder =
        ContentDecoder.of(response.getHeader(HttpHeaders.CONTENT_ENCODING))
            .map(unpacked -> unpacked.framed(framing(response)));
    if (status >= 400 && status < 600) {
      stopFirstTimer();
      readError(response, decoder);
    } else if (status >= 200 && status < 300 && decoder.isPresent()) {
      response.pause();
      reply.tryComplete(new UpstreamReply.Answered(response, this, decoder.get()));
    } else if (status >= 200 && status < 300) {
      response.exceptionHandler(_ -> {}); // that it is cancelled below is no news
      unavailable(Faults.unknownEncoding());
      cancel();
    } else {
      response.exceptionHandler(_ -> {}); // that it is cancelled below is no news
      unavailable(
          status >= 300 && status < 400
              ? Faults.redirect()
              : Faults.protocol(Phase.HEAD, "the provider answered with a status that is none"));
      cancel();
    }
  }

  private Optional<EventStreamText> framing(HttpClientResponse response) {
    String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
    return type == null ? Optional.empty() : sending.api().variant().framing(type);
  }

  private void readError(HttpClientResponse response, Optional<ContentDecoder> decoder) {
    Buffer body = Buffer.buffer();
    long timer = vertx.setTimer(ERROR_BODY_MILLIS, _ -> response.request().reset());
    response.exceptionHandler(_ -> refuse(response, body, timer));
    response.handler(
        packed -> {
          Buffer chunk = decoder.map(open -> readable(open, packed)).orElseGet(Buffer::buffer);
          body.appendBuffer(chunk, 0, Math.min(chunk.length(), MAX_ERROR_BYTES - body.length()));
          if (body.length() >= MAX_ERROR_BYTES) {
            response.request().reset();
          }
        });
    response.endHandler(_ -> refuse(response, body, timer));
  }

  /** Of an error the status tells the most: what cannot be unpacked of it is left out. */
  private static Buffer readable(ContentDecoder decoder, Buffer packed) {
    try {
      return decoder.decode(packed);
    } catch (FaultException e) {
      return Buffer.buffer();
    }
  }

  private void refuse(HttpClientResponse response, Buffer body, long timer) {
    vertx.cancelTimer(timer);
    if (authorizesAnew(response, body)) {
      authorizedAnew = true;
      phase = Phase.WAITING;
      long millis = sending.limits().firstMillis();
      firstTimer = vertx.setTimer(millis, _ -> late(millis));
      authorize();
      return;
    }
    over();
    reply.tryComplete(
        new UpstreamReply.Refused(
            response.statusCode(), response.headers(), ownError(response, body)));
  }

  /** Whether the whole error says that what was authorised is not, and something else may be. */
  private boolean authorizesAnew(HttpClientResponse response, Buffer body) {
    return !authorizedAnew
        && !cancelled
        && !reply.future().isComplete()
        && !(sending.body() instanceof UpstreamRequest.Body.Stream)
        && sending
            .api()
            .authorizer()
            .refused(
                authorization,
                new Refusal(response.statusCode(), response.headers(), body.toString()));
  }

  /** The error as the API has it, with the wait that it asks for. */
  private Buffer ownError(HttpClientResponse response, Buffer body) {
    Optional<ApiVariant.Told> told =
        sending
            .api()
            .variant()
            .error(
                new ApiVariant.Refused(
                    response.statusCode(),
                    Optional.ofNullable(response.getHeader(EXCEPTION)).orElse(""),
                    body.getBytes()));
    told.filter(_ -> !response.headers().contains(RETRY_AFTER))
        .ifPresent(
            own ->
                own.retryAfterSeconds()
                    .ifPresent(wait -> response.headers().set(RETRY_AFTER, Long.toString(wait))));
    return told.map(own -> Buffer.buffer(own.body())).orElse(body);
  }

  private void failed(Throwable cause) {
    if (cause instanceof HttpClosedException && stale()) {
      renewed = true;
      open(connections.fresh());
      return;
    }
    stopConnectTimer();
    unavailable(Faults.ofFailure(cause, phase));
    over();
  }

  /** What was to be sent does not come: an answer to a part of it is of no use. */
  private void notSent(Throwable cause) {
    if (!reply.future().isComplete()) {
      unavailable(Faults.ofFailure(cause, phase));
      cancel();
    }
  }

  /** Whether the provider had closed the pooled connection before it could see the request. */
  private boolean stale() {
    return reused
        && !renewed
        && !cancelled
        && !(sending.body() instanceof UpstreamRequest.Body.Stream)
        && connections.nowMillis() - sentMillis < STALE_MILLIS;
  }

  private void notConnected(long millis) {
    Fault fault = connections.exhausted() ? Faults.noConnectionFree() : Faults.notConnected();
    unavailable(sending.limits().expired(millis, fault));
    cancel();
  }

  private void late(long millis) {
    if (phase == Phase.WAITING) {
      unavailable(sending.limits().expired(millis, Faults.noToken(millis)));
      cancel();
      return;
    }
    if (phase == Phase.CONNECT) {
      notConnected(millis);
      return;
    }
    if (reply.future().isComplete()) {
      whenLate.accept(sending.limits().expired(millis, Faults.noFirstToken(millis)));
    } else {
      unavailable(sending.limits().expired(millis, Faults.noHead(millis)));
    }
    cancel();
  }

  private void stopFirstTimer() {
    if (firstTimer >= 0) {
      vertx.cancelTimer(firstTimer);
      firstTimer = -1;
    }
  }

  private void stopConnectTimer() {
    if (connectTimer >= 0) {
      vertx.cancelTimer(connectTimer);
      connectTimer = -1;
    }
  }

  private void unavailable(Fault fault) {
    reply.tryComplete(new UpstreamReply.Unavailable(fault));
  }
}
