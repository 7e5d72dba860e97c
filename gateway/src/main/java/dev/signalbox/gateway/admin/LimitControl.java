package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.access.AccessState;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.limit.CallerLimits;
import dev.signalbox.gateway.limit.LimitState;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import java.util.Optional;

/** Tells how much is left of limits. */
final class LimitControl {
  static final String PATH = "/v1/limits";

  private final CallerLimits limits;
  private final AccessState access;

  LimitControl(CallerLimits limits, AccessState access) {
    this.limits = limits;
    this.access = access;
  }

  /** All of them for operators; else those of the caller's key and of the project it belongs to. */
  Future<JsonNode> list(ControlRequest request) {
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    limits.states(access.book().limits()).stream()
        .filter(state -> concerns(state, request.caller()))
        .forEach(state -> data.add(json(state)));
    return Future.succeededFuture(list.putNull("next"));
  }

  private static boolean concerns(LimitState state, Caller caller) {
    return caller.seesAll()
        || switch (state.limit().scope()) {
          case KEY -> state.subject().equals(caller.label());
          case PROJECT -> caller.project().equals(Optional.of(state.subject()));
          case SOURCE, APP, MODEL, TOTAL -> false;
        };
  }

  private static ObjectNode json(LimitState state) {
    ObjectNode json =
        StrictJson.object()
            .put("name", state.limit().name())
            .put("scope", state.limit().scope().id())
            .put("subject", state.subject());
    put("requests_per_minute", state.requestsPerMinute(), json);
    put("requests_per_day", state.requestsPerDay(), json);
    put("tokens_per_minute", state.tokensPerMinute(), json);
    if (state.inFlight().isPresent()) {
      json.putObject("max_in_flight")
          .put("limit", state.limit().maxInFlight().orElseThrow())
          .put("now", state.inFlight().getAsInt());
    } else {
      json.putNull("max_in_flight");
    }
    return json;
  }

  private static void put(String name, Optional<LimitState.Rate> rate, ObjectNode json) {
    rate.ifPresentOrElse(
        known ->
            json.putObject(name)
                .put("limit", known.limit())
                .put("remaining", known.remaining())
                .put("full_in_ms", known.untilFull().toMillis()),
        () -> json.putNull(name));
  }
}
