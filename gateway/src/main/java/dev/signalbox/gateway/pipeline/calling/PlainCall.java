package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.gateway.exchange.AnswerHeads;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.exchange.ProblemAnswer;
import dev.signalbox.gateway.execution.RetryBudget;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.relay.BytesTransform;
import dev.signalbox.gateway.pipeline.relay.Gate;
import dev.signalbox.gateway.pipeline.relay.RelayEnd;
import dev.signalbox.gateway.pipeline.relay.RewritingTransform;
import dev.signalbox.gateway.pipeline.relay.StreamRelay;
import dev.signalbox.gateway.pipeline.relay.StreamTransform;
import dev.signalbox.gateway.pipeline.relay.StreamWatchdog;
import dev.signalbox.gateway.pipeline.relay.WholeBody;
import dev.signalbox.gateway.pipeline.taking.Taking;
import dev.signalbox.gateway.pipeline.taking.Wanted;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.FaultClass;
import dev.signalbox.gateway.provider.FaultException;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One call to one provider that is not a generation: counting, embedding, and the paths that pass
 * through. Its answer is either read whole, or passed to the client as it comes.
 */
public final class PlainCall {
  private static final long CHARACTERS_PER_TOKEN = 4;

  private final Serving serving;
  private final Exchange exchange;
  private final ClientFormat client;
  private final Candidate candidate;
  private final ProviderCall call;

