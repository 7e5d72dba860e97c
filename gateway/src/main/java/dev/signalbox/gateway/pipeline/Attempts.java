package dev.signalbox.gateway.pipeline;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.provider.Credential;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.Refusals;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamReply;
import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tries the candidates of one request in order until one answers or none is left. Once the first
 * byte went to the client there is no other attempt.
 */
final class Attempts {
  private static final long BENCH_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final int MAX_ATTEMPTS = 8;

  private final Serving serving;
  private final Exchange exchange;
  private final GenerationCall call;
  private final Plan candidates;
  private final Preparation preparation;
  private boolean stream;

  /**
   * Whom to try.
   *
   * @param targets in order, at least one
   * @param reportAs the model name answers report; empty text reports the one that answered
   */
  record Plan(List<Target> targets, String reportAs) {}

  Attempts(Serving serving, Exchange exchange, GenerationCall call, Plan candidates) {
    this.serving = serving;
    this.exchange = exchange;
    this.call = call;
    this.candidates = candidates;
    this.preparation = new Preparation(call, serving);
  }

  Future<Void> run(boolean asStream) {
    stream = asStream;
    return attempt(new Step(0, 0));
  }

  /** Which candidate is tried, and how many of its keys were tried before. */
  private record Step(int candidate, int keysTried) {}

  /** What a failed attempt leaves: how to answer the client if it was the last. */
  private record Failure(Problem problem, Optional<UpstreamReply.Refused> raw) {
    static Failure of(Problem problem) {
      return new Failure(problem, Optional.empty());
    }
  }

  private Future<Void> attempt(Step step) {
    Target target = candidates.targets().get(step.candidate());
    Optional<Upstream> found = serving.upstreams().find(target.provider());
    if (found.isEmpty()) {
      return next(step, Failure.of(notConfigured(target)));
    }
    Upstream upstream = found.get();
    ProviderTarget providerTarget = serving.facts().targetOf(upstream.spec(), target.model());
    Losses losses = exchange.freshLosses();
    return preparation
        .bodyFor(upstream.spec(), providerTarget, losses)
        .compose(
            body -> {
              refuseLossWhenStrict(losses);
              exchange.times().mark("prepare");
              return called(upstream, body, step);
            });
  }

  private void refuseLossWhenStrict(Losses losses) {
    if (exchange.origin().strict() && !losses.isEmpty()) {
      var first = losses.toList().getFirst();
      throw Problem.invalid(
              first.field(),
              "`%s` cannot be carried over to the model that would answer: %s (strict mode)"
                  .formatted(first.field(), first.why()))
          .withCode("translation_loss")
          .toException();
    }
  }

  private Future<Void> called(Upstream upstream, byte[] body, Step step) {
    if (exchange.answer().gone()) {
      exchange.finish("client_closed");
      return Future.succeededFuture();
    }
    Target target = candidates.targets().get(step.candidate());
    long started = serving.clocks().nanos().getAsLong();
    exchange.calling();
    Upstream.Started call = upstream.call(request(upstream, target, body));
    exchange.answer().whenGone(call.call()::cancel);
    Going going = new Going(upstream, target, call.key(), started, step);
    return call.reply()
        .compose(
            reply -> {
              exchange.times().resume();
              return replied(going, reply);
            });
  }

  /** One attempt under way. */
  private record Going(
      Upstream upstream, Target target, Optional<Credential> key, long startedNanos, Step step) {}

  private UpstreamRequest request(Upstream upstream, Target target, byte[] body) {
    boolean passes = preparation.passes(upstream.spec());
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/json");
    if (passes) {
      headers.putAll(call.headers());
    }
    if (stream) {
      headers.put("accept", "text/event-stream");
    }
    return new UpstreamRequest(
        HttpMethod.POST,
        protocolOf(upstream),
        new Operation.Generate(target.model(), stream),
        passes ? call.query() : queryOf(upstream),
        headers,
        new UpstreamRequest.Body.Bytes(Buffer.buffer(body)),
        CallerKeys.keyFor(exchange.origin().caller(), upstream.spec()));
  }

  private Protocol protocolOf(Upstream upstream) {
    return upstream.spec().protocolFor(call.format().protocol());
  }

  private String queryOf(Upstream upstream) {
    return switch (protocolOf(upstream)) {
      case GEMINI -> stream ? "alt=sse" : "";
      case CHAT, RESPONSES, ANTHROPIC -> "";
    };
  }

