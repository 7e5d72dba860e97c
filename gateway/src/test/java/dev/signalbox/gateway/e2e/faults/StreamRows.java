package dev.signalbox.gateway.e2e.faults;

import static dev.signalbox.gateway.e2e.faults.Row.elsewhere;
import static dev.signalbox.gateway.e2e.faults.Row.stream;

import dev.signalbox.gateway.simulator.RawUpstream.Act;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Faults of streams before their first piece. */
final class StreamRows {
  private static final String ROLE =
      Wire.chunk(
          "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
              + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"},\"finish_reason\":null}]}\n\n");

  private StreamRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (Row row : passed()) {
      rows.add(row);
      rows.add(row.translated());
    }
    return rows;
  }

  private static List<Row> passed() {
    return List.of(
        stream(
            "S01",
            "a head and then FIN",
            () -> Faulty.answering(Wire.STREAM),
            elsewhere(502, "upstream_closed", 0)),
        stream(
            "S01",
            "a role and then RST",
            () ->
                Faulty.raw(
                    new Act.ReadRequest(),
                    Act.text(Wire.STREAM + ROLE),
                    new Act.Pause(30),
                    new Act.Reset()),
            elsewhere(502, "upstream_closed", 30)),
        stream(
            "S01",
            "ends without a piece",
            () -> Faulty.answering(Wire.STREAM + ROLE + Wire.END),
            elsewhere(502, "upstream_truncated", 0)),
        stream(
                "C07",
                "a head and then nothing",
                () -> Faulty.stalling(Wire.STREAM),
                elsewhere(504, "upstream_first_token_timeout", Row.BRIEF_FIRST))
            .with(Row.BRIEF),
        stream(
                "S05",
                "comments only",
                () -> Faulty.raw(acts(Wire.chunk(": still working\n\n"))),
                elsewhere(504, "upstream_first_token_timeout", Row.BRIEF_FIRST))
            .with(Row.BRIEF),
        stream(
                "S05",
                "roles only",
                () -> Faulty.raw(acts(ROLE)),
                elsewhere(504, "upstream_first_token_timeout", Row.BRIEF_FIRST))
            .with(Row.BRIEF),
        stream(
            "S07",
            "an event that never ends",
            () ->
                Faulty.raw(
                    new Act.ReadRequest(),
                    Act.text(Wire.STREAM + Wire.chunk("data: ")),
                    new Act.Flood(Buffer.buffer(Wire.chunk("x".repeat(10_000))))),
            elsewhere(502, "upstream_protocol", 0)));
  }

  private static Act[] acts(String again) {
    List<Act> acts = new ArrayList<>();
    acts.add(new Act.ReadRequest());
    acts.add(Act.text(Wire.STREAM));
    for (int i = 0; i < 50; i++) {
      acts.add(Act.text(again));
      acts.add(new Act.Pause(40));
    }
    return acts.toArray(Act[]::new);
  }
}
