package dev.signalbox.gateway.route;

import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.needs.RequestNeeds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A request as routing sees it.
 *
 * @param model the model name as it came
 * @param meaning what the name stands for
 * @param format the client's API format
 * @param losses fields that would be lost, by id of the format spoken to the provider
 * @param chance a number that depends on every bit of the request's id
 * @param clusters that the prompt lies near
 */
public record Ask(
    String model,
    Resolution meaning,
    Protocol format,
    RequestNeeds needs,
    Map<String, List<String>> losses,
    Who who,
    Options options,
    Instant at,
    long chance,
    ClusterMix clusters) {

  /** The same when {@code nanos} nano-dollars may still be spent. */
  public Ask within(OptionalLong nanos) {
    return new Ask(
        model,
        meaning,
        format,
        needs,
        losses,
        who,
        new Options(options.profile(), options.strict(), options.failover(), nanos),
        at,
        chance,
        clusters);
  }

  /** The same about a prompt in which these kinds of things were found. */
  public Ask tagged(Set<String> classifications) {
    return new Ask(
        model,
        meaning,
        format,
        needs,
        losses,
        who.tagged(classifications),
        options,
        at,
        chance,
        clusters);
  }

  /** The same about a prompt that lies near {@code known}. */
  public Ask near(ClusterMix known) {
    return new Ask(model, meaning, format, needs, losses, who, options, at, chance, known);
  }

  /**
   * Who asks; texts are empty where unknown.
   *
   * @param ownKeys ids of the providers that get a key of the caller's
   * @param permit which deployments it may use
   * @param classifications tags of what was found in the prompt
   */
  public record Who(
      String key,
      String app,
      String project,
      String source,
      String task,
      String session,
      Set<String> ownKeys,
      Permit permit,
      Set<String> classifications) {
    Who tagged(Set<String> tags) {
      return new Who(key, app, project, source, task, session, ownKeys, permit, tags);
    }
  }

  /**
   * What the client wants of the route.
   *
   * @param profile {@code x-profile}; empty text when absent
   * @param strict whether a loss in translation is refused
   * @param failover whether a second deployment may be tried
   * @param budgetLeftNanos nano-dollars that may still be spent
   */
  public record Options(
      String profile, boolean strict, boolean failover, OptionalLong budgetLeftNanos) {}
}
