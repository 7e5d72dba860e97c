package dev.signalbox.gateway.access;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Does what passwords take on two threads of its own, with few in line: each takes a fifth of a
 * hundred megabytes and a core for a while, and anybody may ask for it.
 */
public final class PasswordWork implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING = 32;
  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor threads;

  /** Idle threads. */
  public PasswordWork() {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("signalbox-passwords-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Has {@code work} done; empty when too much is in line already. */
  public <T> Optional<CompletableFuture<T>> ask(Supplier<T> work) {
    try {
      return Optional.of(CompletableFuture.supplyAsync(work, threads));
    } catch (RejectedExecutionException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
