package dev.signalbox.gateway.demo;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.state.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A running gateway as somebody sees it who writes down what would have happened before. */
public interface PastKeeper {
  /** What it decides on now. */
  Snapshot snapshot();

  /**
   * What {@code model} stands for.
   *
   * @param draw decides between weighted targets
   */
  Resolution meaning(String model, long draw);

  /** The profile of requests through {@code app} that name none; empty where it has none. */
  Optional<String> profileOf(String app);

  /**
   * Keeps a decision of the past.
   *
   * @param request number of the request that it was made for
   */
  void keep(KeptDecision kept, Decision decision, long request);

  /**
   * Keeps {@code records} with their sums, all or none, and counts what they cost under the budgets
   * whose periods have not ended at {@code now}; completes when they are stored.
   */
  CompletionStage<Void> keep(List<RequestRecord> records, Instant now);
}
