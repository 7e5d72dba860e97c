package dev.signalbox.gateway.metrics;

import java.util.Locale;

/** The texts that figures can be had as. */
public enum TextFormat {
  /** What everything that reads Prometheus reads. */
  PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
  /** Its successor. */
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private static final String OPEN_TYPE = "application/openmetrics-text";

  private final String contentType;

  TextFormat(String contentType) {
    this.contentType = contentType;
  }

  /** What the header of an answer says. */
  String contentType() {
    return contentType;
  }

  /**
   * The one for whoever accepts {@code accept}; Prometheus names the newer one where it reads it.
   */
  static TextFormat askedBy(String accept) {
    return accept.toLowerCase(Locale.ROOT).contains(OPEN_TYPE) ? OPEN_METRICS : PROMETHEUS;
  }
}
