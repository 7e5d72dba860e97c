package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.CountFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.Optional;

/**
 * {@code models/…:countTokens}, both sides (<a
 * href="https://ai.google.dev/api/tokens#method:-models.counttokens">countTokens</a>): how many
 * tokens a prompt has.
 */
public final class GeminiCountTokens implements CountFormat {
  private final SignatureSeal seal;

  /**
   * The format.
   *
   * @param seal opens the signatures that came to clients wrapped
   */
  public GeminiCountTokens(SignatureSeal seal) {
    this.seal = seal;
  }

  /**
   * Reads a request: either a whole {@code generateContentRequest}, or its fields in the body
   * itself, where the Gemini API takes {@code contents} only and Vertex AI all that count.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST}
   *     when the body breaks the format's rules
   */
  @Override
  public Request decodeRequest(ObjectNode body, RequestTarget target) {
    Fields fields = Fields.ofRequest(Names.camel(body), "");
    Optional<ObjectNode> whole = fields.object("generateContentRequest");
    if (whole.isPresent() && fields.any("contents").isPresent()) {
      throw fields.problem("contents", "must not stand beside `generateContentRequest`");
    }
    return RequestReader.read(whole.orElse(body), target, seal);
  }

  /** Writes a request for the Gemini API. */
  @Override
  public ObjectNode encodeRequest(Request request, ProviderTarget target, Losses losses) {
    ObjectNode body = StrictJson.object();
    ObjectNode whole = body.putObject("generateContentRequest");
    whole.put("model", "models/" + target.model());
    whole.setAll(RequestWriter.write(request, target, losses));
    return body;
  }

  /**
   * Writes an answer.
   *
   * @param totalTokens tokens of the prompt, not negative
   */
  @Override
  public ObjectNode encodeReply(long totalTokens) {
    ObjectNode body = StrictJson.object().put("totalTokens", totalTokens);
    body.putArray("promptTokensDetails")
        .addObject()
        .put("modality", "TEXT")
        .put("tokenCount", totalTokens);
    return body;
  }

  /**
   * Reads the tokens of the prompt from an answer.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code UPSTREAM} when it
   *     tells none
   */
  @Override
  public long decodeReply(ObjectNode body) {
    JsonNode total = Names.camel(body).path("totalTokens");
    if (!total.canConvertToLong() || total.longValue() < 0) {
      throw Problem.of(ProblemKind.UPSTREAM, "the provider's answer has no `totalTokens`")
          .toException();
    }
    return total.longValue();
  }
}
