package dev.signalbox.gateway.access;

import dev.signalbox.analytics.access.StoredSession;
import dev.signalbox.analytics.access.StoredUser;
import dev.signalbox.analytics.audit.AuditEntry;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The sessions of people: 256 random bits in a cookie, kept as a keyed hash, ended after a time
 * without use and after a time at all, and with whatever changes the person. Used by all event
 * loops.
 */
public final class Sessions {
  /** The cookie with the id of the session. */
  public static final String COOKIE = "__Host-sb";

  private final AccessState state;
  private final KeyedHash hash;
  private final AccessRules rules;

  /** Sessions under {@code rules}. */
  public Sessions(AccessState state, KeyedHash hash, AccessRules rules) {
    this.state = state;
    this.hash = hash;
    this.rules = rules;
  }

  /**
   * A session that has just begun.
   *
   * @param id what the cookie holds; nothing else knows it
   */
  public record Begun(String id, Session session) {}

  /** The session that a request belongs to, if it counts; notes that it was used. */
  public Optional<Session> of(MultiMap headers) {
    Optional<Session> found = unused(headers);
    found.ifPresent(session -> state.used(session.hash(), rules.clock().millis()));
    return found;
  }

  /** The same without noting that it was used. */
  Optional<Session> unused(MultiMap headers) {
    return cookie(headers, COOKIE).map(hash::of).flatMap(this::find);
  }

  private Optional<Session> find(String id) {
    StoredSession stored = state.book().sessions().get(id);
    if (stored == null) {
      return Optional.empty();
    }
    long now = rules.clock().millis();
    long end = stored.createdMillis() + rules.longest().toMillis();
    if (now >= end || now >= state.lastUsed(stored) + rules.idle().toMillis()) {
      return Optional.empty();
    }
    return roleOf(stored.user())
        .map(role -> new Session(id, stored.user(), role, Instant.ofEpochMilli(end)));
  }

  private Optional<Role> roleOf(String user) {
    return rules.admin().filter(admin -> admin.name().equals(user)).isPresent()
        ? Optional.of(Role.ADMIN)
        : state.book().user(user).map(StoredUser::role).flatMap(Role::byId);
  }

  /** Begins a session of {@code user}, who has shown to be that; completes when it is stored. */
  public CompletableFuture<Begun> begin(String user, Role role, AuditEntry.By by) {
    String id = KeyText.token();
    long now = rules.clock().millis();
    StoredSession stored = new StoredSession(hash.of(id), user, now, now, by.address());
    return state
        .store()
        .people()
        .begin(stored, by)
        .thenApply(
            _ ->
                new Begun(
                    id,
                    new Session(
                        stored.hash(),
                        user,
                        role,
                        Instant.ofEpochMilli(now + rules.longest().toMillis()))));
  }

  /** Ends a session. */
  public CompletableFuture<Void> end(Session session, AuditEntry.By by) {
    return state.store().people().end(session.hash(), by);
  }

  /** What a page of this session sends along with whatever changes something. */
  public String csrf(Session session) {
    return hash.of("csrf " + session.hash());
  }

  /** Takes out what is over, and stores when the others were used; blocks. */
  public void tidy() {
    long now = rules.clock().millis();
    state.tidy(now - rules.longest().toMillis(), now - rules.idle().toMillis());
  }

  /** The cookie {@code name} of a request. */
  public static Optional<String> cookie(MultiMap headers, String name) {
    for (String header : headers.getAll(HttpHeaders.COOKIE)) {
      for (String each : header.split(";", -1)) {
        String pair = each.strip();
        if (pair.startsWith(name + "=")) {
          return Optional.of(pair.substring(name.length() + 1));
        }
      }
    }
    return Optional.empty();
  }
}
