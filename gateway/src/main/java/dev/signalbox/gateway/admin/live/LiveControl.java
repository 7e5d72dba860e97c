package dev.signalbox.gateway.admin.live;

import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlAnswer;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.portal.live.Topic;
import dev.signalbox.portal.live.Viewer;
import dev.signalbox.portal.live.Viewing;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happens, as it happens, as a stream of events. */
public final class LiveControl {
  private static final String LAST_EVENT_ID = "last-event-id";
  private static final Field<Set<Topic>> TOPICS =
      Field.of("topics", topics(), "what is told of; all that the role may see where it is absent");

  private final LiveFeed feed;
  private final Serving serving;

  /** The route of one event loop. */
  public LiveControl(LiveFeed feed, Serving serving) {
    this.feed = feed;
    this.serving = serving;
  }

  private static Value<Set<Topic>> topics() {
    String any = Stream.of(Topic.values()).map(Topic::id).collect(Collectors.joining("|"));
    return Value.matching(
            "(?:%s)(?:,(?:%s)){0,9}".formatted(any, any),
            "some of `%s`, with commas between them".formatted(any.replace("|", "`, `")),
            "records,projects")
        .map(text -> Optional.of(named(List.of(text.split(",", -1)))));
  }

  private static Set<Topic> named(List<String> ids) {
    return Stream.of(Topic.values())
        .filter(topic -> ids.contains(topic.id()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class)));
  }

  /** What there is. */
  public Subject subject() {
    return new Subject(
        "live",
        "What happens, as it happens",
        List.of(
            Route.get("/v1/live", Role.CALLER, "What happens, as server-sent events")
                .query(TOPICS)
                .gives(Shape.events())
                .answeredBy(this::open)));
  }

  private Future<ControlAnswer> open(ControlRequest request) {
    Viewing viewing = viewing(request);
    if (request.http().method().equals(HttpMethod.HEAD)) {
      return Future.succeededFuture(ControlAnswer.events(_ -> {}));
    }
    return feed.prepared(viewing).map(_ -> stream(request, viewing));
  }

  private ControlAnswer stream(ControlRequest request, Viewing viewing) {
    HttpServerRequest http = request.http();
    Viewer viewer = feed.join(viewing, Optional.ofNullable(http.getHeader(LAST_EVENT_ID)));
    LiveViewer.Seat seat = new LiveViewer.Seat(viewer, viewing, request.identity());
    LiveViewer.Means means =
        new LiveViewer.Means(serving.vertx(), serving.clocks().steady()::millis);
    return ControlAnswer.events(_ -> new LiveViewer(feed, seat, http, means).begin());
  }

  private static Viewing viewing(ControlRequest request) {
    boolean all = request.caller().seesAll();
    Set<Topic> topics =
        request
            .get(TOPICS)
            .orElseGet(() -> EnumSet.complementOf(all ? none() : EnumSet.of(Topic.ALERTS)));
    if (!all && topics.contains(Topic.ALERTS)) {
      throw Problem.of(
              ProblemKind.PERMISSION,
              "`%s` needs the role `%s`".formatted(Topic.ALERTS.id(), Role.VIEWER.id()))
          .withParam(TOPICS.name())
          .toException();
    }
    return new Viewing(all ? Optional.empty() : Optional.of(request.caller().label()), topics);
  }

  private static EnumSet<Topic> none() {
    return EnumSet.noneOf(Topic.class);
  }
}
