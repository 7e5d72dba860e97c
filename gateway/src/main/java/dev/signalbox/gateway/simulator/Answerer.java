package dev.signalbox.gateway.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.model.SimulatedModel;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides the answer to one request: a function of the request, the options and the steps. */
final class Answerer {
  private static final Logger log = LoggerFactory.getLogger(Answerer.class);
  private static final String ANTHROPIC_VERSION = "anthropic-version";

  private final Function<Protocol, ClientFormat> formats;
  private final Credentials credentials;
  private final Generation generation;
  private final ModelLists models;
  private final MediaApis media;
  private final Mishaps mishaps;

  Answerer(SimulatorOptions options, Function<Protocol, ClientFormat> formats) {
    this.formats = formats;
    this.credentials = new Credentials(options.acceptedKeys());
    this.generation =
        new Generation(new SimulatedModel(options.seed()), options.pace(), options.clock());
    this.models = new ModelLists(options.models(), options.clock());
    this.media = new MediaApis(options.clock());
    this.mishaps = new Mishaps(options);
  }

  /** The answer to {@code received} with {@code scripted} steps applied. */
  Answer answer(Received received, List<Step> scripted) {
    Route route =
        Routes.of(
            received.method(),
            Query.path(received.uri()),
            received.headers().contains(ANTHROPIC_VERSION));
    Faults faults = new Faults(formats.apply(route.protocol()));
    List<Step> steps = new ArrayList<>(scripted);
    Answer answer;
    try {
      answer = normal(received, route, steps);
    } catch (ProblemException e) {
      answer = faults.refusal(e.problem());
    } catch (RuntimeException e) {
      // The edge: a bug must not leave the other side without an answer.
      log.error("the simulator failed at {}", Query.path(received.uri()), e);
      answer = faults.refusal(Problem.of(ProblemKind.INTERNAL, "the simulator failed"));
    }
    return faults.apply(answer, steps);
  }

  /** The normal answer; adds to {@code steps} what the model's name asks for, and mishaps. */
  private Answer normal(Received received, Route route, List<Step> steps) {
    credentials.check(received, route.protocol());
    checkVersion(received, route);
    return switch (route) {
      case Route.Models list -> models.answer(list);
      case Route.Unknown unknown -> throw noSuchPath(unknown);
      case Route.Generate generate -> generated(received, generate, steps);
      case Route.CountTokens count -> {
        ObjectNode body = call(received, route, steps).body();
        yield TokenCounts.answer(count, body, formats.apply(route.protocol()));
      }
      case Route.Embed _ -> {
        Call call = call(received, route, steps);
        yield EmbeddingApi.openAi(call.body(), call.model());
      }
      case Route.EmbedContent embed ->
          EmbeddingApi.gemini(call(received, route, steps).body(), embed.batch());
      case Route.Other other -> other(received, other, steps);
    };
  }

  private Answer generated(Received received, Route.Generate route, List<Step> steps) {
    ObjectNode body = call(received, route, steps).body();
    boolean events =
        route.protocol() != Protocol.GEMINI
            || Query.value(received.uri(), "alt").filter("sse"::equals).isPresent();
    Generation.Asked asked =
        new Generation.Asked(formats.apply(route.protocol()), body, route.target(), events);
    return generation.answer(asked, Deviations.of(steps));
  }

  private Answer other(Received received, Route.Other route, List<Step> steps) {
    return switch (route.kind()) {
      case IMAGES -> media.images(received);
      case TRANSCRIPTIONS -> media.transcription(received);
      case SPEECH -> media.speech(call(received, route, steps).body());
      case COMPLETIONS -> {
        Call call = call(received, route, steps);
        yield new LegacyCompletions(generation).answer(call.body(), call.model());
      }
      case MODERATIONS -> {
        Call call = call(received, route, steps);
        yield TextApis.moderations(call.body(), call.model());
      }
      case RERANK -> {
        Call call = call(received, route, steps);
        yield TextApis.rerank(call.body(), call.model());
      }
    };
  }

  /** A request with a body of JSON, and the model it names; empty text for none. */
  private record Call(ObjectNode body, String model) {}

  private Call call(Received received, Route route, List<Step> steps) {
    ObjectNode body = StrictJson.parseObject(received.body().getBytes());
    String model = route.modelInPath().orElseGet(() -> body.path("model").asText(""));
    boolean stream = route.streamInPath().orElseGet(() -> body.path("stream").asBoolean(false));
    steps.addAll(FaultName.stepsOf(model, route.protocol(), stream));
    mishaps
        .next()
        .ifPresent(fault -> steps.addAll(FaultName.steps(fault, route.protocol(), stream)));
    return new Call(body, model);
  }

  /** Anthropic refuses a request that does not say which version of the API it means. */
  private static void checkVersion(Received received, Route route) {
    if (route.protocol() == Protocol.ANTHROPIC && !received.headers().contains(ANTHROPIC_VERSION)) {
      throw Problem.invalid(
              ANTHROPIC_VERSION, "`%s` header is required".formatted(ANTHROPIC_VERSION))
          .toException();
    }
  }

  private static ProblemException noSuchPath(Route.Unknown route) {
    return route.otherMethod()
        ? Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "the path takes another method").toException()
        : Problem.of(ProblemKind.NOT_FOUND, "the simulator has no such path").toException();
  }
}
