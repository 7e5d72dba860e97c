package dev.signalbox.gateway.guard;

import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.gateway.guard.scan.Category;
import dev.signalbox.gateway.guard.scan.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scans the texts of one prompt or answer, puts stand-ins in, and keeps the receipts, which never
 * hold a value. Used by one thread at a time.
 */
final class Inspection {
  /** Receipts kept of one request; there may be more findings, which are treated alike. */
  private static final int MAX_RECEIPTS = 100;

  private static final List<String> TELLING_NAMES =
      List.of("pass", "pwd", "secret", "token", "key", "auth", "credential", "login");

  private final Guard guard;
  private final GuardPolicy policy;
  private final Subject subject;
  private final List<FindingRecord> receipts = new ArrayList<>();
  private final Set<String> classifications = new TreeSet<>();
  private final Map<String, String> standIns = new HashMap<>();
  private Optional<FindingRecord> blocked = Optional.empty();

  Inspection(Guard guard, GuardPolicy policy, Subject subject) {
    this.guard = guard;
    this.policy = policy;
    this.subject = subject;
  }

  /** The text of {@code piece} with stand-ins; empty when it stays as it is. */
  Optional<String> edit(JsonTexts.Piece piece) {
    String text = piece.text();
    List<Finding> findings = guard.findings(text, policy);
    if (findings.isEmpty() && mayBeNamed(piece)) {
      findings = named(piece);
    }
    return findings.isEmpty() ? Optional.empty() : edited(text, findings, piece.place());
  }

  /** What {@code findings} make of {@code text}, with receipts for {@code place}. */
  Optional<String> edited(String text, List<Finding> findings, String place) {
    var edited = new StringBuilder();
    int done = 0;
    for (Finding finding : findings) {
      note(finding, place);
      if (policy.actionFor(finding) == Action.REDACT) {
        edited.append(text, done, finding.start());
        edited.append(standIn(finding.type(), text.substring(finding.start(), finding.end())));
        done = finding.end();
      }
    }
    return done == 0
        ? Optional.empty()
        : Optional.of(edited.append(text.substring(done)).toString());
  }

  /** The findings in {@code text} that lead to something. */
  List<Finding> findings(String text) {
    return guard.findings(text, policy);
  }

  boolean redacts(Finding finding) {
    return policy.actionFor(finding) == Action.REDACT;
  }

  String standIn(String type, String value) {
    String name = guard.standInKey().nameOf(subject, type, value);
    standIns.put(name, value);
    return name;
  }

  void note(Finding finding, String place) {
    Action action = policy.actionFor(finding);
    var receipt =
        new FindingRecord(
            finding.type(), finding.category().name().toLowerCase(Locale.ROOT), place, action.id());
    if (receipts.size() < MAX_RECEIPTS) {
      receipts.add(receipt);
    }
    classifications.add(tagOf(finding));
    if (action == Action.BLOCK && blocked.isEmpty()) {
      blocked = Optional.of(receipt);
    }
  }

  /** The same, unless there is such a receipt already; for texts that are looked at again. */
  void noteOnce(Finding finding, String place) {
    boolean known =
        receipts.stream()
            .anyMatch(
                receipt -> receipt.rule().equals(finding.type()) && receipt.field().equals(place));
    if (!known) {
      note(finding, place);
    }
  }

  private static String tagOf(Finding finding) {
    return switch (finding.category()) {
      case CREDENTIAL -> "secret";
      case PII -> "personal";
      case OWN -> finding.type();
    };
  }

  /** Whether the name of the value may say that it is secret, as in the arguments of a tool. */
  private boolean mayBeNamed(JsonTexts.Piece piece) {
    String name = piece.name().toLowerCase(Locale.ROOT);
    return policy.looksFor(Category.CREDENTIAL) && TELLING_NAMES.stream().anyMatch(name::contains);
  }

  private List<Finding> named(JsonTexts.Piece piece) {
    String before = piece.name() + "=\"";
    return guard.findings(before + piece.text() + "\"", policy).stream()
        .filter(
            finding ->
                finding.start() >= before.length()
                    && finding.end() <= before.length() + piece.text().length())
        .map(
            finding ->
                new Finding(
                    finding.type(),
                    finding.start() - before.length(),
                    finding.end() - before.length(),
                    finding.category()))
        .toList();
  }

  List<FindingRecord> receipts() {
    return List.copyOf(receipts);
  }

  Set<String> classifications() {
    return Collections.unmodifiableSet(classifications);
  }

  Optional<FindingRecord> blocked() {
    return blocked;
  }

  Map<String, String> standIns() {
    return Map.copyOf(standIns);
  }
}
