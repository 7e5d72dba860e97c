package dev.signalbox.gateway.e2e.faults;

import static dev.signalbox.gateway.e2e.faults.Row.elsewhere;
import static dev.signalbox.gateway.e2e.faults.Row.stream;
import static dev.signalbox.gateway.e2e.faults.Row.told;
import static dev.signalbox.gateway.e2e.faults.Row.whole;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Faults of what providers answer, before anything reached the client. */
final class AnswerRows {
  private AnswerRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(limits());
    rows.addAll(statuses());
    rows.addAll(bodies());
    rows.addAll(toldErrors());
    return rows;
  }

  private static List<Row> limits() {
    return List.of(
        limited("U01", "429 with a wait", "retry-after: 7\r\n"),
        limited("U01", "429 until a date", "retry-after: Fri, 20 Nov 2099 12:00:00 GMT\r\n"),
        limited("U08", "429 with an absurd wait", "retry-after: 1000000000\r\n"),
        limited("U08", "429 with a negative wait", "retry-after: -3\r\n"),
        limited("U02", "429 without a wait", ""),
        limited("U08", "429 with garbage for a wait", "retry-after: soon\r\n"),
        whole(
            "U02",
            "429, the quota is used up",
            answering("429 Too Many Requests", "retry-after: 7\r\n", "insufficient_quota"),
            elsewhere(429, "upstream_quota", 0)),
        whole(
            "U02",
            "402",
            answering("402 Payment Required", "", "billing"),
            elsewhere(402, "upstream_quota", 0)));
  }

  private static Row limited(String id, String what, String header) {
    boolean readable = !header.isEmpty() && !header.contains("soon");
    return whole(
        id,
        what,
        answering("429 Too Many Requests", header, "rate_limit_exceeded"),
        elsewhere(429, readable ? "upstream_rate_limited" : "upstream_quota", 0));
  }

  private static List<Row> statuses() {
    return List.of(
        busy("U03", 500, "upstream_status"),
        busy("U03", 502, "upstream_status"),
        busy("U03", 503, "upstream_overloaded"),
        busy("U03", 529, "upstream_overloaded"),
        busy("U07", 408, "upstream_status"),
        busy("U07", 409, "upstream_status"),
        busy("U07", 425, "upstream_status"),
        whole(
            "U04",
            "401",
            answering("401 Unauthorized", "", "invalid_api_key"),
            elsewhere(502, "upstream_auth", 0)),
        whole(
            "U04",
            "403",
            answering("403 Forbidden", "", "forbidden"),
            elsewhere(502, "upstream_auth", 0)),
        whole(
            "U05",
            "400, the context is too long",
            answering("400 Bad Request", "", "context_length_exceeded"),
            told(400, "request_refused")),
        whole(
            "U06",
            "404, no such model",
            answering("404 Not Found", "", "model_not_found"),
            told(404, "request_refused")));
  }

  private static Row busy(String id, int status, String outcome) {
    return whole(
        id,
        Integer.toString(status),
        answering(status + " Busy", "", "busy"),
        elsewhere(status, outcome, 0));
  }

  private static List<Row> bodies() {
    String html = "<html><body>Please log in</body></html>";
    return List.of(
        whole(
            "U09",
            "a web page",
            () -> Faulty.answering(Wire.answer("200 OK", "content-type: text/html\r\n", html)),
            protocol()),
        stream(
            "U09",
            "a web page for a stream",
            () -> Faulty.answering(Wire.answer("200 OK", "content-type: text/html\r\n", html)),
            protocol()),
        whole(
                "U10",
                "half of the JSON",
                () -> Faulty.answering(Wire.json("200 OK", Wire.CHAT.substring(0, 60))),
                protocol())
            .translated(),
        whole(
                "U10",
                "JSON that is no answer",
                () -> Faulty.answering(Wire.json("200 OK", "[1,2,3]")),
                protocol())
            .translated(),
        whole(
            "U11",
            "less than its length",
            () ->
                Faulty.answering(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n"
                        + Wire.CHAT),
            elsewhere(502, "upstream_closed", 0)),
        whole(
                "U12",
                "no length, and a FIN too early",
                () ->
                    Faulty.answering(
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n"
                            + Wire.CHAT.substring(0, 60)),
                protocol())
            .translated(),
        whole(
            "U13",
            "larger than is taken",
            () -> Faulty.answering(Wire.json("200 OK", "{\"x\":\"" + "y".repeat(80_000) + "\"}")),
            elsewhere(502, "upstream_too_large", 0)));
  }

  private static List<Row> toldErrors() {
    return List.of(
        whole(
            "U17",
            "an error in a good answer",
            () -> Faulty.answering(Wire.json("200 OK", Wire.error("server_error", "x"))),
            elsewhere(502, "upstream_error_in_answer", 0)),
        stream(
            "U17",
            "an error for a first event",
            () -> Faulty.answering(Wire.STREAM + Wire.chunk(firstError()) + Wire.END),
            elsewhere(502, "upstream_error_in_answer", 0)),
        stream(
                "U17",
                "an error for a first event",
                () -> Faulty.answering(Wire.STREAM + Wire.chunk(firstError()) + Wire.END),
                elsewhere(502, "upstream_error_in_answer", 0))
            .translated());
  }

  private static String firstError() {
    return "data: " + Wire.error("server_error", "x") + "\n\n";
  }

  private static Supplier<Faulty> answering(String status, String header, String code) {
    return () ->
        Faulty.answering(
            Wire.answer(
                status, "content-type: application/json\r\n" + header, Wire.error("error", code)));
  }

  private static Row.Expected protocol() {
    return elsewhere(502, "upstream_protocol", 0);
  }
}
