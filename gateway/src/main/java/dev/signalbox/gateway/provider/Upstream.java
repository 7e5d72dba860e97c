package dev.signalbox.gateway.provider;

import dev.signalbox.analytics.capture.Masking;
import dev.signalbox.gateway.provider.auth.Authorizer;
import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.provider.auth.Outgoing;
import dev.signalbox.gateway.reach.HostResolver;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * One provider as one event loop calls it: its connections, its keys (shared by all loops) and its
 * addresses.
 */
public final class Upstream {
  private final UpstreamSpec spec;
  private final Connections connections;
  private final Vertx vertx;
  private final KeyRing keys;
  private final LongSupplier clockMillis;
  private final SentSecrets secrets;
  private final List<Authorizer> authorizers;
  private List<String> authorizedBy = List.of();
  private final AtomicReference<Masking> everyKey;
  private Masking masked = Masking.NONE;
  private SentSecrets allSecrets;
  private int holders = 1;

  /**
   * What an event loop has for all providers.
   *
   * @param open where connections are counted
   * @param everyKey what any of the providers in force is told
   */
  record Loop(
      Vertx vertx,
      HostResolver resolver,
      LongSupplier clockMillis,
      OpenConnections open,
      AtomicReference<Masking> everyKey) {}

  Upstream(UpstreamSpec spec, KeyRing keys, Loop loop) {
    this.spec = spec;
    this.secrets = SentSecrets.of(spec);
    this.allSecrets = secrets;
    this.everyKey = loop.everyKey();
    this.authorizers = spec.apis().stream().map(ProviderApi::authorizer).distinct().toList();
    this.keys = keys;
    this.vertx = loop.vertx();
    this.clockMillis = loop.clockMillis();
    this.connections = new Connections(loop, spec);
  }

  public UpstreamSpec spec() {
    return spec;
  }

  /** What it is told that no client may read. */
  public SentSecrets secrets() {
    List<String> now = authorized();
    Masking others = everyKey.get();
    if (!now.equals(authorizedBy) || !others.equals(masked)) {
      authorizedBy = now;
      masked = others;
      allSecrets = secrets.and(now).besides(others);
    }
    return allSecrets;
  }

  private List<String> authorized() {
    return authorizers.size() == 1
        ? authorizers.getFirst().secrets()
        : authorizers.stream().flatMap(each -> each.secrets().stream()).toList();
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
    ProviderApi api = spec.apiFor(request.protocol());
    URI place = api.endpoints().placeOf(request.operation()).orElse(spec.endpoint());
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(place.getHost())
            .setPort(portOf(place))
            .setSsl(isTls(place))
            .setURI(uriOf(request, api))
            .setHeaders(headersOf(request, api))
            .setFollowRedirects(false)
            .setConnectTimeout(ClientSettings.patient(limits.connectMillis()));
    UpstreamCall call =
        new UpstreamCall(
            vertx,
            connections,
            new UpstreamCall.Sending(
                options, request.body(), limits, api, outgoing(place, options, request)));
    return new Started(call, call.start());
  }

  private static Outgoing outgoing(URI place, RequestOptions options, UpstreamRequest request) {
    return new Outgoing(
        request.method().name(),
        authorityOf(place),
        options.getURI(),
        options.getHeaders(),
        switch (request.body()) {
          case UpstreamRequest.Body.None _ -> Optional.of(Buffer.buffer());
          case UpstreamRequest.Body.Bytes(var bytes) -> Optional.of(bytes);
          case UpstreamRequest.Body.Stream _ -> Optional.empty();
        },
        request.key());
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

  private static String uriOf(UpstreamRequest request, ProviderApi api) {
    String path = api.endpoints().pathOf(request.operation());
    if (request.query().isEmpty()) {
      return path;
    }
    return path + (path.indexOf('?') < 0 ? "?" : "&") + request.query();
  }

  private MultiMap headersOf(UpstreamRequest request, ProviderApi api) {
    MultiMap headers = HttpHeaders.headers();
    request.headers().forEach(headers::set);
    api.headers().entrySet().stream()
        .filter(header -> !headers.contains(header.getKey()))
        .forEach(header -> headers.set(header.getKey(), header.getValue()));
    spec.headers().forEach(headers::set);
    headers.set(HttpHeaders.ACCEPT_ENCODING, "identity");
    if (request.body() instanceof UpstreamRequest.Body.Stream stream && stream.length() >= 0) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Long.toString(stream.length()));
    }
    return headers;
  }

  static boolean isTls(URI endpoint) {
    return "https".equals(endpoint.getScheme().toLowerCase(Locale.ROOT));
  }

  /** What a {@code Host} header says of it. */
  static String authorityOf(URI endpoint) {
    boolean usual = portOf(endpoint) == (isTls(endpoint) ? 443 : 80);
    return usual ? endpoint.getHost() : endpoint.getHost() + ":" + endpoint.getPort();
  }

  static int portOf(URI endpoint) {
    if (endpoint.getPort() >= 0) {
      return endpoint.getPort();
    }
    return isTls(endpoint) ? 443 : 80;
  }
}
