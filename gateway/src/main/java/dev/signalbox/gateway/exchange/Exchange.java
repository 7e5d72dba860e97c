package dev.signalbox.gateway.exchange;

import dev.signalbox.analytics.capture.Stage;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.RequestSink;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One client request while it is served: who sent it, what was tried, what came of it. Ends in
 * exactly one {@link RequestRecord}, whatever happened. Lives on one event loop; from others, only
 * its origin, number and models may be read.
 */
public final class Exchange {
  /** HTTP status recorded when the client left before its answer was whole. */
  public static final int CLIENT_CLOSED = 499;

  private final Origin origin;
  private final long number;
  private final ClientAnswer answer;
  private final RequestSink sink;
  private Losses losses = new Losses();
  private final List<AttemptRecord> attempts = new ArrayList<>();
  private final List<Consumer<String>> afterwards = new ArrayList<>(0);
  private final StepTimes times;
  private final Optional<Capture> capture;
  private final Trace trace;
  private volatile String requestedModel = "";
  private volatile Optional<Target> served = Optional.empty();
  private boolean stream;
  private Optional<Usage> usage = Optional.empty();
  private boolean recorded;
  private String ended = "";
  private String told = "";
  private String verified = "";
  private Optional<Problem> refused = Optional.empty();
  private int calls;
  private List<FindingRecord> findings = List.of();
  private Set<String> classifications = Set.of();
  private Optional<Routed> routed = Optional.empty();
  private Optional<Consumer<List<AttemptRecord>>> settling = Optional.empty();
  private Map<String, String> limitHeads = Map.of();

  /** A decision and who keeps it. */
  private record Routed(Routing by, Routing.Route route) {}

  /**
   * What is known of a request before its body.
   *
   * @param id our request id
   * @param at when its head had arrived
   * @param endpoint the door it came through
   * @param app name of the app it came through; empty text for none
   * @param project {@code x-project} or the key's; may be empty
   * @param source {@code x-source}; may be empty
   * @param session {@code x-session}; may be empty
   * @param tags {@code x-tags}; may be empty
   * @param task {@code x-task}; may be empty
   * @param profile {@code x-profile}; may be empty
   * @param strict whether a translation with loss is refused
   * @param noFailover whether only the first candidate is tried
   */
  public record Origin(
      String id,
      Instant at,
      String endpoint,
      Caller caller,
      String app,
      String project,
      String source,
      String session,
      List<String> tags,
      String task,
      String profile,
      boolean strict,
      boolean noFailover) {
    /** The same through another mount, whose profile is that of requests that name none. */
    public Origin through(String newApp, String mountProfile) {
      return changed(newApp, session, profile.isEmpty() ? mountProfile : profile);
    }

    /** The same in another session. */
    public Origin in(String newSession) {
      return changed(app, newSession, profile);
    }

    private Origin changed(String newApp, String newSession, String newProfile) {
      return new Origin(
          id,
          at,
          endpoint,
          caller,
          newApp,
          project,
          source,
          newSession,
          tags,
          task,
          newProfile,
          strict,
          noFailover);
    }
  }

  /**
   * Where what is known of a request goes.
   *
   * @param sink takes its record
   * @param capture takes what it looked like; empty where that is not kept
   * @param trace looks on
   */
  public record Sinks(RequestSink sink, Optional<Capture> capture, Trace trace) {}

  /** A request that has just arrived; {@code times} started with it. */
  public Exchange(Origin origin, ClientAnswer answer, Sinks sinks, StepTimes times) {
    this.origin = origin;
    this.answer = answer;
    this.sink = sinks.sink();
    this.capture = sinks.capture();
    this.trace = sinks.trace();
    capture.map(into -> into.part(Stage.CLIENT_ANSWER)).ifPresent(part -> answer.tap(part::add));
    trace.answer().ifPresent(answer::tap);
    this.number = sink.nextNumber();
    this.times = times;
  }

  public Origin origin() {
    return origin;
  }

  public ClientAnswer answer() {
    return answer;
  }

  public Losses losses() {
    return losses;
  }

  /** Looks on at it. */
  public Trace trace() {
    return trace;
  }

  /** Takes the losses of another attempt in the place of those of the one before. */
  public void losing(Losses others) {
    losses = others;
  }

  public StepTimes times() {
    return times;
  }

  /** Notes what the client asked for. */
  public void asked(String model, boolean asStream) {
    requestedModel = model;
    stream = asStream;
  }

  /** The deployment that is answering; empty while none is. */
  public Optional<Target> served() {
    return served;
  }

  /** Notes how it was routed; its end is told to {@code routing}, even if that was before. */
  public void routed(Routing routing, Routing.Route decided) {
    routed = Optional.of(new Routed(routing, decided));
    trace.routed(decided);
    if (recorded) {
      tellEnd();
    }
  }

  private void tellEnd() {
    routed.ifPresent(
        decided ->
            decided
                .by()
                .ended(
                    decided.route(),
                    new Routing.Ended(
                        new DecisionMeta.Outcome(
                            served, answeredModel(), attempts.size(), ended, origin.id(), verified),
                        number,
                        times.totalMillis(),
                        RequestRecords.nanos(attempts),
                        origin.at())));
  }

