package dev.signalbox.analytics.record;

/** Takes the record of every finished request. Called on event loops: must not block. */
@FunctionalInterface
public interface RequestSink {
  void accept(RequestRecord record);
}
