package dev.signalbox.gateway.tracing;

import dev.signalbox.gateway.protect.Dependencies;
import dev.signalbox.gateway.protect.Dependency;
import dev.signalbox.gateway.provider.RetryAfter;
import dev.signalbox.gateway.reach.AddressRefused;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends exports to a collector, again where it is busy or away, within the time for one export (<a
 * href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-response">OTLP/HTTP Response</a>). One
 * that fails all the time is left alone for a while. Called on the thread of the SDK, which waits
 * for it; goes on on an event loop.
 */
final class Collector implements HttpSender {
  /** How it is known among what the gateway asks beside providers. */
  static final String NAME = "tracing";

  private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 5_000;
  private static final long CONNECT_MILLIS = 5_000;

  private final SpanExport.Room room;
  private final TracingSettings settings;
  private final Dependency dependency;
  private final WebClient client;

  /** Until when it asked to be left alone. */
  private volatile long restsUntilNanos;

  private volatile String trouble = "the export failed";

  /** An export on its way: what is sent, until when, and the tries before. */
  private record Export(Buffer body, long deadlineNanos, int tries) {}

  Collector(SpanExport.Room room, TracingSettings settings) {
    this.room = room;
    this.settings = settings;
    this.restsUntilNanos = now();
    this.dependency =
        room.dependencies()
            .of(
                new Dependencies.Kind(
                    NAME,
                    settings.collector().traces().toString(),
                    settings.bounds().timeout(),
                    _ -> false));
    this.client =
        WebClient.create(
            room.vertx(),
            new WebClientOptions()
                .setConnectTimeout((int) Math.min(CONNECT_MILLIS, timeoutMillis()))
                .setFollowRedirects(false)
                .setUserAgentEnabled(false));
  }

  /** Why the last export failed. */
  String trouble() {
    return trouble;
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> answered, Consumer<Throwable> failed) {
    Export export =
        new Export(bytes(message), now() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis()), 0);
    rested(export)
        .compose(_ -> dependency.ask(() -> delivered(export)))
        .onSuccess(answered::accept)
        .onFailure(
            cause -> {
              trouble = told(cause);
              failed.accept(cause);
            });
  }

  /** Waits until it may be asked again, where that is soon enough. */
  private Future<Void> rested(Export export) {
    long nanos = restsUntilNanos - now();
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
    if (nanos <= 0) {
      return Future.succeededFuture();
    }
    return millis < leftMillis(export)
        ? room.vertx().timer(millis, TimeUnit.MILLISECONDS).mapEmpty()
        : Future.failedFuture(CollectorRefused.beforehand());
  }

  private Future<HttpResponse> delivered(Export export) {
    return tried(export)
        .recover(
            cause -> {
              long wait = waitMillis(cause, export.tries());
              return wait < 0 || wait >= leftMillis(export)
                  ? Future.failedFuture(cause)
                  : room.vertx()
                      .timer(Math.max(1, wait), TimeUnit.MILLISECONDS)
                      .compose(
                          _ ->
                              delivered(
                                  new Export(
                                      export.body(), export.deadlineNanos(), export.tries() + 1)));
            });
  }

  private Future<HttpResponse> tried(Export export) {
    return settings
        .collector()
        .found(room.resolver())
        .compose(
            address ->
                request(address)
                    .timeout(Math.max(1, leftMillis(export)))
                    .as(BodyCodec.none())
                    .sendBuffer(export.body()))
        .compose(
            response -> {
              int status = response.statusCode();
              if (status >= 200 && status < 300) {
                return Future.succeededFuture(new Accepted(status));
              }
              OptionalLong wait =
                  RetryAfter.seconds(response.headers(), room.clocks().wall().instant());
              if (BUSY.contains(status) && wait.isPresent()) {
                restsUntilNanos = now() + TimeUnit.SECONDS.toNanos(wait.getAsLong());
              }
              return Future.failedFuture(new CollectorRefused(status, wait));
            });
  }

  private HttpRequest<Buffer> request(SocketAddress address) {
    HttpRequest<Buffer> request =
        client
            .requestAbs(HttpMethod.POST, address, settings.collector().traces().toString())
            .putHeader("content-type", "application/x-protobuf");
    for (Map.Entry<String, String> header : settings.headers().entrySet()) {
      request.putHeader(header.getKey(), header.getValue());
    }
    return request;
  }

  /** Before the next try; negative for never. */
  private static long waitMillis(Throwable cause, int tries) {
    return switch (cause) {
      case CollectorRefused refused when !BUSY.contains(refused.status()) -> -1;
      case CollectorRefused refused when refused.seconds().isPresent() ->
          TimeUnit.SECONDS.toMillis(refused.seconds().getAsLong());
      case AddressRefused _ -> -1;
      default -> {
        long most = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(tries, 4));
        yield most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
      }
    };
  }

  private long leftMillis(Export export) {
    return TimeUnit.NANOSECONDS.toMillis(export.deadlineNanos() - now());
  }

  private long now() {
    return room.clocks().nanos().getAsLong();
  }

  private long timeoutMillis() {
    return settings.bounds().timeout().toMillis();
  }

  /** The address of the collector is no secret, what it answers is not told. */
  private static String told(Throwable cause) {
    return switch (cause) {
      case CollectorRefused refused -> refused.reason();
      case AddressRefused refused -> "the collector is not called: " + refused.reason();
      default -> "the collector did not take them: " + cause.getMessage();
    };
  }

  private static Buffer bytes(MessageWriter message) {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(Math.max(256, message.getContentLength()));
    try {
      message.writeMessage(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("bytes can always be written", e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  @Override
  public CompletableResultCode shutdown() {
    client.close();
    return CompletableResultCode.ofSuccess();
  }

  private record Accepted(int getStatusCode) implements HttpResponse {
    @Override
    public String getStatusMessage() {
      return "";
    }

    @Override
    public byte[] getResponseBody() {
      return new byte[0];
    }
  }
}
