package dev.signalbox.gateway.tracing;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.exchange.CallTrace;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One call to a provider as a span. Lives on the request's event loop. */
final class CallSpan implements CallTrace {
  private static final int TLS_PORT = 443;
  private static final int PLAIN_PORT = 80;

  private final Span span;
  private final Context context;
  private final Callee callee;
  private final Consumer<AttemptRecord> told;
  private List<String> stops = List.of();

  /**
   * Who is called.
   *
   * @param before calls of the same deployment for the same request
   */
  record Callee(UpstreamSpec provider, Target target, boolean hedge, long before) {}

  private CallSpan(Span span, Context context, Callee callee, Consumer<AttemptRecord> told) {
    this.span = span;
    this.context = context;
    this.callee = callee;
    this.told = told;
  }

  /** A call that begins; {@code told} is told of its end. */
  static CallSpan begin(RequestSpan.Begun request, Callee callee, Consumer<AttemptRecord> told) {
    UpstreamSpec provider = callee.provider();
    String model = callee.target().model();
    SpanBuilder builder =
        request
            .tracer()
            .spanBuilder(request.nameOf(model, "POST"))
            .setParent(request.context())
            .setSpanKind(SpanKind.CLIENT);
    if (request.span().isRecording()) {
      builder
          .setAttribute(Attribute.PROVIDER, Operation.providerOf(provider))
          .setAttribute(Attribute.REQUEST_MODEL, model)
          .setAttribute(Attribute.DEPLOYED_AT, provider.id())
          .setAttribute(Attribute.METHOD, "POST")
          .setAttribute(Attribute.SERVER, provider.endpoint().getHost())
          .setAttribute(Attribute.PORT, (long) port(provider))
          .setAttribute(Attribute.HEDGE, callee.hedge());
      request.operation().ifPresent(asked -> builder.setAttribute(Attribute.OPERATION, asked));
      if (callee.before() > 0) {
        builder.setAttribute(Attribute.RESENT, callee.before());
      }
    }
    Span span = builder.startSpan();
    return new CallSpan(span, span.storeInContext(request.context()), callee, told);
  }

  private static int port(UpstreamSpec provider) {
    int port = provider.endpoint().getPort();
    boolean tls = "https".equalsIgnoreCase(provider.endpoint().getScheme());
    return port >= 0 ? port : tls ? TLS_PORT : PLAIN_PORT;
  }

  /** Whether it goes to {@code target}. */
  boolean isOf(Target target) {
    return callee.target().equals(target);
  }

  /** Says on the span of the request, which it answered, what is said of its answer. */
  void tellOf(Span request) {
    request.setAttribute(Attribute.PROVIDER, Operation.providerOf(callee.provider()));
    if (!stops.isEmpty()) {
      request.setAttribute(Attribute.FINISH_REASONS, stops);
    }
  }

  @Override
  public Map<String, String> headers() {
    return TraceContext.headersOf(context);
  }

  @Override
  public void ended(AttemptRecord attempt, Optional<Usage> usage, Set<StopReason> reasons) {
    stops = reasons.stream().map(CallSpan::nameOf).distinct().toList();
    told.accept(attempt);
    if (span.isRecording()) {
      put(attempt);
      usage.ifPresent(tokens -> putTokens(span, tokens));
      if (!stops.isEmpty()) {
        span.setAttribute(Attribute.FINISH_REASONS, stops);
      }
      attempt
          .bill()
          .cost()
          .filter(cost -> cost.known())
          .ifPresent(cost -> span.setAttribute(Attribute.COST, cost.totalNanos()));
      span.end();
    }
  }

  private void put(AttemptRecord attempt) {
    if (attempt.status() > 0) {
      span.setAttribute(Attribute.STATUS, (long) attempt.status());
    }
    if (!attempt.answeredModel().isEmpty()) {
      span.setAttribute(Attribute.RESPONSE_MODEL, attempt.answeredModel());
    }
    if (attempt.firstTokenMillis() >= 0) {
      span.setAttribute(Attribute.FIRST_TOKEN, attempt.firstTokenMillis());
    }
    span.setAttribute(Attribute.OUTCOME, attempt.outcome());
    span.setAttribute(Attribute.PHASE, attempt.phase());
    if (!attempt.fault().isEmpty()) {
      span.setAttribute(Attribute.FAULT, attempt.fault());
      span.setAttribute(
          Attribute.ERROR,
          attempt.status() >= 400 ? Integer.toString(attempt.status()) : attempt.outcome());
      span.setStatus(StatusCode.ERROR, attempt.outcome());
    } else if (!attempt.outcome().equals(AttemptRecord.ANSWERED)) {
      span.setAttribute(Attribute.CANCELLED, true);
    }
  }

  /** Figures that contradict each other are not told. */
  static void putTokens(Span span, Usage usage) {
    if (!usage.consistent()) {
      return;
    }
    span.setAttribute(Attribute.INPUT_TOKENS, usage.totalInput());
    span.setAttribute(Attribute.OUTPUT_TOKENS, usage.output());
    if (usage.cacheRead() > 0) {
      span.setAttribute(Attribute.CACHE_READ_TOKENS, usage.cacheRead());
    }
    long written = usage.cacheWrite5m() + usage.cacheWrite1h();
    if (written > 0) {
      span.setAttribute(Attribute.CACHE_WRITE_TOKENS, written);
    }
  }

  /** As the conventions name it. */
  private static String nameOf(StopReason reason) {
    return switch (reason) {
      case END, STOP_SEQUENCE, PAUSE -> "stop";
      case MAX_TOKENS, CONTEXT_EXCEEDED -> "length";
      case TOOL_CALLS -> "tool_call";
      case CONTENT_FILTER, REFUSAL -> "content_filter";
      case ERROR -> "error";
    };
  }
}
