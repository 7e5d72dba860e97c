package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.capture.CaptureReader;
import dev.signalbox.analytics.records.RecordJson;
import dev.signalbox.analytics.reprice.Repricing;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.gateway.http.BodyReader;
import dev.signalbox.gateway.http.HttpSettings;
import dev.signalbox.gateway.http.Mount;
import dev.signalbox.gateway.http.ResponseStore;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.profile.Profiles;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of control paths: what stands where. */
public final class ControlRoutes {
  private final ProcessFacts facts;
  private final HttpSettings settings;
  private final Known known;

  /**
   * What is told of and asked about.
   *
   * @param catalog the cards
   * @param responses kept answers of the Responses API
   * @param database what happened
   * @param repricing computes past costs again
   * @param asking questions over what is stored
   * @param registering changes of providers and gateways
   */
  public record Known(
      Catalog catalog,
      Profiles profiles,
      ResponseStore responses,
      Database database,
      Repricing repricing,
      Asking asking,
      Registering registering) {}

  /** The control paths of a process. */
  public ControlRoutes(ProcessFacts facts, HttpSettings settings, Known known) {
    this.facts = facts;
    this.settings = settings;
    this.known = known;
  }

  /** Adds the control paths of one event loop to {@code router}. */
  public void mount(Router router, Serving serving, BodyReader bodies) {
    router.get("/health").handler(context -> answer(context, 200, HealthJson.of(facts)));
    router.get("/health/live").handler(context -> answer(context, 200, status("ok")));
    router.get("/health/ready").handler(this::ready);
    router.get("/ready").handler(this::ready);
    ControlHandler handler = new ControlHandler(settings.authenticator(), serving, bodies);
    mountCaptures(router, handler, serving);
    mountFacts(router, handler, serving.vertx());
    mountDecisions(router, handler, serving);
    mountKnowledge(router, handler, serving.routing());
    known.asking().mount(router, handler);
    known
        .registering()
        .mount(router, handler, serving, new FactReading(facts.reader(), serving.vertx()));
    mountMoney(router, handler, serving);
  }

  private void mountCaptures(Router router, ControlHandler handler, Serving serving) {
    CaptureControl captures =
        new CaptureControl(new CaptureReader(known.database()), serving.vertx());
    router.route(CaptureControl.PATH).handler(handler.of(Map.of(HttpMethod.GET, captures::of)));
  }

  private void mountFacts(Router router, ControlHandler handler, Vertx vertx) {
    FactReading reading = new FactReading(facts.reader(), vertx);
    RecordControl records = new RecordControl(reading);
    router.route(RecordControl.PATH).handler(handler.list(RecordJson.FIELDS, records::list));
    router
        .routeWithRegex(RecordControl.PATH + "/.+")
        .handler(handler.of(Map.of(HttpMethod.GET, records::one)));
    router
        .routeWithRegex(StatsControl.PROJECTS + "/[^/]+/records")
        .handler(handler.list(RecordJson.FIELDS, records::ofProject));
    StatsControl stats = new StatsControl(reading);
    Map<String, ControlHandler.Action> answers =
        Map.of(
            StatsControl.STATS, stats::stats,
            StatsControl.PROJECTS, stats::projects,
            StatsControl.SOURCES, stats::sources,
            StatsControl.FAILURES, stats::failures);
    answers.forEach(
        (path, action) -> router.route(path).handler(handler.of(Map.of(HttpMethod.GET, action))));
  }

  private void mountMoney(Router router, ControlHandler handler, Serving serving) {
    RepriceControl reprice = new RepriceControl(serving, known.repricing());
    router.route(RepriceControl.PATH).handler(handler.of(Map.of(HttpMethod.POST, reprice::run)));
    BudgetControl budgets = new BudgetControl(serving);
    router.route(BudgetControl.PATH).handler(handler.of(Map.of(HttpMethod.GET, budgets::list)));
  }

  private void mountDecisions(Router router, ControlHandler handler, Serving serving) {
    RouteControl route =
        new RouteControl(serving, namesByApp(), known.responses(), settings.strict());
    DecisionControl decisions = new DecisionControl(serving.routing());
    router.route("/v1/route").handler(handler.of(Map.of(HttpMethod.POST, route::route)));
    router.route(DecisionControl.PATH).handler(handler.of(Map.of(HttpMethod.GET, decisions::list)));
    router
        .route(DecisionControl.PATH + "/:id")
        .handler(handler.of(Map.of(HttpMethod.GET, decisions::one)));
    router
        .route(DecisionControl.PATH + "/:id/replay")
        .handler(handler.of(Map.of(HttpMethod.POST, decisions::replay)));
  }

  private void mountKnowledge(Router router, ControlHandler handler, Routing routing) {
    ProfileControl stored = new ProfileControl(known.profiles(), routing);
    router.route(ProfileControl.PATH).handler(handler.of(Map.of(HttpMethod.GET, stored::list)));
    router
        .route(ProfileControl.PATH + "/:id")
        .handler(
            handler.of(
                Map.of(
                    HttpMethod.GET,
                    stored::one,
                    HttpMethod.PUT,
                    stored::put,
                    HttpMethod.DELETE,
                    stored::delete)));
    CatalogControl cards = new CatalogControl(known.catalog(), routing);
    router.route(CatalogControl.PATH).handler(handler.of(Map.of(HttpMethod.GET, cards::list)));
    router
        .routeWithRegex(CatalogControl.PATH + "/.+")
        .handler(handler.of(Map.of(HttpMethod.GET, cards::one)));
  }

  private Map<String, MountNames> namesByApp() {
    return settings.mounts().stream()
        .filter(mount -> mount.gate().isEmpty())
        .collect(Collectors.toMap(Mount::name, Mount::names));
  }

  private void ready(RoutingContext context) {
    boolean ready = facts.ready().getAsBoolean();
    answer(context, ready ? 200 : 503, status(ready ? "ok" : "draining"));
  }

  private static ObjectNode status(String status) {
    return StrictJson.object().put("status", status);
  }

  private static void answer(RoutingContext context, int status, ObjectNode body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(Buffer.buffer(StrictJson.toBytes(body)));
  }
}
