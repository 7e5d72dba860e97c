package dev.signalbox.gateway;

import dev.signalbox.analytics.decision.DecisionStore;
import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.demo.PastKeeper;
import java.util.List;
import java.util.OptionalLong;
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
  public void keep(KeptDecision kept, Decision decision, long request) {
    store.decisions().keep(kept, DecisionStore.Beside.of(decision, OptionalLong.of(request)));
  }

  @Override
  public CompletionStage<Void> keep(List<RequestRecord> records) {
    List<RequestFact> facts =
        records.stream().map(record -> new RequestFact(record, Store.ONLY_NODE)).toList();
    return store
        .writers()
        .facts()
        .store(batch -> facts.forEach(fact -> fact.addTo(batch)))
        .thenRun(store.closedDays()::forget);
  }
}
