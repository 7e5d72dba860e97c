package dev.signalbox.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** X06 and X10: Keys, passwords, and how guessing them is slowed down. */
final class SecretsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

  @Test
  void aKeyHas256RandomBitsAndAnEndThatChecksThem() {
    String key = KeyText.random();
    String changed = key.substring(0, 10) + (key.charAt(10) == 'a' ? 'b' : 'a') + key.substring(11);

    assertThat(key).startsWith("gw-").hasSize(52);
    assertThat(Base64.getUrlDecoder().decode(key.substring(3, 46))).hasSize(32);
    assertThat(KeyText.isOne(key)).isTrue();
    assertThat(KeyText.isOne(changed)).isFalse();
    assertThat(KeyText.isOne(key + "x")).isFalse();
    assertThat(KeyText.isOne("gw-short")).isFalse();
  }

  @Test
  void noTwoKeysAreAlike() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      keys.add(KeyText.random());
    }

    assertThat(keys).hasSize(1_000);
  }

  @Test
  @DisplayName("X06 a hash depends on the pepper")
  void aHashDependsOnThePepper() {
    KeyedHash one = new KeyedHash(new byte[] {1});
    KeyedHash other = new KeyedHash(new byte[] {2});

    assertThat(one.of("key")).hasSize(64).isEqualTo(one.of("key")).isNotEqualTo(other.of("key"));
  }

  @Test
  void aPasswordIsKnownAgainByWhatIsStored() {
    String stored = Passwords.hash("correct horse");

    assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(Passwords.hash("correct horse")).isNotEqualTo(stored);
    assertThat(Passwords.matches("correct horse", stored)).isTrue();
    assertThat(Passwords.matches("correct horsf", stored)).isFalse();
    assertThat(Passwords.matches("anything", "")).isFalse();
  }

  @Test
  void agreesWithTheReferenceImplementation() {
    // argon2 of the reference implementation: password `password`, salt `somesalt`
    String known =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    assertThat(Passwords.matches("password", known)).isTrue();
    assertThat(Passwords.matches("passwore", known)).isFalse();
  }

  @Test
  @DisplayName("X10 work is refused when too much is in line")
  void refusesWorkWhenTooMuchIsInLine() {
    CountDownLatch held = new CountDownLatch(1);
    try (PasswordWork work = new PasswordWork()) {
      Optional<CompletableFuture<Boolean>> last = Optional.empty();
      int taken = 0;
      do {
        last =
            work.ask(
                () -> {
                  try {
                    held.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return true;
                });
        taken++;
      } while (last.isPresent());
      held.countDown();

      assertThat(taken).isEqualTo(2 + 32 + 1);
    }
  }

  @Test
  @DisplayName("X10 each wrong password beyond the fifth waits twice as long")
  void eachWrongPasswordBeyondTheFifthWaitsTwiceAsLong() {
    Lockout lockout = new Lockout();
    for (int i = 0; i < Lockout.FREE - 1; i++) {
      lockout.wrong("1.2.3.4", "ann", NOW);
    }
    assertThat(lockout.wait("1.2.3.4", "ann", NOW)).isEmpty();

    lockout.wrong("1.2.3.4", "ann", NOW);
    Optional<Duration> fifth = lockout.wait("1.2.3.4", "ann", NOW);
    lockout.wrong("1.2.3.4", "ann", NOW);
    Optional<Duration> sixth = lockout.wait("1.2.3.4", "ann", NOW);
    for (int i = 0; i < 40; i++) {
      lockout.wrong("1.2.3.4", "ann", NOW);
    }

    assertThat(fifth).contains(Duration.ofSeconds(1));
    assertThat(sixth).contains(Duration.ofSeconds(2));
    assertThat(lockout.wait("1.2.3.4", "ann", NOW)).contains(Lockout.LONGEST);
    assertThat(lockout.wait("1.2.3.4", "ann", NOW.plus(Lockout.LONGEST))).isEmpty();
    assertThat(lockout.wait("1.2.3.4", "bob", NOW)).isEmpty();
    assertThat(lockout.wait("5.6.7.8", "ann", NOW)).isEmpty();
  }

  @Test
  void theRightPasswordEndsTheWaiting() {
    Lockout lockout = new Lockout();
    for (int i = 0; i < 10; i++) {
      lockout.wrong("1.2.3.4", "ann", NOW);
    }

    lockout.right("1.2.3.4", "ann");

    assertThat(lockout.wait("1.2.3.4", "ann", NOW)).isEmpty();
  }

  @Test
  @DisplayName("X10 one address that tries many names waits too")
  void oneAddressThatTriesManyNamesHasToWaitToo() {
    Lockout lockout = new Lockout();
    for (int i = 0; i < 50; i++) {
      lockout.wrong("1.2.3.4", "name" + i, NOW);
    }

    assertThat(lockout.wait("1.2.3.4", "another", NOW)).isPresent();
    assertThat(lockout.wait("5.6.7.8", "another", NOW)).isEmpty();
  }
}
