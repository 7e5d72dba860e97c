package dev.signalbox.gateway.pipeline;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.engine.latency.LatencySketch;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.execution.Admission;
import dev.signalbox.gateway.execution.Execution;
import dev.signalbox.gateway.execution.Permit;
import dev.signalbox.gateway.provider.CallLimits;
import dev.signalbox.gateway.provider.Credential;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.FaultClass;
import dev.signalbox.gateway.provider.FaultException;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.KeyRing;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.SentSecrets;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamCall;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One call to one provider that is not a generation: counting, embedding, and the paths that pass
 * through. Its answer is either read whole, or passed to the client as it comes.
 */
public final class PlainCall {
  private final Serving serving;
  private final Execution execution;
  private final Exchange exchange;
  private final ClientFormat client;
  private final Candidate candidate;

  /** A call to {@code candidate} for the client of {@code exchange}. */
  public PlainCall(Serving serving, Exchange exchange, ClientFormat client, Candidate candidate) {
    this.serving = serving;
    this.execution = serving.execution();
    this.exchange = exchange;
    this.client = client;
    this.candidate = candidate;
  }

  /**
   * What is asked.
   *
   * @param protocol the format it is asked in
   * @param query the client's query, without credentials
   * @param headers the client's headers that go along
   */
  public record Question(
      ApiFormat protocol,
      Operation operation,
      String query,
      Map<String, String> headers,
      UpstreamRequest.Body body) {

    /** A JSON body for {@code operation} in {@code protocol}. */
    public static Question json(ApiFormat protocol, Operation operation, byte[] body) {
      return new Question(
          protocol,
          operation,
          "",
          Map.of("content-type", "application/json"),
          new UpstreamRequest.Body.Bytes(Buffer.buffer(body)));
    }
  }

  /** A call under way. */
  private record Going(
      Permit permit,
      Optional<Credential> key,
      UpstreamCall call,
      CallLimits limits,
      Instant began,
      long startedNanos) {}

  /** A reply, and the call it is of. */
  private record Replied(Going going, UpstreamReply reply) {}

  /**
   * Asks and reads the whole answer; fails with a {@link
   * dev.signalbox.gateway.wire.problem.ProblemException} when there is none.
   *
   * @param reader makes something of it, and notes the tokens it tells of, before the bill is made
   */
  public <T> Future<T> read(Question question, Function<Buffer, T> reader) {
    return asked(question)
        .compose(
            replied ->
                switch (replied.reply()) {
                  case UpstreamReply.Answered answered -> whole(replied.going(), answered, reader);
                  case UpstreamReply.Refused refused ->
                      Future.failedFuture(
                          refused(question, replied.going(), refused).problem().toException());
                  case UpstreamReply.Unavailable(var fault) -> {
                    failed(replied.going(), 0, fault);
                    yield Future.failedFuture(fault.problem().toException());
                  }
                });
  }

  private <T> Future<T> whole(
      Going going, UpstreamReply.Answered answered, Function<Buffer, T> reader) {
    int status = answered.response().statusCode();
    return WholeBody.read(answered, serving.limits().maxAnswerBytes())
        .map(
            body -> {
              going.call().speaks();
              try {
                return reader.apply(body.body());
              } finally {
                succeeded(going, status);
              }
            })
        .recover(
            cause -> {
              if (cause instanceof FaultException broken) {
                failed(going, status, broken.fault());
                return Future.failedFuture(broken.fault().problem().toException());
              }
              going.permit().released();
              return Future.failedFuture(cause);
            });
  }

  /** Asks and passes the answer to the client as it comes, its status and content type included. */
  public Future<Void> pass(Question question) {
    return asked(question)
        .compose(
            replied ->
                switch (replied.reply()) {
                  case UpstreamReply.Answered answered -> stream(replied.going(), answered);
                  case UpstreamReply.Refused refused ->
                      passError(refused(question, replied.going(), refused), refused);
                  case UpstreamReply.Unavailable(var fault) -> {
                    failed(replied.going(), 0, fault);
                    yield ProblemAnswer.send(exchange, client, fault.problem());
                  }
                });
  }

  /** What is asked of whom. */
  record Asked(Target target, Question question) {}

  /** Calls, when limits, budgets and the provider allow it; fails with a problem when not. */
  private Future<Replied> asked(Question question) {
    Limiting.taken(serving, exchange, client.protocol(), new Asked(candidate.target(), question));
    return Spending.reserved(serving, exchange, candidate.target(), question)
        .compose(_ -> called(question));
  }

