package dev.signalbox.gateway.admin;

import dev.signalbox.analytics.reprice.Repricing;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.access.AccessChange;
import dev.signalbox.gateway.admin.access.AccessParts;
import dev.signalbox.gateway.admin.access.AccessSubjects;
import dev.signalbox.gateway.admin.ask.Asking;
import dev.signalbox.gateway.admin.config.ConfigDesk;
import dev.signalbox.gateway.admin.config.ConfigSubject;
import dev.signalbox.gateway.admin.facts.FactSubjects;
import dev.signalbox.gateway.admin.frame.ControlAudit;
import dev.signalbox.gateway.admin.frame.ControlHandler;
import dev.signalbox.gateway.admin.frame.ControlPaths;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.OpenApi;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.admin.live.LiveControl;
import dev.signalbox.gateway.admin.live.LiveFeed;
import dev.signalbox.gateway.admin.money.MoneySubject;
import dev.signalbox.gateway.admin.provider.Registering;
import dev.signalbox.gateway.admin.routing.RoutingSubjects;
import dev.signalbox.gateway.admin.signals.SignalSubjects;
import dev.signalbox.gateway.http.BodyReader;
import dev.signalbox.gateway.pipeline.Serving;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;

/** All control paths: the subjects, and what tells of them. */
public final class ControlRoutes {
  private final Known known;

  /**
   * What is told of and asked about.
   *
   * @param repricing computes past costs again
   * @param asking questions over what is stored
   * @param signals what is said of answers
   * @param access who may do what
   * @param registering changes of providers and gateways
   * @param live what is told to pages as it happens
   * @param metrics figures for Prometheus
   * @param editing changes of the file
   */
  public record Known(
      FactSubjects facts,
      RoutingSubjects routing,
      Repricing repricing,
      Asking asking,
      SignalSubjects signals,
      AccessParts access,
      Registering registering,
      LiveFeed live,
      Subject metrics,
      ConfigDesk editing) {}

  /** The control paths of a process. */
  public ControlRoutes(Known known) {
    this.known = known;
  }

  /** Adds the control paths of one event loop to {@code router}. */
  public void mount(Router router, Serving serving, BodyReader bodies) {
    ControlAudit audit = new ControlAudit(known.access().state().store(), serving.vertx());
    ControlPaths.mount(
        subjects(serving, audit).stream().flatMap(each -> each.routes().stream()).toList(),
        router,
        new ControlHandler(known.access().authenticator(), audit, serving, bodies));
  }

  private List<Subject> subjects(Serving serving, ControlAudit audit) {
    AccessChange change = new AccessChange(known.access().state(), audit, serving.vertx());
    FactReading reading = FactReading.of(known.facts().facts().reader(), serving);
    List<Subject> all = new ArrayList<>(known.facts().of(serving, audit));
    all.addAll(known.routing().of(serving, reading));
    all.add(known.signals().of(reading, serving.vertx()));
    all.addAll(
        known
            .registering()
            .subjects(new Registering.Means(serving, reading, known.access(), change)));
    all.add(ConfigSubject.of(known.editing()));
    all.add(MoneySubject.of(serving, known.access().state(), known.repricing(), reading));
    all.add(known.asking().subject());
    all.add(new LiveControl(known.live(), serving).subject());
    all.add(known.metrics());
    all.addAll(AccessSubjects.of(known.access(), change, audit, serving));
    all.add(interfaceOf(all));
    return all;
  }

  /** What tells of all subjects, itself included. */
  private Subject interfaceOf(List<Subject> all) {
    return new Subject(
        "interface",
        "What paths there are",
        List.of(
            Route.get("/v1/routes", Role.VIEWER, "The control paths, and who may use them")
                .gives(Shape.page("Route"))
                .by(
                    _ ->
                        Future.succeededFuture(
                            Page.whole(
                                all.stream()
                                    .flatMap(each -> each.routes().stream())
                                    .map(Route::toJson)))),
            Route.open(HttpMethod.GET, "/openapi.json", "This interface, for programs")
                .gives(Shape.one("OpenApi"))
                .by(
                    _ ->
                        Future.succeededFuture(OpenApi.of(known.facts().facts().version(), all)))));
  }
}
