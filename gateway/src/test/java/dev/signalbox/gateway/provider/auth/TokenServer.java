package dev.signalbox.gateway.provider.auth;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A token server on a port of its own that answers as it is told to. */
public final class TokenServer implements AutoCloseable {
  private final Queue<Consumer<HttpServerResponse>> script = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger given = new AtomicInteger();
  private final LoopbackServer server;
  private volatile boolean holding;
  private volatile long lifeSeconds = 3_600;

  /** What it was asked. */
  public record Asked(Map<String, String> form, String authorization) {}

  /** Begins to listen. */
  public TokenServer() {
    server = new LoopbackServer(this::heard);
  }

  /** Where tokens are had. */
  public String url() {
    return server.origin() + "/token";
  }

  /** The token that it gives as its {@code number}th, from 1. */
  public static String token(int number) {
    return "token-canary-%06d".formatted(number);
  }

  /** What it was asked so far. */
  public List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  /** Says of its tokens that they hold so long. */
  public void lifeSeconds(long seconds) {
    lifeSeconds = seconds;
  }

  /** Answers the next question like this. */
  public void next(int status, String body) {
    script.add(response -> response.setStatusCode(status).end(body));
  }

  /** Does with the next question what {@code answer} does. */
  public void next(Consumer<HttpServerResponse> answer) {
    script.add(answer);
  }

  /** Answers nobody until it is told to. */
  public void hold() {
    holding = true;
  }

  /** How many wait for an answer. */
  public int waiting() {
    return held.size();
  }

  /** Answers all that wait. */
  public void release() {
    holding = false;
    for (Runnable answer = held.poll(); answer != null; answer = held.poll()) {
      Runnable next = answer;
      server.run(next);
    }
  }

  private void heard(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              String authorization = request.getHeader("authorization");
              asked.add(
                  new Asked(form(body.toString()), authorization == null ? "" : authorization));
              if (holding) {
                held.add(() -> answer(request.response()));
                if (!holding) { // released between the two
                  release();
                }
              } else {
                answer(request.response());
              }
            });
  }

  private void answer(HttpServerResponse response) {
    Consumer<HttpServerResponse> scripted = script.poll();
    if (scripted != null) {
      scripted.accept(response);
      return;
    }
    response
        .putHeader("content-type", "application/json")
        .end(
            "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                .formatted(token(given.incrementAndGet()), lifeSeconds));
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new LinkedHashMap<>();
    Arrays.stream(body.split("&", -1))
        .map(field -> field.split("=", 2))
        .filter(field -> field.length == 2)
        .forEach(field -> form.put(field[0], URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    return form;
  }

  @Override
  public void close() {
    server.close();
  }
}
