package dev.signalbox.engine.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.engine.text.Fields;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Questions as JSON: written for storage without any loss, read back for replay, and read from
 * clients who ask what would be decided. Never holds prompt text.
 */
public final class QuestionJson {
  private QuestionJson() {}

  /**
   * What whoever reads a client's question knows.
   *
   * @param profiles ids of the profiles there are
   * @param formats ids of the API formats of clients; the first is that of questions that name none
   * @param providerFormats ids of the API formats of providers
   * @param at the moment of questions that name none
   * @param profileOf the profile of questions that name none
   * @param scopeOf what a model name stands for; may throw when it stands for nothing
   */
  public record Frame(
      List<String> profiles,
      List<String> formats,
      List<String> providerFormats,
      Instant at,
      Function<Question.Origin, String> profileOf,
      Function<String, Question.Scope> scopeOf) {
    public Frame {
      profiles = List.copyOf(profiles);
      formats = List.copyOf(formats);
      providerFormats = List.copyOf(providerFormats);
    }
  }

  /**
   * Reads what a client asks in {@code POST /v1/route}. Every field may be left out.
   *
   * @throws IllegalArgumentException naming the field at fault and what is allowed there
   */
  public static Question read(JsonNode body, Frame frame) {
    return new QuestionReader(Fields.of(body, "a question")).asked(frame);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException naming the field at fault and what is allowed there
   */
  public static Question readStored(JsonNode stored) {
    return new QuestionReader(Fields.of(stored, "a question")).stored();
  }

  /** All of {@code question}; what is empty is left out. */
  public static ObjectNode write(Question question) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Question.Asked asked = question.asked();
    node.put(QuestionReader.REQUESTED, asked.model())
        .put("profile", asked.profile())
        .put("format", asked.format())
        .put("strict", asked.strict())
        .put("failover", asked.failover());
    putScope(question.scope(), node);
    putNeeds(question.needs(), node);
    putOrigin(question.origin(), node);
    putSession(question.session(), node);
    question.budgetLeftNanos().ifPresent(nanos -> node.put("budget_left_nanos", nanos));
    if (!question.clusters().isNone()) {
      putClusters(question.clusters(), node.putObject("clusters"));
    }
    if (question.explores()) {
      node.put("explores", true);
    }
    return node.put("at", question.at().toString()).put("seed", question.seed());
  }

  private static void putClusters(ClusterMix clusters, ObjectNode node) {
    for (int i = 0; i < ClusterMix.MOST && clusters.share(i) > 0; i++) {
      node.put(Integer.toString(clusters.cluster(i)), clusters.share(i));
    }
  }

  private static void putScope(Question.Scope scope, ObjectNode node) {
    switch (scope) {
      case Question.Scope.Named(var places) -> {
        ArrayNode list = node.putArray(QuestionReader.PLACES);
        for (Question.Place place : places) {
          list.addObject().put("model", place.target().toString()).put("rank", place.rank());
        }
      }
      case Question.Scope.Open(var permit) -> putPermit(permit, node);
    }
  }

  /** Says in a question what whoever asks may use. */
  public static void putPermit(Permit permit, ObjectNode node) {
    if (!permit.models().isEmpty()) {
      ReasonJson.putTexts(
          node,
          QuestionReader.ALLOWED_MODELS,
          permit.models().stream().map(Selector::text).toList());
    }
    if (!permit.providers().isEmpty()) {
      ReasonJson.putTexts(
          node, QuestionReader.ALLOWED_PROVIDERS, permit.providers().stream().sorted().toList());
    }
  }

  private static void putNeeds(Needs needs, ObjectNode node) {
    ReasonJson.putTexts(node, "needs", needs.capabilities().stream().map(Capability::id).toList());
    node.put("input_tokens", needs.tokens().input())
        .put("input_tokens_exact", needs.tokens().exact());
    needs.tokens().maxOutput().ifPresent(most -> node.put("max_output", most));
    if (!needs.parameters().isEmpty()) {
      ReasonJson.putTexts(
          node, "parameters", needs.parameters().stream().map(Needs.Parameter::id).toList());
    }
    if (!needs.losses().isEmpty()) {
      ObjectNode losses = node.putObject("losses");
      new TreeMap<>(needs.losses())
          .forEach((format, fields) -> ReasonJson.putTexts(losses, format, fields));
    }
  }

  private static void putOrigin(Question.Origin origin, ObjectNode node) {
    putText(node, "task", origin.task());
    putText(node, "project", origin.project());
    putText(node, "source", origin.source());
    putText(node, "key", origin.key());
    putText(node, "app", origin.app());
    if (!origin.classifications().isEmpty()) {
      ReasonJson.putTexts(
          node, "classifications", origin.classifications().stream().sorted().toList());
    }
    if (!origin.ownKeys().isEmpty()) {
      ReasonJson.putTexts(node, "own_keys", origin.ownKeys().stream().sorted().toList());
    }
  }

  private static void putSession(Question.Session session, ObjectNode node) {
    putText(node, "session", session.id());
    session.last().ifPresent(last -> node.put("session_last", last.toString()));
    if (session.cachedTokens() > 0) {
      node.put("session_cached_tokens", session.cachedTokens());
    }
    session
        .pin()
        .ifPresent(
            pin ->
                node.putObject("session_pin")
                    .put("provider", pin.provider())
                    .put("what", pin.what())
                    .put("hard", pin.hard()));
  }

  private static void putText(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }
}
