package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.records.Sessions;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import io.vertx.core.Future;

/** The stored requests by session. */
final class SessionControl {
  private static final Field<Integer> LIMIT = Page.limit(50, Sessions.MOST);

  private final FactReading reading;

  SessionControl(FactReading reading) {
    this.reading = reading;
  }

  Route route() {
    return Route.get("/v1/sessions", Role.CALLER, "Sessions, those with the newest requests first")
        .query(FilterQuery.without(Dimension.SESSION, FilterQuery.RECORDS))
        .query(Page.AFTER, LIMIT)
        .gives(Shape.table("Session", Sessions.FIELDS))
        .by(this::page);
  }

  private Future<JsonNode> page(ControlRequest request) {
    Sessions.Query query = query(request, FilterQuery.ofRecords(request));
    return reading
        .ask(dsl -> Sessions.page(query, dsl))
        .map(page -> Page.of(page.rows().stream(), page.next()));
  }

  private static Sessions.Query query(ControlRequest request, Filter filter) {
    try {
      return new Sessions.Query(filter, request.get(Page.AFTER), request.need(LIMIT));
    } catch (IllegalArgumentException e) {
      throw Page.AFTER.wrong();
    }
  }
}
