package dev.signalbox.engine.explain;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.engine.text.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads one question from the fields of a JSON object. */
final class QuestionReader {
  /** The model name as it came, in a stored question. */
  static final String REQUESTED = "requested";

  /** What the name stood for, in a stored question. */
  static final String PLACES = "places";

  /** Models that whoever asks may use where the engine chooses. */
  static final String ALLOWED_MODELS = "allowed_models";

  /** Providers that whoever asks may use where the engine chooses. */
  static final String ALLOWED_PROVIDERS = "allowed_providers";

  private static final String MODEL = "model";

  /** What both a client's and a stored question may have. */
  private static final List<String> COMMON =
      List.of(
          "profile",
          "format",
          "strict",
          "failover",
          "needs",
          "input_tokens",
          "input_tokens_exact",
          "max_output",
          "parameters",
          "losses",
          "task",
          "project",
          "source",
          "key",
          "app",
          "classifications",
          "own_keys",
          ALLOWED_MODELS,
          ALLOWED_PROVIDERS,
          "session",
          "session_last",
          "session_cached_tokens",
          "session_pin",
          "budget_left_nanos",
          "at",
          "seed",
          "clusters",
          "explores");

  private static final List<String> ASKED =
      Stream.concat(Stream.of(MODEL), COMMON.stream()).toList();
  private static final List<String> STORED =
      Stream.concat(Stream.of(REQUESTED, PLACES), COMMON.stream()).toList();

  private final Fields fields;

  QuestionReader(Fields fields) {
    this.fields = fields;
  }

  /** What a client asks. */
  Question asked(QuestionJson.Frame frame) {
    fields.only(ASKED);
    String model = fields.text(MODEL).orElse(NameResolver.AUTO);
    Question.Origin origin = origin();
    String profile =
        profile(model, frame.profiles()).orElseGet(() -> frame.profileOf().apply(origin));
    String format = fields.oneOf("format", frame.formats()).orElse(frame.formats().getFirst());
    Needs needs = needs(frame.providerFormats());
    return question(
        new Question.Asked(
            model, profile, format, fields.flag("strict", false), fields.flag("failover", true)),
        scopeOf(frame.scopeOf().apply(model)),
        needs,
        new Rest(origin, fields.moment("at").orElse(frame.at())));
  }

  /** The profile that is named: in the name of the model, or beside it. */
  private Optional<String> profile(String model, List<String> known) {
    Optional<String> beside = fields.oneOf("profile", known);
    if (!model.startsWith(NameResolver.PROFILE)) {
      return beside;
    }
    String inName = model.substring(NameResolver.PROFILE.length());
    fields.check(MODEL, inName, known);
    if (beside.isPresent() && !beside.get().equals(inName)) {
      throw new IllegalArgumentException(
          "`profile` cannot be `%s`: `model` names the profile `%s`"
              .formatted(beside.get(), inName));
    }
    return Optional.of(inName);
  }

  /** What was written for storage. */
  Question stored() {
    fields.only(STORED);
    Question.Asked asked =
        new Question.Asked(
            fields.required(REQUESTED, fields.text(REQUESTED)),
            fields.required("profile", fields.text("profile")),
            fields.required("format", fields.text("format")),
            fields.flag("strict", false),
            fields.flag("failover", true));
    Instant at = fields.required("at", fields.moment("at"));
    return question(asked, scope(), needs(List.of()), new Rest(origin(), at));
  }

  private Question.Scope scope() {
    List<Question.Place> places = new ArrayList<>();
    for (Fields place : fields.objects(PLACES)) {
      place.only(List.of(MODEL, "rank"));
      places.add(
          new Question.Place(
              place.required(MODEL, Target.in(place, MODEL)), place.smallCount("rank")));
    }
    return places.isEmpty() ? new Question.Scope.Open(permit()) : new Question.Scope.Named(places);
  }

  private Question.Scope scopeOf(Question.Scope meant) {
    return switch (meant) {
      case Question.Scope.Open _ -> new Question.Scope.Open(permit());
      case Question.Scope.Named named -> named;
    };
  }

  private Permit permit() {
    List<String> models = fields.texts(ALLOWED_MODELS);
    List<String> providers = fields.texts(ALLOWED_PROVIDERS);
    return models.isEmpty() && providers.isEmpty()
        ? Permit.ALL
        : Permit.of(models.stream(), Set.copyOf(providers));
  }

  private record Rest(Question.Origin origin, Instant at) {}

  private Question question(Question.Asked asked, Question.Scope scope, Needs needs, Rest rest) {
    return new Question(
        asked,
        scope,
        needs,
        rest.origin(),
        session(),
        fields.count("budget_left_nanos"),
        rest.at(),
        fields.number("seed").orElse(0),
        fields.object("clusters").map(QuestionReader::clusters).orElse(ClusterMix.NONE),
        fields.flag("explores", false));
  }

  /** Shares in thousandths by cluster, the largest first. */
  private static ClusterMix clusters(Fields shares) {
    List<String> names = List.copyOf(shares.names());
    int[] clusters = new int[names.size()];
    int[] thousandths = new int[names.size()];
    for (int i = 0; i < clusters.length; i++) {
      clusters[i] = cluster(names.get(i));
      thousandths[i] = shares.smallCount(names.get(i));
    }
    return ClusterMix.of(clusters, thousandths);
  }

  private static int cluster(String name) {
    if (!name.matches("[0-9]{1,2}")) {
      throw new IllegalArgumentException(
          "`clusters` names clusters by numbers from 0 to %d, not `%s`"
              .formatted(ClusterMix.CLUSTERS - 1, name));
    }
    return Integer.parseInt(name);
  }

  /**
   * What is needed.
   *
   * @param formats that losses may be told of; empty for any
   */
  private Needs needs(List<String> formats) {
    return new Needs(
        Set.copyOf(fields.someOf("needs", Capability.values())),
        new Needs.Tokens(
            fields.count("input_tokens").orElse(0),
            fields.flag("input_tokens_exact", false),
            fields.count("max_output")),
        Set.copyOf(fields.someOf("parameters", Needs.Parameter.values())),
        losses(formats));
  }

  private Map<String, List<String>> losses(List<String> formats) {
    Map<String, List<String>> losses = new HashMap<>();
    fields
        .object("losses")
        .ifPresent(
            byFormat -> {
              if (!formats.isEmpty()) {
                byFormat.only(formats);
              }
              byFormat.names().forEach(format -> losses.put(format, byFormat.texts(format)));
            });
    return losses;
  }

  private Question.Origin origin() {
    Function<String, String> text = name -> fields.text(name).orElse("");
    return new Question.Origin(
        text.apply("key"),
        text.apply("app"),
        text.apply("project"),
        text.apply("source"),
        text.apply("task"),
        Set.copyOf(fields.texts("classifications")),
        Set.copyOf(fields.texts("own_keys")));
  }

  private Question.Session session() {
    Optional<Question.Pin> pin =
        fields
            .object("session_pin")
            .map(
                node -> {
                  node.only(List.of("provider", "what", "hard"));
                  return new Question.Pin(
                      node.required("provider", node.text("provider")),
                      node.required("what", node.text("what")),
                      node.flag("hard", false));
                });
    return new Question.Session(
        fields.text("session").orElse(""),
        Target.in(fields, "session_last"),
        fields.count("session_cached_tokens").orElse(0),
        pin);
  }
}
