package dev.signalbox.gateway.guard;

import dev.signalbox.gateway.guard.hook.HookStage;
import dev.signalbox.gateway.guard.hook.Webhook;
import dev.signalbox.gateway.guard.scan.Category;
import dev.signalbox.gateway.guard.scan.Finding;
import dev.signalbox.gateway.guard.scan.Scanner;
import dev.signalbox.gateway.wire.json.BodyScan;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps credentials and personal data from leaving with prompts, and from coming back with answers.
 * Whatever goes wrong in here is an exception, so that nothing is sent unscanned. Immutable; all
 * event loops share one.
 */
public final class Guard {
  private final GuardSettings settings;
  private final Map<Scanner.Scope, Scanner> scanners = new HashMap<>();

  public Guard(GuardSettings settings) {
    this.settings = settings;
    addScanner(settings.policy());
    settings.overrides().forEach(override -> addScanner(override.policy()));
  }

  private void addScanner(GuardPolicy policy) {
    if (policy.enabled()) {
      scanners.computeIfAbsent(scopeOf(policy), Scanner::new);
    }
  }

  private Scanner.Scope scopeOf(GuardPolicy policy) {
    return new Scanner.Scope(
        policy.looksFor(Category.CREDENTIAL), policy.looksFor(Category.PII), settings.rules());
  }

  /** What holds for the requests of {@code subject}. */
  public GuardPolicy policyFor(Subject subject) {
    return settings.overrides().stream()
        .filter(override -> override.fits(subject))
        .findFirst()
        .map(GuardSettings.ForSome::policy)
        .orElse(settings.policy());
  }

  /**
   * Scans the body of a request of {@code subject}, whose policy is on.
   *
   * @param body strict JSON
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST}
   *     when it is not
   */
  public Guarded prompt(byte[] body, Subject subject) {
    GuardPolicy policy = policyFor(subject);
    var inspection = new Inspection(this, policy, subject);
    BodyScan.of(body); // refuses what a parser and a provider could read differently
    try {
      byte[] edited = JsonTexts.edited(body, JsonTexts.of(body), inspection::edit);
      return new Guarded(edited, inspection, policy);
    } catch (IOException e) {
      throw new IllegalStateException("strict JSON that is no JSON", e);
    }
  }

  /**
   * Scans the {@code texts} of a form of {@code subject}, whose policy is on.
   *
   * @param body the form
   * @param texts all that is to be scanned of it, in order
   */
  public Guarded form(byte[] body, List<FormText> texts, Subject subject) {
    GuardPolicy policy = policyFor(subject);
    var inspection = new Inspection(this, policy, subject);
    byte[] edited =
        FormText.edited(
            body,
            texts,
            each ->
                inspection.edit(
                    new JsonTexts.Piece(
                        each.place(), each.name(), each.start(), each.end(), each.text())));
    return new Guarded(edited, inspection, policy);
  }

  /**
   * What answers to {@code subject} go through; empty where they pass as they are.
   *
   * @param restored what stands in the prompt for what
   */
  public Optional<AnswerGuard> answers(Subject subject, Map<String, String> restored) {
    GuardPolicy policy = policyFor(subject);
    Optional<Inspection> inspection =
        policy.enabled() && policy.scanAnswers()
            ? Optional.of(new Inspection(this, policy, subject))
            : Optional.empty();
    return inspection.isEmpty() && restored.isEmpty()
        ? Optional.empty()
        : Optional.of(new AnswerGuard(inspection, restored));
  }

  /** The findings in {@code text} that {@code policy} does something about. */
  List<Finding> findings(String text, GuardPolicy policy) {
    Scanner scanner = scanners.get(scopeOf(policy));
    if (scanner == null) {
      throw new IllegalStateException("no scanner for this policy");
    }
    List<Finding> found = scanner.scan(text);
    return found.isEmpty()
        ? found
        : found.stream()
            .filter(finding -> policy.actionFor(finding) != Action.OFF)
            .filter(finding -> !isAllowed(text.substring(finding.start(), finding.end())))
            .toList();
  }

  private boolean isAllowed(String value) {
    return settings.allowed().stream().anyMatch(pattern -> pattern.matches(value));
  }

  /** Who else is asked at {@code stage}. */
  public List<Webhook> webhooks(HookStage stage) {
    return settings.webhooks().stream().filter(hook -> hook.stage() == stage).toList();
  }

  StandInKey standInKey() {
    return settings.standInKey();
  }
}
