package dev.signalbox.gateway.pipeline;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.Refusals;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;

/**
 * One call to one provider that is not a generation: counting, embedding, and the paths that pass
 * through. Its answer is either read whole, or passed to the client as it comes.
 */
public final class PlainCall {
  private final Serving serving;
  private final Exchange exchange;
  private final ClientFormat client;
  private final Candidate candidate;
  private final long startedNanos;

  /** A call to {@code candidate} for the client of {@code exchange}. */
  public PlainCall(Serving serving, Exchange exchange, ClientFormat client, Candidate candidate) {
    this.serving = serving;
    this.exchange = exchange;
    this.client = client;
    this.candidate = candidate;
    this.startedNanos = serving.clocks().nanos().getAsLong();
  }

  /**
   * What is asked.
   *
   * @param protocol the format it is asked in
   * @param query the client's query, without credentials
   * @param headers the client's headers that go along
   */
  public record Question(
      Protocol protocol,
      Operation operation,
      String query,
      Map<String, String> headers,
      UpstreamRequest.Body body) {

    /** A JSON body for {@code operation} in {@code protocol}. */
    public static Question json(Protocol protocol, Operation operation, byte[] body) {
      return new Question(
          protocol,
          operation,
          "",
          Map.of("content-type", "application/json"),
          new UpstreamRequest.Body.Bytes(Buffer.buffer(body)));
    }
  }

  /**
   * Asks and reads the whole answer; fails with a {@link
   * dev.signalbox.gateway.wire.problem.ProblemException} when there is none.
   */
  public Future<Buffer> read(Question question) {
    return asked(question)
        .compose(
            reply ->
                switch (reply) {
                  case UpstreamReply.Answered answered ->
                      WholeBody.read(answered, serving)
                          .map(
                              whole -> {
                                noted(answered.response().statusCode(), "answered");
                                return whole.body();
                              });
                  case UpstreamReply.Refused refused ->
                      Future.failedFuture(problemOf(question, refused).toException());
                  case UpstreamReply.Unavailable(var problem) -> {
                    noted(0, ProblemAnswer.codeOf(problem));
                    yield Future.failedFuture(problem.toException());
                  }
                });
  }

  /** Asks and passes the answer to the client as it comes, its status and content type included. */
  public Future<Void> pass(Question question) {
    return asked(question)
        .compose(
            reply ->
                switch (reply) {
                  case UpstreamReply.Answered answered -> stream(answered);
                  case UpstreamReply.Refused refused -> passError(question, refused);
                  case UpstreamReply.Unavailable(var problem) -> {
                    noted(0, ProblemAnswer.codeOf(problem));
                    yield ProblemAnswer.send(exchange, client, problem);
                  }
                });
  }

  private Future<UpstreamReply> asked(Question question) {
    exchange.calling();
    Upstream.Started call =
        candidate
            .upstream()
            .call(
                new UpstreamRequest(
                    HttpMethod.POST,
                    question.protocol(),
                    question.operation(),
                    question.query(),
                    question.headers(),
                    question.body(),
                    CallerKeys.keyFor(exchange.origin().caller(), candidate.upstream().spec())));
    exchange.answer().whenGone(call.call()::cancel);
    exchange.servedBy(candidate.target().toString());
    return call.reply();
  }

  private Future<Void> passError(Question question, UpstreamReply.Refused refused) {
    Problem problem = problemOf(question, refused);
    return Refusals.verdict(refused.status(), problem) == Refusals.Verdict.KEY_AT_FAULT
        ? ProblemAnswer.send(exchange, client, Refusals.ourKeyRefused())
        : RefusedAnswer.passOn(exchange, candidate.upstream().spec(), refused, problem);
  }

  private Problem problemOf(Question question, UpstreamReply.Refused refused) {
    Problem problem =
        RefusedAnswer.read(serving, candidate.upstream().spec(), question.protocol(), refused);
    noted(refused.status(), ProblemAnswer.codeOf(problem));
    return Refusals.verdict(refused.status(), problem) == Refusals.Verdict.KEY_AT_FAULT
        ? Refusals.ourKeyRefused()
        : problem;
  }

  private Future<Void> stream(UpstreamReply.Answered answered) {
    String type = answered.response().getHeader("content-type");
    exchange.times().firstByte();
    exchange
        .answer()
        .status(
            answered.response().statusCode(),
            type == null ? "application/octet-stream" : AnswerHeads.printable(type));
    AnswerHeads.passed(answered.response().headers(), exchange.answer());
    AnswerHeads.ours(exchange);
    return new BytesRelay(exchange, answered, serving)
        .start(candidate.upstream().spec().timeouts())
        .map(
            problem -> {
              String outcome = problem.map(ProblemAnswer::codeOf).orElse("ok");
              noted(answered.response().statusCode(), problem.isEmpty() ? "answered" : outcome);
              exchange.finish(outcome);
              return problem;
            })
        .mapEmpty();
  }

  private void noted(int status, String outcome) {
    exchange.attempted(
        new AttemptRecord(
            candidate.target().provider(),
            candidate.target().model(),
            status,
            outcome,
            (serving.clocks().nanos().getAsLong() - startedNanos) / 1_000_000));
  }
}
