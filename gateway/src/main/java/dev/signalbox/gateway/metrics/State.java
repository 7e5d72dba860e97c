package dev.signalbox.gateway.metrics;

import dev.signalbox.analytics.budget.Standing;
import dev.signalbox.analytics.store.PoolState;
import dev.signalbox.analytics.store.WriterState;
import dev.signalbox.gateway.admin.facts.ProcessFacts;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Who tells how the process stands under one configuration; nobody of them blocks.
 *
 * @param facts of the process
 * @param stores how writing each database is getting on, by its name
 * @param pools connections to databases and providers
 * @param budgets how budgets stood when they were looked at last
 * @param watching who looks on, and at what
 */
public record State(
    ProcessFacts facts,
    Map<String, Supplier<WriterState>> stores,
    Pools pools,
    Supplier<List<Standing>> budgets,
    Watching watching) {
  /**
   * Connections of ours.
   *
   * @param databases how those to read each database are used, by its name
   * @param providers how many are open, by the id of the provider
   */
  public record Pools(
      Supplier<Map<String, PoolState>> databases, Supplier<Map<String, Integer>> providers) {}

  /**
   * What goes on.
   *
   * @param viewers pages that look on
   * @param streams answers that are being streamed
   */
  public record Watching(IntSupplier viewers, IntSupplier streams) {}
}
