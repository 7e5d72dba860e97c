package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Tabled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The keys that hold from the start of the process to its end: those declared so. */
public final class FixedKeys {
  /** The sections that have some. */
  static final List<Table<?>> TABLES =
      List.of(
          new Table<>(GatewayKeys.SERVER, ServerKeys.SECTION),
          new Table<>(GatewayKeys.RESPONSES, GatewayKeys.RESPONSES_SECTION),
          new Table<>(GatewayKeys.DATABASE, AnalyticsKeys.DATABASE_SECTION),
          new Table<>(GatewayKeys.ANALYTICS, AnalyticsKeys.ANALYTICS_SECTION),
          new Table<>(GatewayKeys.SIGNALS, SignalsKeys.SECTION),
          new Table<>(GatewayKeys.CLUSTER, ClusterKeys.SECTION));

  private FixedKeys() {}

  /** A section under its key. */
  record Table<T extends Tabled<T>>(Key<T> key, Section<T> section) {
    private Stream<String> changed(GatewayConfig running, GatewayConfig wanted) {
      return section.fixedKeys().stream()
          .filter(
              fixed -> !in(running).settings().get(fixed).equals(in(wanted).settings().get(fixed)))
          .map(fixed -> key.name() + "." + fixed.name());
    }

    private GatewayConfig kept(GatewayConfig running, GatewayConfig wanted) {
      return wanted.with(key, in(wanted).keeping(in(running), section));
    }

    private T in(GatewayConfig config) {
      return config.settings().get(key);
    }
  }

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
    GatewayConfig kept = wanted;
    for (Table<?> table : TABLES) {
      table.changed(running, wanted).forEach(left::add);
      kept = table.kept(running, kept);
    }
    return new Kept(kept, left);
  }
}
