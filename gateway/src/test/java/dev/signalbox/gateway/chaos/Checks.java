package dev.signalbox.gateway.chaos;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must hold of one request, whatever happened to it.
 *
 * @param heard what its client got
 * @param records what is recorded of it
 * @param calls the calls that providers got for it, in order
 * @param lateness how late things were on this machine
 */
record Checks(Heard heard, List<RequestRecord> records, List<Call> calls, Lateness lateness) {
  /** A call ends so long after its client has left. */
  private static final long LINGERS_MILLIS = 1_000;

  private static final int MOST_CALLS = 8;
  private static final Pattern MARK = Pattern.compile(Errand.MARK + "\\d+;");
  private static final String KEEP_ALIVE = ": keep-alive\n\n";

  /** Notes in {@code into} what does not hold. */
  void run(Violations into) {
    oneRecord(into);
    charged(into);
    cancelled(into);
    honestEnd(into);
    sameBytes(into);
    attempts(into);
  }

  private void oneRecord(Violations into) {
    if (heard.mustBeRecorded() || !calls.isEmpty()) {
      into.unless(records.size() == 1, "I1", () -> records.size() + " records of " + heard);
    } else {
      into.unless(records.size() <= 1, "I1", () -> records.size() + " records of " + heard);
    }
    for (RequestRecord record : records) {
      String outcome = record.ending().outcome();
      int status = record.ending().status();
      into.unless(
          !outcome.isEmpty()
              && !outcome.equals("internal")
              && (status != 500 || toldStatus(status)),
          "I1",
          () -> "ended with %s of %s".formatted(record.ending(), heard));
      if (heard.answer().isWhole() && heard.answer().status() > 0) {
        into.unless(
            status == heard.answer().status(),
            "I1",
            () -> "recorded as %s: %s".formatted(record.ending(), heard));
      }
      if (heard.answer().isWhole() && heard.isGood()) {
        into.unless(
            outcome.equals("ok") || toldFailure(),
            "I1",
            () ->
                "recorded as %s, and its client has a whole answer: %s"
                    .formatted(record.ending(), heard));
      }
    }
  }

  /** A status of the provider's that was passed on. */
  private boolean toldStatus(int status) {
    return records.stream()
        .flatMap(record -> record.attempts().stream())
        .anyMatch(attempt -> attempt.status() == status);
  }

  /** Whether the body of a stream says that it failed. */
  private boolean toldFailure() {
    return heard.errand().wish().stream() && heard.text().contains("error");
  }

  /** I2, as far as it is about one request: each provider that told its tokens is paid for them. */
  private void charged(Violations into) {
    for (RequestRecord record : records) {
      for (AttemptRecord attempt : record.attempts()) {
        into.unless(
            attempt.bill().nanos() >= 0,
            "I2",
            () -> "a negative cost: %s %s".formatted(attempt, heard));
      }
      for (Vendor vendor : Vendor.values()) {
        long told =
            calls.stream().filter(each -> each.vendor() == vendor && each.counted()).count();
        long answered =
            record.attempts().stream()
                .filter(each -> each.provider().equals(vendor.id()))
                .filter(each -> each.outcome().equals(AttemptRecord.ANSWERED))
                .count();
        long worth = Math.min(told, answered) * Provider.input(heard.errand());
        long tokens =
            record.attempts().stream()
                .filter(each -> each.provider().equals(vendor.id()))
                .filter(each -> each.bill().charge() != Bill.Charge.NONE)
                .mapToLong(each -> each.bill().tokens().promptTokens())
                .sum();
        into.unless(
            tokens >= worth,
            "I2",
            () ->
                "%s told %d tokens and is paid %d: %s %s"
                    .formatted(vendor.id(), worth, tokens, record.attempts(), heard));
      }
    }
  }

  private void cancelled(Violations into) {
    for (Call call : calls) {
      long lingered = TimeUnit.NANOSECONDS.toMillis(call.overNanos() - heard.overNanos());
      into.unless(
          call.overNanos() > 0
              && lingered <= LINGERS_MILLIS + lateness.between(heard.overNanos(), call.overNanos()),
          "I3",
          () -> "%s went on for %d ms after its client: %s".formatted(call, lingered, heard));
    }
  }

