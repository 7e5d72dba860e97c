package dev.signalbox.gateway.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.codec.FieldNames;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;

/**
 * Makes the body that a provider gets: the client's own bytes with the model name replaced where
 * the protocol is the same, a translation elsewhere.
 */
final class Preparation {
  private final GenerationCall call;
  private final WireFormats formats;

  Preparation(GenerationCall call, WireFormats formats) {
    this.call = call;
    this.formats = formats;
  }

  /** Whether {@code provider} speaks the client's protocol, so that bytes pass. */
  boolean passes(UpstreamSpec provider) {
    return provider.speaks(call.format().protocol());
  }

  /**
   * The body for {@code provider}.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when the request breaks its
   *     format's rules or cannot be said in the provider's format
   */
  byte[] bodyFor(UpstreamSpec provider, ProviderTarget target, Losses losses) {
    byte[] body = call.body().forProvider(provider);
    return passes(provider)
        ? renamed(body, target.model())
        : translated(body, provider, target, losses);
  }

  private byte[] renamed(byte[] body, String model) {
    BodyScan scan = BodyScan.of(body);
    boolean inBody = scan.has("model") && call.format().protocol() != Protocol.GEMINI;
    if (!inBody || scan.text("model").filter(model::equals).isPresent()) {
      return body;
    }
    return scan.withValue("model", StrictJson.toBytes(TextNode.valueOf(model)));
  }

  private byte[] translated(
      byte[] body, UpstreamSpec provider, ProviderTarget target, Losses losses) {
    ObjectNode tree = StrictJson.parseObject(body);
    Request request = call.format().decodeRequest(tree, call.target());
    ProviderFormat format = formats.provider(provider.protocolFor(call.format().protocol()));
    Losses found = new Losses();
    ObjectNode translated = format.encodeRequest(request.withModel(target.model()), target, found);
    losses.addAll(found, field -> FieldNames.of(call.format().protocol(), field));
    return StrictJson.toBytes(translated);
  }
}
