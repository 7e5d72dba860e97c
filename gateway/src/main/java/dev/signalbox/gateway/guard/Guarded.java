package dev.signalbox.gateway.guard;

import dev.signalbox.analytics.record.FindingRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What came of the scan of one prompt. */
public final class Guarded {
  private final byte[] body;
  private final Inspection inspection;
  private final GuardPolicy policy;

  Guarded(byte[] body, Inspection inspection, GuardPolicy policy) {
    this.body = body;
    this.inspection = inspection;
    this.policy = policy;
  }

  /** The body with stand-ins; the very bytes that came where none was needed. */
  public byte[] body() {
    return body;
  }

  /** What was found where, and what was done about it. */
  public List<FindingRecord> receipts() {
    return inspection.receipts();
  }

  /** Tags for the rules of routing: what kinds of things were found. */
  public Set<String> classifications() {
    return inspection.classifications();
  }

  /** The finding for which the request is refused; empty when it is not. */
  public Optional<FindingRecord> blocked() {
    return inspection.blocked();
  }

  /** What stands in the body for what, where answers get it back. */
  public Map<String, String> restored() {
    return policy.restore() ? inspection.standIns() : Map.of();
  }
}
