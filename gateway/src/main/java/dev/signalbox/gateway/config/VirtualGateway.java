package dev.signalbox.gateway.config;

import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All doors below {@code /gateway/{id}}, with one model of one upstream behind them and a key of
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
    Optional<String> profile) {
  /** What the path of each begins with. */
  public static final String PATH = "/gateway/";

  public VirtualGateway {
    protocols = Collections.unmodifiableSortedSet(new TreeSet<>(protocols));
  }

  /** What records name as the app that its requests came through; its key has this label. */
  public String app() {
    return appOf(id);
  }

  /** The same for the gateway {@code id}. */
  public static String appOf(String id) {
    return "gateway/" + id;
  }

  /** The id of the upstream of the gateway {@code id}, which no other provider can have. */
  public static String upstreamOf(String id) {
    return "gateway:" + id;
  }
}
