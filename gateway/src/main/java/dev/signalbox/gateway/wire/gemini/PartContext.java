package dev.signalbox.gateway.wire.gemini;

import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.Optional;

/** What a part means because of where it stands: ids that join calls and results, signatures. */
interface PartContext {
  /** The id of a call, and the signature that travelled in it. */
  ToolIds.Opened call(Optional<String> id, String name, String argumentsJson);

  /** The id of the call that a result answers. */
  String answered(Optional<String> id, String name);

  /** What a {@code thoughtSignature} stands for. */
  Signature signature(String value);
}
