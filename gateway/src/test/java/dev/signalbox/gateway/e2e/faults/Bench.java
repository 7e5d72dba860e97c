package dev.signalbox.gateway.e2e.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A gateway between clients, a faulty provider and a good one. */
final class Bench implements AutoCloseable {
  static final String ALONE = "faulty/m";
  static final String BOTH = "both";

  private static final String HEAD =
      """
      max_response_bytes = 65536
      [routing.retry]
      backoff_ms = 1
      max_backoff_ms = 2
      """;

  private static final String GOOD =
      """
      [[providers]]
      id = "good"
      provider_type = "openai_chat"
      api_key = "good-key"
      endpoint = "UPSTREAM"
      """;

  private static final String CONFIG =
      HEAD
          + """
          [[providers]]
          id = "faulty"
          provider_type = "openai_chat"
          api_key = "faulty-key"
          endpoint = "ORIGIN"
          OPTIONS
          """
          + GOOD
          + """
          [models.both]
          targets = ["faulty/m", "good/m"]
          """;

  private final RunningGateway gateway;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** In front of {@code faulty}; {@code options} are further lines of its configuration. */
  Bench(Faulty faulty, String options) {
    this(CONFIG, faulty, options);
  }

  private Bench(String config, Faulty faulty, String options) {
    this(config.replace("ORIGIN", faulty.origin()).replace("OPTIONS", options));
  }

  private Bench(String config) {
    this(new RunningGateway(config, SimulatorOptions.standard()));
  }

  private Bench(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /** The same where {@code names} is asked for the addresses of providers. */
  static Bench resolving(NameServer names, Faulty faulty, String options) {
    return new Bench(
        RunningGateway.resolving(
            CONFIG.replace("ORIGIN", faulty.origin()).replace("OPTIONS", options),
            new AddressResolverOptions()
                .setHostsValue(Buffer.buffer("127.0.0.1 localhost"))
                .setServers(List.of("127.0.0.1:" + names.address().getPort()))
                .setQueryTimeout(500)
                .setSearchDomains(List.of())));
  }

  /** In front of {@code providers} and the good one, with {@code sections} after them. */
  static Bench of(CharSequence providers, CharSequence sections) {
    return new Bench(HEAD + providers + GOOD + sections);
  }

  /** The same with further sections of the configuration at its end. */
  static Bench with(Faulty faulty, String options, String sections) {
    return new Bench(CONFIG + sections, faulty, options);
  }

  /** The same with other bounds on trying again. */
  static Bench retrying(Faulty faulty, String options, String retry) {
    return new Bench(
        CONFIG.replace("backoff_ms = 1\nmax_backoff_ms = 2\n", retry), faulty, options);
  }

  /** The same with further lines of the section {@code server}. */
  static Bench serving(Faulty faulty, String options, String server) {
    return new Bench(server + CONFIG, faulty, options);
  }

  RunningGateway gateway() {
    return gateway;
  }

  HttpResponse<byte[]> ask(ClientApi client, String model, boolean stream) {
    return gateway.post(client.path(model, stream), client.body(model, stream));
  }

  HttpResponse<byte[]> ask(String model) {
    return ask(ClientApi.CHAT, model, false);
  }

  /** Asks so often at the same time; done when all are answered. */
  List<HttpResponse<byte[]>> askAtOnce(String model, int times) {
    return Stream.generate(() -> asking(model)).limit(times).toList().stream()
        .map(CompletableFuture::join)
        .toList();
  }

  /** Asks without waiting for the answer. */
  CompletableFuture<HttpResponse<byte[]>> asking(String model) {
    return client.sendAsync(
        gateway
            .request(ClientApi.CHAT.path(model, false))
            .POST(BodyPublishers.ofString(ClientApi.CHAT.body(model, false)))
            .build(),
        BodyHandlers.ofByteArray());
  }

  RequestRecord record(HttpResponse<byte[]> response) {
    return gateway.record(response.headers().firstValue("x-request-id").orElseThrow());
  }

  /** What {@code /health} says. */
  JsonNode health() {
    return StrictJson.parse(gateway.send(gateway.request("/health").GET().build()).body());
  }

  /** How often faults were counted whose name fits {@code pattern}. */
  long counted(String pattern) {
    return counted(health(), pattern);
  }

  /** How often {@code health} has faults counted whose name fits {@code pattern}. */
  static long counted(JsonNode health, String pattern) {
    long count = 0;
    for (var each : health.path("faults").properties()) {
      count += each.getKey().matches(pattern) ? each.getValue().asLong() : 0;
    }
    return count;
  }

  /** What {@code /health} says of a deployment. */
  JsonNode deployment(String name) {
    return health().path("deployments").path(name);
  }

  @Override
  public void close() {
    gateway.close();
  }
}
