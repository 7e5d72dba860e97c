package dev.signalbox.gateway.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes on when it is told to. */
final class TestTime {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));
  private final InstantSource source = now::get;

  Clock clock() {
    return source.withZone(ZoneOffset.UTC);
  }

  Instant instant() {
    return now.get();
  }

  void forward(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }
}
