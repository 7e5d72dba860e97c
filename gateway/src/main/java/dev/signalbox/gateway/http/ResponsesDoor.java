package dev.signalbox.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.pipeline.Exchange;
import dev.signalbox.gateway.pipeline.Generation;
import dev.signalbox.gateway.pipeline.GenerationCall;
import dev.signalbox.gateway.pipeline.RequestBody;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.responses.ResponseItems;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Responses API, stateful over any provider: answers are kept, and a request that continues one
 * is sent with its whole conversation, unless its provider keeps that itself.
 */
final class ResponsesDoor {
  private static final String PREVIOUS = "previous_response_id";

  private final Generation generation;
  private final Serving serving;
  private final BodyReader bodies;
  private final ResponseStore store;

  ResponsesDoor(Generation generation, Serving serving, BodyReader bodies, ResponseStore store) {
    this.generation = generation;
    this.serving = serving;
    this.bodies = bodies;
    this.store = store;
  }

  /** {@code POST /v1/responses}. */
  Future<Void> create(Arrival arrival) {
    return bodies.read(arrival.request()).compose(bytes -> create(arrival, bytes));
  }

  private Future<Void> create(Arrival arrival, byte[] bytes) {
    ObjectNode body = StrictJson.parseObject(bytes);
    Fields fields = Fields.ofRequest(body, "");
    Conversation conversation = conversation(arrival, body, fields.text(PREVIOUS));
    GenerationCall call = call(arrival, bytes, body, conversation);
    boolean kept = fields.flag("store").orElse(true);
    if (!kept) {
      return generation.serve(arrival.exchange(), call);
    }
    ResponseCapture capture =
        new ResponseCapture(fields.flag("stream").orElse(false), serving.limits().maxEventBytes());
    arrival.exchange().answer().tap(capture::accept);
    return generation
        .serve(arrival.exchange(), call)
        .onSuccess(_ -> keep(arrival.exchange(), capture, conversation));
  }

  /**
   * A request in its conversation.
   *
   * @param expanded the request with every earlier item in front of its own
   * @param input the items of the conversation so far, its own included
   * @param previous the answer it continues; empty when it begins one, or continues one kept
   *     elsewhere
   * @param unknown whether it continues an answer that is not kept here
   */
  private record Conversation(
      ObjectNode expanded,
      List<JsonNode> input,
      Optional<ResponseStore.Stored> previous,
      boolean unknown) {}

  private Conversation conversation(Arrival arrival, ObjectNode body, Optional<String> previousId) {
    List<JsonNode> own = ResponseItems.inputItems(body, arrival.exchange().origin().id());
    if (previousId.isEmpty()) {
      return new Conversation(body, own, Optional.empty(), false);
    }
    Optional<ResponseStore.Stored> previous =
        store.find(previousId.get(), arrival.exchange().origin().caller().label());
    List<JsonNode> history = new ArrayList<>();
    previous.ifPresent(
        stored -> {
          history.addAll(stored.input());
          stored.response().path("output").forEach(history::add);
        });
    ObjectNode expanded = previous.isPresent() ? ResponseItems.withHistory(body, history) : body;
    history.addAll(own);
    return new Conversation(expanded, history, previous, previous.isEmpty());
  }

  private GenerationCall call(
      Arrival arrival, byte[] bytes, ObjectNode body, Conversation conversation) {
    WireFormats formats = serving.formats();
    boolean plain = !formats.holdsItemsOfOurs(body);
    return GenerationDoors.call(
        arrival,
        RequestTarget.IN_BODY,
        true,
        new ConversationBody(
            bytes,
            conversation,
            plain,
            plain
                && (conversation.previous().isEmpty()
                    || !formats.holdsItemsOfOurs(conversation.expanded()))));
  }

