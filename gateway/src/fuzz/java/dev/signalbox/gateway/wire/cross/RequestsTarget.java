package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.fuzz.Input;
import dev.signalbox.gateway.fuzz.Require;
import dev.signalbox.gateway.fuzz.Target;
import dev.signalbox.gateway.fuzz.Trees;
import dev.signalbox.gateway.wire.chat.Dialects;
import dev.signalbox.gateway.wire.codec.CountFormat;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.embeddings.EmbeddingFormat;
import dev.signalbox.gateway.wire.embeddings.EmbeddingRequest;
import dev.signalbox.gateway.wire.estimate.TokenEstimate;
import dev.signalbox.gateway.wire.formats.RequestShape;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Requests of clients: each is refused with a problem of the client's, or written for every
 * provider, or refused there likewise; what is written is strict JSON. Choices: format, what is
 * known of the model, JSON text or a document.
 */
public final class RequestsTarget implements Target {
  private static final List<Protocol> CLIENTS = List.of(Protocol.values());

  private static final List<ModelTraits> TRAITS =
      List.of(
          ModelTraits.UNKNOWN,
          new ModelTraits(
              OptionalInt.of(1_000),
              ModelTraits.MaxTokensParam.MAX_TOKENS,
              false,
              false,
              false,
              ModelTraits.Thinking.LEVEL),
          new ModelTraits(
              OptionalInt.of(64_000),
              ModelTraits.MaxTokensParam.MAX_COMPLETION_TOKENS,
              true,
              true,
              false,
              ModelTraits.Thinking.NONE));

  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));

  @Override
  public void accept(byte[] input) {
    Input in = new Input(input);
    Protocol client = CLIENTS.get(in.below(CLIENTS.size()));
    ModelTraits traits = TRAITS.get(in.below(TRAITS.size()));
    boolean tree = in.below(2) == 1;
    try {
      ObjectNode body = tree ? Trees.object(in) : StrictJson.parseObject(in.rest());
      RequestShape.of(body);
      formats.holdsItemsOfOurs(body);
      formats.count(client).ifPresent(counting -> counted(counting, body, client));
      formats.embeddings(client).ifPresent(embedding -> embedded(embedding, body, client));
      answer(body, client, traits);
    } catch (ProblemException e) {
      refused(e);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return Samples.documents("request", format -> CLIENTS.indexOf(format) + "0");
  }

  private static RequestTarget address(Protocol client) {
    return Targets.address(client);
  }

  private void answer(ObjectNode body, Protocol client, ModelTraits traits) {
    Request request = formats.client(client).decodeRequest(body, address(client));
    Require.that(TokenEstimate.of(request) >= 1, () -> "a prompt of no tokens");
    for (ApiFormat format : formats.all()) {
      List<Dialect> dialects = format == Protocol.CHAT ? Dialects.all() : List.of(Dialect.OPENAI);
      for (Dialect dialect : dialects) {
        written(request, formats.provider(format), new ProviderTarget("m", traits, dialect));
      }
    }
  }

  private static void written(Request request, ProviderFormat format, ProviderTarget target) {
    try {
      request.turns().stream()
          .flatMap(turn -> turn.parts().stream())
          .filter(Part.Media.class::isInstance)
          .forEach(media -> format.takesAddress((Part.Media) media, target));
      strict(format.encodeRequest(request, target, new Losses()));
    } catch (ProblemException e) {
      refused(e);
    }
  }

  private void counted(CountFormat counting, ObjectNode body, Protocol client) {
    try {
      Request request = counting.decodeRequest(body, address(client));
      for (Protocol provider : Protocol.values()) {
        Optional<CountFormat> other = formats.count(provider);
        if (other.isPresent()) {
          ProviderTarget target = new ProviderTarget("m", ModelTraits.UNKNOWN, Dialect.OPENAI);
          strict(other.get().encodeRequest(request, target, new Losses()));
        }
      }
    } catch (ProblemException e) {
      refused(e);
    }
  }

  private void embedded(EmbeddingFormat embedding, ObjectNode body, Protocol client) {
    try {
      EmbeddingRequest request = embedding.decodeRequest(body, address(client));
      for (Protocol provider : Protocol.values()) {
        Optional<EmbeddingFormat> other = formats.embeddings(provider);
        if (other.isPresent()) {
          strict(other.get().encodeRequest(request, "m", new Losses()));
        }
      }
    } catch (ProblemException e) {
      refused(e);
    }
  }

  private static void strict(ObjectNode written) {
    StrictJson.parseObject(StrictJson.toBytes(written));
  }

  private static void refused(ProblemException e) {
    Require.that(
        e.problem().kind().clientAtFault() && !e.problem().message().isBlank(),
        () -> "not the client's fault: " + e.problem());
  }
}
