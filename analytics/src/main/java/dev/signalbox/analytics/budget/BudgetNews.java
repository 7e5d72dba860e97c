package dev.signalbox.analytics.budget;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.audit.AuditLog;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.engine.price.Dollars;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the audit trail of an account that came to its warning or its limit. */
public final class BudgetNews implements Consumer<Standing> {
  private static final Logger log = LoggerFactory.getLogger(BudgetNews.class);

  private final FactWriter writer;
  private final InstantSource clock;

  /**
   * News.
   *
   * @param writer of the audit trail
   * @param clock the time that is written
   */
  public BudgetNews(FactWriter writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
  }

  @Override
  public void accept(Standing standing) {
    Budget budget = standing.budget();
    String of = standing.account().scope().id() + ":" + standing.account().subject();
    String detail =
        "$%s spent and $%s reserved of $%s until %s"
            .formatted(
                Dollars.text(standing.figures().spentNanos()),
                Dollars.text(standing.figures().reservedNanos()),
                Dollars.text(budget.limitNanos()),
                Instant.ofEpochMilli(standing.endMillis()));
    log.warn("budget `{}` of {}: {}", budget.name(), of, detail);
    boolean soft = standing.level() == Standing.Level.WARNING;
    writer.offer(
        AuditLog.fact(
            AuditEntry.of(
                    AuditEntry.By.GATEWAY,
                    soft ? "budget.warning" : "budget.exhausted",
                    budget.name() + " " + of,
                    detail)
                .ended(budget.stops() ? "stop" : "warn"),
            clock.millis()));
  }
}
