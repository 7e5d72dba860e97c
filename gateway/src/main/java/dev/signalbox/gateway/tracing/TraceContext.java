package dev.signalbox.gateway.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes which trace a message belongs to, by <a
 * href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>: what is malformed counts as
 * absent.
 */
final class TraceContext {
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
  private static final Getter GETTER = new Getter();

  private TraceContext() {}

  /** The context that {@code headers} tell of; that of nobody where they tell of none. */
  static Context of(MultiMap headers) {
    return W3C.extract(Context.root(), headers, GETTER);
  }

  /** The headers that tell of {@code context}. */
  static Map<String, String> headersOf(Context context) {
    Map<String, String> headers = new HashMap<>();
    W3C.inject(context, headers, (_, name, value) -> headers.put(name, value));
    return headers;
  }

  /** Of one header given twice nobody knows which is meant; a list may come in several. */
  private static final class Getter implements TextMapGetter<MultiMap> {
    @Override
    public @Nullable String get(@Nullable MultiMap headers, String name) {
      List<String> values = headers == null ? List.of() : headers.getAll(name);
      if (values.isEmpty() || (values.size() > 1 && !name.equals("tracestate"))) {
        return null;
      }
      return String.join(",", values);
    }
  }
}
