package dev.signalbox.gateway.exchange;

import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Answers a client with a problem, in its own protocol. */
public final class ProblemAnswer {
  private ProblemAnswer() {}

  /** Sends {@code problem} as the whole answer and finishes the exchange's record. */
  public static Future<Void> send(Exchange exchange, ClientFormat format, Problem problem) {
    exchange.told(problem);
    ClientAnswer answer = exchange.answer();
    answer.status(format.statusOf(problem), "application/json");
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> answer.header("retry-after", Long.toString(seconds)));
    AnswerHeads.ours(exchange);
    answer.header("x-signalbox-error", codeOf(problem));
    exchange.times().firstByte();
    return answer
        .whole(
            Buffer.buffer(
                StrictJson.toBytes(format.encodeProblem(problem, exchange.origin().id()))))
        .onComplete(_ -> exchange.finish(codeOf(problem)));
  }

  public static String codeOf(Problem problem) {
    return AnswerHeads.printable(problem.codeName());
  }
}
