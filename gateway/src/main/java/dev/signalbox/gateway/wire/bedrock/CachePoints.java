package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Optional;
import java.util.Set;

/**
 * Points up to which a prompt is cached: a block of its own here, the field {@code cache_control}
 * of the block before it in Anthropic's API. Used by one thread at a time.
 */
final class CachePoints {
  private static final String CONTROL = "cache_control";
  private static final String HOUR = "1h";

  /** Most points of one request; more are refused. */
  private static final int MOST = 4;

  private final ModelFamily family;
  private final Losses losses;
  private int count;

  CachePoints(ModelFamily family, Losses losses) {
    this.family = family;
    this.losses = losses;
  }

  /** The point behind a block with {@code extras}; empty where there is none, or none is taken. */
  Optional<ObjectNode> after(Extras extras) {
    JsonNode control = extras.fields().path(CONTROL);
    if (!extras.belongTo(Protocol.ANTHROPIC) || !control.isObject()) {
      return Optional.empty();
    }
    if (!family.caches()) {
      losses.dropped(CONTROL, "the model caches no prompts");
      return Optional.empty();
    }
    if (count >= MOST) {
      losses.dropped(CONTROL, "at most %d are accepted".formatted(MOST));
      return Optional.empty();
    }
    count++;
    ObjectNode block = StrictJson.object();
    ObjectNode point = block.putObject("cachePoint").put("type", "default");
    if (family == ModelFamily.CLAUDE && Lenient.textOf(control, "ttl").equals(HOUR)) {
      point.put("ttl", HOUR);
    }
    return Optional.of(block);
  }

  /** {@code extras} without what {@link #after} reads. */
  Extras rest(Extras extras) {
    return extras.belongTo(Protocol.ANTHROPIC) && extras.fields().path(CONTROL).isObject()
        ? new Extras(extras.origin(), Lenient.rest(extras.fields(), Set.of(CONTROL)))
        : extras;
  }
}
