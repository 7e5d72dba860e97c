package dev.signalbox.gateway.http;

import dev.signalbox.analytics.record.RequestSink;
import dev.signalbox.gateway.pipeline.Generation;
import dev.signalbox.gateway.pipeline.LiveNames;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.ModelDirectory;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Duration;

/** The HTTP side of one event loop, put together. */
public final class HttpLoop {
  private final GatewayServer server;
  private final FrontDoors doors;

  /**
   * What all event loops share.
   *
   * @param names what can be served
   * @param responses kept answers of the Responses API
   * @param control adds the control paths
   */
  public record Shared(
      HttpSettings settings,
      LiveNames names,
      ModelDirectory directory,
      ResponseStore responses,
      RequestSink sink,
      Control control) {}

  /** Adds the control paths of one event loop. */
  @FunctionalInterface
  public interface Control {
    /** Adds them to {@code router}; bodies are read with {@code bodies}. */
    void mount(Router router, Serving serving, BodyReader bodies);
  }

  /** The HTTP side over {@code serving}, not listening yet. */
  public HttpLoop(Shared shared, Serving serving) {
    HttpSettings settings = shared.settings();
    BodyReader bodies = new BodyReader(serving.vertx(), settings.bounds());
    Generation generation = new Generation(serving);
    this.doors =
        new FrontDoors(
            new FrontDoors.Doors(
                new GenerationDoors(generation, bodies),
                new ResponsesDoor(generation, serving, bodies, shared.responses()),
                new CountDoor(serving, bodies),
                new EmbeddingDoor(serving, bodies),
                new ModelsDoor(shared.names(), shared.directory()),
                new PassThroughDoor(serving, bodies)),
            serving.formats(),
            new DoorHandler(settings, serving, shared.sink()));
    this.server =
        new GatewayServer(
            serving.vertx(),
            settings,
            router -> shared.control().mount(router, serving, bodies),
            serving.clocks().nanos());
  }

  /** Starts to listen; gives the port that is bound. */
  public Future<Integer> listen() {
    return server.listen(doors);
  }

  /** Takes no new connections and lets running answers finish within {@code time}. */
  public Future<Void> shutdown(Duration time) {
    return server.shutdown(time);
  }
}
