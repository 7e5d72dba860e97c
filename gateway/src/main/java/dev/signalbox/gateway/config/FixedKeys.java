package dev.signalbox.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The keys that hold from the start of the process to its end. */
public final class FixedKeys {
  private static final List<Fixed> ALL =
      List.of(
          new Fixed("server.port", config -> config.server().port()),
          new Fixed("server.host", config -> config.server().host()),
          new Fixed("server.event_loops", config -> config.server().eventLoops()),
          new Fixed("server.signing_key", config -> config.server().signingKey()),
          new Fixed("server.header_bytes", config -> config.server().limits().headerBytes()),
          new Fixed("server.max_connections", config -> config.server().limits().connections()),
          new Fixed("server.header_timeout_ms", config -> config.server().timeouts().header()),
          new Fixed("server.idle_timeout_ms", config -> config.server().timeouts().idle()),
          new Fixed("responses.retention_hours", config -> config.responses().retention()),
          new Fixed("responses.max_stored", config -> config.responses().maxStored()),
          new Fixed("responses.max_bytes", config -> config.responses().maxBytes()),
          new Fixed("database.dir", config -> config.database().dir()),
          new Fixed("database.url", config -> config.database().server()),
          new Fixed("analytics.durability", config -> config.analytics().commitFirst()),
          new Fixed("analytics.queue", config -> config.analytics().queue()),
          new Fixed("analytics.retention_hours", config -> config.analytics().retention()));

  private FixedKeys() {}

  private record Fixed(String key, Function<GatewayConfig, Object> value) {}

  /**
   * A configuration that a running process can go over to.
   *
   * @param config as it was asked for, with the fixed keys as they are
   * @param left the fixed keys that were asked to change
   */
  public record Kept(GatewayConfig config, List<String> left) {
    public Kept {
      left = List.copyOf(left);
    }
  }

  /** What a process that runs under {@code running} can make of {@code wanted}. */
  public static Kept keep(GatewayConfig running, GatewayConfig wanted) {
    List<String> left = new ArrayList<>();
    for (Fixed fixed : ALL) {
      if (!fixed.value().apply(running).equals(fixed.value().apply(wanted))) {
        left.add(fixed.key());
      }
    }
    return new Kept(wanted.keeping(running), left);
  }
}