  /** A call to {@code candidate} for the client of {@code exchange}. */
  public PlainCall(Serving serving, Exchange exchange, ClientFormat client, Candidate candidate) {
    this.serving = serving;
    this.exchange = exchange;
    this.client = client;
    this.candidate = candidate;
    this.call = new ProviderCall(serving, exchange, candidate.target(), false);
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

  /**
   * Asks and reads the whole answer; fails with a {@link
   * dev.signalbox.gateway.wire.problem.ProblemException} when there is none.
   *
   * @param reader makes something of it, and notes the tokens it tells of, before the bill is made
   */
  public <T> Future<T> read(Question question, Function<Buffer, T> reader) {
    return asked(question)
        .compose(
            reply ->
                switch (reply) {
                  case UpstreamReply.Answered answered -> whole(answered, reader);
                  case UpstreamReply.Refused refused ->
                      Future.failedFuture(
                          failed(call.faultOf(refused, question.protocol())).toException());
                  case UpstreamReply.Unavailable(var fault) ->
                      Future.failedFuture(failed(fault).toException());
                });
  }

  private <T> Future<T> whole(UpstreamReply.Answered answered, Function<Buffer, T> reader) {
    return WholeBody.read(answered, serving.limits().maxAnswerBytes())
        .map(
            body -> {
              call.speaks(true);
              try {
                return reader.apply(body.body());
              } finally {
                exchange.usage().ifPresent(call::used);
                call.succeeded();
              }
            })
        .recover(
            cause -> {
              if (cause instanceof FaultException broken) {
                return Future.failedFuture(failed(broken.fault()).toException());
              }
              call.givenUp(Faults.INTERNAL);
              return Future.failedFuture(cause);
            });
  }

  /** Asks and passes the answer to the client as it comes, its status and content type included. */
  public Future<Void> pass(Question question) {
    return asked(question)
        .compose(
            reply ->
                switch (reply) {
                  case UpstreamReply.Answered answered -> stream(answered);
                  case UpstreamReply.Refused refused -> {
                    Fault fault = call.faultOf(refused, question.protocol());
                    call.failed(fault);
                    yield passError(fault, refused);
                  }
                  case UpstreamReply.Unavailable(var fault) ->
                      ProblemAnswer.send(exchange, client, failed(fault));
                });
  }

  /** Calls, when limits, budgets and the provider allow it; fails with a problem when not. */
  private Future<UpstreamReply> asked(Question question) {
    if (question.operation() instanceof Operation.CountTokens) { // is free
      return called(question);
    }
    Wanted wanted =
        new Wanted(
            List.of(candidate.target()),
            1,
            false,
            new Wanted.Size.Prompt(tokens(question), exchange.route()));
    return Taking.taken(serving, exchange, client.protocol(), wanted)
        .compose(_ -> called(question));
  }

  /** Of embeddings the prompt can be counted; what else passes through has no price by token. */
  private static long tokens(Question question) {
    return question.operation() instanceof Operation.Embed
            && question.body() instanceof UpstreamRequest.Body.Bytes(var bytes)
        ? bytes.length() / CHARACTERS_PER_TOKEN + 1
        : 0;
  }

  private Future<UpstreamReply> called(Question question) {
    Upstream upstream = candidate.upstream();
    call.admit(upstream)
        .ifPresent(
            away -> {
              throw away.fault().problem().toException();
            });
    serving
        .execution()
        .guards()
        .retries(candidate.target().provider())
        .ifPresent(RetryBudget::request);
    exchange.answer().whenGone(() -> call.givenUp(Faults.CLIENT_CLOSED));
    exchange.servedBy(candidate.target());
    return call.send(
        upstream, Deadline.of(serving, exchange).leftMillis(), key -> requestOf(question, key));
  }

  private static UpstreamRequest requestOf(Question question, Optional<Credential> key) {
    return new UpstreamRequest(
        HttpMethod.POST,
        question.protocol(),
        question.operation(),
        question.query(),
        question.headers(),
        question.body(),
        key);
  }

  private Problem failed(Fault fault) {
    call.failed(fault);
    return fault.problem();
  }

  private Future<Void> passError(Fault fault, UpstreamReply.Refused refused) {
    return fault.kind() == FaultClass.CREDENTIAL
        ? ProblemAnswer.send(exchange, client, fault.problem())
        : RefusedAnswer.passOn(exchange, call.secrets(), refused, fault.problem());
  }

  private Future<Void> stream(UpstreamReply.Answered answered) {
    String told = answered.response().getHeader("content-type");
    String type = told == null ? "application/octet-stream" : AnswerHeads.printable(told);
    StreamRelay relay =
        new StreamRelay(
            exchange,
            answered,
            new StreamRelay.Plan(
                transform(type),
                () -> head(answered, type),
                new Passage(),
                call.secrets(),
                new StreamWatchdog.Watch(call.limits(), false)),
            serving);
    exchange
        .answer()
        .whenGone(
            () -> {
              call.givenUp(Faults.CLIENT_CLOSED);
              relay.stop();
            });
    return relay
        .start()
        .compose(end -> exchange.answer().settled().map(_ -> end))
        .map(this::passed)
        .mapEmpty();
  }

  private void head(UpstreamReply.Answered answered, String type) {
    exchange.answer().status(answered.response().statusCode(), type);
    AnswerHeads.passed(answered.response().headers(), exchange, call.secrets());
    AnswerHeads.ours(exchange);
  }

  private RelayEnd passed(RelayEnd end) {
    Optional<Fault> fault =
        switch (end) {
          case RelayEnd.Delivered(var broken) -> broken;
          case RelayEnd.NothingSent(var broken) -> Optional.of(broken);
          case RelayEnd.Outrun _, RelayEnd.Held _ -> Optional.empty();
        };
    fault.ifPresentOrElse(call::failed, call::succeeded);
    exchange.finish(fault.map(found -> ProblemAnswer.codeOf(found.problem())).orElse("ok"));
    return end;
  }

  /** Every byte passes, but where the model is to be named as the client did. */
  private StreamTransform transform(String contentType) {
    StreamTransform bytes = new BytesTransform();
    String type = contentType.toLowerCase(Locale.ROOT);
    String model = candidate.reportAs();
    if (!model.isEmpty() && type.startsWith("text/event-stream")) {
      return new RewritingTransform(
          bytes, RewritingTransform.Rewrite.ofEvents(model, serving.limits().maxEventBytes()));
    }
    if (!model.isEmpty() && type.startsWith("application/json")) {
      return new RewritingTransform(
          bytes, RewritingTransform.Rewrite.ofBody(model, serving.limits().maxAnswerBytes()));
    }
    return bytes;
  }

  /** Nobody else may answer, and nothing is read of the answer. */
  private final class Passage implements Gate {
    @Override
    public void speaks(boolean all) {
      call.speaks(all);
    }

    @Override
    public boolean open() {
      return true;
    }

    @Override
    public void hears(Buffer bytes, String contentType) {}

    @Override
    public void came(long pieces) {}

    @Override
    public void answeredAs(String model) {
      call.answeredAs(model);
    }

    @Override
    public void used(Usage tokens) {
      call.used(tokens);
    }
  }
}
