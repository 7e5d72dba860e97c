package dev.signalbox.analytics.budget;

import dev.signalbox.analytics.audit.AuditFact;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.engine.price.Dollars;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the audit trail of an account that came to its warning or its limit. */
public final class BudgetNews implements Consumer<Standing> {
  private static final Logger LOG = LoggerFactory.getLogger(BudgetNews.class);

  private final FactWriter facts;
  private final LongSupplier clockMillis;

  /**
   * News.
   *
   * @param facts writes the audit trail
   * @param clockMillis milliseconds since 1970
   */
  public BudgetNews(FactWriter facts, LongSupplier clockMillis) {
    this.facts = facts;
    this.clockMillis = clockMillis;
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
    LOG.warn("budget `{}` of {}: {}", budget.name(), of, detail);
    boolean soft = standing.level() == Standing.Level.WARNING;
    facts.offer(
        new AuditFact(
            Instant.ofEpochMilli(clockMillis.getAsLong()),
            AuditFact.GATEWAY,
            "",
            soft ? "budget.warning" : "budget.exhausted",
            budget.name() + " " + of,
            detail,
            budget.stops() ? "stop" : "warn"));
  }
}
