package dev.signalbox.gateway.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.anthropic.AnthropicProviderFormat;
import dev.signalbox.gateway.wire.codec.CountFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Base64;

/**
 * Counts the tokens of a request for InvokeModel: what is counted goes along whole (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html">
 * CountTokens</a>, read 2026-11). Nobody asks us so.
 */
record InvokeCount(InvokeVariant variant) implements CountFormat {
  @Override
  public ObjectNode encodeRequest(Request request, ProviderTarget target, Losses losses) {
    ObjectNode body = new AnthropicProviderFormat().encodeRequest(request, target, losses);
    variant.adapt(body, losses);
    ObjectNode count = StrictJson.object();
    count
        .putObject("input")
        .putObject("invokeModel")
        .put("body", Base64.getEncoder().encodeToString(StrictJson.toBytes(body)));
    return count;
  }

  @Override
  public long decodeReply(ObjectNode body) {
    JsonNode count = body.path("inputTokens");
    if (!count.isIntegralNumber() || !count.canConvertToLong() || count.longValue() < 0) {
      throw Problem.of(ProblemKind.UPSTREAM, "the provider's answer holds no token count")
          .toException();
    }
    return count.longValue();
  }

  @Override
  public Request decodeRequest(ObjectNode body, RequestTarget target) {
    throw new IllegalStateException("no client counts as InvokeModel does");
  }

  @Override
  public ObjectNode encodeReply(long inputTokens) {
    throw new IllegalStateException("no client counts as InvokeModel does");
  }
}
