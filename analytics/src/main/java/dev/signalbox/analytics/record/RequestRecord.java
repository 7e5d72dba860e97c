package dev.signalbox.analytics.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One request that was accepted, whatever became of it.
 *
 * @param number what it is stored under: see {@link FactIds}
 * @param id our request id, as the client knows it
 * @param at when its head had arrived
 * @param served {@code provider/model} that answered; empty text when none did
 * @param usage tokens of the answer; absent when the provider gave none
 * @param usageConsistent false when the provider's figures contradict each other
 * @param estimatedNanos what the answer was expected to cost before the call; empty when unknown
 * @param losses fields that could not be carried over, {@code field:kind}
 * @param findings what the guard found in the request and its answer
 * @param trace the trace it belongs to, by W3C; empty text for none
 */
public record RequestRecord(
    long number,
    String id,
    Instant at,
    From from,
    Asked asked,
    String served,
    Ending ending,
    Optional<TokenCounts> usage,
    boolean usageConsistent,
    OptionalLong estimatedNanos,
    List<String> losses,
    List<AttemptRecord> attempts,
    Timing timing,
    List<FindingRecord> findings,
    String trace) {
  /** Stands for a project or source that was not given. */
  public static final String UNATTRIBUTED = "(unattributed)";

  public RequestRecord {
    losses = List.copyOf(losses);
    attempts = List.copyOf(attempts);
    findings = List.copyOf(findings);
  }

  /**
   * Who asked.
   *
   * @param endpoint the door it came through, such as {@code chat/completions}
   * @param app name of the app it came through; empty text for none
   * @param key label of the caller's key; empty text when the gateway is open
   * @param project {@code x-project} or the key's; empty text when neither was given
   * @param source {@code x-source}; empty text when it was not given
   * @param session the conversation it belongs to; empty text for none
   * @param tags {@code x-tags}, none of them with a comma
   */
  public record From(
      String endpoint,
      String app,
      String key,
      String project,
      String source,
      String session,
      List<String> tags) {
    public From {
      tags = List.copyOf(tags);
    }
  }

  /**
   * What was asked for.
   *
   * @param model the model name the client wrote
   * @param stream whether a stream was asked for
   * @param profile what the choice was made by; empty text when it came to no decision
   * @param task what kind of work it was taken for; empty text when it came to no decision
   * @param decision id of the decision that routed it; empty text when it came to none
   */
  public record Asked(String model, boolean stream, String profile, String task, String decision) {}

  /**
   * How it ended.
   *
   * @param status HTTP status the client got; 499 when it left first
   * @param outcome {@code ok}, {@code client_closed}, or the kind of failure in lower case
   * @param error what the client was told, without secrets; empty text when all went well
   */
  public record Ending(int status, String outcome, String error) {}

  /**
   * How long it took.
   *
   * @param millis from the arrival of the head to the last byte
   * @param firstByteMillis to the first byte of the answer; -1 when there was none
   * @param gatewayMicros what the gateway itself spent
   */
  public record Timing(long millis, long firstByteMillis, long gatewayMicros) {}

  /** How it ended for whoever sent it. */
  public Result result() {
    return Result.of(ending.status(), ending.outcome(), attempts);
  }

  /** The class of the last thing that went wrong; empty text when nothing did. */
  public String errorClass() {
    return attempts.stream()
        .map(AttemptRecord::fault)
        .filter(fault -> !fault.isEmpty())
        .reduce("", (_, last) -> last);
  }

  /** The attempt that brought the answer, whole or not. */
  public Optional<AttemptRecord> answering() {
    return attempts.stream()
        .filter(each -> served.equals(each.provider() + "/" + each.model()))
        .reduce((_, last) -> last);
  }
}
