package dev.signalbox.gateway.metrics;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.engine.price.TokenBuckets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Counts and measures the calls to providers that requests took, with the names of the <a
 * href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics">GenAI semantic
 * conventions</a> (read 2026-11) where these have any. Told on the threads that serve; used by all
 * of them.
 */
final class AttemptMeters {
  private static final String PROVIDER = "provider";
  private static final String MODEL = "model";
  private static final String TOKEN_TYPE = "gen_ai.token.type";

  /** How far a call has come that was not made. */
  private static final String NOT_CALLED = "waiting";

  private static final double NANOS = 1e9;

  private final Instruments instruments;
  private final Names names;
  private final UnaryOperator<String> makers;
  private final Family<Called, Timer> calls;
  private final Family<Called, Answers> answers;
  private final Family<Ended, Counter> attempts;
  private final Family<Bought, Counter> costs;
  private final Family<Bought, Counter> unpriced;
  private final Family<Step, Counter> failovers;

  /**
   * What was called, and what came of it.
   *
   * @param answered the model that says that it answered; empty text when none did
   * @param error what went wrong; empty text when nothing did
   */
  private record Called(
      String operation, String provider, String model, String answered, String error) {
    private String[] labels(String maker, String... more) {
      return Stream.concat(
              Stream.of(
                  "gen_ai.operation.name", operation,
                  "gen_ai.provider.name", maker,
                  "gen_ai.request.model", model,
                  "gen_ai.response.model", answered),
              Stream.of(more))
          .toArray(String[]::new);
    }
  }

  /** Calls to one deployment that ended in one way. */
  private record Ended(String provider, String model, String outcome) {}

  /**
   * Whose call to which deployment was charged.
   *
   * @param project empty text for all
   */
  private record Bought(String project, String provider, String model) {}

  /** From which provider to which a request went on. */
  private record Step(String from, String to) {}

  /** The figures of answers of one kind. */
  private record Answers(
      DistributionSummary input, DistributionSummary output, Timer firstToken, Timer perToken) {}

  /**
   * None counted so far.
   *
   * @param makers from the id of a provider to its name in the conventions
   */
  AttemptMeters(Instruments instruments, Names names, UnaryOperator<String> makers, Room room) {
    this.instruments = instruments;
    this.names = names;
    this.makers = makers;
    String other = LabelValues.OTHER;
    Called others = new Called(other, other, other, other, other);
    this.calls = new Family<>(room, Instruments.OPERATION_LINES, this::calls, others);
    this.answers =
        new Family<>(
            room,
            2 * Instruments.TOKENS_LINES + Instruments.FIRST_TOKEN_LINES + Instruments.TOKEN_LINES,
            this::answers,
            others);
    this.attempts = new Family<>(room, 1, this::attempts, new Ended(other, other, other));
    this.failovers = new Family<>(room, 1, this::failovers, new Step(other, other));
    this.costs = new Family<>(room, 1, this::costs, new Bought(other, other, other));
    this.unpriced = new Family<>(room, 1, this::unpriced, new Bought("", other, other));
  }

  /** Counts the calls of {@code record}. */
  void ended(RequestRecord record) {
    List<AttemptRecord> all = record.attempts();
    if (all.isEmpty()) {
      return;
    }
    String project = names.projects().of(record.from().project());
    String operation = Operations.of(record.from().endpoint());
    for (int i = 0; i < all.size(); i++) {
      AttemptRecord attempt = all.get(i);
      String provider = names.providers().of(attempt.provider());
      String model = names.model(attempt);
      attempts.of(new Ended(provider, model, names.errors().of(attempt.outcome()))).increment();
      if (!attempt.phase().equals(NOT_CALLED)) {
        measure(attempt, new Called(operation, provider, model, "", ""), record.asked().stream());
      }
      charge(attempt.bill(), new Bought(project, provider, model));
      if (i > 0 && isFailover(all.get(i - 1), attempt)) {
        failovers
            .of(new Step(names.providers().of(all.get(i - 1).provider()), provider))
            .increment();
      }
    }
  }

