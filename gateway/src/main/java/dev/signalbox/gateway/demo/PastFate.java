package dev.signalbox.gateway.demo;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.demo.Errand.Door;
import dev.signalbox.gateway.demo.Errand.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Says what would have become of requests of the past: the engine decides on what the gateway knows
 * now, and chance says which calls failed. Used by one thread, for requests in the order of time.
 */
final class PastFate {
  private static final double LEFT_AFTER = 0.4;
  private static final double CUT_AFTER = 0.5;
  private static final int MOST_ATTEMPTS = 3;
  private static final long GATEWAY_MICROS = 380;
  private static final int MORE_MICROS = 900;

  private final Snapshot snapshot;
  private final Instant now;
  private final SplittableRandom random;
  private final PastAnswer answers;
  private final PastQuestion questions;
  private final Map<String, Target> lastOfSession = new HashMap<>();
  private final FactIds ids;
  private Instant moment = Instant.EPOCH;

  /**
   * The past of a gateway.
   *
   * @param now when the past ends
   */
  PastFate(PastKeeper keeper, Instant now, SplittableRandom random) {
    this.snapshot = keeper.snapshot();
    this.now = now;
    this.random = random;
    this.answers = new PastAnswer(snapshot, random);
    this.questions = new PastQuestion(keeper, snapshot);
    this.ids = new FactIds(FactIds.NODES - 1, () -> moment); // a number no other process has
  }

  /** A request of the past, and the decision that it came to, if it came to one. */
  record Fate(Errand errand, RequestRecord record, Optional<Made> made) {}

  /** A decision with what it was made of. */
  record Made(KeptDecision kept, Decision decision) {}

  /** What was called and how that ended. */
  private record Course(
      List<AttemptRecord> attempts, Optional<Target> served, RequestRecord.Ending ending) {}

  /** What became of {@code errand} at {@code at}. */
  Fate of(Errand errand, Instant at) {
    moment = at;
    long number = ids.next();
    if (errand.kind() == Kind.UNKNOWN_PROFILE) {
      return new Fate(errand, unknown(errand, number), Optional.empty());
    }
    Decision decision =
        Router.decide(
            questions.of(errand, at, Optional.ofNullable(lastOfSession.get(errand.session()))),
            snapshot);
    Course course = course(errand, decision);
    course
        .served()
        .filter(_ -> !errand.session().isEmpty())
        .ifPresent(target -> lastOfSession.put(errand.session(), target));
    RequestRecord record = record(errand, number, decision, course);
    return new Fate(errand, record, Optional.of(made(record, decision, course)));
  }

