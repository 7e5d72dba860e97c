package dev.signalbox.gateway.wire.model;

/**
 * An opaque token that a provider made and wants back unchanged with the part it sits on.
 *
 * @param origin the protocol of the provider that made it; no other can use it
 * @param kind what the token stands for
 * @param value the token as it came
 */
public record Signature(ApiFormat origin, Kind kind, String value) {
  /** What a signature stands for. */
  public enum Kind {
    /** Proves that the visible reasoning or call is the provider's own. */
    SIGNED,
    /** Holds reasoning that the provider hides altogether (Anthropic {@code redacted_thinking}). */
    REDACTED,
    /** Holds the reasoning encrypted (Responses {@code encrypted_content}). */
    ENCRYPTED
  }
}
