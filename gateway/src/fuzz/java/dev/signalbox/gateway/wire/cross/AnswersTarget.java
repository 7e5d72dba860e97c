package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.fuzz.Input;
import dev.signalbox.gateway.fuzz.Require;
import dev.signalbox.gateway.fuzz.Target;
import dev.signalbox.gateway.fuzz.Trees;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.embeddings.EmbeddingFormat;
import dev.signalbox.gateway.wire.embeddings.EmbeddingReply;
import dev.signalbox.gateway.wire.embeddings.EmbeddingVector;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.Outline;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole answers of providers: each is refused with a problem, or reaches every client as strict
 * JSON and as a stream that keeps the rules; errors reach them with a status of an error. Choices:
 * format, status of errors, JSON text or a document.
 */
public final class AnswersTarget implements Target {
  private static final int[] STATUSES = {200, 400, 401, 404, 429, 500, 529, 599};

  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));
  private final List<ApiFormat> all = new ArrayList<>(formats.all());

  @Override
  public void accept(byte[] input) {
    Input in = new Input(input);
    ApiFormat from = all.get(in.below(all.size()));
    int status = STATUSES[in.below(STATUSES.length)];
    byte[] body = in.below(2) == 1 ? StrictJson.toBytes(Trees.read(in)) : in.rest();
    ProviderFormat format = formats.provider(from);
    watched(format, body);
    JsonNode tree =
        StrictJson.tryParse(body)
            .orElseGet(
                () -> StrictJson.object().textNode(new String(body, StandardCharsets.UTF_8)));
    told(format.decodeProblem(status, tree));
    if (tree instanceof ObjectNode answer) {
      delivered(format, answer);
      counted(from, answer);
      embedded(from, answer);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return Samples.documents("answer", format -> all.indexOf(format) + "0");
  }

  private static void watched(ProviderFormat format, byte[] body) {
    ReplyWatch watch = format.watch();
    Outline.of(body, ReplyWatch.BULK).ifPresent(watch::acceptBody);
    watch.hasRefusal(body);
    watch.usage().ifPresent(AnswersTarget::counted);
  }

  /** What is not consistent is not what a request is charged by. */
  static void counted(Usage usage) {
    Require.that(
        !usage.consistent() || (usage.totalInput() >= 0 && usage.total() >= usage.totalInput()),
        () -> "tokens below zero: " + usage);
  }

  private void told(Problem problem) {
    for (Protocol to : Protocol.values()) {
      strict(formats.client(to).encodeProblem(problem, "req_1"));
      int status = formats.client(to).statusOf(problem);
      Require.that(status >= 400 && status < 600, () -> "an error of status " + status);
    }
  }

  private void delivered(ProviderFormat format, ObjectNode answer) {
    Upstream upstream;
    try {
      upstream = Upstream.whole(format.decodeReply(answer));
    } catch (ProblemException e) {
      told(e.problem());
      return;
    }
    upstream.reply().usage().ifPresent(AnswersTarget::counted);
    Require.same(List.of(), EventContract.violations(upstream.events()), "the order of the events");
    for (Protocol to : Protocol.values()) {
      strict(
          formats
              .client(to)
              .encodeReply(upstream.reply(), Delivery.frame(upstream.reply()), new Losses()));
      byte[] stream = new Delivery(formats.client(to)).bytes(upstream.events(), true, new Losses());
      StreamsTarget.ruled(upstream, to, Upstream.events(stream));
    }
  }

  private void counted(ApiFormat from, ObjectNode answer) {
    formats
        .count(from)
        .ifPresent(
            counting -> {
              try {
                long tokens = counting.decodeReply(answer);
                Require.that(tokens >= 0, () -> "tokens below zero: " + tokens);
                strict(counting.encodeReply(tokens));
              } catch (ProblemException e) {
                told(e.problem());
              }
            });
  }

  private void embedded(ApiFormat from, ObjectNode answer) {
    formats
        .embeddings(from)
        .ifPresent(
            embedding -> {
              try {
                vectors(embedding, embedding.decodeReply(answer));
              } catch (ProblemException e) {
                told(e.problem());
              }
            });
  }

  private static void vectors(EmbeddingFormat embedding, EmbeddingReply reply) {
    Require.that(reply.inputTokens().orElse(0) >= 0, () -> "tokens below zero");
    for (EmbeddingVector vector : reply.vectors()) {
      StrictJson.parse(StrictJson.toBytes(vector.toNumbers()));
      Require.that(
          EmbeddingVector.read(StrictJson.object().textNode(vector.toBase64())).isPresent(),
          () -> "not a vector any more: " + vector + " of " + embedding);
    }
  }

  private static void strict(ObjectNode written) {
    StrictJson.parseObject(StrictJson.toBytes(written));
  }
}
