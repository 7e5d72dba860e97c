package dev.signalbox.gateway.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.Script;
import dev.signalbox.gateway.simulator.Simulator;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The simulator as the provider of all models of a set: it answers each prompt as the set says that
 * the model did, with that many tokens. What it loses is guarded by its monitor; the rest never
 * changes.
 */
final class TableProvider implements AutoCloseable {
  /** What an answer says that the set calls a good one. */
  static final String GOOD = "good";

  private static final String BAD = "bad";
  private static final long SECONDS = 20;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final OutcomeSet set;
  private final Map<String, OutcomeSet.Row> rows = new HashMap<>();
  private final Simulator simulator;
  private final SplittableRandom random;
  private final double[] lost;

  /** Answers to the prompts of {@code set}, each of which is another one. */
  TableProvider(OutcomeSet set, long seed) {
    this.set = set;
    this.random = new SplittableRandom(seed);
    this.lost = new double[set.models().size()];
    set.rows().forEach(row -> rows.put(row.prompt(), row));
    WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));
    simulator =
        new Simulator(
            vertx,
            SimulatorOptions.standard().withKeptRequests(0),
            formats::client,
            new Script().otherwise(this::steps));
    await(simulator.start());
  }

  /** Where it listens, without a path. */
  String origin() {
    return simulator.origin();
  }

  /** From now on, {@code model} loses this share of its right answers. */
  synchronized void degrade(int model, double share) {
    lost[model] = share;
  }

  private synchronized boolean keeps(int model) {
    return lost[model] == 0 || random.nextDouble() >= lost[model];
  }

  private List<Step> steps(Received received) {
    if (!received.method().equals("POST")) {
      return List.of();
    }
    ObjectNode body = StrictJson.parseObject(received.body().getBytes());
    JsonNode messages = body.path("messages");
    String prompt = messages.path(messages.size() - 1).path("content").asText();
    OutcomeSet.Row row =
        Objects.requireNonNull(rows.get(prompt), "a prompt that is not in the table");
    int model = set.indexOf(body.path("model").asText());
    String text = row.score()[model] > 0.5 && keeps(model) ? GOOD : BAD;
    Answer answer = new Answer(set.models().get(model).model(), text, usage(row, model));
    return List.of(
        body.path("stream").asBoolean()
            ? answer.events()
            : new Step.Replay(200, "application/json", buffer(answer.whole()), List.of()));
  }

  private static ObjectNode usage(OutcomeSet.Row row, int model) {
    long prompt = Math.round(row.inputTokens()[model]);
    long completion = Math.round(row.outputTokens()[model]);
    return StrictJson.object()
        .put("prompt_tokens", prompt)
        .put("completion_tokens", completion)
        .put("total_tokens", prompt + completion);
  }

  private static Buffer buffer(ObjectNode node) {
    return Buffer.buffer(node.toString());
  }

  /** An answer of Chat Completions. */
  private record Answer(String model, String text, ObjectNode usage) {
    private ObjectNode head(String object) {
      return StrictJson.object()
          .put("id", "chatcmpl-1")
          .put("object", object)
          .put("created", 0)
          .put("model", model);
    }

    ObjectNode whole() {
      ObjectNode node = head("chat.completion");
      node.putArray("choices")
          .addObject()
          .put("index", 0)
          .put("finish_reason", "stop")
          .putObject("message")
          .put("role", "assistant")
          .put("content", text);
      node.set("usage", usage);
      return node;
    }

    Step events() {
      ObjectNode piece = head("chat.completion.chunk");
      ObjectNode choice = piece.putArray("choices").addObject().put("index", 0);
      choice.putObject("delta").put("role", "assistant").put("content", text);
      choice.putNull("finish_reason");
      ObjectNode last = head("chat.completion.chunk");
      last.putArray("choices")
          .addObject()
          .put("index", 0)
          .put("finish_reason", "stop")
          .putObject("delta");
      ObjectNode used = head("chat.completion.chunk");
      used.putArray("choices");
      used.set("usage", usage);
      String events =
          "data: %s\n\ndata: %s\n\ndata: %s\n\ndata: [DONE]\n\n".formatted(piece, last, used);
      return new Step.Replay(200, "text/event-stream", Buffer.buffer(events), List.of(64));
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