  private Future<Void> replied(Going going, UpstreamReply reply) {
    return switch (reply) {
      case UpstreamReply.Answered answered -> relay(going, answered);
      case UpstreamReply.Refused refused -> refused(going, refused);
      case UpstreamReply.Unavailable(var problem) -> {
        note(going, 0, problem.kind().name());
        yield next(going.step(), Failure.of(problem));
      }
    };
  }

  private Future<Void> relay(Going going, UpstreamReply.Answered answered) {
    exchange.servedBy(going.target().toString());
    AnswerRelay relay =
        new AnswerRelay(
            serving,
            exchange,
            call,
            new AnswerRelay.Source(going.upstream().spec(), stream, candidates.reportAs()));
    return relay
        .relay(answered)
        .compose(
            end ->
                switch (end) {
                  case RelayEnd.Delivered(var problem) -> {
                    note(
                        going,
                        answered.response().statusCode(),
                        problem.map(ProblemAnswer::codeOf).orElse("answered"));
                    exchange.finish(problem.map(ProblemAnswer::codeOf).orElse("ok"));
                    yield Future.succeededFuture();
                  }
                  case RelayEnd.NothingSent(var problem) -> {
                    exchange.servedBy("");
                    note(going, answered.response().statusCode(), problem.kind().name());
                    yield next(going.step(), Failure.of(problem));
                  }
                });
  }

  private Future<Void> refused(Going going, UpstreamReply.Refused refused) {
    Problem problem =
        RefusedAnswer.read(serving, going.upstream().spec(), protocolOf(going.upstream()), refused);
    note(going, refused.status(), problem.kind().name());
    Failure failure = new Failure(problem, Optional.of(refused));
    return switch (Refusals.verdict(refused.status(), problem)) {
      case CLIENT_AT_FAULT -> answerFailure(going.upstream(), failure);
      case KEY_AT_FAULT -> {
        going.key().ifPresent(key -> going.upstream().bench(key, BENCH_MILLIS));
        yield retryWithNextKey(going, Failure.of(Refusals.ourKeyRefused()));
      }
      case TRY_NEXT -> {
        if (refused.status() == 429) {
          long seconds = problem.retryAfterSeconds().orElse(BENCH_MILLIS / 1_000);
          going.key().ifPresent(key -> going.upstream().bench(key, seconds * 1_000));
          yield retryWithNextKey(going, failure);
        }
        yield next(going.step(), failure);
      }
    };
  }

  /** The same candidate with its next key, when it has one that was not tried. */
  private Future<Void> retryWithNextKey(Going going, Failure failure) {
    int tried = going.step().keysTried() + 1;
    boolean more =
        tried < Math.min(going.upstream().keyCount(), MAX_ATTEMPTS)
            && !exchange.origin().noFailover();
    return more ? attempt(new Step(going.step().candidate(), tried)) : next(going.step(), failure);
  }

  private Future<Void> next(Step step, Failure failure) {
    boolean last =
        step.candidate() + 1 >= candidates.targets().size()
            || exchange.attempts() >= MAX_ATTEMPTS
            || exchange.origin().noFailover();
    if (exchange.answer().gone()) {
      exchange.finish("client_closed");
      return Future.succeededFuture();
    }
    if (!last) {
      return attempt(new Step(step.candidate() + 1, 0));
    }
    Optional<Upstream> upstream =
        serving.upstreams().find(candidates.targets().get(step.candidate()).provider());
    return upstream.isPresent()
        ? answerFailure(upstream.get(), failure)
        : ProblemAnswer.send(exchange, call.format(), failure.problem());
  }

  private Future<Void> answerFailure(Upstream upstream, Failure failure) {
    if (failure.raw().isPresent() && preparation.passes(upstream.spec())) {
      return RefusedAnswer.passOn(
          exchange, upstream.spec(), failure.raw().get(), failure.problem());
    }
    return ProblemAnswer.send(exchange, call.format(), failure.problem());
  }

  private void note(Going going, int status, String outcome) {
    exchange.attempted(
        new AttemptRecord(
            going.target().provider(),
            going.target().model(),
            status,
            outcome.toLowerCase(Locale.ROOT),
            (serving.clocks().nanos().getAsLong() - going.startedNanos()) / 1_000_000));
  }

  private static Problem notConfigured(Target target) {
    return Problem.of(
            ProblemKind.MODEL_NOT_FOUND,
            "the provider `%s` is not configured".formatted(target.provider()))
        .withCode("model_not_found");
  }
}
