package dev.signalbox.portal.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is under way at one second, told once for each kind of viewer. Used by all threads. */
final class Tick {
  private static final int MOST_PROJECTS = 50;
  private static final int MOST_STREAMS = 20;

  private final long number;
  private final Instant at;
  private final Pace.Rates rates;
  private final List<OpenRequest> open;
  private final Map<Optional<String>, Face> faces = new ConcurrentHashMap<>();

  /**
   * A second.
   *
   * @param number one more than that of the tick before
   * @param open requests under way
   */
  Tick(long number, Instant at, Pace.Rates rates, List<OpenRequest> open) {
    this.number = number;
    this.at = at;
    this.rates = rates;
    this.open = open;
  }

  long number() {
    return number;
  }

  /** What a viewer may see of it. */
  Face of(Viewing viewing) {
    return faces.computeIfAbsent(viewing.owner(), _ -> face(viewing));
  }

  /**
   * A tick as some may see it.
   *
   * @param busy whether anything goes on
   * @param sums fields of an object, without its braces
   * @param projects an array
   */
  record Face(boolean busy, String sums, String projects) {
    /** Its JSON. */
    String json(long skipped, boolean withProjects) {
      String start = "{" + sums + ",\"skipped\":" + skipped;
      return withProjects ? start + ",\"projects\":" + projects + "}" : start + "}";
    }
  }

  private static final class Project {
    private int ended;
    private String model = "";
    private final List<OpenRequest> open = new ArrayList<>();
  }

  private Face face(Viewing viewing) {
    Map<String, Project> projects = new HashMap<>();
    int ended = 0;
    int count = 0;
    for (Pace.Row row : rates.rows()) {
      if (viewing.sees(row.owner())) {
        ended += row.ended();
        Project project = projects.computeIfAbsent(row.project(), _ -> new Project());
        project.ended += row.ended();
        project.model = row.model().isEmpty() ? project.model : row.model();
      }
    }
    for (OpenRequest request : open) {
      if (viewing.sees(request.owner())) {
        count++;
        projects
            .computeIfAbsent(Pace.attributed(request.project()), _ -> new Project())
            .open
            .add(request);
      }
    }
    projects.remove(""); // those that there was no room for are in the sums only
    String sums =
        "\"at\":\"%s\",\"requests_per_second\":%s,\"open\":%d"
            .formatted(text(at), rate(ended), count);
    return new Face(ended + count > 0, sums, json(projects));
  }

  private double rate(int ended) {
    return Math.round(10.0 * ended / rates.seconds()) / 10.0;
  }

  private String json(Map<String, Project> projects) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    projects.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, Project> each) -> -each.getValue().open.size())
                .thenComparingInt(each -> -each.getValue().ended)
                .thenComparing(Map.Entry::getKey))
        .limit(MOST_PROJECTS)
        .forEach(each -> put(each.getKey(), each.getValue(), all));
    return all.toString();
  }

  private void put(String name, Project project, ArrayNode all) {
    ArrayNode streams =
        all.addObject()
            .put("project", name)
            .put("requests_per_second", rate(project.ended))
            .put("open", project.open.size())
            .put("last_model", project.model)
            .putArray("streams");
    project.open.stream()
        .sorted(Comparator.comparingLong(OpenRequest::number))
        .limit(MOST_STREAMS)
        .map(Tick::stream)
        .forEach(streams::add);
  }

  private static ObjectNode stream(OpenRequest request) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("request_id", request.id())
        .put("model", request.model())
        .put("started_at", text(request.at()))
        .put("source", request.source());
  }

  /** To the millisecond, as records tell it. */
  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
