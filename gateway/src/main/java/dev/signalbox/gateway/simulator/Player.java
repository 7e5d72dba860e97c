package dev.signalbox.gateway.simulator;

import dev.signalbox.gateway.simulator.Answer.Beat;
import dev.signalbox.gateway.simulator.Received.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends one answer beat by beat, not faster than the other side reads, and tells how it ended.
 * Lives on the event loop of its connection.
 */
final class Player {
  private final Context context;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Answer answer;
  private final Promise<Outcome> outcome;
  private int next;
  private long timer = -1;
  private boolean over;
  private boolean blocked;

  Player(Context context, HttpServerRequest request, Answer answer, Promise<Outcome> outcome) {
    this.context = context;
    this.request = request;
    this.response = request.response();
    this.answer = answer;
    this.outcome = outcome;
  }

  void play() {
    response.closeHandler(_ -> end(Outcome.ABORTED));
    response.exceptionHandler(_ -> end(Outcome.ABORTED));
    response.drainHandler(_ -> drained());
    after(answer.waitMillis(), this::begin);
  }

  private void begin() {
    switch (answer.ending()) {
      case SILENCE -> {}
      case HANGUP -> hangUp();
      case WHOLE, CUT, STALL -> {
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        answer
            .length()
            .ifPresentOrElse(
                length -> response.putHeader("content-length", Long.toString(length)),
                () -> response.setChunked(true));
        advance();
      }
    }
  }

  /** Sends beats until one has to wait for its time or for the other side to read. */
  private void advance() {
    while (!over && next < answer.beats().size()) {
      Beat beat = answer.beats().get(next);
      if (beat.waitMillis() > 0) {
        after(beat.waitMillis(), () -> sendAndAdvance(beat));
        return;
      }
      if (!send(beat)) {
        return;
      }
    }
    if (!over) {
      finish();
    }
  }

  private void sendAndAdvance(Beat beat) {
    if (send(beat)) {
      advance();
    }
  }

  /** Sends one beat; false when the next one has to wait for the other side to read. */
  private boolean send(Beat beat) {
    next++;
    response.write(beat.bytes()).onFailure(_ -> end(Outcome.ABORTED));
    blocked = response.writeQueueFull();
    return !blocked;
  }

  private void drained() {
    if (blocked) {
      blocked = false;
      advance();
    }
  }

  private void finish() {
    switch (answer.ending()) {
      case WHOLE -> {
        over = true;
        response
            .end()
            .onComplete(
                result -> outcome.tryComplete(result.succeeded() ? Outcome.SENT : Outcome.ABORTED));
      }
      case CUT -> afterHead(this::hangUp);
      case STALL -> afterHead(() -> {});
      case HANGUP, SILENCE -> {}
    }
  }

  private void afterHead(Runnable action) {
    if (response.headWritten()) {
      action.run();
    } else {
      response.writeHead().onSuccess(_ -> action.run()).onFailure(_ -> end(Outcome.ABORTED));
    }
  }

  private void hangUp() {
    over = true;
    outcome.tryComplete(Outcome.SENT);
    request.connection().close();
  }

  private void end(Outcome how) {
    over = true;
    context.owner().cancelTimer(timer);
    outcome.tryComplete(how);
  }

  private void after(long millis, Runnable action) {
    if (millis <= 0) {
      action.run();
      return;
    }
    timer =
        context
            .owner()
            .setTimer(
                millis,
                _ -> {
                  if (!over) {
                    action.run();
                  }
                });
  }
}
