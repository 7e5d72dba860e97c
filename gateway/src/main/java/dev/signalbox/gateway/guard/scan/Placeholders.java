package dev.signalbox.gateway.guard.scan;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Knows the values that people write where a secret would stand. */
final class Placeholders {
  private static final Set<String> WORDS =
      Set.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "apikey",
          "api_key",
          "changeme",
          "change_me",
          "example",
          "default",
          "dummy",
          "sample",
          "string",
          "undefined",
          "required",
          "optional",
          "redacted",
          "hidden",
          "foobar",
          "hunter2",
          "letmein",
          "pass",
          "pass123",
          "null",
          "none",
          "true",
          "false",
          "bearer",
          "basic",
          "username",
          "placeholder",
          "encrypted",
          "testing",
          "password1",
          "password123",
          "mypassword",
          "passw0rd",
          "p@ssw0rd",
          "p@ssword",
          "123456",
          "12345678",
          "text/plain",
          "disabled",
          "enabled",
          "unknown");

  private static final List<String> STARTS =
      List.of(
          "$",
          "{",
          "<",
          "%",
          "[",
          "(",
          "*",
          "#{",
          "process.env",
          "os.environ",
          "os.getenv",
          "env.",
          "your",
          "my-",
          "my_",
          "xxx",
          "...");

  private static final List<String> PARTS =
      List.of(
          "${",
          "{{",
          "}}",
          "...",
          "example",
          "changeme",
          "placeholder",
          "redacted",
          "your-",
          "your_",
          "xxxx",
          "****",
          "insert_",
          "insert-",
          "replace");

  private Placeholders() {}

  /** Whether {@code value} names, masks or computes a secret rather than being one. */
  static boolean standsFor(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return WORDS.contains(lower)
        || STARTS.stream().anyMatch(lower::startsWith)
        || PARTS.stream().anyMatch(lower::contains)
        || Randomness.looksMadeUp(lower);
  }
}
