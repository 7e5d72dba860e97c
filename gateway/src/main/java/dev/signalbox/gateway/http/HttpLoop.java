package dev.signalbox.gateway.http;

import dev.signalbox.analytics.record.RequestSink;
import dev.signalbox.gateway.exchange.Captures;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.LiveNames;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.calling.Generation;
import dev.signalbox.gateway.pipeline.guarding.GuardStep;
import dev.signalbox.gateway.protect.Gate;
import dev.signalbox.gateway.provider.ModelDirectory;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What one event loop does with requests under one configuration: control paths, then the front
 * doors. Confined to its event loop.
 */
public final class HttpLoop {
  private final Serving serving;
  private final Router router;
  private final RequestGuard guard;
  private final CrossOrigin crossOrigin;
  private final FrontDoors doors;
  private final Underway underway;

  /** The mount at the root, where there is one. */
  private final Optional<Mount> root;

  /**
   * What all event loops share.
   *
   * @param names what can be served
   * @param responses kept answers of the Responses API
   * @param answers kept answers by idempotency key
   * @param begun shown each request once it is known whose it is
   * @param captures keeps what requests look like, where that is wanted
   * @param control adds the control paths
   */
  public record Shared(
      HttpSettings settings,
      LiveNames names,
      ModelDirectory directory,
      ResponseStore responses,
      KeptAnswers answers,
      RequestSink sink,
      Consumer<Exchange> begun,
      Captures captures,
      Control control) {}

  /** Adds the control paths of one event loop. */
  @FunctionalInterface
  public interface Control {
    /** Adds them to {@code router}; bodies are read with {@code bodies}. */
    void mount(Router router, Serving serving, BodyReader bodies);
  }

  /** What is done with {@code shared} and {@code serving} to what {@code gate} lets in. */
  public HttpLoop(Shared shared, Serving serving, Gate gate) {
    this.serving = serving;
    HttpSettings settings = shared.settings();
    this.underway = new Underway(shared.sink(), shared.begun(), gate);
    BodyReader bodies =
        new BodyReader(
            new BodyReader.Loop(serving.vertx(), this::count, underway::outgrew),
            settings.bounds(),
            new GuardStep(settings.guard(), serving.vertx(), serving.dependencies()),
            new Repeats(
                serving.vertx(),
                shared.answers(),
                settings.idempotency(),
                serving.clocks().wall()));
    Generation generation = new Generation(serving);
    this.doors =
        new FrontDoors(
            new FrontDoors.Doors(
                new GenerationDoors(generation, bodies),
                new ResponsesDoor(generation, serving, bodies, shared.responses()),
                new CountDoor(serving, bodies),
                new EmbeddingDoor(serving, bodies),
                new ModelsDoor(shared.names(), shared.directory(), serving.routing()),
                new PassThroughDoor(serving, bodies)),
            serving.formats(),
            new DoorHandler(settings, serving, underway, shared.captures()));
    this.guard = new RequestGuard(settings.allowedHosts());
    this.crossOrigin = new CrossOrigin(settings.origins());
    this.router = Router.router(serving.vertx());
    shared.control().mount(router, serving, bodies);
    mountGateways(settings.mounts());
    settings.mounts().stream()
        .filter(mount -> !mount.path().isEmpty() && !mount.isGateway())
        .forEach(this::mount);
    this.root = settings.mounts().stream().filter(mount -> mount.path().isEmpty()).findFirst();
    root.ifPresent(this::mount);
  }

  private void mount(Mount mount) {
    router
        .route(mount.path() + "/*")
        .handler(context -> open(context.request(), mount, context.normalizedPath()));
  }

  /** There may be many of them: they are found by their path rather than tried one by one. */
  private void mountGateways(List<Mount> mounts) {
    Map<String, Mount> byPath =
        mounts.stream()
            .filter(Mount::isGateway)
            .collect(Collectors.toMap(Mount::path, mount -> mount));
    router
        .route(Mount.GATEWAYS + "*")
        .handler(
            context -> {
              String path = context.normalizedPath();
              int end = path.indexOf('/', Mount.GATEWAYS.length());
              String base = end < 0 ? path : path.substring(0, end);
              Mount mount =
                  Optional.ofNullable(byPath.get(base)).orElseGet(() -> Mount.closed(base));
              open(context.request(), mount, path);
            });
  }

  private void open(HttpServerRequest request, Mount mount, String path) {
    if (crossOrigin.answers(request)) {
      return;
    }
    doors.handle(request, mount, path.substring(mount.path().length()));
  }

  /** Takes a request. What comes to a well-known door needs no search among all other paths. */
  void handle(HttpServerRequest request) {
    if (!guard.isClear(request)) {
      refuseMalformed(request);
      return;
    }
    if (!guard.admits(request)) {
      count("client_foreign_host");
      refuse(
          request,
          400,
          "the host name of a request must be this machine's own or one of `server.allowed_hosts`");
      return;
    }
    request.pause();
    String path = request.path();
    if (path != null && root.isPresent() && doors.isWellKnown(path)) {
      open(request, root.get(), path);
    } else {
      router.handle(request);
    }
  }

  /**
   * To be called when no further request comes here; succeeds when the last one is over and
   * recorded.
   */
  public Future<Void> drained() {
    return underway.drained();
  }

  /** Counts a fault of {@code name}. */
  void count(String name) {
    serving.execution().counters().count(name);
  }

  /** Answers what is not HTTP as it should be, or could be read in two ways; hears nothing more. */
  void refuseMalformed(HttpServerRequest request) {
    count("client_malformed");
    switch (request.decoderResult().cause()) {
      case TooLongHttpLineException _ ->
          refuse(request, 414, "the first line of the request is longer than allowed");
      case TooLongHttpHeaderException _ ->
          refuse(request, 431, "the headers are larger than `server.header_bytes` allows");
      case null, default ->
          refuse(request, 400, "the request is not valid HTTP, or could be read in two ways");
    }
  }

  private void refuse(HttpServerRequest request, int status, String message) {
    Problem problem = Problem.of(ProblemKind.INVALID_REQUEST, message);
    UnreadBody.discardAndClose(request);
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("x-signalbox-error", problem.codeName())
        .end(Buffer.buffer(doors.toldAt(request.path(), problem)));
  }
}
