package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tool calls of one choice while they stream in, keyed on {@code index}. A call opens as a part
 * once its name is known; ids and names that come again are ignored; a call without id gets a made
 * up one. Used by one thread at a time.
 */
final class CallSlots {
  /** Most characters of arguments kept for a call whose name has not come. */
  private static final int MAX_WAITING = 1024 * 1024;

  private static final int MAX_CALLS = 10_000;

  /** Where the parts go. */
  interface Sink {
    /** Opens {@code call} and returns its part number. */
    int open(Part.ToolCall call);

    void delta(int part, String text);

    void sign(int part, Signature signature);

    void close(int part);
  }

  private static final class Slot {
    int part = -1;
    String id = "";
    String name = "";
    boolean custom;
    Optional<Signature> signature = Optional.empty();
    ObjectNode others = StrictJson.object();
    final StringBuilder waiting = new StringBuilder();
  }

  private final String seed;
  private final boolean whole;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<Long, Slot> byIndex = new HashMap<>();

  /**
   * No calls yet.
   *
   * @param seed made-up ids derive from it
   * @param whole whether every entry is a call of its own, as in an answer that is not streamed
   */
  CallSlots(String seed, boolean whole) {
    this.seed = seed;
    this.whole = whole;
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** Takes an entry of {@code tool_calls}. */
  void accept(ObjectNode entry, Sink sink) {
    boolean custom =
        entry.path("type").asText().equals("custom") || entry.path("custom").isObject();
    ObjectNode body = body(entry, custom ? "custom" : "function");
    Slot slot = find(entry, Lenient.text(body, "name").orElse(""));
    slot.custom |= custom;
    if (slot.id.isEmpty()) {
      slot.id = Lenient.text(entry, "id").orElse("");
    }
    sign(slot, entry, sink);
    keepOthers(slot, entry);
    grow(slot, body, custom ? "input" : "arguments", sink);
  }

  /** Takes the older {@code function_call}, of which there is one at most. */
  void acceptLegacy(ObjectNode call, Sink sink) {
    Slot slot = byIndex.computeIfAbsent(-1L, _ -> add());
    grow(slot, call, "arguments", sink);
  }

  /** Closes all calls in the order they came. */
  void finish(Sink sink) {
    for (Slot slot : slots) {
      if (slot.part < 0) {
        open(slot, sink);
      }
      sink.close(slot.part);
    }
  }

  private void grow(Slot slot, ObjectNode body, String argumentsField, Sink sink) {
    if (slot.name.isEmpty()) {
      slot.name = Lenient.text(body, "name").orElse("");
    }
    slot.waiting.append(Lenient.textOrJson(body.path(argumentsField)));
    if (slot.part < 0 && !slot.name.isEmpty()) {
      open(slot, sink);
    } else if (slot.part >= 0) {
      flush(slot, sink);
    } else if (slot.waiting.length() > MAX_WAITING) {
      throw Problem.of(ProblemKind.UPSTREAM, "the provider sent a tool call without a name")
          .toException();
    }
  }

  private void open(Slot slot, Sink sink) {
    String id = slot.id.isEmpty() ? ToolIds.madeUp(seed + "." + slots.indexOf(slot)) : slot.id;
    if (slot.custom) {
      slot.others.put("type", "custom");
    }
    slot.part =
        sink.open(
            new Part.ToolCall(
                id, slot.name, "", slot.signature, Extras.of(Protocol.CHAT, slot.others)));
    flush(slot, sink);
  }

  private static void flush(Slot slot, Sink sink) {
    if (!slot.waiting.isEmpty()) {
      sink.delta(slot.part, slot.waiting.toString());
      slot.waiting.setLength(0);
    }
  }

  private Slot find(ObjectNode entry, String name) {
    if (whole) {
      return add();
    }
    String id = Lenient.text(entry, "id").orElse("");
    Optional<Long> index = Lenient.number(entry, "index");
    if (index.isPresent()) {
      Slot known = byIndex.get(index.get());
      if (known == null || isAnother(known, id, name)) {
        known = add();
        byIndex.put(index.get(), known);
      }
      return known;
    }
    return byId(id).orElseGet(() -> name.isEmpty() && !slots.isEmpty() ? slots.getLast() : add());
  }

  /** Gemini's compatible endpoint numbers all parallel calls 0. */
  private static boolean isAnother(Slot known, String id, String name) {
    return !name.isEmpty() && !id.isEmpty() && !known.id.isEmpty() && !known.id.equals(id);
  }

  private Optional<Slot> byId(String id) {
    return id.isEmpty()
        ? Optional.empty()
        : slots.stream().filter(slot -> slot.id.equals(id)).findFirst();
  }

  private Slot add() {
    if (slots.size() >= MAX_CALLS) {
      throw Problem.of(
              ProblemKind.UPSTREAM,
              "the provider sent more than %d tool calls".formatted(MAX_CALLS))
          .toException();
    }
    Slot slot = new Slot();
    slots.add(slot);
    return slot;
  }

  private static ObjectNode body(ObjectNode entry, String name) {
    return entry.path(name) instanceof ObjectNode body ? body : StrictJson.object();
  }

  private static void sign(Slot slot, ObjectNode entry, Sink sink) {
    CallSignature.read(entry)
        .ifPresent(
            signature -> {
              slot.signature = Optional.of(signature);
              if (slot.part >= 0) {
                sink.sign(slot.part, signature);
              }
            });
  }

  private static void keepOthers(Slot slot, ObjectNode entry) {
    if (slot.part < 0) {
      ObjectNode others =
          Lenient.others(entry, Set.of("index", "id", "type", "function", "custom"));
      CallSignature.remove(others);
      slot.others.setAll(others);
    }
  }
}
