package dev.signalbox.portal.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.records.RecordJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class LiveHubTest {
  private static final Viewing EVERYTHING =
      new Viewing(Optional.empty(), EnumSet.allOf(Topic.class));
  private static final int MANY = 1_000;

  private final LiveHub hub = new LiveHub("run", "");
  private long now = 1_000_000;
  private long number;

  private Viewer viewer(Viewing viewing) {
    return hub.join(viewing, Optional.empty(), MANY).orElseThrow();
  }

  private Viewer back(Page page) {
    return hub.join(EVERYTHING, page.lastId(), MANY).orElseThrow();
  }

  private void happens(int requests) {
    for (int i = 0; i < requests; i++) {
      number++;
      hub.ended(Happening.of(number).record());
    }
  }

  private void second() {
    now += 1_000;
    hub.tick(Instant.ofEpochMilli(now));
  }

  private void pulse(Viewer viewer, Page page) {
    viewer.look(now);
    page.read(viewer.take(now));
  }

  private static ObjectNode body(String text) {
    return JsonNodeFactory.instance.objectNode().put("text", text);
  }

  @Test
  void tellsRequestsAsTheListOfThemDoes() {
    Viewer viewer = viewer(EVERYTHING);
    Page page = new Page();

    happens(1);
    pulse(viewer, page);

    assertThat(page.all("record").getFirst().toString())
        .isEqualTo(RecordJson.of(Happening.of(1).record(), "").toString());
  }

  @Test
  void keepsEventsForAMinuteForViewersThatComeBackAndThenForNobody() {
    Page page = new Page();
    Viewer first = viewer(EVERYTHING);
    pulse(first, page);
    first.leave();

    happens(1);
    LongStream.range(0, LiveHub.ABSENCE_SECONDS).forEach(_ -> second());
    Viewer again = back(page);
    pulse(again, page);
    again.leave();

    assertThat(page.requests()).containsExactly(1L);

    second();
    LongStream.rangeClosed(0, LiveHub.ABSENCE_SECONDS).forEach(_ -> second());
    happens(1);
    Viewer late = back(page);
    pulse(late, page);

    assertThat(page.requests()).containsExactly(1L);
    assertThat(page.all("reset").getFirst().path("why").asText()).isEqualTo("too_old");

    happens(1);
    pulse(late, page);

    assertThat(page.requests()).containsExactly(1L, 3L);
  }

  @Test
  void keepsNothingBeforeSomebodyLooksOn() {
    happens(1);
    viewer(EVERYTHING);
    happens(1);

    assertThat(hub.ring().oldest()).isEqualTo(2);
    assertThat(hub.ring().at(1)).isNull();
    assertThat(hub.ring().at(2)).isNotNull();
  }

  @Test
  void makesTheTextOfAnEventOnceForAllAndNotAtAllForNobody() {
    AtomicInteger made = new AtomicInteger();
    LiveEvent event =
        new LiveEvent(
            1,
            Topic.CONFIG,
            "",
            () -> {
              made.incrementAndGet();
              return new byte[1];
            });

    assertThat(made).hasValue(0);
    assertThat(event.frame()).isSameAs(event.frame());
    assertThat(made).hasValue(1);
  }

  @Test
  void tellsACallerOfItsOwnRequestsAloneAndOfNoOthersProjects() {
    Viewer viewer = viewer(new Viewing(Optional.of("red"), Set.of(Topic.RECORDS, Topic.PROJECTS)));
    Page page = new Page();
    second();

    hub.begun(new Happening(7, "blue", "secret"));
    hub.begun(new Happening(8, "red", "own"));
    hub.ended(new Happening(9, "blue", "secret").record());
    hub.ended(new Happening(10, "red", "own").record());
    second();
    pulse(viewer, page);

    assertThat(page.requests()).containsExactly(10L);
    assertThat(page.tick().path("open").asInt()).isEqualTo(1);
    assertThat(page.tick().path("projects").findValuesAsText("project")).containsExactly("own");
    assertThat(page.tick().findValuesAsText("request_id")).containsExactly("r_8");
  }

  @Test
  void tellsOnlyOfTopicsThatAreWanted() {
    Viewer viewer = viewer(new Viewing(Optional.empty(), Set.of(Topic.CONFIG)));
    Page page = new Page();

    happens(1);
    hub.tell(Topic.HEALTH, body("sick"));
    hub.tell(Topic.CONFIG, body("new"));
    second();
    pulse(viewer, page);

    assertThat(page.all("config")).containsExactly(body("new"));
    assertThat(page.all("health")).isEmpty();
    assertThat(page.requests()).isEmpty();
    assertThat(page.tick().has("projects")).isFalse();
  }

  @Test
  void tellsOfTwentyRequestsASecondAndCountsTheOthers() {
    Viewer viewer = viewer(EVERYTHING);
    Page page = new Page();

    happens(50);
    pulse(viewer, page);
    second();
    pulse(viewer, page);
    happens(1);
    pulse(viewer, page);

    assertThat(page.requests()).hasSize(Viewer.RECORDS_PER_SECOND + 1).endsWith(51L);
    assertThat(page.tick().path("skipped").asLong()).isEqualTo(30);
  }

  @Test
  void aViewerThatTakesNothingLosesItsOldestRequestsAndNothingElse() {
    Viewer slow = viewer(EVERYTHING);
    Viewer quick = viewer(EVERYTHING);
    Page slowPage = new Page();
    Page quickPage = new Page();
    hub.tell(Topic.CONFIG, body("new"));
    int seconds = 40;

    for (int i = 0; i < seconds; i++) {
      second();
      happens(Viewer.RECORDS_PER_SECOND);
      slow.look(now);
      pulse(quick, quickPage);
    }
    second();
    pulse(slow, slowPage);

    int all = seconds * Viewer.RECORDS_PER_SECOND;
    assertThat(quickPage.requests()).hasSize(all);
    assertThat(slowPage.requests())
        .isEqualTo(LongStream.rangeClosed(all - Viewer.MOST_WAITING + 2, all).boxed().toList());
    assertThat(slowPage.all("config")).containsExactly(body("new"));
    assertThat(slowPage.tick().path("skipped").asInt()).isEqualTo(all - Viewer.MOST_WAITING + 1);
    assertThat(slowPage.all("reset")).isEmpty();
  }

  @Test
  void aViewerThatLosesMoreThanRequestsHasToReadAnew() {
    Viewer slow = viewer(EVERYTHING);
    Page page = new Page();

    for (int i = 0; i <= Viewer.MOST_WAITING; i++) {
      hub.tell(Topic.HEALTH, body("change"));
    }
    pulse(slow, page);

    assertThat(page.all("reset").getFirst().path("why").asText()).isEqualTo("too_slow");
    assertThat(page.all("health")).isEmpty();
  }

  @Test
  void aViewerThatWasOvertakenByTheWholeRingHasToReadAnew() {
    Viewer slow = viewer(EVERYTHING);
    Page page = new Page();

    happens(LiveHub.CAPACITY + 1);
    pulse(slow, page);
    happens(1);
    pulse(slow, page);

    assertThat(page.all("reset").getFirst().path("why").asText()).isEqualTo("too_slow");
    assertThat(page.requests()).containsExactly(number);
  }

  @Property(tries = 200)
  void losesNothingOverBreaks(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 60) Integer> batches,
      @ForAll @Size(30) List<Boolean> breaks) {
    LiveHub other = new LiveHub("run", "");
    Page page = new Page();
    Viewer viewer = other.join(EVERYTHING, Optional.empty(), MANY).orElseThrow();
    viewer.look(now);
    page.read(viewer.take(now));
    List<Long> told = new ArrayList<>();
    long next = 0;
    for (int i = 0; i < batches.size(); i++) {
      boolean away = breaks.get(i);
      if (away) {
        viewer.leave();
      }
      int count = away ? batches.get(i) : batches.get(i) % Viewer.RECORDS_PER_SECOND;
      for (int j = 0; j < count; j++) {
        next++;
        told.add(next);
        other.ended(Happening.of(next).record());
      }
      now += 1_000;
      if (away) {
        viewer = other.join(EVERYTHING, page.lastId(), MANY).orElseThrow();
      }
      viewer.look(now);
      page.read(viewer.take(now));
    }

    assertThat(page.requests()).isEqualTo(told);
    assertThat(page.all("reset")).isEmpty();
  }

  @Test
  void goesOnAfterTheGreetingWhereNothingHadHappenedBeforeTheBreak() {
    Viewer viewer = viewer(EVERYTHING);
    Page page = new Page();
    pulse(viewer, page);
    viewer.leave();

    happens(3);
    pulse(back(page), page);

    assertThat(page.requests()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aTickTellsHowFarAViewerIsThatNothingConcerns() {
    Viewer viewer = viewer(new Viewing(Optional.of("red"), EnumSet.allOf(Topic.class)));
    Page page = new Page();
    for (int i = 0; i < 16; i++) {
      happens(LiveHub.CAPACITY / 8);
      second();
      pulse(viewer, page);
    }

    happens(1);
    Viewer again =
        hub.join(new Viewing(Optional.of("red"), Set.of()), page.lastId(), MANY).orElseThrow();
    pulse(again, page);

    assertThat(page.all("reset")).isEmpty();
  }

  @Test
  void anIdThatIsTooOldOrOfAnotherProcessHasThePageReadAnew() {
    viewer(EVERYTHING).leave(); // what nobody ever looks on is not kept
    happens(LiveHub.CAPACITY + 10);

    assertThat(resetOf("run-1")).isEqualTo("too_old");
    assertThat(resetOf("earlier-4000")).isEqualTo("unknown_id");
    assertThat(resetOf("run-999999")).isEqualTo("unknown_id");
    assertThat(resetOf("run-" + "9".repeat(30))).isEqualTo("unknown_id");
    assertThat(resetOf("nonsense")).isEqualTo("unknown_id");
    assertThat(resetOf("run-" + (number - Viewer.MOST_WAITING - 1))).isEqualTo("too_old");
    assertThat(resetOf("run-" + (number - Viewer.MOST_WAITING))).isEmpty();
  }

  private String resetOf(String id) {
    Page page = new Page();
    Viewer viewer = hub.join(EVERYTHING, Optional.of(id), MANY).orElseThrow();
    pulse(viewer, page);
    viewer.leave();
    return page.all("reset").stream().map(each -> each.path("why").asText()).findFirst().orElse("");
  }

  @Test
  void goesOnFromAResetAndNotFromBeforeIt() {
    Page page = new Page();
    Viewer viewer = hub.join(EVERYTHING, Optional.of("nonsense"), MANY).orElseThrow();
    pulse(viewer, page);
    viewer.leave();

    happens(1);
    pulse(back(page), page);

    assertThat(page.all("reset")).hasSize(1);
    assertThat(page.requests()).containsExactly(1L);
  }

  @Test
  void takesNoMoreViewersThanThereMayBeUntilOneLeaves() {
    Viewer first = hub.join(EVERYTHING, Optional.empty(), 1).orElseThrow();

    assertThat(hub.join(EVERYTHING, Optional.empty(), 1)).isEmpty();
    first.leave();
    first.leave();
    assertThat(hub.viewers()).isZero();
    assertThat(hub.join(EVERYTHING, Optional.empty(), 1)).isPresent();
  }

  @Test
  void beatsWhenNothingHappens() {
    Viewer viewer = viewer(new Viewing(Optional.empty(), Set.of()));
    String greeting = new String(viewer.take(now), StandardCharsets.UTF_8);

    assertThat(greeting).isEqualTo("retry: 2000\nid: run-0\n\n");
    assertThat(viewer.take(now + 14_999)).isEmpty();
    assertThat(viewer.take(now + 15_000)).asString().isEqualTo(": \n\n");
    assertThat(viewer.take(now + 15_100)).isEmpty();
  }
}
