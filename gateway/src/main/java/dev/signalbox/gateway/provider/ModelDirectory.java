package dev.signalbox.gateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What local servers say they serve. They are asked in the background and their last answer is kept, so
 * that a dead one slows nobody. Safe for use by several threads: the cache and the set of questions
 * under way are concurrent.
 */
public final class ModelDirectory {
  private static final Logger log = LoggerFactory.getLogger(ModelDirectory.class);
  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofMinutes(30);
  private static final long ANSWER_MILLIS = 1_500;
  private static final int MAX_MODELS = 2_000;
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final List<UpstreamSpec> asked;
  private final WebClient client;
  private final Runnable changed;
  private final Cache<String, List<String>> known;
  private final Cache<String, Boolean> fresh;
  private final Map<String, Future<Void>> underWay = new ConcurrentHashMap<>();

  /**
   * A directory over {@code asked}, still empty.
   *
   * @param changed called after an answer differed from the one before
   */
  public ModelDirectory(Vertx vertx, List<UpstreamSpec> asked, Runnable changed) {
    this.asked = List.copyOf(asked);
    this.changed = changed;
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

  /** The models of each server by provider id, as last heard; servers never heard of are missing. */
  public Map<String, List<String>> known() {
    return new TreeMap<>(known.asMap());
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
    String base = spec.endpoint().getRawPath() == null ? "" : spec.endpoint().getRawPath();
    String path =
        Endpoints.of(spec.protocols().getFirst(), base).pathOf(new Operation.ListModels());
    HttpRequest<Buffer> request =
        client
            .get(Upstream.portOf(spec.endpoint()), spec.endpoint().getHost(), path)
            .ssl(Upstream.isTls(spec.endpoint()))
            .timeout(ANSWER_MILLIS);
    spec.headers().forEach(request::putHeader);
    spec.keys().stream().findFirst().ifPresent(key -> request.bearerTokenAuthentication(key.value()));
    return request
        .send()
        .<Void>map(
            response -> {
              heard(spec.id(), response.statusCode() == 200 ? ids(response.bodyAsString()) : List.of());
              return null;
            })
        .onFailure(cause -> log.debug("provider {} did not list its models: {}", spec.id(), cause.toString()))
        .onComplete(_ -> underWay.remove(spec.id()));
  }

  private void heard(String id, List<String> models) {
    if (models.isEmpty()) {
      return;
    }
    List<String> before = known.getIfPresent(id);
    known.put(id, models);
    if (!models.equals(before)) {
      changed.run();
    }
  }

  /** The ids in a model list: {@code data[].id} (OpenAI) or {@code models[].name} (Ollama, Gemini). */
  private static List<String> ids(@Nullable String body) {
    if (body == null || body.length() > MAX_BYTES) {
      return List.of();
    }
    List<String> ids = new ArrayList<>();
    Optional<JsonNode> list = StrictJson.tryParse(body);
    list.map(tree -> tree.path("data")).ifPresent(data -> data.forEach(item -> add(ids, item.path("id"))));
    list.map(tree -> tree.path("models"))
        .ifPresent(models -> models.forEach(item -> add(ids, item.path("name"))));
    return List.copyOf(ids);
  }

  private static void add(List<String> ids, JsonNode id) {
    if (id.isTextual() && ids.size() < MAX_MODELS) {
      String name = id.textValue();
      ids.add(name.startsWith("models/") ? name.substring("models/".length()) : name);
    }
  }
}
