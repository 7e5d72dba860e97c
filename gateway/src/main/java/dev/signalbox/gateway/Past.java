package dev.signalbox.gateway;

import dev.signalbox.analytics.budget.Budgets;
import dev.signalbox.analytics.budget.Spender;
import dev.signalbox.analytics.decision.DecisionStore;
import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.config.AppConfig;
import dev.signalbox.gateway.demo.PastKeeper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps what is made up of the time before the start, in the store that everything is kept in. */
final class Past implements PastKeeper {
  private final Live live;
  private final Store store;

  /** Of a gateway that serves {@code live}. */
  Past(Live live, Store store) {
    this.live = live;
    this.store = store;
  }

  @Override
  public Snapshot snapshot() {
    return live.routing().snapshot();
  }

  @Override
  public Resolution meaning(String model, long draw) {
    return live.http()
        .names()
        .resolver()
        .resolve(model, NameWiring.namesOf(live.config().routing()), draw);
  }

  @Override
  public Optional<String> profileOf(String app) {
    return live.config().apps().stream()
        .filter(each -> each.name().equals(app))
        .findFirst()
        .flatMap(AppConfig::profile);
  }

  @Override
  public void keep(KeptDecision kept, Decision decision, long request) {
    store.decisions().keep(kept, DecisionStore.Beside.of(decision, OptionalLong.of(request)));
  }

  @Override
  public CompletionStage<Void> keep(List<RequestRecord> records, Instant now) {
    List<RequestFact> facts =
        records.stream().map(record -> new RequestFact(record, Store.ONLY_NODE)).toList();
    return store
        .writers()
        .facts()
        .store(batch -> facts.forEach(fact -> fact.addTo(batch)))
        .thenRun(store.closedDays()::forget)
        .thenCompose(_ -> charged(records, now));
  }

  /** Who spent in which hour. */
  private record Purse(String key, String project, String app, Instant hour) {}

  private CompletionStage<Void> charged(List<RequestRecord> records, Instant now) {
    Map<Purse, List<Budgets.Spent>> spent = new HashMap<>();
    for (RequestRecord record : records) {
      RequestRecord.From from = record.from();
      Instant hour = record.at().truncatedTo(ChronoUnit.HOURS);
      spent
          .computeIfAbsent(
              new Purse(from.key(), from.project(), from.app(), hour), _ -> new ArrayList<>())
          .add(Budgets.Spent.of(record.attempts()));
    }
    return CompletableFuture.allOf(
        spent.entrySet().stream()
            .map(
                each ->
                    live.budgets()
                        .add(
                            spenderOf(each.getKey()),
                            each.getKey().hour().toEpochMilli(),
                            each.getValue(),
                            now.toEpochMilli())
                        .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  private static Spender spenderOf(Purse purse) {
    return new Spender(purse.key(), purse.project(), purse.app());
  }
}
