package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code reasoning_details} of one reasoning part while it streams in. OpenRouter cuts an entry
 * into pieces of the same type and index and wants the whole list back unchanged, so that the list
 * as a whole is the part's signature as soon as one entry is signed or encrypted (<a
 * href="https://openrouter.ai/docs/use-cases/reasoning-tokens">reasoning tokens</a>, read 2026-11).
 */
final class ReasoningDetails {
  static final String TEXT = "reasoning.text";
  static final String SUMMARY = "reasoning.summary";
  static final String ENCRYPTED = "reasoning.encrypted";

  /** Most characters kept of one part's details. */
  private static final int MAX_CHARACTERS = 16 * 1024 * 1024;

  /** Most entries kept of one part's details. */
  private static final int MAX_ENTRIES = 10_000;

  /** The field that grows, by type. */
  private static final Map<String, String> GROWING =
      Map.of(TEXT, "text", SUMMARY, "summary", ENCRYPTED, "data");

  private final List<Entry> entries = new ArrayList<>();
  private int characters;

  private static final class Entry {
    final ObjectNode fields = StrictJson.object();
    final StringBuilder grown = new StringBuilder();

    String type() {
      return fields.path("type").asText();
    }

    ObjectNode whole() {
      ObjectNode whole = fields.deepCopy();
      String name = GROWING.getOrDefault(type(), "");
      if (!name.isEmpty()) {
        whole.put(name, grown.toString());
      }
      return whole;
    }
  }

  /** Takes the next entry or piece of one. */
  void add(ObjectNode detail) {
    String type = Lenient.text(detail, "type").orElse("");
    String piece = Lenient.text(detail, GROWING.getOrDefault(type, "")).orElse("");
    Entry entry = entryFor(detail, type);
    entry.grown.append(piece);
    String growing = GROWING.getOrDefault(type, "");
    ObjectNode others = Lenient.others(detail, Set.of(growing));
    entry.fields.setAll(others);
    characters += piece.length() + Lenient.text(others, "signature").orElse("").length();
    if (characters > MAX_CHARACTERS || entries.size() > MAX_ENTRIES) {
      throw Problem.of(ProblemKind.UPSTREAM, "the provider sent too many reasoning details")
          .toException();
    }
  }

  /** The readable text of {@code detail}, for servers that send it nowhere else. */
  static String textOf(ObjectNode detail) {
    return switch (Lenient.text(detail, "type").orElse("")) {
      case TEXT -> Lenient.text(detail, "text").orElse("");
      case SUMMARY -> Lenient.text(detail, "summary").orElse("");
      default -> "";
    };
  }

  /** The list as the part's signature; empty while nothing in it is signed or encrypted. */
  Optional<Signature> signature() {
    if (entries.stream().noneMatch(ReasoningDetails::signed)) {
      return Optional.empty();
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    entries.forEach(entry -> list.add(entry.whole()));
    boolean readable = entries.stream().anyMatch(entry -> !entry.type().equals(ENCRYPTED));
    Signature.Kind kind = readable ? Signature.Kind.SIGNED : Signature.Kind.ENCRYPTED;
    return Optional.of(new Signature(Protocol.CHAT, kind, StrictJson.toText(list)));
  }

  /** The entries a signature of this protocol stands for; none when it is not such a list. */
  static List<JsonNode> entriesOf(Signature signature) {
    List<JsonNode> entries = new ArrayList<>();
    if (signature.origin() == Protocol.CHAT) {
      StrictJson.tryParse(signature.value())
          .filter(JsonNode::isArray)
          .ifPresent(list -> list.forEach(entries::add));
    }
    return entries;
  }

  private Entry entryFor(ObjectNode detail, String type) {
    if (!entries.isEmpty()) {
      Entry last = entries.getLast();
      if (last.type().equals(type)
          && last.fields.path("index").equals(detail.path("index"))
          && !differs(last.fields, detail)) {
        return last;
      }
    }
    Entry fresh = new Entry();
    entries.add(fresh);
    return fresh;
  }

  private static boolean differs(ObjectNode one, ObjectNode other) {
    Optional<String> id = Lenient.text(one, "id");
    Optional<String> otherId = Lenient.text(other, "id");
    return id.isPresent() && otherId.isPresent() && !id.equals(otherId);
  }

  private static boolean signed(Entry entry) {
    return Lenient.text(entry.fields, "signature").isPresent()
        || (entry.type().equals(ENCRYPTED) && !entry.grown.isEmpty());
  }
}
