package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.provider.UpstreamSpec;

/**
 * The body of a client's request. The same for every provider, but where the conversation's earlier
 * turns are kept here (Responses) and one provider has them too.
 */
public interface RequestBody {
  /** The bytes as the client sent them. */
  byte[] original();

  /** The bytes to serve the request from at {@code provider}: one strict JSON object. */
  byte[] forProvider(UpstreamSpec provider);

  /**
   * Whether {@link #forProvider} may go to {@code provider}, which speaks its protocol, as it is;
   * false when something in it means nothing to anybody but us, so that it must be written anew.
   */
  default boolean passesTo(UpstreamSpec provider) {
    return true;
  }

  /** A body that is the same for every provider. */
  static RequestBody of(byte[] bytes) {
    return new Plain(bytes);
  }

  /** A body that is the same for every provider. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Plain(byte[] original) implements RequestBody {
    @Override
    public byte[] forProvider(UpstreamSpec provider) {
      return original;
    }
  }
}
