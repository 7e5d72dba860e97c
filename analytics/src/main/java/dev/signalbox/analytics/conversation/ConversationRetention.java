package dev.signalbox.analytics.conversation;

import static dev.signalbox.analytics.schema.Tables.CONVERSATIONS;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.sum;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Expiry;
import dev.signalbox.analytics.store.FactWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Table;
import org.jooq.WindowSpecification;
import org.jooq.impl.DSL;

/** Takes conversations out that are too old, and the oldest where there are too many. */
public final class ConversationRetention {
  private final Expiry expiry;
  private final Database database;
  private final Kept kept;

  /**
   * What is kept.
   *
   * @param time how long; zero keeps none
   * @param most how many
   * @param mostBytes of all together, before they are packed
   */
  public record Kept(Duration time, long most, long mostBytes) {}

  /** Works through {@code writer}, which writes {@link Area#CAPTURES} of {@code database}. */
  public ConversationRetention(FactWriter writer, Database database, Kept kept) {
    this.expiry = new Expiry(writer, database.dialect());
    this.database = database;
    this.kept = kept;
  }

  /** Takes out what is too much at {@code nowMillis} since 1970; blocks. The number of rows. */
  public int run(long nowMillis) {
    int removed = remove(CONVERSATIONS.AT_MS.lt(nowMillis - kept.time().toMillis()));
    Optional<Long> newest = newestTooMany();
    if (newest.isPresent()) {
      removed += remove(CONVERSATIONS.AT_MS.le(newest.get()));
    }
    if (removed > 0) {
      expiry.giveBack();
    }
    return removed;
  }

  private int remove(Condition old) {
    return expiry.remove(new Expiry.Old<>(CONVERSATIONS, CONVERSATIONS.ID, old));
  }

  /** When the newest of those was kept that are beyond what may be there. */
  private Optional<Long> newestTooMany() {
    WindowSpecification newestFirst =
        DSL.orderBy(CONVERSATIONS.AT_MS.desc(), CONVERSATIONS.ID, CONVERSATIONS.OWNER)
            .rowsUnboundedPreceding();
    Field<Integer> place = rowNumber().over(newestFirst).as("place");
    Field<BigDecimal> upTo = sum(CONVERSATIONS.BYTES).over(newestFirst).as("up_to");
    Table<Record3<Long, Integer, BigDecimal>> all =
        DSL.select(CONVERSATIONS.AT_MS, place, upTo).from(CONVERSATIONS).asTable("all_kept");
    return database
        .reading(Area.CAPTURES)
        .select(max(all.field(CONVERSATIONS.AT_MS)))
        .from(all)
        .where(
            DSL.field(DSL.name("place"), Long.class)
                .gt(kept.most())
                .or(
                    DSL.field(DSL.name("up_to"), BigDecimal.class)
                        .gt(BigDecimal.valueOf(kept.mostBytes()))))
        .fetchOptional()
        .flatMap(row -> Optional.ofNullable(row.value1()));
  }
}
