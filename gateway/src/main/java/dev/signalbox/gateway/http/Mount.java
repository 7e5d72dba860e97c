package dev.signalbox.gateway.http;

import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.List;
import java.util.Set;

/**
 * A path below which the doors stand.
 *
 * @param name the app's name; empty text for the root
 * @param path such as {@code /openai}; empty text for the root
 * @param protocols the API formats spoken there
 * @param names naming rules tried before those of the whole gateway
 * @param listed model names its list starts with
 */
public record Mount(
    String name, String path, Set<Protocol> protocols, MountNames names, List<Listed> listed) {
  /** The root: every format, no rules of its own. */
  public static final Mount ROOT =
      new Mount("", "", Set.of(Protocol.values()), MountNames.NONE, List.of());

  public Mount {
    protocols = Set.copyOf(protocols);
    listed = List.copyOf(listed);
  }

  /** A model name to list, and who it says owns it. */
  public record Listed(String id, String ownedBy) {}
}
