package dev.signalbox.gateway.admin.facts;

import dev.signalbox.analytics.stats.ClosedDays;
import dev.signalbox.analytics.store.Reader;
import dev.signalbox.analytics.view.SavedViews;
import dev.signalbox.gateway.admin.frame.ControlAudit;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.pipeline.Serving;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened, and how the process is doing.
 *
 * @param facts of the process
 * @param captures tells what prompts and answers were kept
 * @param control tells what was changed and which views were saved
 * @param views saves views
 * @param closedDays sums of days that are over
 * @param traces address of a page that shows a trace, with {@code {trace_id}} in it
 */
public record FactSubjects(
    ProcessFacts facts,
    Reader captures,
    Reader control,
    SavedViews views,
    ClosedDays closedDays,
    Optional<String> traces) {
  /** The routes of one event loop. */
  public List<Subject> of(Serving serving, ControlAudit audit) {
    FactReading reading = FactReading.of(facts.reader(), serving);
    FactReading changes = FactReading.of(control, serving);
    List<Route> records = new ArrayList<>(new RecordControl(reading, closedDays, traces).routes());
    records.add(new SessionControl(reading).route());
    records.add(new CaptureControl(reading, FactReading.of(captures, serving)).route());
    List<Route> health =
        new ArrayList<>(new HealthControl(facts, serving.routing().trial().canary()).routes());
    health.add(new NodeControl(facts, changes).route());
    return List.of(
        new Subject("health", "How the process is doing", health),
        new Subject("records", "The stored requests", records),
        new Subject(
            "statistics",
            "What the stored requests come to",
            new StatsControl(
                    reading, new Annotations(reading, changes), serving.routing(), closedDays)
                .routes()),
        new Subject(
            "views",
            "Pages of the portal that people keep",
            new ViewControl(views, changes, audit).routes()));
  }
}