  private Future<Replied> called(Question question) {
    Permit permit =
        switch (execution.guards().of(candidate.target()).admit()) {
          case Admission.TurnedAway(var fault, _) -> throw turnedAway(fault);
          case Admission.Admitted(var given) -> given;
        };
    Upstream upstream = candidate.upstream();
    Optional<Credential> own = CallerKeys.keyFor(exchange.origin().caller(), upstream.spec());
    Optional<Credential> key =
        switch (upstream.pick(own, candidate.target().model())) {
          case KeyRing.Pick.Use(var picked) -> picked;
          case KeyRing.Pick.AllBenched(var first) -> {
            permit.released();
            throw turnedAway(BenchedKeys.fault(serving, first));
          }
        };
    CallLimits limits =
        new CallLimits(upstream.spec().timeouts(), Deadline.of(serving, exchange).leftMillis());
    exchange.calling();
    execution.guards().retries(candidate.target().provider()).ifPresent(each -> each.request());
    long started = serving.clocks().nanos().getAsLong();
    Upstream.Started call =
        upstream.call(
            new UpstreamRequest(
                HttpMethod.POST,
                question.protocol(),
                question.operation(),
                question.query(),
                question.headers(),
                question.body(),
                key),
            limits);
    Going going =
        new Going(permit, key, call.call(), limits, serving.clocks().wall().instant(), started);
    exchange.answer().whenGone(() -> left(going));
    exchange.servedBy(candidate.target());
    return call.reply().map(reply -> new Replied(going, reply));
  }

  private RuntimeException turnedAway(Fault fault) {
    execution.counters().count(fault.name());
    exchange.attempted(
        new AttemptRecord(
            serving.clocks().wall().instant(),
            candidate.target().provider(),
            candidate.target().model(),
            "",
            0,
            fault.name(),
            fault.kind().id(),
            fault.phase().id(),
            "",
            false,
            Bill.NONE,
            -1,
            0));
    return fault.problem().toException();
  }

  private void left(Going going) {
    going.permit().released();
    going.call().cancel();
    execution.counters().count(Faults.CLIENT_CLOSED);
  }

  private Future<Void> passError(Fault fault, UpstreamReply.Refused refused) {
    return fault.kind() == FaultClass.CREDENTIAL
        ? ProblemAnswer.send(exchange, client, fault.problem())
        : RefusedAnswer.passOn(exchange, secrets(), refused, fault.problem());
  }

  private SentSecrets secrets() {
    return CallerKeys.secrets(exchange.origin().caller(), candidate.upstream());
  }

  private Fault refused(Question question, Going going, UpstreamReply.Refused refused) {
    Problem problem = RefusedAnswer.read(serving, secrets(), question.protocol(), refused);
    Fault fault = Faults.ofRefusal(refused.status(), problem);
    failed(going, refused.status(), fault);
    return fault;
  }

  private Future<Void> stream(Going going, UpstreamReply.Answered answered) {
    String told = answered.response().getHeader("content-type");
    String type = told == null ? "application/octet-stream" : AnswerHeads.printable(told);
    going.call().speaks();
    exchange.times().firstByte();
    exchange.answer().status(answered.response().statusCode(), type);
    AnswerHeads.passed(answered.response().headers(), exchange, secrets());
    AnswerHeads.ours(exchange);
    BytesRelay.Passing passing =
        new BytesRelay.Passing(
            going.limits(),
            secrets(),
            BytesRelay.Renaming.of(candidate.reportAs(), type, serving.limits()));
    return new BytesRelay(exchange, answered, serving, passing)
        .start(() -> left(going))
        .compose(fault -> exchange.answer().settled().map(_ -> fault))
        .map(
            fault -> {
              if (exchange.answer().gone()) {
                noted(
                    going,
                    answered.response().statusCode(),
                    Faults.CLIENT_CLOSED,
                    Optional.empty());
              } else if (fault.isPresent()) {
                failed(going, answered.response().statusCode(), fault.get());
              } else {
                succeeded(going, answered.response().statusCode());
              }
              exchange.finish(
                  fault.map(found -> ProblemAnswer.codeOf(found.problem())).orElse("ok"));
              return fault;
            })
        .mapEmpty();
  }

  private void succeeded(Going going, int status) {
    candidate.upstream().worked(going.key());
    going.permit().succeeded(new LatencySketch.Sample(-1, millis(going), 0));
    noted(going, status, AttemptRecord.ANSWERED, Optional.empty());
  }

  private void failed(Going going, int status, Fault fault) {
    if (exchange.answer().gone()) {
      noted(going, status, Faults.CLIENT_CLOSED, Optional.empty());
      return;
    }
    going.permit().failed(fault);
    execution.counters().count(fault.name());
    if (candidate.upstream().bench(going.key(), candidate.target().model(), fault)) {
      execution.board().changed();
    }
    noted(going, status, fault.name(), Optional.of(fault));
  }

  private void noted(Going going, int status, String outcome, Optional<Fault> fault) {
    boolean worked = going.call().phase().reachedProvider() && status < 400;
    going.call().over();
    exchange.attempted(
        new AttemptRecord(
            going.began(),
            candidate.target().provider(),
            candidate.target().model(),
            "",
            status,
            outcome,
            fault.map(found -> found.kind().id()).orElse(""),
            fault.map(Fault::phase).orElseGet(going.call()::phase).id(),
            going.key().map(Credential::label).orElse(""),
            false,
            Billing.bill(
                exchange,
                serving,
                candidate.target(),
                new Billing.Used(worked, "", exchange.usage(), 0)),
            -1,
            millis(going)));
  }

  private long millis(Going going) {
    return (serving.clocks().nanos().getAsLong() - going.startedNanos()) / 1_000_000;
  }
}
