package dev.signalbox.gateway.http;

import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.access.BrowserGuard;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.Identity;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.exchange.Captures;
import dev.signalbox.gateway.exchange.ClientAnswer;
import dev.signalbox.gateway.exchange.Departures;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.exchange.ProblemAnswer;
import dev.signalbox.gateway.exchange.StepTimes;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.protect.BodyRoom;
import dev.signalbox.gateway.protect.Priority;
import dev.signalbox.gateway.protect.Strain;
import dev.signalbox.gateway.route.Ids;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to every request on its way to a door: an id, the method, the caller, the labels;
 * and afterwards: a problem becomes an answer in the client's protocol, here and nowhere else.
 */
final class DoorHandler {
  private static final Logger log = LoggerFactory.getLogger(DoorHandler.class);

  /** How long a client has to read what was sent before its answer was broken off. */
  private static final long LINGER_MILLIS = 1_000;

  private final HttpSettings settings;
  private final BrowserGuard browsers;
  private final Serving serving;
  private final Underway sink;
  private final Captures captures;
  private final Departures departures;

  DoorHandler(HttpSettings settings, Serving serving, Underway sink, Captures captures) {
    this.settings = settings;
    this.browsers = new BrowserGuard(settings.authenticator().sessions(), settings.origins());
    this.serving = serving;
    this.sink = sink;
    this.captures = captures;
    this.departures = new Departures(serving.vertx(), serving.clocks().nanos());
  }

  /** A place below a mount. */
  record Place(Mount mount, Endpoint endpoint, ClientFormat format) {}

  /** A request that came to {@code place}, at {@code path} below its mount. */
  void handle(HttpServerRequest request, Place place, String path) {
    Strain strain = sink.enter();
    if (strain != Strain.NONE) {
      ShedAnswer.send(request, place.format(), sink.refusal(strain));
      return;
    }
    Instant at = serving.clocks().wall().instant();
    StepTimes times = new StepTimes(serving.clocks().nanos());
    String id = RequestHead.requestId(request.headers()).orElseGet(Ids::request);
    ClientAnswer answer =
        new ClientAnswer(
            request.response(),
            settings.commitFirst(),
            () -> serving.vertx().setTimer(LINGER_MILLIS, _ -> Cut.now(request.connection())),
            departures);
    answer.header("x-request-id", id);
    if (place.format().protocol() == Protocol.ANTHROPIC) {
      answer.header("request-id", id); // where its SDKs look for it
    }
    Exchange exchange;
    BodyRoom.Place body = sink.place();
    try {
      Exchange.Origin origin = origin(request, place, id, at);
      if (isShed(request, place, origin, body)) {
        return;
      }
      exchange =
          new Exchange(
              origin,
              answer,
              new Exchange.Sinks(
                  sink, captures.begin(origin.caller()), serving.tracing().begin(request, origin)),
              times);
      times.mark("access");
      sink.known(exchange);
      exchange.afterwards(_ -> body.leave());
    } catch (RuntimeException e) {
      body.leave();
      Exchange.Origin unknown = unknownOrigin(place, id, at);
      Exchange refused =
          new Exchange(
              unknown,
              answer,
              new Exchange.Sinks(sink, Optional.empty(), serving.tracing().begin(request, unknown)),
              times);
      refuse(request, refused, place.format(), counted(refused, e));
      return;
    }
    Arrival arrival = new Arrival(request, exchange, body, place.mount(), place.format(), path);
    open(doorFor(request, place.endpoint()), arrival).onFailure(cause -> failed(arrival, cause));
  }

  /** Keeps out what has too low a priority for the room that is left, now that it is known. */
  private boolean isShed(
      HttpServerRequest request, Place place, Exchange.Origin origin, BodyRoom.Place body) {
    Priority priority =
        settings
            .priorities()
            .of(origin.caller().label(), origin.app(), origin.project(), origin.source());
    Strain strain = sink.stay(priority);
    if (strain == Strain.NONE) {
      strain = sink.stay(priority, body, BodyReader.counted(request, settings.bounds(), body));
    }
    if (strain != Strain.NONE) {
      ShedAnswer.send(request, place.format(), sink.refusal(strain));
    }
    return strain != Strain.NONE;
  }

