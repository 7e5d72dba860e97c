package dev.signalbox.gateway.pipeline.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.explain.QuestionJson;
import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.List;
import java.util.Set;

/** What a question takes from the request that brought it. */
final class QuestionDefaults {
  private QuestionDefaults() {}

  /**
   * Fills what {@code fields} leave out from the headers, and what the key decides.
   *
   * @param ownKeys ids of the providers that the caller brings a key for
   * @param reach what the caller may use
   * @throws ProblemException when a caller who is no operator asks for another key
   */
  static void put(
      Exchange.Origin origin, Set<String> ownKeys, CallerReach reach, ObjectNode fields) {
    putKey(origin.caller(), fields);
    boolean asItself = fields.path("key").asText("").equals(origin.caller().label());
    if (asItself && !ownKeys.isEmpty() && !fields.hasNonNull("own_keys")) {
      ownKeys.stream().sorted().forEach(fields.putArray("own_keys")::add);
    }
    put(fields, "project", origin.project());
    put(fields, "source", origin.source());
    put(fields, "session", origin.session());
    put(fields, "task", origin.task());
    if (!fields.path("model").asText("").startsWith(NameResolver.PROFILE)) {
      put(fields, "profile", origin.profile());
      String named = fields.path("profile").asText("");
      put(fields, "profile", reach.profile(named));
    }
    if (!fields.hasNonNull("strict")) {
      fields.put("strict", origin.strict());
    }
    if (!fields.hasNonNull("failover")) {
      fields.put("failover", !origin.noFailover());
    }
  }

  /** Operators may ask for any key and project, others for their own. */
  private static void putKey(Caller caller, ObjectNode fields) {
    if (caller.seesAll()) {
      put(fields, "key", caller.label());
      return;
    }
    if (fields.hasNonNull("key") && !fields.path("key").asText().equals(caller.label())) {
      throw Problem.of(ProblemKind.PERMISSION, "only operators may ask for another key")
          .withParam("key")
          .toException();
    }
    fields.put("key", caller.label());
    caller.project().ifPresent(project -> fields.put("project", project));
    fields.remove(List.of("allowed_models", "allowed_providers"));
    QuestionJson.putPermit(caller.allowance().permit(), fields);
  }

  private static void put(ObjectNode fields, String name, String value) {
    if (!value.isEmpty() && !fields.hasNonNull(name)) {
      fields.put(name, value);
    }
  }
}
