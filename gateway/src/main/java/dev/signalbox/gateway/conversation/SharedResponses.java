package dev.signalbox.gateway.conversation;

import dev.signalbox.analytics.conversation.StoredConversations;
import dev.signalbox.analytics.conversation.StoredConversations.Name;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.http.ResponseStore;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers in the database: whichever node is asked to continue one finds it, and what one node
 * forgets is gone on all. Here an answer is found from the moment that it is put, as those that
 * wait to be stored are in memory; the map of them is concurrent, its values immutable.
 */
public final class SharedResponses implements ResponseStore {
  /**
   * When another node is asked to go on with an answer before it is stored, it looks again after
   * this time: a client is rarely faster, a writer rarely slower.
   */
  private static final long AGAIN_MILLIS = 150;

  private final StoredConversations stored;
  private final FactReading reading;
  private final SealedConversations sealed;
  private final Vertx vertx;
  private final Terms terms;
  private final ConcurrentMap<Name, Stored> waiting = new ConcurrentHashMap<>();
  private final AtomicLong waitingBytes = new AtomicLong();

  /**
   * What is kept.
   *
   * @param retention how long; zero keeps none
   * @param maxBytes most bytes that wait to be stored
   */
  public record Terms(Duration retention, long maxBytes, InstantSource clock) {}

  /** Answers that are written by {@code stored} and read by {@code reading}. */
  public SharedResponses(Vertx vertx, StoredConversations stored, Reads reads, Terms terms) {
    this.vertx = vertx;
    this.stored = stored;
    this.reading = reads.reading();
    this.sealed = reads.sealed();
    this.terms = terms;
  }

  /**
   * How what is stored is read.
   *
   * @param sealed opens it
   */
  public record Reads(FactReading reading, SealedConversations sealed) {}

  @Override
  public void put(String id, Stored answer) {
    if (terms.retention().isZero()) {
      return;
    }
    if (waitingBytes.addAndGet(answer.bytes()) > terms.maxBytes()) {
      waitingBytes.addAndGet(-answer.bytes());
      return; // the database does not keep up, which /health tells of
    }
    Name name = new Name(id, answer.owner());
    waiting.put(name, answer);
    stored
        .keep(name, terms.clock().millis(), answer.bytes(), () -> sealed.seal(name, answer))
        .whenComplete(
            (_, _) -> {
              waiting.remove(name, answer);
              waitingBytes.addAndGet(-answer.bytes());
            });
  }

  @Override
  public Future<Optional<Stored>> find(String id, String owner) {
    Name name = new Name(id, owner);
    if (terms.retention().isZero()) {
      return Future.succeededFuture(Optional.empty());
    }
    Optional<Stored> here = Optional.ofNullable(waiting.get(name));
    return here.isPresent()
        ? Future.succeededFuture(here)
        : read(name)
            .compose(
                found ->
                    found.isPresent()
                        ? Future.succeededFuture(found)
                        : vertx
                            .timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                            .compose(_ -> read(name)));
  }

  private Future<Optional<Stored>> read(Name name) {
    long since = terms.clock().millis() - terms.retention().toMillis();
    return reading
        .ask(
            dsl ->
                StoredConversations.find(name, since, dsl)
                    .flatMap(bytes -> sealed.open(name, bytes)))
        .recover(cause -> Future.failedFuture(told(cause)));
  }

  @Override
  public Future<Boolean> delete(String id, String owner) {
    Name name = new Name(id, owner);
    boolean waited = waiting.remove(name) != null;
    return Future.fromCompletionStage(stored.remove(name), vertx.getOrCreateContext())
        .map(removed -> removed || waited)
        .recover(cause -> Future.failedFuture(told(cause)));
  }

  private static Throwable told(Throwable cause) {
    return cause instanceof ProblemException
        ? cause
        : Problem.of(
                ProblemKind.UNAVAILABLE,
                "the answers that are kept in the database cannot be reached at the moment")
            .withCode("database_unavailable")
            .toException();
  }
}
