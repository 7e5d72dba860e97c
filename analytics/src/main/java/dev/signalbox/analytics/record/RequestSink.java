package dev.signalbox.analytics.record;

import java.util.concurrent.CompletionStage;

/** Takes the record of every finished request. Called on event loops: must not block. */
public interface RequestSink {
  /** The number for the record of a request that has just arrived. */
  long nextNumber();

  /**
   * Takes {@code record}.
   *
   * @return completes, on any thread, when the record is as safe as was asked for; fails when it is
   *     lost
   */
  CompletionStage<Void> accept(RequestRecord record);

  /**
   * Takes {@code record}.
   *
   * @param stored called on any thread once it is committed; never when it is lost
   * @return as of the other
   */
  CompletionStage<Void> accept(RequestRecord record, Runnable stored);
}
