package dev.signalbox.gateway.admin.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.access.AccessState;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.limit.CallerLimits;
import dev.signalbox.gateway.limit.LimitState;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import java.util.Optional;

/** Tells how much is left of limits. */
final class LimitControl {
  private final CallerLimits limits;
  private final AccessState access;

  LimitControl(CallerLimits limits, AccessState access) {
    this.limits = limits;
    this.access = access;
  }

  Route route() {
    return Route.get(
            "/v1/limits", Role.CALLER, "What is left of limits; a caller's own and its project's")
        .gives(Shape.page("Limit"))
        .by(this::list);
  }

  /** All of them for operators; else those of the caller's key and of the project it belongs to. */
  private Future<JsonNode> list(ControlRequest request) {
    return limits
        .states(access.book().limits())
        .map(
            states ->
                Page.whole(
                    states.stream()
                        .filter(state -> concerns(state, request.caller()))
                        .map(LimitControl::json)));
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
