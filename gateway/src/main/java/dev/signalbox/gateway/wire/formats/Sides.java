package dev.signalbox.gateway.wire.formats;

import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.CountFormat;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.embeddings.EmbeddingFormat;
import java.util.Optional;

/**
 * One API format: the clients' side where there is one, counting and embedding where it has them.
 */
record Sides(
    Optional<ClientFormat> client,
    ProviderFormat provider,
    Optional<CountFormat> count,
    Optional<EmbeddingFormat> embeddings) {
  /** A format that clients and providers speak. */
  static Sides of(ClientFormat client, ProviderFormat provider) {
    return new Sides(Optional.of(client), provider, Optional.empty(), Optional.empty());
  }

  /** A format that providers alone speak. */
  static Sides of(ProviderFormat provider) {
    return new Sides(Optional.empty(), provider, Optional.empty(), Optional.empty());
  }

  Sides counting(CountFormat newCount) {
    return new Sides(client, provider, Optional.of(newCount), embeddings);
  }

  Sides embedding(EmbeddingFormat newEmbeddings) {
    return new Sides(client, provider, count, Optional.of(newEmbeddings));
  }
}
