package dev.signalbox.gateway.tracing;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.exchange.CallTrace;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.exchange.RequestRecords;
import dev.signalbox.gateway.exchange.Trace;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.route.Routing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One request as a span, with a child for each call. Lives on the request's event loop. */
final class RequestSpan implements Trace {
  private static final int FIRST_SERVER_ERROR = 500;

  private final Begun begun;
  private final String id;
  private final Optional<ContentCopy> content;
  private final List<CallSpan> calls = new ArrayList<>(2);
  private Optional<AttemptRecord> failed = Optional.empty();

  /**
   * Its span, and what its children need.
   *
   * @param operation what is asked for; empty where the conventions have no name
   */
  record Begun(Tracer tracer, Span span, Context context, Optional<String> operation) {
    /** What a span of it is called that is about {@code model}. */
    String nameOf(String model, String otherwise) {
      return operation
          .map(asked -> model.isEmpty() ? asked : asked + " " + model)
          .orElse(otherwise);
    }
  }

  /**
   * A request that has just arrived.
   *
   * @param id the trace; empty text where nobody keeps it
   */
  RequestSpan(Begun begun, String id, Optional<ContentCopy> content) {
    this.begun = begun;
    this.id = id;
    this.content = content;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public void routed(Routing.Route route) {
    if (begun.span().isRecording()) {
      RoutingEvents.add(begun.span(), route.decision());
    }
  }

  @Override
  public void asks(byte[] body) {
    content.ifPresent(copy -> copy.asks(body));
  }

  @Override
  public Optional<Consumer<Buffer>> answer() {
    return content.map(copy -> copy::answers);
  }

  @Override
  public CallTrace calling(UpstreamSpec provider, Target target, boolean hedge) {
    if (!hedge) {
      failed.ifPresent(before -> failover(before, target));
    }
    long before = calls.stream().filter(call -> call.isOf(target)).count();
    CallSpan call =
        CallSpan.begin(begun, new CallSpan.Callee(provider, target, hedge, before), this::ended);
    calls.add(call);
    return call;
  }

  private void failover(AttemptRecord before, Target target) {
    begun
        .span()
        .addEvent(
            "signalbox.failover",
            Attributes.of(
                Attribute.FROM,
                before.provider() + "/" + before.model(),
                Attribute.TO,
                target.toString(),
                Attribute.FAULT,
                before.outcome()));
    failed = Optional.empty();
  }

  private void ended(AttemptRecord attempt) {
    failed = Optional.of(attempt).filter(call -> !call.fault().isEmpty());
  }

  @Override
  public void turnedAway(AttemptRecord attempt) {
    begun
        .span()
        .addEvent(
            "signalbox.turned_away",
            Attributes.of(
                Attribute.DEPLOYED_AT,
                attempt.provider(),
                Attribute.MODEL,
                attempt.model(),
                Attribute.OUTCOME,
                attempt.outcome()));
    ended(attempt);
  }

  @Override
  public void ended(Exchange exchange, RequestRecord record) {
    Span span = begun.span();
    if (!span.isRecording()) {
      return;
    }
    begun
        .operation()
        .ifPresent(asked -> span.updateName(begun.nameOf(record.asked().model(), asked)));
    putAsked(exchange, record);
    putAnswer(exchange, record);
    putEnding(record);
    putContent(exchange);
    span.end();
  }

  private void putAsked(Exchange exchange, RequestRecord record) {
    RequestRecord.From from = record.from();
    RequestRecord.Asked asked = record.asked();
    put(Attribute.APP, from.app());
    put(Attribute.KEY, from.key());
    put(Attribute.PROJECT, from.project());
    put(Attribute.SOURCE, from.source());
    put(Attribute.CONVERSATION, from.session());
    put(Attribute.REQUEST_MODEL, asked.model());
    put(Attribute.TASK, asked.task());
    put(Attribute.PROFILE, asked.profile());
    put(Attribute.DECISION, asked.decision());
    begun.span().setAttribute(Attribute.STREAM, asked.stream());
    exchange
        .route()
        .map(route -> route.decision().question().needs().tokens().maxOutput())
        .ifPresent(most -> most.ifPresent(tokens -> put(Attribute.MAX_TOKENS, tokens)));
  }

  private void putAnswer(Exchange exchange, RequestRecord record) {
    put(Attribute.SERVED, record.served());
    record
        .answering()
        .ifPresent(
            attempt -> {
              put(Attribute.RESPONSE_MODEL, attempt.answeredModel());
              calls.reversed().stream()
                  .filter(call -> call.isOf(new Target(attempt.provider(), attempt.model())))
                  .findFirst()
                  .ifPresent(call -> call.tellOf(begun.span()));
            });
    exchange.usage().ifPresent(usage -> CallSpan.putTokens(begun.span(), usage));
    if (!record.attempts().isEmpty()) {
      put(Attribute.ATTEMPTS, record.attempts().size());
      put(Attribute.LOSSES, record.losses().size());
      RequestRecords.nanos(record.attempts()).ifPresent(nanos -> put(Attribute.COST, nanos));
    }
    GuardEvent.add(begun.span(), record.findings());
    long first = record.timing().firstByteMillis();
    if (first >= 0) {
      begun
          .span()
          .addEvent("signalbox.first_byte", Attributes.empty(), record.at().plusMillis(first));
    }
  }

  private void putEnding(RequestRecord record) {
    Span span = begun.span();
    String outcome = record.ending().outcome();
    put(Attribute.STATUS, record.ending().status());
    put(Attribute.OUTCOME, outcome);
    put(Attribute.OWN_MICROS, record.timing().gatewayMicros());
    if (outcome.equals(Result.OUTCOME_CLIENT_CLOSED)) {
      span.addEvent("signalbox.client_gone");
      span.setAttribute(Attribute.CANCELLED, true);
    } else if (!outcome.equals(Result.OUTCOME_OK)) {
      put(Attribute.ERROR, outcome);
      boolean ours =
          record.ending().status() >= FIRST_SERVER_ERROR || record.result() == Result.FAILED;
      if (ours) { // what a client does wrong is no error of the server
        span.setStatus(StatusCode.ERROR, outcome);
      }
    }
  }

  private void putContent(Exchange exchange) {
    content.ifPresent(
        copy -> {
          copy.masks(exchange.origin().caller().providerKeys().values());
          put(Attribute.ASKED, copy.request());
          put(Attribute.ANSWERED, copy.answer());
        });
  }

  private void put(AttributeKey<String> key, String value) {
    if (!value.isEmpty()) {
      begun.span().setAttribute(key, value);
    }
  }

  private void put(AttributeKey<Long> key, long value) {
    begun.span().setAttribute(key, value);
  }
}
