package dev.signalbox.gateway.e2e.faults;

import static dev.signalbox.gateway.e2e.faults.Row.elsewhere;
import static dev.signalbox.gateway.e2e.faults.Row.whole;

import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.util.List;
import java.util.stream.Stream;

/** Faults of the connection and of HTTP itself. */
final class ConnectionRows {
  /** The first TLS connection of a process takes its time. */
  private static final String PATIENT = "connect_timeout_ms = 5000\nfirst_byte_timeout_ms = 5000\n";

  private static final Act ASKED = new Act.ReadRequest();

  private ConnectionRows() {}

  static List<Row> all() {
    return Stream.of(reaching(), breaking(), http(), status()).flatMap(List::stream).toList();
  }

  /** No connection comes about. */
  private static List<Row> reaching() {
    return List.of(
        whole("C01", "refused", Faulty::refusing, elsewhere(502, "upstream_unreachable", 50)),
        whole(
                "C02",
                "no answer to SYN",
                Faulty::blackHole,
                elsewhere(504, "upstream_connect_timeout", Row.BRIEF_CONNECT))
            .with(Row.BRIEF),
        whole(
            "C03",
            "unknown host",
            () -> Faulty.at("http://no-such-host.invalid"),
            elsewhere(0, "upstream_dns|upstream_connect_timeout", 300)),
        whole(
                "C04",
                "a TLS alert",
                () ->
                    https(
                        Faulty.raw(
                            new Act.Pause(50),
                            Act.text("\u0015\u0003\u0001\u0000\u0002\u0002F"),
                            new Act.Close())),
                elsewhere(502, "upstream_tls", 50))
            .with(PATIENT),
        whole(
                "C04",
                "no answer to the TLS handshake",
                () -> https(Faulty.raw(new Act.AwaitClose())),
                elsewhere(504, "upstream_connect_timeout", Row.BRIEF_CONNECT))
            .with(Row.BRIEF),
        whole(
                "C04",
                "no TLS at all",
                () ->
                    https(
                        Faulty.raw(Act.text("HTTP/1.1 400 Bad Request\r\n\r\n"), new Act.Close())),
                elsewhere(502, "upstream_tls", 0))
            .with(PATIENT),
        whole(
                "C18",
                "a proxy that is down",
                () -> Faulty.at("http://127.0.0.1:9"),
                elsewhere(502, "upstream_unreachable", 0))
            .with(Row.LIMITS + "proxy = \"http://127.0.0.1:1\"\n"));
  }

  /** A connection breaks or stays silent. */
  private static List<Row> breaking() {
    return List.of(
        whole(
            "C05",
            "RST after the request",
            () -> Faulty.raw(ASKED, new Act.Reset()),
            elsewhere(502, "upstream_reset|upstream_closed", 0)),
        whole(
            "C06",
            "FIN after the request, on a first connection",
            () -> Faulty.raw(ASKED, new Act.Close()),
            elsewhere(502, "upstream_closed", 0)),
        whole(
                "C07",
                "accepts and never answers",
                () -> Faulty.raw(ASKED, new Act.AwaitClose()),
                elsewhere(504, "upstream_timeout", Row.BRIEF_FIRST))
            .with(Row.BRIEF),
        whole(
                "C07",
                "a head and then nothing",
                () ->
                    Faulty.stalling(
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n"),
                elsewhere(504, "upstream_first_token_timeout", Row.BRIEF_FIRST))
            .with(Row.BRIEF));
  }

  /** What comes is not HTTP. */
  private static List<Row> http() {
    return List.of(
        whole(
            "C11",
            "garbage for a status line",
            () -> Faulty.answering("SSH-2.0-x\r\n\r\n"),
            protocol()),
        whole(
            "C11", "a bad version", () -> Faulty.answering("HTTP/9.9 200 OK\r\n\r\n"), protocol()),
        whole(
            "C12",
            "two lengths",
            () ->
                Faulty.answering(
                    "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd"),
            protocol()),
        whole(
            "C12",
            "length and chunks",
            () ->
                Faulty.answering(
                    "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
            protocol()),
        whole(
            "C12",
            "a bad chunk size",
            () ->
                Faulty.answering(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n"),
            elsewhere(502, "upstream_closed|upstream_protocol", 0)),
        whole(
            "C17",
            "more headers than are taken",
            () ->
                Faulty.answering(
                    "HTTP/1.1 200 OK\r\n" + "x-more: and more\r\n".repeat(10_000) + "\r\n"),
            protocol()));
  }

  /** A status that is none. */
  private static List<Row> status() {
    return List.of(
        whole(
            "C14",
            "101",
            () ->
                Faulty.stalling(
                    "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
            protocol()),
        whole("C15", "999", () -> Faulty.answering(Wire.json("999 Odd", "{}")), protocol()),
        whole(
            "C15",
            "204",
            () -> Faulty.answering("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"),
            protocol()),
        whole(
            "C15",
            "204 with a body",
            () ->
                Faulty.answering(
                    "HTTP/1.1 204 No Content\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}"),
            protocol()),
        whole(
            "C15",
            "304",
            () -> Faulty.answering("HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n"),
            elsewhere(502, "upstream_redirect", 0)),
        whole(
            "C16",
            "a redirect to an inner address",
            () ->
                Faulty.answering(
                    Wire.answer("302 Found", "location: http://169.254.169.254/latest\r\n", "")),
            elsewhere(502, "upstream_redirect", 0)));
  }

  private static Row.Expected protocol() {
    return elsewhere(502, "upstream_protocol", 0);
  }

  private static Faulty https(Faulty plain) {
    return new Faulty(
        plain.origin().replace("http:", "https:"), plain.connections(), plain.closing());
  }
}
