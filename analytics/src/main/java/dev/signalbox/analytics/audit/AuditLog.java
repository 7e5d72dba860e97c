package dev.signalbox.analytics.audit;

import static dev.signalbox.analytics.schema.Tables.AUDIT_LOG;

import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.schema.tables.records.AuditLogRecord;
import dev.signalbox.analytics.store.Fact;
import dev.signalbox.engine.digest.Sha256;
import dev.signalbox.engine.text.Excerpt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The audit trail. Rows are only ever added; each holds a digest of itself and of the one before
 * it, so that a row that is changed or taken out shows. The end may be cut off unseen: whoever
 * fears that keeps the last hash elsewhere.
 */
public final class AuditLog {
  private static final String BEGINNING = "";

  /** What locks the end of the trail on PostgreSQL, where several nodes write it. */
  private static final long LOCK = 0x7369676e_616c6201L;

  /** Rows read at once when all are looked at. */
  private static final int STEP = 1_000;

  private AuditLog() {}

  /** A row to be written alone. */
  public static Fact fact(AuditEntry entry, long atMillis) {
    return batch -> batch.change(transaction -> append(transaction, entry, atMillis));
  }

  /** Adds a row within {@code transaction}, so that it is there just when what it tells of is. */
  public static void append(DSLContext transaction, AuditEntry entry, long atMillis) {
    if (transaction.family() == SQLDialect.POSTGRES) {
      transaction.fetch("select pg_advisory_xact_lock({0})", DSL.inline(LOCK));
    }
    AuditLogRecord last =
        transaction
            .selectFrom(AUDIT_LOG)
            .orderBy(AUDIT_LOG.ID.desc())
            .limit(1)
            .fetchOptional()
            .orElse(null);
    AuditLogRecord row = new AuditLogRecord();
    row.setId(last == null ? 1 : last.getId() + 1);
    row.setAtMs(atMillis);
    row.setActor(cut(entry.by().actor(), 128));
    row.setAddress(cut(entry.by().address(), 64));
    row.setAction(cut(entry.action(), 64));
    row.setTarget(cut(entry.target(), 256));
    row.setDetail(cut(entry.detail(), 4_096));
    row.setOutcome(cut(entry.outcome(), 64));
    row.setRequestId(cut(entry.by().requestId(), 128));
    row.setBeforeHash(entry.beforeHash());
    row.setAfterHash(entry.afterHash());
    row.setPreviousHash(last == null ? BEGINNING : last.getHash());
    row.setHash(hash(row));
    transaction.insertInto(AUDIT_LOG).set(row).execute();
  }

  /** NUL cannot be stored everywhere, and half a character nowhere. */
  private static String cut(String text, int most) {
    return Excerpt.cut(text.replace('\0', ' '), most);
  }

  /**
   * The digest of a row: every field with its length before it, so that none runs into the next.
   */
  private static String hash(AuditLogRecord row) {
    StringBuilder all = new StringBuilder();
    for (String field :
        new String[] {
          row.getPreviousHash(),
          Long.toString(row.getId()),
          Long.toString(row.getAtMs()),
          row.getActor(),
          row.getAddress(),
          row.getAction(),
          row.getTarget(),
          row.getDetail(),
          row.getOutcome(),
          row.getRequestId(),
          row.getBeforeHash(),
          row.getAfterHash()
        }) {
      all.append(field.length()).append(':').append(field);
    }
    return Sha256.hex(all.toString());
  }

  /**
   * What a look at the whole trail found.
   *
   * @param rows how many are sound, from the first on
   * @param lastHash of the last of these; empty text when there is none
   * @param broken number of the first row that is not as it was written, or does not follow the one
   *     before it
   */
  public record Verification(long rows, String lastHash, Optional<Long> broken) {}

  /** Looks at every row; reads in steps. */
  public static Verification verify(DSLContext dsl) {
    long rows = 0;
    String previous = BEGINNING;
    while (true) {
      List<AuditLogRecord> step =
          new ArrayList<>(
              dsl.selectFrom(AUDIT_LOG)
                  .where(AUDIT_LOG.ID.gt(rows))
                  .orderBy(AUDIT_LOG.ID)
                  .limit(STEP)
                  .fetch());
      for (AuditLogRecord row : step) {
        boolean follows = row.getId() == rows + 1 && row.getPreviousHash().equals(previous);
        if (!follows || !row.getHash().equals(hash(row))) {
          return new Verification(rows, previous, Optional.of(rows + 1));
        }
        rows = row.getId();
        previous = row.getHash();
      }
      if (step.size() < STEP) {
        return new Verification(rows, previous, Optional.empty());
      }
    }
  }

  /** Whether there is a row with {@code hash}. */
  public static boolean holds(DSLContext dsl, String hash) {
    return dsl.fetchExists(AUDIT_LOG, AUDIT_LOG.HASH.eq(hash));
  }

  /** The newest rows of a time in which one of {@code actions} was done. */
  public static List<AuditLogRecord> within(
      DSLContext dsl, Collection<String> actions, Span span, int limit) {
    return dsl.selectFrom(AUDIT_LOG)
        .where(
            AUDIT_LOG.ACTION.in(actions),
            AUDIT_LOG.AT_MS.ge(span.from()),
            AUDIT_LOG.AT_MS.lt(span.until()))
        .orderBy(AUDIT_LOG.AT_MS.desc(), AUDIT_LOG.ID.desc())
        .limit(limit)
        .fetch();
  }

  /**
   * The newest rows before the one with the number {@code before}.
   *
   * @param action only these; empty for all
   */
  public static List<AuditLogRecord> newest(
      DSLContext dsl, Optional<String> action, long before, int limit) {
    return dsl.selectFrom(AUDIT_LOG)
        .where(AUDIT_LOG.ID.lt(before))
        .and(action.map(AUDIT_LOG.ACTION::eq).orElseGet(DSL::noCondition))
        .orderBy(AUDIT_LOG.ID.desc())
        .limit(limit)
        .fetch();
  }
}
