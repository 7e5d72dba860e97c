package dev.signalbox.gateway.guard;

import java.util.Locale;

/** What is done about a finding, from nothing to the most. */
public enum Action {
  /** It is not even looked for. */
  OFF,
  /** It is recorded. */
  LOG,
  /** A stand-in takes its place. */
  REDACT,
  /** The request is refused. */
  BLOCK;

  /** How configuration and receipts write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
