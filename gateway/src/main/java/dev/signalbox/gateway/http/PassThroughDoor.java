package dev.signalbox.gateway.http;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.calling.Candidate;
import dev.signalbox.gateway.pipeline.calling.PlainCall;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.UpstreamRequest;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/**
 * The OpenAI paths that go to the provider of their model as they are, both ways: JSON bodies with
 * the model name replaced, uploads streamed untouched unless the guard looks at them.
 */
final class PassThroughDoor {
  private final Serving serving;
  private final BodyReader bodies;

  PassThroughDoor(Serving serving, BodyReader bodies) {
    this.serving = serving;
    this.bodies = bodies;
  }

  Future<Void> serve(Arrival arrival) {
    String type = arrival.request().getHeader("content-type");
    return type != null && type.startsWith("multipart/form-data")
        ? bodies.guards(arrival) ? guardedUpload(arrival, type) : upload(arrival, type)
        : json(arrival);
  }

  private Future<Void> json(Arrival arrival) {
    return bodies
        .read(arrival)
        .compose(body -> Offload.compute(serving.vertx(), body.length, () -> BodyScan.of(body)))
        .compose(
            scan -> {
              String model = scan.text("model").orElseGet(() -> defaultModel(arrival));
              Candidate candidate = candidate(arrival, model);
              byte[] renamed =
                  scan.has("model")
                      ? scan.withValue(
                          "model", StrictJson.toBytes(TextNode.valueOf(candidate.target().model())))
                      : scan.bytes();
              return passed(
                  arrival,
                  candidate,
                  "application/json",
                  new UpstreamRequest.Body.Bytes(Buffer.buffer(renamed)));
            });
  }

  /**
   * An upload goes out while it comes in. Its model is in the form, somewhere in the middle of the
   * bytes; the form's beginning is read until the model is known, then everything flows.
   */
  private Future<Void> upload(Arrival arrival, String type) {
    UploadHead head = new UploadHead(arrival, type, bodies);
    return head.model()
        .compose(
            found -> {
              String model = found.orElseGet(() -> defaultModel(arrival));
              Candidate candidate = candidate(arrival, model);
              return passed(arrival, candidate, type, head.renamed(candidate.target().model()));
            });
  }

  /** What is looked at goes out when all of it was: a text may stand behind a file. */
  private Future<Void> guardedUpload(Arrival arrival, String type) {
    return bodies
        .form(arrival, type)
        .compose(form -> Offload.compute(serving.vertx(), form.length, () -> Form.of(form, type)))
        .compose(
            form -> {
              Optional<FormScan.Place> named = form.model();
              Candidate candidate =
                  candidate(
                      arrival,
                      named.map(FormScan.Place::name).orElseGet(() -> defaultModel(arrival)));
              return passed(
                  arrival,
                  candidate,
                  type,
                  new UpstreamRequest.Body.Bytes(form.renamed(candidate.target().model())));
            });
  }

  /** A whole form and where it names its model. */
  private record Form(Buffer bytes, Optional<FormScan.Place> model) {
    static Form of(byte[] bytes, String type) {
      FormScan scan = new FormScan(type);
      scan.accept(bytes);
      return new Form(Buffer.buffer(bytes), scan.model());
    }

    Buffer renamed(String name) {
      return model
          .map(
              place ->
                  bytes
                      .getBuffer(0, (int) place.start())
                      .appendString(name)
                      .appendBuffer(bytes.getBuffer((int) place.end(), bytes.length())))
          .orElse(bytes);
    }
  }

  private Candidate candidate(Arrival arrival, String model) {
    arrival.exchange().asked(model, false);
    Candidate candidate = Candidate.named(serving, arrival.exchange(), model, arrival.mounted());
    if (!candidate.upstream().spec().speaks(Protocol.CHAT)) {
      throw Problem.invalid(
              "model",
              "the provider of `%s` has no such operation; an OpenAI-compatible one is needed"
                  .formatted(model))
          .toException();
    }
    return candidate;
  }

  private Future<Void> passed(
      Arrival arrival, Candidate candidate, String type, UpstreamRequest.Body body) {
    String path = arrival.path().substring("/v1".length());
    return new PlainCall(serving, arrival.exchange(), arrival.format(), candidate)
        .pass(
            new PlainCall.Question(
                Protocol.CHAT,
                new Operation.Other(candidate.target().model(), path),
                Queries.withoutKey(arrival.request().query()),
                Map.of("content-type", type),
                body));
  }

  /** The model OpenAI takes when none is named; only moderations has one. */
  private static String defaultModel(Arrival arrival) {
    if (arrival.path().equals("/v1/moderations")) {
      return "omni-moderation-latest";
    }
    throw Problem.modelMissing().toException();
  }
}
