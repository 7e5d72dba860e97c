package dev.signalbox.gateway.wire.bedrock;

import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;

/**
 * Whose signatures of reasoning are taken back: those that came by Converse, and for Claude those
 * of its maker's own API, which are the same everywhere (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/extended-thinking">Extended
 * thinking</a>, "compatible across platforms", read 2026-11).
 */
final class Signatures {
  private Signatures() {}

  /** Whether {@code reasoning} may go back to a model of {@code family}. */
  static boolean taken(Part.Reasoning reasoning, ModelFamily family) {
    return reasoning
        .signature()
        .filter(
            signature ->
                signature.origin().equals(ConverseProviderFormat.CONVERSE)
                    || (family == ModelFamily.CLAUDE
                        && signature.origin() == Protocol.ANTHROPIC
                        && signature.kind() == Signature.Kind.SIGNED))
        .isPresent();
  }
}
