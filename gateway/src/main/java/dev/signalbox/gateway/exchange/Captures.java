package dev.signalbox.gateway.exchange;

import dev.signalbox.analytics.capture.CaptureFact;
import dev.signalbox.analytics.capture.CaptureMode;
import dev.signalbox.analytics.capture.Masking;
import dev.signalbox.gateway.access.Caller;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Decides of which requests prompts and answers are kept, and where they go. Used by all threads.
 */
public final class Captures {
  private final Settings settings;
  private final Consumer<CaptureFact> sink;
  private final InstantSource clock;

  /**
   * What is kept.
   *
   * @param samplePercent the share, where a share is kept
   * @param maxBytes most of each stage; the rest is counted only
   */
  public record Settings(CaptureMode mode, double samplePercent, int maxBytes, Masking masking) {}

  /** Captures that go to {@code sink}, which must not block. */
  public Captures(Settings settings, Consumer<CaptureFact> sink, InstantSource clock) {
    this.settings = settings;
    this.sink = sink;
    this.clock = clock;
  }

  /** The capture of a request of {@code caller}; empty when nothing of it is kept. */
  public Optional<Capture> begin(Caller caller) {
    boolean wanted =
        switch (settings.mode()) {
          case OFF -> false;
          case ERRORS, ALL -> true;
          case SAMPLE -> ThreadLocalRandom.current().nextDouble(100) < settings.samplePercent();
        };
    return wanted
        ? Optional.of(
            new Capture(
                new Capture.Terms(settings.mode() == CaptureMode.ERRORS, settings.maxBytes()),
                clock,
                settings.masking().and(caller.providerKeys().values()),
                sink))
        : Optional.empty();
  }
}
