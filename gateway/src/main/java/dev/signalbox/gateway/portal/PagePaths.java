package dev.signalbox.gateway.portal;

import java.util.Set;

/**
 * Which paths are pages. A page is never in the way of a door: where an app is mounted at the path
 * of a page, what lies below that path and belongs to an API is the app's.
 */
final class PagePaths {
  /** The documentation of the API, which is a page of its own. */
  static final String API_DOCS = "/docs/api";

  private static final Set<String> EXACT =
      Set.of(
          "/",
          "/requests",
          "/catalogue",
          "/profiles",
          "/quality",
          "/requesters",
          "/projects",
          "/failures",
          "/routing",
          "/ask",
          "/playground",
          "/gateways",
          "/providers",
          "/access",
          "/config",
          "/docs",
          "/login");

  /** Pages of one thing, whose id follows. */
  private static final Set<String> OF_ONE = Set.of("/requests", "/profiles");

  /** The same where the id may have slashes. */
  private static final String CATALOGUE = "/catalogue";

  /** What paths of APIs begin with, below where they are mounted. */
  private static final Set<String> APIS = Set.of("v1", "v1beta");

  private final Set<String> apps;

  /** Pages beside the apps that are mounted at these paths, such as {@code /openai}. */
  PagePaths(Set<String> apps) {
    this.apps = Set.copyOf(apps);
  }

  /** Whether {@code path}, normalised, is that of a page of the application. */
  boolean isPage(String path) {
    String bare = path.length() > 1 && path.endsWith("/") ? withoutLast(path) : path;
    return EXACT.contains(bare) || isOfOne(bare);
  }

  private static String withoutLast(String path) {
    return path.substring(0, path.length() - 1);
  }

  private boolean isOfOne(String path) {
    int slash = path.indexOf('/', 1);
    if (slash < 0) {
      return false;
    }
    String page = path.substring(0, slash);
    String id = path.substring(slash + 1);
    if (apps.contains(page) && APIS.contains(id.split("/", 2)[0])) {
      return false;
    }
    return page.equals(CATALOGUE) || (OF_ONE.contains(page) && id.indexOf('/') < 0);
  }
}
