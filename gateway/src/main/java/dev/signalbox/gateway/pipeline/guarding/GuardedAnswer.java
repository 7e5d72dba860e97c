package dev.signalbox.gateway.pipeline.guarding;

import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.gateway.exchange.AnswerFilter;
import dev.signalbox.gateway.exchange.ClientAnswer;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.exchange.ProblemAnswer;
import dev.signalbox.gateway.guard.AnswerGuard;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/**
 * An answer that goes through the guard: it is scanned, webhooks are asked about it, what looks on
 * sees it with stand-ins, and the client gets the values back. An answer with a finding that
 * blocks, or that a webhook refuses, is not given; a stream ends where that came out, with the
 * error of its protocol. Lives on one event loop.
 */
final class GuardedAnswer implements AnswerFilter, AnswerHooks.Out {
  private final AnswerGuard guard;
  private final ClientFormat format;
  private final Exchange exchange;
  private final ClientAnswer out;
  private Optional<AnswerHooks> hooks = Optional.empty();
  private boolean refused;

  GuardedAnswer(AnswerGuard guard, ClientFormat format, Exchange exchange) {
    this.guard = guard;
    this.format = format;
    this.exchange = exchange;
    this.out = exchange.answer();
  }

  /** Has {@code answerHooks} agree to it as well. */
  void askedAbout(AnswerHooks answerHooks) {
    hooks = Optional.of(answerHooks);
  }

  @Override
  public List<FindingRecord> findings() {
    return guard.receipts();
  }

  /** After what looks on has seen it. */
  @Override
  public Future<Buffer> whole(Buffer body) {
    Buffer seen = Buffer.buffer(guard.inspected(body.getBytes(), contentType()));
    if (guard.blocked().isPresent()) {
      return Future.succeededFuture(refusal(problemOf(guard.blocked().get())));
    }
    return agreed(seen)
        .map(
            decided -> {
              out.show(decided);
              return Buffer.buffer(guard.restored(decided.getBytes(), contentType()));
            })
        .recover(cause -> Future.succeededFuture(refusal(problemOf(cause))));
  }

  /** Webhooks are not asked about errors. */
  private Future<Buffer> agreed(Buffer seen) {
    return hooks.isPresent() && out.status() < 400
        ? hooks.get().whole(seen)
        : Future.succeededFuture(seen);
  }

  @Override
  public void chunk(Buffer chunk) {
    if (!refused) {
      onward(guard.inspectedChunk(chunk.getBytes(), contentType()));
    }
  }

  @Override
  public void end(Runnable then) {
    if (!refused) {
      onward(guard.inspectedEnd());
    }
    hooks.ifPresentOrElse(asked -> asked.end(() -> ended(then)), () -> ended(then));
  }

  private void ended(Runnable then) {
    if (!refused) {
      out.send(Buffer.buffer(guard.restoredEnd()));
    }
    then.run();
  }

  private void onward(byte[] seen) {
    if (guard.blocked().isPresent()) {
      refuse(problemOf(guard.blocked().get()));
    } else if (hooks.isPresent()) {
      hooks.get().accept(Buffer.buffer(seen));
    } else {
      pass(Buffer.buffer(seen));
    }
  }

  @Override
  public boolean isAsking() {
    return hooks.map(AnswerHooks::isAsking).orElse(false);
  }

  @Override
  public String contentType() {
    return out.contentType();
  }

  @Override
  public boolean gone() {
    return out.gone();
  }

  @Override
  public void pass(Buffer bytes) {
    out.show(bytes);
    out.send(Buffer.buffer(guard.restoredChunk(bytes.getBytes(), contentType())));
  }

  @Override
  public void refuse(Throwable cause) {
    refuse(problemOf(cause));
  }

  @Override
  public void ready() {
    out.ready();
  }

  /** Ends an answer in pieces: as an error where nothing has gone out, else within its stream. */
  private void refuse(Problem problem) {
    refused = true;
    hooks.ifPresent(AnswerHooks::stop);
    if (contentType().startsWith("text/event-stream")) {
      exchange.refused(problem);
      out.show(error(problem));
      out.send(error(problem));
    } else if (out.headWritten()) {
      exchange.refused(problem);
    } else {
      out.send(refusal(problem));
    }
    out.refused();
  }

  private Buffer error(Problem problem) {
    var out = new StreamBuffer();
    format.streamEncoder(frame(), new Losses()).accept(new ReplyEvent.Failed(problem), out);
    return Buffer.buffer(out.take());
  }

  private ReplyFrame frame() {
    return new ReplyFrame(
        exchange.origin().id().replace("req_", ""),
        "",
        exchange.origin().at().getEpochSecond(),
        true,
        StrictJson::object);
  }

  /** The whole answer instead of one that is refused. */
  private Buffer refusal(Problem problem) {
    exchange.refused(problem);
    out.status(format.statusOf(problem), "application/json");
    out.header("x-signalbox-error", ProblemAnswer.codeOf(problem));
    Buffer body =
        Buffer.buffer(StrictJson.toBytes(format.encodeProblem(problem, exchange.origin().id())));
    out.show(body);
    return body;
  }

  private static Problem problemOf(FindingRecord blocked) {
    return GuardStep.problemOf(blocked);
  }

  /** Whatever goes wrong while it is asked about, it does not go out. */
  private static Problem problemOf(Throwable cause) {
    return cause instanceof ProblemException known
        ? known.problem()
        : Problem.of(
            ProblemKind.INTERNAL, "the answer could not be scanned, so it is not given out");
  }
}
