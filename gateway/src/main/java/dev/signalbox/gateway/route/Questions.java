package dev.signalbox.gateway.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.explain.QuestionJson;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.routing.Assignment;
import dev.signalbox.engine.routing.Needs;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.provider.ProviderTypes;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.needs.RequestNeeds;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Makes the questions that the engine answers. */
final class Questions {
  /** The task of requests that bring tools and name none. */
  private static final String TOOLS = "tools";

  private static final Pattern FIRST_NAME = Pattern.compile("`([^`]+)`");

  private final SessionMemory sessions;

  /** Questions of requests that belong to {@code sessions}. */
  Questions(SessionMemory sessions) {
    this.sessions = sessions;
  }

  /**
   * The question that a request is, on {@code snapshot}.
   *
   * @param chance whether chance may take part where the profile wants it
   */
  Question of(Ask ask, Snapshot snapshot, boolean chance) {
    Ask.Who who = ask.who();
    Question.Origin origin =
        new Question.Origin(
            who.key(),
            who.app(),
            who.project(),
            who.source(),
            who.task(),
            who.classifications(),
            who.ownKeys());
    Assignment assignment =
        assignment(
            snapshot,
            origin,
            namedProfile(ask, snapshot),
            ask.needs().capabilities().contains(Capability.TOOLS));
    return new Question(
        new Question.Asked(
            ask.model(),
            assignment.profile(),
            ask.format().id(),
            ask.options().strict(),
            ask.options().failover()),
        scopeOf(ask.meaning(), who.permit()),
        needsOf(ask),
        assignment.origin(),
        sessions.tieOf(
            new SessionMemory.Of(who.key(), sessionOf(ask), ask.at()), ask.needs().signed()),
        ask.options().budgetLeftNanos(),
        ask.at(),
        ask.chance(),
        ask.cluster(),
        chance && explores(assignment.profile(), snapshot));
  }

  /** The conversation that {@code ask} belongs to; empty text for none. */
  static String sessionOf(Ask ask) {
    String named = ask.who().session();
    return named.isEmpty() ? ask.needs().session().orElse("") : named;
  }

  private static boolean explores(String profile, Snapshot snapshot) {
    return snapshot
        .profile(profile)
        .map(known -> known.handling().exploring().isPresent())
        .orElse(false);
  }

  /**
   * The question that a client put itself.
   *
   * @param names what a model name stands for
   * @param at the moment of a question that names none
   * @throws ProblemException naming the field at fault
   */
  Question of(JsonNode body, Snapshot snapshot, Instant at, Function<String, Resolution> names) {
    try {
      return placed(
          QuestionJson.read(
              body,
              new QuestionJson.Frame(
                  snapshot.policy().profiles().keySet().stream().sorted().toList(),
                  Stream.of(Protocol.values()).map(Protocol::id).toList(),
                  ProviderTypes.formats().stream().map(ApiFormat::id).toList(),
                  at,
                  origin ->
                      assignment(snapshot, origin, Optional.empty(), bringsTools(body)).profile(),
                  name -> scopeOf(names.apply(name), Permit.ALL))),
          snapshot);
    } catch (IllegalArgumentException e) {
      throw problemOf(e).toException();
    }
  }

  private static Problem problemOf(IllegalArgumentException fault) {
    String message = fault.getMessage() == null ? "the question is wrong" : fault.getMessage();
    Matcher name = FIRST_NAME.matcher(message);
    Problem problem = Problem.of(ProblemKind.INVALID_REQUEST, message);
    return name.find() ? problem.withParam(name.group(1)) : problem;
  }

  /** With the task that a rule gives it, and what is known of its session. */
  private Question placed(Question question, Snapshot snapshot) {
    return new Question(
        question.asked(),
        question.scope(),
        question.needs(),
        assignment(
                snapshot,
                question.origin(),
                Optional.of(question.asked().profile()),
                question.needs().capabilities().contains(Capability.TOOLS))
            .origin(),
        tieOf(question),
        question.budgetLeftNanos(),
        question.at(),
        question.seed(),
        question.cluster(),
        question.explores());
  }

  /** The task is named, or said by a rule, or seen from the tools the request brings. */
  private static Assignment assignment(
      Snapshot snapshot, Question.Origin origin, Optional<String> profile, boolean tools) {
    Assignment said = Assignment.of(snapshot.policy(), origin, profile);
    return said.origin().task().isEmpty() && tools
        ? Assignment.of(snapshot.policy(), origin.withTask(TOOLS), profile)
        : said;
  }

  private static boolean bringsTools(JsonNode question) {
    return StreamSupport.stream(question.path("needs").spliterator(), false)
        .anyMatch(need -> need.asText().equals(Capability.TOOLS.id()));
  }

  /** What the question says of its session, else what is known of it. */
  private Question.Session tieOf(Question question) {
    Question.Session said = question.session();
    return said.last().isPresent() || said.pin().isPresent()
        ? said
        : sessions.tieOf(
            new SessionMemory.Of(question.origin().key(), said.id(), question.at()), false);
  }

  private static Question.Scope scopeOf(Resolution meaning, Permit permit) {
    return switch (meaning) {
      case Resolution.Open _ -> new Question.Scope.Open(permit);
      case Resolution.Resolved(var ranks, _) -> {
        List<Question.Place> places = new ArrayList<>();
        for (int rank = 0; rank < ranks.size(); rank++) {
          for (Target target : ranks.get(rank)) {
            places.add(new Question.Place(target, rank));
          }
        }
        yield new Question.Scope.Named(places);
      }
      case Resolution.Unknown unknown -> throw UnknownModel.problemOf(unknown).toException();
    };
  }

  private static Needs needsOf(Ask ask) {
    RequestNeeds needs = ask.needs();
    Set<Needs.Parameter> parameters = EnumSet.noneOf(Needs.Parameter.class);
    if (needs.temperature()) {
      parameters.add(Needs.Parameter.TEMPERATURE);
    }
    if (needs.stop()) {
      parameters.add(Needs.Parameter.STOP);
    }
    return new Needs(
        needs.capabilities(),
        new Needs.Tokens(needs.inputTokens(), needs.exact(), needs.maxOutputTokens()),
        parameters,
        ask.losses());
  }

  /** The profile that the request names: by the model name, else by the header. */
  private static Optional<String> namedProfile(Ask ask, Snapshot snapshot) {
    if (ask.meaning() instanceof Resolution.Open(var named) && named.isPresent()) {
      return Optional.of(known(named.get(), "model", snapshot));
    }
    return Optional.of(ask.options().profile())
        .filter(profile -> !profile.isEmpty())
        .map(profile -> known(profile, "x-profile", snapshot));
  }

  private static String known(String profile, String where, Snapshot snapshot) {
    if (snapshot.profile(profile).isPresent()) {
      return profile;
    }
    ProblemKind kind =
        where.equals("model") ? ProblemKind.MODEL_NOT_FOUND : ProblemKind.INVALID_REQUEST;
    throw UnknownProfile.problemOf(profile, kind, snapshot).withParam(where).toException();
  }
}
