package dev.signalbox.gateway.portal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signalbox.portal.asset.AssetFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A file as an answer: in gzip form where the client takes that, and without its content where the
 * client has it.
 *
 * @param build names the content of the file together with its address
 * @param keeping how long it may be kept, as {@code cache-control} says it
 * @param policy what it may do in a browser
 */
record FileAnswer(AssetFile file, String build, String keeping, String policy) {
  private static final String GZIP = "gzip";

  void send(HttpServerRequest request) {
    Optional<byte[]> packed = takesGzip(request) ? file.packed() : Optional.empty();
    String tag = '"' + build + (packed.isPresent() ? "-" + GZIP : "") + '"';
    HttpServerResponse response = request.response();
    PortalHeaders.COMMON.forEach(response::putHeader);
    response
        .putHeader("content-security-policy", policy)
        .putHeader(HttpHeaders.CACHE_CONTROL, keeping)
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
        .putHeader(HttpHeaders.ETAG, tag);
    if (has(request, tag)) {
      response.setStatusCode(304).end();
      return;
    }
    packed.ifPresent(_ -> response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP));
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.contentType());
    end(request, packed.orElse(file.plain()));
  }

  /** Says that there is no such file, and that this may change. */
  static void sendMissing(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    PortalHeaders.COMMON.forEach(response::putHeader);
    response
        .setStatusCode(404)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
    end(request, "this version of the portal has no such file\n".getBytes(US_ASCII));
  }

  private static void end(HttpServerRequest request, byte[] content) {
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length));
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(Buffer.buffer(content));
    }
  }

  private static boolean has(HttpServerRequest request, String tag) {
    String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    return known != null
        && Arrays.stream(known.split(",", -1))
            .map(String::strip)
            .map(each -> each.startsWith("W/") ? each.substring(2) : each)
            .anyMatch(each -> each.equals(tag) || each.equals("*"));
  }

  /**
   * <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110, 12.5.3</a>; a weight
   * counts only where it is zero, as we have nothing better to offer.
   */
  private static boolean takesGzip(HttpServerRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    return accepted != null
        && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(",", -1))
            .map(each -> each.replaceAll("\\s", ""))
            .anyMatch(each -> each.equals(GZIP) || each.matches("gzip;q=(1.*|0\\.0*[1-9].*)"));
  }
}
