package dev.signalbox.gateway.wire.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.anthropic.AnthropicClientFormat;
import dev.signalbox.gateway.wire.anthropic.AnthropicCountTokens;
import dev.signalbox.gateway.wire.anthropic.AnthropicProviderFormat;
import dev.signalbox.gateway.wire.chat.ChatClientFormat;
import dev.signalbox.gateway.wire.chat.ChatProviderFormat;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.CountFormat;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.embeddings.EmbeddingFormat;
import dev.signalbox.gateway.wire.embeddings.GeminiEmbeddings;
import dev.signalbox.gateway.wire.embeddings.OpenAiEmbeddings;
import dev.signalbox.gateway.wire.gemini.GeminiClientFormat;
import dev.signalbox.gateway.wire.gemini.GeminiCountTokens;
import dev.signalbox.gateway.wire.gemini.GeminiProviderFormat;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.responses.ResponseItems;
import dev.signalbox.gateway.wire.responses.ResponsesClientFormat;
import dev.signalbox.gateway.wire.responses.ResponsesProviderFormat;
import java.util.Optional;

/** Both sides of every API format. Immutable and shared by all threads. */
public final class WireFormats {
  private final SignatureSeal seal;
  private final Sides chat;
  private final Sides responses;
  private final Sides anthropic;
  private final Sides gemini;

  /** One API format; counting and embedding where it has them. */
  private record Sides(
      ClientFormat client,
      ProviderFormat provider,
      Optional<CountFormat> count,
      Optional<EmbeddingFormat> embeddings) {}

  /** The formats of one installation, which seals foreign signatures with {@code seal}. */
  public WireFormats(SignatureSeal seal) {
    this.seal = seal;
    chat =
        new Sides(
            new ChatClientFormat(seal),
            new ChatProviderFormat(),
            Optional.empty(),
            Optional.of(new OpenAiEmbeddings()));
    responses =
        new Sides(
            new ResponsesClientFormat(seal),
            new ResponsesProviderFormat(),
            Optional.empty(),
            Optional.empty());
    anthropic =
        new Sides(
            new AnthropicClientFormat(seal),
            new AnthropicProviderFormat(),
            Optional.of(new AnthropicCountTokens(seal)),
            Optional.empty());
    gemini =
        new Sides(
            new GeminiClientFormat(seal),
            new GeminiProviderFormat(),
            Optional.of(new GeminiCountTokens(seal)),
            Optional.of(new GeminiEmbeddings()));
  }

  /** Whether the input of a Responses request holds items that we made for another provider. */
  public boolean holdsItemsOfOurs(ObjectNode responsesRequest) {
    return ResponseItems.holdsItemsOfOurs(responsesRequest, seal);
  }

  /** How clients of {@code protocol} speak. */
  public ClientFormat client(Protocol protocol) {
    return sides(protocol).client();
  }

  /** How providers of {@code protocol} speak. */
  public ProviderFormat provider(Protocol protocol) {
    return sides(protocol).provider();
  }

  /** How {@code protocol} counts tokens; empty when it has no such operation. */
  public Optional<CountFormat> count(Protocol protocol) {
    return sides(protocol).count();
  }

  /** How {@code protocol} embeds; empty when it has no such operation. */
  public Optional<EmbeddingFormat> embeddings(Protocol protocol) {
    return sides(protocol).embeddings();
  }

  private Sides sides(Protocol protocol) {
    return switch (protocol) {
      case CHAT -> chat;
      case RESPONSES -> responses;
      case ANTHROPIC -> anthropic;
      case GEMINI -> gemini;
    };
  }
}
