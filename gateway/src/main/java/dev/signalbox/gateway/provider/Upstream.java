package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.reach.HostResolver;
import dev.signalbox.gateway.wire.model.Protocol;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One provider as one event loop calls it: its connections, its keys (shared by all loops) and its
 * addresses.
 */
public final class Upstream {
  private static final String ANTHROPIC_VERSION = "2023-06-01";

  private final UpstreamSpec spec;
  private final Connections connections;
  private final Vertx vertx;
  private final KeyRing keys;
  private final LongSupplier clockMillis;
  private final String host;
  private final int port;
  private final boolean tls;
  private final Map<Protocol, Endpoints> endpoints = new EnumMap<>(Protocol.class);
  private final SentSecrets secrets;
  private int holders = 1;

  /** What an event loop has for all providers. */
  record Loop(Vertx vertx, HostResolver resolver, LongSupplier clockMillis) {}

  Upstream(UpstreamSpec spec, KeyRing keys, Loop loop) {
    this.spec = spec;
    this.secrets = SentSecrets.of(spec);
    this.keys = keys;
    this.vertx = loop.vertx();
    this.clockMillis = loop.clockMillis();
    this.connections =
        new Connections(vertx, spec, new Destination(spec, loop.resolver()), clockMillis);
    this.host = spec.endpoint().getHost();
    this.port = portOf(spec.endpoint());
    this.tls = isTls(spec.endpoint());
    for (Protocol protocol : Protocol.values()) {
      endpoints.put(protocol, endpointsFor(protocol, spec));
    }
  }

  public UpstreamSpec spec() {
    return spec;
  }

  /** What it is told that no client may read. */
  public SentSecrets secrets() {
    return secrets;
  }

  /**
   * Which key goes along with a call for {@code model}: the caller's own, else the next of ours.
   */
  public KeyRing.Pick pick(Optional<Credential> own, String model) {
    return own.isPresent() ? new KeyRing.Pick.Use(own) : keys.take(model, clockMillis.getAsLong());
  }

  /** Whether another of our keys may be used for {@code model} now. */
  public boolean hasKeyFor(String model) {
    return keys.allBenched(model, clockMillis.getAsLong()).isEmpty();
  }

  /** Lets {@code key} sit out as {@code fault} wants it; whether anything sits out now. */
  public boolean bench(Optional<Credential> key, String model, Fault fault) {
    return keys.bench(key, model, fault, clockMillis.getAsLong());
  }

  /** Notes that {@code key} works. */
  public void worked(Optional<Credential> key) {
    keys.worked(key);
  }

  /** A call on its way, and what will come of it. */
  public record Started(UpstreamCall call, Future<UpstreamReply> reply) {}

  /** Calls the provider; the reply never fails. */
  public Started call(UpstreamRequest request, CallLimits limits) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(host)
            .setPort(port)
            .setSsl(tls)
            .setURI(uriOf(request))
            .setHeaders(headersOf(request))
            .setFollowRedirects(false)
            .setConnectTimeout(ClientSettings.patient(limits.connectMillis()));
    UpstreamCall call =
        new UpstreamCall(
            vertx, connections, new UpstreamCall.Sending(options, request.body(), limits));
    return new Started(call, call.start());
  }

  /** The same for one more holder, who releases it too. */
  Upstream retained() {
    holders++;
    return this;
  }

  /** Closes idle and open connections when this was the last holder. */
  Future<Void> release() {
    holders--;
    return holders == 0 ? connections.close() : Future.succeededFuture();
  }

  /** Whether its keys are those of {@code ring}. */
  boolean uses(KeyRing ring) {
    return keys == ring;
  }

  private String uriOf(UpstreamRequest request) {
    Endpoints found = Objects.requireNonNull(endpoints.get(request.protocol()));
    String path = found.pathOf(renamed(request.operation()));
    if (request.query().isEmpty()) {
      return path;
    }
    return path + (path.indexOf('?') < 0 ? "?" : "&") + request.query();
  }

  /** Azure serves every model of a provider by one deployment, when one is configured. */
  private Operation renamed(Operation operation) {
    String deployment = spec.azure().map(UpstreamSpec.Azure::deployment).orElse("");
    if (deployment.isEmpty()) {
      return operation;
    }
    return switch (operation) {
      case Operation.Generate(_, var stream) -> new Operation.Generate(deployment, stream);
      case Operation.CountTokens _ -> new Operation.CountTokens(deployment);
      case Operation.Embed(_, var batch) -> new Operation.Embed(deployment, batch);
      case Operation.ListModels list -> list;
      case Operation.Other(_, var path) -> new Operation.Other(deployment, path);
    };
  }

  private MultiMap headersOf(UpstreamRequest request) {
    MultiMap headers = HttpHeaders.headers();
    request.headers().forEach(headers::set);
    if (request.protocol() == Protocol.ANTHROPIC && !headers.contains("anthropic-version")) {
      headers.set("anthropic-version", ANTHROPIC_VERSION);
    }
    spec.headers().forEach(headers::set);
    request.key().ifPresent(credential -> authorise(headers, request.protocol(), credential));
    headers.set(HttpHeaders.ACCEPT_ENCODING, "identity");
    if (request.body() instanceof UpstreamRequest.Body.Stream stream && stream.length() >= 0) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Long.toString(stream.length()));
    }
    return headers;
  }

  private void authorise(MultiMap headers, Protocol protocol, Credential key) {
    if (spec.azure().isPresent()) {
      headers.set("api-key", key.value());
      return;
    }
    switch (protocol) {
      case CHAT, RESPONSES -> headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + key.value());
      case ANTHROPIC -> headers.set("x-api-key", key.value());
      case GEMINI -> headers.set("x-goog-api-key", key.value());
    }
  }

  private static Endpoints endpointsFor(Protocol protocol, UpstreamSpec spec) {
    String path = spec.endpoint().getRawPath() == null ? "" : spec.endpoint().getRawPath();
    return spec.azure()
        .map(azure -> azureEndpoints(azure, path))
        .orElseGet(() -> Endpoints.of(protocol, path));
  }

  private static Endpoints azureEndpoints(UpstreamSpec.Azure azure, String path) {
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return azure.apiVersion().isEmpty()
        ? new Endpoints.OpenAi(base + "/openai/v1", "/chat/completions")
        : new Endpoints.AzureDeployment(base, azure.apiVersion());
  }

  static boolean isTls(URI endpoint) {
    return "https".equals(endpoint.getScheme().toLowerCase(Locale.ROOT));
  }

  static int portOf(URI endpoint) {
    if (endpoint.getPort() >= 0) {
      return endpoint.getPort();
    }
    return isTls(endpoint) ? 443 : 80;
  }
}
