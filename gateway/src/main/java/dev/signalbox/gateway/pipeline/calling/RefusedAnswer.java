package dev.signalbox.gateway.pipeline.calling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.gateway.exchange.AnswerHeads;
import dev.signalbox.gateway.exchange.ClientAnswer;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.exchange.ProblemAnswer;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.RetryAfter;
import dev.signalbox.gateway.provider.SentSecrets;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;

/** Error answers of providers: read, and passed on as they came where the protocol is the same. */
final class RefusedAnswer {
  private RefusedAnswer() {}

  /** What {@code refused} says, in our words, with the wait it asks for. */
  static Problem read(
      Serving serving, SentSecrets secrets, ApiFormat format, UpstreamReply.Refused refused) {
    String text = secrets.outOfError(refused.body().toString(StandardCharsets.UTF_8));
    JsonNode body = StrictJson.tryParse(text).orElseGet(() -> TextNode.valueOf(text));
    Problem problem =
        secrets.outOf(serving.formats().provider(format).decodeProblem(refused.status(), body));
    if (problem.retryAfterSeconds().isPresent()) {
      return problem;
    }
    var wait = RetryAfter.seconds(refused.headers(), serving.clocks().wall().instant());
    return wait.isPresent() ? problem.withRetryAfter(wait.getAsLong()) : problem;
  }

  /** Sends the provider's own error, byte for byte but for our keys, and finishes the record. */
  static Future<Void> passOn(
      Exchange exchange, SentSecrets secrets, UpstreamReply.Refused refused, Problem problem) {
    exchange.told(problem);
    ClientAnswer answer = exchange.answer();
    String type = refused.headers().get("content-type");
    answer.status(
        refused.status(),
        type == null ? "application/json" : AnswerHeads.printable(secrets.outOfError(type)));
    AnswerHeads.passed(refused.headers(), exchange, secrets);
    AnswerHeads.ours(exchange);
    answer.header("x-signalbox-error", ProblemAnswer.codeOf(problem));
    exchange.times().firstByte();
    return answer
        .whole(secrets.outOfError(refused.body()))
        .onComplete(_ -> exchange.finish(ProblemAnswer.codeOf(problem)));
  }
}
