package dev.signalbox.gateway.exchange;

import dev.signalbox.analytics.capture.CaptureFact;
import dev.signalbox.analytics.capture.Masking;
import dev.signalbox.analytics.capture.Stage;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one request and its answers looked like at each stage; handed over when the request is over.
 * Lives on one event loop.
 */
public final class Capture {
  private final Terms terms;
  private final InstantSource clock;
  private final Masking masking;
  private final Consumer<CaptureFact> sink;
  private final List<Part> parts = new ArrayList<>();

  /**
   * What is kept.
   *
   * @param onlyErrors whether an answered request leaves nothing
   * @param maxBytes most of each stage
   */
  record Terms(boolean onlyErrors, int maxBytes) {}

  Capture(Terms terms, InstantSource clock, Masking masking, Consumer<CaptureFact> sink) {
    this.terms = terms;
    this.clock = clock;
    this.masking = masking;
    this.sink = sink;
  }

  /** Begins a part, which bytes can be added to until the end. */
  public Part part(Stage stage) {
    Part part = new Part(stage, clock.instant(), terms.maxBytes());
    parts.add(part);
    return part;
  }

  /** Hands over what was captured of the request with this number. */
  void finish(long request, boolean failed) {
    if (terms.onlyErrors() && !failed) {
      return;
    }
    for (Part part : parts) {
      if (part.total > 0) {
        sink.accept(
            new CaptureFact(
                request,
                part.stage,
                part.attempt,
                part.at,
                part.contentType,
                part.total,
                part.unmapped,
                part.body.getBytes(),
                masking));
      }
    }
  }

  /** One stage of one attempt. */
  public static final class Part {
    private final Stage stage;
    private final Instant at;
    private final int maxBytes;
    private final Buffer body = Buffer.buffer();
    private int attempt;
    private long total;
    private String contentType = "application/json";
    private List<String> unmapped = List.of();

    private Part(Stage stage, Instant at, int maxBytes) {
      this.stage = stage;
      this.at = at;
      this.maxBytes = maxBytes;
    }

    /** Adds what came; what is beyond the bound is counted only. */
    public Part add(Buffer bytes) {
      total += bytes.length();
      int room = Math.min(maxBytes - body.length(), bytes.length());
      if (room > 0) {
        body.appendBuffer(bytes, 0, room);
      }
      return this;
    }

    /** Notes the type of the content. */
    public Part of(String type) {
      contentType = type;
      return this;
    }

    /** Notes which attempt it belongs to. */
    public void belongsTo(int number) {
      attempt = number;
    }

    /** Notes what was not carried over from the stage before. */
    public Part without(List<String> fields) {
      unmapped = fields;
      return this;
    }
  }
}
