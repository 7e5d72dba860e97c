package dev.signalbox.gateway.config;

import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All doors below {@code /gateway/{id}}, with one model of one upstream behind them and a token of
 * its own.
 *
 * @param id unique, the part of its path
 * @param name for people; empty text for none
 * @param enabled whether it takes requests
 * @param upstream where its requests go; nothing else goes there
 * @param model the name that upstream knows its model by
 * @param customModel the name that its clients know the model by
 * @param anyModel whether every other name stands for that model too
 * @param protocols the formats it speaks, at least one
 * @param profile of requests that name none; empty: what rules say, or the standard one
 * @param project that its requests count for; empty: what they say
 * @param tokenHash keyed hash of its token, in hex
 */
public record VirtualGateway(
    String id,
    String name,
    boolean enabled,
    ProviderConfig upstream,
    String model,
    String customModel,
    boolean anyModel,
    Set<Protocol> protocols,
    Optional<String> profile,
    Optional<String> project,
    String tokenHash) {
  /** What the path of each begins with. */
  public static final String PATH = "/gateway/";

  public VirtualGateway {
    protocols = Collections.unmodifiableSortedSet(new TreeSet<>(protocols));
  }

  /** What records name as the app that its requests came through. */
  public String app() {
    return appOf(id);
  }

  /** The same for the gateway {@code id}. */
  public static String appOf(String id) {
    return "gateway/" + id;
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "VirtualGateway[%s, %s, %s, %s, %s, %s, %s, %s, %s, %s]"
        .formatted(
            id, name, enabled, upstream, model, customModel, anyModel, protocols, profile, project);
  }
}
