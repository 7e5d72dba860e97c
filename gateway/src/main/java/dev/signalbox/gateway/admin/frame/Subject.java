package dev.signalbox.gateway.admin.frame;

import java.util.List;

/**
 * Routes that belong together.
 *
 * @param name of their tag in the document
 * @param about what they are for, in one line
 */
public record Subject(String name, String about, List<Route> routes) {
  public Subject {
    routes = List.copyOf(routes);
  }
}
