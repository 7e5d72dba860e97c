package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.Report;
import dev.signalbox.gateway.reach.Escapes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the variables of OpenTelemetry say of traces (<a
 * href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OTLP Exporter
 * Configuration</a>), read where requests are traced; what the file says comes first.
 */
final class TracingOfEnvironment {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
  private static final String SERVICE = "OTEL_SERVICE_NAME";
  private static final String RESOURCE = "OTEL_RESOURCE_ATTRIBUTES";
  private static final String SERVICE_NAME = "service.name";

  private final Map<String, String> environment;
  private final Report report;

  private TracingOfEnvironment(Map<String, String> environment, Report report) {
    this.environment = environment;
    this.report = report;
  }

  /** {@code config} with what {@code environment} says of traces. */
  static GatewayConfig in(GatewayConfig config, Map<String, String> environment, Report report) {
    TracingConfig written = config.tracing();
    return written.enabled()
        ? config.with(
            GatewayKeys.TRACING, new TracingOfEnvironment(environment, report).in(written))
        : config;
  }

  private TracingConfig in(TracingConfig written) {
    Map<String, String> resource = pairs(RESOURCE);
    Optional<String> named = Optional.ofNullable(resource.remove(SERVICE_NAME));
    resource.putAll(written.resource());
    return new TracingConfig(
        written.enabled(),
        written.endpoint().or(this::endpoint),
        written.headers().isEmpty() ? headers() : written.headers(),
        written.serviceName().or(() -> value(SERVICE)).or(() -> named),
        resource,
        written.samplePercent(),
        written.bounds(),
        written.content(),
        written.link());
  }

  private Optional<URI> endpoint() {
    return value(ENDPOINT).flatMap(this::address);
  }

  private Optional<URI> address(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // is told below
    }
    wrong(ENDPOINT, "must be an address that starts with `http://` or `https://`");
    return Optional.empty();
  }

  private Map<String, Secret> headers() {
    Map<String, Secret> headers = new LinkedHashMap<>();
    pairs(HEADERS)
        .forEach(
            (name, text) -> {
              if (CommonKinds.isHeaderName(name) && CommonKinds.isLine(text)) {
                headers.put(name, new Secret(text));
              } else {
                wrong(HEADERS, "must be `name=value`, with commas between");
              }
            });
    return headers;
  }

  /** {@code name=value}, percent-encoded, with commas between. */
  private Map<String, String> pairs(String variable) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : value(variable).orElse("").split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals).strip(), decoded(variable, pair.substring(equals + 1)));
      } else if (!pair.isBlank()) {
        wrong(variable, "must be `name=value`, with commas between");
      }
    }
    return pairs;
  }

  private String decoded(String variable, String text) {
    try {
      return Escapes.undone(text.strip());
    } catch (IllegalArgumentException e) {
      wrong(variable, "has a `%` that begins no character");
      return "";
    }
  }

  private Optional<String> value(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
  }

  private void wrong(String variable, String message) {
    report.wrong(new Place("environment", 0, variable), message);
  }
}
