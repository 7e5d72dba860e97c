package dev.signalbox.analytics.audit;

import dev.signalbox.engine.digest.Sha256;

/**
 * One thing that somebody did.
 *
 * @param by who did it
 * @param action such as {@code key.create}
 * @param target what it was done to
 * @param detail what exactly; never a secret
 * @param outcome one word on how it ended
 * @param beforeHash digest of the target before; empty text where there was none
 * @param afterHash digest of the target after; empty text where there is none
 */
public record AuditEntry(
    By by,
    String action,
    String target,
    String detail,
    String outcome,
    String beforeHash,
    String afterHash) {
  /** The outcome of what was done. */
  public static final String OK = "ok";

  /**
   * Who did something.
   *
   * @param actor name of a key or person
   * @param address where from; empty text for the gateway itself
   * @param requestId the request it came with; empty text for none
   */
  public record By(String actor, String address, String requestId) {
    /** The gateway itself. */
    public static final By GATEWAY = new By("(gateway)", "", "");
  }

  /** Something that changed nothing that a digest could be made of. */
  public static AuditEntry of(By by, String action, String target, String detail) {
    return new AuditEntry(by, action, target, detail, OK, "", "");
  }

  /** The same with another outcome. */
  public AuditEntry ended(String newOutcome) {
    return new AuditEntry(by, action, target, detail, newOutcome, beforeHash, afterHash);
  }

  /** The same with digests of the target before and after; empty texts for nothing. */
  public AuditEntry changing(String before, String after) {
    return new AuditEntry(by, action, target, detail, outcome, digest(before), digest(after));
  }

  private static String digest(String text) {
    return text.isEmpty() ? "" : Sha256.hex(text);
  }
}
