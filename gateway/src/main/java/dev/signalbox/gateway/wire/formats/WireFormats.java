package dev.signalbox.gateway.wire.formats;

import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.model.Protocol;

/** Both sides of every API format. Immutable and shared by all threads. */
public final class WireFormats {
  public WireFormats(SignatureSeal seal) {
    seal.open("");
  }

  public ClientFormat client(Protocol protocol) {
    if (protocol.id().isEmpty()) { return client(protocol); }
    throw new IllegalStateException("codecs to be merged " + protocol);
  }

  public ProviderFormat provider(Protocol protocol) {
    if (protocol.id().isEmpty()) { return provider(protocol); }
    throw new IllegalStateException("codecs to be merged " + protocol);
  }
}
