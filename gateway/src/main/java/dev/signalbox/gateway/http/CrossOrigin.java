package dev.signalbox.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.Set;

/**
 * Tells browsers which pages of other sites may use the doors and read what they answer. Cookies
 * never come along: such a page needs a key where the gateway is not open.
 *
 * @param origins in lower case
 */
record CrossOrigin(Set<String> origins) {
  private static final String A_DAY = "86400";

  /** Says that the page may read the answer to {@code request}; answers it if it only asks that. */
  boolean answers(HttpServerRequest request) {
    if (origins.isEmpty()) {
      return false;
    }
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.VARY, "origin");
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || !origins.contains(origin.toLowerCase(Locale.ROOT))) {
      return false;
    }
    response
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "*");
    String method = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    if (method == null || !request.method().equals(HttpMethod.OPTIONS)) {
      return false;
    }
    String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    if (headers != null) {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
    }
    response
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, DELETE")
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, A_DAY)
        .setStatusCode(204)
        .end();
    return true;
  }
}
