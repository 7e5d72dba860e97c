package dev.signalbox.gateway.provider.aws;

import dev.signalbox.gateway.provider.auth.Unauthorized;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks the agents of a machine for access keys. They answer from beside the process, so that one
 * that takes long is not there; nothing is asked through a proxy, and redirects are not followed.
 */
final class MetadataClient {
  private static final int CONNECT_MILLIS = 1_000;
  private static final int MAX_BYTES = 64 * 1024;

  private final HttpClient client;
  private final long answerMillis;

  /**
   * A client.
   *
   * @param answerMillis how long the whole of an answer may take
   */
  MetadataClient(Vertx vertx, long answerMillis) {
    this.answerMillis = answerMillis;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxRedirects(0)
                .setDecompressionSupported(false)
                .setKeepAlive(false));
  }

  /** What is asked. */
  record Question(HttpMethod method, URI uri, Map<String, String> headers) {}

  /** The text of a good answer; fails with an {@link Unauthorized} of {@code giver} else. */
  Future<String> ask(Question question, String giver) {
    URI uri = question.uri();
    boolean tls = "https".equals(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    RequestOptions options =
        new RequestOptions()
            .setMethod(question.method())
            .setHost(uri.getHost().replaceAll("[\\[\\]]", ""))
            .setPort(port)
            .setSsl(tls)
            .setURI(uri.getRawPath() + query)
            .setFollowRedirects(false);
    question.headers().forEach(options::putHeader);
    return client
        .request(options)
        .compose(request -> request.send().compose(answer -> read(request, answer, giver)))
        .timeout(answerMillis, TimeUnit.MILLISECONDS)
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof Unauthorized
                        ? cause
                        : new Unauthorized(
                            Unauthorized.Why.UNAVAILABLE, giver + " could not be reached")));
  }

  private static Future<String> read(
      HttpClientRequest request, HttpClientResponse response, String giver) {
    if (response.statusCode() != 200) {
      request.reset();
      return Future.failedFuture(
          new Unauthorized(
              response.statusCode() >= 500 || response.statusCode() == 429
                  ? Unauthorized.Why.UNAVAILABLE
                  : Unauthorized.Why.REFUSED,
              "%s answered with status %d".formatted(giver, response.statusCode())));
    }
    Promise<String> text = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(text::tryFail);
    response.handler(
        chunk -> {
          body.appendBuffer(chunk);
          if (body.length() > MAX_BYTES) {
            text.tryFail(
                new Unauthorized(Unauthorized.Why.NONSENSE, giver + "'s answer is too large"));
            request.reset();
          }
        });
    response.endHandler(_ -> text.tryComplete(body.toString()));
    return text.future();
  }
}
