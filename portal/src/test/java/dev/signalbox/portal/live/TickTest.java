package dev.signalbox.portal.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What pages are told every second. */
final class TickTest {
  private static final Viewing EVERYTHING =
      new Viewing(Optional.empty(), EnumSet.allOf(Topic.class));

  private final LiveHub hub = new LiveHub("run", "");
  private long now = 1_000_000;

  private Viewer viewer(Viewing viewing) {
    return hub.join(viewing, Optional.empty(), 1).orElseThrow();
  }

  private void second() {
    now += 1_000;
    hub.tick(Instant.ofEpochMilli(now));
  }

  private void pulse(Viewer viewer, Page page) {
    viewer.look(now);
    page.read(viewer.take(now));
  }

  @Test
  void ticksEverySecondWhileSomethingGoesOnAndEveryFifthOtherwise() {
    Viewer viewer = viewer(EVERYTHING);
    Page page = new Page();
    second();
    pulse(viewer, page);
    List<Integer> counts = new ArrayList<>();

    for (int i = 0; i < 10; i++) {
      second();
      pulse(viewer, page);
    }
    counts.add(page.all("tick").size());
    hub.begun(Happening.of(1));
    for (int i = 0; i < 10; i++) {
      second();
      pulse(viewer, page);
    }
    counts.add(page.all("tick").size());

    assertThat(counts).containsExactly(3, 13);
  }

  @Test
  void tellsWhatProjectsDoWithTheBusiestFirst() {
    Viewer viewer = viewer(EVERYTHING);
    Page page = new Page();
    hub.begun(new Happening(1, "blue", ""));
    hub.begun(new Happening(2, "blue", "shop"));
    hub.begun(new Happening(3, "red", "shop"));
    for (int i = 0; i < 5; i++) {
      hub.ended(new Happening(10 + i, "blue", "shop").record());
    }
    second();
    pulse(viewer, page);
    JsonNode first = page.tick();
    hub.ended(new Happening(2, "blue", "shop").record());
    second();
    pulse(viewer, page);

    assertThat(first.path("requests_per_second").asDouble()).isEqualTo(5.0);
    assertThat(first.path("open").asInt()).isEqualTo(3);
    assertThat(first.at("/projects/0/project").asText()).isEqualTo("shop");
    assertThat(first.at("/projects/0/open").asInt()).isEqualTo(2);
    assertThat(first.at("/projects/0/last_model").asText()).isEqualTo("oa/gpt");
    assertThat(first.at("/projects/0/streams/0").toString())
        .isEqualTo(
            "{\"request_id\":\"r_2\",\"model\":\"oa/gpt\","
                + "\"started_at\":\"1970-01-01T00:00:00Z\",\"source\":\"cart\"}");
    assertThat(first.at("/projects/1/project").asText()).isEqualTo("(unattributed)");
    assertThat(page.tick().path("open").asInt()).isEqualTo(2);
    assertThat(page.tick().path("requests_per_second").asDouble()).isEqualTo(3.0);
  }

  @Test
  void listsNoMoreProjectsAndStreamsThanAPageCanShow() {
    Viewer viewer = viewer(EVERYTHING);
    Page page = new Page();
    for (int i = 0; i < 100; i++) {
      hub.begun(new Happening(i, "blue", "one"));
      hub.begun(new Happening(1_000 + i, "blue", "p" + i));
    }
    second();
    pulse(viewer, page);

    assertThat(page.tick().path("open").asInt()).isEqualTo(200);
    assertThat(page.tick().path("projects")).hasSize(50);
    assertThat(page.tick().at("/projects/0/streams")).hasSize(20);
    assertThat(page.tick().at("/projects/0/open").asInt()).isEqualTo(100);
  }

  @Test
  void countsProjectsBeyondItsBoundTogether() {
    Viewer viewer = viewer(EVERYTHING);
    Page page = new Page();
    for (int i = 0; i < 6_000; i++) {
      hub.ended(new Happening(i, "blue", "p" + i).record());
    }
    second();
    pulse(viewer, page);

    assertThat(page.tick().path("requests_per_second").asDouble()).isEqualTo(6_000);
    assertThat(page.tick().path("projects").findValuesAsText("project")).doesNotContain("");
  }
}
