package dev.signalbox.gateway.http;

import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A path below which the doors stand.
 *
 * @param name the app's name; empty text for the root
 * @param path such as {@code /openai}; empty text for the root
 * @param protocols the API formats spoken there
 * @param names naming rules tried before those of the whole gateway
 * @param listed model names its list starts with
 * @param profile of requests that name none; empty text for none
 * @param keyLabel label of the one key that is let in, and nobody else; empty for all callers
 */
public record Mount(
    String name,
    String path,
    Set<Protocol> protocols,
    MountNames names,
    List<Listed> listed,
    String profile,
    Optional<String> keyLabel) {
  /** What the path of each virtual gateway begins with. */
  static final String GATEWAYS = "/gateway/";

  /** The root: every format, no rules of its own. */
  public static final Mount ROOT =
      new Mount(
          "", "", Set.of(Protocol.values()), MountNames.NONE, List.of(), "", Optional.empty());

  public Mount {
    protocols = Set.copyOf(protocols);
    listed = List.copyOf(listed);
  }

  /** A gateway that there is not: it looks like one that lets nobody in. */
  static Mount closed(String path) {
    return new Mount(
        "", path, ROOT.protocols(), MountNames.only(List.of()), List.of(), "", Optional.of(""));
  }

  /** Whether it is a virtual gateway. */
  boolean isGateway() {
    return path.startsWith(GATEWAYS);
  }

  /** A model name to list, and who it says owns it. */
  public record Listed(String id, String ownedBy) {}
}
