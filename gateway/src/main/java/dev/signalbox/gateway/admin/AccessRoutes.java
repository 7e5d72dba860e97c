package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.oidc.OidcFlow;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;

/** The control paths about who may do what. */
final class AccessRoutes {
  private final AccessParts parts;
  private final ControlAudit audit;
  private final Vertx vertx;

  AccessRoutes(AccessParts parts, ControlAudit audit, Vertx vertx) {
    this.parts = parts;
    this.audit = audit;
    this.vertx = vertx;
  }

  void mount(ControlPaths paths) {
    AccessChange change = new AccessChange(parts.state(), audit, vertx);
    mountKeys(paths, new KeyControl(parts, change));
    mountUsers(paths, new UserControl(parts, change));
    LoginControl login = new LoginControl(parts, change, audit);
    paths.at("/v1/login", ControlMethod.anybody(HttpMethod.POST, login::login));
    parts
        .oidc()
        .map(config -> new OidcControl(parts, change, login, new OidcFlow(vertx, config)))
        .ifPresent(
            oidc -> {
              paths.at(OidcControl.PATH, ControlMethod.anybody(HttpMethod.GET, oidc::depart));
              paths.at(OidcControl.CALLBACK, ControlMethod.anybody(HttpMethod.GET, oidc::arrive));
            });
    paths.at("/v1/logout", ControlMethod.itself(HttpMethod.POST, Role.CALLER, login::logout));
    paths.at("/v1/me", ControlMethod.get(Role.CALLER, login::me));
    AuditControl trail = new AuditControl(new FactReading(parts.reader(), vertx));
    paths.at(
        AuditControl.PATH,
        ControlMethod.read(Role.ADMIN, ControlHandler.list(AuditControl.COLUMNS, trail::list)));
    paths.at("/v1/routes", ControlMethod.get(Role.VIEWER, _ -> routes(paths)));
  }

  private static void mountKeys(ControlPaths paths, KeyControl keys) {
    paths.at(
        KeyControl.PATH,
        ControlMethod.view(Role.ADMIN, keys::list),
        ControlMethod.audited(HttpMethod.POST, Role.ADMIN, keys::create));
    paths.at(
        KeyControl.PATH + "/:id",
        ControlMethod.view(Role.ADMIN, keys::one),
        ControlMethod.audited(HttpMethod.PATCH, Role.ADMIN, keys::patch),
        ControlMethod.audited(HttpMethod.DELETE, Role.ADMIN, keys::revoke));
    paths.at(
        KeyControl.PATH + "/:id/rotate",
        ControlMethod.audited(HttpMethod.POST, Role.ADMIN, keys::rotate));
  }

  private static void mountUsers(ControlPaths paths, UserControl users) {
    paths.at(
        UserControl.PATH,
        ControlMethod.get(Role.ADMIN, users::list),
        ControlMethod.audited(HttpMethod.POST, Role.ADMIN, users::create));
    paths.at(
        UserControl.PATH + "/:name",
        ControlMethod.audited(HttpMethod.PATCH, Role.ADMIN, users::patch),
        ControlMethod.audited(HttpMethod.DELETE, Role.ADMIN, users::remove));
  }

  /** Every control path with what one must be to use it. */
  private static Future<JsonNode> routes(ControlPaths paths) {
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    for (ControlPaths.Declared each : paths.declared()) {
      data.addObject()
          .put("method", each.method().name())
          .put("path", each.path())
          .put("role", each.role().map(Role::id).orElse("anybody"));
    }
    return Future.succeededFuture(list.putNull("next"));
  }
}
