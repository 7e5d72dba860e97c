package dev.signalbox.gateway.wire.gemini;

import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Joins calls and results of a conversation: by id where both have one, else a result answers the
 * oldest open call of its name. Calls without id get a made-up one. Used for one request.
 */
final class RequestHistory implements PartContext {
  private final SignatureSeal seal;
  private final Map<String, Deque<String>> openByName = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private int calls;

  RequestHistory(SignatureSeal seal) {
    this.seal = seal;
  }

  @Override
  public ToolIds.Opened call(Optional<String> id, String name, String argumentsJson) {
    ToolIds.Opened opened =
        id.map(given -> ToolIds.fromClient(given, seal))
            .filter(given -> !given.id().isEmpty())
            .orElseGet(
                () ->
                    new ToolIds.Opened(
                        ToolIds.madeUp(
                            String.join("\n", "request", "" + calls, name, argumentsJson)),
                        id.flatMap(given -> ToolIds.fromClient(given, seal).signature())));
    calls++;
    ids.add(opened.id());
    openByName.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(opened.id());
    return opened;
  }

  @Override
  public String answered(Optional<String> id, String name) {
    Deque<String> open = openByName.getOrDefault(name, new ArrayDeque<>());
    Optional<String> given =
        id.map(written -> ToolIds.fromClient(written, seal).id()).filter(each -> !each.isEmpty());
    if (given.isPresent() && ids.contains(given.get())) {
      open.remove(given.get());
      return given.get();
    }
    Optional<String> oldest = Optional.ofNullable(open.peek());
    if (oldest.isPresent() && (given.isEmpty() || ToolIds.isMadeUp(oldest.get()))) {
      open.remove();
      return oldest.get();
    }
    return given.orElseGet(() -> ToolIds.madeUp(String.join("\n", "result", "" + calls, name)));
  }

  @Override
  public Signature signature(String value) {
    return Signatures.fromWire(value, seal);
  }
}
