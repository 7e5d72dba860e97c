package dev.signalbox.signals.intake;

import dev.signalbox.signals.learning.Alarm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Takes signals: finds what they are about, keeps them in the ledger, and tells whoever learns. All
 * of it blocks. Confined to one thread.
 *
 * <p>What is learnt is what the ledger says: a row counts only once it is known to be stored.
 */
public final class Intake {
  /** Rows that may be of unknown fate at once. */
  private static final int MOST_UNSURE = 50_000;

  /** How long the fate of rows is asked for. */
  private static final long UNSURE_MILLIS = 600_000;

  /** Looks between two at what other processes have left waiting. */
  private static final int SELDOM = 60;

  private final Means means;
  private final Rows rows;
  private final Waiting waiting = new Waiting();
  private final Feed feed;
  private final Map<Long, Entry> unsure = new HashMap<>();
  private int looks;

  /** An intake of signals; nothing is learnt before {@link #begin}. */
  public Intake(Means means) {
    this.means = means;
    this.rows = new Rows(means);
    this.feed = new Feed(means, waiting);
  }

  /** Tells whoever learns what the ledger holds. */
  public void begin() {
    feed.rebuild();
    takeOver();
  }

  /** What is said of the signal {@code id} when it is taken back. */
  public enum Revocation {
    /** It holds no more. */
    DONE,
    /** It held no more before. */
    BEFORE,
    /** There is none. */
    UNKNOWN
  }

  /**
   * Takes {@code signals}; what is wrong with one spoils none of the others.
   *
   * @return what became of each, in their order
   * @throws Ledger.NotStored when that is not known; sent again under the same idempotency keys,
   *     none counts twice
   */
  public List<Receipt> accept(List<Submission> signals) {
    Round round = new Round(signals);
    List<Receipt> receipts = new ArrayList<>(signals.size());
    signals.forEach(signal -> receipts.add(round.take(signal)));
    Set<Long> stored = append(round.made);
    if (stored.size() == round.made.size()) {
      return receipts;
    }
    return whatIsStored(signals, receipts, stored);
  }

  /** Takes back the signal {@code signal} exactly: as if it had never come. */
  public Revocation revoke(long signal, String by) {
    Fold fold = new Fold(means.ledger().ofSignals(Set.of(signal)).getOrDefault(signal, List.of()));
    if (fold.first().isEmpty()) {
      return Revocation.UNKNOWN;
    }
    if (!fold.holds()) {
      return Revocation.BEFORE;
    }
    append(List.of(rows.revoked(signal, by, OptionalLong.empty())));
    return Revocation.DONE;
  }

  /** Does what is to be done about once a second. */
  public void tick() {
    lookForUnsure();
    feed.settle();
    if (means.shared()) {
      feed.follow();
    }
    feed.age();
    if (looks++ % SELDOM == 0) {
      takeOver();
    }
    append(Waiting.ended(waiting.due(means.nowMillis()), means, rows));
    if (feed.takeChanged()) {
      raise(means.lessons().settle());
    }
  }

  private void raise(List<Alarm> alarms) {
    append(alarms.stream().map(this::raised).toList());
  }

  private Entry.Raised raised(Alarm alarm) {
    long id = means.nextId();
    return new Entry.Raised(
        id,
        means.nowMillis(),
        new Alarm(
            id,
            alarm.atMillis(),
            alarm.target(),
            alarm.project(),
            alarm.task(),
            alarm.statistic()));
  }

  /** What waits in the ledger and nobody may have in mind any more. */
  private void takeOver() {
    long from = means.firstIdAt().applyAsLong(means.nowMillis() - Waiting.LONGEST_MILLIS * 2);
    means.ledger().pending(from, Waiting.MOST).forEach(waiting::add);
  }

  /** Stores {@code made} and tells of what was stored. */
  private Set<Long> append(List<? extends Entry> made) {
    if (made.isEmpty()) {
      return Set.of();
    }
    try {
      Set<Long> stored = means.ledger().append(made);
      tell(made, stored);
      return stored;
    } catch (Ledger.NotStored e) {
      made.stream()
          .limit(Math.max(0, MOST_UNSURE - unsure.size()))
          .forEach(row -> unsure.put(row.id(), row));
      throw e;
    }
  }

  private void tell(Collection<? extends Entry> made, Set<Long> stored) {
    List<? extends Entry> kept = made.stream().filter(row -> stored.contains(row.id())).toList();
    for (Entry row : kept) {
      if (row instanceof Entry.Said said && said.state() == State.PENDING) {
        waiting.add(said);
      }
    }
    feed.added(kept);
  }

