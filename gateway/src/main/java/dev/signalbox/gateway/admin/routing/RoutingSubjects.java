package dev.signalbox.gateway.admin.routing;

import dev.signalbox.analytics.trial.ShadowStore;
import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.http.HttpSettings;
import dev.signalbox.gateway.http.ResponseStore;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.profile.Profiles;
import java.util.ArrayList;
import java.util.List;

/**
 * What is decided, and by what.
 *
 * @param catalog the cards
 * @param shadows what a policy on trial would have decided
 * @param responses kept answers of the Responses API
 */
public record RoutingSubjects(
    HttpSettings settings,
    Catalog catalog,
    Profiles profiles,
    ResponseStore responses,
    ShadowStore shadows) {
  /** The routes of one event loop. */
  public List<Subject> of(Serving serving) {
    List<Route> decisions = new ArrayList<>();
    decisions.add(new RouteControl(serving, settings, responses).route());
    decisions.addAll(new DecisionControl(serving.routing()).routes());
    return List.of(
        new Subject("decisions", "What was and would be decided, and why", decisions),
        new Subject(
            "trial",
            "A policy that is tried before it is applied",
            new TrialControl(serving.vertx(), shadows, serving.routing().trial()).routes()),
        new Subject(
            "profiles",
            "What requests are routed by",
            new ProfileControl(profiles, serving.routing()).routes()),
        new Subject(
            "catalog", "The model cards", new CatalogControl(catalog, serving.routing()).routes()));
  }
}
