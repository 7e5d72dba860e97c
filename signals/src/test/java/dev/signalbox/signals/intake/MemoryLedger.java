package dev.signalbox.signals.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A ledger in memory, which several intakes may share; it can fail to say what it stored. */
final class MemoryLedger implements Ledger {
  private final NavigableMap<Long, Entry> rows = new TreeMap<>();
  private final Set<Object> once = new HashSet<>();
  private boolean silent;

  /** What no two rows have in common. */
  private record Once(long signal, int part, String kind, String state) {}

  /** From now on it stores what comes, but does not say so. */
  void silent(boolean on) {
    silent = on;
  }

  @Override
  public Set<Long> append(List<? extends Entry> added) {
    Set<Long> stored = new LinkedHashSet<>();
    for (Entry row : added) {
      if (isNew(row)) {
        rows.put(row.id(), row);
        stored.add(row.id());
      }
    }
    if (silent) {
      throw new NotStored(new IllegalStateException("silent"));
    }
    return stored;
  }

  private boolean isNew(Entry row) {
    return switch (row) {
      case Entry.Said said -> isNew(said);
      case Entry.Revoked revoked -> once.add(new Once(revoked.signal(), 0, "revoked", ""));
      case Entry.Raised raised ->
          once.add(raised.alarm().target() + "@" + raised.alarm().atMillis());
    };
  }

  private boolean isNew(Entry.Said said) {
    Once place = new Once(said.head().signal(), said.head().part(), "signal", said.state().id());
    String key = said.of().signal().idempotencyKey();
    Keyed keyed = new Keyed(said.of().sender().label(), key);
    boolean first = said.id() == said.head().signal() && !key.isEmpty();
    if (once.contains(place) || (first && once.contains(keyed))) {
      return false;
    }
    if (first) {
      once.add(keyed);
    }
    return once.add(place);
  }

  @Override
  public Set<Long> stored(Collection<Long> ids) {
    return ids.stream().filter(rows::containsKey).collect(Collectors.toSet());
  }

  @Override
  public Map<Long, List<Entry>> ofSignals(Collection<Long> signals) {
    return rows.values().stream()
        .filter(row -> !(row instanceof Entry.Raised))
        .filter(row -> signals.contains(signalOf(row)))
        .collect(Collectors.groupingBy(MemoryLedger::signalOf));
  }

  static long signalOf(Entry row) {
    return switch (row) {
      case Entry.Said said -> said.head().signal();
      case Entry.Revoked revoked -> revoked.signal();
      case Entry.Raised raised -> raised.id();
    };
  }

  @Override
  public Map<Keyed, Long> ofKeys(Collection<Keyed> keys) {
    Map<Keyed, Long> found = new HashMap<>();
    said()
        .filter(said -> said.id() == said.head().signal())
        .forEach(
            said -> {
              Keyed keyed =
                  new Keyed(said.of().sender().label(), said.of().signal().idempotencyKey());
              if (keys.contains(keyed)) {
                found.put(keyed, said.head().signal());
              }
            });
    return found;
  }

  private Stream<Entry.Said> said() {
    return rows.values().stream().filter(Entry.Said.class::isInstance).map(Entry.Said.class::cast);
  }

  @Override
  public List<Entry.Said> pending(long fromId, int most) {
    return said()
        .filter(said -> said.state() == State.PENDING && said.id() >= fromId)
        .filter(said -> ofSignals(Set.of(said.id())).getOrDefault(said.id(), List.of()).size() == 1)
        .limit(most)
        .toList();
  }

  @Override
  public Set<Long> revoked(Collection<Long> signals) {
    return rows.values().stream()
        .filter(Entry.Revoked.class::isInstance)
        .map(MemoryLedger::signalOf)
        .filter(signals::contains)
        .collect(Collectors.toSet());
  }

  @Override
  public List<Entry> rows(Collection<Long> ids) {
    return rows.values().stream().filter(row -> ids.contains(row.id())).toList();
  }

  @Override
  public List<Long> ids(long after, int except, int most) {
    return rows.tailMap(after, false).keySet().stream()
        .filter(id -> World.nodeOf(id) != except)
        .limit(most)
        .toList();
  }

  @Override
  public List<Entry> page(long after, int most) {
    return rows.tailMap(after, false).values().stream().limit(most).toList();
  }

  @Override
  public long beginOfNewest(long fromId, int most) {
    List<Long> ids = List.copyOf(rows.tailMap(fromId, false).descendingKeySet());
    return ids.size() > most ? ids.get(most) : fromId;
  }

  /** What of all rows is to be learnt: those of signals that nobody took back. */
  Map<Long, Object> holding() {
    Set<Long> revoked = revoked(rows.values().stream().map(MemoryLedger::signalOf).toList());
    Map<Long, Object> holding = new TreeMap<>();
    said()
        .filter(said -> !revoked.contains(said.head().signal()))
        .forEach(
            said ->
                said.observation()
                    .ifPresent(
                        observation ->
                            holding.put(
                                said.id(), List.of(observation, said.before().orElseThrow()))));
    return holding;
  }

  List<Entry> all() {
    return List.copyOf(rows.values());
  }
}
