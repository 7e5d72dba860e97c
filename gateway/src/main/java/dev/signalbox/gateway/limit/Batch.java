package dev.signalbox.gateway.limit;

import dev.signalbox.analytics.shared.StatePage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Jobs that are done together, one after the other, on one page of the store. */
final class Batch {
  private final List<Job> jobs;
  private final Self self;
  private final Map<LimitPlan.Entry, String> keys = new LinkedHashMap<>();

  /** How many requests of this replica are under way, where that is limited. */
  private final Map<LimitPlan.Entry, Integer> underWay;

  /**
   * A replica.
   *
   * @param node its unique name
   * @param lease how long what it says of its requests under way holds
   */
  record Self(String node, Duration lease) {}

  /** {@code jobs} of the replica {@code self}, whose own meters are {@code own}. */
  Batch(List<Job> jobs, Self self, Meters own) {
    this.jobs = List.copyOf(jobs);
    this.self = self;
    for (Job job : jobs) {
      job.entries().forEach(entry -> keys.computeIfAbsent(entry, StoredMeter::keyOf));
    }
    this.underWay = own.underWay(keys.keySet());
  }

  /** The keys of all that it is about. */
  SortedSet<String> keys() {
    return new TreeSet<>(keys.values());
  }

  /** A meter of the store, and what others have under way there. */
  private record Open(Meter meter, StoredMeter stored, int others) {}

  /** Does all jobs on {@code page}; what came of those that take, in their order. */
  List<Wish.Answer> on(StatePage page) {
    Map<LimitPlan.Entry, Open> open = new HashMap<>();
    List<Wish.Answer> answers = new ArrayList<>();
    for (Job job : jobs) {
      switch (job) {
        case Job.Take(var wish, _) ->
            answers.add(wish.take(entry -> open(entry, page, open).meter()));
        case Job.End(var endings) ->
            endings.forEach(ending -> end(ending, open(ending.entry(), page, open).meter()));
        case Job.Renew(var entries) ->
            entries.forEach(entry -> open(entry, page, open).meter().touch());
        case Job.Forget(var entry) -> open.put(entry, full(entry, page));
      }
    }
    open.forEach((entry, each) -> write(entry, each, page));
    return answers;
  }

  private Open open(LimitPlan.Entry entry, StatePage page, Map<LimitPlan.Entry, Open> open) {
    return open.computeIfAbsent(
        entry,
        wanted -> {
          StoredMeter stored =
              StoredMeter.of(wanted.limit(), page.read(keyOf(wanted)), page.nanos());
          int others = stored.places().othersThan(self.node(), page.nanos());
          int mine = underWay.getOrDefault(wanted, 0);
          return new Open(
              new Meter(wanted.limit(), wanted.subject(), stored.rates(), others + mine),
              stored,
              others);
        });
  }

  /** One that nobody has taken anything from, which the store need not keep. */
  private static Open full(LimitPlan.Entry entry, StatePage page) {
    StoredMeter stored = StoredMeter.of(entry.limit(), Optional.empty(), page.nanos());
    Meter meter = new Meter(entry.limit(), entry.subject(), stored.rates(), 0);
    meter.touch();
    return new Open(meter, stored, 0);
  }

  /** The request is not among those under way any more when this is done. */
  private static void end(Ending ending, Meter meter) {
    switch (ending) {
      case Ending.Left(_, var tokens, var used) -> meter.settle(tokens, used);
      case Ending.Added(_, var used) -> meter.add(used);
    }
  }

  private void write(LimitPlan.Entry entry, Open open, StatePage page) {
    Meter meter = open.meter();
    if (!meter.isChanged()) {
      return;
    }
    Places places =
        entry.limit().maxInFlight().isPresent()
            ? open.stored()
                .places()
                .with(
                    new Places.Place(
                        self.node(),
                        meter.inFlight() - open.others(),
                        page.nanos() + self.lease().toNanos()),
                    page.nanos())
            : Places.NONE;
    page.write(
        keyOf(entry),
        new StoredMeter(meter.rates(), places).bytes(entry.subject()),
        StoredMeter.kept(meter, self.lease()));
  }

  private String keyOf(LimitPlan.Entry entry) {
    String key = keys.get(entry);
    if (key == null) {
      throw new IllegalStateException("a job is about entries that it did not name");
    }
    return key;
  }
}
