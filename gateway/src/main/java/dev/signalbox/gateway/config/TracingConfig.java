package dev.signalbox.gateway.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How requests are traced: {@code [tracing]}.
 *
 * @param endpoint where the collector is; empty where nobody said
 * @param headers sent with every export
 * @param serviceName what the gateway is called in traces; empty where nobody said
 * @param resource what else traces say of the gateway
 * @param samplePercent share of the traces begun here that are kept
 * @param content what of prompts and answers goes along
 * @param link address of a page that shows a trace
 */
public record TracingConfig(
    boolean enabled,
    Optional<URI> endpoint,
    Map<String, Secret> headers,
    Optional<String> serviceName,
    Map<String, String> resource,
    double samplePercent,
    Bounds bounds,
    Content content,
    Optional<String> link) {
  public TracingConfig {
    headers = Map.copyOf(headers);
    resource = Map.copyOf(resource);
  }

  /**
   * What exporting may take.
   *
   * @param queue spans that may wait
   * @param timeout longest time for one export
   * @param delay how long a span waits for others
   */
  public record Bounds(int queue, Duration timeout, Duration delay) {}

  /**
   * What of prompts and answers goes along with traces.
   *
   * @param included whether anything does
   * @param maxBytes most of each
   */
  public record Content(boolean included, int maxBytes) {}
}
