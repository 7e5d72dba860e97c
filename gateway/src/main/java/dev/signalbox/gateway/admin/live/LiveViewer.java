package dev.signalbox.gateway.admin.live;

import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.Identity;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.portal.live.Topic;
import dev.signalbox.portal.live.Viewer;
import dev.signalbox.portal.live.Viewing;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One stream to a page: what its viewer takes, several times a second. It ends when its client
 * leaves or does not read for long, when its key or session does not count any more, and when the
 * gateway stops. Lives on the event loop of its connection.
 */
final class LiveViewer {
  private static final long PULSE_MILLIS = 100;

  /** Between two writes, which cost more than looks. */
  private static final long WRITE_MILLIS = 300;

  /** Between two looks at whether it still may. */
  private static final long CHECK_MILLIS = 1_000;

  /** How long a client may take nothing. */
  private static final long PATIENCE_MILLIS = 60_000;

  private final LiveFeed feed;
  private final Seat seat;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final LongSupplier millis;
  private final Vertx vertx;
  private final Context context;
  private final long timer;
  private long checked;
  private long taken;
  private boolean ended;

  /**
   * What it looks at.
   *
   * @param as who it was when it began
   */
  record Seat(Viewer viewer, Viewing viewing, Identity as) {}

  /**
   * When it lives.
   *
   * @param millis monotonic
   */
  record Means(Vertx vertx, LongSupplier millis) {}

  /** A stream that begins at once, in answer to {@code request}. */
  LiveViewer(LiveFeed feed, Seat seat, HttpServerRequest request, Means means) {
    this.feed = feed;
    this.seat = seat;
    this.request = request;
    this.response = request.response();
    this.millis = means.millis();
    this.vertx = means.vertx();
    this.context = vertx.getOrCreateContext();
    this.checked = millis.getAsLong();
    this.taken = checked - WRITE_MILLIS;
    this.timer = vertx.setPeriodic(PULSE_MILLIS, _ -> pulse());
  }

  /** Sends the first of it. */
  void begin() {
    response.closeHandler(_ -> end());
    response.exceptionHandler(_ -> end());
    if (response.closed() || !feed.enters(this)) {
      end();
    } else {
      pulse();
    }
  }

  boolean wantsAlerts() {
    return seat.viewing().topics().contains(Topic.ALERTS);
  }

  private void pulse() {
    long now = millis.getAsLong();
    seat.viewer().look(now);
    if (now - checked >= CHECK_MILLIS) {
      checked = now;
      if (!stillMay()) {
        end();
        return;
      }
    }
    if (!response.writeQueueFull()) {
      send(now);
    } else if (now - taken >= PATIENCE_MILLIS) {
      end();
    }
  }

  private void send(long now) {
    if (now - taken >= WRITE_MILLIS) {
      taken = now;
      byte[] bytes = seat.viewer().take(now);
      if (bytes.length > 0) {
        response.write(Buffer.buffer(bytes));
      }
    }
  }

  /** Whether its key or session still counts, and still for the same. */
  private boolean stillMay() {
    try {
      Caller now =
          feed.terms()
              .authenticator()
              .recall(request.headers(), Optional.ofNullable(request.getParam("key")))
              .caller();
      Caller then = seat.as().caller();
      return now.label().equals(then.label()) && now.role() == then.role();
    } catch (ProblemException e) {
      return false;
    }
  }

  /** Ends it from another thread. */
  void endSoon() {
    context.runOnContext(_ -> end());
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    vertx.cancelTimer(timer);
    feed.exits(this);
    seat.viewer().leave();
    if (response.closed()) {
      return;
    }
    if (response.writeQueueFull()) {
      request.connection().close(); // nobody reads the end
    } else {
      response.end();
    }
  }
}
