package dev.signalbox.gateway;

import dev.signalbox.engine.assertion.Assertion;
import dev.signalbox.engine.assertion.AssertionResult;
import dev.signalbox.engine.assertion.Rehearsal;
import dev.signalbox.gateway.cli.Foresight;
import dev.signalbox.gateway.config.GatewayConfig;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Foresight by the same means that a start and a reload have. */
public final class ProspectForesight implements Foresight {
  private final InstantSource clock;

  /** Foresight at the time that {@code clock} says. */
  public ProspectForesight(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public List<String> warnings(GatewayConfig config) {
    return prospect(config).warnings();
  }

  @Override
  public List<AssertionResult> assertions(GatewayConfig config) {
    return prospect(config).assertions(clock.instant());
  }

  @Override
  public Rehearsal.Outcome decide(GatewayConfig config, Assertion.Request request) {
    return prospect(config).rehearsal(clock.instant()).of(request);
  }

  private Prospect prospect(GatewayConfig config) {
    return Prospect.of(config, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }
}
