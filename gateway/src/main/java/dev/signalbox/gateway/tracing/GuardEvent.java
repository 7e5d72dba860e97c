package dev.signalbox.gateway.tracing;

import dev.signalbox.analytics.record.FindingRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the guard found, as an event of a span: how often what, never what it was or where. */
final class GuardEvent {
  private GuardEvent() {}

  /** Adds that of {@code findings} to {@code span}; none where nothing was found. */
  static void add(Span span, List<FindingRecord> findings) {
    if (findings.isEmpty()) {
      return;
    }
    Map<String, Integer> counts = new TreeMap<>();
    findings.forEach(found -> counts.merge(found.rule() + ":" + found.action(), 1, Integer::sum));
    List<String> told =
        counts.entrySet().stream().map(count -> count.getKey() + "=" + count.getValue()).toList();
    span.addEvent("signalbox.guard", Attributes.of(Attribute.FINDINGS, told));
  }
}
