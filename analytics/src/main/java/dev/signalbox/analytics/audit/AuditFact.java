package dev.signalbox.analytics.audit;

import static dev.signalbox.analytics.schema.Tables.AUDIT;

import dev.signalbox.analytics.schema.tables.records.AuditRecord;
import dev.signalbox.analytics.store.Batch;
import dev.signalbox.analytics.store.Fact;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * One row of the audit trail. Its hash is that of the row before it and of all it says, so that a
 * row that is changed or taken out breaks the chain.
 *
 * @param actor who did it
 * @param address where from; empty text for the gateway itself
 * @param target what it was done to
 */
public record AuditFact(
    Instant at,
    String actor,
    String address,
    String action,
    String target,
    String detail,
    String outcome)
    implements Fact {
  /** The actor of what the gateway does itself. */
  public static final String GATEWAY = "(gateway)";

  /** Held by whoever adds a row on a server, so that no two have the same one before them. */
  private static final long LOCK = 0x5369676e616c6175L;

  @Override
  public void addTo(Batch batch) {
    batch.change(this::append);
  }

  private void append(DSLContext transaction) {
    if (transaction.dialect().family() == SQLDialect.POSTGRES) {
      transaction.fetch("select pg_advisory_xact_lock({0})", DSL.inline(LOCK));
    }
    AuditRecord last =
        transaction
            .selectFrom(AUDIT)
            .orderBy(AUDIT.ID.desc())
            .limit(1)
            .fetchOptional()
            .orElse(null);
    AuditRecord row = new AuditRecord();
    row.setId(last == null ? 1 : last.getId() + 1);
    row.setAtMs(at.toEpochMilli());
    row.setActor(actor);
    row.setAddress(address);
    row.setAction(action);
    row.setTarget(target);
    row.setDetail(detail);
    row.setOutcome(outcome);
    row.setPreviousHash(last == null ? "" : last.getHash());
    row.setHash(hashOf(row));
    transaction.insertInto(AUDIT).set(row).execute();
  }

  private static String hashOf(AuditRecord row) {
    String text =
        String.join(
            "\n",
            row.getPreviousHash(),
            Long.toString(row.getId()),
            Long.toString(row.getAtMs()),
            row.getActor(),
            row.getAddress(),
            row.getAction(),
            row.getTarget(),
            row.getDetail(),
            row.getOutcome());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
