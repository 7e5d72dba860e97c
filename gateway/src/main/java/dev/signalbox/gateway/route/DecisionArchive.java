package dev.signalbox.gateway.route;

import dev.signalbox.analytics.decision.DecisionFilter;
import dev.signalbox.analytics.decision.DecisionStore;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.routing.Decision;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The kept decisions: the newest in memory, where they can be found while they are carried out, and
 * all in the store once they have ended. Its parts guard themselves.
 */
public final class DecisionArchive {
  private final Vertx vertx;
  private final DecisionLog log;
  private final DecisionStore store;
  private final Consumer<Decision> watcher;

  /**
   * An archive of these two; the store is asked on worker threads of {@code vertx}.
   *
   * @param watcher told of each decision that was carried out, on the thread that served it
   */
  public DecisionArchive(
      Vertx vertx, DecisionLog log, DecisionStore store, Consumer<Decision> watcher) {
    this.vertx = vertx;
    this.log = log;
    this.store = store;
    this.watcher = watcher;
  }

  /** Notes a decision that is being carried out, and says where. */
  long begun(KeptDecision decision) {
    return log.put(decision);
  }

  /** Keeps a decision that nothing will come of, and says where. */
  long made(KeptDecision kept, Decision decision) {
    store.keep(kept, DecisionStore.Beside.of(decision, OptionalLong.empty()));
    return log.put(kept);
  }

  /**
   * Keeps a decision that was carried out.
   *
   * @param request number of the request's record
   */
  void ended(Routing.Route route, DecisionMeta.Outcome outcome, long request) {
    log.finished(route.place(), outcome, request);
    watcher.accept(route.decision());
    store.keep(
        route.kept().with(outcome),
        DecisionStore.Beside.of(route.decision(), OptionalLong.of(request)));
  }

  /**
   * The decision of this id.
   *
   * @param asker label of the key that must have asked for it; empty for anybody's
   */
  public Future<Optional<KeptDecision>> find(String id, Optional<String> asker) {
    Optional<KeptDecision> known = log.find(id);
    return known.isPresent()
        ? Future.succeededFuture(
            known.filter(
                kept -> asker.filter(label -> !label.equals(kept.record().asker())).isEmpty()))
        : vertx
            .executeBlocking(() -> store.find(id, asker), false)
            .map(found -> Objects.requireNonNull(found));
  }

  /**
   * The newest decisions that {@code filter} admits, those of the store and those that are not
   * there yet.
   *
   * @param before only those of a lower number
   * @param limit how many at most
   */
  public Future<List<DecisionRecord>> newest(DecisionFilter filter, long before, int limit) {
    List<DecisionRecord> known =
        log.newestFirst().stream()
            .map(KeptDecision::record)
            .filter(record -> record.number() < before)
            .filter(filter::admits)
            .toList();
    return vertx
        .executeBlocking(() -> store.newest(filter, before, limit), false)
        .map(stored -> merged(known, Objects.requireNonNull(stored), limit));
  }

  private static List<DecisionRecord> merged(
      List<DecisionRecord> known, List<DecisionRecord> stored, int limit) {
    Map<String, DecisionRecord> byId = new LinkedHashMap<>();
    Stream.concat(known.stream(), stored.stream())
        .forEach(record -> byId.putIfAbsent(record.id(), record));
    return byId.values().stream()
        .sorted(Comparator.comparingLong(DecisionRecord::number).reversed())
        .limit(limit)
        .toList();
  }
}