  private Exchange.Origin origin(HttpServerRequest request, Place place, String id, Instant at) {
    Queries.check(request);
    checkMethod(request, place.endpoint());
    Caller caller = caller(request, place.mount());
    checkDoor(caller, place.endpoint());
    return RequestHead.origin(
        request.headers(),
        id,
        new RequestHead.Arrived(
            at,
            place.endpoint().name(),
            new RequestHead.Through(place.mount().name(), place.mount().profile()),
            caller),
        settings.strict());
  }

  private Caller caller(HttpServerRequest request, Mount mount) {
    Optional<String> key = Optional.ofNullable(request.getParam("key"));
    Authenticator authenticator = settings.authenticator();
    return mount
        .keyLabel()
        .map(label -> authenticator.authenticate(request.headers(), key, label))
        .orElseGet(() -> admitted(request, authenticator.admit(request.headers(), key)));
  }

  /** Somebody without a key may be anybody's web page, or a person who may only look. */
  private Caller admitted(HttpServerRequest request, Identity identity) {
    browsers.check(request, identity);
    Caller caller = identity.caller();
    if (identity.session().isPresent() && !caller.role().includes(Role.OPERATOR)) {
      throw Problem.of(
              ProblemKind.PERMISSION,
              "people need the role `%s` here, and this login has `%s`"
                  .formatted(Role.OPERATOR.id(), caller.role().id()))
          .toException();
    }
    return caller;
  }

  private static void checkDoor(Caller caller, Endpoint endpoint) {
    if (!caller.allowance().allowsDoor(endpoint.name(), endpoint.protocol().id())) {
      throw Problem.of(
              ProblemKind.PERMISSION,
              "this key may use `%s` only"
                  .formatted(
                      String.join("`, `", caller.allowance().doors().stream().sorted().toList())))
          .withCode("door_not_allowed")
          .toException();
    }
  }

  private static void checkMethod(HttpServerRequest request, Endpoint endpoint) {
    if (endpoint.door(request.method()).isEmpty()) {
      String allowed = endpoint.allowed();
      request.response().putHeader(HttpHeaders.ALLOW, allowed);
      throw Problem.of(
              ProblemKind.METHOD_NOT_ALLOWED, "only `%s` is allowed here".formatted(allowed))
          .toException();
    }
  }

  private static Door doorFor(HttpServerRequest request, Endpoint endpoint) {
    return endpoint.door(request.method()).orElseThrow();
  }

  private static Exchange.Origin unknownOrigin(Place place, String id, Instant at) {
    return new Exchange.Origin(
        id,
        at,
        place.endpoint().name(),
        Caller.ANYONE,
        place.mount().name(),
        "",
        "",
        "",
        List.of(),
        "",
        "",
        false,
        false);
  }

  private static Future<Void> open(Door door, Arrival arrival) {
    try {
      return door.serve(arrival);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private void failed(Arrival arrival, Throwable cause) {
    Exchange exchange = arrival.exchange();
    if (cause instanceof Repeated repeated) {
      Repeats.answer(exchange, repeated.kept());
      return;
    }
    Problem problem = counted(exchange, cause);
    if (exchange.answer().headWritten()) {
      exchange.finish("internal");
      arrival.request().connection().close();
    } else {
      refuseOrClose(arrival, problem);
    }
  }

  /** INVARIANT: whatever fails here too, the client is not left waiting. */
  private void refuseOrClose(Arrival arrival, Problem problem) {
    try {
      refuse(arrival.request(), arrival.exchange(), arrival.format(), problem);
    } catch (RuntimeException e) {
      log.error("request {} could not be refused", arrival.exchange().origin().id(), e);
      arrival.request().connection().close();
    }
  }

  /** What the client is told; of failed calls it was counted what each came to. */
  private Problem counted(Exchange exchange, Throwable cause) {
    Problem problem = problemOf(exchange, cause);
    if (exchange.attempts() == 0) {
      serving.execution().counters().refused(problem);
    }
    return problem;
  }

  private static Problem problemOf(Exchange exchange, Throwable cause) {
    if (cause instanceof ProblemException expected) {
      return expected.problem();
    }
    log.error("request {} failed unexpectedly", exchange.origin().id(), cause);
    return Problem.of(
        ProblemKind.INTERNAL,
        "something went wrong inside the gateway, whose log tells of the request `%s`"
            .formatted(exchange.origin().id()));
  }

  /** Answers without the body; what of it is still to come is thrown away, or the connection is. */
  private void refuse(
      HttpServerRequest request, Exchange exchange, ClientFormat format, Problem problem) {
    UnreadBody.discard(request, problem);
    ProblemAnswer.send(exchange, format, problem);
  }
}
