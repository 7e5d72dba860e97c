package dev.signalbox.gateway.provider.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Access keys in the file of profiles that AWS's own tools write (<a
 * href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">shared config and
 * credentials files</a>, read 2026-11). Profiles that only tell how to get keys (a role, a program,
 * a login) have none.
 */
final class ProfileFile {
  private static final int MOST_BYTES = 1 << 20;

  private ProfileFile() {}

  /** The keys of the profile that {@code host} names; empty where there are none. Blocks. */
  static Optional<AwsKeys> keys(AwsHost host) {
    String profile = host.variable("AWS_PROFILE").orElse("default");
    return file(host)
        .flatMap(ProfileFile::text)
        .map(text -> section(text, profile))
        .flatMap(ProfileFile::keysOf);
  }

  private static Optional<Path> file(AwsHost host) {
    try {
      return host.variable("AWS_SHARED_CREDENTIALS_FILE")
          .map(Path::of)
          .or(() -> host.variable("HOME").map(home -> Path.of(home, ".aws", "credentials")));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES
          ? Optional.of(Files.readString(file))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Map<String, String> section(String text, String wanted) {
    Map<String, String> values = new HashMap<>();
    boolean within = false;
    for (String line : text.lines().map(String::strip).toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith("[")) {
        within = line.replaceAll("[\\[\\]]", "").strip().equals(wanted);
      } else if (within && equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return values;
  }

  private static Optional<AwsKeys> keysOf(Map<String, String> values) {
    String id = values.getOrDefault("aws_access_key_id", "");
    String secret = values.getOrDefault("aws_secret_access_key", "");
    return id.isEmpty() || secret.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AwsKeys(
                id,
                secret,
                Optional.ofNullable(values.get("aws_session_token"))
                    .filter(token -> !token.isEmpty())));
  }
}
