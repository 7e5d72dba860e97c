package dev.signalbox.gateway.http;

import dev.signalbox.gateway.pipeline.GenerationCall;
import dev.signalbox.gateway.pipeline.RequestBody;
import dev.signalbox.gateway.pipeline.calling.Generation;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.responses.OpenResponses;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The doors that ask for an answer: Chat, Messages and generateContent. */
final class GenerationDoors {
  private static final List<CharSequence> PASSED_HEADERS =
      List.of(
          HttpHeaders.createOptimized("anthropic-version"),
          HttpHeaders.createOptimized("anthropic-beta"),
          HttpHeaders.createOptimized("openai-beta"),
          HttpHeaders.createOptimized(OpenResponses.HEADER),
          HttpHeaders.createOptimized("x-goog-api-client"));

  private final Generation generation;
  private final BodyReader bodies;

  GenerationDoors(Generation generation, BodyReader bodies) {
    this.generation = generation;
    this.bodies = bodies;
  }

  /** Chat Completions and Anthropic Messages: the body says everything. */
  Future<Void> inBody(Arrival arrival) {
    return serve(arrival, RequestTarget.IN_BODY, true);
  }

  /** Gemini: the address names the model and says whether it is a stream, and of which kind. */
  Future<Void> gemini(Arrival arrival, GeminiPath path) {
    boolean stream = path.action().equals("streamGenerateContent");
    boolean events = "sse".equals(arrival.request().getParam("alt"));
    return serve(
        arrival,
        new RequestTarget(Optional.of(path.model()), Optional.of(stream)),
        events || !stream);
  }

  private Future<Void> serve(Arrival arrival, RequestTarget target, boolean events) {
    return bodies
        .read(arrival)
        .compose(
            body ->
                generation.serve(
                    arrival.exchange(), call(arrival, target, events, RequestBody.of(body))));
  }

  /** The call that {@code arrival} makes with {@code body}. */
  static GenerationCall call(
      Arrival arrival, RequestTarget target, boolean events, RequestBody body) {
    return new GenerationCall(
        arrival.format(),
        target,
        body,
        Queries.withoutKey(arrival.request().query()),
        passedHeaders(arrival),
        arrival.mount().names(),
        events);
  }

  static Map<String, String> passedHeaders(Arrival arrival) {
    Map<String, String> headers = new HashMap<>();
    for (CharSequence name : PASSED_HEADERS) {
      String value = arrival.request().getHeader(name);
      if (value != null) {
        headers.put(name.toString(), value);
      }
    }
    return headers;
  }
}
