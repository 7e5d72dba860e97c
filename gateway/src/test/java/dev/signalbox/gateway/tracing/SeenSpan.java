package dev.signalbox.gateway.tracing;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A span as a collector reads it.
 *
 * @param resource what is said of the process it is from
 */
record SeenSpan(Span span, Map<String, Object> resource) {
  /** Those of an export. */
  static List<SeenSpan> in(ExportTraceServiceRequest export) {
    List<SeenSpan> seen = new ArrayList<>();
    for (ResourceSpans from : export.getResourceSpansList()) {
      Map<String, Object> resource = valuesOf(from.getResource().getAttributesList());
      for (ScopeSpans scope : from.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> seen.add(new SeenSpan(span, resource)));
      }
    }
    return seen;
  }

  String name() {
    return span.getName();
  }

  boolean isServer() {
    return span.getKind() == Span.SpanKind.SPAN_KIND_SERVER;
  }

  boolean isError() {
    return span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR;
  }

  String trace() {
    return hex(span.getTraceId());
  }

  String id() {
    return hex(span.getSpanId());
  }

  /** Empty text for none. */
  String parent() {
    return hex(span.getParentSpanId());
  }

  long start() {
    return span.getStartTimeUnixNano();
  }

  Map<String, Object> attributes() {
    return valuesOf(span.getAttributesList());
  }

  List<String> events() {
    return span.getEventsList().stream().map(Span.Event::getName).toList();
  }

  /** The attributes of the first event of this name. */
  Map<String, Object> event(String name) {
    return span.getEventsList().stream()
        .filter(event -> event.getName().equals(name))
        .findFirst()
        .map(event -> valuesOf(event.getAttributesList()))
        .orElseThrow();
  }

  @Override
  public String toString() {
    return name() + " " + attributes() + " " + events();
  }

  private static Map<String, Object> valuesOf(List<KeyValue> attributes) {
    Map<String, Object> values = new LinkedHashMap<>();
    attributes.forEach(each -> values.put(each.getKey(), valueOf(each.getValue())));
    return values;
  }

  private static Object valueOf(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(SeenSpan::valueOf).toList();
      case KVLIST_VALUE, BYTES_VALUE, VALUE_NOT_SET -> value.toString();
    };
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
