package dev.signalbox.gateway.tracing;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.LayerRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A decision as events of a span: one for each layer, and the plan. */
final class RoutingEvents {
  private static final int MOST_PLANNED = 8;

  private RoutingEvents() {}

  /** Adds those of {@code decision} to {@code span}. */
  static void add(Span span, Decision decision) {
    for (LayerRecord layer : decision.layers()) {
      AttributesBuilder attributes =
          Attributes.builder()
              .put(Attribute.LAYER, layer.layer())
              .put(Attribute.IN, (long) layer.in())
              .put(Attribute.KEPT, (long) layer.out())
              .put(Attribute.DROPPED, (long) layer.dropped().size());
      if (!layer.dropped().isEmpty()) {
        attributes.put(Attribute.REASONS, reasons(layer.dropped()));
      }
      span.addEvent("signalbox.routing." + layer.layer(), attributes.build());
    }
    List<String> plan =
        decision.targets().stream().limit(MOST_PLANNED).map(Target::toString).toList();
    span.addEvent("signalbox.routing.plan", Attributes.of(Attribute.PLAN, plan));
  }

  /** {@code reason=count}, by reason. */
  private static List<String> reasons(List<LayerRecord.Dropped> dropped) {
    Map<String, Integer> counts = new TreeMap<>();
    dropped.forEach(each -> counts.merge(each.reason().code().id(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(count -> count.getKey() + "=" + count.getValue())
        .toList();
  }
}
