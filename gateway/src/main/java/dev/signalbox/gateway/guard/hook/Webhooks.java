package dev.signalbox.gateway.guard.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.protect.Dependencies;
import dev.signalbox.gateway.protect.Dependency;
import dev.signalbox.gateway.protect.LeftAlone;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks webhooks one after the other whether a prompt may leave or an answer may go out: {@code
 * allow}, {@code deny} with a reason, or {@code mutate} with another body, which the next one is
 * asked about. One that does not answer in time, or not in this way, refuses it, unless it is
 * configured to be open; while it fails too often it is not asked, and that decides at once. Lives
 * on one event loop.
 */
public final class Webhooks {
  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);

  private static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;
  private static final int MAX_REASON = 200;

  private final List<Asked> hooks;
  private final HttpClient client;

  /** A webhook, and how it has answered so far. */
  private record Asked(Webhook hook, Dependency dependency) {}

  /** Asks {@code hooks}, which others ask too; no connection outlives its question. */
  public Webhooks(Vertx vertx, List<Webhook> hooks, Dependencies dependencies) {
    this.hooks =
        hooks.stream().map(hook -> new Asked(hook, dependencies.of(hook.dependency()))).toList();
    this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
  }

  /** Whether nobody is asked. */
  public boolean isEmpty() {
    return hooks.isEmpty();
  }

  /**
   * What may be changed of what is asked about.
   *
   * @param field what it is called
   * @param wrong says why it cannot become something; empty when it can
   */
  public record Subject(String field, JsonNode value, Function<JsonNode, Optional<String>> wrong) {
    /** A whole body, which may become any other one. */
    static Subject body(JsonNode body) {
      return new Subject(
          "body",
          body,
          changed -> {
            if (changed.getNodeType() != body.getNodeType()) {
              throw new IllegalArgumentException("it decided `mutate` without a body");
            }
            return Optional.empty();
          });
    }

    private Subject with(JsonNode changed) {
      return new Subject(field, changed, wrong);
    }
  }

  /**
   * The body to go on with; fails with a {@link ProblemException} of kind {@code PERMISSION} or
   * {@code UNAVAILABLE}.
   *
   * @param about what is said beside the body
   */
  public Future<JsonNode> ask(ObjectNode about, JsonNode body) {
    return ask(about, Subject.body(body));
  }

  /** The same about anything else: what {@code subject} has become. */
  public Future<JsonNode> ask(ObjectNode about, Subject subject) {
    Future<Subject> decided = Future.succeededFuture(subject);
    for (Asked each : hooks) {
      decided =
          decided.compose(
              now ->
                  asked(each, about.deepCopy().set(now.field(), now.value()), Optional.of(now))
                      .map(changed -> now.with(changed.orElseThrow())));
    }
    return decided.map(Subject::value);
  }

  /**
   * Asks about what cannot be changed; fails like {@link #ask}, and also when one wants to change
   * it.
   */
  public Future<Void> allow(ObjectNode about) {
    Future<Void> decided = Future.succeededFuture();
    for (Asked each : hooks) {
      decided = decided.compose(_ -> asked(each, about, Optional.empty()).mapEmpty());
    }
    return decided;
  }

  private Future<Optional<JsonNode>> asked(
      Asked asked, ObjectNode question, Optional<Subject> subject) {
    Webhook hook = asked.hook();
    question.put("stage", hook.stage().id());
    return asked
        .dependency()
        .ask(
            () ->
                answer(hook, Buffer.buffer(StrictJson.toBytes(question)))
                    .map(answer -> decision(hook, answer, subject)))
        .recover(
            cause -> {
              if (cause instanceof ProblemException) {
                return Future.failedFuture(cause);
              }
              if (!(cause instanceof LeftAlone)) {
                log.warn("the webhook `{}` gave no decision: {}", hook.name(), cause.toString());
              }
              return hook.open()
                  ? Future.succeededFuture(subject.map(Subject::value))
                  : Future.failedFuture(unavailable(hook, cause).toException());
            });
  }

  private Future<JsonNode> answer(Webhook hook, Buffer question) {
    Promise<HttpClientRequest> sent = Promise.promise();
    return client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(hook.url().toString())
                .setFollowRedirects(false))
        .compose(
            request -> {
              sent.complete(request);
              request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
              hook.bearer()
                  .ifPresent(
                      token -> request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token));
              return request.send(question);
            })
        .compose(Webhooks::read)
        .timeout(hook.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(_ -> sent.future().onSuccess(HttpClientRequest::reset));
  }

  private static Future<JsonNode> read(HttpClientResponse response) {
    Promise<JsonNode> read = Promise.promise();
    Buffer all = Buffer.buffer();
    response.exceptionHandler(read::tryFail);
    response.handler(
        chunk -> {
          if (all.length() + chunk.length() > MAX_ANSWER_BYTES) {
            read.tryFail("its answer is too large");
          } else {
            all.appendBuffer(chunk);
          }
        });
    response.endHandler(
        _ -> {
          if (response.statusCode() == 200) {
            StrictJson.tryParse(all.toString())
                .ifPresentOrElse(read::tryComplete, () -> read.tryFail("its answer is not JSON"));
          } else {
            read.tryFail("it answered with status " + response.statusCode());
          }
        });
    return read.future();
  }

  private static Optional<JsonNode> decision(
      Webhook hook, JsonNode answer, Optional<Subject> subject) {
    return switch (answer.path("decision").asText()) {
      case "allow" -> subject.map(Subject::value);
      case "mutate" -> Optional.of(changed(hook, answer, subject));
      case "deny" -> throw denied(hook, answer.path("reason").asText()).toException();
      default -> throw new IllegalArgumentException("it decided none of allow, deny and mutate");
    };
  }

  private static JsonNode changed(Webhook hook, JsonNode answer, Optional<Subject> subject) {
    if (subject.isEmpty()) {
      throw denied(hook, "it wants to change what can only be allowed or denied").toException();
    }
    JsonNode changed = answer.path(subject.get().field());
    subject
        .get()
        .wrong()
        .apply(changed)
        .ifPresent(
            why -> {
              throw denied(hook, why).toException();
            });
    return changed;
  }

  private static Problem denied(Webhook hook, String reason) {
    String cut = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
    return Problem.of(
            ProblemKind.PERMISSION,
            "the webhook `%s` refuses this %s%s"
                .formatted(hook.name(), hook.stage().subject(), cut.isEmpty() ? "" : ": " + cut))
        .withCode("webhook_denied");
  }

  private static Problem unavailable(Webhook hook, Throwable cause) {
    Problem problem =
        Problem.of(
                ProblemKind.UNAVAILABLE,
                "the webhook `%s` has to agree and did not answer".formatted(hook.name()))
            .withCode("webhook_unavailable");
    return cause instanceof LeftAlone alone ? problem.withRetryAfter(alone.seconds()) : problem;
  }
}
