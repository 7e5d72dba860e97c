package dev.signalbox.gateway.pipeline.question;

import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.CallerKeys;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.route.Ask;
import dev.signalbox.gateway.route.Spread;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.needs.RequestNeeds;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Turns one request into a question for routing. */
public final class Asking {
  private final Serving serving;
  private final Exchange.Origin origin;
  private final MountNames names;
  private final CallerReach reach;

  /** For the request of {@code origin}, which came through a mount with {@code names}. */
  public Asking(Serving serving, Exchange.Origin origin, MountNames names) {
    this.serving = serving;
    this.origin = origin;
    this.names = names;
    this.reach = new CallerReach(origin.caller().allowance(), serving.routing().snapshot());
  }

  /**
   * A model name and what it stands for.
   *
   * @param reportAs the model name answers report; empty text reports the one that answered
   */
  public record Named(String model, Resolution meaning, String reportAs) {}

  /** What {@code model} stands for. */
  public Named named(String model) {
    String drawn = origin.session().isEmpty() ? origin.id() : origin.session();
    NameResolver resolver = serving.names().get();
    Resolution meaning =
        reach.narrowed(model, resolver.resolve(model, names, Spread.of(drawn)), resolver, names);
    reach.checkProfile(meaning);
    boolean alias = meaning instanceof Resolution.Resolved(_, var reportAlias) && reportAlias;
    return new Named(model, meaning, alias ? model : "");
  }

  /** The question of a request with these needs. */
  public Ask ask(
      Named named, Protocol format, RequestNeeds needs, Map<String, List<String>> losses) {
    return new Ask(
        named.model(),
        named.meaning(),
        format,
        needs,
        losses,
        new Ask.Who(
            origin.caller().label(),
            origin.app(),
            origin.project(),
            origin.source(),
            origin.task(),
            origin.session(),
            CallerKeys.providers(origin.caller(), serving.upstreams()),
            origin.caller().allowance().permit(),
            Set.of()),
        new Ask.Options(
            named.meaning() instanceof Resolution.Open(var profile) && profile.isPresent()
                ? ""
                : reach.profile(origin.profile()),
            origin.strict(),
            !origin.noFailover(),
            OptionalLong.empty()),
        origin.at(),
        Spread.of(origin.id()),
        QualityTable.NO_CLUSTER);
  }
}