  private static boolean isFailover(AttemptRecord before, AttemptRecord next) {
    return !next.hedge()
        && !(before.provider().equals(next.provider()) && before.model().equals(next.model()));
  }

  private void measure(AttemptRecord attempt, Called called, boolean stream) {
    boolean answered = attempt.outcome().equals(AttemptRecord.ANSWERED);
    String error = answered ? "" : names.errors().of(attempt.outcome());
    Called kind =
        new Called(
            called.operation(), called.provider(), called.model(), names.answered(attempt), error);
    calls.of(kind).record(attempt.millis(), TimeUnit.MILLISECONDS);
    if (answered) {
      measure(attempt, answers.of(kind), stream);
    }
  }

  private static void measure(AttemptRecord attempt, Answers answers, boolean stream) {
    TokenBuckets tokens = attempt.bill().tokens();
    long output = tokens.output() + tokens.audioOutput();
    if (attempt.bill().charge() == Bill.Charge.REPORTED) {
      answers.input().record((double) tokens.promptTokens());
      answers.output().record((double) output);
    }
    if (stream && attempt.firstTokenMillis() >= 0) {
      answers.firstToken().record(attempt.firstTokenMillis(), TimeUnit.MILLISECONDS);
      if (output > 1) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(attempt.millis() - attempt.firstTokenMillis());
        answers.perToken().record(nanos / (output - 1), TimeUnit.NANOSECONDS);
      }
    }
  }

  private void charge(Bill bill, Bought bought) {
    if (bill.charge() == Bill.Charge.NONE) {
      return;
    }
    if (bill.priced()) {
      costs.of(bought).increment(bill.nanos() / NANOS);
    } else {
      unpriced.of(new Bought("", bought.provider(), bought.model())).increment();
    }
  }

  private Timer calls(Called called) {
    return instruments.operation(
        "gen_ai.client.operation.duration",
        "Calls to providers, from start to end",
        called.labels(maker(called), "error.type", called.error()));
  }

  private Answers answers(Called called) {
    String maker = maker(called);
    String[] labels = called.labels(maker);
    return new Answers(
        tokens(called.labels(maker, TOKEN_TYPE, "input")),
        tokens(called.labels(maker, TOKEN_TYPE, "output")),
        instruments.firstToken(
            "gen_ai.server.time_to_first_token",
            "From the start of a call to the first piece of a streamed answer",
            labels),
        instruments.token(
            "gen_ai.server.time_per_output_token",
            "Time for each token of a streamed answer after the first",
            labels));
  }

  private String maker(Called called) {
    return called.provider().equals(LabelValues.OTHER)
        ? LabelValues.OTHER
        : makers.apply(called.provider());
  }

  private DistributionSummary tokens(String[] labels) {
    return instruments.tokens(
        "gen_ai.client.token.usage", "Tokens of answers, as providers tell them", labels);
  }

  private Counter attempts(Ended ended) {
    return instruments.counter(
        "signalbox.attempts",
        "Attempts at a deployment, by outcome",
        PROVIDER,
        ended.provider(),
        MODEL,
        ended.model(),
        "outcome",
        ended.outcome());
  }

  private Counter costs(Bought bought) {
    return instruments.counter(
        "llm.cost.dollars",
        "What calls cost whose price is known, failed and second ones too",
        "project",
        bought.project(),
        PROVIDER,
        bought.provider(),
        MODEL,
        bought.model());
  }

  private Counter unpriced(Bought bought) {
    return instruments.counter(
        "llm.cost.unknown",
        "Calls that were charged and whose cost nobody knows",
        PROVIDER,
        bought.provider(),
        MODEL,
        bought.model());
  }

  private Counter failovers(Step step) {
    return instruments.counter(
        "signalbox.failovers",
        "Times that a request went on to another deployment, by provider",
        "from",
        step.from(),
        "to",
        step.to());
  }
}
