package dev.signalbox.gateway.guard.scan;

/** What kind of secret a finding is. */
public enum Category {
  CREDENTIAL,
  PII,
  /** What the operator's own rules found. */
  OWN
}
