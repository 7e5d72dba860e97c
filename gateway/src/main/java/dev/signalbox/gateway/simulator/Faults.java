package dev.signalbox.gateway.simulator;

import dev.signalbox.gateway.simulator.Answer.Beat;
import dev.signalbox.gateway.simulator.Answer.Ending;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Turns a normal answer into a faulty one.
 *
 * @param format the format whose error shape is used
 */
record Faults(ClientFormat format) {
  private static final String REQUEST_ID = "req_simulated";
  private static final int HUGE_CHUNK = 64 * 1024;

  /** {@code answer} with all of {@code steps} applied, in their order. */
  Answer apply(Answer answer, List<Step> steps) {
    Answer changed = answer;
    for (Step step : steps) {
      changed = apply(changed, step);
    }
    return changed;
  }

  private Answer apply(Answer answer, Step step) {
    return switch (step) {
      case Step.Status status -> withStatus(status);
      case Step.Delay(long millis) -> answer.withWait(answer.waitMillis() + millis);
      case Step.CutAfterBytes(long bytes) ->
          answer.withBeats(firstBytes(answer.beats(), bytes), Ending.CUT);
      case Step.CutAfterEvents(int events) ->
          answer.withBeats(firstBeats(answer.beats(), events), Ending.CUT);
      case Step.StallAfterEvents(int events) ->
          answer.withBeats(firstBeats(answer.beats(), events), Ending.STALL);
      case Step.NoAnswer _ -> answer.withBeats(List.of(), Ending.SILENCE);
      case Step.Hangup _ -> answer.withBeats(List.of(), Ending.HANGUP);
      case Step.Replay replay -> replayed(replay);
      case Step.SlowDrip drip -> answer.withBeats(dripping(answer, drip), answer.ending());
      case Step.Redirect(int status, String location) ->
          Answer.bytes(status, "text/plain", Buffer.buffer("moved\n"))
              .withHeaders(Map.of("location", location));
      case Step.HugeEvent(long bytes) -> huge(answer, bytes);
      case Step.Insert(int after, Buffer bytes) -> inserted(answer, after, bytes);
      case Step.Headers(var headers) -> answer.withHeaders(lowerCase(headers));
      // These change what is said; see Deviations.
      case Step.ErrorEventAfter _, Step.ErrorIn200 _, Step.NoUsage _, Step.NoTerminator _ -> answer;
    };
  }

  private Answer withStatus(Step.Status status) {
    Answer answer =
        status
            .body()
            .map(
                body ->
                    Answer.bytes(
                        status.code(),
                        body.startsWith("{") ? "application/json" : "text/plain; charset=utf-8",
                        Buffer.buffer(body)))
            .orElseGet(
                () ->
                    Answer.json(
                        status.code(),
                        format.encodeProblem(ProblemStatus.problemOf(status.code()), REQUEST_ID)));
    return answer.withHeaders(lowerCase(status.headers()));
  }

  private static Map<String, String> lowerCase(Map<String, String> headers) {
    Map<String, String> lower = new LinkedHashMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return lower;
  }

  private static List<Beat> firstBeats(List<Beat> beats, int count) {
    return beats.subList(0, Math.min(count, beats.size()));
  }

  private static List<Beat> firstBytes(List<Beat> beats, long bytes) {
    List<Beat> first = new ArrayList<>();
    long left = bytes;
    for (Beat beat : beats) {
      if (left <= 0) {
        break;
      }
      int taken = (int) Math.min(left, beat.bytes().length());
      first.add(new Beat(beat.waitMillis(), beat.bytes().slice(0, taken)));
      left -= taken;
    }
    return first;
  }

  private static Answer replayed(Step.Replay replay) {
    Buffer bytes = replay.bytes();
    Answer whole = Answer.bytes(replay.status(), replay.contentType(), bytes);
    if (replay.chunkSizes().isEmpty()) {
      return whole;
    }
    List<Beat> beats = new ArrayList<>();
    int at = 0;
    for (int chunk = 0; at < bytes.length(); chunk++) {
      int size = replay.chunkSizes().get(Math.min(chunk, replay.chunkSizes().size() - 1));
      int end = Math.min(bytes.length(), at + size);
      beats.add(new Beat(0, bytes.slice(at, end)));
      at = end;
    }
    return whole.withBeats(beats, Ending.WHOLE).withLength(OptionalLong.empty());
  }

  private static List<Beat> dripping(Answer answer, Step.SlowDrip drip) {
    Buffer all = Buffer.buffer();
    answer.beats().forEach(beat -> all.appendBuffer(beat.bytes()));
    List<Beat> drops = new ArrayList<>();
    for (int at = 0; at < all.length(); at += drip.bytes()) {
      Buffer drop = all.slice(at, Math.min(all.length(), at + drip.bytes()));
      drops.add(new Beat(drip.pauseMillis(), drop));
    }
    return drops;
  }

  private static Answer huge(Answer answer, long bytes) {
    List<Beat> beats = new ArrayList<>(answer.beats());
    if (answer.isStream()) {
      List<Beat> event = new ArrayList<>();
      event.add(new Beat(0, Buffer.buffer("data: \"")));
      event.addAll(filler('x', bytes));
      event.add(new Beat(0, Buffer.buffer("\"\n\n")));
      beats.addAll(Math.min(1, beats.size()), event);
      return answer.withBeats(beats, answer.ending());
    }
    beats.addAll(0, filler(' ', bytes));
    return answer
        .withBeats(beats, answer.ending())
        .withLength(OptionalLong.of(answer.length().getAsLong() + bytes));
  }

  /** So many bytes; all full chunks are the same object, so that a gigabyte costs little memory. */
  private static List<Beat> filler(char character, long bytes) {
    Buffer chunk = Buffer.buffer(String.valueOf(character).repeat(HUGE_CHUNK));
    List<Beat> beats =
        new ArrayList<>(Collections.nCopies((int) (bytes / HUGE_CHUNK), new Beat(0, chunk)));
    int rest = (int) (bytes % HUGE_CHUNK);
    if (rest > 0) {
      beats.add(new Beat(0, chunk.slice(0, rest)));
    }
    return beats;
  }

  private static Answer inserted(Answer answer, int after, Buffer bytes) {
    List<Beat> beats = new ArrayList<>(answer.beats());
    beats.add(Math.min(after, beats.size()), new Beat(0, bytes));
    OptionalLong length =
        answer.isStream()
            ? OptionalLong.empty()
            : OptionalLong.of(answer.length().getAsLong() + bytes.length());
    return answer.withBeats(beats, answer.ending()).withLength(length);
  }

  /** The answer to a request that is itself at fault. */
  Answer refusal(Problem problem) {
    return Answer.json(format.statusOf(problem), format.encodeProblem(problem, REQUEST_ID));
  }
}
