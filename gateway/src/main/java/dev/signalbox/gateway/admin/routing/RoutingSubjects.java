package dev.signalbox.gateway.admin.routing;

import dev.signalbox.analytics.trial.ShadowStore;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.http.HttpSettings;
import dev.signalbox.gateway.http.ResponseStore;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.plan.PlanDesk;
import dev.signalbox.gateway.profile.Profiles;
import java.util.ArrayList;
import java.util.List;

/**
 * What is decided, and by what.
 *
 * @param catalog the cards
 * @param shadows what a policy on trial would have decided
 * @param responses kept answers of the Responses API
 * @param planning tells what changes would come to
 */
public record RoutingSubjects(
    HttpSettings settings,
    Catalog catalog,
    Profiles profiles,
    ResponseStore responses,
    ShadowStore shadows,
    PlanDesk planning) {
  /** The routes of one event loop. */
  public List<Subject> of(Serving serving, FactReading reading) {
    List<Route> decisions = new ArrayList<>();
    decisions.add(new RouteControl(serving, settings, responses).route());
    decisions.addAll(new DecisionControl(serving.routing(), reading).routes());
    return List.of(
        new Subject("decisions", "What was and would be decided, and why", decisions),
        new Subject(
            "trial",
            "A policy that is tried before it is applied",
            new TrialControl(serving.vertx(), shadows, serving.routing().trial()).routes()),
        new Subject("profiles", "What requests are routed by", profileRoutes(serving)),
        new Subject(
            "planning",
            "What a change would come to, and what choices were worth",
            new PlanControl(planning).routes()),
        new Subject(
            "catalog", "The model cards", new CatalogControl(catalog, serving.routing()).routes()),
        new Subject("clusters", "What prompts are about", new ClusterControl(serving).routes()));
  }

  /** The one of a fixed name first, which is no profile's. */
  private List<Route> profileRoutes(Serving serving) {
    List<Route> routes = new ArrayList<>();
    routes.add(new PreviewControl(planning).route());
    routes.addAll(new ProfileControl(profiles, serving.routing()).routes());
    return routes;
  }
}
