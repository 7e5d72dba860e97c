package dev.signalbox.gateway.admin.frame;

import io.vertx.ext.web.Router;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts routes where requests find them. Whoever asks for one is let in on what it matched, never on
 * how the path was written.
 */
public final class ControlPaths {
  private ControlPaths() {}

  /** Adds {@code routes} to {@code router}; those that take any rest of a path come last. */
  public static void mount(List<Route> routes, Router router, ControlHandler handler) {
    Map<String, List<Route>> byPath =
        routes.stream()
            .sorted(Comparator.comparing(route -> route.path().contains("+}")))
            .collect(Collectors.groupingBy(Route::path, LinkedHashMap::new, Collectors.toList()));
    byPath.forEach(
        (path, all) -> {
          Segments segments = Segments.of(path);
          var place =
              segments.names().isEmpty()
                  ? router.route(path)
                  : router.routeWithRegex(matchless(segments));
          place.handler(handler.of(all));
        });
  }

  /** Without groups: Vert.x would have them be parameters of the query. */
  private static String matchless(Segments segments) {
    return segments.form().pattern().replace("([^/]+)", "[^/]+").replace("(.+)", ".+");
  }
}
