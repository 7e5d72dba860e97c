package dev.signalbox.analytics.sql;

import static dev.signalbox.analytics.schema.Tables.AUDIT;

import dev.signalbox.analytics.store.FactWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.SQLDialect;

/**
 * The audit trail in the database: each row holds a digest of itself and of the one before it, so
 * that a row that is changed or taken out shows.
 */
public final class StoredAudit implements AuditTrail {
  /** What locks the end of the trail on PostgreSQL, where several nodes write it. */
  private static final long LOCK = 0x7369676e_616c6201L;

  private static final String BEGINNING = "";

  private final FactWriter writer;
  private final LongSupplier clockMillis;

  public StoredAudit(FactWriter writer, LongSupplier clockMillis) {
    this.writer = writer;
    this.clockMillis = clockMillis;
  }

  @Override
  public void add(Entry entry) {
    long at = clockMillis.getAsLong();
    writer.offer(batch -> batch.change(transaction -> append(transaction, entry, at)));
  }

  private static void append(DSLContext transaction, Entry entry, long at) {
    if (transaction.family() == SQLDialect.POSTGRES) {
      transaction.fetch("select pg_advisory_xact_lock(?)", LOCK);
    }
    Record2<Long, String> last =
        transaction
            .select(AUDIT.ID, AUDIT.HASH)
            .from(AUDIT)
            .orderBy(AUDIT.ID.desc())
            .limit(1)
            .fetchOne();
    long id = last == null ? 1 : last.value1() + 1;
    String previous = last == null ? BEGINNING : last.value2();
    Entry kept = cut(entry);
    transaction
        .insertInto(AUDIT)
        .set(AUDIT.ID, id)
        .set(AUDIT.AT_MS, at)
        .set(AUDIT.ACTOR, kept.actor())
        .set(AUDIT.ADDRESS, kept.address())
        .set(AUDIT.ACTION, kept.action())
        .set(AUDIT.TARGET, kept.target())
        .set(AUDIT.DETAIL, kept.detail())
        .set(AUDIT.OUTCOME, kept.outcome())
        .set(AUDIT.PREVIOUS_HASH, previous)
        .set(AUDIT.HASH, hash(previous, id, at, kept))
        .execute();
  }

  private static Entry cut(Entry entry) {
    return new Entry(
        cut(entry.actor(), 128),
        cut(entry.address(), 64),
        cut(entry.action(), 64),
        cut(entry.target(), 256),
        cut(entry.detail(), 4_096),
        cut(entry.outcome(), 64));
  }

  /** NUL cannot be stored everywhere, and half a character nowhere. */
  private static String cut(String text, int most) {
    String plain = text.replace('\0', ' ');
    if (plain.length() <= most) {
      return plain;
    }
    int end = Character.isHighSurrogate(plain.charAt(most - 1)) ? most - 1 : most;
    return plain.substring(0, end);
  }

  /**
   * The digest of a row: every field with its length before it, so that none runs into the next.
   */
  static String hash(String previous, long id, long at, Entry entry) {
    StringBuilder all = new StringBuilder();
    for (String field :
        new String[] {
          previous,
          Long.toString(id),
          Long.toString(at),
          entry.actor(),
          entry.address(),
          entry.action(),
          entry.target(),
          entry.detail(),
          entry.outcome()
        }) {
      all.append(field.length()).append(':').append(field);
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(all.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