  private void lookForUnsure() {
    if (unsure.isEmpty()) {
      return;
    }
    Set<Long> stored = means.ledger().stored(unsure.keySet());
    List<Entry> kept =
        unsure.values().stream()
            .filter(row -> stored.contains(row.id()))
            .sorted(Entry.BY_ID)
            .toList();
    tell(kept, stored);
    long before = means.nowMillis() - UNSURE_MILLIS;
    unsure.values().removeIf(row -> stored.contains(row.id()) || row.atMillis() < before);
  }

  /** Another process has stored one with the same key in the meantime. */
  private List<Receipt> whatIsStored(
      List<Submission> signals, List<Receipt> receipts, Set<Long> stored) {
    Round again = new Round(signals);
    List<Receipt> told = new ArrayList<>(receipts.size());
    for (int i = 0; i < receipts.size(); i++) {
      Receipt receipt = receipts.get(i);
      boolean lost = receipt.id().isPresent() && !stored.contains(receipt.id().getAsLong());
      told.add(lost ? again.earlier(signals.get(i)).orElse(receipt) : receipt);
    }
    return told;
  }

  /** Some signals that are taken together, so that few questions are asked for all of them. */
  private final class Round {
    private final Map<Ledger.Keyed, Receipt> keyed = new HashMap<>();
    private final Map<Long, Fold> superseded = new HashMap<>();
    private final Found found;
    private final List<Entry> made = new ArrayList<>();
    private int pending;

    Round(List<Submission> signals) {
      this.found = Found.of(signals, means.answers());
      List<Ledger.Keyed> keys =
          signals.stream().flatMap(each -> keyOf(each).stream()).distinct().toList();
      Map<Ledger.Keyed, Long> known = keys.isEmpty() ? Map.of() : means.ledger().ofKeys(keys);
      List<Long> ids = new ArrayList<>(known.values());
      signals.forEach(each -> each.signal().supersedes().ifPresent(ids::add));
      if (!ids.isEmpty()) {
        means.ledger().ofSignals(ids).forEach((id, all) -> superseded.put(id, new Fold(all)));
      }
      known.forEach(
          (key, id) ->
              Optional.ofNullable(superseded.get(id))
                  .flatMap(Fold::receipt)
                  .ifPresent(receipt -> keyed.put(key, receipt)));
    }

    private static Optional<Ledger.Keyed> keyOf(Submission of) {
      String key = of.signal().idempotencyKey();
      return key.isEmpty()
          ? Optional.empty()
          : Optional.of(new Ledger.Keyed(of.sender().label(), key));
    }

    /** What its sender was told when it came the first time. */
    Optional<Receipt> earlier(Submission of) {
      return keyOf(of).map(keyed::get);
    }

    Receipt take(Submission of) {
      return earlier(of)
          .orElseGet(
              () -> {
                Receipt receipt = takeNew(of);
                if (receipt.id().isPresent()) {
                  keyOf(of).ifPresent(key -> keyed.put(key, receipt));
                }
                return receipt;
              });
    }

    private Receipt takeNew(Submission of) {
      OptionalLong old = of.signal().supersedes();
      if (old.isPresent() && !mayReplace(old.getAsLong(), of.sender())) {
        return Receipt.refused(Reason.UNKNOWN_SUPERSEDED);
      }
      return switch (found.subjectsOf(of, means.nowMillis())) {
        case Found.Subjects.Refused(var reason) -> Receipt.refused(reason);
        case Found.Subjects.Known(var answers) -> keep(rows.applied(of, answers), of);
        case Found.Subjects.Unknown _ -> {
          if (!waiting.hasRoom(pending)) {
            yield Receipt.refused(Reason.TOO_MANY_PENDING);
          }
          pending++;
          yield keep(
              List.of(rows.other(of, State.PENDING, Reason.UNKNOWN_SUBJECT, OptionalLong.empty())),
              of);
        }
      };
    }

    private Receipt keep(List<Entry.Said> said, Submission of) {
      made.addAll(said);
      OptionalLong old = of.signal().supersedes();
      if (old.isPresent()) {
        long signal = said.getFirst().head().signal();
        made.add(rows.revoked(old.getAsLong(), of.sender().label(), OptionalLong.of(signal)));
        superseded.remove(old.getAsLong());
      }
      return said.getFirst().receipt();
    }

    private boolean mayReplace(long old, Sender sender) {
      return Optional.ofNullable(superseded.get(old))
          .filter(Fold::holds)
          .flatMap(Fold::first)
          .filter(first -> sender.all() || first.of().sender().label().equals(sender.label()))
          .isPresent();
    }
  }
}
