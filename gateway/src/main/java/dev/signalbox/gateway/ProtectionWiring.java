package dev.signalbox.gateway;

import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.execution.FaultCounters;
import dev.signalbox.gateway.guard.hook.Webhook;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.protect.ProcessMeter;
import dev.signalbox.gateway.protect.Protection;
import java.util.stream.Collectors;

/** From the configuration to what keeps the process from more than it can do. */
final class ProtectionWiring {
  private ProtectionWiring() {}

  /** For a process that starts with {@code config}; {@code counters} tell what it did. */
  static Protection protectionOf(
      GatewayConfig config, Serving.Clocks clocks, FaultCounters counters) {
    return new Protection(
        config.overload(),
        new Protection.Parts(
            config.server().limits().connections(),
            Runtime.getRuntime().maxMemory(),
            clocks.nanos(),
            clocks.steady(),
            new ProcessMeter(),
            counters::count));
  }

  /** Has {@code protection} go by {@code config} from now on. */
  static void follow(Protection protection, GatewayConfig config) {
    protection.under(config.overload());
    protection
        .dependencies()
        .keep(
            Webhook.PREFIX,
            config.sanitization().more().webhooks().stream()
                .map(hook -> Webhook.PREFIX + hook.name())
                .collect(Collectors.toSet()));
  }
}
