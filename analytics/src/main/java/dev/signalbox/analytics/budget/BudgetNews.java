package dev.signalbox.analytics.budget;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.audit.AuditLog;
import dev.signalbox.analytics.store.FactWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the audit trail of an account that came to its warning or its limit. */
public final class BudgetNews implements Consumer<Standing> {
  private static final Logger LOG = LoggerFactory.getLogger(BudgetNews.class);
  private static final int NANO_DIGITS = 9;

  private final FactWriter writer;
  private final LongSupplier clockMillis;

  /**
   * News.
   *
   * @param writer of the audit trail
   * @param clockMillis milliseconds since 1970
   */
  public BudgetNews(FactWriter writer, LongSupplier clockMillis) {
    this.writer = writer;
    this.clockMillis = clockMillis;
  }

  @Override
  public void accept(Standing standing) {
    Budget budget = standing.budget();
    String of = standing.account().scope().id() + ":" + standing.account().subject();
    String detail =
        "$%s spent and $%s reserved of $%s until %s"
            .formatted(
                dollars(standing.figures().spentNanos()),
                dollars(standing.figures().reservedNanos()),
                dollars(budget.limitNanos()),
                Instant.ofEpochMilli(standing.endMillis()));
    LOG.warn("budget `{}` of {}: {}", budget.name(), of, detail);
    boolean soft = standing.level() == Standing.Level.WARNING;
    writer.offer(
        AuditLog.fact(
            AuditEntry.of(
                    AuditEntry.By.GATEWAY,
                    soft ? "budget.warning" : "budget.exhausted",
                    budget.name() + " " + of,
                    detail)
                .ended(budget.stops() ? "stop" : "warn"),
            clockMillis.getAsLong()));
  }

  /** Dollars as people write them. */
  public static String dollars(long nanos) {
    BigDecimal exact = BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros();
    return (exact.scale() < 2 ? exact.setScale(2) : exact).toPlainString();
  }
}
