package dev.signalbox.analytics.decision;

import static dev.signalbox.analytics.schema.Tables.SNAPSHOT_PARTS;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.when;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.store.Batch;
import dev.signalbox.engine.archive.Packed;
import dev.signalbox.engine.archive.PartKind;
import dev.signalbox.engine.archive.SnapshotCodec;
import dev.signalbox.engine.state.Snapshot;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * Knows which parts of snapshots are stored, so that each is written once, and again once an hour
 * while decisions refer to it, which keeps it from being forgotten. Lives on the writer's thread.
 *
 * <p>A lively part is another one nearly every second: it is stored as what differs from a whole
 * one, and whole again after {@link #MOST_DIFFERENCES} of them or when half of it differs. A part
 * that is stored whole stays whole, so that none is ever more than one step away from it.
 */
final class PartLedger {
  /** How old the note of a part's last use may be. */
  static final long FRESH_MILLIS = 3_600_000;

  /** Parts of a kind in a row that are stored as differences. */
  static final int MOST_DIFFERENCES = 60;

  /** Parts that are remembered. */
  private static final int MOST_KNOWN = 512;

  private final Map<Key, Long> known = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<PartKind, Whole> wholes = new EnumMap<>(PartKind.class);

  private record Key(PartKind kind, String revision) {}

  /**
   * The whole part that others of its kind are stored as differences to.
   *
   * @param differences how many have been since
   */
  private record Whole(ObjectNode json, Part part, int differences) {}

  /** Adds to {@code batch} what is not stored yet of {@code snapshot}, used at {@code atMillis}. */
  void store(Snapshot snapshot, long atMillis, Batch batch) {
    for (PartKind kind : PartKind.values()) {
      String revision = kind.revisionIn(snapshot.revisions());
      Key key = new Key(kind, revision);
      if (isStale(key, atMillis)) {
        ObjectNode json = SnapshotCodec.write(kind, snapshot);
        Part part =
            kind.isLively()
                ? lively(key, json, atMillis, batch)
                : new Part(kind, revision, "", Packed.pack(json));
        put(part, atMillis, batch);
      }
    }
  }

  /** Takes nothing for stored any more. */
  void forget() {
    known.clear();
    wholes.clear();
  }

  private boolean isStale(Key key, long atMillis) {
    Long used = known.get(key);
    return used == null || used < atMillis - FRESH_MILLIS;
  }

  private Part lively(Key key, ObjectNode json, long atMillis, Batch batch) {
    Whole whole = wholes.get(key.kind());
    if (whole != null && whole.differences() < MOST_DIFFERENCES) {
      Part base = whole.part();
      ObjectNode difference = SnapshotCodec.difference(whole.json(), json);
      Part part = new Part(key.kind(), key.revision(), base.revision, Packed.pack(difference));
      if (part.body.length * 2 < base.body.length) {
        if (isStale(base.key(), atMillis)) {
          put(base, atMillis, batch);
        }
        wholes.put(key.kind(), new Whole(whole.json(), base, whole.differences() + 1));
        return part;
      }
    }
    Part part = new Part(key.kind(), key.revision(), "", Packed.pack(json));
    wholes.put(key.kind(), new Whole(json, part, 0));
    return part;
  }

  private void put(Part part, long atMillis, Batch batch) {
    batch.change(transaction -> part.upsert(transaction, atMillis));
    known.merge(part.key(), atMillis, Math::max);
    if (known.size() > MOST_KNOWN) {
      known.remove(known.keySet().iterator().next());
    }
  }

  /** A part as it is stored. */
  private static final class Part {
    private final PartKind kind;
    private final String revision;
    private final String base;
    private final byte[] body;

    Part(PartKind kind, String revision, String base, byte[] body) {
      this.kind = kind;
      this.revision = revision;
      this.base = base;
      this.body = body;
    }

    Key key() {
      return new Key(kind, revision);
    }

    void upsert(DSLContext transaction, long atMillis) {
      var isWhole = SNAPSHOT_PARTS.BASE.eq("");
      transaction
          .insertInto(SNAPSHOT_PARTS)
          .set(SNAPSHOT_PARTS.KIND, kind.id())
          .set(SNAPSHOT_PARTS.REVISION, revision)
          .set(SNAPSHOT_PARTS.AT_MS, atMillis)
          .set(SNAPSHOT_PARTS.BASE, base)
          .set(SNAPSHOT_PARTS.BODY, body)
          .onConflict(SNAPSHOT_PARTS.KIND, SNAPSHOT_PARTS.REVISION)
          .doUpdate()
          .set(SNAPSHOT_PARTS.AT_MS, greatest(SNAPSHOT_PARTS.AT_MS, excluded(SNAPSHOT_PARTS.AT_MS)))
          .set(
              SNAPSHOT_PARTS.BASE,
              when(isWhole, SNAPSHOT_PARTS.BASE).otherwise(excluded(SNAPSHOT_PARTS.BASE)))
          .set(
              SNAPSHOT_PARTS.BODY,
              when(isWhole, SNAPSHOT_PARTS.BODY).otherwise(excluded(SNAPSHOT_PARTS.BODY)))
          .execute();
    }
  }
}
