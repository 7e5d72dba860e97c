package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Set;

/**
 * Further fields of parts and tools in requests. {@code cache_control} is Anthropic's wherever it
 * stands: clients of servers that pass it on write it in Chat too, and it must reach Anthropic.
 */
final class Leftovers {
  static final String CACHE_CONTROL = "cache_control";

  private final Dialect dialect;
  private final Losses losses;

  Leftovers(Dialect dialect, Losses losses) {
    this.dialect = dialect;
    this.losses = losses;
  }

  /** The fields of an object in a request that nobody read, nulls left out. */
  static Extras of(ObjectNode rest) {
    ObjectNode said = Lenient.others(rest, Set.of());
    boolean anthropic = said.size() == 1 && said.path(CACHE_CONTROL).isObject();
    return Extras.of(anthropic ? Protocol.ANTHROPIC : Protocol.CHAT, said);
  }

  /** Writes {@code extras} into {@code target} as far as the dialect takes them. */
  void write(Extras extras, ObjectNode target, String path) {
    boolean cached =
        extras.belongTo(Protocol.ANTHROPIC)
            && extras.fields().has(CACHE_CONTROL)
            && DialectRules.cacheControl(dialect);
    if (!cached) {
      extras.writeTo(target, Protocol.CHAT, losses, path);
      return;
    }
    ObjectNode others = StrictJson.object();
    others.setAll(extras.fields());
    target.set(CACHE_CONTROL, others.remove(CACHE_CONTROL));
    Extras.of(Protocol.ANTHROPIC, others).writeTo(target, Protocol.CHAT, losses, path);
  }
}
