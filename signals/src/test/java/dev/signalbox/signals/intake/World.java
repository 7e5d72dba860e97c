package dev.signalbox.signals.intake;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.signals.learning.Alarm;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Prediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Answers, a clock and a ledger, for one intake or several. */
final class World {
  static final long START = Instant.parse("2026-11-26T08:00:00Z").toEpochMilli();
  static final Target SOL = new Target("oa", "sol");
  static final Target LUNA = new Target("oa", "luna");

  private static final int BITS = 22;
  private static final int NODE_BITS = 12;

  final MemoryLedger ledger = new MemoryLedger();
  final AtomicLong now = new AtomicLong(START);

  /** How long signals count; 0 for ever. */
  long keptMillis;

  private final Map<String, Answer> answers = new HashMap<>();

  static int nodeOf(long id) {
    return (int) (id >> NODE_BITS) & 1023;
  }

  static long firstIdAt(long millis) {
    return Math.max(0, millis - START + 86_400_000L * 10) << BITS;
  }

  /** Somebody answered; {@code target} is empty where nobody did. */
  Answer answer(String decision, String asker, Optional<Target> target) {
    Answer answer =
        new Answer(
            decision,
            OptionalLong.empty(),
            "r-" + decision,
            "s-" + asker,
            asker,
            "",
            now.get(),
            "shop",
            target.map(
                who ->
                    new Observation.Place("shop", "code", TaskFamily.CODE, who, ClusterMix.NONE)));
    answers.put(decision, answer);
    return answer;
  }

  private final class Known implements Answers {
    @Override
    public Map<String, Answer> ofDecisions(Collection<String> ids) {
      Map<String, Answer> found = new HashMap<>(answers);
      found.keySet().retainAll(ids);
      return found;
    }

    @Override
    public Map<String, List<Answer>> ofRequests(Collection<String> ids) {
      return by(ids, true);
    }

    @Override
    public Map<String, List<Answer>> ofSessions(Collection<String> ids) {
      return by(ids, false);
    }

    private Map<String, List<Answer>> by(Collection<String> ids, boolean request) {
      Map<String, List<Answer>> found = new HashMap<>();
      for (Answer each : answers.values()) {
        String id = request ? each.requestId() : each.session();
        if (ids.contains(id)) {
          found.computeIfAbsent(id, _ -> new ArrayList<>()).add(each);
        }
      }
      return found;
    }
  }

  /** Who learns by heart. */
  static final class Heart implements Lessons {
    final Map<Long, Object> known = new TreeMap<>();
    final List<Alarm> discounted = new ArrayList<>();
    private final List<Alarm> found = new ArrayList<>();
    private int asked;

    /** Finds {@code alarm} at the next occasion. */
    void find(Alarm alarm) {
      found.add(alarm);
    }

    @Override
    public Prediction predict(Observation.Place place) {
      double expected = (asked++ % 100) / 100.0;
      return new Prediction(expected, expected, expected, expected);
    }

    @Override
    public void add(Observation observation, Prediction before) {
      if (known.put(observation.id(), List.of(observation, before)) != null) {
        throw new IllegalStateException("told twice of " + observation);
      }
    }

    @Override
    public void judged(String decision, double value) {}

    @Override
    public void remove(long id, Observation.Place place) {
      known.remove(id);
    }

    @Override
    public void forgetUpTo(long id) {
      known.keySet().removeIf(each -> each <= id);
      discounted.removeIf(alarm -> alarm.id() <= id);
    }

    @Override
    public void discount(Alarm alarm) {
      discounted.add(alarm);
    }

    @Override
    public List<Alarm> settle() {
      List<Alarm> all = List.copyOf(found);
      found.clear();
      return all;
    }
  }

  /** An intake of one process, told by its node. */
  Intake intake(int node, Lessons lessons) {
    AtomicLong count = new AtomicLong(System.identityHashCode(lessons) & 255);
    Intake intake =
        new Intake(
            new Means(
                ledger,
                new Known(),
                lessons,
                () -> Instant.ofEpochMilli(now.get()),
                () ->
                    firstIdAt(now.get())
                        | ((long) node << NODE_BITS)
                        | (count.incrementAndGet() & 4095),
                World::firstIdAt,
                node,
                true,
                keptMillis));
    intake.begin();
    return intake;
  }
}
