package dev.signalbox.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.analytics.record.RequestRecord;
import java.util.concurrent.atomic.LongAdder;

/** How many answers each deployment gave since its last fault. Used by all event loops. */
final class AnswersSince {
  /** Deployments whose answers are counted. */
  private static final int MOST_COUNTED = 10_000;

  /** Answers that one fault stands for at most. */
  private static final long MOST_ANSWERS = 1_000;

  private final Cache<String, LongAdder> counts =
      Caffeine.newBuilder().maximumSize(MOST_COUNTED).build();

  /** Counts the answer of a request, if it has one. */
  void count(RequestRecord record) {
    if (!record.served().isEmpty()) {
      of(record.served()).increment();
    }
  }

  /** The answers of {@code deployment} since this was asked last, from 1 on. */
  long take(String deployment) {
    return Math.clamp(of(deployment).sumThenReset(), 1, MOST_ANSWERS);
  }

  private LongAdder of(String deployment) {
    return counts.get(deployment, _ -> new LongAdder());
  }
}