  /**
   * The body as it came where the provider keeps the conversation too, the whole one elsewhere.
   *
   * @param plain whether the body as it came holds nothing of ours
   * @param plainWhole whether the whole conversation holds nothing of ours
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record ConversationBody(
      byte[] original, Conversation conversation, boolean plain, boolean plainWhole)
      implements RequestBody {
    @Override
    public byte[] whole() {
      return conversation.previous().isEmpty()
          ? original
          : StrictJson.toBytes(conversation.expanded());
    }

    @Override
    public byte[] forProvider(UpstreamSpec provider) {
      if (conversation.unknown() && !provider.speaks(Protocol.RESPONSES)) {
        throw notFound("the previous response is not kept here", PREVIOUS);
      }
      return asItCame(provider) ? original : StrictJson.toBytes(conversation.expanded());
    }

    @Override
    public boolean passesTo(UpstreamSpec provider) {
      return asItCame(provider) ? plain : plainWhole;
    }

    private boolean asItCame(UpstreamSpec provider) {
      Optional<ResponseStore.Stored> previous = conversation.previous();
      return previous.isEmpty()
          || (provider.speaks(Protocol.RESPONSES)
              && previous.get().keptThere()
              && previous.get().provider().equals(provider.id()));
    }
  }

  private void keep(Exchange exchange, ResponseCapture capture, Conversation conversation) {
    Optional<JsonNode> response = capture.response();
    if (response.isEmpty() || exchange.served().isEmpty()) {
      return;
    }
    String provider = exchange.served().get().provider();
    boolean there =
        serving
            .upstreams()
            .find(provider)
            .map(Upstream::spec)
            .filter(spec -> spec.speaks(Protocol.RESPONSES))
            .isPresent();
    String id = response.get().path("id").textValue();
    exchange.continuesAs(serving.routing(), id);
    int bytes = sizeOf(conversation.input()) + StrictJson.toBytes(response.get()).length;
    store.put(
        id,
        new ResponseStore.Stored(
            exchange.origin().caller().label(),
            provider,
            there,
            conversation.input(),
            response.get(),
            bytes));
  }

  private static int sizeOf(List<JsonNode> items) {
    return items.stream().mapToInt(item -> StrictJson.toBytes(item).length).sum();
  }

  /** What stands below {@code /v1/responses/}. */
  Optional<Endpoint> below(String rest) {
    int slash = rest.indexOf('/');
    String id = slash < 0 ? rest : rest.substring(0, slash);
    if (!id.startsWith("resp_")) {
      return Optional.empty();
    }
    Map<HttpMethod, Door> doors =
        switch (slash < 0 ? "" : rest.substring(slash + 1)) {
          case "" ->
              Map.of(
                  HttpMethod.GET,
                  arrival -> answer(arrival, found(arrival, id).response()),
                  HttpMethod.DELETE,
                  arrival -> delete(arrival, id));
          case "cancel" -> Map.of(HttpMethod.POST, arrival -> cancel(arrival, id));
          case "input_items" -> Map.of(HttpMethod.GET, arrival -> inputItems(arrival, id));
          default -> Map.of();
        };
    return doors.isEmpty()
        ? Optional.empty()
        : Optional.of(new Endpoint(Protocol.RESPONSES, "responses/stored", doors));
  }

  private ResponseStore.Stored found(Arrival arrival, String id) {
    return store
        .find(id, arrival.exchange().origin().caller().label())
        .orElseThrow(() -> notFound("the response `%s` is not kept here".formatted(id), "id"));
  }

  private Future<Void> delete(Arrival arrival, String id) {
    found(arrival, id);
    store.delete(id, arrival.exchange().origin().caller().label());
    return answer(
        arrival, StrictJson.object().put("id", id).put("object", "response").put("deleted", true));
  }

  private Future<Void> cancel(Arrival arrival, String id) {
    found(arrival, id);
    throw Problem.of(
            ProblemKind.INVALID_REQUEST,
            "the response `%s` is finished; only one in progress can be cancelled".formatted(id))
        .toException();
  }

  private Future<Void> inputItems(Arrival arrival, String id) {
    return answer(arrival, ResponseItems.inputItemList(found(arrival, id).input(), page(arrival)));
  }

  private static ResponseItems.Page page(Arrival arrival) {
    String limit = arrival.request().getParam("limit");
    int number;
    try {
      number = limit == null ? ResponseItems.Page.FIRST.limit() : Integer.parseInt(limit);
    } catch (NumberFormatException e) {
      number = 0;
    }
    if (number < 1 || number > 100) {
      throw Problem.invalid("limit", "`limit` must be a whole number from 1 to 100").toException();
    }
    return new ResponseItems.Page(
        Optional.ofNullable(arrival.request().getParam("after")),
        number,
        "asc".equals(arrival.request().getParam("order")));
  }

  private static Future<Void> answer(Arrival arrival, JsonNode body) {
    return Answers.send(arrival.exchange(), body);
  }

  private static ProblemException notFound(String message, String param) {
    ProblemKind kind = param.equals(PREVIOUS) ? ProblemKind.INVALID_REQUEST : ProblemKind.NOT_FOUND;
    return Problem.of(kind, message).withCode("not_found").withParam(param).toException();
  }
}