  private void honestEnd(Violations into) {
    ClientApi api = heard.errand().wish().api();
    if (heard.isGood()
        && heard.errand().wish().stream()
        && heard.text().contains(api.endOfStream())) {
      into.unless(
          answering().map(Call::ended).orElse(false),
          "I4",
          () -> "an end that no provider sent, but %s: %s".formatted(calls, heard));
    }
    Matcher marks = MARK.matcher(heard.text());
    while (marks.find()) {
      into.unless(
          marks.group().equals(heard.errand().mark()),
          "I5",
          () -> "somebody else's answer: " + heard);
    }
    into.unless(!heard.text().contains("EVIL"), "I5", () -> "bytes after an answer: " + heard);
  }

  /** The last call of the one that answered. */
  private Optional<Call> answering() {
    return heard
        .served()
        .flatMap(
            served ->
                calls.stream()
                    .filter(call -> call.vendor().target().equals(served))
                    .reduce((_, last) -> last));
  }

  /** What passes is what was sent, then perhaps an event that says what went wrong. */
  private void sameBytes(Violations into) {
    Optional<Call> answering = answering();
    if (!heard.isGood()
        || answering.isEmpty()
        || answering.get().vendor().api() != heard.errand().wish().api()) {
      return;
    }
    byte[] sent = answering.get().visible();
    byte[] got = heard.text().replace(KEEP_ALIVE, "").getBytes(StandardCharsets.UTF_8);
    int same = Arrays.mismatch(sent, got);
    int passed = same < 0 ? got.length : same;
    if (passed < got.length) {
      String rest = new String(got, passed, got.length - passed, StandardCharsets.UTF_8);
      into.unless(
          heard.errand().wish().stream() && isFailure(sent, passed, rest),
          "I5",
          () ->
              "sent was\n%s\nand after %d bytes came\n%s\n%s"
                  .formatted(new String(sent, StandardCharsets.UTF_8), passed, rest, heard));
    }
    if (heard.answer().isWhole() && !heard.errand().wish().stream()) {
      into.unless(
          got.length == sent.length, "I5", () -> "a part of the answer is missing: " + heard);
    }
  }

  /** Whether {@code rest} is an event of the client's API that tells a failure, or a part of it. */
  private boolean isFailure(byte[] sent, int passed, String rest) {
    String before = new String(sent, 0, passed, StandardCharsets.UTF_8).replace("\r", "");
    int begun = Math.max(0, before.lastIndexOf("\n\n") + 1);
    String event = before.substring(begun).stripLeading() + rest;
    if (!heard.answer().isWhole() && !event.endsWith("\n\n")) {
      return event.startsWith("data: ") || event.startsWith("event: "); // it was left in its middle
    }
    String data = event.replaceFirst("(?s)^(event: \\w+\\s+)?data: ", "").strip();
    return StrictJson.tryParse(data)
        .filter(
            tree ->
                tree.has("error") || tree.path("type").asText().matches("error|response.failed"))
        .isPresent();
  }

  private void attempts(Violations into) {
    for (RequestRecord record : records) {
      long made =
          record.attempts().stream().filter(each -> !each.phase().equals("waiting")).count();
      into.unless(made <= MOST_CALLS, "I6", () -> made + " calls of " + heard);
      if (!heard.errand().wish().failover()) {
        into.unless(record.attempts().size() <= 1, "I6", () -> record.attempts() + " of " + heard);
      }
      for (Vendor vendor : Vendor.values()) {
        long rows =
            record.attempts().stream().filter(each -> each.provider().equals(vendor.id())).count();
        long seen = calls.stream().filter(each -> each.vendor() == vendor).count();
        into.unless(
            seen <= 2 * rows, // a connection that was closed already is replaced once, unseen
            "I6",
            () ->
                "%s got %d calls and has %d rows: %s %s"
                    .formatted(vendor.id(), seen, rows, record.attempts(), heard));
      }
    }
  }
}
