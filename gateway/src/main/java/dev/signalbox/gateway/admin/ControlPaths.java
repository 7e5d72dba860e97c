package dev.signalbox.gateway.admin;

import dev.signalbox.gateway.access.Role;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The control paths of one event loop: the only way to add one, so that each says who may use it.
 * Whoever asks for one is let in on what it matched, never on how the path was written.
 */
final class ControlPaths {
  private final Router router;
  private final ControlHandler handler;
  private final List<Declared> declared = new ArrayList<>();

  /**
   * A method at a path.
   *
   * @param path with {@code :name} for one segment and {@code *} for any rest
   * @param role empty: anybody
   */
  record Declared(String path, HttpMethod method, Optional<Role> role) {}

  ControlPaths(Router router, ControlHandler handler) {
    this.router = router;
    this.handler = handler;
  }

  /** Adds {@code path}, with {@code :name} for one segment. */
  void at(String path, ControlMethod... methods) {
    List<ControlMethod> all = List.of(methods);
    declare(path, all);
    route(path).handler(handler.of(path, all));
  }

  /** Segments are no parameters of the query, as Vert.x would have it. */
  private Route route(String path) {
    return path.contains(":")
        ? router.routeWithRegex(path.replaceAll(":[a-z]+", "[^/]+"))
        : router.route(path);
  }

  /** Adds all paths below {@code path}, of one segment or more. */
  void below(String path, ControlMethod... methods) {
    List<ControlMethod> all = List.of(methods);
    declare(path + "/*", all);
    router.routeWithRegex(path + "/.+").handler(handler.of(path + "/*", all));
  }

  private void declare(String path, List<ControlMethod> methods) {
    methods.forEach(method -> declared.add(new Declared(path, method.method(), method.role())));
  }

  /** All of them, in the order in which they were added; grows until the last one is. */
  List<Declared> declared() {
    return Collections.unmodifiableList(declared);
  }
}
