package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Names;
import dev.signalbox.gateway.config.schema.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code [tracing]}. */
final class TracingKeys {
  /** What stands for the id of a trace in the address of a page. */
  private static final String TRACE_ID = "{trace_id}";

  static final Key<Boolean> ENABLED =
      Key.of(
          "enabled",
          Kinds.flag(),
          false,
          "whether requests are traced, and traces go to an OpenTelemetry collector");
  static final Key<Optional<URI>> ENDPOINT =
      Key.optional(
          "endpoint",
          CommonKinds.HTTP_ADDRESS,
          "where it takes OTLP over HTTP, without /v1/traces; none: the variable"
              + " OTEL_EXPORTER_OTLP_ENDPOINT, else http://localhost:4318");
  static final Key<Map<String, Secret>> HEADERS =
      Key.of(
          "headers",
          new Kind.Entries<>(CommonKinds.HEADER_NAMES, CommonKinds.SECRET),
          Map.of(),
          "sent with every export, such as its key; none: the variable"
              + " OTEL_EXPORTER_OTLP_HEADERS; values are kept out of logs");
  static final Key<Optional<String>> SERVICE_NAME =
      Key.optional(
          "service_name",
          Kinds.line(255),
          "what this gateway is called in traces; none: the variable OTEL_SERVICE_NAME, else"
              + " signalbox");
  static final Key<Map<String, String>> RESOURCE =
      Key.of(
          "resource",
          new Kind.Entries<>(
              Names.of(
                  "[A-Za-z][A-Za-z0-9._-]{0,127}",
                  "the name of an attribute",
                  CommonKinds.MOST_KEYS),
              Kinds.line(1_024)),
          Map.of(),
          "what else traces say of it, beside the variable OTEL_RESOURCE_ATTRIBUTES");
  static final Key<Double> SAMPLE_PERCENT =
      Key.of(
          "sample_percent",
          Kinds.decimal(0, 100),
          100.0,
          "share of the traces begun here that are kept; a client's trace is kept where the client"
              + " keeps it");
  static final Key<Integer> QUEUE =
      Key.of(
          "queue",
          Kinds.whole(64, 1_000_000),
          8_192,
          "spans that may wait to be exported; those beyond are lost, and counted");
  static final Key<Duration> TIMEOUT =
      Key.of(
          "timeout_ms",
          Kinds.millis(100, 120_000),
          Duration.ofSeconds(10),
          "longest time for one export, further tries included");
  static final Key<Duration> DELAY =
      Key.of(
          "delay_ms",
          Kinds.millis(10, 60_000),
          Duration.ofSeconds(1),
          "longest time that a span waits for others to be exported with");
  static final Key<Boolean> CONTENT =
      Key.of(
          "content",
          Kinds.flag(),
          false,
          "whether prompts and answers go along, as the guard lets them pass, without known keys");
  static final Key<Integer> CONTENT_BYTES =
      Key.of(
          "content_max_bytes",
          Kinds.whole(256, 1 << 20),
          8_192,
          "most of a prompt and of an answer that goes along; the rest is cut off");
  static final Key<Optional<String>> LINK =
      Key.optional(
          "link",
          Kinds.text(
              "an address that starts with `http://` or `https://` and holds `{trace_id}`",
              TracingKeys::link),
          "page that shows a trace; requests in the portal link to it");

  static final Section<TracingConfig> SECTION =
      Section.of(
          List.of(
              ENABLED,
              ENDPOINT,
              HEADERS,
              SERVICE_NAME,
              RESOURCE,
              SAMPLE_PERCENT,
              QUEUE,
              TIMEOUT,
              DELAY,
              CONTENT,
              CONTENT_BYTES,
              LINK),
          values ->
              new TracingConfig(
                  values.get(ENABLED),
                  values.get(ENDPOINT),
                  values.get(HEADERS),
                  values.get(SERVICE_NAME),
                  values.get(RESOURCE),
                  values.get(SAMPLE_PERCENT),
                  new TracingConfig.Bounds(
                      values.get(QUEUE), values.get(TIMEOUT), values.get(DELAY)),
                  new TracingConfig.Content(values.get(CONTENT), values.get(CONTENT_BYTES)),
                  values.get(LINK)));

  private TracingKeys() {}

  private static Optional<String> link(String text) {
    try {
      URI uri = new URI(text.replace(TRACE_ID, "0"));
      boolean page = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return page && uri.getHost() != null && text.contains(TRACE_ID)
          ? Optional.of(text)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
