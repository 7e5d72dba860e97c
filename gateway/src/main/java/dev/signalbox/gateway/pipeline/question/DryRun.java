package dev.signalbox.gateway.pipeline.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.CallerKeys;
import dev.signalbox.gateway.pipeline.GenerationCall;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.pipeline.RequestBody;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** Has requests decided as if they were to be served, without anybody being called. */
public final class DryRun {
  private final Serving serving;
  private final Map<String, App> apps;
  private final Bodies bodies;

  /**
   * What a request gets from the app that it would come through.
   *
   * @param names its naming rules
   * @param profile of requests that name none; empty text for none
   */
  public record App(MountNames names, String profile) {}

  /** Puts requests into the conversations they continue, as those are that are served. */
  @FunctionalInterface
  public interface Bodies {
    /** The body of a request of {@code origin} in the format {@code protocol}. */
    Future<RequestBody> of(Exchange.Origin origin, Protocol protocol, byte[] bytes);
  }

  /**
   * Dry runs of one event loop.
   *
   * @param apps by their names; the root under empty text
   */
  public DryRun(Serving serving, Map<String, App> apps, Bodies bodies) {
    this.serving = serving;
    this.apps = Map.copyOf(apps);
    this.bodies = bodies;
  }

  /**
   * Decides what {@code body} asks: a question, or a client's whole request. Fails with a {@link
   * ProblemException} when it is neither, or names what there is not.
   *
   * @param origin what the headers say; the body may say more
   * @param anthropic whether a header says that it is a request in Anthropic's format
   */
  public Future<Routing.Route> decide(Exchange.Origin origin, byte[] body, boolean anthropic) {
    return Offload.compute(serving.vertx(), body.length, () -> AskedBody.of(body, anthropic))
        .compose(
            asked ->
                switch (asked) {
                  case AskedBody.Question(var fields) ->
                      Future.succeededFuture(question(origin, fields));
                  case AskedBody.Request request -> request(origin, request);
                });
  }

  private Future<Routing.Route> request(Exchange.Origin origin, AskedBody.Request request) {
    return bodies
        .of(origin, request.format(), request.body())
        .compose(body -> request(origin, request, body));
  }

  private Future<Routing.Route> request(
      Exchange.Origin origin, AskedBody.Request request, RequestBody body) {
    App app = find(request.app());
    GenerationCall call =
        new GenerationCall(
            serving.formats().client(request.format()),
            new RequestTarget(request.model(), request.stream()),
            body,
            "",
            Map.of(),
            app.names(),
            true);
    Exchange.Origin through = origin.through(request.app(), app.profile());
    return Inquiry.read(serving, call)
        .compose(inquiry -> inquiry.asked(serving, through, call, LossPreview.Extent.ALWAYS))
        .map(asked -> serving.routing().dryRun(asked.ask()));
  }

  private Routing.Route question(Exchange.Origin origin, ObjectNode fields) {
    String name = fields.path("app").asText("");
    App app = find(name);
    QuestionDefaults.put(
        origin.through(name, app.profile()),
        CallerKeys.providers(origin.caller(), serving.upstreams()),
        new CallerReach(origin.caller().allowance(), serving.routing().snapshot()),
        fields);
    Exchange.Origin drawn = origin.in(fields.path("session").asText(""));
    Asking asking = new Asking(serving, drawn, app.names());
    return serving
        .routing()
        .dryRun(
            fields,
            new Routing.Asker(origin.caller().label(), origin.at()),
            model -> asking.named(model).meaning());
  }

  private App find(String app) {
    return Optional.ofNullable(apps.get(app))
        .orElseThrow(
            () ->
                Problem.of(ProblemKind.NOT_FOUND, "there is no app `%s`".formatted(shown(app)))
                    .withParam("app")
                    .toException());
  }

  private static String shown(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "…";
  }
}
