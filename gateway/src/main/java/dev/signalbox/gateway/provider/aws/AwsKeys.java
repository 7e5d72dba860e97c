package dev.signalbox.gateway.provider.aws;

import java.util.Optional;

/**
 * What requests are signed with.
 *
 * @param sessionToken empty for keys that last
 */
public record AwsKeys(String accessKeyId, String secret, Optional<String> sessionToken) {
  /** Without what is secret. */
  @Override
  public String toString() {
    return accessKeyId;
  }
}
