package dev.signalbox.gateway.provider.aws;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the machine that the process runs on tells of its AWS access keys.
 *
 * @param source where they are looked for
 * @param variables of the environment, those of AWS, and {@code HOME}
 */
public record AwsHost(Source source, Map<String, String> variables) {
  /** Where access keys may be. */
  public enum Source {
    /** In the first of the others that has some. */
    CHAIN,
    /** In {@code AWS_ACCESS_KEY_ID} and the like. */
    ENVIRONMENT,
    /** In the file {@code ~/.aws/credentials}. */
    PROFILE,
    /** With the agent of ECS, EKS and the like. */
    CONTAINER,
    /** With the metadata of an instance of EC2. */
    INSTANCE;

    /** Its name in files. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AwsHost {
    variables = Map.copyOf(variables);
  }

  /** The variable {@code name}; empty where it is not set, or to nothing. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** Whether keys are looked for there. */
  boolean looksIn(Source place) {
    return source == Source.CHAIN || source == place;
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "AwsHost[" + source.id() + "]";
  }
}
