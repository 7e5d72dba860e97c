package dev.signalbox.portal.live;

import dev.signalbox.analytics.record.RequestRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request at a time that does not matter.
 *
 * @param owner label of its key
 */
record Happening(long number, String owner, String project) implements OpenRequest {
  static Happening of(long number) {
    return new Happening(number, "blue", "shop");
  }

  /** What is recorded of it. */
  RequestRecord record() {
    return new RequestRecord(
        number,
        id(),
        at(),
        new RequestRecord.From("chat/completions", "", owner, project, source(), "", List.of()),
        new RequestRecord.Asked("auto", false, "", "", ""),
        model(),
        new RequestRecord.Ending(200, "ok", ""),
        Optional.empty(),
        true,
        OptionalLong.empty(),
        List.of(),
        List.of(),
        new RequestRecord.Timing(1, 1, 1),
        List.of(),
        "");
  }

  @Override
  public String id() {
    return "r_" + number;
  }

  @Override
  public Instant at() {
    return Instant.EPOCH;
  }

  @Override
  public String source() {
    return "cart";
  }

  @Override
  public String model() {
    return "oa/gpt";
  }

  @Override
  public boolean streams() {
    return false;
  }
}
