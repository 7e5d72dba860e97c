package dev.signalbox.gateway.wire.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.anthropic.AnthropicClientFormat;
import dev.signalbox.gateway.wire.anthropic.AnthropicCountTokens;
import dev.signalbox.gateway.wire.anthropic.AnthropicProviderFormat;
import dev.signalbox.gateway.wire.bedrock.ConverseProviderFormat;
import dev.signalbox.gateway.wire.chat.ChatClientFormat;
import dev.signalbox.gateway.wire.chat.ChatProviderFormat;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.CountFormat;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.cohere.CohereProviderFormat;
import dev.signalbox.gateway.wire.embeddings.EmbeddingFormat;
import dev.signalbox.gateway.wire.embeddings.GeminiEmbeddings;
import dev.signalbox.gateway.wire.embeddings.OpenAiEmbeddings;
import dev.signalbox.gateway.wire.gemini.GeminiClientFormat;
import dev.signalbox.gateway.wire.gemini.GeminiCountTokens;
import dev.signalbox.gateway.wire.gemini.GeminiProviderFormat;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.responses.ResponseItems;
import dev.signalbox.gateway.wire.responses.ResponsesClientFormat;
import dev.signalbox.gateway.wire.responses.ResponsesProviderFormat;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Both sides of every API format. Immutable and shared by all threads. */
public final class WireFormats {
  private final SignatureSeal seal;
  private final Map<ApiFormat, Sides> byFormat = new LinkedHashMap<>();

  /** The formats of one installation, which seals foreign signatures with {@code seal}. */
  public WireFormats(SignatureSeal seal) {
    this.seal = seal;
    List.of(
            Sides.of(new ChatClientFormat(seal), new ChatProviderFormat())
                .embedding(new OpenAiEmbeddings()),
            Sides.of(new ResponsesClientFormat(seal), new ResponsesProviderFormat()),
            Sides.of(new AnthropicClientFormat(seal), new AnthropicProviderFormat())
                .counting(new AnthropicCountTokens(seal)),
            Sides.of(new GeminiClientFormat(seal), new GeminiProviderFormat())
                .counting(new GeminiCountTokens(seal))
                .embedding(new GeminiEmbeddings()),
            Sides.of(new CohereProviderFormat()),
            Sides.of(new ConverseProviderFormat()))
        .forEach(sides -> byFormat.put(sides.provider().protocol(), sides));
  }

  /** All of them, those of clients first. */
  public Set<ApiFormat> all() {
    return Collections.unmodifiableSet(byFormat.keySet());
  }

  /** Whether the input of a Responses request holds items that we made for another provider. */
  public boolean holdsItemsOfOurs(ObjectNode responsesRequest) {
    return ResponseItems.holdsItemsOfOurs(responsesRequest, seal);
  }

  /** How clients of {@code protocol} speak. */
  public ClientFormat client(Protocol protocol) {
    return sides(protocol).client().orElseThrow();
  }

  /** How providers of {@code format} speak. */
  public ProviderFormat provider(ApiFormat format) {
    return sides(format).provider();
  }

  /** How {@code format} counts tokens; empty when it has no such operation. */
  public Optional<CountFormat> count(ApiFormat format) {
    return sides(format).count();
  }

  /** How {@code format} embeds; empty when it has no such operation. */
  public Optional<EmbeddingFormat> embeddings(ApiFormat format) {
    return sides(format).embeddings();
  }

  private Sides sides(ApiFormat format) {
    Sides sides = byFormat.get(format);
    if (sides == null) {
      throw new IllegalArgumentException("there is no format " + format.id());
    }
    return sides;
  }
}
