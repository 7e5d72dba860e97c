package dev.signalbox.gateway.admin.facts;

import dev.signalbox.analytics.stats.ClosedDays;
import dev.signalbox.analytics.store.Reader;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.pipeline.Serving;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened, and how the process is doing.
 *
 * @param facts of the process
 * @param captures tells what prompts and answers were kept
 * @param closedDays sums of days that are over
 */
public record FactSubjects(ProcessFacts facts, Reader captures, ClosedDays closedDays) {
  /** The routes of one event loop. */
  public List<Subject> of(Serving serving) {
    Vertx vertx = serving.vertx();
    FactReading reading = new FactReading(facts.reader(), vertx);
    List<Route> records = new ArrayList<>(new RecordControl(reading).routes());
    records.add(new CaptureControl(reading, new FactReading(captures, vertx)).route());
    return List.of(
        new Subject(
            "health",
            "How the process is doing",
            new HealthControl(facts, serving.routing().trial().canary()).routes()),
        new Subject("records", "The stored requests", records),
        new Subject(
            "statistics",
            "What the stored requests come to",
            new StatsControl(reading, closedDays).routes()));
  }
}
