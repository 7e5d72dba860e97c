package dev.signalbox.gateway.execution;

import dev.signalbox.engine.policy.Hedge;
import java.util.HashMap;
import java.util.Map;

/**
 * How many second calls the requests of each profile may start early: each request earns its
 * profile a share of one, up to {@value #MOST_SAVED}. Guarded by its own monitor, held for a few
 * instructions.
 */
public final class HedgeBudgets {
  private static final int MOST_SAVED = 10;
  private static final int WHOLE = 100;

  private final Map<String, Integer> saved = new HashMap<>();

  /** Notes a request of {@code profile}, which exists. */
  public synchronized void request(String profile, Hedge hedge) {
    saved.merge(profile, hedge.percent(), (had, more) -> Math.min(MOST_SAVED * WHOLE, had + more));
  }

  /** Takes a second call; whether it may be started. */
  public synchronized boolean tryHedge(String profile) {
    int had = saved.getOrDefault(profile, 0);
    if (had < WHOLE) {
      return false;
    }
    saved.put(profile, had - WHOLE);
    return true;
  }
}
