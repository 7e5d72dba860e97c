package dev.signalbox.gateway.admin.live;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.portal.live.OpenRequest;
import java.time.Instant;

/** An exchange as viewers see it; of what changes in one, only what may be read from anywhere. */
record OpenExchange(Exchange exchange) implements OpenRequest {
  @Override
  public long number() {
    return exchange.number();
  }

  @Override
  public String id() {
    return exchange.origin().id();
  }

  @Override
  public Instant at() {
    return exchange.origin().at();
  }

  @Override
  public String owner() {
    return exchange.origin().caller().label();
  }

  @Override
  public String project() {
    return exchange.origin().project();
  }

  @Override
  public String source() {
    return exchange.origin().source();
  }

  @Override
  public String model() {
    return exchange.served().map(Target::toString).orElseGet(exchange::requestedModel);
  }

  @Override
  public boolean streams() {
    return exchange.streams();
  }
}
