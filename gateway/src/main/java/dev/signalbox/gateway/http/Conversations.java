package dev.signalbox.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.pipeline.RequestBody;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.responses.ResponseItems;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the conversation that a request of the Responses API continues, for requests that are
 * served and for those that are only asked about.
 */
public final class Conversations {
  static final String PREVIOUS = "previous_response_id";

  private final ResponseStore store;
  private final WireFormats formats;

  /** Conversations whose answers are in {@code store}. */
  public Conversations(ResponseStore store, WireFormats formats) {
    this.store = store;
    this.formats = formats;
  }

  /**
   * Whose request it is.
   *
   * @param caller label of the caller's key; what others had answered is not seen
   * @param request our id of the request
   */
  public record Of(String caller, String request) {}

  /**
   * The request {@code bytes} with the conversation it continues; fails where that cannot be read.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when it is not one strict JSON
   *     object
   */
  public Future<RequestBody> body(Of of, byte[] bytes) {
    ObjectNode body = StrictJson.parseObject(bytes);
    return previous(of, body).map(previous -> body(bytes, body, of(of, body, previous)));
  }

  /**
   * A request in its conversation.
   *
   * @param expanded the request with every earlier item in front of its own
   * @param input the items of the conversation so far, its own included
   * @param previous the answer it continues; empty when it begins one, or continues one kept
   *     elsewhere
   * @param previousId what it calls that answer; empty when it continues none
   */
  record Conversation(
      ObjectNode expanded,
      List<JsonNode> input,
      Optional<ResponseStore.Stored> previous,
      Optional<String> previousId) {
    /** Whether it continues an answer that is not kept here. */
    boolean unknown() {
      return previousId.isPresent() && previous.isEmpty();
    }

    /** Whether {@code provider} keeps it too, under the same id. */
    boolean isKeptBy(String provider) {
      return previous
          .filter(stored -> stored.keptThere() && stored.provider().equals(provider))
          .isPresent();
    }
  }

  /** The answer that the request {@code body} continues, where it is kept. */
  Future<Optional<ResponseStore.Stored>> previous(Of of, ObjectNode body) {
    return Fields.ofRequest(body, "")
        .text(PREVIOUS)
        .map(id -> store.find(id, of.caller()))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  /** The conversation of the request {@code body}, which continues {@code previous}. */
  Conversation of(Of of, ObjectNode body, Optional<ResponseStore.Stored> previous) {
    Optional<String> previousId = Fields.ofRequest(body, "").text(PREVIOUS);
    List<JsonNode> own = ResponseItems.inputItems(body, of.request());
    if (previousId.isEmpty()) {
      return new Conversation(body, own, Optional.empty(), previousId);
    }
    List<JsonNode> history = new ArrayList<>();
    previous.ifPresent(
        stored -> {
          history.addAll(stored.input());
          stored.response().path("output").forEach(history::add);
        });
    ObjectNode expanded = previous.isPresent() ? ResponseItems.withHistory(body, history) : body;
    history.addAll(own);
    return new Conversation(expanded, history, previous, previousId);
  }

  /** The body of a request whose conversation is known. */
  RequestBody body(byte[] bytes, ObjectNode body, Conversation conversation) {
    boolean plain = !formats.holdsItemsOfOurs(body);
    boolean plainWhole =
        plain
            && (conversation.previous().isEmpty()
                || !formats.holdsItemsOfOurs(conversation.expanded()));
    return new ConversationBody(
        bytes, body, conversation, new ConversationBody.Plain(plain, plainWhole));
  }
}
