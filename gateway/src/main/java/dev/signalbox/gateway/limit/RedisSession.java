package dev.signalbox.gateway.limit;

import dev.signalbox.analytics.shared.SharedStates;
import dev.signalbox.analytics.shared.StatePage;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.Base16;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * One question to a Redis server.
 *
 * @param deadline when it is to be answered at the latest, of {@link System#nanoTime}
 */
record RedisSession(RedisAsyncCommands<String, byte[]> redis, long deadline) {
  private static final int SCANNED_AT_ONCE = 1_000;
  private static final long NANOS_OF_SECOND = 1_000_000_000;
  private static final long NANOS_OF_MICRO = 1_000;
  private static final byte[] NOTHING = {};

  /** The time, and the values of the keys. */
  private static final Script READ =
      Script.of(
          """
          local r = redis.call('TIME')
          for i, k in ipairs(KEYS) do r[i + 2] = redis.call('GET', k) or '' end
          return r
          """);

  /** Writes the second third of the arguments where the first one is still what is there. */
  private static final Script WRITE =
      Script.of(
          """
          local n = #KEYS
          for i, k in ipairs(KEYS) do
            if (redis.call('GET', k) or '') ~= ARGV[i] then return {'0'} end
          end
          for i, k in ipairs(KEYS) do
            redis.call('SET', k, ARGV[n + i], 'PX', ARGV[2 * n + i])
          end
          return {'1'}
          """);

  /** A program that the server runs, named by its digest once it knows it. */
  private record Script(String text, String digest) {
    static Script of(String text) {
      return new Script(text, Base16.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Does {@code work} on what is at {@code keys} until nobody has changed it meanwhile. */
  <T> T change(Collection<String> keys, Function<StatePage, T> work)
      throws ExecutionException, TimeoutException, InterruptedException {
    while (true) {
      StatePage page = page(keys);
      T result = work.apply(page);
      if (page.changes().isEmpty() || isWritten(page)) {
        return result;
      }
    }
  }

  /** What is at {@code keys}. */
  SharedStates.Listing read(Collection<String> keys)
      throws ExecutionException, TimeoutException, InterruptedException {
    StatePage page = page(keys);
    Map<String, byte[]> states = new HashMap<>();
    keys.forEach(key -> page.read(key).ifPresent(state -> states.put(key, state)));
    return new SharedStates.Listing(page.nanos(), states);
  }

  private StatePage page(Collection<String> keys)
      throws ExecutionException, TimeoutException, InterruptedException {
    String[] names = keys.toArray(String[]::new);
    List<byte[]> answer = run(READ, names);
    Map<String, byte[]> read = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      byte[] value = answer.get(i + 2);
      if (value.length > 0) {
        read.put(names[i], value);
      }
    }
    return new StatePage(nanos(answer), read);
  }

  private static long nanos(List<byte[]> time) {
    return number(time.get(0)) * NANOS_OF_SECOND + number(time.get(1)) * NANOS_OF_MICRO;
  }

  private static long number(byte[] digits) {
    return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
  }

  private static byte[] digits(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  private boolean isWritten(StatePage page)
      throws ExecutionException, TimeoutException, InterruptedException {
    SortedMap<String, StatePage.Change> changes = page.changes();
    int size = changes.size();
    byte[][] arguments = new byte[3 * size][];
    int i = 0;
    for (Map.Entry<String, StatePage.Change> each : changes.entrySet()) {
      arguments[i] = page.read(each.getKey()).orElse(NOTHING);
      arguments[size + i] = each.getValue().state();
      arguments[2 * size + i] = digits(Math.max(1, each.getValue().kept().toMillis()));
      i++;
    }
    return run(WRITE, changes.keySet().toArray(String[]::new), arguments).getFirst()[0] == '1';
  }

  private List<byte[]> run(Script script, String[] keys, byte[]... arguments)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return within(
          redis.evalsha(script.digest(), ScriptOutputType.MULTI, keys, arguments), deadline);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RedisNoScriptException) { // a server that has just begun
        return within(redis.eval(script.text(), ScriptOutputType.MULTI, keys, arguments), deadline);
      }
      throw e;
    }
  }

  /** What is at keys that begin with {@code prefix}. */
  SharedStates.Listing list(String prefix, int most)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<String> keys = keys(prefix, most);
    Map<String, byte[]> states = new HashMap<>();
    for (int from = 0; from < keys.size(); from += SCANNED_AT_ONCE) {
      List<String> some = keys.subList(from, Math.min(keys.size(), from + SCANNED_AT_ONCE));
      for (KeyValue<String, byte[]> each :
          within(redis.mget(some.toArray(String[]::new)), deadline)) {
        each.ifHasValue(value -> states.put(each.getKey(), value));
      }
    }
    return new SharedStates.Listing(nanos(within(redis.time(), deadline)), states);
  }

  private List<String> keys(String prefix, int most)
      throws ExecutionException, TimeoutException, InterruptedException {
    ScanArgs matching = ScanArgs.Builder.matches(prefix + "*").limit(SCANNED_AT_ONCE);
    KeyScanCursor<String> cursor = within(redis.scan(matching), deadline);
    List<String> keys = new ArrayList<>(cursor.getKeys());
    while (!cursor.isFinished() && keys.size() < most) {
      cursor = within(redis.scan(cursor, matching), deadline);
      keys.addAll(cursor.getKeys());
    }
    return keys.subList(0, Math.min(keys.size(), most));
  }

  /** Waits for {@code answer} until {@code deadline}. */
  static <T> T within(Future<T> answer, long deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw e;
    }
  }
}
