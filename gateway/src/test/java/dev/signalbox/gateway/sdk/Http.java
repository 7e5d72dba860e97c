package dev.signalbox.gateway.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A plain HTTP client that says exactly what it is told to. */
public final class Http {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Http() {}

  /** A request. */
  public record Ask(
      String method, String address, Map<String, String> headers, Optional<String> body) {
    public static Ask get(String address) {
      return new Ask("GET", address, Map.of(), Optional.empty());
    }

    /** A POST of JSON. */
    public static Ask post(String address, String json) {
      return new Ask(
          "POST", address, Map.of("content-type", "application/json"), Optional.of(json));
    }

    /** The same with one more header. */
    public Ask with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Ask(method, address, more, body);
    }
  }

  /**
   * An answer.
   *
   * @param headers the last value of each; names in lower case
   */
  public record Reply(int status, Map<String, String> headers, String body) {
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    public JsonNode json() {
      return Talk.json(body);
    }

    /** Fails unless it is a 200. */
    public Reply good() {
      if (status != 200) {
        throw new AssertionError("status %d: %s".formatted(status, body));
      }
      return this;
    }
  }

  public static Reply send(Ask ask) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(ask.address()))
            .timeout(TIMEOUT)
            .method(
                ask.method(),
                ask.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
    ask.headers().forEach(request::header);
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Map<String, String> headers = new LinkedHashMap<>();
      response
          .headers()
          .map()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getLast()));
      return new Reply(response.statusCode(), headers, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
