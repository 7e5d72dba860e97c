package dev.signalbox.gateway.wire.chat;

import dev.signalbox.gateway.wire.codec.ToolIds;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which call of a history a result answers: by id; by order for clients that replay calls without
 * ids; by name for the older {@code function} messages. Used by one thread at a time.
 */
final class CallPairing {
  private final Map<String, String> names = new HashMap<>();
  private final Deque<String> withoutId = new ArrayDeque<>();
  private final Map<String, String> olderIds = new HashMap<>();

  /** Takes note of a call with an id. */
  void called(String id, String name) {
    names.put(id, name);
  }

  /** Makes up an id for a call without one at {@code path}. */
  String calledWithoutId(String path, String name) {
    String id = ToolIds.madeUp(path);
    names.put(id, name);
    withoutId.add(id);
    return id;
  }

  /** Makes up an id for an older {@code function_call} at {@code path}. */
  String olderCall(String path, String name) {
    String id = ToolIds.madeUp(path);
    names.put(id, name);
    olderIds.put(name, id);
    return id;
  }

  /** The name of the called tool; empty text when no call has this id. */
  String nameOf(String id) {
    return names.getOrDefault(id, "");
  }

  /** The id of the first call without id that has no result yet. */
  Optional<String> nextWithoutId() {
    return Optional.ofNullable(withoutId.poll());
  }

  /** The id of the last older call of {@code name}; a made-up one when there is none. */
  String olderResult(String path, String name) {
    String id = olderIds.get(name);
    return id == null ? ToolIds.madeUp(path) : id;
  }
}
