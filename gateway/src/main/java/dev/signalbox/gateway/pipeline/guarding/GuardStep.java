package dev.signalbox.gateway.pipeline.guarding;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.gateway.exchange.ClientAnswer;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.guard.AnswerGuard;
import dev.signalbox.gateway.guard.Guard;
import dev.signalbox.gateway.guard.Guarded;
import dev.signalbox.gateway.guard.Subject;
import dev.signalbox.gateway.guard.hook.HookStage;
import dev.signalbox.gateway.guard.hook.Webhooks;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.protect.Dependencies;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Has the guard look at every body that a client sends, before anything else is done with it. What
 * goes on is the body with stand-ins; whatever fails in here fails the request. Lives on one event
 * loop.
 */
public final class GuardStep {
  private final Guard guard;
  private final Vertx vertx;
  private final Webhooks webhooks;
  private final Webhooks afterwards;

  /** The step of one event loop. */
  public GuardStep(Guard guard, Vertx vertx, Dependencies dependencies) {
    this.guard = guard;
    this.vertx = vertx;
    this.webhooks = new Webhooks(vertx, guard.webhooks(HookStage.BEFORE), dependencies);
    this.afterwards = new Webhooks(vertx, guard.webhooks(HookStage.AFTER), dependencies);
  }

  /** Whether anybody looks at what {@code exchange} asks or is answered. */
  public boolean isOn(Exchange exchange) {
    return scans(exchange) || !webhooks.isEmpty() || !afterwards.isEmpty();
  }

  private boolean scans(Exchange exchange) {
    return guard.policyFor(subjectOf(exchange.origin())).enabled();
  }

  /**
   * The body to go on with; fails with a {@link
   * dev.signalbox.gateway.wire.problem.ProblemException} when the request is refused.
   *
   * @param content how the texts of {@code body} are read
   */
  public Future<byte[]> prompt(
      Exchange exchange, ClientFormat format, Content content, byte[] body) {
    if (!isOn(exchange)) {
      return Future.succeededFuture(body);
    }
    Prompt prompt = new Prompt(exchange, format, content, new HashMap<>());
    return scanned(prompt, body)
        .compose(
            clean ->
                webhooks.isEmpty()
                    ? Future.succeededFuture(clean)
                    : asked(prompt, clean).compose(changed -> scannedAgain(prompt, clean, changed)))
        .map(
            clean -> {
              exchange.times().mark("guard");
              guardAnswer(
                  exchange, format, guard.answers(subjectOf(exchange.origin()), prompt.restored()));
              return clean;
            });
  }

  /**
   * What is being looked at.
   *
   * @param restored what stands in it for what, as far as answers get it back
   */
  private record Prompt(
      Exchange exchange, ClientFormat format, Content content, Map<String, String> restored) {}

  private void guardAnswer(Exchange exchange, ClientFormat format, Optional<AnswerGuard> answers) {
    if (answers.isEmpty() && afterwards.isEmpty()) {
      return;
    }
    var guarded = new GuardedAnswer(answers.orElseGet(AnswerGuard::none), format, exchange);
    if (!afterwards.isEmpty()) {
      guarded.askedAbout(
          new AnswerHooks(afterwards, vertx, () -> aboutAnswer(exchange, format), guarded));
    }
    exchange.answer().filteredBy(guarded);
  }

  /** What a webhook wrote is as little to be trusted as what the client did. */
  private Future<byte[]> scannedAgain(Prompt prompt, byte[] before, byte[] changed) {
    return Arrays.equals(before, changed)
        ? Future.succeededFuture(before)
        : scanned(prompt, changed);
  }

  private Future<byte[]> scanned(Prompt prompt, byte[] body) {
    if (!scans(prompt.exchange())) {
      return Future.succeededFuture(body);
    }
    Subject subject = subjectOf(prompt.exchange().origin());
    return Offload.compute(vertx, body.length, () -> prompt.content().scanned(guard, body, subject))
        .map(
            guarded -> {
              prompt.exchange().found(guarded.receipts(), guarded.classifications());
              prompt.restored().putAll(guarded.restored());
              return admitted(guarded);
            });
  }

  private static byte[] admitted(Guarded guarded) {
    if (guarded.blocked().isPresent()) {
      throw problemOf(guarded.blocked().get()).toException();
    }
    return guarded.body();
  }

  /** The body after the webhooks: the very same bytes where none changed it. */
  private Future<byte[]> asked(Prompt prompt, byte[] body) {
    ObjectNode about = aboutOf(prompt.exchange(), prompt.format());
    return Offload.compute(vertx, body.length, () -> prompt.content().shown(body))
        .compose(
            shown ->
                webhooks
                    .ask(about, shown)
                    .compose(
                        decided ->
                            Offload.compute(
                                vertx,
                                body.length,
                                () ->
                                    decided.equals(shown)
                                        ? body
                                        : prompt.content().changed(body, decided))));
  }

  private static ObjectNode aboutAnswer(Exchange exchange, ClientFormat format) {
    ClientAnswer answer = exchange.answer();
    return aboutOf(exchange, format)
        .put("status", answer.status())
        .put("content_type", answer.contentType());
  }

  private static ObjectNode aboutOf(Exchange exchange, ClientFormat format) {
    Exchange.Origin origin = exchange.origin();
    ObjectNode about =
        StrictJson.object()
            .put("request_id", origin.id())
            .put("endpoint", origin.endpoint())
            .put("protocol", format.protocol().id())
            .put("key", origin.caller().label())
            .put("app", origin.app())
            .put("project", origin.project())
            .put("source", origin.source());
    ArrayNode findings = about.putArray("findings");
    for (FindingRecord finding : exchange.findings()) {
      findings
          .addObject()
          .put("type", finding.rule())
          .put("place", finding.field())
          .put("action", finding.action());
    }
    return about;
  }

  private static Subject subjectOf(Exchange.Origin origin) {
    return new Subject(origin.caller().label(), origin.app(), origin.project(), origin.session());
  }

  /** The refusal for {@code finding}: its type and place, never its value. */
  static Problem problemOf(FindingRecord finding) {
    return Problem.of(
            ProblemKind.PERMISSION,
            "`%s` was found at `%s`, which must not pass here: take it out"
                .formatted(finding.rule(), finding.field()))
        .withCode("guard_blocked")
        .withParam(finding.field());
  }
}
