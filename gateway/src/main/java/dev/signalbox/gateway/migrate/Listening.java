package dev.signalbox.gateway.migrate;

import java.util.Optional;
import java.util.Set;

/** Where the gateway that is made listens: where the old one did, as far as that is safe. */
final class Listening {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

  private final Draft draft;
  private final Findings findings;

  Listening(Sheet sheet) {
    this.draft = sheet.draft();
    this.findings = sheet.findings();
  }

  /** The port that the source names, else the one it has when it names none. */
  void port(Optional<Value> port, int standard) {
    port.ifPresentOrElse(
        value -> {
          draft.server().put("port", value.number().longValue(), value);
          findings.taken(value, "`server.port`");
        },
        () -> {
          draft.server().put("port", standard);
          findings.added(
              "`server.port` is %d, as the old gateway listens there when its file names none"
                  .formatted(standard));
        });
  }

  /**
   * The address that the source names.
   *
   * @param locked whether callers need a key
   */
  void host(Optional<Value> host, boolean locked) {
    host.ifPresentOrElse(
        value -> host(value, locked),
        () ->
            findings.added(
                "`server.host` is 127.0.0.1, where only this machine comes in; the old gateway"
                    + " listens on all addresses: set it to 0.0.0.0"
                    + (locked ? "" : " together with a key")));
  }

  private void host(Value value, boolean locked) {
    String host = value.text();
    if (locked || LOOPBACK.contains(host)) {
      draft.server().put("host", host.equals("localhost") ? "127.0.0.1" : host, value);
      findings.taken(value, "`server.host`");
    } else {
      draft.server().put("host", "127.0.0.1", value);
      findings.approximated(
          value,
          "`server.host = \"127.0.0.1\"`",
          "nobody needs a key, and without one other machines are let in only with"
              + " `server.allow_open = true`; set `server.api_key`, then `server.host`");
    }
  }
}
