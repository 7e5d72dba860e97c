package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.CountFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.List;

/**
 * Token counting, {@code POST /v1/messages/count_tokens} (<a
 * href="https://platform.claude.com/docs/en/api/messages/count_tokens">Count tokens</a>, read
 * 2026-11): the body of a message request without the fields that shape the answer.
 */
public final class AnthropicCountTokens implements CountFormat {
  /** Fields of a message request that counting refuses. */
  private static final List<String> ANSWER_FIELDS =
      List.of(
          "max_tokens",
          "stream",
          "temperature",
          "top_p",
          "top_k",
          "stop_sequences",
          "metadata",
          "service_tier",
          "container");

  private final SignatureSeal seal;

  /** Counting for an installation whose signatures travel under {@code seal}. */
  public AnthropicCountTokens(SignatureSeal seal) {
    this.seal = seal;
  }

  /**
   * Reads a client's request; the output limit may be absent.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST}
   *     when the body breaks the format's rules
   */
  @Override
  public Request decodeRequest(ObjectNode body, RequestTarget target) {
    return new RequestReader(seal, false).read(body, target);
  }

  /** Writes the counting request for what {@code request} would send to {@code target}. */
  @Override
  public ObjectNode encodeRequest(Request request, ProviderTarget target, Losses losses) {
    return new RequestWriter(target, losses).write(request).remove(ANSWER_FIELDS);
  }

  /**
   * Reads a provider's answer: the number of input tokens, not negative.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code UPSTREAM} when the
   *     body holds none
   */
  @Override
  public long decodeReply(ObjectNode body) {
    JsonNode count =
        body.path(body.has("inputTokens") ? "inputTokens" : "input_tokens"); // Bedrock's
    if (!count.isIntegralNumber() || !count.canConvertToLong() || count.longValue() < 0) {
      throw Problem.of(ProblemKind.UPSTREAM, "the provider's answer holds no token count")
          .toException();
    }
    return count.longValue();
  }

  /** Writes the answer for a client. */
  @Override
  public ObjectNode encodeReply(long inputTokens) {
    return StrictJson.object().put("input_tokens", inputTokens);
  }
}
