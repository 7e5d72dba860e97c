package dev.signalbox.gateway.pipeline.calling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.gateway.pipeline.GenerationCall;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.chat.StreamUsage;
import dev.signalbox.gateway.wire.codec.FieldNames;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Makes the body that a provider gets: the client's own bytes with the model name replaced where
 * the protocol is the same and it holds nothing of ours, a translation elsewhere, with files
 * fetched that the provider takes inline only. Large bodies are worked on beside the event loop.
 */
final class Preparation {

  private final GenerationCall call;
  private final Serving serving;
  private final RemoteMedia media;

  Preparation(GenerationCall call, Serving serving) {
    this.call = call;
    this.serving = serving;
    this.media = new RemoteMedia(serving.media());
  }

  /** Whether {@code provider} speaks the client's protocol, so that bytes pass. */
  boolean passes(UpstreamSpec provider) {
    return provider.speaks(call.format().protocol());
  }

  /**
   * The body for {@code provider}; fails with a {@link ProblemException} when the request breaks
   * its format's rules or cannot be said in the provider's format.
   */
  Future<byte[]> bodyFor(UpstreamSpec provider, ProviderTarget target, Losses losses) {
    if (passes(provider) && call.body().passesTo(provider)) {
      return worked(
          () -> {
            BodyScan scan = call.body().scannedFor(provider);
            return renamed(
                call.hasUsageAddedFor(provider) ? StreamUsage.added(scan) : scan, target.model());
          });
    }
    ProviderFormat format =
        serving.formats().provider(provider.protocolFor(call.format().protocol()));
    return worked(() -> decoded(call.body().forProvider(provider)))
        .compose(
            decoded ->
                media
                    .inlined(
                        decoded.request(),
                        decoded.body(),
                        part -> format.takesAddress(part, target),
                        losses)
                    .compose(request -> worked(() -> encoded(format, request, target, losses))));
  }

  /** Losses are told by the client's names of its fields. */
  private byte[] encoded(
      ProviderFormat format, Request request, ProviderTarget target, Losses losses) {
    Losses found = new Losses();
    ObjectNode body = format.encodeRequest(request.withModel(target.model()), target, found);
    losses.addAll(found, field -> FieldNames.of(call.format().protocol(), field));
    return StrictJson.toBytes(body);
  }

  private <T> Future<T> worked(Supplier<T> work) {
    return Offload.compute(serving.vertx(), call.body().original().length, work);
  }

  private byte[] renamed(BodyScan scan, String model) {
    boolean inBody = scan.has("model") && call.format().protocol() != Protocol.GEMINI;
    if (!inBody || scan.text("model").filter(model::equals).isPresent()) {
      return scan.bytes();
    }
    return scan.withValue("model", StrictJson.toBytes(TextNode.valueOf(model)));
  }

  /** The client's request as it came, and what it means. */
  private record Decoded(ObjectNode body, Request request) {}

  private Decoded decoded(byte[] body) {
    ObjectNode tree = StrictJson.parseObject(body);
    return new Decoded(tree, call.format().decodeRequest(tree, call.target()));
  }
}
