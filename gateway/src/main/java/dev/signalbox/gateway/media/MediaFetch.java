package dev.signalbox.gateway.media;

import dev.signalbox.gateway.reach.AddressRefused;
import dev.signalbox.gateway.reach.WebAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Optional;

/** One file on its way to us. Lives on one event loop. */
final class MediaFetch {
  private static final int MAX_REDIRECTS = 3;

  private final Vertx vertx;
  private final MediaFetcher fetcher;
  private final WantedFile wanted;
  private final FetchBudget budget;
  private final Promise<FetchedFile> file = Promise.promise();
  private Optional<HttpClientRequest> open = Optional.empty();

  MediaFetch(Vertx vertx, MediaFetcher fetcher, WantedFile wanted, FetchBudget budget) {
    this.vertx = vertx;
    this.fetcher = fetcher;
    this.wanted = wanted;
    this.budget = budget;
  }

  /** Fetches; fails with a {@link FetchException}. */
  Future<FetchedFile> start() {
    long millis = fetcher.settings().timeout().toMillis();
    long timer =
        vertx.setTimer(
            millis, _ -> fail(new FetchException("it took longer than %d ms".formatted(millis))));
    file.future().onComplete(_ -> vertx.cancelTimer(timer));
    guarded(
        () -> {
          budget.takeItem();
          follow(WebAddress.of(wanted.url()), 0);
        });
    return file.future();
  }

  /** Runs what may refuse; a refusal ends the fetch. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (FetchException e) {
      fail(e);
    } catch (AddressRefused e) {
      fail(refusal(e));
    }
  }

  private void fail(FetchException refused) {
    if (file.tryFail(refused)) {
      open.ifPresent(request -> request.reset());
    }
  }

  private void follow(WebAddress address, int redirects) {
    address
        .checked(fetcher.resolver(), fetcher.settings().allowPrivate())
        .onFailure(cause -> fail(refusal(cause)))
        .onSuccess(checked -> guarded(() -> call(address, checked, redirects)));
  }

  private static FetchException refusal(Throwable cause) {
    return new FetchException(
        cause instanceof AddressRefused refused ? refused.reason() : "it could not be looked up");
  }

  private void call(WebAddress address, InetAddress checked, int redirects) {
    if (file.future().isComplete()) {
      return;
    }
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            // INVARIANT: the address that was checked is called; the host only names it.
            .setServer(SocketAddress.inetSocketAddress(address.port(), checked.getHostAddress()))
            .setHost(address.host())
            .setPort(address.port())
            .setSsl(address.tls())
            .setURI(address.target())
            .setFollowRedirects(false)
            .putHeader(HttpHeaders.ACCEPT_ENCODING, "identity")
            .putHeader(HttpHeaders.USER_AGENT, "signalbox");
    fetcher
        .client()
        .request(options)
        .compose(
            request -> {
              open = Optional.of(request);
              // INVARIANT: heard on the event loop of the connection, before the body can come.
              return request
                  .send()
                  .onSuccess(response -> guarded(() -> answered(response, address, redirects)));
            })
        .onFailure(_ -> fail(new FetchException("its server could not be reached")));
  }

  private void answered(HttpClientResponse response, WebAddress address, int redirects) {
    response.exceptionHandler(_ -> fail(new FetchException("its server broke off")));
    if (file.future().isComplete()) {
      response.request().reset();
      return;
    }
    int status = response.statusCode();
    String location = response.getHeader(HttpHeaders.LOCATION);
    if (status >= 300 && status < 400 && location != null) {
      open = Optional.empty();
      response.exceptionHandler(_ -> {}); // that it is cut off below is no news
      response.request().reset();
      redirect(location, address, redirects);
    } else if (status != 200) {
      throw new FetchException("its server answered with status %d".formatted(status));
    } else {
      read(response);
    }
  }

  private void redirect(String location, WebAddress address, int redirects) {
    if (redirects >= MAX_REDIRECTS) {
      throw new FetchException("it is redirected more than %d times".formatted(MAX_REDIRECTS));
    }
    try {
      follow(WebAddress.of(address.uri().resolve(location)), redirects + 1);
    } catch (IllegalArgumentException e) {
      throw new FetchException("it is redirected to what is no address");
    }
  }

  private void read(HttpClientResponse response) {
    String header = response.getHeader(HttpHeaders.CONTENT_TYPE);
    String type = FileTypes.ofHeader(header == null ? "" : header);
    FileTypes.check(wanted, type);
    String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new FetchException("its server compresses it although it was not asked to");
    }
    budget.checkBytes(announced(response));
    Buffer body = Buffer.buffer();
    response.handler(
        chunk ->
            guarded(
                () -> {
                  budget.takeBytes(chunk.length());
                  body.appendBuffer(chunk);
                }));
    response.endHandler(
        _ ->
            guarded(
                () -> file.tryComplete(new FetchedFile(FileTypes.of(wanted, type, body), body))));
  }

  private static long announced(HttpClientResponse response) {
    String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw new FetchException("its server says a length that is no number");
    }
  }
}
