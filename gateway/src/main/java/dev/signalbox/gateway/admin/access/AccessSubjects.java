package dev.signalbox.gateway.admin.access;

import dev.signalbox.gateway.admin.frame.ControlAudit;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.oidc.OidcFlow;
import dev.signalbox.gateway.pipeline.Serving;
import java.util.ArrayList;
import java.util.List;

/** Who may do what: keys, people, their logins, and what was changed. */
public final class AccessSubjects {
  private AccessSubjects() {}

  /** The routes of one event loop. */
  public static List<Subject> of(
      AccessParts parts, AccessChange change, ControlAudit audit, Serving serving) {
    LoginControl login = new LoginControl(parts, change, audit);
    List<Route> logins = new ArrayList<>(login.routes());
    parts
        .oidc()
        .map(
            config ->
                new OidcControl(
                    parts,
                    change,
                    login,
                    new OidcFlow(serving.vertx(), config, serving.dependencies())))
        .ifPresent(oidc -> logins.addAll(oidc.routes()));
    return List.of(
        new Subject("keys", "Keys made at run time", new KeyControl(parts, change).routes()),
        new Subject("users", "People who may log in", new UserControl(parts, change).routes()),
        new Subject("login", "Sessions of people", logins),
        new Subject(
            "audit",
            "What was changed, by whom",
            List.of(new AuditControl(FactReading.of(parts.reader(), serving)).route())));
  }
}
