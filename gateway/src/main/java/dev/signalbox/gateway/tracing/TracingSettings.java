package dev.signalbox.gateway.tracing;

import dev.signalbox.analytics.capture.Masking;
import java.time.Duration;
import java.util.Map;

/**
 * How requests are traced.
 *
 * @param headers sent with every export; secrets
 * @param resource what traces say of this process
 * @param sampleShare share of the traces begun here that are kept, from 0 to 1
 * @param content what of prompts and answers goes along
 */
public record TracingSettings(
    CollectorAddress collector,
    Map<String, String> headers,
    Map<String, String> resource,
    double sampleShare,
    Bounds bounds,
    Content content) {
  public TracingSettings {
    headers = Map.copyOf(headers);
    resource = Map.copyOf(resource);
  }

  /**
   * What exporting may take.
   *
   * @param queue most spans that wait
   * @param timeout longest time for one export, further tries included
   * @param delay longest time that a span waits for others
   */
  public record Bounds(int queue, Duration timeout, Duration delay) {}

  /**
   * What of prompts and answers goes along.
   *
   * @param maxBytes most of each; 0 for nothing at all
   * @param masking takes known secrets out
   */
  public record Content(int maxBytes, Masking masking) {
    /** Nothing. */
    public static final Content NONE = new Content(0, Masking.NONE);
  }

  /** Without the headers. */
  @Override
  public String toString() {
    return "TracingSettings[" + collector + "]";
  }
}
