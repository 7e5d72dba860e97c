package dev.signalbox.gateway.media;

import dev.signalbox.gateway.reach.HostResolver;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.TimeUnit;

/**
 * Fetches files that clients name, from nowhere but where they say and where they may: the address
 * is looked up once, every address found is checked, and exactly the one that was checked is
 * called. Lives on one event loop.
 */
public final class MediaFetcher {
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_CONNECTIONS = 16;
  private static final int MAX_WAITING = 256;
  private static final int TLS_HANDSHAKE_SECONDS = 5;

  private final Vertx vertx;
  private final MediaSettings settings;
  private final HostResolver resolver;
  private final HttpClient client;

  /** A fetcher with connections of its own. */
  public MediaFetcher(Vertx vertx, MediaSettings settings, HostResolver resolver) {
    this.vertx = vertx;
    this.settings = settings;
    this.resolver = resolver;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) settings.timeout().toMillis())
                .setSslHandshakeTimeout(TLS_HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setMaxRedirects(0) // each is checked like the first address, see MediaFetch
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setDecompressionSupported(false) // no decompression bombs
                .setKeepAlive(false), // the next call to the same host is checked anew
            new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
  }

  public MediaSettings settings() {
    return settings;
  }

  /**
   * Fetches one file within what {@code budget} leaves; fails with a {@link ProblemException} of
   * kind {@code INVALID_REQUEST} that names the field and the reason.
   */
  public Future<FetchedFile> fetch(WantedFile wanted, FetchBudget budget) {
    return new MediaFetch(vertx, this, wanted, budget)
        .start()
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof FetchException refused ? problem(wanted, refused) : cause));
  }

  private static ProblemException problem(WantedFile wanted, FetchException refused) {
    return Problem.invalid(
            wanted.path(),
            "the file at `%s` could not be fetched: %s".formatted(wanted.path(), refused.reason()))
        .withCode("media_not_fetched")
        .toException();
  }

  HttpClient client() {
    return client;
  }

  HostResolver resolver() {
    return resolver;
  }

  /** Closes all connections. */
  public Future<Void> close() {
    return client.close();
  }
}
