package dev.signalbox.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A page that looks on, as an {@code EventSource} does: it reads on a thread of its own. */
public final class LivePage implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpResponse<InputStream> response;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile String lastId = "";

  /** An event as it came. */
  record Event(String name, JsonNode data) {}

  /** Opens what {@code request} asks for; returns when the head has come. */
  public LivePage(HttpRequest.Builder request) {
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    Thread.ofVirtual().start(this::read);
  }

  /** Opens all that the key of {@code as} may see. */
  static LivePage of(Control as) {
    return new LivePage(as.request("/v1/live"));
  }

  /** Opens the same after {@code lastId}. */
  static LivePage back(Control as, String lastId) {
    return new LivePage(as.request("/v1/live").header("last-event-id", lastId));
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      Map<String, String> fields = new HashMap<>();
      String line = lines.readLine();
      while (line != null) {
        int colon = line.indexOf(": ");
        if (colon > 0) {
          fields.put(line.substring(0, colon), line.substring(colon + 2));
        } else if (line.isEmpty()) {
          take(fields);
          fields.clear();
        }
        line = lines.readLine();
      }
      ended.complete(null);
    } catch (IOException e) {
      ended.complete(null); // a connection that broke is an end too
    }
  }

  private void take(Map<String, String> fields) {
    lastId = fields.getOrDefault("id", lastId);
    Optional.ofNullable(fields.get("data"))
        .ifPresent(
            data ->
                events.add(
                    new Event(
                        fields.getOrDefault("event", "message"),
                        StrictJson.parse(data.getBytes(StandardCharsets.UTF_8)))));
  }

  HttpResponse<?> response() {
    return response;
  }

  /** The id that it would come back with. */
  String lastId() {
    return Eventually.get("an id", () -> lastId, id -> !id.isEmpty());
  }

  /** The data of all events of that name so far. */
  public List<JsonNode> all(String name) {
    return events.stream().filter(each -> each.name().equals(name)).map(Event::data).toList();
  }

  /** All that it was told so far, as text. */
  String told() {
    return events.stream().map(Event::toString).collect(Collectors.joining("\n"));
  }

  /** Waits until there is an event of that name that is as wanted, and gives it. */
  JsonNode first(String name, Predicate<JsonNode> wanted) {
    return Eventually.get(
            name + " events",
            () -> all(name).stream().filter(wanted).toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  /** The numbers of the requests that it was told of, once there are so many. */
  List<String> requests(int count) {
    return Eventually.get(
        count + " requests",
        () -> all("record").stream().map(each -> each.path("id").asText()).toList(),
        ids -> ids.size() >= count);
  }

  /** Waits until the stream has ended. */
  void awaitEnd() {
    Eventually.holds(ended::isDone, "the end of the stream");
  }

  boolean hasEnded() {
    return ended.isDone();
  }

  @Override
  public void close() {
    client.shutdownNow();
    ended.join();
  }
}
