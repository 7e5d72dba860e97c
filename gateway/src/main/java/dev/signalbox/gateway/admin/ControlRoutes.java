package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.records.RecordJson;
import dev.signalbox.analytics.reprice.Repricing;
import dev.signalbox.analytics.stats.ClosedDays;
import dev.signalbox.analytics.store.Reader;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.http.BodyReader;
import dev.signalbox.gateway.http.HttpSettings;
import dev.signalbox.gateway.http.Mount;
import dev.signalbox.gateway.http.ResponseStore;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.question.DryRun;
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
   * @param captures tells what prompts and answers were kept
   * @param repricing computes past costs again
   * @param asking questions over what is stored
   * @param access who may do what
   * @param registering changes of providers and gateways
   */
  public record Known(
      Catalog catalog,
      Profiles profiles,
      ResponseStore responses,
      Reader captures,
      Repricing repricing,
      Asking asking,
      AccessParts access,
      Registering registering) {}

  private final ClosedDays closedDays = new ClosedDays();

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
    ControlAudit audit = new ControlAudit(known.access().state().store(), serving.vertx());
    ControlPaths paths =
        new ControlPaths(
            router, new ControlHandler(settings.authenticator(), audit, serving, bodies));
    known
        .registering()
        .mount(
            paths,
            new Registering.Means(
                serving,
                new FactReading(facts.reader(), serving.vertx()),
                known.access(),
                new AccessChange(known.access().state(), audit, serving.vertx())));
    CaptureControl captures =
        new CaptureControl(
            new FactReading(facts.reader(), serving.vertx()),
            new FactReading(known.captures(), serving.vertx()));
    paths.at(CaptureControl.PATH, ControlMethod.get(Role.OPERATOR, captures::of));
    mountFacts(paths, serving.vertx());
    mountDecisions(paths, serving);
    mountKnowledge(paths, serving.routing());
    known.asking().mount(paths);
    mountMoney(paths, serving);
    new AccessRoutes(known.access(), audit, serving.vertx()).mount(paths);
  }

  private void mountFacts(ControlPaths paths, Vertx vertx) {
    FactReading reading = new FactReading(facts.reader(), vertx);
    RecordControl records = new RecordControl(reading);
    paths.at(RecordControl.PATH, list(records::list));
    paths.below(RecordControl.PATH, ControlMethod.get(Role.CALLER, records::one));
    paths.at(StatsControl.PROJECTS + "/:project/records", list(records::ofProject));
    StatsControl stats = new StatsControl(reading, closedDays);
    paths.at(StatsControl.STATS, ControlMethod.get(Role.CALLER, stats::stats));
    paths.at(StatsControl.PROJECTS, ControlMethod.get(Role.CALLER, stats::projects));
    paths.at(StatsControl.SOURCES, ControlMethod.get(Role.CALLER, stats::sources));
    paths.at(StatsControl.FAILURES, ControlMethod.get(Role.CALLER, stats::failures));
  }

  private static ControlMethod list(ControlHandler.Action action) {
    return ControlMethod.read(Role.CALLER, ControlHandler.list(RecordJson.FIELDS, action));
  }

  private void mountMoney(ControlPaths paths, Serving serving) {
    RepriceControl reprice = new RepriceControl(serving, known.repricing());
    paths.at(
        RepriceControl.PATH, ControlMethod.change(HttpMethod.POST, Role.OPERATOR, reprice::run));
    LimitControl limits = new LimitControl(serving.callerLimits(), known.access().state());
    paths.at(LimitControl.PATH, ControlMethod.get(Role.CALLER, limits::list));
    BudgetControl budgets = new BudgetControl(serving, known.access().state());
    paths.at(BudgetControl.PATH, ControlMethod.get(Role.CALLER, budgets::list));
  }

  private void mountDecisions(ControlPaths paths, Serving serving) {
    RouteControl route = new RouteControl(serving, apps(), known.responses(), settings.strict());
    DecisionControl decisions = new DecisionControl(serving.routing());
    paths.at("/v1/route", ControlMethod.ask(Role.CALLER, ControlMethod.any(route::route)));
    paths.at(DecisionControl.PATH, ControlMethod.get(Role.CALLER, decisions::list));
    paths.at(DecisionControl.PATH + "/:id", ControlMethod.get(Role.CALLER, decisions::one));
    paths.at(
        DecisionControl.PATH + "/:id/replay",
        ControlMethod.ask(Role.CALLER, ControlMethod.any(decisions::replay)));
  }

  private void mountKnowledge(ControlPaths paths, Routing routing) {
    ProfileControl stored = new ProfileControl(known.profiles(), routing);
    paths.at(ProfileControl.PATH, ControlMethod.get(Role.CALLER, stored::list));
    paths.at(
        ProfileControl.PATH + "/:id",
        ControlMethod.get(Role.CALLER, stored::one),
        ControlMethod.change(HttpMethod.PUT, Role.OPERATOR, stored::put),
        ControlMethod.change(HttpMethod.DELETE, Role.OPERATOR, stored::delete));
    CatalogControl cards = new CatalogControl(known.catalog(), routing);
    paths.at(CatalogControl.PATH, ControlMethod.get(Role.CALLER, cards::list));
    paths.below(CatalogControl.PATH, ControlMethod.get(Role.CALLER, cards::one));
  }

  private Map<String, DryRun.App> apps() {
    return settings.mounts().stream()
        .filter(mount -> mount.keyLabel().isEmpty())
        .collect(
            Collectors.toMap(Mount::name, mount -> new DryRun.App(mount.names(), mount.profile())));
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