  private Course course(Errand errand, Decision decision) {
    List<Target> plan = decision.targets();
    List<AttemptRecord> attempts = new ArrayList<>();
    if (plan.isEmpty()) {
      return refused(errand);
    }
    Instant at = moment;
    Trouble last = Trouble.OVERLOADED;
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      Target target = plan.get(Math.min(i, plan.size() - 1));
      Optional<Trouble> trouble = Trouble.at(target.provider(), at, now, random);
      if (trouble.isEmpty()) {
        return answered(errand, attempts, target, at);
      }
      last = trouble.get();
      if (last == Trouble.CUT && errand.stream()) {
        attempts.add(
            answers.of(
                errand, target, at, new PastAnswer.Ended(last.outcome(), last.fault(), CUT_AFTER)));
        return new Course(
            attempts,
            Optional.of(target),
            new RequestRecord.Ending(200, last.outcome(), last.told()));
      }
      attempts.add(answers.failed(target, at, last));
      at = at.plusMillis(attempts.getLast().millis());
    }
    int status = last == Trouble.RATE_LIMITED ? last.status() : 503;
    return new Course(
        attempts,
        Optional.empty(),
        new RequestRecord.Ending(
            status, last == Trouble.RATE_LIMITED ? "rate_limited" : "unavailable", last.told()));
  }

  private Course answered(Errand errand, List<AttemptRecord> attempts, Target target, Instant at) {
    boolean leaves = errand.kind() == Kind.LEAVES;
    attempts.add(
        answers.of(
            errand,
            target,
            at,
            leaves
                ? new PastAnswer.Ended(Result.OUTCOME_CLIENT_CLOSED, "", LEFT_AFTER)
                : PastAnswer.Ended.WELL));
    return new Course(
        attempts,
        Optional.of(target),
        leaves
            ? new RequestRecord.Ending(499, Result.OUTCOME_CLIENT_CLOSED, "")
            : new RequestRecord.Ending(200, Result.OUTCOME_OK, ""));
  }

  private static Course refused(Errand errand) {
    return errand.kind() == Kind.TOO_LONG
        ? new Course(
            List.of(),
            Optional.empty(),
            new RequestRecord.Ending(
                400,
                "context_length_exceeded",
                "the model cannot take this request: its prompt does not fit its context"))
        : new Course(
            List.of(),
            Optional.empty(),
            new RequestRecord.Ending(400, "invalid_request", "no model can take this request"));
  }

  private RequestRecord unknown(Errand errand, long number) {
    return new RequestRecord(
        number,
        idOf("req_", number),
        moment,
        from(errand),
        new RequestRecord.Asked(errand.model(), errand.stream(), "", "", ""),
        "",
        new RequestRecord.Ending(
            404,
            "profile_not_found",
            "there is no profile `%s`".formatted(errand.model().replace("profile:", ""))),
        Optional.empty(),
        true,
        OptionalLong.empty(),
        List.of(),
        List.of(),
        new RequestRecord.Timing(2, 2, micros()),
        List.of(),
        "");
  }

  private RequestRecord record(Errand errand, long number, Decision decision, Course course) {
    long gatewayMicros = micros();
    long first = -1;
    long millis = gatewayMicros / 1_000;
    for (AttemptRecord attempt : course.attempts()) {
      first = attempt.firstTokenMillis() < 0 ? first : millis + attempt.firstTokenMillis();
      millis += attempt.millis();
    }
    boolean whole = !errand.stream() || course.served().isEmpty();
    return new RequestRecord(
        number,
        idOf("req_", number),
        moment,
        from(errand),
        new RequestRecord.Asked(
            errand.model(),
            errand.stream(),
            decision.question().asked().profile(),
            decision.question().origin().task(),
            idOf("d_", number)),
        course.served().map(Target::toString).orElse(""),
        course.ending(),
        Optional.empty(),
        true,
        questions.estimate(decision),
        List.of(),
        course.attempts(),
        new RequestRecord.Timing(millis, whole ? millis : first, gatewayMicros),
        findings(errand),
        "");
  }

  private Made made(RequestRecord record, Decision decision, Course course) {
    DecisionMeta.Outcome outcome =
        new DecisionMeta.Outcome(
            course.served(),
            course.served().map(Target::model).orElse(""),
            course.attempts().size(),
            record.ending().outcome(),
            record.id(),
            "");
    DecisionMeta meta =
        new DecisionMeta(
            record.asked().decision(),
            record.at(),
            DecisionMeta.Mode.LIVE,
            micros() / 10,
            Optional.of(outcome),
            "");
    return new Made(
        new KeptDecision(
            new DecisionRecord(
                record.number(),
                meta,
                "",
                decision.question(),
                snapshot.revisions(),
                decision.plan()),
            snapshot),
        decision);
  }

  private static RequestRecord.From from(Errand errand) {
    String endpoint =
        errand.door() == Door.GEMINI && errand.stream()
            ? "streamGenerateContent"
            : errand.door().endpoint();
    return new RequestRecord.From(
        endpoint,
        errand.app(),
        "",
        errand.team().project(),
        errand.source(),
        errand.session(),
        errand.tags());
  }

  private static List<FindingRecord> findings(Errand errand) {
    String field =
        switch (errand.door()) {
          case CHAT, MESSAGES -> "messages[%d].content".formatted(2 * errand.turn() + 1);
          case RESPONSES -> "input[%d].content".formatted(2 * errand.turn());
          case GEMINI -> "contents[%d].parts[0].text".formatted(2 * errand.turn());
          case EMBEDDINGS -> "input";
        };
    return switch (errand.kind()) {
      case CREDENTIAL ->
          List.of(new FindingRecord("AWS_ACCESS_KEY_ID", "credential", field, "redact"));
      case PERSONAL ->
          List.of(
              new FindingRecord("EMAIL", "pii", field, "redact"),
              new FindingRecord("PHONE", "pii", field, "redact"));
      case PLAIN, TOOLS, SCHEMA, PICTURE, UNKNOWN_PROFILE, TOO_LONG, LEAVES -> List.of();
    };
  }

  private long micros() {
    return GATEWAY_MICROS + random.nextInt(MORE_MICROS);
  }

  /** An id that looks like all others: 24 letters and digits after the prefix. */
  private static String idOf(String prefix, long number) {
    return prefix + "0".repeat(24 - Long.toString(number, 36).length()) + Long.toString(number, 36);
  }
}
