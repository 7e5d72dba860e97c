package dev.signalbox.gateway.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.gateway.provider.auth.Authorizer;
import dev.signalbox.gateway.provider.auth.Outgoing;
import dev.signalbox.gateway.reach.HostResolver;
import dev.signalbox.gateway.reach.SystemResolver;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.listing.ProviderModels;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What local servers say they serve. They are asked in the background and their last answer is
 * kept, so that a dead one slows nobody. Safe for use by several threads: the cache and the set of
 * questions under way are concurrent, and whoever wants to know is told by one thread at a time.
 */
public final class ModelDirectory {
  private static final Logger log = LoggerFactory.getLogger(ModelDirectory.class);
  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofMinutes(30);
  private static final long ANSWER_MILLIS = 1_500;
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final List<UpstreamSpec> asked;
  private final WebClient client;
  private final HostResolver resolver;
  private final Consumer<Map<String, List<String>>> changed;
  private final Cache<String, List<String>> known;
  private final Cache<String, Boolean> fresh;
  private final Map<String, Future<Void>> underWay = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final Object telling = new Object();

  /**
   * A directory over {@code asked}, still empty.
   *
   * @param changed told what is known, by provider id, after an answer differed from the one
   *     before; on a worker thread, as what follows from it may take its time
   */
  public ModelDirectory(
      Vertx vertx, List<UpstreamSpec> asked, Consumer<Map<String, List<String>>> changed) {
    this.vertx = vertx;
    this.asked = List.copyOf(asked);
    this.changed = changed;
    this.resolver = new SystemResolver(vertx);
    this.client =
        WebClient.create(
            vertx,
            new WebClientOptions()
                .setConnectTimeout((int) ANSWER_MILLIS)
                .setFollowRedirects(false)
                .setUserAgentEnabled(false));
    this.known = Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(KEPT).build();
    this.fresh = Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(FRESH).build();
  }

  /** What is known, by provider id. */
  public Map<String, List<String>> known() {
    return new TreeMap<>(known.asMap());
  }

  /**
   * Takes over what {@code earlier} knows of servers that are asked here in the same way. To be
   * called on a worker thread.
   */
  public void takeOver(ModelDirectory earlier) {
    boolean differs = false;
    for (UpstreamSpec spec : asked) {
      if (earlier.asked.contains(spec)) {
        List<String> models = earlier.known.getIfPresent(spec.id());
        differs |= models != null && differs(spec.id(), models);
      }
    }
    if (differs) {
      tell();
    }
  }

  /** Asks nobody any more. */
  public void close() {
    client.close();
  }

  /** Asks every server whose answer is not fresh; done when all have answered or failed. */
  public Future<Void> refresh() {
    List<Future<Void>> questions = new ArrayList<>();
    for (UpstreamSpec spec : asked) {
      if (fresh.getIfPresent(spec.id()) == null) {
        questions.add(underWay.computeIfAbsent(spec.id(), _ -> ask(spec)));
      }
    }
    return Future.join(questions).<Void>mapEmpty().otherwiseEmpty();
  }

  private Future<Void> ask(UpstreamSpec spec) {
    fresh.put(spec.id(), true);
    String path = spec.apis().getFirst().endpoints().pathOf(new Operation.ListModels());
    return new Destination(spec, resolver)
        .address()
        .compose(address -> answered(spec, request(spec, address, path), path, true))
        .compose(
            response ->
                heard(
                    spec.id(),
                    response.statusCode() == 200 ? ids(response.bodyAsString()) : List.of()))
        .onFailure(
            cause ->
                log.debug("provider {} did not list its models: {}", spec.id(), cause.toString()))
        .onComplete(_ -> underWay.remove(spec.id()));
  }

  private HttpRequest<Buffer> request(
      UpstreamSpec spec, Optional<SocketAddress> address, String path) {
    int port = Upstream.portOf(spec.endpoint());
    String host = spec.endpoint().getHost();
    HttpRequest<Buffer> request =
        address
            .map(checked -> client.request(HttpMethod.GET, checked, port, host, path))
            .orElseGet(() -> client.get(port, host, path))
            .ssl(Upstream.isTls(spec.endpoint()))
            .timeout(ANSWER_MILLIS);
    spec.apis().getFirst().headers().forEach(request::putHeader);
    spec.headers().forEach(request::putHeader);
    return request;
  }

  /**
   * Asked once more when what the question went out with is refused and there is something else.
   */
  private static Future<HttpResponse<Buffer>> answered(
      UpstreamSpec spec, HttpRequest<Buffer> request, String path, boolean again) {
    Authorizer authorizer = spec.apis().getFirst().authorizer();
    return authorizer
        .authorize(
            new Outgoing(
                HttpMethod.GET.name(),
                Upstream.authorityOf(spec.endpoint()),
                path,
                request.headers(),
                Optional.of(Buffer.buffer()),
                spec.keys().stream().findFirst()))
        .compose(
            headers -> {
              headers.forEach(request::putHeader);
              return request
                  .send()
                  .compose(
                      response ->
                          response.statusCode() == 401 && again && authorizer.refused(headers)
                              ? answered(spec, request, path, false)
                              : Future.succeededFuture(response));
            });
  }

  private Future<Void> heard(String id, List<String> models) {
    if (models.isEmpty() || !differs(id, models)) {
      return Future.succeededFuture();
    }
    return vertx
        .executeBlocking(
            () -> {
              tell();
              return id;
            },
            false)
        .mapEmpty();
  }

  /** Keeps {@code models}, and says whether they are others than before. */
  private boolean differs(String id, List<String> models) {
    return !models.equals(known.asMap().put(id, models));
  }

  /** INVARIANT: what is told last is what is known last, whoever tells it. */
  private void tell() {
    synchronized (telling) {
      changed.accept(known());
    }
  }

  private static List<String> ids(@Nullable String body) {
    return body == null || body.length() > MAX_BYTES
        ? List.of()
        : StrictJson.tryParse(body).map(ProviderModels::readIds).orElse(List.of());
  }
}
