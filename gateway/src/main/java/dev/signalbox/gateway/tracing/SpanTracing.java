package dev.signalbox.gateway.tracing;

import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.exchange.Trace;
import dev.signalbox.gateway.exchange.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;

/** Makes a span of each request. Used by all event loops. */
final class SpanTracing implements Tracing {
  private final Tracer tracer;
  private final TracingSettings.Content content;

  SpanTracing(Tracer tracer, TracingSettings.Content content) {
    this.tracer = tracer;
    this.content = content;
  }

  @Override
  public Trace begin(HttpServerRequest request, Exchange.Origin origin) {
    Context from = TraceContext.of(request.headers());
    String method = request.method().name();
    Optional<String> operation = Operation.of(origin.endpoint());
    SpanBuilder builder =
        tracer
            .spanBuilder(operation.orElseGet(() -> method + " " + origin.endpoint()))
            .setParent(from)
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(origin.at())
            .setAttribute(Attribute.METHOD, method)
            .setAttribute(Attribute.ENDPOINT, origin.endpoint())
            .setAttribute(Attribute.REQUEST_ID, origin.id());
    operation.ifPresent(asked -> builder.setAttribute(Attribute.OPERATION, asked));
    HostAndPort here = request.authority();
    if (here != null && here.host() != null) {
      builder.setAttribute(Attribute.SERVER, here.host());
      if (here.port() > 0) {
        builder.setAttribute(Attribute.PORT, (long) here.port());
      }
    }
    Span span = builder.startSpan();
    SpanContext parent = Span.fromContext(from).getSpanContext();
    boolean known = span.getSpanContext().isSampled() || parent.isValid();
    return new RequestSpan(
        new RequestSpan.Begun(tracer, span, span.storeInContext(from), operation),
        known ? span.getSpanContext().getTraceId() : "",
        ContentCopy.of(span.isRecording(), content));
  }
}
