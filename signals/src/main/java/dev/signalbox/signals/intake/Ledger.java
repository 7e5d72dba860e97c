package dev.signalbox.signals.intake;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where rows of signals are kept, by several processes where there are several. All of it blocks.
 * Once a signal has a row of a kind, another of that kind is left out; so is one whose idempotency
 * key its sender has used before.
 */
public interface Ledger {
  /**
   * Adds {@code rows}.
   *
   * @return ids of those that were not left out
   * @throws NotStored when that is not known
   */
  Set<Long> append(List<? extends Entry> rows);

  /** The ids among {@code rows} that are stored. */
  Set<Long> stored(Collection<Long> rows);

  /**
   * All rows of these signals, the ones that revoke them included, each signal's in the order of
   * their ids.
   */
  Map<Long, List<Entry>> ofSignals(Collection<Long> signals);

  /** The signals that these senders have sent under these keys. */
  Map<Keyed, Long> ofKeys(Collection<Keyed> keys);

  /** A key that a sender has chosen. */
  record Keyed(String label, String key) {}

  /** Signals that wait for their answers, since {@code fromId}, the oldest first. */
  List<Entry.Said> pending(long fromId, int most);

  /** Those of these signals that hold no more. */
  Set<Long> revoked(Collection<Long> signals);

  /** The rows of these ids, in their order. */
  List<Entry> rows(Collection<Long> ids);

  /**
   * Ids of rows, in their order.
   *
   * @param after only higher ones
   * @param except only those that other nodes than this have written
   */
  List<Long> ids(long after, int except, int most);

  /** The first rows of a higher id than {@code after}, in the order of their ids. */
  List<Entry> page(long after, int most);

  /** The id that the newest {@code most} rows are after; {@code fromId} when there are fewer. */
  long beginOfNewest(long fromId, int most);

  /** That rows could not be stored in time; they may have been, or will be. */
  final class NotStored extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Because of {@code cause}. */
    public NotStored(Throwable cause) {
      super("signals could not be stored in time", cause);
    }
  }
}
