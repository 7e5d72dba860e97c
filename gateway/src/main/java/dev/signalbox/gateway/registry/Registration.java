package dev.signalbox.gateway.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that was registered.
 *
 * @param document all of it, secrets too; never changed
 * @param author label of the key that changed it last
 * @param deleted when it was deleted; empty while it is there
 */
public record Registration(
    Kind kind,
    String id,
    ObjectNode document,
    Instant created,
    Instant changed,
    String author,
    Optional<Instant> deleted) {
  /** What may be told of it: without secrets. */
  public ObjectNode shown() {
    return document.deepCopy().without(kind.secrets());
  }

  /** The same with another document. */
  public Registration with(ObjectNode newDocument, Change by) {
    return new Registration(kind, id, newDocument, created, by.at(), by.author(), Optional.empty());
  }

  /** The same, deleted: nothing secret is left. */
  Registration deleted(Change by) {
    return new Registration(kind, id, shown(), created, by.at(), by.author(), Optional.of(by.at()));
  }

  /** Who changes something, and when. */
  public record Change(String author, Instant at) {}

  /** Without the document. */
  @Override
  public String toString() {
    return "Registration[" + kind.id() + "/" + id + "]";
  }
}