  /** How it was routed; empty before it was. */
  public Optional<Routing.Route> route() {
    return routed.map(Routed::route);
  }

  /**
   * Notes that the next turn of this conversation will call itself {@code session}, and how many
   * tokens its prompt has so far.
   */
  public void continuesAs(Routing routing, String session, long promptTokens) {
    route()
        .ifPresent(
            decided ->
                served.ifPresent(
                    target -> routing.continues(decided, session, target, promptTokens)));
  }

  /** Tokens of the prompt by the provider's count; 0 when it gave none. */
  public long promptTokens() {
    return usage
        .filter(Usage::consistent)
        .map(tokens -> tokens.totalInput() - tokens.toolPrompt())
        .orElse(0L);
  }

  /** Notes who answers. */
  public void servedBy(Target target) {
    served = Optional.of(target);
  }

  /** Notes the tokens by the last figures of the provider. */
  public void used(Usage tokens) {
    usage = Optional.of(tokens);
  }

  /** Notes that a provider is being called. */
  public void calling() {
    calls++;
  }

  /** The model that answered, as its provider names it; empty text when it did not say. */
  String answeredModel() {
    return served
        .flatMap(
            target ->
                attempts.reversed().stream()
                    .filter(each -> each.provider().equals(target.provider()))
                    .filter(each -> each.model().equals(target.model()))
                    .findFirst())
        .map(AttemptRecord::answeredModel)
        .orElse("");
  }

  /** How many calls to providers have begun. */
  public int calls() {
    return calls;
  }

  /** Notes a finished attempt. */
  public void attempted(AttemptRecord attempt) {
    attempts.add(attempt);
  }

  /** How many attempts have finished. */
  public int attempts() {
    return attempts.size();
  }

  /**
   * Writes the record; only the first call does.
   *
   * @param outcome {@code ok} or the kind of failure
   */
  public void finish(String outcome) {
    if (recorded) {
      return;
    }
    recorded = true;
    boolean left = answer.gone();
    String outcomeOfAnswer = refused.map(ProblemAnswer::codeOf).orElse(outcome);
    ended = left ? Result.OUTCOME_CLIENT_CLOSED : outcomeOfAnswer;
    tellEnd();
    afterwards.forEach(action -> action.accept(ended));
    int status = left ? CLIENT_CLOSED : answer.status();
    capture.ifPresent(into -> into.finish(number, !ended.equals(Result.OUTCOME_OK)));
    RequestRecord record = RequestRecords.of(this, new RequestRecord.Ending(status, ended, told));
    trace.ended(this, record);
    answer.releaseWhen(
        settling
            .map(settle -> sink.accept(record, () -> settle.accept(record.attempts())))
            .orElseGet(() -> sink.accept(record)));
  }

  /** Has {@code action} told how it ended, when it ends; at once when it has. */
  public void afterwards(Consumer<String> action) {
    if (recorded) {
      action.accept(ended);
    } else {
      afterwards.add(action);
    }
  }

  /** Has {@code action} told its attempts once its record is stored. */
  public void settles(Consumer<List<AttemptRecord>> action) {
    settling = Optional.of(action);
  }

  /** Notes what making sure of the answer came to. */
  public void verified(String outcome) {
    verified = outcome;
  }

  /** Notes the headers that tell its sender what is left of limits. */
  public void limited(Map<String, String> heads) {
    limitHeads = heads;
  }

  /** The headers that tell its sender what is left of limits; none where there are no limits. */
  Map<String, String> limitHeads() {
    return limitHeads;
  }

  /** Notes what was found in the prompt, and the tags that it gives it. */
  public void found(List<FindingRecord> receipts, Set<String> tags) {
    findings = Stream.concat(findings.stream(), receipts.stream()).distinct().toList();
    classifications =
        Stream.concat(classifications.stream(), tags.stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Tags of what was found in the prompt. */
  public Set<String> classifications() {
    return classifications;
  }

  /** What was found in the prompt, and in the answer as far as it has gone out. */
  public List<FindingRecord> findings() {
    return Stream.concat(findings.stream(), answer.findings().stream()).toList();
  }

  /** Takes what the request looks like, where that is kept. */
  public Optional<Capture> capture() {
    return capture;
  }

  /** Notes the body as the client sent it. */
  public void came(byte[] body) {
    capture.ifPresent(into -> into.part(Stage.CLIENT_REQUEST).add(Buffer.buffer(body)));
    trace.asks(body);
  }

  /** What its record is stored under. */
  public long number() {
    return number;
  }

  /** The model name the client wrote; empty text before it was read. */
  public String requestedModel() {
    return requestedModel;
  }

  /** Whether a stream was asked for. */
  public boolean streams() {
    return stream;
  }

  /** The tokens by the last figures of the provider. */
  public Optional<Usage> usage() {
    return usage;
  }

  /** The finished attempts. */
  public List<AttemptRecord> attemptRecords() {
    return attempts;
  }

  /** Notes why the answer that there was did not go out, or only in part. */
  public void refused(Problem problem) {
    refused = Optional.of(problem);
    told(problem);
  }

  /** Notes what the client was told went wrong. */
  public void told(Problem problem) {
    told = problem.message();
  }
}
