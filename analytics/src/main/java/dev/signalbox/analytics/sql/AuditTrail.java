package dev.signalbox.analytics.sql;

/** Where it is written down who asked what; called on a thread that may block. */
@FunctionalInterface
public interface AuditTrail {
  /** Writes {@code entry} down. */
  void add(Entry entry);

  /**
   * One thing that somebody did.
   *
   * @param actor label of the caller's key
   * @param address where the caller was; empty text if not known
   * @param action such as {@code sql}
   * @param target what it was done to
   * @param detail what exactly, such as the statement
   * @param outcome one word on how it ended
   */
  record Entry(
      String actor, String address, String action, String target, String detail, String outcome) {}
}
