import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.schema.tables.records.FactDecisionsRecord;
import dev.signalbox.analytics.schema.tables.records.FactRequestsRecord;
import dev.signalbox.analytics.signal.SignalDesk;
import dev.signalbox.analytics.signal.StoredAnswers;
import dev.signalbox.analytics.signal.StoredSignals;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.signals.intake.Facets;
import dev.signalbox.signals.intake.Lessons;
import dev.signalbox.signals.intake.Means;
import dev.signalbox.signals.intake.Receipt;
import dev.signalbox.signals.intake.Sender;
import dev.signalbox.signals.intake.Signal;
import dev.signalbox.signals.intake.State;
import dev.signalbox.signals.intake.Subject;
import dev.signalbox.signals.intake.Submission;
import dev.signalbox.signals.learning.Alarm;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Prediction;
import dev.signalbox.signals.learning.Reporter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jooq.Field;
import org.jooq.TableRecord;

/** Sends signals about stored decisions, in arrays, at a steady rate and then as fast as they are taken. */
final class SignalsBench {
  private static final int TOGETHER = 500;
  private static final int RATE = 10_000;

  private final Random random = new Random(1);
  private final AtomicLong learnt = new AtomicLong();
  private final Sender sender = new Sender("bench", Optional.empty(), true);
  private final int decisions;
  private long sent;

  private SignalsBench(int decisions) {
    this.decisions = decisions;
  }

  public static void main(String[] args) {
    new SignalsBench(Integer.parseInt(args[1])).run(Path.of(args[0]), Integer.parseInt(args[2]));
  }

  private void run(Path dir, int seconds) {
    InstantSource clock = InstantSource.system();
    FactIds ids = new FactIds(0, clock);
    try (Database database = Database.open(new Place.Folder(dir));
        FactWriter writer = new FactWriter(database, Area.FACTS, FactWriter.Settings.STANDARD, clock)) {
      fill(writer, ids);
      try (SignalDesk desk = desk(database, writer, ids)) {
        steadily(desk, seconds);
        asFastAsTaken(desk, 100_000);
      }
      long stored = learnt.get();
      long begun = System.nanoTime();
      learnt.set(0);
      try (SignalDesk desk = desk(database, writer, ids)) {
        desk.take(List.of()).toCompletableFuture().join();
        System.out.printf(
            "read back at the start: %,d of %,d in %.1f s%n",
            learnt.get(), stored, (System.nanoTime() - begun) / 1e9);
      }
    }
  }

  private SignalDesk desk(Database database, FactWriter writer, FactIds ids) {
    return new SignalDesk(
        new Means(
            new StoredSignals(database, writer),
            new StoredAnswers(database),
            new Counting(),
            InstantSource.system(),
            ids::next,
            FactIds::firstAt,
            0,
            false,
            0));
  }

  private final class Counting implements Lessons {
    @Override
    public Prediction predict(Observation.Place place) {
      return new Prediction(0.5, 0.5, 0.5, 0.5);
    }

    @Override
    public void add(Observation observation, Prediction before) {
      learnt.incrementAndGet();
    }

    @Override
    public void judged(String decision, double value) {}

    @Override
    public void remove(long id, Observation.Place place) {}

    @Override
    public void forgetUpTo(long id) {}

    @Override
    public void discount(Alarm alarm) {}

    @Override
    public List<Alarm> settle() {
      return List.of();
    }
  }

  private void fill(FactWriter writer, FactIds ids) {
    for (int i = 0; i < decisions; i++) {
      long id = ids.next();
      FactRequestsRecord request = filled(new FactRequestsRecord());
      request.setId(id);
      request.setRequestId("r_" + i);
      request.setDecisionId("d_" + i);
      FactDecisionsRecord decision = filled(new FactDecisionsRecord());
      decision.setId(id);
      decision.setDecisionId("d_" + i);
      decision.setRequest(id);
      decision.setTask("task-" + i % 20);
      decision.setFamily("code");
      decision.setServed("provider/model-" + i % 10);
      while (writer.state().queued() > 30_000) {
        LockSupport.parkNanos(1_000_000);
      }
      writer.offer(
          batch -> {
            batch.insert(request);
            batch.insert(decision);
          });
    }
    writer.write(_ -> {}).join();
  }

  private static <R extends TableRecord<R>> R filled(R row) {
    Map<String, Object> values = new HashMap<>();
    for (Field<?> field : row.fields()) {
      Class<?> type = field.getType();
      values.put(field.getName(), type == String.class ? "" : type == byte[].class ? new byte[0] : (Object) 0);
    }
    row.fromMap(values);
    return row;
  }

  /** Every second one has a key, and every tenth names the request. */
  private List<Submission> some() {
    List<Submission> some = new ArrayList<>(TOGETHER);
    for (int i = 0; i < TOGETHER; i++) {
      int about = random.nextInt(decisions);
      Subject subject = i % 10 == 0 ? new Subject.OfRequest("r_" + about) : new Subject.OfDecision("d_" + about);
      String key = i % 2 == 0 ? "k" + sent++ : "";
      some.add(
          new Submission(
              new Signal(
                  subject,
                  "thumbs",
                  Reporter.USER,
                  OptionalDouble.of(random.nextInt(2)),
                  Facets.NONE,
                  1,
                  1,
                  OptionalLong.empty(),
                  key,
                  OptionalLong.empty(),
                  Map.of()),
              sender));
    }
    return some;
  }

  private void asFastAsTaken(SignalDesk desk, int count) {
    long begun = System.nanoTime();
    CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    for (int i = 0; i < count / TOGETHER; i++) {
      CompletableFuture<?> earlier = last;
      last = desk.take(some()).toCompletableFuture();
      if (i % 8 == 7) {
        earlier.join();
      }
    }
    last.join();
    System.out.printf("as fast as they are taken: %,.0f signals/s%n", count / ((System.nanoTime() - begun) / 1e9));
  }

  private void steadily(SignalDesk desk, int seconds) {
    long begun = System.nanoTime();
    int batches = RATE * seconds / TOGETHER;
    long[] nanos = new long[batches];
    List<CompletableFuture<List<Receipt>>> all = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      int batch = i;
      long due = begun + TimeUnit.SECONDS.toNanos(1) * TOGETHER / RATE * i;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      all.add(
          desk.take(some())
              .toCompletableFuture()
              .whenComplete((_, _) -> nanos[batch] = System.nanoTime() - due));
    }
    long applied =
        all.stream()
            .flatMap(each -> each.join().stream())
            .filter(receipt -> receipt.state() == State.APPLIED)
            .count();
    double took = (System.nanoTime() - begun) / 1e9;
    Arrays.sort(nanos);
    System.out.printf(
        "steadily: %,.0f signals/s for %.0f s, %,d of %,d applied; an array of %d is stored after %.0f ms (p50), %.0f ms (p99), %.0f ms (most)%n",
        applied / took,
        took,
        applied,
        (long) batches * TOGETHER,
        TOGETHER,
        nanos[batches / 2] / 1e6,
        nanos[(int) (batches * 0.99)] / 1e6,
        nanos[batches - 1] / 1e6);
  }
}
