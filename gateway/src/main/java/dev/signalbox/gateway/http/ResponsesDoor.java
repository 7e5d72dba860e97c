package dev.signalbox.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.GenerationCall;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.pipeline.RequestBody;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.calling.Generation;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.responses.ResponseItems;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Responses API, stateful over any provider: answers are kept, and a request that continues one
 * is sent with its whole conversation, unless its provider keeps that itself.
 */
final class ResponsesDoor {
  private final Generation generation;
  private final Serving serving;
  private final BodyReader bodies;
  private final ResponseStore store;
  private final Conversations conversations;

  ResponsesDoor(Generation generation, Serving serving, BodyReader bodies, ResponseStore store) {
    this.generation = generation;
    this.serving = serving;
    this.bodies = bodies;
    this.store = store;
    this.conversations = new Conversations(store, serving.formats());
  }

  /** {@code POST /v1/responses}. */
  Future<Void> create(Arrival arrival) {
    return bodies.read(arrival).compose(bytes -> create(arrival, bytes));
  }

  /**
   * What was read of a request.
   *
   * @param stored whether its answer is to be kept
   * @param bytes about how large the items of its conversation are
   */
  private record Read(
      Conversations.Conversation conversation,
      RequestBody body,
      boolean stream,
      boolean stored,
      int bytes) {}

  private Future<Void> create(Arrival arrival, byte[] bytes) {
    Exchange.Origin origin = arrival.exchange().origin();
    Conversations.Of of = new Conversations.Of(origin.caller().label(), origin.id());
    return Offload.compute(serving.vertx(), bytes.length, () -> StrictJson.parseObject(bytes))
        .compose(
            body -> conversations.previous(of, body).compose(found -> read(of, bytes, body, found)))
        .compose(read -> create(arrival, read));
  }

  private Future<Read> read(
      Conversations.Of of, byte[] bytes, ObjectNode body, Optional<ResponseStore.Stored> previous) {
    int size = bytes.length + previous.map(ResponseStore.Stored::bytes).orElse(0);
    return Offload.compute(
        serving.vertx(), size, () -> read(bytes, body, conversations.of(of, body, previous)));
  }

  private Read read(byte[] bytes, ObjectNode body, Conversations.Conversation conversation) {
    Fields fields = Fields.ofRequest(body, "");
    boolean stored = fields.flag("store").orElse(true);
    return new Read(
        conversation,
        conversations.body(bytes, body, conversation),
        fields.flag("stream").orElse(false),
        stored,
        stored ? sizeOf(conversation.input()) : 0);
  }

  private Future<Void> create(Arrival arrival, Read read) {
    GenerationCall call = GenerationDoors.call(arrival, RequestTarget.IN_BODY, true, read.body());
    if (!read.stored()) {
      return generation.serve(arrival.exchange(), call);
    }
    ResponseCapture capture =
        new ResponseCapture(
            read.stream(),
            serving.limits().maxEventBytes(),
            response -> keep(arrival.exchange(), response, read));
    arrival.exchange().answer().tap(capture::accept);
    arrival.exchange().answer().beforeEnd(capture::end);
    return generation.serve(arrival.exchange(), call);
  }

  private void keep(Exchange exchange, JsonNode response, Read read) {
    if (exchange.served().isEmpty()) {
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
    String id = response.path("id").textValue();
    exchange.continuesAs(
        serving.routing(), id, response.path("usage").path("input_tokens").asLong());
    int bytes = read.bytes() + StrictJson.toBytes(response).length;
    store.put(
        id,
        new ResponseStore.Stored(
            exchange.origin().caller().label(),
            provider,
            there,
            read.conversation().input(),
            response,
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
                  arrival ->
                      found(arrival, id).compose(stored -> answer(arrival, stored.response())),
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

  private Future<ResponseStore.Stored> found(Arrival arrival, String id) {
    return store
        .find(id, arrival.exchange().origin().caller().label())
        .map(stored -> stored.orElseThrow(() -> notFound(id)));
  }

  private Future<Void> delete(Arrival arrival, String id) {
    return store
        .delete(id, arrival.exchange().origin().caller().label())
        .compose(
            was ->
                was
                    ? answer(
                        arrival,
                        StrictJson.object()
                            .put("id", id)
                            .put("object", "response")
                            .put("deleted", true))
                    : Future.failedFuture(notFound(id)));
  }

  private Future<Void> cancel(Arrival arrival, String id) {
    return found(arrival, id)
        .compose(
            _ ->
                Future.failedFuture(
                    Problem.of(
                            ProblemKind.INVALID_REQUEST,
                            "the response `%s` is finished; only one in progress can be cancelled"
                                .formatted(id))
                        .toException()));
  }

  private Future<Void> inputItems(Arrival arrival, String id) {
    return found(arrival, id)
        .compose(
            stored -> answer(arrival, ResponseItems.inputItemList(stored.input(), page(arrival))));
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

  private static ProblemException notFound(String id) {
    return Problem.of(ProblemKind.NOT_FOUND, "the response `%s` is not kept here".formatted(id))
        .withCode("not_found")
        .withParam("id")
        .toException();
  }
}
