package dev.signalbox.gateway.route;

import dev.signalbox.engine.state.Snapshot;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * The snapshot that decisions are made on at the moment. Read by all event loops; whoever learns
 * something new swaps it.
 */
public final class Snapshots {
  private final AtomicReference<Snapshot> current;

  /** Begins with {@code first}. */
  public Snapshots(Snapshot first) {
    this.current = new AtomicReference<>(first);
  }

  /** The snapshot as it is now. */
  public Snapshot current() {
    return current.get();
  }

  /** Swaps it for what {@code change} makes of it; may call {@code change} more than once. */
  public void update(UnaryOperator<Snapshot> change) {
    current.updateAndGet(change);
  }
}
