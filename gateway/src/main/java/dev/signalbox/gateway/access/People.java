package dev.signalbox.gateway.access;

import dev.signalbox.analytics.access.StoredUser;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds out whether people are who they say, by their password; and what they may do then. */
public final class People {
  /** What a password is compared with that cannot be right, so that it takes as long. */
  private static final String NOBODY = Passwords.ofNobody();

  private final PasswordWork work;

  /** Passwords are looked at by {@code work}. */
  public People(PasswordWork work) {
    this.work = work;
  }

  /**
   * The role of {@code name} if {@code password} is the right one; takes as long when there is
   * nobody of that name. Empty when too much is in line.
   */
  public Optional<CompletableFuture<Optional<Role>>> check(
      String name, String password, AccessBook book, AccessRules rules) {
    Optional<AccessRules.Admin> admin = rules.admin().filter(each -> each.name().equals(name));
    Optional<StoredUser> user =
        admin.isPresent()
            ? Optional.empty()
            : book.user(name).filter(found -> !found.password().isEmpty());
    return work.ask(
        () -> {
          boolean stored =
              Passwords.matches(password, user.map(StoredUser::password).orElse(NOBODY));
          boolean configured = admin.map(each -> each.password().isValue(password)).orElse(false);
          if (configured) {
            return Optional.of(Role.ADMIN);
          }
          return stored ? user.map(StoredUser::role).flatMap(Role::byId) : Optional.empty();
        });
  }

  /** Whether there is somebody of that name, with a password or without. */
  public static boolean knows(String name, AccessBook book, AccessRules rules) {
    return rules.admin().filter(admin -> admin.name().equals(name)).isPresent()
        || book.user(name).isPresent();
  }

  /** What may be stored of {@code password}; empty when too much is in line. */
  public Optional<CompletableFuture<String>> hash(String password) {
    return work.ask(() -> Passwords.hash(password));
  }
}
