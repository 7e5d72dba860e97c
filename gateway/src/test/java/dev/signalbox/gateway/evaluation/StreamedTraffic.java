package dev.signalbox.gateway.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Requests over HTTP one after another, and signals about some of their answers, late and sometimes
 * wrong: what {@link Traffic} is within the process.
 */
final class StreamedTraffic {
  private static final int REQUESTS_TOGETHER = 10;
  private static final int MOST_SIGNALS = 1_000;

  private final ServedGateway gateway;
  private final Traffic.Noise noise;
  private final SplittableRandom random;
  private final PriorityQueue<Told> late =
      new PriorityQueue<>(Comparator.comparingLong(Told::at).thenComparingLong(Told::number));
  private long requests;
  private long signals;
  private long taken;

  private record Told(long at, long number, String decision, int value) {}

  StreamedTraffic(ServedGateway gateway, Traffic.Noise noise, long seed) {
    this.gateway = gateway;
    this.noise = noise;
    this.random = new SplittableRandom(seed);
  }

  /** Has {@code row} answered. */
  ServedGateway.Answer send(OutcomeSet.Row row) {
    requests++;
    ServedGateway.Answer answer = gateway.ask(row, requests);
    double told = answer.good() ? noise.share() : Math.min(1, noise.share() * noise.harsher());
    if (random.nextDouble() < told) {
      boolean flipped = random.nextDouble() < noise.flipped();
      long at = requests + (noise.mostDelay() == 0 ? 0 : 1 + random.nextInt(noise.mostDelay()));
      late.add(new Told(at, requests, answer.decision(), answer.good() != flipped ? 1 : 0));
    }
    if (requests % REQUESTS_TOGETHER == 0) {
      tell(requests);
    }
    return answer;
  }

  /** Sends what there is still to say. */
  void tellAll() {
    tell(Long.MAX_VALUE);
  }

  private void tell(long until) {
    ArrayNode together = StrictJson.object().arrayNode();
    while (!late.isEmpty() && late.peek().at() <= until && together.size() < MOST_SIGNALS) {
      Told told = late.remove();
      signals++;
      together
          .addObject()
          .put("decision_id", told.decision())
          .put("value", told.value())
          .put("source", "test")
          .put("idempotency_key", "s-" + signals);
    }
    if (!together.isEmpty()) {
      taken +=
          gateway.signal(together).stream()
              .filter(state -> state.equals("applied") || state.equals("pending"))
              .count();
    }
  }

  /** Signals sent so far. */
  long signals() {
    return signals;
  }

  /** How many of them were taken. */
  long taken() {
    return taken;
  }
}
