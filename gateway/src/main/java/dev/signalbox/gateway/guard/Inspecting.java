package dev.signalbox.gateway.guard;

import dev.signalbox.gateway.guard.scan.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Scans a text that arrives piece by piece. What could still become a finding waits: the last word,
 * what follows a sign that one begins with, and a private key until its end.
 */
final class Inspecting implements Settling {
  /** Text that waits at most; then it is decided as it is. */
  private static final int MAX_WAITING = 8_192;

  /** So far back a name of a secret or a digit keeps what follows it waiting. */
  private static final int REACH = 48;

  private static final List<String> OPENERS =
      List.of(
          "pass",
          "pwd",
          "secret",
          "token",
          "key",
          "auth",
          "bearer",
          "basic",
          "credential",
          "login",
          "://");

  private final Inspection inspection;

  Inspecting(Inspection inspection) {
    this.inspection = inspection;
  }

  @Override
  public Settled settle(String context, String text, Where where, boolean last) {
    String whole = context + text;
    boolean all = last || text.length() > MAX_WAITING;
    int upTo = all ? whole.length() : Math.max(context.length(), openFrom(whole));
    List<Finding> findings = inspection.findings(whole);
    for (Finding finding : findings) {
      if (finding.start() < upTo && finding.end() >= upTo && !all) {
        upTo = Math.max(context.length(), finding.start());
      }
    }
    List<Change> changes = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.end() > context.length() && finding.end() <= upTo) {
        inspection.noteOnce(finding, where.place());
        if (inspection.redacts(finding)) {
          int start = Math.max(finding.start(), context.length());
          changes.add(
              new Change(
                  start - context.length(),
                  finding.end() - context.length(),
                  inspection.standIn(
                      finding.type(), whole.substring(finding.start(), finding.end()))));
        }
      }
    }
    return new Settled(upTo - context.length(), changes);
  }

  /** From where on the end of {@code text} could still become a finding. */
  private static int openFrom(String text) {
    int begin = text.lastIndexOf("-----BEGIN ");
    if (begin >= 0 && text.indexOf("-----END ", begin) < 0) {
      return begin;
    }
    int word = text.length();
    while (word > 0 && !Character.isWhitespace(text.charAt(word - 1))) {
      word--;
    }
    int open = word;
    int near = Math.max(0, text.length() - REACH);
    String tail = text.substring(near).toLowerCase(Locale.ROOT);
    for (String opener : OPENERS) {
      int at = tail.indexOf(opener);
      if (at >= 0) {
        open = Math.min(open, near + at);
      }
    }
    for (int i = Math.max(0, text.length() - REACH / 2); i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '@' || c == '+' || (c >= '0' && c <= '9')) {
        return Math.min(open, i);
      }
    }
    return open;
  }
}
